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
  const bought = shares.flatMap((share, source) =>
    share > 0 ? [{ share, price: logPrices[source] ?? 0 }] : [],
  );
  if (bought.length === 0) return 0;
  if (Math.abs(power) < 1e-9) return sum(bought.map(({ share, price }) => share * price));
  const largest = Math.max(...bought.map(({ price }) => power * price));
  const rest = sum(bought.map(({ share, price }) => share * expm1(power * price - largest)));
  return (largest + log1p(rest)) / power;
}
