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
import {
  inForce,
  type Lists,
  type Measure,
  otherReadings,
  type Transit,
  type Version,
  type View,
} from "../law/measure.js";
import { closedTo, type Origin, preferences } from "../law/origin.js";
import type { Shares } from "../law/part.js";
import { claimsAsked, pairsOf, readingStated } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { coversOrigin, namedBy, positionOf, productOf, type Reached, reachedAt } from "../law/scope.js";
import { claimsOnBase, type StatedBase } from "./base-terms.js";
import { numbered, numberedRecently } from "./interned.js";
import type { DayRates } from "./law-of-day.js";
import { claimsThatCount, covering, type InForce, standingOn } from "./law-of-day.js";
import { forAny, heldForThings, keptRecently, memoize, memoizeThing } from "./memo.js";
import { claimsAmong, type Marks, oneSet, productTable, toldApart } from "./product-table.js";
import { countsAmounts, replacesBase, type Terms, termsUnder, type UnitDuty, windowsOf } from "./terms.js";

/** Goods with one more thing stated, beside whatever base duty. */
interface Otherwise {
  readonly stated: Stated;
  readonly claims: ReadonlySet<string>;
  readonly terms: Terms;
  /** Two things at once; `null` if it is one. */
  readonly pair: Together | null;
  /** It is looked at even where the terms and the base duty are those of the goods as they are. */
  readonly always: boolean;
  /** The base duty may be another. */
  readonly onBase: boolean;
}

/** What is tried together: how each of the two is stated, and the shares of the value that one of them is. */
interface Together {
  readonly of: readonly string[];
  readonly shares: Shares;
}

/** Terms of goods, and of the same goods with each thing more that could be stated. */
export interface TermsAsked {
  readonly terms: Terms;
  readonly others: readonly Otherwise[];
}

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
}

/** Something to try on goods. */
interface Trial {
  readonly stated: Stated;
  readonly claims: ReadonlySet<string>;
  readonly swaps: readonly Swap[];
  /** It counts though the same measures reach the goods then; `null` where it does for none. */
  readonly always: ((terms: Terms) => boolean) | null;
  readonly pair: Together | null;
}

/** Gives what could be stated of goods of a line and an origin that are entered with some claims on a day. */
export function alternativesOn(
  law: DayLaw,
): (line: number, origin: Origin, claims: ReadonlySet<string>) => TermsAsked {
  const { schedule, lines, rates, date, view } = law;
  const standing = standingOn(schedule, date, view);
  const rereadings = rereadingsOf(standing, law);
  const namedBy = linesNamed(schedule.lists, lines);
  const askingOf = measuresAsking(standing, law);
  return (line, origin, claims) => {
    const { classOf, termsAt } = rates.linesOf(origin, claims);
    const terms = termsAt(classOf[line] as number);
    const isNamed = (version: Version): boolean => namedBy(version)[line] === 1;
    const own = askingOf(origin, isNamed);
    const goods = { hts: lines[line] as Entry["hts"], origin, claims, date };
    const trials = [...claimTrials(own, goods, law), ...readingTrials(rereadings, origin, claims, isNamed)];
    const counting = claimsThatCount(own, schedule.lists, origin);
    return { terms, others: trials.flatMap((trial) => otherwise(trial, terms, goods, counting, schedule)) };
  };
}

/** Measures on goods of an origin that name them. */
const measuresAsking =
  (standing: readonly InForce[], { schedule: { lists } }: DayLaw) =>
  (origin: Origin, isNamed: (version: Version) => boolean): Asking[] =>
    covering(
      standing.filter(({ version }) => isNamed(version)),
      origin,
    ).map(({ measure, version }) => ({ measure, version, asked: askedBy(version, origin, lists) }));

/** What is tried, with the terms that the goods have then; nothing where neither those nor the base duty can be others. */
function otherwise(
  { stated, swaps, always: asked, pair, claims }: Trial,
  terms: Terms,
  goods: Goods,
  counting: ReadonlySet<string>,
  schedule: Schedule,
): Otherwise[] {
  const reached = swaps.length > 0 ? reachedThen(terms.reached, swaps, { ...goods, claims }, schedule) : null;
  const always = reached !== null || asked?.(terms) === true;
  const onBase = changesBase(claims, goods.claims, schedule);
  if (!always && !onBase) return [];
  const then = reached ? termsUnder(schedule)(reached, claimsAmong(claims, counting)) : terms;
  return [{ stated, claims, terms: then, pair, always, onBase }];
}

