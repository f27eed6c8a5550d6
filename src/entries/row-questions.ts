/**
 * What is not stated of the goods of a row and would change what they owe, judged as that of one entry is: once for goods
 * alike of which nothing is stated, on a dollar, else for the row itself.
 */
import { type Alternative, type AlternativesAt, alternativesOn } from "../compiled/alternatives.js";
import { numbered } from "../compiled/interned.js";
import { memoizeRows, notesOn } from "../compiled/memo.js";
import type { DayRates } from "../compiled/rate-book.js";
import type { UnitDuty } from "../compiled/terms.js";
import { ADCVD } from "../law/adcvd.js";
import { assess, assessBeside, bounds, boundsBy } from "../law/assess.js";
import { chargeOf } from "../law/base-duty.js";
import type { IsoDate } from "../law/calendar.js";
import { printCents } from "../law/declare.js";
import { type Claim, type Entry, following, ONE_DOLLAR, tellsOfMetal } from "../law/entry.js";
import type { View } from "../law/measure.js";
import type { Shares } from "../law/part.js";
import {
  answer,
  type Certainty,
  contentSettings,
  differs,
  judged,
  type Outcome,
  type Question,
  transitSettings,
} from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { settledFor } from "../law/settle.js";
import { centsIn, decimal, owed, type Usd } from "../law/units.js";
import { type EntryRow, isUnlikeItsClass } from "./entry-row.js";
import { entryOf } from "./goods-duty.js";
import type { LineDuty } from "./line-duty.js";

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

/** What questions are asked of: the words of facts and rights, and the law with the readings not chosen. */
export interface Asking {
  readonly catalogue: ReadonlyMap<string, Claim>;
  readonly contested: Schedule;
}

/** A day of the law, as rows are priced under it. */
interface Day {
  readonly rates: DayRates;
  readonly start: IsoDate;
}

/** Asks what rows leave open whose number stands at a place of the book. */
export type AskRow = (row: EntryRow, place: number, day: Day) => RowQuestions;

/** How far what goods owe is known, and what would change it. */
export type Judged = ReturnType<typeof judged>;

/** Classes kept at a time: a file of one importer has few. */
const MOST_KEPT = 20_000;

/** Goods of which nothing is stated but what is claimed. */
export type BareGoods = Pick<EntryRow, "hts" | "origin" | "date" | "claims">;

/** Asks what a dollar of goods leaves open of which nothing is stated. @param lines The numbers that places are of. */
export function dollarAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking) {
  const askedOf = goodsAsker(schedule, view, lines, asking);
  const onDollar = dollarsJudged(schedule, view, asking.catalogue);
  const kept = notesOn<GoodsAsked, Judged>();
  return (goods: BareGoods, place: number, day: Day): Judged => {
    const asked = askedOf(goods, place, day);
    const known = kept.of(asked) ?? onDollar(asked, goods);
    kept.write(asked, known);
    return known;
  };
}

/** Finds what could be stated of goods of a line; lines of one day, origin and claims are asked once. */
function goodsAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking) {
  const { catalogue, contested } = asking;
  const onDay = memoizeRows(({ rates, start: date }: Day) =>
    alternativesOn({ schedule, contested, catalogue, lines, rates, date, view }),
  );
  const numberOf = numbered<AlternativesAt>();
  const kept = new Map<number, GoodsAsked>();
  return ({ origin, claims }: Pick<EntryRow, "origin" | "claims">, place: number, day: Day): GoodsAsked => {
    const alternativesAt = onDay(day)(origin, claims);
    const key = numberOf(alternativesAt) * lines.length + place;
    const known = kept.get(key);
    if (known) return known;
    const asked = { goods: day.rates.dutyAt(place, origin, claims), others: alternativesAt(place) };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, asked);
    return asked;
  };
}

/** @param lines The numbers of the book that places are of. */
export function rowAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking): AskRow {
  const { catalogue } = asking;
  const askedOf = goodsAsker(schedule, view, lines, asking);
  const onDollar = dollarsJudged(schedule, view, catalogue);
  const askedAlone = (row: EntryRow) =>
    answer({ ...entryOf(row, row.hts), adcvd: NONE_COVERS }, schedule, view, asking);
  return (row, place, day) => {
    const isAlone = isUnlikeItsClass(row) || (row.facts !== null && row.value > 0 && tellsOfMetal(row.facts));
    const alone = isAlone ? askedAlone(row) : undefined;
    if (alone) return inCents(alone);
    const asked = askedOf(row, place, day);
    if (row.facts === null || row.value === 0) return scaled(onDollar(asked, row), row.value);
    const entry = { ...entryOf(row, row.hts), adcvd: NONE_COVERS };
    return inCents(judgedAt(entry, asked, schedule, view, catalogue));
  };
}

