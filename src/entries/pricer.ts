/**
 * Prices lines of entries by the million: finds the law of their day, the lines of the tariff their numbers mean, and
 * what those owe.
 */

import { lawIn } from "../compiled/base-terms.js";
import { numbered } from "../compiled/interned.js";
import { type DayRates, rateBook } from "../compiled/law-of-day.js";
import { indexIn, rangeOf } from "../compiled/line-index.js";
import { heldParts, memoizeRows, memoizeThing } from "../compiled/memo.js";
import { oneSet } from "../compiled/product-table.js";
import { type Assessment, assess } from "../law/assess.js";
import { type IsoDate, linesInSeason } from "../law/calendar.js";
import { daysOfLaw } from "../law/days.js";
import { following, NOTHING_STATED, tellsOfMetal } from "../law/entry.js";
import {
  anyOf,
  type HtsCode,
  isAlcoholic,
  numbersMeant,
  printHts,
  rateLineOf,
  seasonProblem,
} from "../law/hts.js";
import type { View } from "../law/measure.js";
import type { Shares } from "../law/part.js";
import type { BaseSchedule, Schedule } from "../law/schedule.js";
import { usd } from "../law/units.js";
import { unfitWords, unstatedStatus } from "./claims.js";
import { type EntryRow, isUnlikeItsClass } from "./entry-row.js";
import type { Asking } from "./goods-asked.js";
import { entryOf, goodsPricer } from "./goods-duty.js";
import { dutyOfAssessment, type LineDuty } from "./line-duty.js";
import { besideDeposits, type RowQuestions, rowAsker } from "./row-questions.js";
import type { StatedFacts } from "./stated-facts.js";

/** A line priced, or why it cannot be. */
export type PricedLine =
  | {
      readonly duty: LineDuty;
      readonly remark: string | null;
      /** `null` where nobody asked what is open. */
      readonly asked: RowQuestions | null;
    }
  | { readonly problem: string };

/**
 * Prices rows under a schedule, each on its own day. Units: whole dollars in, cents out.
 *
 * @param asking What questions are asked of; `null` if none are.
 */
export function linePricer(
  whole: Schedule,
  view: View,
  asking: Asking | null = null,
): (row: EntryRow) => PricedLine {
  const schedule = lawIn(whole, view);
  const law = lawByDay(schedule, view);
  const ask = asking && rowAsker(schedule, view, law.lines, asking);
  const meant = shortNumbers((hts, on) => linesMeant(hts, on, law.lines, schedule));
  const { priceAt, priceLine } = linesPriced(schedule, view, law.lines);
  const apart = linesApart();

  /** What goods owe that may be of any of several lines. */
  const priceAny = (row: EntryRow, meant: LinesMeant, day: LawOfADay): PricedLine => {
    const [first, ...others] = apart(row, meant, day).map((hts) => priceLine(row, hts, day.rates));
    const duty = first as LineDuty;
    const alike = others.every((other) => same(duty, other));
    const asked = ask && meant.places.length > 0 ? ask.any(row, meant.places, day, alike) : null;
    return {
      duty: alike ? underAny([duty, ...others]) : unlike([duty, ...others]),
      remark: meant.remark,
      asked: asked && besideDeposits(asked, duty),
    };
  };

  return (row) => {
    const { place, season } = row;
    const unseasonable = season === null ? null : seasonProblem(row.hts, row, schedule);
    if (unseasonable) return { problem: `${unseasonable.message}; ${unseasonable.hint}` };
    const day = law.on(row.date);
    const { has, rates } = day;
    if (place !== undefined && has(place)) {
      const duty = priceAt(row, row.hts, place, rates);
      return { duty, remark: null, asked: ask ? besideDeposits(ask.at(row, place, day), duty) : null };
    }
    const found = meant(row.hts, row.date);
    return "problem" in found ? found : priceAny(row, found, day);
  };
}

/**
 * The same, with what the words of a number say that the goods are not worth, of rows that state a quantity, and with the day of
 * status that goods from a foreign-trade zone lack.
 */
export function tellingWords(
  price: (row: EntryRow) => PricedLine,
  ...said: Parameters<typeof unfitWords>
): (row: EntryRow) => PricedLine {
  const unfit = unfitWords(...said);
  return (row) => {
    const priced = price(row);
    if ((row.facts === null && row.entryType !== "zone") || "problem" in priced) return priced;
    const told = [
      ...(row.facts === null ? [] : unfit(row.hts, usd(row.value), row.facts.quantities)),
      ...unstatedStatus(row, "status_date"),
    ];
    return told.length === 0
      ? priced
      : { ...priced, remark: [...(priced.remark === null ? [] : [priced.remark]), ...told].join("; ") };
  };
}

