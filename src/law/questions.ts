/**
 * What is not stated of goods and would change what they owe: facts, rights of the importer, readings of contested law.
 * Each is found by assessing the goods again with it stated; nothing is listed by hand.
 */
import { type Assessment, assess, type Bounds, bounds, type Layer, widest } from "./assess.js";
import { valueSettings } from "./chapter98.js";
import { hasPart } from "./duty/duty.js";
import {
  type Catalogue,
  claimSettings,
  contentSettings,
  contradictionIn,
  type Entry,
  type FactLaw,
  following,
  isUnderChapter98,
  type Setting,
  type Stated,
  withImplied,
} from "./entry.js";
import { isOutsideTariffBase } from "./hts.js";
import {
  type OtherReading,
  otherReadings,
  type Version,
  type View,
  versionMet,
  withReadings,
} from "./measure.js";
import { closedTo, type Origin, originNamed, preferences, scheduleIn } from "./origin.js";
import { STATED_PIECES } from "./part.js";
import type { Schedule } from "./schedule.js";
import { claimsOf, conditionsIn, coversOrigin, lawNear, mayName, termsFor } from "./scope.js";
import { leavesOutUs, transitSettings } from "./settle.js";
import { decimal, minusUsd, type Usd, WHOLE } from "./units.js";

/** Something that is not stated, and what the goods owe if it is. */
export interface Question extends Omit<Stated, "presumed"> {
  /** Duty then; `null` where it would still not be known. */
  readonly duty: Usd | null;
  /** If it is so, the goods may not be imported. */
  readonly bars?: true;
  /** Duty then, or at least, less duty now, or at least. */
  readonly change: Usd;
  /** The number that a layer is then declared by which is not declared now. */
  readonly heading: string | null;
}

/** How far the duty of goods is known. */
export type Certainty = "unknown" | "presumed" | "exact";

/** What goods owe, how far that is known, and what would change it; most dollars first. */
export interface Answered {
  readonly assessment: Assessment;
  readonly status: Certainty;
  readonly limits: Bounds;
  readonly questions: readonly Question[];
  /** Facts that a presumption decides. */
  readonly presumed: readonly string[];
}

/** What is known of facts and rights, and the law with the other readings of what is contested. */
interface Known {
  readonly catalogue: Catalogue;
  readonly contested: Schedule;
}

/** Goods under another reading of the law. */
interface Reread extends Setting {
  readonly schedule: Schedule;
}

/**
 * What an entry owes, with its questions. A fact that matters and of which nothing is presumed makes the duty unknown; one
 * that is presumed makes it presumed. Rights that are not claimed do not count against an exact duty.
 *
 * All of it is of what the tariff charges; an order that may cover the goods besides is in the assessment.
 *
 * Each thing is tried alone. Two are tried together where one measure asks for both: to reach goods at all, to charge them as
 * within a quota, or to leave out US content. Such a pair is a question where it comes to something else than either alone.
 * Across measures two facts or rights are tried together where each alone changes what becomes of a layer and no dollar, as one
 * that frees goods of a duty in whose place another of the same rate is owed: such a pair is a question where it moves a
 * dollar. Readings of contested law are tried alone, and three things at once are not looked for.
 * `undefined` if the tariff has no line of this number on the day. Units: US dollars, unrounded.
 */
export function answer(
  entry: Entry,
  law: Schedule,
  view: View,
  { catalogue, ...readings }: Known,
): Answered | undefined {
  const whole = scheduleIn(law, view);
  const origin = originNamed(entry.origin, whole);
  if (origin === undefined) return undefined;
  const [schedule, contested] = [whole, scheduleIn(readings.contested, view)].map((one) =>
    lawNear({ ...entry, origin }, one, view),
  ) as [Schedule, Schedule];
  const now = outcomeOf(entry, schedule, view);
  if (now === undefined) return undefined;
  const { alone, pairs } = settingsOf(now.assessment, origin, whole, schedule, view, {
    catalogue,
    contested,
  });
  const thenOf = (stated: Setting | Reread) =>
    outcomeOf(stated.entry, "schedule" in stated ? stated.schedule : schedule, view);
  const outcomes = new Map<Setting, Outcome | undefined>(alone.map((stated) => [stated, thenOf(stated)]));
  const within = pairs.map(({ of }) => of.map(({ state }) => state));
  const across = acrossMeasures(now, outcomes, within, schedule, catalogue, thenOf);
  for (const { of, both } of pairs) {
    const then = thenOf(both);
    if (then && of.every((one) => differs(outcomes.get(one) ?? now, then))) outcomes.set(both, then);
  }
  for (const { both, then } of across) outcomes.set(both, then);
  const tried = [...outcomes].flatMap(([stated, outcome]) =>
    outcome ? [{ stated, owes: outcome, changed: () => changedLayer(now, outcome) }] : [],
  );
  return { assessment: now.assessment, ...judged(now, tried) };
}

