/** Every line of the tariff by every origin on a day. */
import { isInForce, type Order } from "../law/adcvd.js";
import { isBanned } from "../law/ban.js";
import { type IsoDate, inSpan } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import { type HtsCode, isOutsideTariffBase } from "../law/hts.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import type { StatedBase } from "./base-terms.js";
import { numbersFor } from "./interned.js";
import type { DayRates, RateBook } from "./law-of-day.js";
import { rangeOf } from "./line-index.js";
import { memoize } from "./memo.js";
import { type Rates, ratesIn, type Terms } from "./terms.js";

export interface Grid {
  readonly date: IsoDate;
  /** Ten-digit lines of chapters 1 to 97, in order. */
  readonly hts: readonly string[];
  /** Class of each line: lines of one class owe the same, whatever their origin. */
  readonly classOf: Int32Array;
  /** Rates of each class for an origin; `BARRED` where it may not be entered. Origins that owe the same share them. */
  cellsOf(origin: Origin): readonly Rates[];
  /** Lines of an origin that antidumping or countervailing duty orders name, in order, with their cases; few origins have any. */
  casesOf(origin: Origin): readonly (readonly [line: number, cases: readonly string[]])[];
}

/** Stands for the rates of goods that may not be entered. */
export const BARRED: Rates = { base: null, additional: null, total: null };

type Law = Pick<Schedule, "base" | "bans" | "lists" | "orders">;

/**
 * The grid of a day. Nothing is claimed and nothing assumed: goods barred only if a fact is so are not.
 * @param starts Of the numbers that are meant; all of them if there are none.
 */
export function gridOf(book: RateBook, law: Law, date: IsoDate, starts: readonly string[] = []): Grid {
  const rates = book.on(date);
  const byLaw = rates.classOf;
  const isMeant = (line: number) => starts.some((start) => book.lines[line]?.startsWith(start));
  const all = linesOn(book, law.base, date);
  const rows = starts.length > 0 ? all.filter(isMeant) : all;
  const bans = law.bans.filter((ban) => ban.onlyIf.length === 0 && inSpan(ban, date));
  const namedBy = (line: number) => bans.map((ban) => isBanned(ban, unclaimed(book, line, date), law));
  const { classOf, samples } = classesOf(rows, byLaw, rates.bases, bans.length > 0 ? namedBy : () => []);
  const cellsWith = memoize((termsAt: (classNumber: number) => Terms, column2: boolean): readonly Rates[] => {
    const baseAt = rates.bases.unclaimed({ column2 });
    return samples.map((line) => ratesIn(termsAt(byLaw[line] as number).beside(baseAt(line) as StatedBase)));
  });
  const named = samples.map(bans.length > 0 ? namedBy : () => []);
  const hts = rows.map((line) => book.lines[line] ?? "");
  return {
    date,
    hts,
    classOf,
    casesOf: ({ code }) =>
      casesByLine(
        hts,
        law.orders.of(code).filter((order) => isInForce(order, date)),
      ),
    cellsOf: (origin) => {
      const cells = cellsWith(rates.linesOf(origin, NO_CLAIMS).termsAt, origin.column2);
      const own = bans.map(({ origins }) => includesOrigin(origins, origin));
      return own.includes(true)
        ? cells.map((cell, index) => (named[index]?.some((bans, at) => bans && own[at]) ? BARRED : cell))
        : cells;
    },
  };
}

/** Lines that orders name, each with the cases in their order. */
function casesByLine(hts: readonly string[], orders: readonly Order[]): [number, string[]][] {
  const cases = new Map<number, string[]>();
  const add = (line: number, name: string) => {
    const own = cases.get(line);
    if (own === undefined) cases.set(line, [name]);
    else if (own.at(-1) !== name) own.push(name);
  };
  for (const { case: name, numbers } of orders)
    for (const [from, until] of numbers.map((start) => rangeOf(hts, start)))
      for (let line = from; line < until; line += 1) add(line, name);
  return [...cases].sort(([a], [b]) => a - b);
}

const unclaimed = ({ lines }: RateBook, line: number, date: IsoDate) => ({
  hts: lines[line] as HtsCode,
  date,
  claims: NO_CLAIMS,
});

/** Indexes in the book of the goods the tariff has on a day. */
function linesOn({ lines }: RateBook, base: Law["base"], date: IsoDate): number[] {
  const there = new Set(base.linesUnder("", date));
  return lines.flatMap((hts, line) => (there.has(hts) && !isOutsideTariffBase(hts) ? [line] : []));
}

/** Lines that neither the law nor bans tell apart and that have the same base rates in either column. */
function classesOf(
  rows: readonly number[],
  byLaw: DayRates["classOf"],
  bases: DayRates["bases"],
  namedBy: (line: number) => readonly boolean[],
) {
  const [general, column2] = [bases.unclaimed({ column2: false }), bases.unclaimed({ column2: true })];
  const ids = new Map<string, number>();
  const samples: number[] = [];
  const classOf = numbersFor(rows.length, (row) => {
    const line = rows[row] as number;
    const key = `${byLaw[line]} ${namedBy(line)} ${general(line)?.applied.text}|${column2(line)?.applied.text}`;
    const known = ids.get(key) ?? samples.push(line) - 1;
    ids.set(key, known);
    return known;
  });
  return { classOf, samples };
}
