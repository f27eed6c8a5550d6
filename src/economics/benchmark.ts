/** A source of goods before and after, for the models in which buyers tell sources apart. Source: METHODS 2.5. */
import { exp, log } from "./elementary.js";
import { UNLIMITED } from "./response.js";

/** A source as it was. */
export interface Benchmark {
  /** At buyers' prices, duty included. */
  readonly spend: number;
  /** Tariffs as fractions; both zero for domestic goods. */
  readonly before: number;
  readonly after: number;
  /** Supply elasticity; `UNLIMITED` for a given price. */
  readonly supply: number;
  readonly domestic?: boolean;
}

/** Ratios are after over before; money is in the currency of the spend. */
export interface SourceOutcome {
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  readonly quantity: number;
  readonly spend: number;
  /** What the seller gets: spend without duty. */
  readonly receiptsBefore: number;
  readonly receipts: number;
  readonly duty: number;
}

/** Log of the tax factor of a source. */
const logFactor = ({ before, after }: Benchmark): number => log((1 + after) / (1 + before));

/** How far from zero the log of a price index can lie: zero without a change of tariff, else with room to spare. */
export function boundOf(sources: readonly Benchmark[]): number {
  const largest = Math.max(0, ...sources.map((source) => Math.abs(logFactor(source))));
  return largest === 0 ? 0 : Math.max(1, 4 * largest);
}

/**
 * Log of the buyer's price at which a source sells what is bought, by what the price indices add to the log of demand.
 * The factor is worked out once: a search for an index asks for many prices.
 */
export function logPriceOf(source: Benchmark, substitution: number): (shift: number) => number {
  const factor = logFactor(source);
  const { supply } = source;
  return (shift) => (supply === UNLIMITED ? factor : (supply * factor + shift) / (supply + substitution));
}

/** A source where its market clears. */
export function outcomeAt(source: Benchmark, shift: number, substitution: number): SourceOutcome {
  const { spend, before, after } = source;
  const price = logPriceOf(source, substitution)(shift);
  const quantity = shift - substitution * price;
  const spendAfter = spend * exp(price + quantity);
  const receipts = spendAfter / (1 + after);
  return {
    buyerPrice: exp(price),
    exporterPrice: exp(price - logFactor(source)),
    quantity: exp(quantity),
    spend: spendAfter,
    receiptsBefore: spend / (1 + before),
    receipts,
    duty: after * receipts,
  };
}
