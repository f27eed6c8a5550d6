/** Rates by month: the mean over its days. */
import { addDays, type IsoDate } from "./day.js";
import { type Decimal, decimal } from "./units.js";

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
