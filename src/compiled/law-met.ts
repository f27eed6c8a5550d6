/**
 * Goods that the law treats alike whatever is claimed or stated of them, of any line, origin and day: what is asked of some
 * serves the others.
 */
import { type IsoDate, inSpan } from "../law/calendar.js";
import { daysOf } from "../law/days.js";
import { listsOfRule } from "../law/entry.js";
import { isAlcoholic, isOutsideTariffBase, rateLineOf } from "../law/hts.js";
import type { Measure, Version } from "../law/measure.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { coversOrigin, termsFor } from "../law/scope.js";
import { type DayLaw, linesNamed, rereadingsOf } from "./alternatives.js";
import { statedAsOn } from "./base-terms.js";
import { numbered, numberedRecently } from "./interned.js";
import { type InForce, standingOn, termsNumber } from "./law-of-day.js";
import { heldForThings, heldParts, keptRecently, memoize, memoizeRows } from "./memo.js";
import { asksOf, type Marks } from "./product-table.js";

/** The law whose words tell goods apart, and the numbers that lines are of. */
type Words = Pick<DayLaw, "schedule" | "contested" | "catalogue" | "lines" | "view">;

/** Goods as the law meets them. */
export interface Met {
  /** Of one number are goods that no word of the law tells apart but the rates that the tariff states on their lines. */
  readonly law: number;
  /** What the tariff states on the line, and which preferences free it whatever that is. */
  readonly base: number;
  /** Rules and lists by which claims follow from facts about the goods. */
  readonly facts: number;
}

/**
 * How the law meets goods of a line and an origin on a day.
 * @param start The day on which the law of that day began.
 */
export type LawMet = (
  goods: { readonly origin: Origin; readonly date: IsoDate },
  line: number,
  start: IsoDate,
) => Met;

/** Goods met lately: the same goods come again and again in a file of one importer. */
const MOST_MET = 50_000;

/** Numbers goods by the words that name them of the versions that stand, and by the base duties their line states. */
export function lawMet(words: Words): LawMet {
  const { schedule, lines } = words;
  const written = codesWritten(words);
  const wordOn = wordsOnLines(lines, written);
  const standing = standingLaw(words, written);
  const baseOf = basesStated(words, written);
  const factDays = daysOfFacts(schedule);
  const rulesOn = heldParts((date: IsoDate) => factDays.filter((day) => day <= date).length);
  const ofRules = written.among(
    codesOfLists(
      schedule.facts.flatMap(({ when }) => listsOfRule(when)),
      schedule,
    ),
  );
  const factsOf = numbered<string>();
  const lawOf = numberedRecently();
  const kept = keptRecently<Met>(MOST_MET);
  const met = ({ all, some, preferredOf }: Standing, line: number, rules: number, start: IsoDate): Met => {
    const word = wordOn(line);
    const facts = factsOf(`${rules} ${ofRules(word)}`);
    let key = `${all} ${facts} ${word.kind} ${preferredOf(word)}`;
    for (const { named, markOf } of some) if (named[line] === 1) key += ` ${markOf(word)}`;
    return { law: lawOf(key), base: baseOf(line, word, start), facts };
  };
  return ({ origin, date }, line, start) => {
    const law = standing(start, origin);
    const rules = rulesOn(date);
    return kept(`${law.number} ${rules} ${line}`, () => met(law, line, rules, start));
  };
}

/** Days on which rules on metal, or lists that they ask, begin or end; in order. */
function daysOfFacts({ facts, lists }: Schedule): readonly IsoDate[] {
  const asked = facts.flatMap(({ when }) => listsOfRule(when));
  const groups = asked.flatMap((id) => lists.get(id)?.groups ?? []);
  const days = [
    ...facts.flatMap(({ when }) => when.from ?? []),
    ...groups.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])]),
  ];
  return [...new Set(days)].sort();
}

// What the law writes of lines.

/** Codes that the law writes together. */
type Codes = readonly string[];

/** What the law writes of a line: the places at which it writes a code that the number begins with. */
interface Word {
  readonly number: number;
  /** What is no matter of codes: alcohol, and numbers outside of chapters 1 to 97. */
  readonly kind: string;
  /** The place, and how many digits of the number stand there. */
  readonly places: readonly (readonly [place: number, digits: number])[];
}

