/** Lines of the tariff that the law treats alike on all of some days: a year of trade needs each such class once. */
import { statedAsOn } from "../compiled/base-terms.js";
import { numbered } from "../compiled/interned.js";
import { markedBy, standingOnAny, tellApartOnAllDays } from "../compiled/law-of-day.js";
import { numbersAt } from "../compiled/line-index.js";
import { type Marks, marksAsked, productTable } from "../compiled/product-table.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import { isOutsideTariffBase, rateLineOf } from "../law/hts.js";
import type { Version, View } from "../law/measure.js";
import { isShare, shareOf } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { isMixed } from "./flow.js";
import type { MetalContent } from "./question.js";

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
  const stated = statedRates(goods, schedule);
  const contentNumber = numbered<string | undefined>();
  const contentOf = (code: string, row: number): number =>
    onContent[row] === 1 ? contentNumber(goods.metalContent?.keyOf(code)) + 1 : 0;
  const { of, firsts } = classesBy(hts, (code, row) => {
    if (isOutsideTariffBase(code)) return OUTSIDE;
    if (isMixed(code)) return OUTSIDE - 1 - row;
    return ((marked[row] as number) * MOST + contentOf(code, row)) * MOST + stated(code);
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

/** A number for the rates that the line of a code states on all of the days; codes are asked for in order. */
function statedRates({ days, columns }: GoodsMeant, schedule: Schedule): (code: string) => number {
  const epochs = [...new Set(days.map(statedAsOn(schedule)))];
  const numberOf = numbered<string>();
  let [line, number] = ["", 0];
  return (code) => {
    if (rateLineOf(code) === line) return number;
    line = rateLineOf(code);
    const rates = epochs.map((day) => schedule.base.ratesOf(line, day));
    number = numberOf(
      rates.map((one) => (one ? columns.map((column) => one[column]).join("|") : "none")).join("|"),
    );
    return number;
  };
}

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
