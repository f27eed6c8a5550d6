/**
 * Quantities with units. Every amount and rate of the domain is one of these; none is a binary float. Duty in whole cents
 * is worked out in whole numbers where these are exact, to the same cent.
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
/** A fraction of customs value: 25% is `0.25`. */
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

// Whole numbers in place of decimals: for files of entries, in which each row has many.

/** A rate as an integer over a power of ten, if its products with values stay exact in a double. */
export interface FastRate {
  readonly rate: Decimal;
  readonly text: string;
  readonly digits: number;
  readonly scale: number;
}

/** Places of a rate in print: a third has no end. */
const RATE_PLACES = 12;

/** Digits of a rate beyond which a product with the value of a ship's load is no longer exact. */
const MOST_PLACES = 8;

export function fastRate(rate: Decimal): FastRate {
  const places = rate.decimalPlaces();
  const scale = places <= MOST_PLACES ? 10 ** places : 0;
  const text = rate.toDecimalPlaces(RATE_PLACES).toFixed();
  return { rate, text, scale, digits: rate.times(scale).toNumber() };
}

/** `value` times the rate in cents, half up; exact to $90 trillion of duty. Units: whole dollars in, cents out. */
export function centsOf(value: number, { rate, digits, scale }: FastRate): number {
  const product = value * digits;
  if (scale === 0 || !Number.isSafeInteger(product * 100))
    return toCents(usd(decimal(value).times(rate)))
      .times(100)
      .toNumber();
  return centsOver(product, scale);
}

/** Whole dollars over a power of ten in cents, half up; exact as long as a hundred times as many are in a double. */
export function centsOver(dollars: number, scale: number): number {
  const hundredfold = dollars * 100;
  const whole = Math.floor(hundredfold / scale);
  return whole + ((hundredfold - whole * scale) * 2 >= scale ? 1 : 0);
}

/** Dollars in whole cents, half up. Units: dollars in, cents out. */
export function centsIn(amount: Usd): number {
  const digits = digitsOf(amount);
  const scale = scaleOf(amount);
  if (digits === null || scale === 1 || !Number.isFinite(scale)) return toCents(amount).times(100).toNumber();
  const ofCent = scale / CENTS;
  const rest = digits % ofCent;
  return (digits - rest) / ofCent + (rest * 2 >= ofCent ? 1 : 0);
}

const CENTS = 100;

/**
 * Duty over value as printed, half up, beside a rate that is owed besides; `null` on no value.
 * Units: dollars, the value in whole ones.
 */
export function printRate(duty: Usd, value: number, beside?: FastRate): string | null {
  const digits = digitsOf(duty);
  const own = digits === null ? Number.NaN : digits / scaleOf(duty) / value;
  const parts = (beside ? own + beside.digits / beside.scale : own) * LAST_PLACE;
  const whole = Math.round(parts);
  const isSure = parts > LEAST_PARTS && parts < MOST_PARTS && Math.abs(parts - whole) < SURELY_NOT_HALF;
  if (isSure) return String(whole / LAST_PLACE);
  const all = beside ? usd(duty.plus(decimal(value).times(beside.rate))) : duty;
  return effectiveRate(all, usd(value))?.toDecimalPlaces(RATE_PLACES).toFixed() ?? null;
}

/** Digits over a power of ten as a rate is printed. */
export const printShare = (digits: number, scale: number): string =>
  digits === 0
    ? "0"
    : digits / scale >= LEAST_SHARE && digits < MOST_DIGITS
      ? String(digits / scale)
      : printExact(decimal(digits).div(scale));

const printExact = (share: Decimal): string => share.toDecimalPlaces(RATE_PLACES).toFixed();

/** A double prints fifteen digits as they were written. */
const MOST_DIGITS = 1e15;

/** Below this a number is printed with an exponent. */
const LEAST_SHARE = 1e-6;

const LAST_PLACE = 10 ** RATE_PLACES;

const LEAST_PARTS = LAST_PLACE * LEAST_SHARE;

/** From here on a number has more digits than a double is sure of. */
const MOST_PARTS = LAST_PLACE * 10;

/** Three roundings of a double are off by 0.005 of a last place at most. */
const SURELY_NOT_HALF = 0.49;

/** The sum of two rates as text: `0.275`. */
export function printSum(a: FastRate, b: FastRate): string {
  const scale = Math.max(a.scale, b.scale);
  const digits = a.digits * (scale / a.scale) + b.digits * (scale / b.scale);
  // Of a rate that is no integer over a power of ten the digits are no number.
  return Number.isSafeInteger(digits) ? printShare(digits, scale) : printExact(a.rate.plus(b.rate));
}

// A decimal as an integer over a power of ten is read from how it is kept: 0.03 µs, by arithmetic 0.7 (2026-11-28).

/** A decimal is kept as integers of seven digits each, the first of them the highest. */
const PLACES = 7;

const WORD = 10 ** PLACES;

const SCALES = [1, WORD, WORD ** 2];

/** The integer that a decimal is over `scaleOf` it, `null` where a double does not hold it or it is below zero. */
export function digitsOf({ d, s }: Decimal): number | null {
  if (s === -1 || d.length > 2) return null;
  const [first, second] = d as [number, number?];
  return second === undefined ? first : first * WORD + second;
}

/** The power of ten that a decimal is an integer over: 1, or that of its last seven places; infinite beyond 14 places. */
export function scaleOf({ d, e }: Decimal): number {
  const below = d.length - 1 - Math.floor(e / PLACES);
  return SCALES[below] ?? Number.POSITIVE_INFINITY;
}
