/** What is believed about a parameter before the data of the day: a distribution. Source: METHODS 6. */
import { normalQuantile } from "./normal.js";

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

const TAIL = 0.05;

/** Its ends; of a normal distribution, which has none, where 5 and 95 % lie below. */
export const endsOf = (distribution: Distribution): readonly [low: number, high: number] =>
  distribution.kind === "normal"
    ? [valueAt(distribution, TAIL), valueAt(distribution, 1 - TAIL)]
    : [distribution.low, distribution.high];
