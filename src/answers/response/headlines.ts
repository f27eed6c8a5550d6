/** What is said in one number of trade that has answered. */
import type { Outcome } from "./outcome.js";

/** Id and title of what is in dollars; a model without one leaves it out. */
export const DOLLARS = {
  imports: "Imports after",
  duty: "Duty",
  gross: "Added",
  collected: "Collected",
  net: "Net",
  consumers: "Consumers bear",
  importers: "Importers",
  foreign_sellers: "Sellers abroad",
  diverted: "Others gain",
  welfare: "Country gains",
} as const;

/** Changes of prices in per cent. */
export const CHANGES = {
  buyer_price: "Buyers pay",
  exporter_price: "Sellers get",
} as const;

/** Shares of what the law adds, in per cent. */
export const SHARES = {
  consumers_share: "Consumers bear",
  importers_share: "Importers",
  foreign_sellers_share: "Sellers abroad",
} as const;

export type Headline = keyof typeof DOLLARS | keyof typeof CHANGES | keyof typeof SHARES;

/** @param was The same goods under the baseline: others gain what they sell more than there. */
export function headlinesOf(is: Outcome, was: Outcome | null): Partial<Record<Headline, number>> {
  const added = is.staticDuty - is.recordedDuty;
  const share = (part: number) => (100 * part) / added;
  return {
    imports: is.after,
    duty: is.duty,
    gross: is.gross,
    collected: is.collected,
    net: is.net,
    consumers: is.consumers,
    importers: is.importers,
    foreign_sellers: is.foreignSellers,
    ...(is.others === null || was === null || was.others === null
      ? {}
      : { diverted: is.others - was.others }),
    ...(is.welfare === null ? {} : { welfare: is.welfare }),
    buyer_price: 100 * (is.buyerPrice - 1),
    exporter_price: 100 * (is.exporterPrice - 1),
    ...(added === 0
      ? {}
      : {
          consumers_share: share(is.consumers),
          importers_share: share(is.importers),
          foreign_sellers_share: share(is.foreignSellers),
        }),
  };
}
