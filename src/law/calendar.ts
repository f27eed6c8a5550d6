/** Days of US Eastern time, as `YYYY-MM-DD`. Strings of this form compare as days do. */
import { type Decimal, decimal } from "./units.js";

declare const day: unique symbol;
/** A day as `YYYY-MM-DD`, known to be one. */
export type IsoDate = string & { readonly [day]: true };

/** A half-open stretch of days: `from` is in it, `until` is not; `null` means no end is known. */
export interface Span {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export const inSpan = ({ from, until }: Span, on: IsoDate): boolean =>
  from <= on && (until === null || on < until);

/** The real day that `text` writes as YYYY-MM-DD, else `undefined` (February 30 is not a day). */
export function isoDate(text: string): IsoDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? (text as IsoDate) : undefined;
}

/** The day `days` after `on` (before, if negative). */
export const addDays = (on: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as IsoDate;

// Parts of the year: some lines of the tariff are for goods entered in them.

/** First and last day of a part of the year, as `MM-DD`; where the last comes first, it lies in the next year. */
type Period = readonly [first: string, last: string];

/** A line that is for goods entered in a part of the year. */
export interface Season {
  /** Eight digits. */
  readonly number: string;
  /** Lines of one group part the year among them. */
  readonly group: number;
  readonly periods: readonly Period[];
  /** How such goods came, where the line says so. */
  readonly modes?: readonly string[];
}

/** The season of a number, if it has one. */
export const seasonOf = (hts: string, seasons: readonly Season[]): Season | undefined =>
  seasons.find(({ number }) => hts.startsWith(number));

/** Whether a day is in the season of a line. */
export const inSeason = ({ periods }: Pick<Season, "periods">, on: IsoDate): boolean => {
  const day = on.slice("YYYY-".length);
  return periods.some(([first, last]) =>
    first <= last ? first <= day && day <= last : first <= day || day <= last,
  );
};

/** Of several numbers, those whose lines are for goods entered on a day; all, if none is. */
export function linesInSeason<T extends string>(
  numbers: readonly T[],
  on: IsoDate,
  seasons: readonly Season[],
): readonly T[] {
  if (numbers.length < 2) return numbers;
  const found = numbers.filter((number) => {
    const season = seasonOf(number, seasons);
    return season === undefined || inSeason(season, on);
  });
  return found.length > 0 ? found : numbers;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
/** A day of the year, `09-15`, in words. */
export const dayInWords = (day: string): string =>
  `${MONTHS[Number(day.slice(0, 2)) - 1]} ${Number(day.slice(3))}`;

// Rates by month: the mean over its days.

/** A rate that holds from a day until the next one in a list. */
export interface RateFrom {
  readonly day: IsoDate;
  readonly rate: Decimal;
}

/** First day of a month written `2025-06`, and of the next. */
export function daysOfMonth(month: string): readonly [IsoDate, IsoDate] {
  const first = `${month}-01` as IsoDate;
  const later = addDays(first, LONGEST_MONTH);
  return [first, `${later.slice(0, 7)}-01` as IsoDate];
}
const LONGEST_MONTH = 31;

const DAY = 86_400_000;
const daysBetween = (from: IsoDate, until: IsoDate): number => (Date.parse(until) - Date.parse(from)) / DAY;

/**
 * The mean of a rate over the days from `from`, inclusive, to `until`, exclusive: each day counts the same. `rates` are
 * in order and begin no later than `from`.
 */
export function meanOver(rates: readonly RateFrom[], from: IsoDate, until: IsoDate): Decimal {
  const sum = rates.reduce((total, { day, rate }, index) => {
    const next = rates[index + 1]?.day ?? until;
    const [start, end] = [day > from ? day : from, next < until ? next : until];
    return start < end ? total.plus(rate.times(daysBetween(start, end))) : total;
  }, decimal(0));
  return sum.div(daysBetween(from, until));
}

/** What is wrong with a day that is written right and is in no calendar, as a hint. */
export function noSuchDay(text: string): { readonly hint?: string } {
  const [, year = "", month = ""] = /^(\d{4})-(\d\d)-\d\d$/.exec(text) ?? [];
  if (year === "") return {};
  if (Number(month) < 1 || Number(month) > 12) return { hint: "months are 01 to 12" };
  const last = addDays(daysOfMonth(`${year}-${month}`)[1], -1);
  return { hint: `${year}-${month} has ${last.slice(8)} days` };
}
