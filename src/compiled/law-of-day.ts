/**
 * The law of one day on a list of tariff lines: lines that no list or prefix of it tells apart are one class, origins that
 * it treats alike share what is worked out, and each class has its terms.
 */
import { type IsoDate, inSpan } from "../law/calendar.js";
import type { Duty } from "../law/duty/duty.js";
import { NO_CLAIMS } from "../law/entry.js";
import { inForce, type Lists, type Measure, spanIn, type Version, type View } from "../law/measure.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import {
  claimsOf,
  conditionsIn,
  coversOrigin,
  positionOf,
  productOf,
  reachedAt,
  termsFor,
} from "../law/scope.js";
import { lawIn, type StatedBases, statedAsOn, statedBases } from "./base-terms.js";
import {
  type Few,
  fewOf,
  inFewBytes,
  keptOnce,
  type LineNumbers,
  numbered,
  numberedUnder,
  numbersFor,
  refined,
} from "./interned.js";
import { numbersAt } from "./line-index.js";
import { forAny, heldParts, lazily, memoize, memoizeRows, notesOn } from "./memo.js";
import {
  asksOf,
  claimsAmong,
  type Marks,
  marksAsked,
  type ProductTable,
  productTable,
  type Reach,
  reachBy,
  toldApart,
} from "./product-table.js";
import { type Terms, type TermsOf, termsUnder, type UnitDuty } from "./terms.js";

/** Lines of an origin entered with some claims: classes that the law does not tell apart, and the terms of each. */
export interface ClassedLines {
  /** Class of each line of the list. */
  readonly classOf: LineNumbers;
  termsAt(classNumber: number): Terms;
  /** Terms of every class, for who needs most of them: with claims they are found sooner together than one by one. */
  everyTerms(): Few<Terms>;
}

/** The law of a day. */
export interface LawOfDay {
  /** Class of each line, entered without a claim. */
  readonly classOf: LineNumbers;
  /** One object for origins that declare the same on every line, and for claims that change nothing. */
  linesOf(origin: Origin, claims: ReadonlySet<string>): ClassedLines;
  /** The same for origins that declare the same on every line where nothing is claimed. */
  keyOf(origin: Origin): string;
}

/** @param only The one origin that will be asked about: lists that matter to others are not read. */
export function lawOfDay(
  lines: readonly string[],
  schedule: Schedule,
  date: IsoDate,
  view: View,
  only: Origin | null = null,
): LawOfDay {
  const inForce = standingOn(schedule, date, view);
  const standing = only ? covering(inForce, only) : inForce;
  const classes = classesOf(lines, schedule, standing, date, only);
  const termsOf = termsUnder(schedule);
  const lawFor = heldParts((key: string) => {
    const { own, origin } = firsts.get(key) as First;
    const asked = claimsThatCount(own, schedule.lists, origin);
    const linesWith = claimedApart((claims): ClassedLines => {
      const { classOf, table } = classes(claims);
      const goods = { own, origin, claims, date, table };
      const everyTerms = atOnce(goods, schedule);
      return {
        classOf,
        everyTerms,
        termsAt: claims.size === 0 ? among(everyTerms) : oneByOne(goods, schedule, termsOf),
      };
    });
    return memoizeRows((claims: ReadonlySet<string>) => linesWith(claimsAmong(claims, asked)));
  });
  const firsts = new Map<string, First>();
  const keyOf = heldParts((origin: Origin) => keyAmong(firsts, covering(standing, origin), origin));
  const lawOf = heldParts((origin: Origin) => lawFor(keyOf(origin)));
  return {
    get classOf() {
      return classes(NO_CLAIMS).classOf;
    },
    linesOf: (origin, claims) => lawOf(origin)(claims),
    keyOf,
  };
}

/** The key of an origin, which is put among the first ones if no other of its key was met. */
function keyAmong(firsts: Map<string, First>, own: readonly InForce[], origin: Origin): string {
  const key = numberKey(own, origin);
  const first = firsts.get(key) ?? { own, origin, key };
  firsts.set(key, first);
  return first.key;
}

/** The first origin met of those that the law treats alike, and the measures that cover it. */
interface First {
  readonly own: readonly InForce[];
  readonly origin: Origin;
  /** One text for all of them: texts are long, origins and days many. */
  readonly key: string;
}

