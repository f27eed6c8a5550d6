/**
 * One market with constant elasticities: demand in the buyer's price, supply in the exporter's. Source: METHODS 2.1.
 *
 * This layer is behaviour, in binary floating point. What the law charges is exact and in `src/law`.
 */
import { power } from "./elementary.js";
import { quantityAfter, type ResponseForm } from "./response.js";

/** Imports whose tariff changes. */
export interface Market {
  /** Customs value before, in any currency. */
  readonly value: number;
  /** Tariffs as fractions: `0.25` is 25 %. */
  readonly before: number;
  readonly after: number;
}

/** What sellers and buyers do about it. */
export interface Behaviour {
  /** Demand elasticity in the buyer's price: zero or less. */
  readonly demand: number;
  /** Log pass-through to the buyer, from 0 to 1. `passThroughOf` has it from a supply elasticity. */
  readonly passThrough: number;
  /** `log` if left out. */
  readonly response?: ResponseForm;
}

/** Ratios are after over before; money is in the currency of the value. */
export interface MarketOutcome {
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  readonly quantity: number;
  /** Customs value after. */
  readonly value: number;
  readonly dutyBefore: number;
  readonly dutyAfter: number;
}

/** The tax factor: `(1 + after) / (1 + before)`. */
export const tariffFactor = ({ before, after }: Pick<Market, "before" | "after">): number =>
  (1 + after) / (1 + before);

/** Prices, quantity, value and duty after a change of tariff. */
export function respond(market: Market, { demand, passThrough, response = "log" }: Behaviour): MarketOutcome {
  const { value, before, after } = market;
  const factor = tariffFactor(market);
  const buyerPrice = power(factor, passThrough);
  const exporterPrice = power(factor, passThrough - 1);
  const quantity = quantityAfter(response, buyerPrice, demand);
  const valueAfter = value * exporterPrice * quantity;
  return {
    buyerPrice,
    exporterPrice,
    quantity,
    value: valueAfter,
    dutyBefore: before * value,
    dutyAfter: after * valueAfter,
  };
}

/** Elasticity of customs value in the tax factor. */
export const valueElasticity = ({ demand, passThrough }: Behaviour): number => passThrough * (1 + demand) - 1;