/** Orders are asked of apart from what the tariff charges, and deposits that are stated change no other duty. */
const NONE_COVERS: Entry["adcvd"] = { deposits: [], outside: [], none: true };

/** What is asked of goods with the deposits that they state. */
export function besideDeposits(asked: RowQuestions, { layers }: LineDuty): RowQuestions {
  const deposits = layers.filter((layer) => layer.authority === ADCVD);
  if (deposits.length === 0) return asked;
  const atLeast = deposits.reduce((sum, { duty }) => sum + (duty ?? 0), asked.atLeast);
  if (deposits.some(({ duty }) => duty === null)) return { ...asked, status: "unknown", atLeast, upTo: null };
  return { ...asked, atLeast, upTo: asked.upTo === null ? null : asked.upTo + atLeast - asked.atLeast };
}

/** Goods, and the same goods with one thing more claimed. */
interface GoodsAsked {
  readonly goods: UnitDuty;
  readonly others: readonly Alternative[];
}

/** Judged on a dollar, once for goods whose duties are the same now and with each thing claimed. */
function dollarsJudged(schedule: Schedule, view: View, catalogue: Asking["catalogue"]) {
  const numberOf = numbered<object>();
  const known = new Map<string, Judged>();
  return (asked: GoodsAsked, { hts, origin, date, claims }: BareGoods): Judged => {
    const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date, claims };
    const dutiesOf = ({ terms, stated }: UnitDuty) => `${numberOf(terms)} ${numberOf(stated)}`;
    const { asksLoading, asksShares } = asked.goods.terms;
    const key = [
      dutiesOf(asked.goods),
      ...asked.others.map(({ stated, goods }) => `${stated.state} ${stated.presumed} ${dutiesOf(goods)}`),
      ...(asksLoading ? [date] : []),
      ...(asksShares ? followingContent(entry, asked, schedule, catalogue) : []),
    ].join("|");
    const found = known.get(key);
    if (found) return found;
    const made = judgedAt(entry, asked, schedule, view, catalogue);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, made);
    return made;
  };
}

/** What follows, by the law of the line, from each content that could be stated. */
const followingContent = (
  entry: Entry,
  { goods }: GoodsAsked,
  schedule: Schedule,
  catalogue: Asking["catalogue"],
): string[] =>
  contentSettings(entry, versionsOf(goods), [], catalogue).map((setting) => {
    const { so, inDoubt } = following(setting.entry, schedule);
    return `${setting.state} ${so.join()} ${inDoubt.join()}`;
  });

const versionsOf = ({ terms }: UnitDuty) => terms.reached.map(({ version }) => version);

function judgedAt(
  entry: Entry,
  { goods, others }: GoodsAsked,
  schedule: Schedule,
  view: View,
  catalogue: Asking["catalogue"],
): Judged {
  const now = outcomeOf(entry, goods);
  const content = contentSettings(entry, versionsOf(goods), now.assessment.needs, catalogue);
  const alone = [
    ...others
      .filter(({ pair }) => pair === null)
      .map(({ stated, claims, goods }) => ({ stated, outcome: outcomeOf({ ...entry, claims }, goods) })),
    ...content.map(({ entry, ...stated }) => ({
      stated,
      outcome: withContent(entry, goods, schedule, view),
    })),
    ...transitSettings(entry, versionsOf(goods), catalogue).map(({ entry, ...stated }) => ({
      stated,
      outcome: outcomeOf(entry, goods),
    })),
  ];
  return judged(now, [...alone, ...pairsJudged(entry, others, alone, now)]);
}

/** What follows from stated content may be a claim: then the law is asked anew. */
function withContent(entry: Entry, goods: UnitDuty, schedule: Schedule, view: View): Outcome {
  const { so, inDoubt } = following(entry, schedule);
  const assessment = so.length + inDoubt.length > 0 ? assess(entry, schedule, view) : undefined;
  return assessment ? { assessment, limits: bounds(assessment, schedule, view) } : outcomeOf(entry, goods);
}

