/**
 * Uniform random numbers, the same for the same seed on every machine: integer arithmetic only, no clock, no
 * `Math.random`. Source: M. Matsumoto and T. Nishimura, Mersenne Twister (1998), MT19937 with the seeding of 2002.
 */
import { type Band, bandOf, exp, log, sum } from "./elementary.js";

const SIZE = 624;
const SHIFT = 397;

/** Draws whole numbers of 32 bits. @param seed A whole number from 0 to 2³² - 1. */
export function twister(seed: number): () => number {
  const state = seeded(seed);
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    return tempered(state[at++] ?? 0);
  };
}

function seeded(seed: number): Uint32Array {
  const state = Uint32Array.of(seed, ...new Array<number>(SIZE - 1).fill(0));
  for (let index = 1; index < SIZE; index++) {
    const before = state[index - 1] ?? 0;
    state[index] = Math.imul(1812433253, before ^ (before >>> 30)) + index;
  }
  return state;
}

function twist(state: Uint32Array): void {
  for (let index = 0; index < SIZE; index++) {
    const next = state[(index + 1) % SIZE] ?? 0;
    const joined = ((state[index] ?? 0) & 0x80000000) | (next & 0x7fffffff);
    state[index] = (state[(index + SHIFT) % SIZE] ?? 0) ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
  }
}

function tempered(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}

/**
 * Draws numbers of at least 0 and below 1, of 53 random bits: those of numpy's `RandomState(seed).random_sample`.
 * @param seed A whole number from 0 to 2³² - 1.
 */
export function uniforms(seed: number): () => number {
  const draw = twister(seed);
  return () => {
    const high = draw() >>> 5;
    const low = draw() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

// The normal distribution, by rational functions whose error is known. Source: METHODS 6.

const CENTRE = [
  [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ],
  [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
    -1.328068155288572e1, 1,
  ],
] as const;
const TAIL = [
  [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1],
] as const;
const TAIL_FROM = 0.02425;

/** Quantile of the standard normal, relative error below 1.2e-9. Source: P. J. Acklam (2003). */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability < TAIL_FROM) return ratio(TAIL, Math.sqrt(-2 * log(probability)));
  const q = probability - 0.5;
  return q * ratio(CENTRE, q * q);
}

const ERFC = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];

/** Probability below a standard normal value, error below 1.2e-7. Source: Press et al., Numerical Recipes, `erfcc`. */
export function normalProbability(value: number): number {
  const z = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + z / 2);
  const tail = (t * exp(-z * z + polynomial(ERFC, t))) / 2;
  return value > 0 ? 1 - tail : tail;
}

/** Coefficients of the highest power first. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0);

const ratio = ([above, below]: readonly [readonly number[], readonly number[]], x: number): number =>
  polynomial(above, x) / polynomial(below, x);

// Draws that depend on each other as normal variables would: a Gaussian copula. Source: METHODS 6.

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

// What is believed about a parameter before the data of the day: a distribution. Source: METHODS 6.

/** What is believed of a parameter before it is drawn. */
export type Distribution =
  | { readonly kind: "triangular"; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number };

/** A parameter of a model and what is believed of it. */
export interface Prior {
  /** The name by which a model reads it. */
  readonly id: string;
  readonly distribution: Distribution;
  /** What is used when nothing is drawn; it need not be the middle. */
  readonly central: number;
}

/** The value below which a distribution lies with a probability, from 0 to 1. */
export function valueAt(distribution: Distribution, probability: number): number {
  switch (distribution.kind) {
    case "uniform":
      return distribution.low + (distribution.high - distribution.low) * probability;
    case "normal":
      return distribution.mean + distribution.sd * normalQuantile(probability);
    case "triangular": {
      const { low, mode, high } = distribution;
      if (high === low) return low;
      return probability < (mode - low) / (high - low)
        ? low + Math.sqrt(probability * (high - low) * (mode - low))
        : high - Math.sqrt((1 - probability) * (high - low) * (high - mode));
    }
  }
}

const TRIANGLE_TAIL = 0.05;

/** Its ends; of a normal distribution, which has none, where 5 and 95% lie below. */
export const endsOf = (distribution: Distribution): readonly [low: number, high: number] =>
  distribution.kind === "normal"
    ? [valueAt(distribution, TRIANGLE_TAIL), valueAt(distribution, 1 - TRIANGLE_TAIL)]
    : [distribution.low, distribution.high];

// Bands of what a model says, from priors of its parameters. Source: METHODS 6.
//
// Bit-reproducible: the draws are integer arithmetic and square roots (mersenne.ts, prior.ts); powers and
// logarithms are those of elementary.ts, and every result is rounded to 12 digits before it is ordered. The
// bands are of parameters, not forecasts: policy, exemptions and the economy are held as they are.

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

// What a result hangs on most: one parameter at a time at the ends of its prior. Source: METHODS 6.

/** How far a result moves with one parameter alone. */
export interface Swing {
  readonly id: string;
  /** The result with the parameter at the low end of its prior and at the high end; either may be the larger. */
  readonly atLow: number;
  readonly atHigh: number;
}

/** The widest swing first. Other parameters stay at their central values. */
export function tornado(
  priors: readonly Prior[],
  result: (draw: Draw) => number,
): { readonly base: number; readonly swings: readonly Swing[] } {
  const central = Object.fromEntries(priors.map(({ id, central }) => [id, central]));
  const swings = priors.map(({ id, distribution }) => {
    const [low, high] = endsOf(distribution);
    return { id, atLow: result({ ...central, [id]: low }), atHigh: result({ ...central, [id]: high }) };
  });
  const width = ({ atLow, atHigh }: Swing) => Math.abs(atHigh - atLow);
  return { base: result(central), swings: swings.sort((a, b) => width(b) - width(a)) };
}
