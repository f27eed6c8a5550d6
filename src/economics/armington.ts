/**
 * Goods of many sources that buyers tell apart: constant elasticity of substitution, each source with its own supply.
 * Sources: Armington (1969); Hallren and Riker (2017); METHODS 2.5.
 */
import { type Benchmark, boundOf, logPriceOf, outcomeAt, type SourceOutcome } from "./benchmark.js";
import { exp, expm1, log, log1p, sum } from "./elementary.js";
import { rootBetween } from "./equations.js";

/** How readily buyers change source, and leave the industry. */
export interface ArmingtonDemand {
  /** Between sources, above zero. */
  readonly substitution: number;
  /** Of the whole industry in its price index, below zero. */
  readonly industry: number;
}

/** Prices, and what each source sells. */
export interface ArmingtonOutcome {
  /** Price index of the industry, after over before. */
  readonly price: number;
  /** In the order given. */
  readonly sources: readonly SourceOutcome[];
  /** Receipts that moved from some foreign sources to others. */
  readonly diverted: number;
}

/** The one price index at which every market clears; without a change of tariff, exactly the market as it was. */
export function armington(benchmarks: readonly Benchmark[], demand: ArmingtonDemand): ArmingtonOutcome {
  const { substitution, industry } = demand;
  const shares = sharesOf(benchmarks);
  const shiftAt = (index: number) => (substitution + industry) * index;
  const prices = benchmarks.map((source) => logPriceOf(source, substitution));
  const pricesAt = (index: number) => prices.map((priceAt) => priceAt(shiftAt(index)));
  const index = clearing(
    (guess) => guess - logIndex(shares, pricesAt(guess), substitution),
    boundOf(benchmarks),
  );
  const sources = benchmarks.map((source) => outcomeAt(source, shiftAt(index), substitution));
  return { price: exp(index), sources, diverted: divertedAmong(benchmarks, sources) };
}

/** Where `excess` is zero. It rises with the index, so there is one such place; none to look for within a bound of zero. */
export const clearing = (excess: (index: number) => number, bound: number): number =>
  bound === 0 ? 0 : rootBetween(excess, -bound, bound);

/** What some foreign sources gain while others lose; if all gain or all lose, nothing moved between them. */
export function divertedAmong(benchmarks: readonly Benchmark[], sources: readonly SourceOutcome[]): number {
  const changes = sources.flatMap(({ receipts, receiptsBefore }, source) =>
    benchmarks[source]?.domestic ? [] : [receipts - receiptsBefore],
  );
  const gained = sum(changes.filter((change) => change > 0));
  const lost = sum(changes.filter((change) => change < 0).map((change) => -change));
  return Math.min(gained, lost);
}

// The price index of goods that substitute for each other with constant elasticity. Source: METHODS 2.5.

/** Shares of spend before; all zero if nothing was bought. */
export function sharesOf(benchmarks: readonly Benchmark[]): number[] {
  const whole = sum(benchmarks.map(({ spend }) => spend));
  return benchmarks.map(({ spend }) => (whole === 0 ? 0 : spend / whole));
}

/**
 * Log of `(Σ share · price ** (1 - substitution)) ** (1 / (1 - substitution))`, from logs of prices. Works for any size
 * of the exponents, and close to the limit at 1, the share-weighted mean. Sources without share do not count.
 */
export function logIndex(
  shares: readonly number[],
  logPrices: readonly number[],
  substitution: number,
): number {
  const power = 1 - substitution;
  const priceOf = (source: number) => logPrices[source] ?? 0;
  if (Math.abs(power) < 1e-9) return sum(shares.map((share, source) => share * priceOf(source)));
  const largest = shares.reduce(
    (most, share, source) => (share > 0 ? Math.max(most, power * priceOf(source)) : most),
    Number.NEGATIVE_INFINITY,
  );
  if (largest === Number.NEGATIVE_INFINITY) return 0;
  const weighted = (of: (x: number) => number) =>
    sum(shares.map((share, source) => (share > 0 ? share * of(power * priceOf(source) - largest) : 0)));
  const rest = weighted(expm1);
  // Where the source that leads had hardly a share, 1 + rest is a small difference of large numbers: it is summed anew.
  return (largest + (rest < -0.5 ? log(weighted(exp)) : log1p(rest))) / power;
}
