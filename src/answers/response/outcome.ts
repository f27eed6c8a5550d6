/** What trade comes to when it answers a law: sums over goods, in dollars of binary floating point. */
import type { Collection } from "../../economics/net-revenue.js";
import { netRevenue } from "../../economics/net-revenue.js";

/** What the answer of one part of trade adds to the sums. */
export interface Answered {
  /** Customs value before and after. */
  readonly before: number;
  readonly after: number;
  /** Quantity after, in dollars of the prices before. */
  readonly volume: number;
  /** Duty that was owed when the trade was recorded, duty owed if trade stayed as it was, and duty owed now. */
  readonly recordedDuty: number;
  readonly staticDuty: number;
  readonly duty: number;
  /** Ratios of prices, after over before. */
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  /** Dollars: of the added duty if trade stayed as it was, who bears how much of it. */
  readonly consumers: number;
  readonly importers: number;
  readonly foreignSellers: number;
  /** Gain of the importing country, in dollars; `null` where the model has none. */
  readonly welfare: number | null;
  /** What other origins sell of the same goods, in dollars; `null` where the model has no others. */
  readonly others: number | null;
}

export interface Outcome extends Answered {
  /** Duty added since the trade was recorded: owed, collected, and left to the budget. */
  readonly gross: number;
  readonly collected: number;
  readonly net: number;
}

const SUMMED = [
  "before",
  "after",
  "volume",
  "recordedDuty",
  "staticDuty",
  "duty",
  "consumers",
  "importers",
  "foreignSellers",
] as const;

/** Sums; prices are means weighted by what was bought before. */
export function addedUp(parts: readonly Answered[], collection: Collection): Outcome {
  const sum = (of: (part: Answered) => number | null): number | null =>
    parts.reduce<number | null>((total, part) => {
      const more = of(part);
      return total === null || more === null ? null : total + more;
    }, 0);
  const sums = Object.fromEntries(SUMMED.map((key) => [key, sum((part) => part[key]) ?? 0])) as Pick<
    Answered,
    (typeof SUMMED)[number]
  >;
  const mean = (of: (part: Answered) => number) =>
    sums.before === 0 ? 1 : (sum((part) => part.before * of(part)) ?? 0) / sums.before;
  return {
    ...sums,
    buyerPrice: mean(({ buyerPrice }) => buyerPrice),
    exporterPrice: mean(({ exporterPrice }) => exporterPrice),
    welfare: sum(({ welfare }) => welfare),
    others: sum(({ others }) => others),
    ...netRevenue(sums.duty - sums.recordedDuty, collection),
  };
}
