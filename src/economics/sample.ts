/** What is said of a sample. */
import { sum } from "./elementary.js";

/** Mean, spread and quantiles of a sample. */
export interface Band {
  readonly mean: number;
  readonly sd: number;
  /** Standard error of the mean by drawing no more than this. */
  readonly error: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
}

/** Quantile of numbers in order, between the two nearest: type 7 of Hyndman and Fan (1996). */
export function quantileOf(sorted: readonly number[], probability: number): number {
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}

/** Digits that do not hang on how a machine rounds a logarithm. */
const DIGITS = 12;
export const steady = (number: number): number => Number(number.toPrecision(DIGITS));

/** @param sample At least two numbers. */
export function bandOf(sample: readonly number[]): Band {
  const sorted = sample.map(steady).sort((a, b) => a - b);
  const mean = sum(sorted) / sorted.length;
  const sd = Math.sqrt(sum(sorted.map((number) => (number - mean) ** 2)) / (sorted.length - 1));
  const at = (probability: number) => steady(quantileOf(sorted, probability));
  return {
    mean: steady(mean),
    sd: steady(sd),
    error: steady(sd / Math.sqrt(sorted.length)),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    q75: at(0.75),
    q95: at(0.95),
  };
}