/** Goods with one more thing stated, and what they owe then. */
interface Tried {
  readonly stated: Stated;
  readonly owes: Owes;
  /** The layer that is charged otherwise then; `undefined` where none is. */
  changed(): ChangedLayer | undefined;
}

/** How far what goods owe is known, judged by what they would owe with one more thing stated. */
export function judged(now: Owes, all: readonly Tried[]): Omit<Answered, "assessment"> {
  const tried = all.filter(
    (one) => differs(now, one.owes) && (!one.stated.little || isBeyond(one, now, all)),
  );
  const open = tried.filter(({ stated }) => stated.kind === "fact" && !stated.presumed);
  const limits = [now, ...open.map(({ owes }) => owes)].map((one) => one.limits).reduce(widest);
  const known = now.needs.length === 0 && open.length === 0;
  const presumed = tried.filter(({ stated }) => stated.kind === "fact" && stated.presumed);
  return {
    limits,
    status: known ? (presumed.length > 0 ? "presumed" : "exact") : "unknown",
    questions: tried.map((one) => question(one, now)).sort(mostDollarsFirst),
    presumed: [...new Set(presumed.map(({ stated }) => stated.id))],
  };
}

/** Whether goods with a little of a metal owe less, or more, than with none of it and with it alone. */
function isBeyond({ stated, owes }: Tried, now: Owes, all: readonly Tried[]): boolean {
  const ends = all.filter((one) => one.stated.id === stated.id && !one.stated.little);
  const range = [now, ...ends.map((one) => one.owes)].map(({ limits }) => limits).reduce(widest);
  return differs({ ...owes, limits: range }, { ...owes, limits: widest(range, owes.limits) });
}

/** What goods of a value owe, as far as it is known, and between what bounds that lies. */
export interface Owes extends Pick<Assessment, "duty" | "needs"> {
  readonly value: Usd;
  readonly limits: Bounds;
}

/** The same with how it was assessed. */
export interface Outcome extends Owes {
  readonly assessment: Assessment;
}

/** What goods assessed so owe within their bounds. */
export const outcomeWithin = (assessment: Assessment, limits: Bounds): Outcome => {
  const { entry, duty, needs } = assessment;
  return { assessment, limits, value: entry.value, duty, needs };
};

/** Assesses goods anew; `undefined` if the tariff has no line of their number on the day. */
export function outcomeOf(entry: Entry, schedule: Schedule, view: View): Outcome | undefined {
  const assessment = assess(entry, schedule, view);
  return assessment && outcomeWithin(assessment, bounds(assessment, schedule, view));
}

/** Bounds are worked out with traces of metal, which no invoice states and no duty turns on. */
const NEGLIGIBLE = decimal("1e-6");

export function differs(a: Owes, b: Owes): boolean {
  const negligible = a.value.times(NEGLIGIBLE);
  const isOther = (one: Usd, other: Usd) => one.minus(other).abs().gt(negligible);
  const [most, mostThen] = [a.limits.most, b.limits.most];
  if (isOther(a.limits.least, b.limits.least)) return true;
  return most === null || mostThen === null ? most !== mostThen : isOther(most, mostThen);
}

function question({ stated, owes, changed }: Tried, now: Owes): Question {
  const { kind, id, title, state, citation } = stated;
  const layer = changed();
  const cited = id.includes(" and ") ? citation : (layer?.note ?? citation);
  return {
    ...{ kind, id, title, state },
    duty: owes.needs.length === 0 ? owes.duty : null,
    change: minusUsd(owes.limits.least, now.limits.least),
    heading: layer?.heading ?? null,
    citation: kind === "reading" ? (layer?.measure ?? citation) : cited,
  };
}

