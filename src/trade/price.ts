/** Prices a year of trade: each class of rows once, exactly as `assess` would price every row. */
import { numbersFor } from "../compiled/interned.js";
import { placesOf, shareNumbers } from "../compiled/line-index.js";
import { memoize } from "../compiled/memo.js";
import type { IsoDate } from "../law/calendar.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { spreadFlow } from "./apportion.js";
import {
  AS_RECORDED,
  type ClaimTerms,
  type Flow,
  fitting,
  isMixed,
  type Portion,
  type Prefixes,
  portionOf,
  rowsAt,
} from "./flow.js";
import { linePrices } from "./line-prices.js";
import { onlyBaseWasDue } from "./list-law.js";
import { splitByClaim } from "./preference.js";
import type { Assumptions, Price, PricedFlow, Question } from "./question.js";

/**
 * Prices every row of a flow under the law of a day, as it is recorded unless `terms` say otherwise. `priceTrade` first
 * spreads and splits rows as assumptions say. Units: rates of customs value; sums are the caller's.
 */
export function priceFlow(
  flow: Flow,
  origin: Origin,
  schedule: Schedule,
  question: Question,
  terms: ClaimTerms = AS_RECORDED,
): PricedFlow {
  const { list, at } = terms.claims.size > 0 ? { list: flow.hts, at: null } : placesOf(flow.hts);
  const { prices, priceAt, priceOfRow } = linePrices(
    { list, origin, terms, year: flow.year },
    schedule,
    question,
  );
  const size = flow.hts.length;
  const of = new Int32Array(size);
  const alone: number[] = [];
  for (let row = 0; row < size; row += 1) {
    const id = priceAt(at ? (at[row] as number) : row);
    if (id === null) alone.push(row);
    else of[row] = id;
  }
  const own = alone.map((row, index): Price => {
    of[row] = prices.length + index;
    const dollars = { value: flow.value[row] ?? 0, duty: flow.duty[row] ?? 0 };
    return priceOfRow(at ? (at[row] as number) : row, dollars);
  });
  return { flow, terms, of, prices: own.length > 0 ? [...prices, ...own] : prices };
}

// Prices a year of trade as assumptions spread and split it.

/**
 * Prices a flow in portions: goods that are known only by chapter spread over lines, goods that claim a preference apart
 * from those that do not. The portions add up to the flow; without such assumptions there is one, the flow itself.
 */
export const priceTrade = (
  flow: Flow,
  origin: Origin,
  schedule: Schedule,
  question: Question,
): PricedFlow[] =>
  portionsOf(flow, origin, { ...question, assume: movingOn(question.assume, question.date) }).map((portion) =>
    priceFlow(portion.flow, origin, schedule, question, portion.terms),
  );

/** As it is on a day: without what moves nothing yet, so that nothing is said to rest on it. */
const movingOn = (assume: Assumptions, date: IsoDate): Assumptions =>
  assume.preferences?.some(({ from, inMonth }) => (from !== undefined && date < from) || inMonth)
    ? onDay(assume, date)
    : assume;

const onDay = memoize(
  (assume: Assumptions, date: IsoDate): Assumptions => ({
    ...assume,
    preferences:
      assume.preferences
        ?.filter(({ from }) => from === undefined || from <= date)
        .map((use) => use.inMonth?.(date.slice(0, 7)) ?? use) ?? [],
  }),
);

/** A year of trade of one origin. */
interface OriginTrade {
  readonly origin: Origin;
  readonly flow: Flow;
}

/** Prices the trade of several origins: the same as each alone, but what they have in common is worked out once. */
export function priceTrades(
  trade: readonly OriginTrade[],
  schedule: Schedule,
  question: Question,
): PricedFlow[] {
  shareTrade(trade, question.assume);
  return trade.flatMap(({ flow, origin }) => priceTrade(flow, origin, schedule, question));
}

/** Puts the numbers of all trade in one list, before it is spread and split. */
export function shareTrade(trade: readonly OriginTrade[], { productMix }: Assumptions): void {
  const columns = trade.map(({ flow }) => flow.hts);
  const mixed = columns.length > 1 && columns.some((hts) => hts.some(isMixed));
  shareNumbers(columns);
  // What all origins trade is added up faster once their numbers stand in one list, which then has those of the mix.
  const mix = mixed ? productMix?.() : undefined;
  if (mix) shareNumbers([...columns, mix.hts]);
}

/** Portions do not depend on the day or the law that is asked about: the same are priced before and after a change. */
export const portionsOf = (
  flow: Flow,
  origin: Origin,
  { assume, past }: Pick<Question, "assume" | "past">,
): readonly Portion[] => makePortions(flow, origin, assume, past);

const makePortions = memoize((flow: Flow, origin: Origin, assume: Assumptions, past: Schedule): Portion[] => {
  const mix = flow.hts.some(isMixed) ? assume.productMix?.() : undefined;
  if (mix === undefined) return claimPortions(flow, origin, assume, past);
  const wasOnlyBase = onlyBaseWasDue({ hts: mix.hts, year: flow.year }, origin, past);
  const { rows, portions } = spreadFlow(flow, mix, wasOnlyBase);
  const others = [...flow.hts.keys()].filter((row) => !rows.has(row));
  const dollarsOf = (column: readonly number[]) => others.map((row) => column[row] as number);
  const kept = portionOf(
    flow,
    { rows: others, value: dollarsOf(flow.value), duty: dollarsOf(flow.duty) },
    AS_RECORDED,
  );
  return [...kept.flatMap((portion) => claimPortions(portion.flow, origin, assume, past)), ...portions];
});

function claimPortions(
  flow: Flow,
  origin: Origin,
  { preferences = [] }: Assumptions,
  past: Schedule,
): Portion[] {
  for (const use of preferences) {
    const claims = use.claimed(flow, origin, past);
    if (claims?.some((one) => (one?.dollars ?? 0) > 0)) return splitByClaim(flow, claims, use.kind);
  }
  return [{ flow, terms: AS_RECORDED }];
}

/** The same rows of a priced flow, with their prices. */
export function onlyProducts(priced: PricedFlow, prefixes: Prefixes): PricedFlow {
  if (prefixes.length === 0) return priced;
  const { flow, of } = priced;
  const rows = fitting(flow, prefixes);
  return {
    ...priced,
    flow: rowsAt(flow, rows),
    of: numbersFor(rows.length, (row) => of[rows[row] as number] ?? 0),
  };
}
