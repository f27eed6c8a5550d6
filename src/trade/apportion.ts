/** Divides whole dollars among shares so that the parts add up to them. */
import { rangeOf } from "../compiled/line-index.js";
import { memoizeRows, memoizeThing } from "../compiled/memo.js";
import { NO_CLAIMS } from "../law/entry.js";
import { type ClaimTerms, type Flow, isMixed, type PickedRows, type Portion, portionOf } from "./flow.js";

/**
 * Parts of `total` in proportion to `weights` by largest remainder: each part is its exact share rounded down, and
 * the dollars left go one each to the largest fractions, the earlier first where they are equal.
 *
 * Units: whole dollars. `weights` are whole, not negative and not all nothing.
 * Source: the method of Hamilton, as for seats of Congress (Balinski and Young, Fair Representation, 1982).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const { parts, shareOut } = sharing(weights.length);
  shareOut(total, sharesOf(weights));
  return Array.from(parts);
}

/** Some of a column of weights, and what they add up to. */
interface Shares {
  readonly weights: Float64Array;
  readonly from: number;
  readonly to: number;
  readonly sum: number;
}

function sharesOf(weights: readonly number[]): Shares {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return { weights: Float64Array.from(weights), from: 0, to: weights.length, sum };
}

/** Divides one total after the other among up to `most` shares: `parts` begins with those of the last. */
function sharing(most: number) {
  const parts = new Float64Array(most);
  const giveOut = givingOut(most, parts);
  const remainders = new Float64Array(most);
  const shareOut = (total: number, { weights, from, to, sum }: Shares): void => {
    const size = to - from;
    if (total === 0) {
      parts.fill(0, 0, size);
      return;
    }
    let left = total;
    for (let index = 0; index < size; index += 1) {
      const weight = weights[from + index] as number;
      const part = quotientOf(total, weight, sum);
      remainders[index] = remainderOf(total, weight, sum, part);
      parts[index] = part;
      left -= part;
    }
    if (left > 0) giveOut(left, remainders, size);
  };
  return { parts, shareOut };
}

/** One dollar each to the parts of the `left` largest remainders. */
function givingOut(most: number, parts: Float64Array) {
  const rest = new Float64Array(most);
  return (left: number, remainders: Float64Array, size: number): void => {
    rest.set(remainders.subarray(0, size));
    const least = nthLargest(rest, size, left);
    let equal = left - countAbove(least, remainders, size);
    for (let index = 0; index < size; index += 1) {
      const remainder = remainders[index] as number;
      if (remainder < least || (remainder === least && equal === 0)) continue;
      if (remainder === least) equal -= 1;
      parts[index] = (parts[index] as number) + 1;
    }
  };
}

function countAbove(least: number, numbers: Float64Array, size: number): number {
  let count = 0;
  for (let index = 0; index < size; index += 1) if ((numbers[index] as number) > least) count += 1;
  return count;
}

/** The `n`th largest of the first numbers, found without putting the others in order. Source: Hoare, Find, CACM 4 (1961). */
function nthLargest(numbers: Float64Array, size: number, n: number): number {
  const place = size - n;
  let [low, high] = [0, size - 1];
  while (low < high) {
    const [smaller, larger] = parted(numbers, low, high);
    if (place <= smaller) high = smaller;
    else if (place >= larger) low = larger;
    else break;
  }
  return numbers[place] as number;
}

/** Puts numbers up to the one in the middle before those from it on; returns where the two end and begin. */
function parted(all: Float64Array, low: number, high: number): [number, number] {
  const middle = all[(low + high) >> 1] as number;
  let [up, down] = [low, high];
  while (up <= down) {
    while ((all[up] as number) < middle) up += 1;
    while ((all[down] as number) > middle) down -= 1;
    if (up > down) break;
    const larger = all[up] as number;
    all[up] = all[down] as number;
    all[down] = larger;
    up += 1;
    down -= 1;
  }
  return [down, up];
}

