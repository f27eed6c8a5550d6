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
import { askedBy, type DayLaw, linesNamed, rereadingsOf } from "./alternatives.js";
import { statedAsOn } from "./base-terms.js";
import { numbered } from "./interned.js";
import { standingOn, termsNumber } from "./law-of-day.js";
import { keptRecently, memoize, memoizeRows } from "./memo.js";
import { asksOf, type Marks } from "./product-table.js";

/** The law whose words tell goods apart, and the numbers that lines are of. */
type Words = Pick<DayLaw, "schedule" | "contested" | "lines" | "view">;

/**
 * A number for goods of a line and an origin on a day: of one number are those that no word of the law tells apart.
 * @param start The day on which the law of that day began.
 */
export type LawMet = (
  goods: { readonly origin: Origin; readonly date: IsoDate },
  line: number,
  start: IsoDate,
) => number;

/** Numbers goods by the words of the law that name them, the versions that stand, and the base duties their line states. */
export function lawMet(words: Words): LawMet {
  const { schedule, lines } = words;
  const wordsOn = wordsNaming(words);
  const statedOn = statedAsOn(schedule);
  const textsOf = numbered<string>();
  /** What the general, the special and the second column state on a line. */
  const textsOn = memoizeRows((on: IsoDate) =>
    memoizeRows((line: number): number => {
      const rates = schedule.base.ratesOf(rateLineOf(lines[line] as string), on);
      return textsOf([rates?.general, rates?.special, rates?.column2].join("|"));
    }),
  );
  const factDays = daysOfFacts(schedule);
  const rulesOn = memoizeRows((date: IsoDate) => factDays.filter((day) => day <= date).length);
  const standing = standingLaw(words);
  const numberOf = numberedRecently();
  return ({ origin, date }, line, start) => {
    const { all, some } = standing(start, origin);
    let key = `${all} ${rulesOn(date)} ${wordsOn(line)} ${textsOn(statedOn(start))(line)} `;
    for (const { named, mark } of some) if (named[line] === 1) key += mark;
    return numberOf(key);
  };
}

/** Numbers texts; those that were not met for long are forgotten, and get another number when they are met again. */
function numberedRecently(): (text: string) => number {
  let count = 0;
  const numbers = keptRecently<number>(MOST_NUMBERED);
  return (text) => numbers(text, () => count++);
}

const MOST_NUMBERED = 200_000;

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

/** A version as it stands for an origin on a day, in one character, and the lines that it names. */
interface Mark {
  readonly named: Marks;
  readonly mark: string;
}

/** What stands on a day for goods of an origin. */
interface Standing {
  /** What is asked of all its goods: the column of the tariff, preferences that are open, claims that any measure asks for. */
  readonly all: number;
  /** Versions in any reading. */
  readonly some: readonly Mark[];
}

/** What stands on a day, once for origins that the law never tells apart. */
function standingLaw(words: Words): (date: IsoDate, origin: Origin) => Standing {
  const { schedule, lines, view } = words;
  const namedBy = linesNamed(schedule.lists, lines);
  const segmentOf = memoize(
    (version: Version, date: IsoDate): number =>
      daysOf(version, schedule, view).filter((day) => day <= date).length,
  );
  const versionNumber = numbered<Version>();
  const markNumber = numbered<string>();
  const askedOfAll = numbered<string>();
  const kindOf = kindsOfOrigin(words);
  const firsts = new Map<number, Origin>();
  const standingFor = (all: readonly Swapped[], kind: number, date: IsoDate): Standing => {
    const origin = firsts.get(kind) as Origin;
    const own = all.filter(({ version }) => coversOrigin(version.covers, origin));
    const asked = own.flatMap(({ version, reading }) =>
      reading === "" ? askedBy(version, origin, schedule.lists) : [],
    );
    const open = schedule.agreements.map((one) => Number(inSpan(one, date)));
    return {
      all: askedOfAll([kind, ...open, ...[...new Set(asked)].sort()].join()),
      some: own.map(({ version, reading }): Mark => {
        const text = [reading, versionNumber(version), segmentOf(version, date)].join(" ");
        return { named: namedBy(version), mark: String.fromCharCode(markNumber(text)) };
      }),
    };
  };
  const onDay = memoizeRows((date: IsoDate) => {
    const all = inAnyReading(words, date);
    return memoizeRows((kind: number) => standingFor(all, kind, date));
  });
  return (date, origin) => {
    const kind = kindOf(origin);
    if (!firsts.has(kind)) firsts.set(kind, origin);
    return onDay(date)(kind);
  };
}