/** Prices goods of one line, with what follows from what they state of metal. @param lines The numbers of the book. */
function linesPriced(schedule: Schedule, view: View, lines: readonly string[]) {
  const { declaredFirst } = schedule;
  const dutyOf = goodsPricer(schedule);
  const told = factsTold(schedule);
  const priceAlone = (row: EntryRow, hts: string): LineDuty => {
    const assessment = assess(entryOf(row, hts), schedule, view) as Assessment;
    return dutyOfAssessment(assessment, row.value, row.printed, declaredFirst);
  };
  const priceAt = (row: EntryRow, hts: HtsCode, place: number, rates: DayRates): LineDuty => {
    if (isUnlikeItsClass(row)) return priceAlone(row, hts);
    const goods = row.facts !== null && tellsOfMetal(row.facts) ? told(row, row.facts, hts) : row;
    return goods === null
      ? priceAlone(row, hts)
      : dutyOf(goods, hts, rates.dutyAt(place, goods.origin, goods.claims));
  };
  const priceLine = (row: EntryRow, hts: string, rates: DayRates): LineDuty => {
    const place = indexIn(lines, hts);
    return place === undefined ? priceAlone(row, hts) : priceAt(row, hts as HtsCode, place, rates);
  };
  return { priceAt, priceLine };
}

/** Rows with the claims that follow from what they state of metal; `null` where it leaves open whether one does. */
function factsTold(schedule: Schedule) {
  const byShares = memoizeRows((_: Shares) => new Map<string, ReturnType<typeof following>>());
  const followingOf = (row: EntryRow, facts: StatedFacts, hts: HtsCode) => {
    const goods = { ...facts, hts, date: row.date, claims: row.claims };
    const { weights, madeIn } = NOTHING_STATED;
    if (facts.weights !== weights || facts.madeIn !== madeIn || row.claims.size > 0)
      return following(goods, schedule);
    const known = byShares(facts.shares);
    const key = hts + row.date;
    const found = known.get(key) ?? following(goods, schedule);
    if (known.size < MOST_KNOWN) known.set(key, found);
    return found;
  };
  return (row: EntryRow, facts: StatedFacts, hts: HtsCode): EntryRow | null => {
    const { so, inDoubt } = followingOf(row, facts, hts);
    if (inDoubt.length > 0) return null;
    return so.length === 0 ? row : { ...row, claims: oneSet([...row.claims, ...so]) };
  };
}

/** Short numbers and numbers that have ended, of one day: most files have few of them. */
const MOST_KNOWN = 20_000;

function shortNumbers(make: (hts: HtsCode, on: IsoDate) => ReturnType<typeof linesMeant>) {
  const known = new Map<string, LinesMeant | { readonly problem: string }>();
  return (hts: HtsCode, on: IsoDate) => {
    const key = `${hts} ${on}`;
    const found = known.get(key);
    if (found) return found;
    const meant = make(hts, on);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, meant);
    return meant;
  };
}

/** Of the lines under a short number, one of each that owe the same whatever a row states: there may be thousands. */
function linesApart() {
  const numberOf = numbered<object>();
  const known = memoizeThing((_: LinesMeant) => new Map<string, readonly string[]>());
  const find = ({ origin, claims }: EntryRow, { numbers, places }: LinesMeant, { rates }: LawOfADay) => {
    const byDuty = new Map<string, string>();
    for (const [at, hts] of numbers.entries()) {
      const { terms, stated } = rates.dutyAt(places[at] as number, origin, claims);
      const key = `${numberOf(terms)} ${numberOf(stated)} ${isAlcoholic(hts)}`;
      if (!byDuty.has(key)) byDuty.set(key, hts);
    }
    return [...byDuty.values()];
  };
  return (row: EntryRow, meant: LinesMeant, day: LawOfADay): readonly string[] => {
    const { numbers, places } = meant;
    const isTold = row.facts !== null && tellsOfMetal(row.facts);
    const isInBook = places.length === numbers.length && places.every(day.has);
    if (numbers.length === 1 || isTold || isUnlikeItsClass(row) || !isInBook) return numbers;
    const own = known(meant);
    const key = [day, row.origin, row.claims].map(numberOf).join();
    const found = own.get(key) ?? find(row, meant, day);
    own.set(key, found);
    return found;
  };
}

const same = (a: LineDuty, b: LineDuty): boolean =>
  a.duty === b.duty && a.atLeast === b.atLeast && a.rate === b.rate && a.base === b.base;

/** Lines under one short number that owe the same by the same measures, under each number that any of them declares. */
function underAny(lines: readonly LineDuty[]): LineDuty {
  const [first, ...others] = lines as readonly [LineDuty, ...LineDuty[]];
  const measures = ({ layers }: LineDuty) => layers.map(({ measure }) => measure).join();
  if (others.length === 0 || others.some((one) => measures(one) !== measures(first))) return first;
  const numberAt = (at: number) => anyOf(lines.flatMap(({ layers }) => layers[at]?.number ?? []));
  return { ...first, layers: first.layers.map((one, at) => ({ ...one, number: numberAt(at) })) };
}