/** Whether some claims may open another base duty than others do. */
function changesBase(then: ReadonlySet<string>, now: ReadonlySet<string>, schedule: Schedule): boolean {
  const counted = claimsOnBase(schedule);
  for (const claim of then) if (counted.has(claim) && !now.has(claim)) return true;
  return false;
}

/** Goods with one more thing stated. */
export interface Alternative extends Omit<Otherwise, "terms" | "always" | "onBase"> {
  readonly goods: UnitDuty;
}

/** The base duties of goods as they are and with each thing more stated; `undefined` where the tariff states none. */
export function basesOf(
  { others }: TermsAsked,
  base: StatedBase,
  baseWith: (claims: ReadonlySet<string>) => StatedBase | undefined,
): readonly (StatedBase | undefined)[] {
  return others.map(({ claims, onBase }) => (onBase ? baseWith(claims) : base));
}

/** Goods beside their base duties; what changes neither these nor the terms is left out. */
export function besideBases(
  { terms, others }: TermsAsked,
  base: StatedBase,
  bases: readonly (StatedBase | undefined)[],
): { readonly goods: UnitDuty; readonly others: readonly Alternative[] } {
  return {
    goods: terms.beside(base),
    others: others.flatMap(({ stated, claims, pair, terms, always }, at): Alternative[] => {
      const then = bases[at];
      return then === undefined || (!always && then === base)
        ? []
        : [{ stated, claims, pair, goods: terms.beside(then) }];
    }),
  };
}

/** A measure in force, with the claims that it, its exemptions and its lists ask for. */
interface Asking extends InForce {
  readonly asked: readonly string[];
}

/** Claims that a version asks of goods of an origin. */
export const askedBy = (version: Version, origin: Origin, lists: Lists): readonly string[] =>
  askedAlike(version, lists, toldApart(version, origin))(origin);

const askedAlike = memoize((version: Version, lists: Lists, _apart: string) =>
  forAny((origin: Origin) => claimsAsked([version], origin, { lists })),
);

/** Marks the lines that the words of a version name whatever is claimed: it reaches no other. */
export const linesNamed = memoize((lists: Lists, lines: readonly string[]) => {
  const table = productTable(lines, lists, NO_CLAIMS);
  const codesOf = (id: string) => lists.get(id)?.groups.flatMap(({ codes }) => codes) ?? [];
  const named = { ...table, onList: (id: string) => table.startingWith(codesOf(id)) };
  return heldForThings(({ covers, from }: Version): Marks => namedBy(covers, from, named));
});

/** @param own Measures that name the goods. */
function claimTrials(
  own: readonly Asking[],
  { hts, origin, claims }: Goods,
  { schedule, catalogue, date }: DayLaw,
): Trial[] {
  const goods: Entry = { ...ONE_DOLLAR, hts, origin: origin.code, date, claims };
  const versions = own.map(({ version }) => version);
  const closed = closedTo(goods, origin, schedule);
  const counting = new Set(own.flatMap(({ asked }) => asked));
  const words = [...counting].filter((word) => !closed.includes(word));
  const alone = claimSettings(
    goods,
    [...words, ...preferences(goods, origin, schedule)],
    catalogue,
    counting,
  );
  const shares = contentSettings(goods, versions, [], catalogue).filter(({ id }) => id === "us-content");
  const pairs = pairsOf(versions, [...alone, ...shares], origin, schedule, catalogue);
  const trialOf = ({ entry, ...stated }: Setting, pair: Together | null): Trial => {
    const added = [...entry.claims].filter((claim) => !claims.has(claim));
    const isAsked = (by: readonly string[]) => added.some((claim) => by.includes(claim));
    return {
      stated,
      claims: oneSet(entry.claims),
      swaps: own.filter(({ asked }) => isAsked(asked)),
      always: askedByTerms(isAsked, own),
      pair,
    };
  };
  return [
    ...alone.map((setting) => trialOf(setting, null)),
    ...pairs.map(({ of, both }) =>
      trialOf(both, { of: of.map(({ state }) => state), shares: both.entry.shares }),
    ),
  ];
}

/**
 * Whether the duty itself, the rule on US content, or an exemption from a measure that reaches the goods by another fact asks for
 * what is added; `null` where that of no version does.
 */
