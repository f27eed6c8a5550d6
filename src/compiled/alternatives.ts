/**
 * Goods as they would be with one more thing claimed, or under another reading of contested law: only the measures that
 * ask for it are looked at again, so that a file of entries can be asked line by line.
 */
import type { IsoDate } from "../law/calendar.js";
import { hasPart } from "../law/duty/duty.js";
import {
  type Claim,
  claimSettings,
  contentSettings,
  type Entry,
  NO_CLAIMS,
  ONE_DOLLAR,
  type Setting,
  type Stated,
} from "../law/entry.js";
import { inForce, type Lists, type Measure, otherReadings, type Version, type View } from "../law/measure.js";
import { closedTo, type Origin, preferences } from "../law/origin.js";
import type { Shares } from "../law/part.js";
import { claimsAsked, pairsOf, readingStated } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { coversOrigin, namedBy, positionOf, productOf, type Reached, reachedAt } from "../law/scope.js";
import type { StatedBase } from "./base-terms.js";
import { numbered } from "./interned.js";
import { claimsAmong, claimsThatCount, covering, type InForce, standingOn } from "./law-of-day.js";
import { memoize, memoizeRows, memoizeThing } from "./memo.js";
import { type Marks, productTable } from "./product-table.js";
import type { DayRates } from "./rate-book.js";
import { termsUnder, type UnitDuty } from "./terms.js";

/** Goods with one more thing stated. */
export interface Alternative {
  readonly stated: Stated;
  readonly claims: ReadonlySet<string>;
  readonly goods: UnitDuty;
  /** Two things at once; `null` if it is one. */
  readonly pair: Together | null;
}

/** What is tried together: how each of the two is stated, and the shares of the value that one of them is. */
interface Together {
  readonly of: readonly string[];
  readonly shares: Shares;
}

/** What could be stated of goods of each line of a book. */
export type AlternativesAt = (line: number) => readonly Alternative[];

/** The law of a day, and the law with all readings of what is contested. */
export interface DayLaw {
  readonly schedule: Schedule;
  readonly contested: Schedule;
  readonly catalogue: ReadonlyMap<string, Claim>;
  readonly lines: readonly string[];
  readonly rates: DayRates;
  readonly date: IsoDate;
  readonly view: View;
}

/** A measure whose reach, or whose terms, what is tried could change. */
interface Swap {
  readonly measure: Measure;
  /** The terms that stand then; `undefined` where none do. */
  readonly version: Version | undefined;
  /** Lines that its terms name, now or then: it concerns no other. */
  readonly named: readonly Marks[];
}

/** Something to try on every line. */
interface Trial {
  readonly stated: Stated;
  readonly claims: ReadonlySet<string>;
  readonly swaps: readonly Swap[];
  /** The duties themselves, or the rule on US content, ask for it too; `null` where those of no measure do. */
  readonly always: ((goods: UnitDuty) => boolean) | null;
  readonly pair: Together | null;
  readonly baseAt: (line: number) => StatedBase | undefined;
}

/** What could be stated of goods on a day. */
export interface AlternativesOn {
  /** A number, the same for origins that are asked the same. */
  keyOf(origin: Origin): number;
  /** Of goods of an origin entered with claims. They are many, and not kept. */
  of(origin: Origin, claims: ReadonlySet<string>): AlternativesAt;
}

/** Gives what could be stated of goods on a day. */
export function alternativesOn(law: DayLaw): AlternativesOn {
  const standing = standingOn(law.schedule, law.date, law.view);
  const rereadings = rereadingsOf(standing, law);
  /** Origins of one law and the same preferences are asked the same. */
  const numberOf = numbered<string>();
  const keyOf = memoizeRows((origin: Origin): number => {
    const open = preferences({ date: law.date }, origin, law.schedule);
    return numberOf([law.rates.keyOf(origin), ...open].join("|"));
  });
  return {
    keyOf,
    of(origin, claims) {
      const own = covering(standing, origin).map((one) => ({
        ...one,
        asked: askedBy(one.version, origin, law.schedule.lists),
      }));
      const counting = claimsThatCount(own, law.schedule.lists, origin);
      const trials = [
        ...claimTrials(own, origin, claims, law),
        ...readingTrials(rereadings, origin, claims, law),
      ];
      return (line) => alternativesAt(line, origin, claims, trials, counting, law);
    },
  };
}

