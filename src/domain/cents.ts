/** Duty on whole dollars in whole cents, as an entry summary rounds it, without decimals where integers are exact. */
import { type Decimal, decimal, toCents, usd } from "./units.js";

/** A rate as an integer over a power of ten, if its products with values stay exact in a double. */
export interface FastRate {
  readonly rate: Decimal;
  readonly text: string;
  readonly digits: number;
  readonly scale: number;
}

/** Places of a rate in print: a third has no end. */
export const RATE_PLACES = 12;

/** Digits of a rate beyond which a product with the value of a ship's load is no longer exact. */
const MOST_PLACES = 8;

export function fastRate(rate: Decimal): FastRate {
  const places = rate.decimalPlaces();
  const scale = places <= MOST_PLACES ? 10 ** places : 0;
  const text = rate.toDecimalPlaces(RATE_PLACES).toFixed();
  return { rate, text, scale, digits: scale === 0 ? 0 : rate.times(scale).toNumber() };
}

/** `value` times the rate in cents, half up; exact to $90 trillion of duty. Units: whole dollars in, cents out. */
export function centsOf(value: number, { rate, digits, scale }: FastRate): number {
  const hundredfold = value * digits * 100;
  if (scale === 0 || hundredfold > Number.MAX_SAFE_INTEGER)
    return toCents(usd(decimal(value).times(rate)))
      .times(100)
      .toNumber();
  const whole = Math.floor(hundredfold / scale);
  return whole + ((hundredfold - whole * scale) * 2 >= scale ? 1 : 0);
}

const HUNDREDTHS = Array.from({ length: 100 }, (_, cents) => String(cents).padStart(2, "0"));
/** Cents as dollars: `123450` is `1234.50`. */
export function printCents(cents: number): string {
  const size = Math.abs(cents);
  const rest = size % 100;
  return `${cents < 0 ? "-" : ""}${(size - rest) / 100}.${HUNDREDTHS[rest]}`;
}

const texts = new Map<number, Map<number, string>>();
/** The sum of two rates as text: `0.275`. */
export function printSum(a: FastRate, b: FastRate): string {
  if (a.scale === 0 || b.scale === 0) return a.rate.plus(b.rate).toDecimalPlaces(RATE_PLACES).toFixed();
  const scale = Math.max(a.scale, b.scale);
  const digits = a.digits * (scale / a.scale) + b.digits * (scale / b.scale);
  const known = texts.get(scale)?.get(digits);
  if (known !== undefined) return known;
  const text = decimal(digits).div(scale).toFixed();
  texts.set(scale, (texts.get(scale) ?? new Map<number, string>()).set(digits, text));
  return text;
}
