/**
 * SMART, the first-order model of the World Bank's WITS: trade created, trade diverted, price effect.
 * Sources: Laird and Yeats (1986); Jammes and Olarreaga (2005); METHODS 2.4. Fit for changes of up to ten points.
 */
import { type Market, tariffFactor } from "./market.js";

/** Imports from one partner, and those of the same goods from everybody else. */
export interface PartnerMarket extends Market {
  /** The others; their value is before duty too. */
  readonly others: Market;
}

/** Elasticities of the model, and how diverted trade is counted. */
export interface SmartBehaviour {
  /** Import demand elasticity, below zero. */
  readonly demand: number;
  /** Export supply elasticity; `UNLIMITED` is what WITS writes as 99. */
  readonly supply: number;
  /** Substitution between partners; 1.5 in WITS. */
  readonly substitution: number;
  readonly diversion: "laird-yeats" | "jammes-olarreaga";
}

/** In the currency of the values. */
export interface SmartOutcome {
  readonly created: number;
  /** Gained from the others; below zero if lost to them. */
  readonly diverted: number;
  /** Change of value by the exporter's price. */
  readonly priceEffect: number;
  readonly value: number;
  readonly othersValue: number;
  readonly dutyBefore: number;
  readonly dutyAfter: number;
  /** Of the importing country: half the tariffs times the trade created. */
  readonly welfare: number;
}

/**
 * What one partner's tariff change does to its sales and to those of the others. Straight lines would end below nothing:
 * trade is lost, then diverted, then cheaper only as far as there is some, so that the parts sum to the change.
 */
export function smart(market: PartnerMarket, behaviour: SmartBehaviour): SmartOutcome {
  const { value, before, after, others } = market;
  const { demand, supply } = behaviour;
  const rise = tariffFactor(market) - 1;
  const created = Math.max(-value, (value * demand * rise) / (1 - demand / supply));
  const diverted = divertedTo(market, created, behaviour);
  const leftToPrice = value + created + diverted;
  const priceEffect = Math.max(-leftToPrice, (value * rise * demand) / (supply - demand));
  const valueAfter = leftToPrice + priceEffect;
  const othersAfter = others.value - diverted;
  return {
    created,
    diverted,
    priceEffect,
    value: valueAfter,
    othersValue: othersAfter,
    dutyBefore: before * value + others.before * others.value,
    dutyAfter: after * valueAfter + others.after * othersAfter,
    welfare: ((before + after) / 2) * created,
  };
}

/** No more can be lost than there is, nor more gained than the others sell. */
function divertedTo(market: PartnerMarket, created: number, behaviour: SmartBehaviour): number {
  const { value, others } = market;
  const relative = tariffFactor(market) / tariffFactor(others) - 1;
  if (relative === 0 || value === 0 || others.value === 0) return 0;
  const least = -(value + created);
  const swing = -behaviour.substitution * relative * value;
  const whole = value + others.value + (behaviour.diversion === "laird-yeats" ? swing : 0);
  if (whole <= 0) return least;
  return Math.min(others.value, Math.max(least, (swing * others.value) / whole));
}
