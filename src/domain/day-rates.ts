/** Rates of every line of the tariff on a day by origin, known a class at a time. */
import { NO_CLAIMS } from "./classes.js";
import { columnOf, reachingAt } from "./columns.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { rateLineOf } from "./hts.js";
import { covering, type InForce, numberKey, standingOn } from "./law-key.js";
import { type LineClasses, lineClasses } from "./line-classes.js";
import { type ProductTable, productTable } from "./marks.js";
import { type OnADollar, type Pattern, patternOf } from "./pattern.js";
import type { Reaching } from "./reach.js";
import type { Schedule, View } from "./schedule.js";

export interface DayRates {
  /** Class of each line of the book: lines that the law of the day does not tell apart. */
  readonly classOf: Int32Array;
  /** How the goods of each class are reached, of an origin and without a claim. */
  patternsOf(origin: Origin): readonly Pattern[];
  /** Base rate text of each line. */
  textsOf(origin: Pick<Origin, "column2">): readonly (string | null)[];
}

/** What a line owes, by its place in the book, of an origin and without a claim. */
export const lineAt = (rates: DayRates, row: number, origin: Origin): OnADollar =>
  (rates.patternsOf(origin)[rates.classOf[row] as number] as Pattern).beside(
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
  standing: readonly InForce[],
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
    const key = numberKey(own, origin);
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
  own: readonly InForce[],
  { samples }: LineClasses,
  origin: Origin,
  schedule: Schedule,
  date: IsoDate,
  known: Patterns,
  numberOf: Numbering,
): Pattern[] {
  const table = productTable(samples, schedule.lists, NO_CLAIMS);
  const columns = own.map((standing) => columnFor(standing, table, origin, date, numberOf));
  return samples.map((_, row) => {
    const met: Numbered[] = [];
    for (const at of columns) {
      const one = at(row);
      if (one) met.push(one);
    }
    const key = String.fromCharCode(...met.map(({ number }) => number));
    return known(
      met.map(({ reaching }) => reaching),
      key,
      origin,
    );
  });
}

/** A way of being reached, and its number. */
interface Numbered {
  readonly reaching: Reaching;
  readonly number: number;
}

/** How one measure reaches each sample; a way of reaching is made once. */
function columnFor(
  { measure, version }: InForce,
  table: ProductTable,
  origin: Origin,
  date: IsoDate,
  numberOf: Numbering,
): (row: number) => Numbered | undefined {
  const positions = columnOf(version, table, origin, NO_CLAIMS, version.listedOn ?? date);
  const ways: (Numbered | undefined)[] = [];
  return (row) => {
    const position = positions[row] ?? 0;
    if (position === 0) return undefined;
    const known = ways[position];
    if (known) return known;
    const reaching = reachingAt(position, measure, version, origin) as Reaching;
    const way = { reaching, number: numberOf(reaching) };
    ways[position] = way;
    return way;
  };
}

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
