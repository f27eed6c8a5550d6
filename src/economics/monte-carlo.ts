/**
 * Bands of what a model says, from priors of its parameters. Source: METHODS 6.
 *
 * Bit-reproducible: the draws are integer arithmetic and square roots (mersenne.ts, prior.ts); powers and logarithms are
 * those of elementary.ts, and every result is rounded to 12 digits before it is ordered.
 * The bands are of parameters, not forecasts: policy, exemptions and the economy are held as they are.
 */
import { correlated, triangleOf } from "./copula.js";
import { uniforms } from "./mersenne.js";
import { type Prior, valueAt } from "./prior.js";
import { type Band, bandOf } from "./quantile.js";

/** Values of parameters, by the id of their prior. */
export type Draw = Readonly<Record<string, number>>;
/** Headlines by name. */
export type Headlines = Readonly<Record<string, number>>;

/** How parameters are drawn. */
export interface Sampling {
  /** How many draws: at least two. */
  readonly draws: number;
  /** A whole number from 0 to 2³² - 1. */
  readonly seed: number;
  /** Correlations of the underlying normal variables, in the order of the priors; independent if left out. */
  readonly correlations?: readonly (readonly number[])[];
}

/**
 * A band of every headline. One uniform number a parameter, in the order of the priors, a draw after the other.
 * @param counted Goes through the draws, for whoever counts them.
 * @throws {RangeError} on correlations that no variables can have.
 */
export function bandsOf(
  priors: readonly Prior[],
  model: (draw: Draw) => Headlines,
  sampling: Sampling,
  counted: (draws: readonly Draw[]) => Iterable<Draw> = (draws) => draws,
): Readonly<Record<string, Band>> {
  const results = Array.from(counted(drawsOf(priors, sampling)), model);
  const names = Object.keys(results[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, bandOf(results.map((headlines) => headlines[name] ?? Number.NaN))]),
  );
}

/** The draws themselves. */
export function drawsOf(priors: readonly Prior[], { draws, seed, correlations }: Sampling): Draw[] {
  const uniform = uniforms(seed);
  const triangle = correlations && triangleOf(correlations);
  if (triangle === null) throw new RangeError("expected correlations that variables can have");
  return Array.from({ length: draws }, () => {
    const independent = priors.map(() => uniform());
    const probabilities = triangle ? correlated(triangle, independent) : independent;
    return Object.fromEntries(
      priors.map(({ id, distribution }, index) => [id, valueAt(distribution, probabilities[index] ?? 0)]),
    );
  });
}