/** Questions by what they are worth to who answers: facts, readings, rights that save, rights that would cost. */
export const rankOf = ({ kind, change }: Pick<Question, "kind" | "change">): number =>
  kind === "fact" ? 0 : kind === "reading" ? 1 : change.isNegative() ? 2 : NOT_CLAIMED;

/** Nobody claims a right in order to owe more: such a question is told last, where all are. */
export const NOT_CLAIMED = 3;

/** In the order in which questions are told. */
export const mostDollarsFirst = (a: Question, b: Question): number =>
  b.change.abs().cmp(a.change.abs()) || (a.state < b.state ? -1 : 1);

/** A layer that is charged, freed or displaced otherwise, and the number it is then declared by, or the note that has none. */
export interface ChangedLayer {
  readonly measure: string;
  readonly heading: string | null;
  readonly note?: string;
}

/**
 * The layer that says most of what something more stated changes: one that is charged only then, else one that it frees;
 * `undefined` if it changes none.
 */
export function changedLayer(
  { assessment: now }: Outcome,
  { assessment: then }: Outcome,
): ChangedLayer | undefined {
  const [before, after] = [now, then].map((one) => new Set(one.layers.map(declaredOf(one.entry)))) as [
    Set<string>,
    Set<string>,
  ];
  const reached = new Set(now.layers.map(({ measure }) => measure.id));
  const says = ({ measure, version, fate }: Layer): number => {
    if (fate.outcome === "displaced") return 3;
    if (fate.outcome === "freed" || leavesOutUs(version, then.entry)) return 1;
    return reached.has(measure.id) || (fate.outcome === "charged" && fate.duty.isZero()) ? 2 : 0;
  };
  const others = then.layers.filter((layer) => !before.has(declaredOf(then.entry)(layer)));
  const [changed] = others.sort((a, b) => says(a) - says(b));
  const gone = now.layers.find((layer) => !after.has(declaredOf(now.entry)(layer)));
  if (changed === undefined) return gone && { measure: gone.measure.id, heading: null };
  const { measure, heading, fate, version } = changed;
  const content = leavesOutUs(version, then.entry) && version.usContent?.heading;
  const under = fate.outcome === "freed" ? fate.by : content || heading;
  if (!under.startsWith("U.S. note")) return { measure: measure.id, heading: under };
  return { measure: measure.id, heading: null, note: `HTSUS ch. 99, subch. III, ${under}` };
}

const declaredOf = (of: Entry) => (layer: Layer) => `${declared(layer)} ${leavesOutUs(layer.version, of)}`;

const declared = ({ measure, heading, fate }: Layer): string =>
  `${measure.id} ${heading} ${fate.outcome} ${fate.outcome === "freed" ? fate.by : ""}`;

/** What could be stated of the goods beside what is: each alone, and two that one measure asks for together. */
function settingsOf(
  { entry, needs, layers }: Assessment,
  origin: Origin,
  schedule: Schedule,
  near: Pick<Schedule, "measures">,
  view: View,
  { catalogue, contested }: Known,
): { readonly alone: readonly (Setting | Reread)[]; readonly pairs: readonly Pair[] } {
  const standingIn = ({ measures }: Pick<Schedule, "measures">) =>
    measures.flatMap((measure) => {
      const { version } = versionMet(measure, entry, view);
      return version && coversOrigin(version.covers, origin) ? [version] : [];
    });
  const standing = standingIn(schedule);
  const closed = closedTo(entry, origin, schedule);
  const open = preferences(entry, origin, schedule);
  const asked = claimsAsked(standing, origin, schedule).filter((word) => !closed.includes(word));
  const naming = standingIn(near).filter((version) => mayName(version, entry.hts, schedule.lists));
  const counting = new Set([...claimsAsked(naming, origin, schedule), ...open]);
  const words = [...asked, ...open].filter((word) => counting.has(word));
  const reached = layers.map(({ version }) => version);
  const facts = [
    ...claimSettings(entry, words, catalogue, counting, following(entry, schedule)),
    ...contentSettings(entry, reached, needs, catalogue),
  ];
  return {
    alone: [
      ...facts,
      ...transitSettings(entry, standing, catalogue),
      ...(isUnderChapter98(entry) ? valueSettings(entry, schedule) : []),
      ...readingSettings(entry, contested),
    ],
    pairs: pairsOf(standing, facts, origin, schedule, catalogue),
  };
}

