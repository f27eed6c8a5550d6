/** Prices one class of rows of a year of trade. */
import { type Assessment, assessReached, type Layer } from "./assess.js";
import { dutyOfText } from "./base-duty.js";
import type { Origin } from "./country.js";
import type { Duty } from "./duty.js";
import { type Entry, NOTHING_STATED } from "./entry.js";
import type { Flow } from "./flow.js";
import { type HtsCode, isOutsideTariffBase } from "./hts.js";
import { isShare, type Shares, shareOf } from "./part.js";
import type { PriceClass, PricedLayer, Question } from "./priced.js";
import type { Reaching } from "./reach.js";
import type { BaseRates, Schedule } from "./schedule.js";
import { type Decimal, NO_USD, usd, WHOLE } from "./units.js";

/** A row of trade and what is asked of it. */
export interface Row {
  readonly flow: Flow;
  readonly index: number;
  readonly hts: string;
  readonly origin: Origin;
  readonly schedule: Schedule;
  readonly question: Question;
  /** Whether only base duty was due on it in the year of the flow. */
  readonly only: boolean;
}

/** What tells classes apart, as text and as values. */
export interface ClassKey {
  readonly text: string;
  readonly rates: BaseRates | undefined;
  readonly shares: Shares;
  readonly observed: boolean;
  /** The row is a class of its own: a layer counts in a base duty known only in dollars. */
  readonly single: boolean;
}

/** The class of a row, given the measures that reach it. */
export function classKey(row: Row, pattern: number, reached: readonly Reaching[]): ClassKey {
  const { hts, schedule, question, origin, index } = row;
  const none = { rates: undefined, shares: {}, observed: false, single: false };
  if (isOutsideTariffBase(hts)) return { text: "outside", ...none };
  const rates = schedule.base.ratesOf(hts, question.date);
  if (rates === undefined) return { text: "ceased", ...none };
  const rate = (origin.column2 ? rates.column2 : rates.general) ?? "none";
  const observed = row.only && question.assume.observedBase === true && !isRateOnValue(dutyOfText(rate));
  const shares = needsShares(reached) ? (question.assume.metalContent?.(hts, reached) ?? {}) : {};
  const single = observed && reached.some(({ duty }) => countsBase(duty));
  const text = [pattern, rate, observed, print(shares), single ? index : ""].join("|");
  return { text, rates, shares, observed, single };
}

const print = ({ steel, aluminum, copper }: Shares): string => `${steel} ${aluminum} ${copper}`;

/** Whether a duty is a share of the value alone, so that a year of trade says all it needs. */
const isRateOnValue = (duty: Duty): boolean => duty.kind === "free" || duty.kind === "ad-valorem";

const countsBase = (duty: Duty): boolean =>
  duty.kind === "top-up" || (duty.kind === "quota" && (countsBase(duty.inside) || countsBase(duty.outside)));

const needsShares = (reached: readonly Reaching[]): boolean =>
  reached.some(({ version }) => !isShare(shareOf(version.part, {})));

/** The price of a class, worked out on one of its rows as an entry of one dollar. */
export function priceClass(row: Row, reached: readonly Reaching[], { rates, shares, observed, single }: ClassKey): PriceClass {
  const { hts, index, flow, origin, question, schedule } = row;
  const nothing = { per: "value", layers: [], base: NO_USD, assumed: [] } as const;
  if (isOutsideTariffBase(hts)) return { ...nothing, status: "outside", needs: [] };
  if (rates === undefined) return { ...nothing, status: "unknown", needs: ["a line of the tariff"] };
  const seen = single ? (flow.duty[index] ?? 0) : 0;
  const entry: Entry = {
    ...NOTHING_STATED,
    hts: hts as HtsCode,
    origin: origin.code,
    date: question.date,
    value: usd(single ? (flow.value[index] ?? 0) : WHOLE),
    shares,
    observedBase: observed ? usd(seen) : null,
  };
  const stated = assessReached({ ...entry, shares: {} }, rates, origin, reached, schedule);
  const onContent = stated.needs.some((need) => need.endsWith(" content"));
  const assessed = onContent ? assessReached(entry, rates, origin, reached, schedule) : stated;
  const assumed = [
    ...(onContent && Object.keys(shares).length > 0 ? (["metal-content"] as const) : []),
    ...(observed ? (["observed-base"] as const) : []),
  ];
  return {
    status: statusOf(assessed, assumed.length > 0),
    assumed,
    per: single ? "row" : "value",
    layers: assessed.layers.flatMap(pricedLayer),
    base: baseOf(assessed, observed && !single),
    needs: assessed.needs,
  };
}

const statusOf = ({ needs }: Assessment, estimated: boolean): PriceClass["status"] =>
  needs.length > 0 ? "unknown" : estimated ? "estimated" : "statutory";

function baseOf({ base: { fate } }: Assessment, perRow: boolean): Decimal | null {
  if (fate.outcome !== "charged") return NO_USD;
  return perRow ? null : fate.duty;
}

function pricedLayer({ measure, fate }: Layer): PricedLayer[] {
  if (fate.outcome !== "charged") return [];
  const { id, authority, title } = measure;
  return [{ id, authority, title, duty: fate.duty }];
}
