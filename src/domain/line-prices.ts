/** Prices of the numbers of a list for goods on the same terms: what one flow asks of a number serves the others. */
import { type BaseClasses, baseClasses } from "./base-classes.js";
import type { Origin } from "./country.js";
import { type ListLaw, lawOfList } from "./list-law.js";
import { numbered } from "./numbering.js";
import { wasOnlyBase } from "./only-base.js";
import type { Shares } from "./part.js";
import type { Terms } from "./portion.js";
import { priceBook } from "./price-book.js";
import type { RowDollars } from "./price-class.js";
import type { PricePattern } from "./price-pattern.js";
import type { Assumptions, BaseClass, PriceClass, Question } from "./priced.js";
import type { Schedule } from "./schedule.js";

/** Goods that are priced on the same terms. */
export interface Goods {
  /** Sorted HTS numbers. */
  readonly list: readonly string[];
  readonly origin: Origin;
  readonly terms: Terms;
  /** Year of the trade. */
  readonly year: number;
}

export interface LinePrices extends BaseClasses {
  /** Classes met so far. */
  readonly classes: readonly PriceClass[];
  /** Class of the goods of a number; `null` where a row of them is a class of its own. */
  classOf(place: number): number | null;
  /** How the goods of a number are reached: one object, on any day, for all that are reached in the same way. */
  readonly patternOf: Int32Array;
  readonly patterns: readonly PricePattern[];
  /** The price of a row that is a class of its own: its layers count in a base duty known only in dollars. */
  priceOfRow(place: number, dollars: RowDollars): PriceClass;
}

type Known = WeakMap<Assumptions, WeakMap<Schedule, Map<string, LinePrices>>>;
const known = new WeakMap<ListLaw, Known>();

/** Prices under the law of a day; made once for goods that it and the law of the year treat alike. */
export function linePrices(goods: Goods, schedule: Schedule, question: Question): LinePrices {
  const { list, origin } = goods;
  const { date, view, assume, past } = question;
  const law = lawOfList(list, schedule, date, view);
  const byAssumptions: Known = known.get(law) ?? new WeakMap();
  known.set(law, byAssumptions);
  const byPast = byAssumptions.get(assume) ?? new WeakMap<Schedule, Map<string, LinePrices>>();
  byAssumptions.set(assume, byPast);
  const own = byPast.get(past) ?? new Map<string, LinePrices>();
  byPast.set(past, own);
  const key = `${law.keyOf(origin)}|${termsKey(goods, question)}`;
  const prices = own.get(key) ?? makePrices(goods, law, schedule, question);
  own.set(key, prices);
  return prices;
}

/** What else than the law of the day tells goods apart. */
export const termsKey = (goods: Goods, { assume, past }: Pick<Question, "assume" | "past">): string => {
  const { origin, terms } = goods;
  const claiming = terms.claims.size > 0 ? [origin.code, ...terms.claims] : [];
  const observed = assume.observedBase === true ? wasOnlyBase(goods, past).key : "";
  return [observed, terms.baseObserved, ...terms.assumed, ...claiming].join(" ");
};

function makePrices(goods: Goods, law: ListLaw, schedule: Schedule, question: Question): LinePrices {
  const lines = linesOf(goods, law, schedule, question);
  const classes: PriceClass[] = [];
  const classOf = classFinder(lines, (place, shares) => classes.push(lines.priceAt(place, shares, null)) - 1);
  return {
    ...lines.base,
    classes,
    classOf,
    patternOf: lines.patternOf,
    patterns: lines.patterns,
    priceOfRow: (place, row) => lines.priceAt(place, lines.sharesAt(place), row),
  };
}

/** The numbers of a list: how each is reached, its base duty, its metal content where that matters. */
interface Lines {
  readonly base: BaseClasses;
  readonly patternOf: Int32Array;
  readonly patterns: readonly PricePattern[];
  sharesAt(place: number): Shares;
  priceAt(place: number, shares: Shares, row: RowDollars | null): PriceClass;
}

function linesOf(goods: Goods, law: ListLaw, schedule: Schedule, question: Question): Lines {
  const { list, origin, terms } = goods;
  const { of: patternOf, reached } = law.classes(origin, terms.claims);
  const base = baseClasses(goods, question);
  const book = priceBook(schedule, question.assume);
  const patterns = reached.map((one) => book.patternOf(one, terms.claims));
  const patternAt = (place: number): PricePattern => patterns[patternOf[place] as number] as PricePattern;
  const numberAt = (place: number): string => list[place] as string;
  return {
    ...{ base, patternOf, patterns },
    sharesAt(place) {
      const { reached: by, needsShares } = patternAt(place);
      return needsShares ? (question.assume.metalContent?.of(numberAt(place), by) ?? NONE) : NONE;
    },
    priceAt(place, shares, row) {
      const ownBase = base.bases[base.of[place] as number] as BaseClass;
      const sample = { hts: numberAt(place), origin, schedule, question, terms, shares, base: ownBase };
      return book.priceOf(sample, patternAt(place), row);
    },
  };
}

const NONE: Shares = {};

/** Finds the class of a number, or that its rows stand alone; `add` prices a class that is new. */
function classFinder(
  lines: Lines,
  add: (place: number, shares: Shares) => number,
): (place: number) => number | null {
  const { base, patternOf, patterns, sharesAt } = lines;
  const ids = new Map<number, number>();
  const classAt = (key: number, place: number, shares: Shares): number => {
    const known = ids.get(key) ?? add(place, shares);
    ids.set(key, known);
    return known;
  };
  const numberOf = numbered<Shares>();
  return (place) => {
    const id = patternOf[place] as number;
    const { needsShares, countsBase } = patterns[id] as PricePattern;
    const baseId = base.of[place] as number;
    const { rates, rate } = base.bases[baseId] as BaseClass;
    if (rates === undefined) return classAt(NO_LINE, place, NONE);
    if (countsBase && rate === null) return null;
    const shares = needsShares ? sharesAt(place) : NONE;
    const content = needsShares ? numberOf(shares) + 1 : 0;
    const counted = countsBase ? baseId + 1 : 0;
    return classAt((content * (base.bases.length + 1) + counted) * patterns.length + id, place, shares);
  };
}

const NO_LINE = -1;
