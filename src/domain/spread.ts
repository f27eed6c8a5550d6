/** Spreads rows that are known only by chapter or heading over the lines that such goods are usually entered under. */
import { apportion } from "./apportion.js";
import { NO_CLAIMS } from "./classes.js";
import { type Flow, isMixed, type NumberSpan, rangeOf } from "./flow.js";
import { type Portion, type PortionRow, portionOf, type Terms } from "./portion.js";

/** Lines of ten digits, sorted, and the dollars of each in trade that is known by line. */
export interface ProductMix {
  readonly hts: readonly string[];
  readonly value: readonly number[];
  /** Days of the numbers that were not in the tariff all the time. */
  readonly spans: ReadonlyMap<string, NumberSpan>;
}

/** A row of a flow and the lines of the mix it is taken to be of. */
interface Spread {
  readonly row: number;
  readonly lines: readonly number[];
  readonly parts: readonly PortionRow[];
}

const TERMS: Terms = { claims: NO_CLAIMS, assumed: ["product-mix"], baseObserved: false };

/** A flow with its mixed rows spread, and which rows those are. */
export interface SpreadFlow {
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
  for (const one of spread) (one.lines.every(wasOnlyBase) ? observed : others).push(one);
  return {
    rows: new Set(spread.map(({ row }) => row)),
    portions: [
      ...portionOf(flow, inOrder(observed), { ...TERMS, baseObserved: true }),
      ...portionOf(flow, inOrder(others), TERMS),
    ],
  };
}

function spreadRow({ hts, value, duty }: Flow, row: number, mix: ProductMix): Spread | undefined {
  const prefix = hts[row] ?? "";
  if (!isMixed(prefix)) return undefined;
  const [from, to] = rangeOf(mix.hts, prefix);
  const weights = mix.value.slice(from, to);
  if (!weights.some((weight) => weight > 0)) return undefined;
  const values = apportion(value[row] ?? 0, weights);
  const lines = values.flatMap((part, index) => (part > 0 ? [from + index] : []));
  if (lines.length === 0) return duty[row] === 0 ? { row, lines, parts: [] } : undefined;
  const shares = lines.map((line) => values[line - from] ?? 0);
  const duties = apportion(duty[row] ?? 0, shares);
  const parts = lines.map((line, index): PortionRow => {
    const code = mix.hts[line] ?? "";
    return { hts: code, value: shares[index] ?? 0, duty: duties[index] ?? 0, span: mix.spans.get(code) };
  });
  return { row, lines, parts };
}

/** By number: rows of a flow may lie within each other. */
function inOrder(spread: readonly Spread[]): PortionRow[] {
  const rows = spread.flatMap(({ parts }) => parts);
  const ordered = rows.every(({ hts }, index) => index === 0 || (rows[index - 1]?.hts ?? "") <= hts);
  return ordered ? rows : rows.sort((a, b) => (a.hts < b.hts ? -1 : a.hts > b.hts ? 1 : 0));
}
