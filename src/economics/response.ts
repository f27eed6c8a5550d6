/** How far a quantity falls when its price rises: three ways to read one elasticity. Source: METHODS 2.1. */
import { power } from "./elementary.js";

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
