/**
 * Quantities with units. Every amount and rate of the domain is one of these; none is a binary float.
 *
 * A brand keeps dollars and rates apart at compile time: `owed(rate, value)` does not type-check.
 */
import { Decimal as DecimalJs } from "decimal.js";

/**
 * The one arithmetic of this program. 60 significant digits: sums of dollars times rates times shares are exact
 * (13 + 8 + 6 digits), and a quotient that never ends is cut far beyond anything printed.
 */
const Exact = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP, defaults: true });
/** An exact decimal number. */
export type Decimal = DecimalJs;

declare const unit: unique symbol;
type InUnit<U extends string> = Decimal & { readonly [unit]: U };

/** US dollars, unrounded. */
export type Usd = InUnit<"USD">;
/** A fraction of customs value: 25 % is `0.25`. */
export type Rate = InUnit<"1">;

/** @throws {Error} if `number` is not a decimal literal. */
export const decimal = (number: DecimalJs.Value): Decimal => new Exact(number);
/** @throws {Error} if `amount` is not a decimal literal. */
export const usd = (amount: DecimalJs.Value): Usd => new Exact(amount) as Usd;
/** @throws {Error} if `fraction` is not a decimal literal. */
export const rate = (fraction: DecimalJs.Value): Rate => new Exact(fraction) as Rate;

export const NO_USD = usd(0);
export const WHOLE = decimal(1);

/** Dollars owed at a rate on a value; most are on the whole of it. */
export const owed = (value: Usd, r: Decimal): Usd => (r === WHOLE ? value : (value.times(r) as Usd));
export const plusUsd = (a: Usd, b: Usd): Usd => a.plus(b) as Usd;
export const minusUsd = (a: Usd, b: Usd): Usd => a.minus(b) as Usd;
export const sumUsd = (amounts: Iterable<Usd>): Usd => {
  let total = NO_USD;
  for (const amount of amounts) total = plusUsd(total, amount);
  return total;
};
/** Duty over value; `null` on no value, because a rate of nothing is not zero (METHODS 1.7). */
export const effectiveRate = (duty: Usd, value: Usd): Rate | null =>
  value.isZero() ? null : (duty.div(value) as Rate);

/**
 * How a customs entry rounds. Form 7501 shows entered value in whole dollars and duty in dollars and cents; that both
 * round half up is recalled, not read in a source (METHODS 1.3). Aggregates of trade are never rounded before they are shown.
 */
const ENTERED_VALUE_PLACES = 0;
const DUTY_PLACES = 2;
export const toCents = (amount: Usd): Usd => amount.toDecimalPlaces(DUTY_PLACES) as Usd;
export const toWholeDollars = (amount: Usd): Usd => amount.toDecimalPlaces(ENTERED_VALUE_PLACES) as Usd;