function askedByTerms(isAsked: (by: readonly string[]) => boolean, own: readonly InForce[]): Trial["always"] {
  const asksUs = ({ usContent }: Version): boolean => isAsked(usContent?.claims ?? []);
  const isOfQuota = isAsked(["in-quota"]);
  const freed = own.filter(({ version }) => version.freedBy.some(({ claims = [] }) => isAsked(claims)));
  if (!isOfQuota && freed.length === 0 && !own.some(({ version }) => asksUs(version))) return null;
  return ({ reached }) =>
    freed.some(({ measure }) => reached.every((one) => one.measure !== measure)) ||
    reached.some(
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
  isNamed: (version: Version) => boolean,
): Trial[] {
  const own = (version: Version | undefined) =>
    version && coversOrigin(version.covers, origin) ? version : undefined;
  return rereadings.flatMap(({ stated, swaps: all }): Trial[] => {
    const swaps = all.flatMap(({ measure, version, now }): Swap[] => {
      const [then, is] = [own(version), own(now)];
      const isOther = then !== is && [then, is].some((one) => one && isNamed(one));
      return isOther ? [{ measure, version: then }] : [];
    });
    return swaps.length === 0 ? [] : [{ stated, claims, swaps, always: null, pair: null }];
  });
}

interface Goods {
  readonly hts: Entry["hts"];
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

// Goods that are asked alike.

/** Goods whose layers are the same as they are and with each thing more stated, beside base duties that may differ. */
export interface Kind {
  readonly number: number;
  /** A layer counts the base duty, or stands in its place: then the base duties are the same too. */
  readonly onBase: boolean;
  /** The base duty is the same whatever more is stated. */
  readonly sameBase: boolean;
  /** Some layer is by what a row states of amounts. */
  readonly onAmounts: boolean;
  /** Windows for goods on their way. */
  readonly windows: readonly Transit[];
}

const MOST_KINDS = 5_000;

/**
 * Finds goods whose layers are the same now and with each thing stated, and whose base duty then changes where theirs does; of
 * one kind and number are goods whose base duties are the same.
 */
export function kindsOfGoods() {
  const baseNumber = numbered<StatedBase>();
  const textOfTerms = textsOfTerms();
  const kinds = keptRecently<Kind>(MOST_KINDS);
  const [number, chargesNumber] = [numberedRecently(), numberedRecently()];
  return (
    terms: TermsAsked,
    bases: readonly (StatedBase | undefined)[],
    facts: number,
  ): { readonly kind: Kind; readonly number: number } => {
    const all = [terms.terms, ...terms.others.map((other) => other.terms)];
    const onBase = all.some((one) => one.asksBase || replacesBase(one));
    const charges: string[] = [];
    const places = bases.map((base) =>
      base === undefined ? "" : onBase ? baseNumber(base) : placeIn(charges, chargeText(base)),
    );
    const key = `${all.some(({ asksShares }) => asksShares) ? facts : ""}|${textOfTerms(terms)}|${places}`;
    const kind = kinds(key, () => ({
      number: number(key),
      onBase,
      sameBase: charges.length === 1,
      onAmounts: all.some(countsAmounts),
      windows: [...new Set(all.flatMap(windowsOf))],
    }));
    return { kind, number: chargesNumber(charges.join("|")) };
  };
}

/** Numbers what could be stated of goods, and the terms that they have then. */
function textsOfTerms(): (terms: TermsAsked) => number {
  const termsNumber = numbered<Terms>();
  const textNumber = numberedRecently();
  const stateNumber = numbered<string>();
  return memoizeThing(({ terms, others }: TermsAsked): number => {
    const told = others.map(
      ({ stated, terms }) => `${stateNumber(`${stated.state} ${stated.presumed}`)} ${termsNumber(terms)}`,
    );
    return textNumber(`${termsNumber(terms)}|${told.join()}`);
  });
}

function placeIn<T>(list: T[], thing: T): number {
  const place = list.indexOf(thing);
  return place < 0 ? list.push(thing) - 1 : place;
}

/** What a base duty comes to: its rate, or the text that says by what amounts it is. */
export const chargeText = memoizeThing(({ applied, onADollar }: StatedBase): string =>
  onADollar.rate ? onADollar.rate.toFixed() : applied.text,
);

/** Which windows for goods on their way are open on a day, and to which of them goods loaded on another belong. */
export function windowsOpen({ windows }: Kind, date: IsoDate, loadedOn: IsoDate | null): string {
  let open = "";
  for (const { enteredBefore, loadedBefore } of windows)
    open += date < enteredBefore ? (loadedOn === null ? "?" : loadedOn < loadedBefore ? "+" : "-") : "0";
  return /^0*$/.test(open) ? "" : open;
}
