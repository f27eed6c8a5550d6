/** Divides whole dollars among shares so that the parts add up to them. */
import { rangeOf } from "../compiled/line-index.js";
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
  const size = weights.length;
  const parts = new Array<number>(size).fill(0);
  if (total === 0) return parts;
  let sum = 0;
  for (let index = 0; index < size; index += 1) sum += weights[index] as number;
  const remainders = new Float64Array(size);
  let left = total;
  for (let index = 0; index < size; index += 1) {
    const weight = weights[index] as number;
    const remainder = remainderOf(total, weight, sum);
    const part = quotientOf(total, weight, sum, remainder);
    remainders[index] = remainder;
    parts[index] = part;
    left -= part;
  }
  giveOut(left, parts, remainders);
  return parts;
}

/** One dollar each to the `left` largest remainders. */
function giveOut(left: number, parts: number[], remainders: Float64Array): void {
  if (left === 0) return;
  const least = nthLargest(remainders, left);
  let equal = left;
  for (let index = 0; index < parts.length; index += 1) if ((remainders[index] as number) > least) equal -= 1;
  for (let index = 0; index < parts.length; index += 1) {
    const remainder = remainders[index] as number;
    if (remainder < least || (remainder === least && equal === 0)) continue;
    if (remainder === least) equal -= 1;
    parts[index] = (parts[index] as number) + 1;
  }
}

/** The `n`th largest number, found without putting the others in order. Source: Hoare, Find, CACM 4 (1961). */
function nthLargest(numbers: Float64Array, n: number): number {
  const all = numbers.slice();
  const place = all.length - n;
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const [smaller, larger] = parted(all, low, high);
    if (place <= smaller) high = smaller;
    else if (place >= larger) low = larger;
    else break;
  }
  return all[place] as number;
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

/** What is left of `total * weight` after division by `sum`, exactly: products can be beyond what a double holds. */
function remainderOf(total: number, weight: number, sum: number): number {
  const product = total * weight;
  if (product < sum) return product;
  return Number.isSafeInteger(product)
    ? product % sum
    : Number((BigInt(total) * BigInt(weight)) % BigInt(sum));
}

function quotientOf(total: number, weight: number, sum: number, remainder: number): number {
  const product = total * weight;
  return Number.isSafeInteger(product)
    ? (product - remainder) / sum
    : Number((BigInt(total) * BigInt(weight)) / BigInt(sum));
}

// Spreads rows that are known only by chapter or heading over the lines that such goods are usually entered under.

/** Lines of ten digits, sorted, and the dollars of each in trade that is known by line. */
export interface ProductMix {
  readonly hts: readonly string[];
  readonly value: readonly number[];
  /** Lines whose number was not in the tariff all the time, with its days. */
  readonly dated: Flow["dated"];
}

/** A row of a flow and the lines of the mix it is taken to be of, with the dollars of each. */
interface Spread extends PickedRows {
  readonly row: number;
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
  const spread = flow.hts.flatMap((_, row) => spreadRow(flow, row, mix) ?? []);
  const [observed, others]: [Spread[], Spread[]] = [[], []];
  for (const one of spread) (one.rows.every(wasOnlyBase) ? observed : others).push(one);
  const lines = { ...flow, hts: mix.hts, dated: mix.dated };
  return {
    rows: new Set(spread.map(({ row }) => row)),
    portions: [
      ...portionOf(lines, inOrder(observed), { ...TERMS, baseObserved: true }),
      ...portionOf(lines, inOrder(others), TERMS),
    ],
  };
}

function spreadRow({ hts, value, duty }: Flow, row: number, mix: ProductMix): Spread | undefined {
  const prefix = hts[row] ?? "";
  if (!isMixed(prefix)) return undefined;
  const [from, to] = rangeOf(mix.hts, prefix);
  const weights = mix.value.slice(from, to);
  if (!weights.some((weight) => weight > 0)) return undefined;
  const rows: number[] = [];
  const parts: number[] = [];
  const all = apportion(value[row] ?? 0, weights);
  for (let index = 0; index < all.length; index += 1) {
    const part = all[index] as number;
    if (part === 0) continue;
    rows.push(from + index);
    parts.push(part);
  }
  if (rows.length === 0) return duty[row] === 0 ? { row, rows, value: [], duty: [] } : undefined;
  return { row, rows, value: parts, duty: apportion(duty[row] ?? 0, parts) };
}

/** All lines in the order of their numbers: rows of a flow may lie within each other. */
function inOrder(spread: readonly Spread[]): PickedRows {
  const [rows, value, duty]: [number[], number[], number[]] = [[], [], []];
  let ordered = true;
  for (const one of spread)
    for (let index = 0; index < one.rows.length; index += 1) {
      const line = one.rows[index] as number;
      if (rows.length > 0 && (rows[rows.length - 1] as number) > line) ordered = false;
      rows.push(line);
      value.push(one.value[index] as number);
      duty.push(one.duty[index] as number);
    }
  return ordered ? { rows, value, duty } : sortedRows({ rows, value, duty });
}

function sortedRows({ rows, value, duty }: PickedRows): PickedRows {
  const order = [...rows.keys()].sort((a, b) => (rows[a] as number) - (rows[b] as number) || a - b);
  const sorted = (column: readonly number[]): number[] => order.map((index) => column[index] as number);
  return { rows: sorted(rows), value: sorted(value), duty: sorted(duty) };
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
