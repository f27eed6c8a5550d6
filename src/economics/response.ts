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
