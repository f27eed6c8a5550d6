/** Industries that use each other's output. Sources: Leontief (1936); METHODS 4 and 5. */
import { sum } from "./elementary.js";
import { solved } from "./equations.js";

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

// What a tariff reaches in the exporting country. Source: METHODS 4.

/** Part of a whole, as a fraction; `null` of nothing. Say the year of either if they differ. */
export const exposedShare = (toDestination: number, whole: number): number | null =>
  whole === 0 ? null : toDestination / whole;

/** In persons, or thousands of them, as given. */
export interface JobsAtRisk {
  /** Jobs that make what is sold to the destination. */
  readonly exposed: number;
  /** Of these, as many as the fall of sales says. */
  readonly atRisk: number;
}

/**
 * @param fall Of volume, as a fraction. The fall of value is an upper bound: part of it is a lower price.
 */
export const jobsAtRisk = (jobs: number, share: number, fall: number): JobsAtRisk => ({
  exposed: jobs * share,
  atRisk: jobs * share * fall,
});

/**
 * Change of GDP as a fraction of it: the value added in the exports lost. A multiplier of gross output does not belong
 * here.
 * @param change Of exports, in the currency of the GDP; below zero for a loss.
 */
export const gdpChange = (change: number, gdp: number, valueAdded: number, multiplier: number): number =>
  (valueAdded * change * multiplier) / gdp;
