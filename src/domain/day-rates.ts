/** Rates of every line of the tariff on a day by origin, known a class at a time. */
import { NO_CLAIMS } from "./classes.js";
import { columnOf, type Positions, reachingAt } from "./columns.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { rateLineOf } from "./hts.js";
import { type LineClasses, lineClasses } from "./line-classes.js";
import { productTable } from "./marks.js";
import { type Pattern, patternOf, type RateCell } from "./pattern.js";
import type { Reaching } from "./reach.js";
import type { Schedule, View } from "./schedule.js";
import { covering, lawKey, type Standing, standingOn } from "./standing.js";

export interface DayRates {
  /** Class of each line of the book: lines that the law of the day does not tell apart. */
  readonly classOf: Int32Array;
  /** How the goods of each class are reached, of an origin and without a claim. */
  patternsOf(origin: Origin): readonly Pattern[];
  /** Base rate text of each line. */
  textsOf(origin: Pick<Origin, "column2">): readonly (string | null)[];
}

/** Rates of a line, by its place in the book, for goods of an origin without a claim. */
export const cellAt = (rates: DayRates, row: number, origin: Origin): RateCell =>
  (rates.patternsOf(origin)[rates.classOf[row] as number] as Pattern).cell(
    rates.textsOf(origin)[row] as string | null,
  );

/** Patterns met so far: days and origins share them. */
type Patterns = (reached: readonly Reaching[], key: string, origin: Origin) => Pattern;

export interface RateBook {
  /** Ten-digit numbers that any edition had, in order. */
  readonly lines: readonly string[];
  on(date: IsoDate): DayRates;
}

/** Rates of a schedule on any day; what was worked out for one day serves the others. */
export function rateBook(schedule: Schedule, view: View): RateBook {
  const lines = schedule.base.numbers;
  const patterns = new Map<string, Pattern>();
  const known: Patterns = (reached, key, origin) => {
    const pattern = patterns.get(key) ?? patternOf(reached, origin, schedule);
    patterns.set(key, pattern);
    return pattern;
  };
  const numbers = numbering();
  return {
    lines,
    on: (date) => dayRates(schedule, date, standingOn(schedule, date, view), lines, known, numbers),
  };
}

function dayRates(
  schedule: Schedule,
  date: IsoDate,
  standing: readonly Standing[],
  lines: readonly string[],
  known: Patterns,
  numberOf: Numbering,
): DayRates {
  const classes = lineClasses(lines, standing, schedule, date, NO_CLAIMS);
  const columns = baseTexts(schedule, lines, date);
  const byLaw = new Map<string, readonly Pattern[]>();
  const byOrigin = new Map<Origin, readonly Pattern[]>();
  const patternsOf = (origin: Origin): readonly Pattern[] => {
    const own = covering(standing, origin);
    const key = lawKey(own, origin);
    const found = byLaw.get(key) ?? classPatterns(own, classes, origin, schedule, date, known, numberOf);
    byLaw.set(key, found);
    byOrigin.set(origin, found);
    return found;
  };
  return {
    classOf: classes.of,
    patternsOf: (origin) => byOrigin.get(origin) ?? patternsOf(origin),
    textsOf: ({ column2 }) => columns(column2),
  };
}

/** The pattern of each class of lines for an origin. */
function classPatterns(
  own: readonly Standing[],
  { samples }: LineClasses,
  origin: Origin,
  schedule: Schedule,
  date: IsoDate,
  known: Patterns,
  numberOf: Numbering,
): Pattern[] {
  const table = productTable(samples, schedule.lists, NO_CLAIMS);
  const columns = own.map(({ version }) =>
    columnOf(version, table, origin, NO_CLAIMS, version.listedOn ?? date),
  );
  return samples.map((_, row) => {
    const reached = reachedAt(row, own, columns, origin);
    return known(reached, String.fromCharCode(...reached.map(numberOf)), origin);
  });
}

const reachedAt = (
  row: number,
  own: readonly Standing[],
  columns: readonly Positions[],
  origin: Origin,
): Reaching[] =>
  own.flatMap(
    ({ measure, version }, index) => reachingAt(columns[index]?.[row] ?? 0, measure, version, origin) ?? [],
  );

type Numbering = (reaching: Reaching) => number;

/** A number for each way of being reached: by a version on its terms, or freed of it by an exemption. */
function numbering(): Numbering {
  const byVersion = new Map<Reaching["version"], Map<string, number>>();
  let count = 0;
  return ({ version, heading, freedBy, duty }) => {
    const own = byVersion.get(version) ?? new Map<string, number>();
    byVersion.set(version, own);
    const terms = version.byOrigin.findIndex((one) => one.duty === duty && one.heading === heading);
    const key = freedBy ? `${terms} ${freedBy.heading} ${freedBy.title} ${freedBy.displaces}` : `${terms}`;
    const number = own.get(key) ?? count++;
    own.set(key, number);
    return number;
  };
}

/** Rate texts of all lines on a day, by whether column 2 applies. */
function baseTexts(
  { base }: Schedule,
  lines: readonly string[],
  date: IsoDate,
): (column2: boolean) => readonly (string | null)[] {
  const read = (column: "general" | "column2"): (string | null)[] => {
    let line = "";
    let text: string | null = null;
    return lines.map((hts) => {
      if (!hts.startsWith(line) || line === "") {
        line = rateLineOf(hts);
        text = base.ratesOf(line, date)?.[column] ?? null;
      }
      return text;
    });
  };
  const columns = new Map<boolean, readonly (string | null)[]>();
  return (column2) => {
    const texts = columns.get(column2) ?? read(column2 ? "column2" : "general");
    columns.set(column2, texts);
    return texts;
  };
}
