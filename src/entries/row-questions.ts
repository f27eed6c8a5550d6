/**
 * What is not stated of the goods of a row and would change what they owe, judged as that of one entry is: once for goods
 * alike of which nothing is stated, on a dollar, else for the row itself.
 */

import { wholeShares } from "../compiled/fixed.js";
import { numbered } from "../compiled/interned.js";
import { keptRecently, memoize, memoizeThing } from "../compiled/memo.js";
import type { UnitDuty } from "../compiled/terms.js";
import { ADCVD } from "../law/adcvd.js";
import { chargeOf, dutyOfText } from "../law/base-duty.js";
import type { IsoDate } from "../law/calendar.js";
import { type Charge, type Duty, hasPart } from "../law/duty/duty.js";
import { type Entry, following, isInQuota, ONE_DOLLAR, tellsOfMetal } from "../law/entry.js";
import type { HtsCode } from "../law/hts.js";
import type { View } from "../law/measure.js";
import { answer, type Certainty, differs, type Outcome, type Question } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { centsIn, centsOf, fastRate, NO_USD, owed, sumUsd, type Usd } from "../law/units.js";
import { claimSets, type EntryRow, isUnlikeItsClass } from "./entry-row.js";
import { entryOf } from "./goods-duty.js";
import type { LineDuty } from "./line-duty.js";
import {
  type Asking,
  type Day,
  dollarsJudged,
  type GoodsAsked,
  goodsAsker,
  type Judged,
  judgedAmong,
  type Tried,
  triedOn,
} from "./rates-asked.js";
import type { StatedFacts } from "./stated-facts.js";

/** What could be stated, as a file has it, with the cents it moves; a fact that nothing stands for is open. */
export interface RowAsk extends Pick<Question, "kind" | "id" | "title"> {
  /** As a column states it: `car-part`, `metal_steel=0`. */
  readonly word: string;
  readonly cents: number;
}

/** How far the duty of a row is known, between what bounds it lies, and what would change it; most dollars first. */
export interface RowQuestions {
  readonly status: Certainty;
  readonly atLeast: number;
  /** `null` where nothing limits it. */
  readonly upTo: number | null;
  readonly asks: readonly RowAsk[];
}

/** How far the duty of a priced row is known; where nothing was asked, by what its layers miss. */
export const certaintyOf = ({
  duty,
  asked,
}: {
  readonly duty: { readonly duty: number | null };
  readonly asked: RowQuestions | null;
}): Certainty => asked?.status ?? (duty.duty === null ? "unknown" : "exact");

/** Asks what rows leave open, whose number stands at a place of the book, or may be at any of several. */
export interface AskRow {
  at(row: EntryRow, place: number, day: Day): RowQuestions;
  /** @param places Kept for a number of a day. @param same Whether the goods owe the same on all of them. */
  any(row: EntryRow, places: readonly number[], day: Day, same: boolean): RowQuestions;
}

/** Orders are asked of apart from what the tariff charges, and deposits that are stated change no other duty. */
const NONE_COVERS: Entry["adcvd"] = { deposits: [], outside: [], none: true };

/** @param lines The numbers of the book that places are of. */
export function rowAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking): AskRow {
  const askedOf = goodsAsker(schedule, view, lines, asking);
  const { unitOf, onOwnBase, onOwnAmounts, answered } = kindsJudged(schedule, view, asking);
  const at: AskRow["at"] = (row, place, day) => {
    const { facts, value } = row;
    const alone = isUnlikeItsClass(row) ? answered(row, {}) : undefined;
    if (alone) return inCents(alone);
    const asked = askedOf(row, place, day);
    switch (amountsThatCount(row, asked)) {
      case "none":
        return scaled(unitOf(row, asked, value === 0 ? null : facts), value);
      case "of base":
        return inCents(onOwnBase(row, asked, facts as StatedFacts));
      case "any":
        return inCents(onOwnAmounts(row, asked));
    }
  };
  return { at, any: anyAsker(lines, askedOf, unitOf, at) };
}

/** Questions of a dollar of goods of any of several lines, unless they hang on amounts. */
type Units = readonly Judged[] | "amounts";

type JudgeUnit = (row: EntryRow, asked: GoodsAsked, facts: StatedFacts | null) => Judged;