/** Every claim that could change what goods owe under these measures, beside their base duty; no other tells terms apart. */
export const claimsThatCount = (
  standing: readonly InForce[],
  lists: Lists,
  of: Origin,
): ReadonlySet<string> =>
  new Set(["in-quota", ...standing.flatMap(({ version }) => claimsAsked(version, lists, of))]);

/** A version asks an origin for the same on every day, and origins that it does not tell apart. */
const claimsAsked = (version: Version, lists: Lists, of: Origin): readonly string[] =>
  claimsAskedBy(lists, version, toldApart(version, of))(of);
const claimsAskedBy = memoize((lists: Lists, version: Version, _apart: string) =>
  forAny((of: Origin) => claimsOf(version, lists, of)),
);

/** What is so of goods without a claim is a part of the law of the day; with claims, of which there are many, an answer. */
function claimedApart<T>(make: (claims: ReadonlySet<string>) => T): (claims: ReadonlySet<string>) => T {
  const unclaimed = lazily(() => make(NO_CLAIMS));
  const claimed = memoizeRows(make);
  return (claims) => (claims.size === 0 ? unclaimed() : claimed(claims));
}

/** Classes of lines, and a table of one line of each. */
interface LineClasses {
  readonly classOf: LineNumbers;
  readonly table: ProductTable;
}

/** Classes of lines entered with claims; those that are no condition of a list change nothing. */
function classesOf(
  lines: readonly string[],
  schedule: Schedule,
  standing: readonly InForce[],
  date: IsoDate,
  only: Origin | null,
): (claims: ReadonlySet<string>) => LineClasses {
  const { lists } = schedule;
  const once = keptUnder(schedule);
  const conditions = new Set(
    standing.flatMap(({ version }) =>
      only ? conditionsIn(version, lists, only) : conditionsOf(version, lists),
    ),
  );
  const made = claimedApart((claims): LineClasses => {
    const { of, samples } =
      classesOfAllDays.of(lines) ?? classesOn(lines, lists, standing, date, claims, only);
    return { classOf: once(inFewBytes(of, samples.length)), table: productTable(samples, lists, claims) };
  });
  return (claims) => made(claimsAmong(claims, conditions));
}

const conditionsOf = memoize((version: Version, lists: Lists) => conditionsIn(version, lists));

/** Days on which the law tells the same lines apart share their classes. */
const keptUnder = memoize((_schedule: Schedule) => keptOnce());

/** Classes of lines, and one line of each; where those stand among the lines is known. */
interface Classes {
  readonly of: Int32Array;
  readonly samples: readonly string[];
}

const classesOfAllDays = notesOn<readonly string[], Classes>();
/** Says that these classes tell lines apart on all days, and with all claims, that will be asked about. */
export const tellApartOnAllDays = classesOfAllDays.write;

function classesOn(
  lines: readonly string[],
  lists: Lists,
  standing: readonly InForce[],
  date: IsoDate,
  claims: ReadonlySet<string>,
  only: Origin | null,
): Classes {
  const table = productTable(lines, lists, claims);
  const marks = new Set<Marks>([table.goods]);
  for (const { version } of standing)
    for (const one of marksAsked(version, table, lists, [date], only ?? undefined)) marks.add(one);
  const { of, samples } = markedBy(lines.length, marks);
  return { of, samples: numbersAt(lines, samples) };
}

/** Lines by what lists and prefixes say of them. */
export const markedBy = (size: number, marks: Iterable<Marks>): ReturnType<typeof refined> =>
  refined(
    size,
    Array.from(marks, (one) => [one, 2] as const),
  );

/** Goods of an origin entered with claims on a day: a table of one line of each class. */
interface ClassGoods extends Pick<First, "own" | "origin"> {
  readonly claims: ReadonlySet<string>;
  readonly date: IsoDate;
  readonly table: ProductTable;
}

const among =
  (everyTerms: ClassedLines["everyTerms"]): ClassedLines["termsAt"] =>
  (classNumber) => {
    const { kept, of } = everyTerms();
    return kept[of[classNumber] as number] as Terms;
  };

