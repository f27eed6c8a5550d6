/** Every line of the tariff by every origin on a day. */

import type { PatternAt } from "./class-patterns.js";
import { NO_CLAIMS } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { DayRates, RateBook } from "./day-rates.js";
import { isOutsideTariffBase } from "./hts.js";
import { type Rates, ratesIn } from "./pattern.js";
import type { BaseSchedule } from "./schedule.js";

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
  const known = new Map<PatternAt, Map<boolean, readonly Rates[]>>();
  return {
    date,
    hts: rows.map((row) => book.lines[row] ?? ""),
    classOf,
    cellsOf(origin) {
      const { patternAt } = rates.goodsOf(origin, NO_CLAIMS);
      const own = known.get(patternAt) ?? new Map<boolean, readonly Rates[]>();
      known.set(patternAt, own);
      const bases = rates.bases.unclaimed(origin);
      const cells =
        own.get(origin.column2) ??
        samples.map((row) => ratesIn(patternAt(rates.classOf[row] as number).beside(bases(row))));
      own.set(origin.column2, cells);
      return cells;
    },
  };
}

/** Places in the book of the goods the tariff has on a day. */
function linesOn({ lines }: RateBook, base: BaseSchedule, date: IsoDate): number[] {
  const there = new Set(base.linesUnder("", date));
  return lines.flatMap((hts, row) => (there.has(hts) && !isOutsideTariffBase(hts) ? [row] : []));
}

/** Lines that the law does not tell apart and that have the same base rates in either column. */
function classesOf(rows: readonly number[], { classOf: byLaw, bases }: DayRates) {
  const [general, column2] = [bases.unclaimed({ column2: false }), bases.unclaimed({ column2: true })];
  const ids = new Map<string, number>();
  const samples: number[] = [];
  const classOf = Int32Array.from(rows, (row) => {
    const key = `${byLaw[row]} ${general(row).applied.text}|${column2(row).applied.text}`;
    const known = ids.get(key) ?? samples.push(row) - 1;
    ids.set(key, known);
    return known;
  });
  return { classOf, samples };
}