/** Judges goods of a kind of which the same is stated: on a dollar once for all, or on the amounts of a row. */
function kindsJudged(schedule: Schedule, view: View, asking: Asking) {
  const onDollar = dollarsJudged(schedule, view, asking.catalogue);
  const ofKind = memoizeThing((_: GoodsAsked) => keptRecently<Judged>(MOST_OF_A_KIND));
  const layersOfKind = memoizeThing((_: GoodsAsked) => keptRecently<readonly Tried[]>(MOST_OF_A_KIND));
  const answered = (row: EntryRow, dollars: Partial<Entry>) =>
    answer({ ...entryOf(row, row.hts), ...dollars, adcvd: NONE_COVERS }, schedule, view, asking);
  const tried = (entry: Entry, asked: GoodsAsked) => triedOn(entry, asked, schedule, view, asking.catalogue);
  const claimed = claimSets();
  /** Claims that follow from what is stated of metal are claimed; where it is in doubt whether one does, the law itself is asked. */
  const judgedOn = (row: EntryRow, asked: GoodsAsked, dollars: Partial<Entry>): Judged => {
    const entry = { ...entryOf(row, row.hts), adcvd: NONE_COVERS, ...dollars };
    const { so, inDoubt } = following(entry, schedule);
    const alone = inDoubt.length > 0 ? answered(row, dollars) : undefined;
    if (alone !== undefined) return alone;
    if (so.length === 0) return judgedAmong(tried(entry, asked));
    const claims = claimed([...row.claims, ...so]);
    return judgedAmong(tried({ ...entry, claims }, asked.claiming(claims)));
  };
  const unitOf: JudgeUnit = (row, asked, facts) => {
    const text = facts === null ? "" : factsAsText(facts);
    return ofKind(asked)(keyOn(row.date, text, asked, facts?.loadedOn ?? null), () =>
      text === "" ? onDollar(asked, row) : judgedOn(row, asked, A_DOLLAR),
    );
  };
  /** What the layers come to is worked out once, the base duty for the row. */
  const onOwnBase = (row: EntryRow, asked: GoodsAsked, facts: StatedFacts): Judged => {
    const entry = entryOf(row, row.hts);
    const key = keyOn(row.date, factsAsText(facts), asked, facts.loadedOn);
    const onLayers = layersOfKind(asked)(key, () =>
      apartFromBase(tried({ ...entry, ...A_DOLLAR, observedBase: NO_USD }, asked)),
    );
    return judgedAmong(besideOwnBase(onLayers, entry));
  };
  const onOwnAmounts = (row: EntryRow, asked: GoodsAsked) => judgedOn(row, asked, {});
  return { unitOf, onOwnBase, onOwnAmounts, answered };
}

/** Asks of goods of any line under a short number: of lines that leave the same open, once. */
function anyAsker(
  lines: readonly string[],
  askedOf: ReturnType<typeof goodsAsker>,
  unitOf: JudgeUnit,
  askAt: AskRow["at"],
): AskRow["any"] {
  const numberOf = numbered<object>();
  /** Goods of a line, not of the number that may stand for it. */
  const goodsAt = (row: EntryRow, place: number): EntryRow => ({ ...row, hts: lines[place] as HtsCode });
  const known = memoizeThing((_: readonly number[]) => keptRecently<Units>(MOST_OF_A_KIND));
  const unitsOf = (row: EntryRow, places: readonly number[], day: Day): Units => {
    const all = places.map((place) => askedOf(row, place, day));
    const facts = row.value === 0 ? null : row.facts;
    const isCounted = all.some((asked) => amountsThatCount(row, asked) !== "none");
    if (isCounted) return "amounts";
    return [...new Set(all.map((asked, at) => unitOf(goodsAt(row, places[at] as number), asked, facts)))];
  };
  return (row, places, day, same) => {
    const { facts, value, origin, claims, date } = row;
    const told = facts === null || value === 0 ? "" : `${factsAsText(facts)} and amounts`;
    const key = [...[day, origin, claims].map(numberOf), date, told].join("|");
    const units = isUnlikeItsClass(row) ? "amounts" : known(places)(key, () => unitsOf(row, places, day));
    return askedOfAny(
      units !== "amounts"
        ? units.map((unit) => scaled(unit, value))
        : places.map((place) => askAt(goodsAt(row, place), place, day)),
      same,
    );
  };
}

/** What one kind of goods is stated with: few contents, few days of loading. */
const MOST_OF_A_KIND = 1_000;

/** Amounts that a row states are of its own value. */
const A_DOLLAR = {
  value: ONE_DOLLAR.value,
  quantities: ONE_DOLLAR.quantities,
  components: ONE_DOLLAR.components,
  adcvd: NONE_COVERS,
};

/** What is stated of goods but amounts; nothing where nothing is. */
function factsAsText({ shares, weights, madeIn, loadedOn }: StatedFacts): string {
  const told = [shares, weights, madeIn].map((facts) => Object.entries(facts).join());
  return loadedOn === null && told.every((text) => text === "") ? "" : [...told, loadedOn].join("|");
}

