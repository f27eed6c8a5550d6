/**
 * Exponentials and logarithms with the same bits on every machine: sums, products and quotients alone, which IEEE 754
 * rounds in one way, where `Math.exp`, `Math.log` and `**` may differ in their last bit between engines.
 * Source: the algorithms of fdlibm (Sun Microsystems, 1993); error below two units in the last place.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG_TERMS = [
  0.14798198605116586, 0.15313837699209373, 0.1818357216161805, 0.22222198432149784, 0.2857142874366239,
  0.3999999999940942, 0.6666666666666735,
];
const EXP_TERMS = [
  4.1381367970572385e-8, -1.6533902205465252e-6, 6.613756321437934e-5, -0.0027777777777015593,
  0.16666666666666602, 0,
];

const EXPONENT_BIAS = 1023;
const EXPONENT_SHIFT = 20;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;
/** Beyond these the exponential is infinite, or zero. */
const LARGEST = 709.782712893384;
const LEAST = -745.1332191019411;

const bits = new DataView(new ArrayBuffer(8));

/** Terms of the highest power first. A plain loop: this is asked for millions of times. */
function polynomial(terms: readonly number[], x: number): number {
  let value = 0;
  for (const term of terms) value = value * x + term;
  return value;
}

/** The natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < SMALLEST_NORMAL) return log(x * TWO_54) - 54 * (LN2_HIGH + LN2_LOW);
  const { mantissa, exponent } = partsOf(x);
  const f = mantissa - 1;
  const s = f / (2 + f);
  const half = (f * f) / 2;
  const rest = polynomial(LOG_TERMS, s * s) * (s * s);
  return exponent * LN2_HIGH - (half - (s * (half + rest) + exponent * LN2_LOW) - f);
}

/** Mantissa from √½ to √2. */
function partsOf(x: number): { readonly mantissa: number; readonly exponent: number } {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const exponent = (high >>> EXPONENT_SHIFT) - EXPONENT_BIAS;
  bits.setUint32(0, (high & 0xfffff) | (EXPONENT_BIAS << EXPONENT_SHIFT));
  const mantissa = bits.getFloat64(0);
  return mantissa > Math.SQRT2 ? { mantissa: mantissa / 2, exponent: exponent + 1 } : { mantissa, exponent };
}

/** `e` to a power. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > LARGEST) return Number.POSITIVE_INFINITY;
  if (x < LEAST) return 0;
  const twos = Math.round(x / Math.LN2);
  const high = x - twos * LN2_HIGH;
  const low = twos * LN2_LOW;
  const r = high - low;
  const c = r - polynomial(EXP_TERMS, r * r);
  const fraction = 1 - (low - (r * c) / (2 - c) - high);
  const first = Math.trunc(twos / 2);
  return fraction * powerOfTwo(first) * powerOfTwo(twos - first);
}

/** @param exponent A whole number from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + EXPONENT_BIAS) << EXPONENT_SHIFT);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** A number above zero to a power. */
export const power = (base: number, exponent: number): number =>
  exponent === 1 ? base : exp(exponent * log(base));

/** `exp(x) - 1`, exact near zero too. Source: W. Kahan's correction by the logarithm. */
export function expm1(x: number): number {
  const whole = exp(x);
  if (whole === 1) return x;
  const less = whole - 1;
  return less === -1 || whole === Number.POSITIVE_INFINITY ? less : (less * x) / log(whole);
}

/** `log(1 + x)`, exact near zero too. Source: the same. */
export function log1p(x: number): number {
  const whole = 1 + x;
  return whole === 1 || whole === Number.POSITIVE_INFINITY ? x : (log(whole) * x) / (whole - 1);
}

/** The sum of numbers, in their order: the same order gives the same bits. */
export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

// What is said of a sample.

/** Mean, spread and quantiles of a sample. */
export interface Band {
  readonly mean: number;
  readonly sd: number;
  /** Standard error of the mean by drawing no more than this. */
  readonly error: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
}

/** Quantile of numbers in order, between the two nearest: type 7 of Hyndman and Fan (1996). */
export function quantileOf(sorted: readonly number[], probability: number): number {
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}

/** Digits that do not hang on how a machine rounds a logarithm. */
const DIGITS = 12;
export const steady = (number: number): number => Number(number.toPrecision(DIGITS));

/** @param sample At least two numbers. */
export function bandOf(sample: readonly number[]): Band {
  const sorted = sample.map(steady).sort((a, b) => a - b);
  const mean = sum(sorted) / sorted.length;
  const sd = Math.sqrt(sum(sorted.map((number) => (number - mean) ** 2)) / (sorted.length - 1));
  const at = (probability: number) => steady(quantileOf(sorted, probability));
  return {
    mean: steady(mean),
    sd: steady(sd),
    error: steady(sd / Math.sqrt(sorted.length)),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    q75: at(0.75),
    q95: at(0.95),
  };
}
