/**
 * What is not stated of the goods of a row and would change what they owe, judged as that of one entry is: once for goods
 * alike of which nothing is stated, on a dollar, else for the row itself.
 */

import { wholeShares } from "../compiled/fixed.js";
import { numbered } from "../compiled/interned.js";
import { keptRecently, memoize, memoizeThing } from "../compiled/memo.js";
import { isOnAmount, type UnitDuty } from "../compiled/terms.js";
import { ADCVD } from "../law/adcvd.js";
import { dutyOfText } from "../law/base-duty.js";
import { hasPart } from "../law/duty/duty.js";
import type { Entry } from "../law/entry.js";
import type { HtsCode } from "../law/hts.js";
import type { View } from "../law/measure.js";
import { answer, type Certainty, type Question } from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { centsIn, centsOf, fastRate, owed, sumUsd, type Usd, usd } from "../law/units.js";
import { type EntryRow, isUnlikeItsClass } from "./entry-row.js";
import {
  A_DOLLAR,
  type Asking,
  baseCharged,
  type Day,
  dollarKey,
  factsText,
  type GoodsAsked,
  goodsAsker,
  goodsJudged,
  type Judged,
  textOf,
} from "./goods-asked.js";
import { entryOf } from "./goods-duty.js";
import type { LineDuty } from "./line-duty.js";
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

/** @param lines The numbers of the book that places are of. */
export function rowAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking): AskRow {
  const askedOf = goodsAsker(schedule, view, lines, asking);
  const { unitOf, besideAmounts, onAmounts } = rowsJudged(schedule, view, asking);
  const alone = (row: EntryRow): RowQuestions | undefined => {
    const found = isUnlikeItsClass(row) && answer(statedOf(row, row.facts), schedule, view, asking);
    return found ? inCents(found) : undefined;
  };
  const at: AskRow["at"] = (row, place, day) => {
    const unlike = alone(row);
    if (unlike) return unlike;
    const asked = askedOf(row, place, day);
    switch (amountsThatCount(row, asked)) {
      case "none":
        return scaled(unitOf(row, asked, row.value === 0 ? null : row.facts), row.value);
      case "of base":
        return besideAmounts(row, asked);
      case "any":
        return onAmounts(row, asked);
    }
  };
  return { at, any: anyAsker(lines, askedOf, unitOf, at) };
}

/** Judges rows by what was worked out for others that are stated alike, as far as no amount counts. */
function rowsJudged(schedule: Schedule, view: View, asking: Asking) {
  const { whole, byLayers, layersAlone } = goodsJudged(schedule, view, asking);
  const unitsKept = keptRecently<UnitCents>(MOST_UNITS);
  const layersKept = keptRecently<{ readonly alone: Layers | null }>(MOST_UNITS);
  const unitOf: UnitOf = (row, asked, facts) => {
    const entry = { ...statedOf(row, facts), ...A_DOLLAR };
    return unitsKept(dollarKey(entry, asked), () => unitCents(byLayers(entry, asked)));
  };
  const onAmounts = (row: EntryRow, asked: GoodsAsked): RowQuestions =>
    inCents(whole(statedOf(row, row.facts), asked));
  /**
   * Layers of a dollar serve all rows that are stated alike; the base duty is by what each states of amounts. While that is not
   * known nothing limits the duty, unless the words of its rate do, and what would only move its upper bound asks nothing.
   */
  const besideAmounts = (row: EntryRow, asked: GoodsAsked): RowQuestions => {
    const entry = statedOf(row, row.facts);
    const stated = asked.baseWith([]);
    const base = baseCharged(stated, entry);
    if ("needs" in base)
      return stated.applied.duty.kind === "unknown" ? onAmounts(row, asked) : inCents(byLayers(entry, asked));
    const { alone } = layersKept(`${asked.kind.number} ${textOf(entry, asked)}`, () => {
      const judged = layersAlone(entry, asked);
      return { alone: judged && { unit: unitCents(judged), limits: judged.limits } };
    });
    return alone ? withBase(alone, row.value, base.duty) : inCents(byLayers(entry, asked));
  };
  return { unitOf, besideAmounts, onAmounts };
}

/** What a dollar of goods leaves open, with what is stated of them. */
type UnitOf = (row: EntryRow, asked: GoodsAsked, facts: StatedFacts | null) => UnitCents;