/** All codes that the law writes, by their place. */
interface Written {
  /** Places at which a code stands. */
  placesOf(code: string): readonly number[];
  /** Numbers what some of the places say of lines. */
  among(some: readonly Codes[]): (word: Word) => number;
}

/** Codes that any measure, list, preference or rule writes, in any reading. */
function codesWritten({ schedule, contested }: Words): Written {
  const versions = new Set(everyVersion(schedule, contested).map(([, version]) => version));
  const all = [
    ...[...versions].flatMap((version) => codesOf(version, schedule)),
    ...schedule.agreements.flatMap(({ frees }) => (frees ? [frees] : [])),
    ...codesOfLists(
      schedule.facts.flatMap(({ when }) => listsOfRule(when)),
      schedule,
    ),
  ];
  const placeOf = numbered<Codes>();
  const standsAt = new Map<string, number[]>();
  for (const codes of new Set(all))
    for (const code of codes) {
      const places = standsAt.get(code) ?? [];
      standsAt.set(code, places);
      places.push(placeOf(codes));
    }
  return {
    placesOf: (code) => standsAt.get(code) ?? [],
    among(some) {
      const own = new Set(some.map(placeOf));
      const numberOf = numbered<string>();
      const known = memoizeRows(({ places }: Word) => numberOf(places.filter(([at]) => own.has(at)).join()));
      return known;
    },
  };
}

/** Codes that a version asks about, whoever the goods are of. */
export const codesOf = (version: Version, schedule: Pick<Schedule, "lists">): Codes[] => {
  const { prefixes, lists } = asksOf(version);
  return [...prefixes, ...codesOfLists(lists, schedule)];
};

const codesOfLists = (ids: readonly string[], { lists }: Pick<Schedule, "lists">): Codes[] =>
  ids.flatMap((id) => lists.get(id)?.groups.map(({ codes }) => codes) ?? []);

/** What the law writes of each line: one object for lines of which it always writes the same. */
function wordsOnLines(lines: readonly string[], { placesOf }: Written): (line: number) => Word {
  const numberOf = numbered<string>();
  const once = memoizeRows((_: string) => new Map<string, Word>());
  return heldParts((line) => {
    const hts = lines[line] as string;
    const kind = `${isAlcoholic(hts)}${isOutsideTariffBase(hts) ? hts : ""}`;
    const places: [number, number][] = [];
    for (let digits = 2; digits <= hts.length; digits += 1)
      for (const place of placesOf(hts.slice(0, digits))) places.push([place, digits]);
    const text = `${kind} ${places.join()}`;
    const own = once(kind);
    const word = own.get(text) ?? { number: numberOf(text), kind, places };
    own.set(text, word);
    return word;
  });
}

/** Numbers what the tariff states on lines, and which preferences free them whatever that is. */
function basesStated({ schedule, lines }: Words, written: Written) {
  const statedOn = statedAsOn(schedule);
  const numberOf = numbered<string>();
  const freed = written.among(schedule.agreements.flatMap(({ frees }) => (frees ? [frees] : [])));
  const textsOn = heldParts((on: IsoDate) =>
    heldParts((line: number): string => {
      const rates = schedule.base.ratesOf(rateLineOf(lines[line] as string), on);
      return [rates?.general, rates?.special, rates?.column2].join("|");
    }),
  );
  return (line: number, word: Word, start: IsoDate): number =>
    numberOf(`${freed(word)} ${textsOn(statedOn(start))(line)}`);
}

// What stands for goods of an origin on a day.

/** A version as it stands for an origin on a day: the lines that it names, and what it says of one, in a number. */
interface Mark {
  readonly named: Marks;
  markOf(word: Word): number;
}

/** What stands on a day for goods of an origin. */
interface Standing {
  readonly number: number;
  /** What is said of all its goods: the column of the tariff, preferences that are open. */
  readonly all: number;
  /** Versions in any reading. */
  readonly some: readonly Mark[];
  /** What is said of goods by the preferences that are open and for some goods alone: others are not asked for them. */
  readonly preferredOf: (word: Word) => number;
}

