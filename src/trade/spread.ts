/** Spreads rows that are known only by chapter or heading over the lines that such goods are usually entered under. */
import { rangeOf } from "../compiled/line-index.js";
import { NO_CLAIMS } from "../law/entry.js";
import { apportion } from "./apportion.js";
import { type ClaimTerms, type Flow, isMixed, type PickedRows, type Portion, portionOf } from "./flow.js";

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
