/**
 * One market with constant elasticities: demand in the buyer's price, supply in the exporter's. Source: METHODS 2.1.
 *
 * This layer is behaviour, in binary floating point. What the law charges is exact and in `src/law`.
 */
import { expm1, log, power } from "./elementary.js";
import { quantityAfter, type ResponseForm, supplyOf } from "./response.js";

/** Imports whose tariff changes. */
export interface Market {
  /** Customs value before, in any currency. */
  readonly value: number;
  /** Tariffs as fractions: `0.25` is 25%. */
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

// Gains and losses of buyers, treasury and sellers of constant elasticities. Source: METHODS 2.11.

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

/** One good that buyers do not tell apart by origin, at a world price that the importer does not move. Source: METHODS 2.8. */
export interface HomogeneousMarket {
  /** Quantities before: what is used, and what is made at home. The rest is imported. */
  readonly demanded: number;
  readonly supplied: number;
  /** Elasticities: demand below zero, supply above. */
  readonly demand: number;
  readonly supply: number;
}

/** Import demand elasticity: `null` if nothing is imported. */
export function importElasticity({ demanded, supplied, demand, supply }: HomogeneousMarket): number | null {
  const imported = demanded - supplied;
  return imported > 0 ? (demanded * demand - supplied * supply) / imported : null;
}

/**
 * The tariff, as a fraction, that ends all imports: zero where there are none, `null` where no tariff does, since nothing
 * is made at home or neither side answers a price.
 */
export function prohibitiveTariff({ demanded, supplied, demand, supply }: HomogeneousMarket): number | null {
  if (demanded <= supplied) return 0;
  return supplied === 0 || supply === demand ? null : (demanded / supplied) ** (1 / (supply - demand)) - 1;
}

/** Imports under a tariff on all sources; never below zero. */
export const importsUnder = (
  { demanded, supplied, demand, supply }: HomogeneousMarket,
  tariff: number,
): number => Math.max(0, demanded * (1 + tariff) ** demand - supplied * (1 + tariff) ** supply);