/** Lines under one short number that owe different duties: only the rest of the number can tell. */
function unlike(lines: readonly LineDuty[]): LineDuty {
  const [first] = lines as readonly [LineDuty];
  const least = lines.reduce((a, b) => (b.atLeast < a.atLeast ? b : a));
  const rates = [...new Set(lines.map(({ rate }) => rate ?? "not known"))].sort();
  const bases = new Set(lines.map(({ base }) => base));
  return {
    ...first,
    base: bases.size === 1 ? first.base : null,
    additional: null,
    duty: null,
    rate: null,
    layers: [],
    atLeast: least.atLeast,
    unrounded: least.unrounded,
    needs: [`all ten digits of the number, whose lines owe ${rates.join(", ")}`],
  };
}

// Days between two changes of the law share one law: a file names hundreds of days.

interface LawOfADay {
  /** The day on which this law began. */
  readonly start: IsoDate;
  readonly rates: DayRates;
  /** Whether the tariff has the line at a place of the book. */
  has(place: number): boolean;
}

interface LawByDay {
  /** Numbers of ten digits that any edition had, in order. */
  readonly lines: readonly string[];
  on(date: IsoDate): LawOfADay;
}

function lawByDay(schedule: Schedule, view: View): LawByDay {
  const book = rateBook(schedule, view);
  const days = daysOfLaw(schedule, view);
  const byStretch = new Map<IsoDate, LawOfADay>();
  const byDay = new Map<IsoDate, LawOfADay>();
  const { base } = schedule;
  const presentIn = heldParts((edition: IsoDate) => presence(book.lines, edition, base));
  const of = (date: IsoDate): LawOfADay => {
    const start = days.findLast((day) => day <= date) ?? date;
    const edition = base.editionDays.findLast((day) => day <= start) ?? start;
    const law = byStretch.get(start) ?? { start, rates: book.on(start), has: presentIn(edition) };
    byStretch.set(start, law);
    byDay.set(date, law);
    return law;
  };
  /** Lines of one entry share their day. */
  let last: { readonly date: IsoDate; readonly law: LawOfADay } | undefined;
  return {
    lines: book.lines,
    on(date) {
      if (last?.date !== date) last = { date, law: byDay.get(date) ?? of(date) };
      return last.law;
    },
  };
}

/** Whether lines are in the tariff of an edition, asked of it once a line. */
function presence(lines: readonly string[], date: IsoDate, base: BaseSchedule): (place: number) => boolean {
  const known = new Uint8Array(lines.length);
  return (place) => {
    if (known[place] === UNASKED)
      known[place] = base.exists(lines[place] as string, date) ? THERE : NOT_THERE;
    return known[place] === THERE;
  };
}

const UNASKED = 0;
const THERE = 1;
const NOT_THERE = 2;

interface LinesMeant {
  /** Numbers of ten digits. */
  readonly numbers: readonly string[];
  /** Where they stand in the book. */
  readonly places: readonly number[];
  /** What the reader should know of the number: that it has ended. */
  readonly remark: string | null;
}

/**
 * Numbers of 10, 8 or 6 digits. The digits after the eighth are for statistics, but lists of the law name them: a number
 * that the tariff of the day does not have may be any of its line.
 */
export function linesMeant(
  hts: HtsCode,
  on: IsoDate,
  lines: readonly string[],
  { base, seasons }: Pick<Schedule, "base" | "seasons">,
): LinesMeant | { readonly problem: string } {
  const under = numbersUnder(hts, lines).filter((number) => base.exists(number, on));
  const meant = (numbers: readonly string[], remark: string | null) => ({
    numbers,
    places: numbers.flatMap((number) => indexIn(lines, number) ?? []),
    remark,
  });
  if (under.length > 0) return meant(linesInSeason(under, on, seasons), null);
  const line = rateLineOf(hts);
  if (hts.length === 10 && base.ratesOf(line, on) !== undefined)
    return meant(numbersMeant(hts, on, base), base.exists(hts, on) ? null : atItsLine(hts, line, on));
  return { problem: base.everHad(hts) ? ended(hts, on) : neverWas(hts, lines) };
}

const atItsLine = (hts: HtsCode, line: string, on: IsoDate): string =>
  `the tariff of ${on} has no ${printHts(hts)}; priced at its line ${printHts(line)}`;

const numbersUnder = (hts: string, lines: readonly string[]): string[] => lines.slice(...rangeOf(lines, hts));

const ended = (hts: string, on: IsoDate): string =>
  `the tariff of ${on} has no line ${printHts(hts)}, though another edition had it`;

function neverWas(hts: string, lines: readonly string[]): string {
  if (hts.startsWith("99"))
    return `${printHts(hts)} is a number of chapter 99, which is declared beside the goods' own: state that, from chapters 1 to 98`;
  const start = [8, 6, 4].find((digits) => numbersUnder(hts.slice(0, digits), lines).length > 0);
  const near = start === undefined ? "check the first digits" : nearOf(hts.slice(0, start), lines);
  return `no edition of the tariff has a line ${printHts(hts)}; ${near}`;
}

const MOST_SHOWN = 3;
const nearOf = (start: string, lines: readonly string[]): string =>
  `there is ${numbersUnder(start, lines).slice(0, MOST_SHOWN).map(printHts).join(", ")}`;