/** Terms of all classes, worked out when the first is asked for: a column a measure, then a row at a time. */
function atOnce(goods: ClassGoods, schedule: Schedule): ClassedLines["everyTerms"] {
  let terms: Few<Terms> | undefined;
  return () => {
    terms ??= termsOfAll(goods, schedule);
    return terms;
  };
}

/** Days and origins whose measures all reach the goods of a table alike share one list of terms. */
function termsOfAll({ own, origin, claims, date, table }: ClassGoods, schedule: Schedule): Few<Terms> {
  const reach = own.flatMap(({ measure, version }) => {
    const at = { origin, claims, day: version.listedOn ?? date };
    return reachBy(measure, version, table, schedule.lists, at) ?? [];
  });
  const { known, numberOf } = termsKnown(schedule, claims, table);
  const key = String.fromCharCode(...reach.map(numberOf));
  const terms = known.get(key) ?? termsOfReach(reach, table.size, claims, termsUnder(schedule));
  known.set(key, terms);
  return terms;
}

const termsKnown = memoize((_schedule: Schedule, _claims: ReadonlySet<string>, _table: ProductTable) => ({
  known: new Map<string, Few<Terms>>(),
  numberOf: numbered<Reach>(),
}));

function termsOfReach(
  reach: readonly Reach[],
  size: number,
  claims: ReadonlySet<string>,
  termsOf: TermsOf,
): Few<Terms> {
  const { of, samples } = refined(
    size,
    reach.map(({ positions, kinds }) => [positions, kinds] as const),
  );
  const { kept, of: ofSample } = fewOf(
    samples.map((row) =>
      termsOf(
        reach.flatMap(({ positions, at }) => at[positions[row] as number] ?? []),
        claims,
      ),
    ),
  );
  const numbers = numbersFor(size, (classNumber) => ofSample[of[classNumber] as number] as number);
  return { kept, of: inFewBytes(numbers, kept.length) };
}

/** Terms of a class when it is asked for, asked of the lists themselves: most classes with claims never are. */
function oneByOne(goods: ClassGoods, schedule: Schedule, termsOf: TermsOf): ClassedLines["termsAt"] {
  const { own, origin, claims, date, table } = goods;
  return memoizeRows((row) => {
    const product = productOf(schedule, table.hts[row] as string, claims);
    const reached = own.flatMap(({ measure, version }) => {
      const position = positionOf(version, product, origin, claims, date);
      return position === "outside" ? [] : [reachedAt(measure, version, origin, position)];
    });
    return termsOf(reached, claims);
  });
}

// Rates of every line on any day: what was worked out for one serves the others.

/** The law of a day on every line of the tariff. */
export interface DayRates extends Pick<LawOfDay, "classOf" | "linesOf"> {
  readonly bases: StatedBases;
  /** What a dollar of a line owes, by its index; the tariff has the line on the day. */
  dutyAt(line: number, origin: Origin, claims: ReadonlySet<string>): UnitDuty;
}

export interface RateBook {
  /** Ten-digit numbers that any edition had, in order. */
  readonly lines: readonly string[];
  on(date: IsoDate): DayRates;
}

/** Rates of a schedule on any day. @param lines Ten-digit numbers in order; all of the tariff where some are not named. */
export function rateBook(
  schedule: Schedule,
  view: View,
  lines: readonly string[] = schedule.base.numbers,
): RateBook {
  const law = lawIn(schedule, view);
  return { lines, on: (date) => ratesOn(date, lines, law, view) };
}

function ratesOn(date: IsoDate, lines: readonly string[], schedule: Schedule, view: View): DayRates {
  const law = lawOfDay(lines, schedule, date, view);
  const bases = statedBases(schedule, lines, statedAsOn(schedule)(date));
  const dutiesOf = (origin: Origin, claims: ReadonlySet<string>) => {
    const { classOf, termsAt } = law.linesOf(origin, claims);
    const baseAt = claims.size === 0 ? bases.unclaimed(origin) : bases.claimed(origin, claims);
    return (line: number) => {
      const base = baseAt(line);
      if (base === undefined) throw new Error(`the tariff of ${date} has no line ${lines[line]}`);
      return termsAt(classOf[line] as number).beside(base);
    };
  };
  const unclaimed = heldParts((origin: Origin) => dutiesOf(origin, NO_CLAIMS));
  const claiming = heldParts((origin: Origin) =>
    memoizeRows((claims: ReadonlySet<string>) => dutiesOf(origin, claims)),
  );
  return {
    get classOf() {
      return law.classOf;
    },
    linesOf: law.linesOf,
    bases,
    dutyAt: (line, origin, claims) =>
      claims.size === 0 ? unclaimed(origin)(line) : claiming(origin)(claims)(line),
  };
}

