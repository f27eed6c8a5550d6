/** The law of each day that a file of entries names; days between two changes of the law share it. */
import { daysOfLaw } from "../../domain/change-days.js";
import type { IsoDate } from "../../domain/day.js";
import { type DayRates, rateBook } from "../../domain/day-rates.js";
import { remembering } from "../../domain/remembering.js";
import type { BaseSchedule, Schedule, View } from "../../domain/schedule.js";

interface LawOfADay {
  readonly rates: DayRates;
  /** Whether the tariff has the line at a place of the book. */
  has(place: number): boolean;
}

interface LawByDay {
  /** Numbers of ten digits that any edition had, in order. */
  readonly lines: readonly string[];
  on(date: IsoDate): LawOfADay;
}

export function lawByDay(schedule: Schedule, view: View): LawByDay {
  const book = rateBook(schedule, view);
  const days = daysOfLaw(schedule, view);
  const byStretch = new Map<IsoDate, LawOfADay>();
  const byDay = new Map<IsoDate, LawOfADay>();
  const { base } = schedule;
  const presentIn = remembering((edition: IsoDate) => presence(book.lines, edition, base));
  const of = (date: IsoDate): LawOfADay => {
    const start = days.findLast((day) => day <= date) ?? date;
    const edition = base.editionDays.findLast((day) => day <= start) ?? start;
    const law = byStretch.get(start) ?? { rates: book.on(start), has: presentIn(edition) };
    byStretch.set(start, law);
    byDay.set(date, law);
    return law;
  };
  /** Lines of one entry share their day. */
  let last: { readonly date: IsoDate; readonly law: LawOfADay } | undefined;
  return {
    lines: book.lines,
    on(date) {
      if (last?.date !== date) last = { date, law: byDay.get(date) ?? of(date) };
      return last.law;
    },
  };
}

/** Whether lines are in the tariff of an edition, asked of it once a line. */
function presence(lines: readonly string[], date: IsoDate, base: BaseSchedule): (place: number) => boolean {
  const known = new Uint8Array(lines.length);
  return (place) => {
    if (known[place] === UNASKED)
      known[place] = base.exists(lines[place] as string, date) ? THERE : NOT_THERE;
    return known[place] === THERE;
  };
}

const UNASKED = 0;
const THERE = 1;
const NOT_THERE = 2;
