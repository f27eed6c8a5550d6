/** Every combination of some levers. Source: METHODS 7. */
import { steady } from "./quantile.js";

/** A lever and the rates it takes in turn. */
export interface Axis {
  readonly lever: string;
  /** Tariffs as fractions, in order. */
  readonly rates: readonly number[];
}

/** More combinations than this are a mistake. */
export const MOST_COMBINATIONS = 100_000;

/** How many combinations axes have. */
export const combinations = (axes: readonly Axis[]): number =>
  axes.reduce((product, { rates }) => product * rates.length, 1);

/**
 * Rates from one to another in equal steps, with others that should not be missed, such as zero and the revenue peak.
 * @param step Above zero.
 */
export function ratesBetween(from: number, to: number, step: number, also: readonly number[]): number[] {
  const count = Math.floor((to - from) / step + 1e-9);
  const rates = Array.from({ length: count + 1 }, (_, index) => steady(from + index * step));
  return [...new Set([...rates, ...also])].sort((a, b) => a - b);
}

/** The grid, the last axis fastest. */
export function gridOf(axes: readonly Axis[]): Readonly<Record<string, number>>[] {
  return axes.reduce<Readonly<Record<string, number>>[]>(
    (points, { lever, rates }) =>
      points.flatMap((point) => rates.map((rate) => ({ ...point, [lever]: rate }))),
    [{}],
  );
}
