/** Trade narrowed to some products, after it is priced: goods known by chapter may have been spread over lines. */
import { type Flow, isMixed } from "./flow.js";
import { datedAt } from "./portion.js";
import type { PricedFlow } from "./priced.js";
import { numbersAt } from "./shared-numbers.js";

/** HTS prefixes; none for all goods. */
type Prefixes = readonly string[];

const fits = (hts: string, prefixes: Prefixes): boolean => prefixes.some((prefix) => hts.startsWith(prefix));

/** The rows of a flow whose numbers start with one of the prefixes; all if there are none. */
export const flowOfProducts = (flow: Flow, prefixes: Prefixes): Flow =>
  prefixes.length === 0 ? flow : rowsAt(flow, fitting(flow, prefixes));

const fitting = ({ hts }: Flow, prefixes: Prefixes): number[] =>
  hts.flatMap((code, row) => (fits(code, prefixes) ? [row] : []));

const rowsAt = (flow: Flow, rows: readonly number[]): Flow => ({
  ...flow,
  dated: datedAt(flow.dated, rows),
  hts: numbersAt(flow.hts, rows),
  value: rows.map((row) => flow.value[row] ?? 0),
  duty: rows.map((row) => flow.duty[row] ?? 0),
});

/** The same rows of a priced flow, with their prices. */
export function onlyProducts(priced: PricedFlow, prefixes: Prefixes): PricedFlow {
  if (prefixes.length === 0) return priced;
  const { flow, of, baseOf } = priced;
  const rows = fitting(flow, prefixes);
  return {
    ...priced,
    flow: rowsAt(flow, rows),
    of: Int32Array.from(rows, (row) => of[row] ?? 0),
    baseOf: Int32Array.from(rows, (row) => baseOf[row] ?? 0),
  };
}

/** Dollars of goods known only by a number that some of the products are under: how many cannot be told. */
export const partlyMeant = ({ hts, value }: Flow, prefixes: Prefixes): number =>
  hts.reduce(
    (sum, code, row) =>
      isMixed(code) && !fits(code, prefixes) && prefixes.some((prefix) => prefix.startsWith(code))
        ? sum + (value[row] ?? 0)
        : sum,
    0,
  );
