/** Gains and losses of buyers, treasury and sellers in one market of constant elasticities. Source: METHODS 2.11. */
import { type Behaviour, type Market, respond } from "./market.js";
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
export function welfareOf(market: Market, { demand, passThrough }: Omit<Behaviour, "response">): Welfare {
  const outcome = respond(market, { demand, passThrough });
  const spend = market.value * (1 + market.before);
  const consumers = -spend * risenSpend(outcome.buyerPrice, 1 + demand);
  const revenue = outcome.dutyAfter - outcome.dutyBefore;
  const foreignSellers = (outcome.value - market.value) / (1 + supplyOf(passThrough, demand));
  const home = consumers + revenue;
  return { consumers, revenue, foreignSellers, home, world: home + foreignSellers };
}

/** `(price ** power - 1) / power`, and its limit where the power is zero. */
const risenSpend = (price: number, power: number): number =>
  power === 0 ? Math.log(price) : Math.expm1(power * Math.log(price)) / power;
