/** Dollars a household loses to a rise of prices. Source: METHODS 5. */
import { sum } from "./sum.js";

/** A published pair: this rise of prices was said to cost the mean household so many dollars. */
export interface PublishedCost {
  /** As a fraction. */
  readonly priceRise: number;
  readonly dollars: number;
}

/** The spending that published pairs imply, in dollars: least squares through zero. `null` without any. */
export function impliedSpending(pairs: readonly PublishedCost[]): number | null {
  const squares = sum(pairs.map(({ priceRise }) => priceRise ** 2));
  return squares === 0 ? null : sum(pairs.map(({ priceRise, dollars }) => priceRise * dollars)) / squares;
}

/**
 * Dollars a year for a household of a given spending, before it buys anything else instead.
 * @param retail Part of the price rise that has reached shops: 1 in the long run, less in the first year.
 */
export const householdCost = (priceRise: number, spending: number, retail: number): number =>
  priceRise * spending * retail;
