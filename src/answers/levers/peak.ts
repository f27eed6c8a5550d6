/** The rate of one lever at which most is owed when trade answers. Source: METHODS 2.10, 7. */
import { type Decimal, decimal } from "../../domain/units.js";
import { steady } from "../../economics/quantile.js";
import { peakIn } from "../../economics/solve.js";
import { grouped } from "../../numbers.js";

/** In per cent; looked for up to here. */
const HIGHEST = 1000;
/** Around a peak the result hardly moves, so its place is known less well than a root's. */
export const PEAK_PLACES = 3;

export interface Peak {
  /** In per cent. */
  readonly rate: Decimal;
  readonly duty: Decimal;
}

/** @param dutyAt Dollars of duty at a rate in per cent. @returns `null` if duty does not turn down up to 1000 %. */
export function dutyPeak(dutyAt: (rate: number) => number): Peak | null {
  const peak = peakIn(dutyAt, { from: 0, to: HIGHEST });
  return (
    peak && {
      rate: decimal(steady(peak.rate)).toDecimalPlaces(PEAK_PLACES),
      duty: decimal(steady(peak.result)),
    }
  );
}

/** The rates with that of the peak among them, if it lies between the first and the last. */
export function withPeak(rates: readonly Decimal[], peak: Peak | null): readonly Decimal[] {
  const sorted = rates.toSorted((a, b) => a.cmp(b));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!peak || !first || !last || peak.rate.lte(first) || peak.rate.gte(last)) return rates;
  if (rates.some((rate) => rate.eq(peak.rate))) return rates;
  return [...rates, peak.rate].sort((a, b) => a.cmp(b));
}

/** Where duty is highest, in words. */
export const peakNote = (lever: string, peak: Peak | null): string =>
  peak
    ? `Peak: duty is highest at ${lever} ${peak.rate.toFixed()} %, $${grouped(peak.duty.toFixed(0))}.`
    : `Peak: none up to ${HIGHEST} % of ${lever}; in this model duty goes on rising.`;