/** Two things that are stated together. */
export interface Pair {
  readonly of: readonly [Setting, Setting];
  readonly both: Setting;
}

/** Two conditions of one version, and US content beside the claim that lets it be left out, once; none while the own number waits. */
export function pairsOf(
  standing: readonly Version[],
  facts: readonly Setting[],
  origin: Origin,
  schedule: Schedule,
  catalogue: Catalogue,
): Pair[] {
  if (facts.some(({ entry }) => isOutsideTariffBase(entry.hts))) return [];
  const settings = (ids: readonly string[]) => facts.filter(({ id }) => ids.includes(id));
  const found = standing.flatMap((version) => {
    const { covers, usContent } = version;
    const conditions = settings([
      ...[...covers.onlyIf, ...covers.onlyIfAll, ...ofQuota(version, origin)],
      ...conditionsIn(version, schedule.lists, origin),
    ]);
    return [
      ...conditions.flatMap((a, at) => conditions.slice(at + 1).map((b): [Setting, Setting] => [a, b])),
      ...settings(usContent?.claims ?? []).flatMap((a) =>
        settings(["us-content"]).map((b): [Setting, Setting] => [a, b]),
      ),
    ];
  });
  const once = new Map(
    found.map(([a, b]): [string, [Setting, Setting]] =>
      a.state < b.state ? [`${a.state} ${b.state}`, [a, b]] : [`${b.state} ${a.state}`, [b, a]],
    ),
  );
  return [...once.values()].flatMap((of) => {
    const both = inOne(...of, catalogue);
    return both ? [{ of, both }] : [];
  });
}

type Across = Pair & { readonly then: Outcome };

/**
 * Two things that move no dollar alone and together do: one changes what becomes of a layer, the other does too, is a content,
 * which a layer may come to count that gives way without the first, or frees goods of a layer that reaches them with the first
 * alone. What only implies such a pair is left out beside it.
 * @param within What is tried together because one measure asks for both.
 */
export function acrossMeasures(
  now: Outcome,
  alone: ReadonlyMap<Setting, Outcome | undefined>,
  within: readonly (readonly string[])[],
  law: FactLaw,
  catalogue: Catalogue,
  thenOf: (both: Setting) => Outcome | undefined,
): Across[] {
  if (isOutsideTariffBase(now.assessment.entry.hts)) return [];
  const idle = [...alone].flatMap(([setting, then]) =>
    then && setting.kind !== "reading" && !setting.little && !differs(now, then) ? [{ setting, then }] : [],
  );
  const changing = idle.filter(({ then }) => !isSameFate(now, then));
  const others = idle.flatMap(({ setting, then }) => (isSameFate(now, then) ? [setting] : []));
  const [contents, claims] = [true, false].map((is) =>
    others.filter(({ entry }) => is === (entry.shares !== now.assessment.entry.shares)),
  ) as [Setting[], Setting[]];
  const quiet = [...changing.map(({ setting }) => setting), ...contents];
  const besides = (then: Outcome) => {
    const free = freeingIn(now, then);
    return claims.filter(({ id }) => free.has(id));
  };
  const isTried = (a: Setting, b: Setting) =>
    a.id === b.id || within.some((of) => of.includes(a.state) && of.includes(b.state));
  const together = (a: Setting, b: Setting): Across[] => {
    const [first, second] = a.state < b.state ? [a, b] : [b, a];
    const both = isTried(a, b) ? undefined : inOne(first, second, catalogue);
    const then = both && canBeSo(both.entry, law) ? thenOf(both) : undefined;
    return both && then && differs(now, then) ? [{ of: [a, b], both, then }] : [];
  };
  const found = changing.flatMap(({ setting, then }, at) =>
    [...quiet.slice(at + 1), ...besides(then)].flatMap((other) => together(setting, other)),
  );
  return found.filter(
    ({ both, then }) => !found.some((one) => isLess(one.both.entry, both.entry) && !differs(one.then, then)),
  );
}

