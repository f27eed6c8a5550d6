/** Gains and losses of buyers, treasury and sellers of constant elasticities. Source: METHODS 2.11. */
import { expm1, log } from "./elementary.js";
import { type Behaviour, type Market, type MarketOutcome, respond } from "./market.js";
import { supplyOf } from "./pass-through.js";

/** In the currency of the value; a loss is below zero. */
export interface Welfare {
  readonly consumers: number;
  readonly revenue: number;
  readonly foreignSellers: number;
  /** Consumers and revenue: the importing country. */
  readonly home: number;
  readonly world: number;
}

/** Areas under the demand and supply curves, without the triangle approximation. The response is `log`. */
export const welfareOf = (market: Market, { demand, passThrough }: Omit<Behaviour, "response">): Welfare =>
  welfareAt(market, { demand, passThrough }, respond(market, { demand, passThrough }));

/** The same of a market that is known to have come to `outcome` by a `log` response. */
export function welfareAt(
  market: Market,
  { demand, passThrough }: Omit<Behaviour, "response">,
  outcome: MarketOutcome,
): Welfare {
  const consumers = consumerGain(market.value * (1 + market.before), outcome.buyerPrice, demand);
  const revenue = outcome.dutyAfter - outcome.dutyBefore;
  const foreignSellers = (outcome.value - market.value) / (1 + supplyOf(passThrough, demand));
  const home = consumers + revenue;
  return { consumers, revenue, foreignSellers, home, world: home + foreignSellers };
}

/**
 * Harberger's triangle, by which the loss of a country to its tariff is usually put: half the rise of price times the
 * fall of quantity. Too large for large tariffs; `welfareOf` has the area itself. Source: Harberger (1954); METHODS 2.11.
 */
export function harbergerTriangle(market: Market, behaviour: Behaviour): number {
  const { buyerPrice, quantity } = respond(market, behaviour);
  return (market.value * (1 + market.before) * (buyerPrice - 1) * (quantity - 1)) / 2;
}

/**
 * What buyers gain when a price, or the price index of goods that substitute for each other, becomes `price` times what
 * it was: the area under demand. @param spend At buyers' prices before. @param demand Elasticity, zero or less.
 */
export const consumerGain = (spend: number, price: number, demand: number): number =>
  -spend * risenSpend(price, 1 + demand);

/** The same under a straight line, for models that are linear in the change. @param rise Of the price, as a fraction. */
export const linearGain = (spend: number, rise: number, demand: number): number =>
  -spend * rise * (1 + (demand * rise) / 2);

/** `(price ** power - 1) / power`, and its limit where the power is zero. */
const risenSpend = (price: number, power: number): number =>
  power === 0 ? log(price) : expm1(power * log(price)) / power;
