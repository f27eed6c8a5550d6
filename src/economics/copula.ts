/** Draws that depend on each other as normal variables would: a Gaussian copula. Source: METHODS 6. */
import { normalProbability, normalQuantile } from "./normal.js";
import { sum } from "./sum.js";

type Matrix = readonly (readonly number[])[];

/**
 * The lower triangle whose product with its transpose is a matrix of correlations: Cholesky.
 * @returns `null` if no variables can be correlated like that.
 */
export function triangleOf(correlations: Matrix): Matrix | null {
  const triangle: number[][] = [];
  for (const row of correlations) {
    const own = rowUnder(triangle, row);
    if (own === null) return null;
    triangle.push(own);
  }
  return triangle;
}

/** The next row of the triangle; `null` if nothing is left for its own variable. */
function rowUnder(above: Matrix, correlations: readonly number[]): number[] | null {
  const own: number[] = [];
  const explained = (other: readonly number[]) => sum(own.map((number, at) => number * (other[at] ?? 0)));
  for (const [column, other] of above.entries())
    own.push(((correlations[column] ?? 0) - explained(other)) / (other[column] ?? 1));
  const left = (correlations[above.length] ?? 0) - explained(own);
  return left > 0 ? [...own, Math.sqrt(left)] : null;
}

/** Independent uniform numbers made dependent; each stays uniform. Zero is moved to the least number drawn. */
export function correlated(triangle: Matrix, independent: readonly number[]): number[] {
  const normals = independent.map((uniform) => normalQuantile(Math.max(uniform, 2 ** -53)));
  return triangle.map((row) =>
    normalProbability(sum(row.map((weight, index) => weight * (normals[index] ?? 0)))),
  );
}

/** Rank correlation that a correlation of normal variables gives. */
export const rankCorrelation = (correlation: number): number => (6 / Math.PI) * Math.asin(correlation / 2);