// Origins that the law of a day treats alike: nothing is worked out twice for them.

/** A measure with the terms of it that are in force. */
export interface InForce {
  readonly measure: Measure;
  readonly version: Version;
}

/** Measures in force on a day, with their terms. */
export const standingOn = ({ measures }: Schedule, on: IsoDate, view: View): InForce[] =>
  measures.flatMap((measure): InForce[] => {
    const version = inForce(measure, on, view);
    return version ? [{ measure, version }] : [];
  });

/** Measures with all terms that are in force on any of some days. */
export const standingOnAny = ({ measures }: Schedule, days: readonly IsoDate[], view: View): InForce[] =>
  measures.flatMap((measure) =>
    measure.versions
      .filter((version) => {
        const span = spanIn(version, view);
        return span !== undefined && days.some((day) => inSpan(span, day));
      })
      .map((version) => ({ measure, version })),
  );

/** Those of them that cover an origin. */
export const covering = <One extends InForce>(standing: readonly One[], origin: Origin): One[] =>
  standing.filter(({ version }) => coversOrigin(version.covers, origin));

/** Equal duties have equal keys, under whatever headings. */
const dutyKey = memoize((duty: Duty): string => JSON.stringify(duty));

/**
 * Origins with the same key owe the same on every line where nothing is claimed: the same measures cover them, on the
 * same terms, with the same exemptions and limits.
 */
export const lawKey = (covers: readonly InForce[], origin: Origin): string =>
  `${origin.column2}|${covers.map(({ measure, version }) => toldOf(origin, measure, version).terms).join(" ")}`;

/** What tells an origin that a version covers from others, asked for on every day: a short name for its terms, and its heading. */
const toldOf = memoize((origin: Origin, measure: Measure, version: Version) => ({
  terms: numberedUnder(
    termsNamed,
    EVERYTHING,
  )(`${measure.id} ${version.from} ${termsNumber(measure, version, origin)}`).toString(36),
  heading: termsFor(version, origin).heading,
}));
const EVERYTHING = {};
const termsNamed = notesOn<typeof EVERYTHING, (terms: string) => number>();

/** A number for the terms that a version has for an origin: among those of a measure, the same for the same terms. */
export const termsNumber = (measure: Measure, version: Version, origin: Origin): number =>
  termsNumbersOf(measure, version, toldApart(version, origin))(origin);

const termsNumbersOf = memoize((measure: Measure, version: Version, _apart: string) =>
  forAny((origin: Origin): number => {
    const named = asksOf(version).origins.map((origins) => (includesOrigin(origins, origin) ? 1 : 0));
    return numberedUnder(
      termsNumbered,
      measure,
    )(`${dutyKey(termsFor(version, origin).duty)} ${named.join("")}`);
  }),
);

const termsNumbered = notesOn<Measure, (terms: string) => number>();

/** Origins with the same key declare the same numbers too: terms of their own under another heading tell them apart. */
const numberKey = (covers: readonly InForce[], origin: Origin): string =>
  `${lawKey(covers, origin)}|${covers.map(({ measure, version }) => toldOf(origin, measure, version).heading).join(" ")}`;

/** Origins in groups that the law of a day treats alike. */
export function treatedAlike(
  origins: readonly Origin[],
  schedule: Schedule,
  on: IsoDate,
  view: View,
): Origin[][] {
  const standing = standingOn(schedule, on, view);
  const groups = new Map<string, Origin[]>();
  for (const origin of origins) {
    const key = lawKey(covering(standing, origin), origin);
    const own = groups.get(key) ?? [];
    groups.set(key, own);
    own.push(origin);
  }
  return [...groups.values()];
}
