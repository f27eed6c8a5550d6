/** Every line of the tariff by every origin on a day. */
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import type { BaseSchedule } from "../law/schedule.js";
import type { StatedBase } from "./base-terms.js";
import { memoize } from "./memo.js";
import type { DayRates, RateBook } from "./rate-book.js";
import { type Rates, ratesIn, type Terms } from "./terms.js";

export interface Grid {
  readonly date: IsoDate;
  /** Ten-digit lines of chapters 1 to 97, in order. */
  readonly hts: readonly string[];
  /** Class of each line: lines of one class owe the same, whatever their origin. */
  readonly classOf: Int32Array;
  /** Rates of each class for an origin. Origins that owe the same share them. */
  cellsOf(origin: Origin): readonly Rates[];
}

/** The grid of a day. Nothing is claimed and nothing assumed. */
export function gridOf(book: RateBook, base: BaseSchedule, date: IsoDate): Grid {
  const rates = book.on(date);
  const rows = linesOn(book, base, date);
  const { classOf, samples } = classesOf(rows, rates);
  const cellsWith = memoize((termsAt: (classNumber: number) => Terms, column2: boolean): readonly Rates[] => {
    const baseAt = rates.bases.unclaimed({ column2 });
    return samples.map((line) =>
      ratesIn(termsAt(rates.classOf[line] as number).beside(baseAt(line) as StatedBase)),
    );
  });
  return {
    date,
    hts: rows.map((line) => book.lines[line] ?? ""),
    classOf,
    cellsOf: (origin) => cellsWith(rates.linesOf(origin, NO_CLAIMS).termsAt, origin.column2),
  };
}

/** Indexes in the book of the goods the tariff has on a day. */
function linesOn({ lines }: RateBook, base: BaseSchedule, date: IsoDate): number[] {
  const there = new Set(base.linesUnder("", date));
  return lines.flatMap((hts, line) => (there.has(hts) && !isOutsideTariffBase(hts) ? [line] : []));
}

/** Lines that the law does not tell apart and that have the same base rates in either column. */
function classesOf(rows: readonly number[], { classOf: byLaw, bases }: DayRates) {
  const [general, column2] = [bases.unclaimed({ column2: false }), bases.unclaimed({ column2: true })];
  const ids = new Map<string, number>();
  const samples: number[] = [];
  const classOf = Int32Array.from(rows, (line) => {
    const key = `${byLaw[line]} ${general(line)?.applied.text}|${column2(line)?.applied.text}`;
    const known = ids.get(key) ?? samples.push(line) - 1;
    ids.set(key, known);
    return known;
  });
  return { classOf, samples };
}
