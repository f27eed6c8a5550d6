/** What a result hangs on most: one parameter at a time at the ends of its prior. Source: METHODS 6. */
import type { Draw } from "./monte-carlo.js";
import { endsOf, type Prior } from "./prior.js";

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
