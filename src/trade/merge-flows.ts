/** Rates that count the base duty in: goods owe them in all, or the base duty where that is more. */

import { rateLines, statedAsOn } from "../compiled/base-terms.js";
import { numbered, numbersFor } from "../compiled/interned.js";
import { markedBy, standingOnAny, tellApartOnAllDays } from "../compiled/law-of-day.js";
import { numbersAt, placesOf } from "../compiled/line-index.js";
import { memoize } from "../compiled/memo.js";
import { type Marks, marksAsked, productTable } from "../compiled/product-table.js";
import type { IsoDate } from "../law/calendar.js";
import { countsBase, type Duty, hasPart, partsOf } from "../law/duty/duty.js";
import { NO_CLAIMS } from "../law/entry.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { Version, View } from "../law/measure.js";
import { isShare, shareOf } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import { type Flow, isMixed, type Portion } from "./flow.js";
import type { MetalContent } from "./question.js";

/** Rates of base duty at which some duty of a schedule bends, on whatever day; `null` where that is not at a few rates. */
type AllInRates = readonly Decimal[] | null;

export const allInRates = memoize(({ measures }: Schedule): AllInRates => {
  const duties = measures.flatMap(({ versions }) =>
    versions.flatMap(({ duty, byOrigin, transit }) => [
      duty,
      ...[...byOrigin, ...transit].flatMap((one) => one.duty ?? []),
    ]),
  );
  if (duties.some((duty) => hasPart(duty, bendsAnywhere))) return null;
  return [...new Set(duties.flatMap(toppedUpTo))].map((rate) => decimal(rate));
});

/** The greater of a duty that counts the base in and of another bends wherever the two meet. */
function bendsAnywhere(duty: Duty): boolean {
  switch (duty.kind) {
    case "mixed":
      return countsBase(duty);
    case "free":
    case "ad-valorem":
    case "component":
    case "specific":
    case "compound":
    case "top-up":
    case "by-price":
    case "replacement":
    case "quota":
    case "unknown":
      return false;
  }
}

const toppedUpTo = (duty: Duty): string[] =>
  duty.kind === "top-up" ? [duty.to.toFixed()] : partsOf(duty).flatMap(toppedUpTo);

// Trade of several origins that owe alike, added up line by line.

/** Numbers that the law treats alike stand for each other: one of each class. */
interface Samples {
  /** Class of each number of a list. */
  readonly of: Int32Array;
  /** The list of one number of each class. */
  readonly samples: readonly string[];
}

/**
 * One flow of the rows of several, whose numbers stand in one list. A duty on it is the sum of the duties on them: rows of
 * a class are added up unless a rate that counts the base duty in lies between what customs calculated on them, because
 * such a rate tops up the one and not the other. None are added up where the law bends at no few rates.
 */