/** Windows for goods on their way when the law changed close on days of their own. */
const keyOn = (date: IsoDate, told: string, { goods }: GoodsAsked, loadedOn: IsoDate | null): string =>
  goods.terms.asksLoading || loadedOn !== null ? `${told}|${date}` : told;

/**
 * Which amounts that a row states decide what its goods leave open. Shares that are no whole millionths were dollars; and what
 * follows from metal is asked of the law, which a base duty cannot be left out of.
 */
function amountsThatCount({ facts, value }: EntryRow, asked: GoodsAsked): "none" | "of base" | "any" {
  if (facts === null || value === 0) return "none";
  if (wholeShares(facts.shares) === null) return "any";
  const counted = amountsCounted(asked);
  return counted === "of base" && tellsOfMetal(facts) ? "any" : counted;
}

/**
 * Where the duty on goods, or on the same goods with one thing more stated, counts amounts that a row states, which are of
 * its own value: in no duty, in a base duty that no layer looks at, or in any.
 */
const amountsCounted = memoizeThing(({ goods, others }: GoodsAsked): "none" | "of base" | "any" => {
  const all = [goods, ...others.map((one) => one.goods)];
  if (all.some(({ terms }) => countsInLayers(terms))) return "any";
  const bases = all.filter(({ stated, terms }) => countsInBase(stated, terms.asksBase));
  if (bases.length === 0) return "none";
  return all.some(({ terms }) => terms.asksBase) ? "any" : "of base";
});

const countsInLayers = memoizeThing(({ reached }: UnitDuty["terms"]): boolean =>
  reached.some(({ duty, version }) =>
    [duty, ...version.transit.flatMap((window) => window.duty ?? [])].some((one) => hasPart(one, isOnAmount)),
  ),
);

const countsInBase = memoize(({ applied, general }: UnitDuty["stated"], withGeneral: boolean): boolean =>
  [applied.duty, ...(withGeneral ? [dutyOfText(general)] : [])].some((one) => hasPart(one, isOnAmount)),
);

const isOnAmount = ({ kind }: Duty): boolean =>
  kind === "specific" || kind === "by-price" || kind === "component";

/** What is asked of goods with the deposits that they state. */
export function besideDeposits(asked: RowQuestions, { layers }: LineDuty): RowQuestions {
  const deposits = layers.filter((layer) => layer.authority === ADCVD);
  if (deposits.length === 0) return asked;
  const atLeast = deposits.reduce((sum, { duty }) => sum + (duty ?? 0), asked.atLeast);
  if (deposits.some(({ duty }) => duty === null)) return { ...asked, status: "unknown", atLeast, upTo: null };
  return { ...asked, atLeast, upTo: asked.upTo === null ? null : asked.upTo + atLeast - asked.atLeast };
}

/** What comes to the same as the goods as they are, whatever their base duty, asks nothing. */
function apartFromBase(tried: readonly Tried[]): Tried[] {
  const [now] = tried as readonly [Tried];
  const isOpen = ({ outcome }: Tried): boolean =>
    differs(now.outcome, outcome) || keyOfBase(outcome) !== keyOfBase(now.outcome);
  const kept = tried.filter((one) => one === now || isOpen(one));
  const placeOf = (at: number) => Math.max(0, kept.indexOf(tried[at] as Tried));
  return kept.map((one) => ({ ...one, alone: one.alone.map(placeOf) }));
}

/** What the base duty of goods is by, where it was left out of what they owe. */
const keyOfBase = ({ assessment: { base, entry } }: Outcome): string =>
  base.estimated && base.fate.outcome === "charged"
    ? `${base.applied.text} ${isInQuota(entry.claims)}`
    : NOT_LEFT_OUT;

const NOT_LEFT_OUT = "";

/** The same goods with the base duty on what the row states, where it was left out: no layer looks at it. */
function besideOwnBase(tried: readonly Tried[], entry: Entry): Tried[] {
  const charges = new Map<string, Charge>([[NOT_LEFT_OUT, { duty: NO_USD }]]);
  const chargeFor = (outcome: Outcome): Charge => {
    const key = keyOfBase(outcome);
    const { base, entry: goods } = outcome.assessment;
    const charge =
      charges.get(key) ?? chargeOf(base.applied, null, { ...entry, claims: goods.claims }).charge;
    charges.set(key, charge);
    return charge;
  };
  return tried.map(({ outcome, ...one }) => {
    const { assessment, limits } = outcome;
    const own = chargeFor(outcome);
    const on = (amount: Usd): Usd => sumUsd([owed(amount, entry.value), "duty" in own ? own.duty : NO_USD]);
    const most = limits.most !== null && "duty" in own ? on(limits.most) : null;
    const needs = "duty" in own ? assessment.needs : [...own.needs, ...assessment.needs];
    const then = { ...assessment, entry, duty: on(assessment.duty), needs };
    return { ...one, outcome: { assessment: then, limits: { least: on(limits.least), most } } };
  });
}