/** Two things at once, where they come to something else than either alone. */
function pairsJudged(
  entry: Entry,
  others: readonly Alternative[],
  alone: readonly { readonly stated: { readonly state: string }; readonly outcome: Outcome }[],
  now: Outcome,
) {
  return others.flatMap(({ stated, claims, goods, pair }) => {
    const isStated = (piece: string) => entry.shares[piece as keyof Shares] !== undefined;
    if (pair === null || Object.keys(pair.shares).some(isStated)) return [];
    const shares = { ...entry.shares, ...pair.shares };
    const outcome = outcomeOf({ ...entry, claims, shares }, goods);
    const outcomes = pair.of.map((state) => alone.find((one) => one.stated.state === state)?.outcome ?? now);
    return outcomes.every((one) => differs(one, outcome)) ? [{ stated, outcome }] : [];
  });
}

function outcomeOf(entry: Entry, { terms, stated }: UnitDuty): Outcome {
  const again = (goods: Entry) =>
    assessBeside(
      chargeOf(stated.applied, stated.general, goods),
      goods,
      "",
      settledFor(terms.reached, goods),
    );
  const assessment = again(entry);
  return { assessment, limits: boundsBy(assessment, again) };
}

function scaled(unit: Judged, value: number): RowQuestions {
  return inDollars(unit, (rate) => centsIn(owed(rate, decimal(value))));
}

const inCents = (answer: Pick<Judged, "status" | "limits" | "questions">): RowQuestions =>
  inDollars(answer, centsIn);

const inDollars = (
  { status, limits, questions }: Pick<Judged, "status" | "limits" | "questions">,
  cents: (amount: Usd) => number,
): RowQuestions => ({
  status,
  atLeast: cents(limits.least),
  upTo: limits.most && cents(limits.most),
  asks: questions.map(({ kind, id, title, state, change }) => ({
    ...{ kind, id, title, word: wordOf(kind, id, state), cents: cents(change) },
  })),
});

/** What goods leave open that may be of any of several lines: what any of them asks, and the digits that tell them apart. */
export function askedOfAny(lines: readonly RowQuestions[], same: boolean): RowQuestions {
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

/** What a column of a file states, as the command line states it by a flag. */
function wordOf(kind: Question["kind"], id: string, state: string): string {
  if (kind === "reading") return `reading ${id}`;
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

// What a whole file leaves open, by the dollars it moves.

/** A fact, right or reading that some rows ask for. */
export interface OpenFact extends Pick<RowAsk, "kind" | "id" | "title"> {
  rows: number;
  /** Cents that stating it would add to and take from the duty of all of them. */
  more: number;
  less: number;
}

/** Adds up what rows ask. A row may ask for one fact at several values: the one that moves most counts each way. */
export function openFacts() {
  const facts = new Map<string, OpenFact>();
  return {
    add({ asks }: Pick<RowQuestions, "asks">): void {
      for (const [place, { kind, id, title }] of asks.entries()) {
        const alike = asks.filter((one) => one.kind === kind && one.id === id);
        if (alike[0] !== asks[place]) continue;
        const key = `${kind} ${id}`;
        const fact = facts.get(key) ?? { kind, id, title, rows: 0, more: 0, less: 0 };
        facts.set(key, fact);
        fact.rows += 1;
        fact.more += Math.max(0, ...alike.map(({ cents }) => cents));
        fact.less += Math.max(0, ...alike.map(({ cents }) => -cents));
      }
    },
    /** Adds what other rows ask, in the order in which they ask it. */
    join(others: readonly OpenFact[]): void {
      for (const other of others) {
        const key = `${other.kind} ${other.id}`;
        const fact = facts.get(key) ?? { ...other, rows: 0, more: 0, less: 0 };
        facts.set(key, fact);
        fact.rows += other.rows;
        fact.more += other.more;
        fact.less += other.less;
      }
    },
    /** As they were first asked. */
    all: (): readonly OpenFact[] => [...facts.values()],
    /** Most dollars first. */
    sorted: (): readonly OpenFact[] =>
      [...facts.values()].sort((a, b) => movedBy(b) - movedBy(a) || (a.id < b.id ? -1 : 1)),
  };
}

/** Open facts as machines read them; `counted` names what they are open on. */
export const openFactRows = (facts: readonly OpenFact[], counted: "rows" | "lines") =>
  facts.map(({ kind, id, title, rows, more, less }) => ({
    ...{ kind, id, title, [counted]: String(rows) },
    ...{ more_usd: printCents(more), less_usd: printCents(less) },
  }));

const movedBy = ({ more, less }: OpenFact): number => Math.max(more, less);