/** A measure in force, with the claims that it, its exemptions and its lists ask for. */
interface Asking extends InForce {
  readonly asked: readonly string[];
}

/** Claims that a version asks of goods of an origin. */
export const askedBy = memoize((version: Version, origin: Origin, lists: Lists) =>
  claimsAsked([version], origin, { lists }),
);

function alternativesAt(
  line: number,
  origin: Origin,
  claims: ReadonlySet<string>,
  trials: readonly Trial[],
  counting: ReadonlySet<string>,
  { rates, lines, schedule, date }: DayLaw,
): Alternative[] {
  const goods = rates.dutyAt(line, origin, claims);
  const hts = lines[line] as string;
  const termsOf = termsUnder(schedule);
  const found: Alternative[] = [];
  for (const { stated, claims, swaps: all, baseAt, always, pair } of trials) {
    const swaps = all.filter(({ named }) => isNamed(named, line));
    const at = { hts, origin, claims, date };
    const reached = swaps.length > 0 ? reachedThen(goods.terms.reached, swaps, at, schedule) : null;
    const base = baseAt(line);
    if (base === undefined || (reached === null && base === goods.stated && !always?.(goods))) continue;
    const terms = termsOf(reached ?? goods.terms.reached, claimsAmong(claims, counting));
    found.push({ stated, claims, goods: terms.beside(base), pair });
  }
  return found;
}

function isNamed(named: readonly Marks[], line: number): boolean {
  for (const marks of named) if (marks[line] === 1) return true;
  return false;
}

/** Marks the lines that the words of a version name whatever is claimed: it reaches no other. */
export const linesNamed = memoize((lists: Lists, lines: readonly string[]) =>
  memoizeThing(({ covers, from }: Version): Marks => {
    const table = productTable(lines, lists, NO_CLAIMS);
    const onList = (id: string) =>
      table.startingWith((lists.get(id)?.groups ?? []).flatMap(({ codes }) => codes));
    return namedBy(covers, from, { ...table, onList });
  }),
);

function claimTrials(
  own: readonly Asking[],
  origin: Origin,
  claims: ReadonlySet<string>,
  { schedule, catalogue, rates, date, lines }: DayLaw,
): Trial[] {
  const namedBy = linesNamed(schedule.lists, lines);
  const goods: Entry = { ...ONE_DOLLAR, origin: origin.code, date, claims };
  const versions = own.map(({ version }) => version);
  const closed = closedTo(goods, origin, schedule);
  const asked = own.flatMap(({ asked }) => asked).filter((word) => !closed.includes(word));
  const alone = claimSettings(goods, [...asked, ...preferences(goods, origin, schedule)], catalogue);
  const shares = contentSettings(goods, versions, [], catalogue).filter(({ id }) => id === "us-content");
  const pairs = pairsOf(versions, [...alone, ...shares], origin, schedule, catalogue);
  const trialOf = ({ entry, ...stated }: Setting, pair: Together | null): Trial => {
    const added = [...entry.claims].filter((claim) => !claims.has(claim));
    const isAsked = (by: readonly string[]) => added.some((claim) => by.includes(claim));
    return {
      stated,
      claims: entry.claims,
      swaps: own.flatMap(({ measure, version, asked }) =>
        isAsked(asked) ? [{ measure, version, named: [namedBy(version)] }] : [],
      ),
      always: askedByTerms(isAsked, versions),
      pair,
      baseAt: rates.bases.claimed(origin, entry.claims),
    };
  };
  return [
    ...alone.map((setting) => trialOf(setting, null)),
    ...pairs.map(({ of, both }) =>
      trialOf(both, { of: of.map(({ state }) => state), shares: both.entry.shares }),
    ),
  ];
}