/** What a dollar of goods leaves open, ready to be multiplied. */
const unitCents = memoizeThing(({ status, limits, questions }: Judged) => ({
  status,
  least: fastRate(limits.least),
  most: limits.most && fastRate(limits.most),
  asks: questions.map(({ kind, id, title, state, change }) => ({
    ...{ kind, id, title, word: wordOf(kind, id, state) },
    ...{ sign: change.isNegative() ? -1 : 1, rate: fastRate(change.abs()) },
  })),
}));

function scaled(unit: Judged, value: number): RowQuestions {
  const { status, least, most, asks } = unitCents(unit);
  return {
    status,
    atLeast: centsOf(value, least),
    upTo: most && centsOf(value, most),
    asks: asks.map(({ kind, id, title, word, sign, rate }) => {
      const cents = sign * centsOf(value, rate);
      return { kind, id, title, word, cents };
    }),
  };
}

const inCents = ({
  status,
  limits,
  questions,
}: Pick<Judged, "status" | "limits" | "questions">): RowQuestions => ({
  status,
  atLeast: centsIn(limits.least),
  upTo: limits.most && centsIn(limits.most),
  asks: questions.map(({ kind, id, title, state, change }) => ({
    ...{ kind, id, title, word: wordOf(kind, id, state), cents: centsIn(change) },
  })),
});

/** What goods leave open that may be of any of several lines: what any of them asks, and the digits that tell them apart. */
function askedOfAny(lines: readonly RowQuestions[], same: boolean): RowQuestions {
  const [first] = lines as readonly [RowQuestions];
  const alike = same && lines.every(({ upTo }) => upTo === first.upTo);
  if (alike && lines.every(({ status }) => status === first.status)) return first;
  const most = lines.map(({ upTo }) => upTo);
  return {
    status: alike ? leastKnown(lines) : "unknown",
    atLeast: Math.min(...lines.map(({ atLeast }) => atLeast)),
    upTo: most.includes(null) ? null : Math.max(...most.map((cents) => cents ?? 0)),
    asks: mostOfEach(lines.flatMap(({ asks }) => asks)),
  };
}

/** Each thing that any of several lines asks once, as it moves most; most cents first. */
function mostOfEach(asks: readonly RowAsk[]): RowAsk[] {
  const byWord = new Map<string, RowAsk>();
  for (const ask of asks) {
    const known = byWord.get(ask.word);
    if (known === undefined || Math.abs(ask.cents) > Math.abs(known.cents)) byWord.set(ask.word, ask);
  }
  return [...byWord.values()].sort((a, b) => Math.abs(b.cents) - Math.abs(a.cents));
}

/** Goods of any of several lines that owe alike are as known as those of the line that is known least. */
const leastKnown = (lines: readonly RowQuestions[]): Certainty =>
  (["unknown", "presumed"] as const).find((one) => lines.some(({ status }) => status === one)) ?? "exact";

/**
 * Between what the duty of a row lies, in cents. One that is known is its own bounds: its numbers are rounded one by one, and
 * may come to a cent more or less than the sum of what is not rounded.
 */
export function boundsOf(
  { duty, atLeast }: Pick<LineDuty, "duty" | "atLeast">,
  asked: RowQuestions | null,
): { readonly least: number; readonly most: number | null } {
  if (duty !== null && asked?.status !== "unknown") return { least: duty, most: duty };
  return { least: asked?.atLeast ?? atLeast, most: asked ? asked.upTo : duty };
}

/** What columns of a file state, as the command line states it by flags: of two things both. */
function wordOf(kind: Question["kind"], id: string, state: string): string {
  if (kind === "reading") return `reading ${id}`;
  const ids = id.split(" and ");
  const states = state.split(/ (?=--)/);
  return states.length === ids.length && ids.length > 1
    ? ids.map((one, at) => columnOf(one, states[at] as string)).join(" and ")
    : columnOf(id, state);
}

function columnOf(id: string, state: string): string {
  const [flag = "", text = ""] = state.split(" ");
  switch (flag) {
    case "--metal":
      return `metal_${text}`;
    case "--us-content":
      return `us_content=${text}`;
    case "--repair-value":
    case "--processing-value":
    case "--us-parts":
      return `${id.replace("-", "_")}=${text}`;
    case "--loaded-on":
      return `loaded_on=${text}`;
    default:
      return id;
  }
}
