/**
 * How far the rates of goods are known of which nothing is stated but what is claimed, and what would change them: asked of
 * a dollar, once for goods of one law.
 */

import { lawIn } from "../../compiled/base-terms.js";
import { rateBook } from "../../compiled/law-of-day.js";
import { indexIn, rangeOf } from "../../compiled/line-index.js";
import { heldParts, keptRecently } from "../../compiled/memo.js";
import { banQuestion, openToBan } from "../../entries/claims.js";
import {
  type Asking,
  type BareGoods,
  type Day,
  dollarKey,
  goodsAsker,
  goodsJudged,
  type Judged,
} from "../../entries/goods-asked.js";
import { widest } from "../../law/assess.js";
import { barredIf } from "../../law/ban.js";
import { type IsoDate, linesInSeason } from "../../law/calendar.js";
import { ONE_DOLLAR } from "../../law/entry.js";
import { type HtsCode, numbersMeant, rateLineOf } from "../../law/hts.js";
import type { View } from "../../law/measure.js";
import { answer, mostDollarsFirst, type Question } from "../../law/questions.js";
import type { Schedule } from "../../law/schedule.js";

/**
 * Asks of goods under some numbers. A number that may stand for several lines is known as far as all of them agree.
 * `undefined` if the tariff has no line of the number on the day. Units: dollars owed on a dollar.
 */
export function ratesAsked(
  codes: readonly HtsCode[],
  law: Schedule,
  view: View,
  asking: Asking,
): (goods: BareGoods) => Judged | undefined {
  const schedule = lawIn(law, view);
  const { base, seasons } = schedule;
  const lines = [...new Set(codes.flatMap((code) => under(code, base.numbers)))].sort();
  const book = rateBook(schedule, view, lines);
  const dayOf = heldParts((date: IsoDate) => ({ start: date, rates: book.on(date) }));
  const ask = dollarAsker(schedule, view, lines, asking);
  return (goods) => {
    const { hts, origin, date, claims } = goods;
    const meant = numbersMeant(hts, date, base);
    const numbers = meant.length === 1 ? meant : linesInSeason(meant, date, seasons);
    const places = numbers.map((number) => indexIn(lines, number));
    if (places.some((place) => place === undefined || !base.exists(lines[place] as string, date)))
      return answer({ ...ONE_DOLLAR, hts, origin: origin.code, date, claims }, schedule, view, asking);
    const all = places.map((place, at) =>
      ask({ ...goods, hts: numbers[at] as HtsCode }, place as number, dayOf(date)),
    );
    const open = numbers.flatMap(
      (number) => barredIf({ ...goods, hts: number, origin: origin.code }, schedule) ?? [],
    );
    const judged = all.length === 1 ? all[0] : ofAny(all);
    return judged && open[0] ? openToBan(judged, banQuestion(open[0], asking.catalogue)) : judged;
  };
}

const under = (code: HtsCode, numbers: readonly string[]): string[] =>
  numbers.slice(...rangeOf(numbers, code.length === 10 ? rateLineOf(code) : code));

/** Of goods that may be of any of several lines: what any of them asks, and no duty where they differ in it. */
function ofAny(all: readonly Judged[]): Judged {
  const [first] = all as readonly [Judged];
  const key = ({ status, limits, questions }: Judged) =>
    [status, limits.least, limits.most, ...questions.flatMap(({ state, change }) => [state, change])].join();
  if (all.every((one) => key(one) === key(first))) return first;
  const questions = all.flatMap((one) => one.questions);
  const states = [...new Set(questions.map(({ state }) => state))];
  const limits = all.map((one) => one.limits).reduce(widest);
  return {
    limits,
    status: limits.most?.eq(limits.least) ? leastKnown(all) : "unknown",
    questions: states
      .map((state) =>
        inCommon(
          questions.filter((one) => one.state === state),
          all.length,
        ),
      )
      .sort(mostDollarsFirst),
    presumed: [...new Set(all.flatMap(({ presumed }) => presumed))],
  };
}

const leastKnown = (all: readonly Judged[]): Judged["status"] =>
  (["unknown", "presumed"] as const).find((status) => all.some((one) => one.status === status)) ?? "exact";

/** The question that moves most of those of several lines; the duty then only where all lines ask it and owe the same. */
function inCommon(alike: readonly Question[], lines: number): Question {
  const [most] = [...alike].sort(mostDollarsFirst) as [Question];
  const duties = new Set(alike.map(({ duty }) => duty?.toFixed()));
  return alike.length === lines && duties.size === 1 ? most : { ...most, duty: null };
}

/** Asks what a dollar of goods leaves open of which nothing is stated. @param lines The numbers that places are of. */
function dollarAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking) {
  const askedOf = goodsAsker(schedule, view, lines, asking);
  const { byLayers } = goodsJudged(schedule, view, asking);
  const kept = keptRecently<Judged>(MOST_KEPT);
  return ({ hts, origin, date, claims }: BareGoods, place: number, day: Day): Judged => {
    const asked = askedOf({ origin, date, claims }, place, day);
    const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date, claims };
    return kept(dollarKey(entry, asked), () => byLayers(entry, asked));
  };
}

/** Goods kept, of those that came lately. */
const MOST_KEPT = 10_000;
