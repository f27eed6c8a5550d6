/** Rates of every line of the tariff on a day by origin, known a class at a time. */
import { askedBy, claimsAmong, conditionsIn } from "./asked-claims.js";
import { type ClassPatterns, classPatterns, type PatternAt } from "./class-patterns.js";
import { NO_CLAIMS } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { covering, type InForce, numberKey, standingOn } from "./law-key.js";
import { lineClasses } from "./line-classes.js";
import { productTable } from "./marks.js";
import { inFewBytes, keptOnce, type LineNumbers } from "./numbering.js";
import type { OnADollar } from "./pattern.js";
import { remembering } from "./remembering.js";
import type { Schedule, View } from "./schedule.js";
import { type StatedBases, statedBases } from "./stated-base.js";

export interface DayRates {
  /** Class of each line of the book, entered without a claim: lines that the law of the day does not tell apart. */
  readonly classOf: LineNumbers;
  /** Base duty of each line. */
  readonly bases: StatedBases;
  /** How goods of an origin with these claims are reached. */
  goodsOf(origin: Origin, claims: ReadonlySet<string>): GoodsPatterns;
  /** What lines owe of which nothing is claimed, by their places in the book. */
  unclaimed(origin: Origin): (row: number) => OnADollar;
}

interface GoodsPatterns {
  /** Class of each line of the book, by which to ask for its pattern. */
  readonly classOf: LineNumbers;
  readonly patternAt: PatternAt;
}

/** What a line owes, by its place in the book. */
export function lineAt(rates: DayRates, row: number, origin: Origin, claims: ReadonlySet<string>): OnADollar {
  if (claims.size === 0) return rates.unclaimed(origin)(row);
  const { classOf, patternAt } = rates.goodsOf(origin, claims);
  return patternAt(classOf[row] as number).beside(rates.bases.claimed(row, origin, claims));
}

export interface RateBook {
  /** Ten-digit numbers that any edition had, in order. */
  readonly lines: readonly string[];
  on(date: IsoDate): DayRates;
}

/** Rates of a schedule on any day; what was worked out for one day serves the others. */
export function rateBook(schedule: Schedule, view: View): RateBook {
  const lines = schedule.base.numbers;
  const basesOn = statedBases(schedule, lines);
  const patterns = classPatterns(schedule);
  const once = keptOnce();
  return {
    lines,
    on(date) {
      const standing = standingOn(schedule, date, view);
      const classes = classesOn(date, standing, lines, schedule, once);
      const bases = basesOn(date);
      const goodsOf = goodsOn(schedule, date, standing, classes, patterns);
      const unclaimed = remembering((origin: Origin) => {
        const { classOf, patternAt } = goodsOf(origin, NO_CLAIMS);
        const baseAt = bases.unclaimed(origin);
        return (row: number) => patternAt(classOf[row] as number).beside(baseAt(row));
      });
      return { classOf: classes(NO_CLAIMS).classOf, bases, goodsOf, unclaimed };
    },
  };
}

/** Classes of lines entered with claims; those that are no condition of a list change nothing. */
function classesOn(
  date: IsoDate,
  standing: readonly InForce[],
  lines: readonly string[],
  schedule: Schedule,
  once: ReturnType<typeof keptOnce>,
) {
  const { lists } = schedule;
  const conditions = new Set(standing.flatMap(({ version }) => conditionsIn(version, lists)));
  const made = remembering((claims: ReadonlySet<string>) => {
    const { of, samples } = lineClasses(lines, standing, schedule, date, claims);
    const classOf = once(inFewBytes(of, samples.length));
    return { classOf, table: productTable(samples, lists, claims) };
  });
  return (claims: ReadonlySet<string>) => made(claimsAmong(claims, conditions));
}

function goodsOn(
  schedule: Schedule,
  date: IsoDate,
  standing: readonly InForce[],
  classes: ReturnType<typeof classesOn>,
  patterns: ClassPatterns,
): DayRates["goodsOf"] {
  const lawFor = (own: readonly InForce[], origin: Origin) => {
    const asked = askedBy(own, schedule.lists);
    const goods = remembering((claims: ReadonlySet<string>): GoodsPatterns => {
      const { classOf, table } = classes(claims);
      const kind = { origin, claims, date, table };
      return { classOf, patternAt: (claims.size === 0 ? patterns.all : patterns.each)(own, kind) };
    });
    return remembering((claims: ReadonlySet<string>) => goods(claimsAmong(claims, asked)));
  };
  const laws = new Map<string, ReturnType<typeof lawFor>>();
  const lawOf = remembering((origin: Origin) => {
    const own = covering(standing, origin);
    const key = numberKey(own, origin);
    const law = laws.get(key) ?? lawFor(own, origin);
    laws.set(key, law);
    return law;
  });
  return (origin, claims) => lawOf(origin)(claims);
}