/** Versions in force on a day, and those that would be in another reading. */
function inAnyReading({ schedule, contested, view }: Words, date: IsoDate): Swapped[] {
  const now = standingOn(schedule, date, view);
  return [
    ...now.map(({ version }) => ({ version, reading: "" })),
    ...rereadingsOf(now, { schedule, contested, date, view }).flatMap(({ stated, swaps }) =>
      swaps.flatMap(({ version }) => (version ? [{ version, reading: stated.id }] : [])),
    ),
  ];
}

/** Numbers origins by what any version, in any reading, and any preference says of them. */
function kindsOfOrigin({ schedule, contested }: Words): (origin: Origin) => number {
  const all = everyVersion(schedule, contested);
  const numberOf = numbered<string>();
  return memoizeRows((origin: Origin) => {
    const covering = all.map(([measure, version]) =>
      coversOrigin(version.covers, origin)
        ? `${termsNumber(measure, version, origin)} ${termsFor(version, origin).heading}`
        : "",
    );
    const open = schedule.agreements.map((one) => Number(includesOrigin(one.origins, origin)));
    return numberOf([origin.column2, origin.isHome, ...open, ...covering].join());
  });
}

/** A version that stands, in the reading that it is of. */
interface Swapped {
  readonly version: Version;
  readonly reading: string;
}

/** Versions in any reading, each with its measure. */
const everyVersion = (schedule: Schedule, contested: Schedule): (readonly [Measure, Version])[] =>
  [...schedule.measures, ...contested.measures].flatMap((measure) =>
    [...measure.versions, ...measure.contested.flatMap(({ versions }) => versions ?? [])].map(
      (version) => [measure, version] as const,
    ),
  );

/** Which codes that the law writes a number begins with: codes that it always writes together are one. */
function wordsNaming(law: Words): (line: number) => number {
  const writtenIn = new Map<string, string>();
  for (const [place, codes] of codesWritten(law).entries())
    for (const code of codes) writtenIn.set(code, `${writtenIn.get(code) ?? ""},${place}`);
  const placesNumber = numbered<string>();
  const numberOf = numbered<string>();
  return memoizeRows((line) => {
    const hts = law.lines[line] as string;
    const words = [isAlcoholic(hts), isOutsideTariffBase(hts) ? hts : ""];
    for (let length = 2; length <= hts.length; length += 1) {
      const written = writtenIn.get(hts.slice(0, length));
      if (written !== undefined) words.push(`${length}:${placesNumber(written)}`);
    }
    return numberOf(words.join());
  });
}

/** Codes that any measure, list, preference or rule writes together, in any reading. */
function codesWritten({ schedule, contested }: Words): (readonly string[])[] {
  const { agreements, facts, lists } = schedule;
  const versions = everyVersion(schedule, contested).map(([, version]) => version);
  const asked = [...new Set(versions)].map(asksOf);
  const ids = [...asked.flatMap((one) => one.lists), ...facts.flatMap(({ when }) => listsOfRule(when))];
  return [
    ...asked.flatMap(({ prefixes }) => prefixes),
    ...agreements.flatMap(({ frees }) => (frees ? [frees] : [])),
    ...[...new Set(ids)].flatMap((id) => lists.get(id)?.groups.map(({ codes }) => codes) ?? []),
  ];
}
