/** Industries that use each other's output. Sources: Leontief (1936); METHODS 4 and 5. */
import { sum } from "./elementary.js";
import { solved } from "./linear-system.js";

/** `uses[i][j]`: output of industry i used for one unit of output of j. */
export type Coefficients = readonly (readonly number[])[];

/** Output of every industry that a change of final demand calls for: `(I - A)⁻¹ · demand`. */
export const outputFor = (uses: Coefficients, demand: readonly number[]): number[] =>
  solved(identityLess(uses), demand);

/** Output of all industries for one unit of final demand of each: type I, households left out. */
export const outputMultipliers = (uses: Coefficients): number[] =>
  uses.map((_, industry) =>
    sum(
      outputFor(
        uses,
        uses.map((_, other) => (other === industry ? 1 : 0)),
      ),
    ),
  );

/** Rise of the cost of every industry's output, given the rise of costs from outside: `(I - Aᵀ)⁻¹ · cost`. */
export const costRises = (uses: Coefficients, cost: readonly number[]): number[] =>
  solved(identityLess(transposed(uses)), cost);

/** `matrixᵀ · vector`. */
export const pulledBack = (matrix: Coefficients, vector: readonly number[]): number[] =>
  transposed(matrix).map((row) => sum(row.map((number, index) => number * (vector[index] ?? 0))));

const transposed = (matrix: Coefficients): number[][] =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0));

const identityLess = (matrix: Coefficients): number[][] =>
  matrix.map((row, r) => row.map((number, c) => (r === c ? 1 : 0) - number));