export function mergeFlows(portions: readonly Portion[], { of, samples }: Samples, allIn: AllInRates): Flow {
  const [first] = portions as [Portion];
  if (allIn === null) return apart(portions, { of, samples });
  const bands = allIn.length + 1;
  const size = samples.length * bands;
  const [value, duty, met] = [new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
  const bandOf = bandsOf(allIn);
  for (const { flow } of portions) {
    const { at } = placesOf(flow.hts);
    for (let row = 0; row < flow.hts.length; row += 1) {
      const dollars = flow.value[row] as number;
      const paid = flow.duty[row] as number;
      const place = at ? (at[row] as number) : row;
      const cell = (of[place] as number) * bands + bandOf(dollars, paid);
      value[cell] = (value[cell] as number) + dollars;
      duty[cell] = (duty[cell] as number) + paid;
      met[cell] = 1;
    }
  }
  const cells: number[] = [];
  for (let cell = 0; cell < size; cell += 1) if (met[cell] === 1) cells.push(cell);
  return {
    ...first.flow,
    dated: [],
    hts: numbersAt(
      samples,
      cells.map((cell) => Math.floor(cell / bands)),
    ),
    value: cells.map((cell) => value[cell] as number),
    duty: cells.map((cell) => duty[cell] as number),
  };
}

/** The rows as they are, in the order of their classes. */
function apart(portions: readonly Portion[], { of, samples }: Samples): Flow {
  const [first] = portions as [Portion];
  const rows = portions
    .flatMap(({ flow }) => {
      const { at } = placesOf(flow.hts);
      return flow.value.map((value, row) => ({
        cell: of[at ? (at[row] as number) : row] as number,
        value,
        duty: flow.duty[row] as number,
      }));
    })
    .sort((a, b) => a.cell - b.cell);
  const cells = rows.map(({ cell }) => cell);
  return {
    ...first.flow,
    dated: [],
    hts: numbersAt(samples, cells),
    value: rows.map(({ value }) => value),
    duty: rows.map(({ duty }) => duty),
  };
}

/** How many of some rates a duty on a value comes to; exact in integers. */
function bandsOf(rates: readonly Decimal[]): (value: number, duty: number) => number {
  const scale = 10 ** Math.max(0, ...rates.map((rate) => rate.decimalPlaces()));
  const scaled = rates.map((rate) => rate.times(scale).toNumber()).sort((a, b) => a - b);
  return (value, duty) => {
    let band = 0;
    while (band < scaled.length && reaches(duty, scale, scaled[band] as number, value)) band += 1;
    return band;
  };
}

function reaches(duty: number, scale: number, rate: number, value: number): boolean {
  const paid = duty * scale;
  const due = rate * value;
  return Number.isSafeInteger(paid) && Number.isSafeInteger(due)
    ? paid >= due
    : BigInt(duty) * BigInt(scale) >= BigInt(rate) * BigInt(value);
}

// Lines of the tariff that the law treats alike on all of some days: a year of trade needs each such class once.

export interface SameLawLines {
  /** Class of each line. */
  readonly of: Int32Array;
  /** A line of each class; in order, as the lines are. */
  readonly samples: readonly string[];
}

/** Goods whose lines are told apart. */
interface GoodsMeant {
  readonly days: readonly IsoDate[];
  readonly view: View;
  /** Sets of claims that some of them are entered with. */
  readonly claims: Iterable<ReadonlySet<string>>;
  /** Columns of the tariff that can matter to them. */
  readonly columns: readonly ("general" | "special" | "column2")[];
  readonly metalContent?: MetalContent | undefined;
  /** HTS prefixes whose goods are told from all others, whatever the law says of them. */
  readonly apart?: readonly string[];
}

/**
 * Sorts lines (sorted HTS numbers) into classes: the same lists and prefixes of the law name them on each of the days, they
 * state the same base rates, and where their metal content counts it is the same.
 */
export function sameLawLines(hts: readonly string[], goods: GoodsMeant, schedule: Schedule): SameLawLines {
  const { marks, onContent } = columnsOf(hts, goods, schedule);
  const { of: marked } = markedBy(hts.length, marks);
  const stated = statedRates(hts, goods, schedule);
  const contentNumber = numbered<string | undefined>();
  const contentOf = (code: string, row: number): number =>
    onContent[row] === 1 ? contentNumber(goods.metalContent?.keyOf(code)) + 1 : 0;
  const { of, firsts } = classesBy(hts, (code, row) => {
    if (isOutsideTariffBase(code)) return OUTSIDE;
    if (isMixed(code)) return OUTSIDE - 1 - row;
    return ((marked[row] as number) * MOST + contentOf(code, row)) * MOST + (stated[row] as number);
  });
  const alike = { of, samples: firsts.map((row) => hts[row] as string) };
  tellApartOnAllDays(alike.samples, namedAlike(alike, marked));
  return alike;
}

const OUTSIDE = -1;
/** More than there are lines. */
const MOST = 100_000;

/** What lists and prefixes say of each line on all of the days, and which lines a duty on part of the value names. */
function columnsOf(
  hts: readonly string[],
  { days, view, claims, apart = [] }: GoodsMeant,
  schedule: Schedule,
) {
  const marks = new Set<Marks>();
  const onContent = new Uint8Array(hts.length);
  const tables = Array.from(claims, (set) => productTable(hts, schedule.lists, set));
  if (apart.length > 0) marks.add(productTable(hts, schedule.lists, NO_CLAIMS).startingWith(apart));
  for (const { version } of standingOnAny(schedule, days, view)) {
    const own = tables.flatMap((table) => marksAsked(version, table, schedule.lists, days));
    for (const column of own) marks.add(column);
    if (!isOnContent(version)) continue;
    if (version.covers.products.includes("*")) onContent.fill(1);
    for (const column of own) joinInto(onContent, column);
  }
  return { marks, onContent };
}

function joinInto(marks: Uint8Array, column: Marks): void {
  for (let row = 0; row < marks.length; row += 1)
    marks[row] = (marks[row] as number) | (column[row] as number);
}

/** Whether a version is on a part of the value that what it presumes does not tell. */
const isOnContent = ({ part, presumed }: Version): boolean =>
  !isShare(shareOf(part, presumed ? { [presumed.piece]: presumed.share } : {}));

/** A number for the rates that the line of each code states on all of the days. */
function statedRates(hts: readonly string[], { days, columns }: GoodsMeant, schedule: Schedule): Int32Array {
  const epochs = [...new Set(days.map(statedAsOn(schedule)))].join(" ");
  const [first, ...others] = columns.map((column) => ratesIn(column, hts, schedule, epochs));
  const numberOf = numbered<number>();
  return others.reduce(
    (known, more) =>
      numbersFor(hts.length, (row) => numberOf((known[row] as number) * MOST + (more[row] as number))),
    first as Int32Array,
  );
}

/** The same of one column; days in order, with blanks between them. Codes are in order: the last line is kept at hand. */
const ratesIn = memoize(
  (
    column: "general" | "special" | "column2",
    hts: readonly string[],
    { base }: Schedule,
    days: string,
  ): Int32Array => {
    const epochs = days.split(" ") as IsoDate[];
    const first = epochs.slice(0, 1);
    const numberOf = numbered<string>();
    const lines = rateLines(hts);
    let [line, number] = ["", 0];
    return numbersFor(hts.length, (row) => {
      const own = lines[row] as string;
      if (own === line) return number;
      line = own;
      const asked = base.isConstant(line, column) ? first : epochs;
      const rates = asked.map((day) => base.ratesOf(line, day));
      number = numberOf(rates.map((one) => (one ? one[column] : "none")).join("|"));
      return number;
    });
  },
);

/** Classes of samples that the same lists and prefixes name, whatever rates they state. */
function namedAlike({ of, samples }: SameLawLines, marked: Int32Array): SameLawLines {
  const names = new Int32Array(samples.length);
  for (const [row, sample] of of.entries()) names[sample] = marked[row] as number;
  const { of: classes, firsts } = classesBy(samples, (_, sample) => names[sample] as number);
  return { of: classes, samples: numbersAt(samples, firsts) };
}

/** Rows of equal keys, and the first row of each class. */
function classesBy(hts: readonly string[], keyOf: (code: string, row: number) => number) {
  const ids = new Map<number, number>();
  const firsts: number[] = [];
  const of = new Int32Array(hts.length);
  for (const [row, code] of hts.entries()) {
    const key = keyOf(code, row);
    const id = ids.get(key) ?? firsts.push(row) - 1;
    ids.set(key, id);
    of[row] = id;
  }
  return { of, firsts };
}
