/** Rates of every line of the tariff on any day, by origin: what was worked out for one day serves the others. */
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { View } from "../law/measure.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { lawIn, type StatedBases, statedAsOn, statedBases } from "./base-terms.js";
import { type LawOfDay, lawOfDay } from "./law-of-day.js";
import { memoizeRows } from "./memo.js";
import type { UnitDuty } from "./terms.js";

/** The law of a day on every line of the tariff. */
export interface DayRates extends Pick<LawOfDay, "classOf" | "linesOf" | "keyOf"> {
  readonly bases: StatedBases;
  /** What a dollar of a line owes, by its index; the tariff has the line on the day. */
  dutyAt(line: number, origin: Origin, claims: ReadonlySet<string>): UnitDuty;
}

export interface RateBook {
  /** Ten-digit numbers that any edition had, in order. */
  readonly lines: readonly string[];
  on(date: IsoDate): DayRates;
}

/** Rates of a schedule on any day. @param lines Ten-digit numbers in order; all of the tariff where some are not named. */
export function rateBook(
  schedule: Schedule,
  view: View,
  lines: readonly string[] = schedule.base.numbers,
): RateBook {
  const law = lawIn(schedule, view);
  return { lines, on: (date) => ratesOn(date, lines, law, view) };
}

function ratesOn(date: IsoDate, lines: readonly string[], schedule: Schedule, view: View): DayRates {
  const law = lawOfDay(lines, schedule, date, view);
  const bases = statedBases(schedule, lines, statedAsOn(schedule)(date));
  const dutiesOf = (origin: Origin, claims: ReadonlySet<string>) => {
    const { classOf, termsAt } = law.linesOf(origin, claims);
    const baseAt = claims.size === 0 ? bases.unclaimed(origin) : bases.claimed(origin, claims);
    return (line: number) => {
      const base = baseAt(line);
      if (base === undefined) throw new Error(`the tariff of ${date} has no line ${lines[line]}`);
      return termsAt(classOf[line] as number).beside(base);
    };
  };
  const unclaimed = memoizeRows((origin: Origin) => dutiesOf(origin, NO_CLAIMS));
  const claiming = memoizeRows((origin: Origin) =>
    memoizeRows((claims: ReadonlySet<string>) => dutiesOf(origin, claims)),
  );
  return {
    get classOf() {
      return law.classOf;
    },
    linesOf: law.linesOf,
    keyOf: law.keyOf,
    bases,
    dutyAt: (line, origin, claims) =>
      claims.size === 0 ? unclaimed(origin)(line) : claiming(origin)(claims)(line),
  };
}
