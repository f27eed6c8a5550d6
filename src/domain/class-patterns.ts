/** How each class of lines is reached by the measures that cover an origin. */
import { columnOf, reachingAt } from "./columns.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { InForce } from "./law-key.js";
import type { ProductTable } from "./marks.js";
import { type Numbering, numbering } from "./numbering.js";
import { type Pattern, patternOf } from "./pattern.js";
import { positionOf, productOf, type Reaching, reaching } from "./reach.js";
import { remembering } from "./remembering.js";
import type { Schedule } from "./schedule.js";

/** Lines of an origin entered with claims on a day, one of each class. */
interface ClassGoods {
  readonly origin: Origin;
  readonly claims: ReadonlySet<string>;
  readonly date: IsoDate;
  readonly table: ProductTable;
}

/** How the goods of a class are reached. */
export type PatternAt = (row: number) => Pattern;

/** Patterns of classes of goods that measures cover; what was met on one day or of one origin serves the others. */
export interface ClassPatterns {
  /** Worked out for all classes at once. */
  all(own: readonly InForce[], goods: ClassGoods): PatternAt;
  /** Worked out for a class when it is asked for. */
  each(own: readonly InForce[], goods: ClassGoods): PatternAt;
}

export function classPatterns(schedule: Schedule): ClassPatterns {
  const known = knownPatterns();
  const numberOf = numbering();
  return {
    all(own, goods) {
      const patterns = patternsOf(own, goods, numberOf, known);
      return (row) => patterns[row] as Pattern;
    },
    each(own, goods) {
      return remembering((row) => known(metBy(row, own, goods, schedule, numberOf), goods.claims));
    },
  };
}

/** Apart from what keeps the patterns, so that the columns are let go once these are made. */
function patternsOf(
  own: readonly InForce[],
  goods: ClassGoods,
  numberOf: Numbering,
  known: KnownPattern,
): readonly Pattern[] {
  const columns = own.map((standing) => columnFor(standing, goods, numberOf));
  return goods.table.hts.map((_, row) => known(metAt(row, columns), goods.claims));
}

function metAt(row: number, columns: readonly ((row: number) => Numbered | undefined)[]): Numbered[] {
  const met: Numbered[] = [];
  for (const at of columns) {
    const one = at(row);
    if (one) met.push(one);
  }
  return met;
}

type KnownPattern = (met: readonly Numbered[], claims: ReadonlySet<string>) => Pattern;

function knownPatterns(): KnownPattern {
  const byClaims = new Map<ReadonlySet<string>, Map<string, Pattern>>();
  let lists = 0;
  return (met, claims) => {
    const key = String.fromCharCode(...met.map(({ number }) => number));
    const own = byClaims.get(claims) ?? new Map<string, Pattern>();
    byClaims.set(claims, own);
    const pattern =
      own.get(key) ??
      patternOf(
        met.map(({ reaching }) => reaching),
        claims,
        () => lists++,
      );
    own.set(key, pattern);
    return pattern;
  };
}

/** A way of being reached, and its number. */
interface Numbered {
  readonly reaching: Reaching;
  readonly number: number;
}

/** How one measure reaches each sample; a way of reaching is made once. */
function columnFor(
  { measure, version }: InForce,
  { table, origin, claims, date }: ClassGoods,
  numberOf: Numbering,
): (row: number) => Numbered | undefined {
  const positions = columnOf(version, table, origin, claims, version.listedOn ?? date);
  const ways: (Numbered | undefined)[] = [];
  return (row) => {
    const position = positions[row] ?? 0;
    if (position === 0) return undefined;
    const known = ways[position];
    if (known) return known;
    const met = reachingAt(position, measure, version, origin) as Reaching;
    const way = { reaching: met, number: numberOf(met) };
    ways[position] = way;
    return way;
  };
}

/** How measures reach the sample of a class, asked of the lists themselves: most classes are never asked about. */
function metBy(
  row: number,
  own: readonly InForce[],
  { table, origin, claims, date }: ClassGoods,
  schedule: Schedule,
  numberOf: Numbering,
): Numbered[] {
  const product = productOf(schedule, table.hts[row] as string, claims);
  return own.flatMap(({ measure, version }) => {
    const position = positionOf(version, product, origin, claims, date);
    if (position === "outside") return [];
    const way = reaching(measure, version, origin, position);
    return [{ reaching: way, number: numberOf(way) }];
  });
}
