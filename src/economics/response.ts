/** How far a quantity falls when its price rises: three ways to read one elasticity. Source: METHODS 2.1. */
import { log, log1p, power } from "./elementary.js";

/**
 * `log`: constant elasticity, never negative. `arc`: the midpoint formula. `linear`: a straight line, zero once the
 * price has risen by 1/|elasticity|. They agree to second order for small changes.
 */
export type ResponseForm = "log" | "arc" | "linear";

/** A price rise from which straight lines say nothing: the other forms give way to `log`. */
const BEYOND_STRAIGHT_LINES = 1.25;

/** The form that is used for a price ratio. If it is not the form asked for, the answer should say so. */
export const formFor = (asked: ResponseForm, price: number): ResponseForm =>
  price - 1 >= BEYOND_STRAIGHT_LINES ? "log" : asked;

/**
 * Quantity after over quantity before.
 * @param price Buyer's price after over before.
 * @param demand Elasticity, zero or less.
 */
export function quantityAfter(asked: ResponseForm, price: number, demand: number): number {
  switch (formFor(asked, price)) {
    case "log":
      return power(price, demand);
    case "linear":
      return Math.max(0, 1 + demand * (price - 1));
    case "arc": {
      const half = (demand * (price - 1)) / (price + 1);
      return half <= -1 ? 0 : (1 + half) / (1 - half);
    }
  }
}

// Demand grows more elastic with time. Source: METHODS 2.2.

/** Demand grows more elastic with time. Source: METHODS 2.2. */
export interface DemandPath {
  /** Elasticities: at once, and in the long run. */
  readonly shortRun: number;
  readonly longRun: number;
  /** Years from the one to the other, along a straight line. */
  readonly years: number;
}

/** A value on a straight line from `start` to `end` over `years`, flat before and after. */
export const along = (start: number, end: number, years: number, year: number): number =>
  start + ((end - start) * Math.min(Math.max(year, 0), years)) / years;

/** Demand elasticity `year` years after the tariff. */
export const demandAfter = ({ shortRun, longRun, years }: DemandPath, year: number): number =>
  along(shortRun, longRun, years, year);

// Estimates of how readily buyers change source, made comparable. Source: METHODS 0.

/**
 * What an estimate is of. `substitution`: of demand between sources. `tariff`: of import value before duty in the tax
 * factor, below zero. `shares`: the theta of Eaton and Kortum and of Caliendo and Parro, on shares at buyers' prices.
 */
type EstimateKind = "substitution" | "tariff" | "shares";

/** The elasticity of substitution, above zero, that an estimate stands for. */
export function substitutionOf(kind: EstimateKind, estimate: number): number {
  switch (kind) {
    case "substitution":
      return estimate;
    case "tariff":
      return -estimate;
    case "shares":
      return 1 + estimate;
  }
}

// How much of a tariff the buyer bears, and the supply elasticity that says the same. Source: METHODS 2.1.

/** Supply without limit at the price of the day. In files it is `null`. */
export const UNLIMITED = Number.POSITIVE_INFINITY;

/** Log pass-through to the buyer of a market: 1 if the buyer bears all. Demand is zero or less, supply above zero. */
export const passThroughOf = (supply: number, demand: number): number =>
  supply === UNLIMITED || demand === 0 ? 1 : supply / (supply - demand);

/** The supply elasticity that gives a log pass-through: the other view of the same parameter. */
export const supplyOf = (passThrough: number, demand: number): number =>
  passThrough === 1 ? UNLIMITED : (passThrough * -demand) / (1 - passThrough);

/**
 * Pass-through in levels, what headlines mean by it: the buyer's price rise over the tariff rise. At 25%, a log
 * pass-through of 0.95 is 0.9445.
 */
export const levelPassThrough = (passThrough: number, factor: number): number =>
  factor === 1 ? passThrough : (power(factor, passThrough) - 1) / (factor - 1);

/**
 * The log pass-through that an observed change of exporters' prices implies: below zero if they fell by more than the
 * tariff rose. `null` without a change of tariff.
 * @param priceChange Of the price before duty, as a fraction; `factor`: the tax factor.
 */
export const impliedPassThrough = (priceChange: number, factor: number): number | null =>
  factor === 1 ? null : 1 + log1p(priceChange) / log(factor);

/** Shares of a tariff, which sum to 1. */
export interface Burden {
  readonly foreignSellers: number;
  readonly importers: number;
  readonly consumers: number;
}

/**
 * Who pays. What the seller does not bear is shared by importers and consumers.
 * @param toConsumers Part of the buyer's share that reaches shop prices; 0.7 near term in CBO, February 2026.
 */
export const burdenOf = (passThrough: number, factor: number, toConsumers: number): Burden =>
  shared(levelPassThrough(passThrough, factor), toConsumers);

/**
 * The same from the buyer's price that a market came to, after over before: what the buyer does not bear is what the
 * seller's price fell by. Shares below zero or above one are prices that moved by more than the tariff.
 * `null` where the tariff did not change: prices then moved for other reasons.
 */
export const burdenAt = (buyerPrice: number, factor: number, toConsumers: number): Burden | null =>
  factor === 1 ? null : shared((buyerPrice - 1) / (factor - 1), toConsumers);

const shared = (buyer: number, toConsumers: number): Burden => ({
  foreignSellers: 1 - buyer,
  importers: buyer * (1 - toConsumers),
  consumers: buyer * toConsumers,
});