/** `total * weight / sum` rounded down, exactly: products can be beyond what a double holds. */
function quotientOf(total: number, weight: number, sum: number): number {
  const product = total * weight;
  if (product < sum) return 0;
  if (!Number.isSafeInteger(product + sum)) return Number((BigInt(total) * BigInt(weight)) / BigInt(sum));
  // The quotient of two doubles is rounded, up to the next whole number at the most.
  const nearest = Math.floor(product / sum);
  return nearest * sum > product ? nearest - 1 : nearest;
}

/** What that division leaves. */
function remainderOf(total: number, weight: number, sum: number, quotient: number): number {
  const product = total * weight;
  return Number.isSafeInteger(product + sum)
    ? product - quotient * sum
    : Number((BigInt(total) * BigInt(weight)) % BigInt(sum));
}

// Spreads rows that are known only by chapter or heading over the lines that such goods are usually entered under.

/** Lines of ten digits, sorted, and the dollars of each in trade that is known by line. */
export interface ProductMix {
  readonly hts: readonly string[];
  readonly value: readonly number[];
  /** Lines whose number was not in the tariff all the time, with its days. */
  readonly dated: Flow["dated"];
}

const TERMS: ClaimTerms = { claims: NO_CLAIMS, assumed: ["product-mix"], baseObserved: false };

/** A flow with its mixed rows spread, and which rows those are. */
interface SpreadFlow {
  readonly rows: ReadonlySet<number>;
  readonly portions: readonly Portion[];
}

/**
 * Spreads each mixed row in proportion to the mix of the numbers that start with its own. The parts add up to the
 * row's value and duty; a row whose number the mix does not have stays as it is.
 *
 * Where only base duty was due on every part of a row (`wasOnlyBase` of a line of the mix), the duty that customs
 * calculated is its base duty; elsewhere the base duty is what the lines state. Units: whole dollars.
 */
export function spreadFlow(flow: Flow, mix: ProductMix, wasOnlyBase: (line: number) => boolean): SpreadFlow {
  const spread = mixedRows(flow, sharesIn(mix));
  const sizes = spread.map(({ shares: { from, to } }) => to - from);
  const [value, duty] = [sharing(Math.max(0, ...sizes)), sharing(Math.max(0, ...sizes))];
  const { observed, others } = roomFor(mix)();
  for (const { row, shares } of spread) {
    const { from, to } = shares;
    const dollars = flow.value[row] as number;
    value.shareOut(dollars, shares);
    duty.shareOut(flow.duty[row] as number, { weights: value.parts, from: 0, to: to - from, sum: dollars });
    const own = owedOnlyBase(value.parts, shares, wasOnlyBase) ? observed : others;
    for (let index = 0; index < to - from; index += 1) {
      if (value.parts[index] === 0) continue;
      put(own, from + index, value.parts[index] as number, duty.parts[index] as number);
      own.size += 1;
    }
  }
  const lines = { ...flow, hts: mix.hts, dated: mix.dated };
  return {
    rows: new Set(spread.map(({ row }) => row)),
    portions: [
      ...portionOf(lines, picked(observed), { ...TERMS, baseObserved: true }),
      ...portionOf(lines, picked(others), TERMS),
    ],
  };
}

/** Rows that can be spread: duty on no value stays as it is. */
function mixedRows({ hts, value, duty }: Flow, sharesOf: (prefix: string) => Shares) {
  return hts.flatMap((prefix, row) => {
    if (!isMixed(prefix)) return [];
    const shares = sharesOf(prefix);
    return shares.sum === 0 || (value[row] === 0 && duty[row] !== 0) ? [] : [{ row, shares }];
  });
}

