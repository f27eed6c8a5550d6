/** A decimal as an integer over a power of ten, read from how it is kept: to work it out takes ten times as long. */
import type { Decimal } from "./units.js";

/** A decimal is kept as integers of seven digits each, the first of them the highest. */
const PLACES = 7;
const WORD = 10 ** PLACES;
const SCALES = [1, WORD, WORD ** 2];

/** The integer that a decimal is over `scaleOf` it, `null` where a double does not hold it or it is below zero. */
export function digitsOf({ d, s }: Decimal): number | null {
  if (s < 0 || d.length > 2) return null;
  const [first, second] = d as [number, number?];
  return second === undefined ? first : first * WORD + second;
}

/** The power of ten that a decimal is an integer over: 1, or that of its last seven places; infinite beyond 14 places. */
export function scaleOf({ d, e }: Decimal): number {
  const below = d.length - 1 - Math.floor(e / PLACES);
  return SCALES[below] ?? Number.POSITIVE_INFINITY;
}