/** Claims that free goods of a layer which reaches them only then. */
function freeingIn({ assessment: now }: Outcome, { assessment: then }: Outcome): ReadonlySet<string> {
  const reached = new Set(now.layers.map(({ measure }) => measure.id));
  const added = then.layers.filter(({ measure }) => !reached.has(measure.id));
  return new Set(added.flatMap(({ version }) => version.freedBy.flatMap(({ claims }) => claims ?? [])));
}

/** Whether the same becomes of the base duty and of each layer, whatever that is in dollars. */
const isSameFate = ({ assessment: a }: Outcome, { assessment: b }: Outcome): boolean =>
  a.base.fate.outcome === b.base.fate.outcome &&
  a.layers.length === b.layers.length &&
  a.layers.every((layer, at) => fateOf(layer) === fateOf(b.layers[at] as Layer));

const fateOf = (layer: Layer): string =>
  layer.fate.outcome === "displaced" ? `${declared(layer)} ${layer.fate.by.join()}` : declared(layer);

/** Whether what is stated of the contents of goods leaves room for what is claimed of them. */
const canBeSo = (entry: Entry, law: FactLaw): boolean =>
  STATED_PIECES.reduce((sum, piece) => sum.plus(entry.shares[piece] ?? 0), decimal(0)).lte(WHOLE) &&
  following(entry, law).notSo.every((claim) => !entry.claims.has(claim));

/** Whether less is claimed of goods of which the same is stated otherwise. */
const isLess = (some: Entry, all: Entry): boolean =>
  some.claims.size < all.claims.size &&
  [...some.claims].every((claim) => all.claims.has(claim)) &&
  some.loadedOn === all.loadedOn &&
  STATED_PIECES.every((piece) => some.shares[piece]?.toFixed() === all.shares[piece]?.toFixed());

/** Two settings as one, unless both cannot be so. */
function inOne(a: Setting, b: Setting, catalogue: Catalogue): Setting | undefined {
  const claims = withImplied([...a.entry.claims, ...b.entry.claims], catalogue);
  if (contradictionIn(claims, catalogue)) return undefined;
  return {
    kind: a.kind === b.kind ? a.kind : "right",
    id: `${a.id} and ${b.id}`,
    title: `${a.title}, and ${b.title}`,
    state: `${a.state} ${b.state}`,
    citation: [...new Set([a.citation, b.citation])].filter(Boolean).join("; "),
    entry: {
      ...{ ...a.entry, claims, shares: { ...a.entry.shares, ...b.entry.shares } },
      loadedOn: a.entry.loadedOn ?? b.entry.loadedOn,
    },
    presumed: a.presumed || b.presumed,
  };
}

/** Other readings of contested law; one may be of several measures. */
function readingSettings(entry: Entry, contested: Schedule): Reread[] {
  const readings = new Map(otherReadings(contested).map((one) => [one.id, one]));
  return [...readings.values()].map((reading) => ({
    ...readingStated(reading),
    entry,
    schedule: withReadings(contested, [reading.id]),
  }));
}

/** A reading as something to state. */
export const readingStated = ({ id, question, measure }: OtherReading): Stated => ({
  kind: "reading",
  id,
  title: question.replace(/\?$/, ""),
  state: `--reading ${id}`,
  citation: measure,
  presumed: false,
});

/** Claims that measures, their lists, or their exemptions ask for. */
export const claimsAsked = (
  standing: readonly Version[],
  origin: Origin,
  { lists }: Pick<Schedule, "lists">,
): string[] =>
  standing.flatMap((version) => [...claimsOf(version, lists, origin), ...ofQuota(version, origin)]);

/** The claim that the terms of a version for an origin turn on where they are of a quota. */
const ofQuota = (version: Version, origin: Origin): string[] =>
  hasPart(termsFor(version, origin).duty, ({ kind }) => kind === "quota") ? ["in-quota"] : [];