/** Whether the duty itself, or the rule on US content, asks for what is added; `null` where that of no version does. */
function askedByTerms(
  isAsked: (by: readonly string[]) => boolean,
  versions: readonly Version[],
): Trial["always"] {
  const asksUs = ({ usContent }: Version): boolean => isAsked(usContent?.claims ?? []);
  const isOfQuota = isAsked(["in-quota"]);
  if (!isOfQuota && !versions.some(asksUs)) return null;
  return ({ terms }) =>
    terms.reached.some(
      ({ version, duty }) => asksUs(version) || (isOfQuota && hasPart(duty, ({ kind }) => kind === "quota")),
    );
}

/** A reading, and the measures whose terms are other ones under it. */
interface Rereading {
  readonly stated: Stated;
  readonly swaps: readonly (Pick<Swap, "measure" | "version"> & { readonly now: Version | undefined })[];
}

export function rereadingsOf(
  standing: readonly InForce[],
  { schedule, contested, date, view }: Pick<DayLaw, "schedule" | "contested" | "date" | "view">,
): Rereading[] {
  const now = new Map(standing.map(({ measure, version }) => [measure.id, version]));
  const measures = new Map(schedule.measures.map((measure) => [measure.id, measure]));
  const readings = new Map(otherReadings(contested).map((one) => [one.id, one]));
  return [...readings.values()].map((reading) => ({
    stated: readingStated(reading),
    swaps: contested.measures.flatMap((other) => {
      const versions = other.contested.find(({ id }) => id === reading.id)?.versions;
      const measure = measures.get(other.id);
      if (!versions || !measure) return [];
      const version = inForce({ ...other, versions }, date, view);
      return [{ measure, version, now: now.get(other.id) }];
    }),
  }));
}

function readingTrials(
  rereadings: readonly Rereading[],
  origin: Origin,
  claims: ReadonlySet<string>,
  { rates, schedule, lines }: DayLaw,
): Trial[] {
  const namedBy = linesNamed(schedule.lists, lines);
  const baseAt = claims.size === 0 ? rates.bases.unclaimed(origin) : rates.bases.claimed(origin, claims);
  const own = (version: Version | undefined) =>
    version && coversOrigin(version.covers, origin) ? version : undefined;
  return rereadings.flatMap(({ stated, swaps: all }): Trial[] => {
    const swaps = all.flatMap(({ measure, version, now }) =>
      own(version) === own(now)
        ? []
        : [
            {
              measure,
              version: own(version),
              named: [version, now].flatMap((one) => (one ? namedBy(one) : [])),
            },
          ],
    );
    return swaps.length === 0 ? [] : [{ stated, claims, swaps, always: null, pair: null, baseAt }];
  });
}

interface Goods {
  readonly hts: string;
  readonly origin: Origin;
  readonly claims: ReadonlySet<string>;
  readonly date: IsoDate;
}

/** The measures that reach goods when some are looked at again, by id; `null` where they reach as before. */
function reachedThen(
  now: readonly Reached[],
  swaps: readonly Swap[],
  { hts, origin, claims, date }: Goods,
  schedule: Schedule,
): readonly Reached[] | null {
  const product = productOf(schedule, hts, claims);
  let changed = false;
  const then = swaps.flatMap(({ measure, version }): Reached[] => {
    const before = now.find((one) => one.measure.id === measure.id);
    const position = version ? positionOf(version, product, origin, claims, date) : "outside";
    const after =
      version && position !== "outside" ? reachedAt(measure, version, origin, position) : undefined;
    changed ||= !isSame(before, after);
    return after ? [after] : [];
  });
  if (!changed) return null;
  const again = new Set(swaps.map(({ measure }) => measure.id));
  const others = now.filter(({ measure }) => !again.has(measure.id));
  return [...others, ...then].sort((a, b) => (a.measure.id < b.measure.id ? -1 : 1));
}

const isSame = (a: Reached | undefined, b: Reached | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.version === b.version && a.heading === b.heading && isSameExemption(a.freedBy, b.freedBy);

const isSameExemption = (a: Reached["freedBy"], b: Reached["freedBy"]): boolean =>
  a === null || b === null ? a === b : a.heading === b.heading && a.title === b.title;