/** The lines of a mix under a number; many origins have goods of it. */
const sharesIn = memoizeThing(({ hts, value }: ProductMix) => {
  const weights = Float64Array.from(value);
  return memoizeRows((prefix: string): Shares => {
    const [from, to] = rangeOf(hts, prefix);
    let sum = 0;
    for (let line = from; line < to; line += 1) sum += weights[line] as number;
    return { weights, from, to, sum };
  });
});

/** Whether no measure reached a line that has a part. */
function owedOnlyBase(
  parts: Float64Array,
  { from, to }: Shares,
  wasOnlyBase: (line: number) => boolean,
): boolean {
  for (let line = from; line < to; line += 1)
    if (parts[line - from] !== 0 && !wasOnlyBase(line)) return false;
  return true;
}

/** Parts of rows while they are being spread. */
interface Picking {
  readonly rows: number[];
  readonly value: number[];
  readonly duty: number[];
  size: number;
}

/** Room for the parts of one flow after the other: it goes with the mix, since a room for each would be thrown away and made again. */
const roomFor = memoizeThing((_mix: ProductMix) => {
  const [observed, others] = [emptyRoom(), emptyRoom()];
  return () => {
    observed.size = 0;
    others.size = 0;
    return { observed, others };
  };
});

const emptyRoom = (): Picking => ({ rows: [], value: [], duty: [], size: 0 });

function put({ rows, value, duty, size }: Picking, row: number, dollars: number, paid: number): void {
  rows[size] = row;
  value[size] = dollars;
  duty[size] = paid;
}

/** In the order of their numbers: rows of a flow may lie within each other. */
function picked(own: Picking): PickedRows {
  const cut = (column: readonly number[]): number[] => column.slice(0, own.size);
  const all = { rows: cut(own.rows), value: cut(own.value), duty: cut(own.duty) };
  const { rows } = all;
  if (rows.every((row, index) => index === 0 || (rows[index - 1] as number) <= row)) return all;
  const order = [...rows.keys()].sort((a, b) => (rows[a] as number) - (rows[b] as number) || a - b);
  const sorted = (column: readonly number[]): number[] => order.map((index) => column[index] as number);
  return { rows: sorted(rows), value: sorted(all.value), duty: sorted(all.duty) };
}

// The lines of a year of trade on the imports of other months: each industry of a partner has what was imported in them, in
// the proportions that its lines had in the year.

/** A flow on other imports, and what of them has no line to stand on. */
export interface Reweighed {
  readonly flow: Flow;
  /** Dollars of industries of which nothing was imported in the year of the flow. */
  readonly unmatched: number;
}

/**
 * @param importsOf Dollars of an industry in the months meant; `undefined` where they are not known: its lines stay as they are.
 * Units: whole dollars; the parts of an industry add up to its imports. Duty is scaled as value, rounded down.
 */
export function reweigh(
  flow: Flow,
  industries: readonly string[],
  industryOf: (hts: string) => string,
  importsOf: (industry: string, inYear: number) => number | undefined,
): Reweighed {
  const rows = new Map<string, number[]>(industries.map((industry) => [industry, []]));
  for (const [row, hts] of flow.hts.entries()) {
    const own = rows.get(industryOf(hts)) ?? [];
    rows.set(industryOf(hts), own);
    own.push(row);
  }
  const [value, duty] = [[...flow.value], [...flow.duty]];
  let unmatched = 0;
  for (const [industry, own] of rows) {
    const before = own.map((row) => flow.value[row] as number);
    const inYear = before.reduce((sum, dollars) => sum + dollars, 0);
    const imports = importsOf(industry, inYear);
    if (imports === undefined) continue;
    if (inYear === 0) unmatched += imports;
    else
      for (const [index, part] of apportion(imports, before).entries()) {
        const row = own[index] as number;
        value[row] = part;
        duty[row] = scaled(flow.duty[row] as number, part, before[index] as number);
      }
  }
  return { flow: { ...flow, value, duty }, unmatched };
}

const scaled = (duty: number, part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(duty) * BigInt(part)) / BigInt(whole));