/** Goods with what is stated of them; orders are asked of apart from what the tariff charges, and change no other duty. */
const statedOf = (row: EntryRow, facts: StatedFacts | null): Entry => ({
  ...entryOf(facts === row.facts ? row : { ...row, facts }, row.hts),
  adcvd: NONE_COVERS,
});

const NONE_COVERS: Entry["adcvd"] = { deposits: [], outside: [], none: true };

/** Goods of which the same is stated: a file of one importer has few. */
const MOST_UNITS = 20_000;

/** Questions of a dollar of goods of any of several lines, unless they hang on amounts. */
type Units = readonly UnitCents[] | "amounts";

/** Asks of goods of any line under a short number: of lines that leave the same open, once. */
function anyAsker(
  lines: readonly string[],
  askedOf: ReturnType<typeof goodsAsker>,
  unitOf: UnitOf,
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
    const told = facts === null || value === 0 ? "" : `${factsText(facts)}|${facts.loadedOn} and amounts`;
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

/** Short numbers come with few origins, days and facts. */
const MOST_OF_A_KIND = 1_000;

/** Which amounts that a row states decide what its goods leave open. Shares that are no whole millionths were dollars. */
function amountsThatCount({ facts, value }: EntryRow, asked: GoodsAsked): "none" | "of base" | "any" {
  if (facts === null || value === 0) return "none";
  return wholeShares(facts.shares) === null ? "any" : amountsCounted(asked);
}

/**
 * Where the duty on goods, or on the same goods with one thing more stated, counts amounts that a row states, which are of
 * its own value: in no duty, in a base duty that no layer looks at, or in any.
 */
const amountsCounted = memoizeThing(({ own, kind }: GoodsAsked): "none" | "of base" | "any" => {
  if (kind.onAmounts) return "any";
  const { goods, others } = own();
  const all = [goods, ...others.map((one) => one.goods)];
  const isCounted = all.some(({ stated, terms }) => countsInBase(stated, terms.asksBase));
  return isCounted ? (kind.onBase ? "any" : "of base") : "none";
});

const countsInBase = memoize(({ applied, general }: UnitDuty["stated"], withGeneral: boolean): boolean =>
  [applied.duty, ...(withGeneral ? [dutyOfText(general)] : [])].some((one) => hasPart(one, isOnAmount)),
);

/** What is asked of goods with the deposits that they state. */
export function besideDeposits(asked: RowQuestions, { layers }: LineDuty): RowQuestions {
  const deposits = layers.filter((layer) => layer.authority === ADCVD);
  if (deposits.length === 0) return asked;
  const atLeast = deposits.reduce((sum, { duty }) => sum + (duty ?? 0), asked.atLeast);
  if (deposits.some(({ duty }) => duty === null)) return { ...asked, status: "unknown", atLeast, upTo: null };
  return { ...asked, atLeast, upTo: asked.upTo === null ? null : asked.upTo + atLeast - asked.atLeast };
}

/** What a dollar of goods leaves open, ready to be multiplied. Kept by the thousand: without a spread they take half the room. */
const unitCents = ({ status, limits, questions }: Judged) => ({
  status,
  least: fastRate(limits.least),
  most: limits.most && fastRate(limits.most),
  asks: questions.map(({ kind, id, title, state, change }) => ({
    kind,
    id,
    title,
    word: wordOf(kind, id, state),
    sign: change.isNegative() ? -1 : 1,
    rate: fastRate(change.abs()),
  })),
});

type UnitCents = ReturnType<typeof unitCents>;

function scaled({ status, least, most, asks }: UnitCents, value: number): RowQuestions {
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

/** What the layers of a dollar leave open, with nothing of a base duty. */
interface Layers extends Pick<Judged, "limits"> {
  readonly unit: UnitCents;
}

/** Beside a base duty that is the same whatever more is stated: it moves the bounds, and no question. */
function withBase({ unit, limits }: Layers, value: number, duty: Usd): RowQuestions {
  const { status, asks } = scaled(unit, value);
  const on = (rate: Usd): number => centsIn(sumUsd([owed(usd(value), rate), duty]));
  return { status, atLeast: on(limits.least), upTo: limits.most && on(limits.most), asks };
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
