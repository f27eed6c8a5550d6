/** A year of trade of one origin, product by product. */
import type { Country } from "./country.js";
import type { IsoDate } from "./day.js";
import { isOutsideTariffBase } from "./hts.js";

/**
 * Columns of equal length, sorted by HTS number. A number has ten digits, or fewer where the goods under it are known
 * only together. Values are whole dollars, exact in a double up to 9 quadrillion.
 */
export interface Flow {
  readonly dataset: string;
  readonly origin: Country;
  readonly year: number;
  readonly source: string;
  /** Rows whose number was not in the tariff all the time since it is known, with its days; both `null` for never. */
  readonly dated: readonly (readonly [row: number, ...NumberSpan])[];
  readonly hts: readonly string[];
  /** Customs value of imports for consumption. */
  readonly value: readonly number[];
  /** Duty that customs calculated on them in that year. */
  readonly duty: readonly number[];
}

/** The days a number was in the tariff; both `null` for never. */
export type NumberSpan = readonly [from: IsoDate | null, until: IsoDate | null];

/** Whether a row stands for goods of more than one line of the tariff, which only their products tell apart. */
export const isMixed = (hts: string): boolean => hts.length < LINE_DIGITS && !isOutsideTariffBase(hts);
const LINE_DIGITS = 8;

/** Rows whose statistical number is not in the tariff of a day; their 8-digit line may be. */
export const endedRows = ({ dated }: Flow, on: IsoDate): number[] =>
  dated.flatMap(([row, from, until]) =>
    from !== null && from <= on && (until === null || on < until) ? [] : [row],
  );

/** First index of a sorted list of numbers at or after `prefix`; soonest found where it is a little after `near`. */
export function firstAt(sorted: readonly string[], prefix: string, near = sorted.length): number {
  const isBefore = (sorted[near - 1] ?? "") < prefix;
  let low = isBefore ? near : 0;
  let high = isBefore ? near : near - 1;
  for (let step = 1; isBefore && high < sorted.length && (sorted[high] ?? "") < prefix; step *= 2) {
    low = high + 1;
    high = Math.min(sorted.length, low + step);
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a number stands in a sorted list; `undefined` if it is not there. */
export function placeIn(sorted: readonly string[], hts: string): number | undefined {
  const place = firstAt(sorted, hts);
  return sorted[place] === hts ? place : undefined;
}

/** The half-open range of indexes whose numbers start with `prefix`. */
export const rangeOf = (sorted: readonly string[], prefix: string): readonly [number, number] => [
  firstAt(sorted, prefix),
  firstAt(sorted, `${prefix}~`),
];
