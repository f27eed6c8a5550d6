/** Prices a year of trade as assumptions spread and split it. */

import type { Origin } from "./country.js";
import { type Flow, isMixed } from "./flow.js";
import { onlyBaseWasDue } from "./only-base.js";
import { AS_RECORDED, type Portion, portionOf } from "./portion.js";
import { splitByClaim } from "./preference.js";
import { priceFlow } from "./price.js";
import type { Assumptions, PricedFlow, Question } from "./priced.js";
import type { Schedule } from "./schedule.js";
import { shareNumbers } from "./shared-numbers.js";
import { spreadFlow } from "./spread.js";

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
  portionsOf(flow, origin, question).map((portion) =>
    priceFlow(portion.flow, origin, schedule, question, portion.terms),
  );

/** A year of trade of one origin. */
export interface OriginTrade {
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
  const mix = mixed ? productMix?.() : undefined;
  shareNumbers(mix ? [...columns, mix.hts] : columns);
}

const known = new WeakMap<Flow, WeakMap<Assumptions, { past: Schedule; portions: readonly Portion[] }>>();

/** Portions do not depend on the day or the law that is asked about: the same are priced before and after a change. */
export function portionsOf(
  flow: Flow,
  origin: Origin,
  { assume, past }: Pick<Question, "assume" | "past">,
): readonly Portion[] {
  const own = known.get(flow) ?? new WeakMap();
  known.set(flow, own);
  const made = own.get(assume);
  if (made?.past === past) return made.portions;
  const portions = makePortions(flow, origin, assume, past);
  own.set(assume, { past, portions });
  return portions;
}

function makePortions(flow: Flow, origin: Origin, assume: Assumptions, past: Schedule): Portion[] {
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
}

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