/** What stands on a day, once for origins that the law never tells apart. */
function standingLaw(words: Words, written: Written): (date: IsoDate, origin: Origin) => Standing {
  const { schedule } = words;
  const marksOf = versionMarks(words, written);
  const saidOfAll = numbered<string>();
  const kindOf = kindsOfOrigin(words);
  const firsts = new Map<number, Origin>();
  let count = 0;
  const preferredUnder = heldParts((open: string) =>
    written.among(schedule.agreements.flatMap(({ frees }, at) => (frees && open[at] === "1" ? [frees] : []))),
  );
  const standingFor = (all: readonly Swapped[], kind: number, date: IsoDate): Standing => {
    const origin = firsts.get(kind) as Origin;
    const { code, column2, isHome, agreements } = { ...origin, ...schedule };
    const own = all.filter(({ version }) => coversOrigin(version.covers, origin));
    const open = agreements.map((one) => Number(includesOrigin(one.origins, origin) && inSpan(one, date)));
    return {
      number: count++,
      all: saidOfAll([column2, isHome ? code : "", ...open].join()),
      some: own.map((one) => marksOf(one, origin, date)),
      preferredOf: preferredUnder(open.join("")),
    };
  };
  const onDay = heldParts((date: IsoDate) => {
    const all = inAnyReading(words, date);
    return heldParts((kind: number) => standingFor(all, kind, date));
  });
  return (date, origin) => {
    const kind = kindOf(origin);
    if (!firsts.has(kind)) firsts.set(kind, origin);
    return onDay(date)(kind);
  };
}

/** Gives the mark of a version, the same for origins and days for which it says the same. */
function versionMarks({ schedule, lines, view }: Words, written: Written) {
  const namedBy = linesNamed(schedule.lists, lines);
  const segmentOf = memoize(
    (version: Version, date: IsoDate): number =>
      daysOf(version, schedule, view).filter((day) => day <= date).length,
  );
  const wordsOf = heldForThings((version: Version) => written.among(codesOf(version, schedule)));
  const markNumber = numbered<string>();
  const made = memoize((version: Version, text: string): Mark => {
    const own = wordsOf(version);
    const versionText = `${versionNumber(version)} ${text}`;
    return {
      named: namedBy(version),
      markOf: memoizeRows((word) => markNumber(`${versionText} ${own(word)}`)),
    };
  });
  const versionNumber = numbered<Version>();
  return ({ measure, version, reading }: Swapped, origin: Origin, date: IsoDate): Mark => {
    const terms = `${termsNumber(measure, version, origin)} ${termsFor(version, origin).heading}`;
    return made(version, `${reading} ${segmentOf(version, date)} ${terms}`);
  };
}

/** A version that stands, in the reading that it is of. */
interface Swapped extends InForce {
  readonly reading: string;
}

/** Versions in force on a day, and those that would be in another reading. */
function inAnyReading({ schedule, contested, view }: Words, date: IsoDate): Swapped[] {
  const now = standingOn(schedule, date, view);
  return [
    ...now.map(({ measure, version }) => ({ measure, version, reading: "" })),
    ...rereadingsOf(now, { schedule, contested, date, view }).flatMap(({ stated, swaps }) =>
      swaps.flatMap(({ measure, version }) => (version ? [{ measure, version, reading: stated.id }] : [])),
    ),
  ];
}

/** Numbers origins by what any version, in any reading, and any preference says of them. */
function kindsOfOrigin({ schedule, contested }: Words): (origin: Origin) => number {
  const all = everyVersion(schedule, contested);
  const numberOf = numbered<string>();
  return heldParts((origin: Origin) => {
    const covering = all.map(([measure, version]) =>
      coversOrigin(version.covers, origin)
        ? `${termsNumber(measure, version, origin)} ${termsFor(version, origin).heading}`
        : "",
    );
    const open = schedule.agreements.map((one) => Number(includesOrigin(one.origins, origin)));
    const { column2, isHome, code } = origin;
    return numberOf([column2, isHome ? code : "", ...open, ...covering].join());
  });
}

/** Versions in any reading, each with its measure. */
const everyVersion = (schedule: Schedule, contested: Schedule): (readonly [Measure, Version])[] =>
  [...schedule.measures, ...contested.measures].flatMap((measure) =>
    [...measure.versions, ...measure.contested.flatMap(({ versions }) => versions ?? [])].map(
      (version) => [measure, version] as const,
    ),
  );
