/**
 * Exact sums in bulk. A duty rate is a short decimal and a value whole dollars, so their product is a whole number of
 * small fractions of a dollar: integers add up to the last digit, and many times faster than decimals.
 */

import {
  hasPiece,
  type Part,
  PIECES,
  type Shares,
  STATED_PIECES,
  WHOLE_VALUE,
  without,
} from "../law/part.js";
import { type Decimal, decimal, type Usd, usd } from "../law/units.js";
import { memoize } from "./memo.js";

/** Whole units of 10^-SCALE dollars. */
export type Fixed = bigint;

const SCALE = 30;
const ONE = 10n ** BigInt(SCALE);

/**
 * Exact for every product of rates and shares that ends within 30 places. One that never ends, such as 33 1/3%, is cut
 * there: less than a millionth of a cent on all trade of the world.
 */
export function toFixed(value: Decimal): Fixed {
  const cut = value.toDecimalPlaces(SCALE);
  const [whole = "0", fraction = ""] = cut.toFixed().replace("-", "").split(".");
  const digits = BigInt(whole + fraction.padEnd(SCALE, "0"));
  return cut.isNegative() ? -digits : digits;
}

/** Whole dollars. */
export const wholeDollars = (dollars: number): Fixed => BigInt(dollars) * ONE;

export const fromFixed = (fixed: Fixed): Usd => usd(decimal(fixed.toString()).div(DIVISOR));
const DIVISOR = decimal(`1e${SCALE}`);

// Shares of a value as whole numbers, so that what is charged on a part of it takes no decimals.

export interface WholeShares {
  /** The power of ten that all shares are over. */
  readonly scale: number;
  /**
   * Contents that measures cannot tell apart but by how large they are: those that are stated, those that are nothing,
   * whether anything is left beside them, and the content of US origin, for which the law has thresholds.
   */
  readonly kind: string;
  /** The share that a part is, over `scale`; `null` where a piece of it is not stated. */
  of(part: Part): number | null;
}

/** More places than contents are stated with leave the numbers whole too seldom. */
const MOST_PLACES = 6;

/** `null` for shares of more than six places. */
export const wholeShares = memoize((shares: Shares): WholeShares | null => {
  const places = Math.max(...STATED_PIECES.map((piece) => shares[piece]?.decimalPlaces() ?? 0));
  if (places > MOST_PLACES) return null;
  const scale = 10 ** places;
  const pieces = STATED_PIECES.map((piece) => shares[piece]?.times(scale).toNumber());
  const stated = pieces.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const signs = pieces.map((share) => (share === undefined ? "?" : share === 0 ? "0" : "+"));
  return {
    scale,
    kind: `${signs.join("")}${stated < scale ? "+" : "0"} ${shares.us?.toFixed()}`,
    of: (part) => shareOf(part, pieces, scale),
  };
});

/** As `shareOf` of decimals: a part that holds the rest is what the other pieces leave. */
function shareOf(part: Part, pieces: readonly (number | undefined)[], scale: number): number | null {
  if (part === WHOLE_VALUE) return scale;
  const hasRest = hasPiece(part, "rest");
  const counted = hasRest ? without(WHOLE_VALUE, part) : part;
  let sum = 0;
  for (let place = 0; place < pieces.length; place += 1) {
    if ((counted & (1 << place)) === 0) continue;
    const share = pieces[place] ?? (PIECES[place] === "us" ? 0 : null);
    if (share === null) return null;
    sum += share;
  }
  return hasRest ? scale - sum : sum;
}
