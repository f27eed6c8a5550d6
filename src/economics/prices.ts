/** What a tariff adds to what households pay. Source: METHODS 5. */
import { sum } from "./elementary.js";
import { type Coefficients, costRises, pulledBack } from "./input-output.js";

/** A category of what households buy. */
export interface BasketPart {
  /** Share of spending, and the part of it that is imported. */
  readonly weight: number;
  readonly importShare: number;
  /** Pass-through in levels, and the rise of the tariff as a fraction. */
  readonly passThrough: number;
  readonly rise: number;
}

/**
 * Rise of the price of the whole basket, as a fraction. Multiplied before it is averaged: tariffs are higher on what is
 * imported more, and a mean share times a mean tariff misses that.
 */
export const basketRise = (parts: readonly BasketPart[]): number =>
  sum(parts.map(({ weight, importShare, passThrough, rise }) => weight * importShare * passThrough * rise));

/** Accounts of a country: one entry a commodity, or industry. */
export interface PriceAccounts {
  /** Shares of household spending: on imports, and on domestic goods. */
  readonly imported: readonly number[];
  readonly domestic: readonly number[];
  /** Domestic output used for one unit of output, and imports used. */
  readonly domesticUses: Coefficients;
  readonly importedUses: Coefficients;
}

/** What comes on top of costs, as fractions of the cost rise. */
export interface PriceResponse {
  /** Domestic makers follow their dearer rivals: 0.5 in the Yale Budget Lab's model. */
  readonly followed: number;
  /** A dearer dollar takes off: 0.174 there. */
  readonly currency: number;
}

/** Rise of consumer prices, as fractions. */
export interface PriceRise {
  /** Through imports that households buy, and through what domestic goods are made of. */
  readonly direct: number;
  readonly indirect: number;
  readonly total: number;
}

/** Rise of consumer prices by a tariff on each commodity, as fractions. Form of the Yale Budget Lab's input-output model. */
export function consumerPriceRise(
  accounts: PriceAccounts,
  tariffs: readonly number[],
  { followed, currency }: PriceResponse,
): PriceRise {
  const costs = costRises(accounts.domesticUses, pulledBack(accounts.importedUses, tariffs));
  const weighed = (shares: readonly number[], rises: readonly number[]) =>
    sum(shares.map((share, index) => share * (rises[index] ?? 0))) * (1 + followed - currency);
  const direct = weighed(accounts.imported, tariffs);
  const indirect = weighed(accounts.domestic, costs);
  return { direct, indirect, total: direct + indirect };
}

// Dollars a household loses to a rise of prices. Source: METHODS 5.

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
