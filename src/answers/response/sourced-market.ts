/** A market in which buyers choose among sources, and what they come to buy. */
import type { Market } from "../../economics/market.js";
import { sum } from "../../economics/sum.js";

export interface SourcedMarket {
  readonly sector: string;
  readonly own: Market;
  /** The same goods from everywhere else, an origin each. */
  readonly others: readonly Market[];
  /** Between sources. */
  readonly substitution: number;
}

/** What the seller and the others sell after, with the ratios of the seller's prices. */
export interface Sold {
  readonly value: number;
  readonly others: number;
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  /** Gain of the importing country: of its buyers and its treasury. */
  readonly welfare: number;
}

/** What buyers paid before, duty included. */
export const spendOf = (markets: readonly Market[]): number =>
  sum(markets.map(({ value, before }) => value * (1 + before)));

/** Several sources as one, at their mean rates. */
export const together = (markets: readonly Market[]): Market => {
  const value = sum(markets.map((one) => one.value));
  const mean = (of: (one: Market) => number) =>
    value === 0 ? 0 : sum(markets.map((one) => one.value * of(one))) / value;
  return { value, before: mean(({ before }) => before), after: mean(({ after }) => after) };
};
