/** The price index of goods that substitute for each other with constant elasticity. Source: METHODS 2.5. */

import type { Benchmark } from "./benchmark.js";
import { expm1, log1p } from "./elementary.js";
import { sum } from "./sum.js";

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
  const rest = shares.reduce(
    (total, share, source) => (share > 0 ? total + share * expm1(power * priceOf(source) - largest) : total),
    0,
  );
  return (largest + log1p(rest)) / power;
}
