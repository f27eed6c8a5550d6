/**
 * Exact sums in bulk. A duty rate is a short decimal and a value whole dollars, so their product is a whole number of
 * small fractions of a dollar: integers add up to the last digit, and many times faster than decimals.
 */
import { type Decimal, decimal, type Usd, usd } from "./units.js";

/** Whole units of 10^-SCALE dollars. */
export type Fixed = bigint;

const SCALE = 30;
const ONE = 10n ** BigInt(SCALE);

/** @throws {Error} if `value` has more places than a product of rates and shares can have; it would not be exact. */
export function toFixed(value: Decimal): Fixed {
  if (value.decimalPlaces() > SCALE)
    throw new Error(`${value.toFixed()} has more than ${SCALE} decimal places`);
  const [whole = "0", fraction = ""] = value.toFixed().replace("-", "").split(".");
  const digits = BigInt(whole + fraction.padEnd(SCALE, "0"));
  return value.isNegative() ? -digits : digits;
}

/** Whole dollars. */
export const wholeDollars = (dollars: number): Fixed => BigInt(dollars) * ONE;

export const fromFixed = (fixed: Fixed): Usd => usd(decimal(fixed.toString()).div(DIVISOR));
const DIVISOR = decimal(`1e${SCALE}`);
