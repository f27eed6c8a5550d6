/**
 * How far the rates of goods are known of which nothing is stated but what is claimed, and what would change them: asked of
 * a dollar, once for goods of one law.
 */
import { type Alternative, type AlternativesAt, alternativesOn } from "../compiled/alternatives.js";
import { numbered } from "../compiled/interned.js";
import { lawMet } from "../compiled/law-met.js";
import { indexIn, rangeOf } from "../compiled/line-index.js";
import { keptRecently, memoizeRows, notesOn } from "../compiled/memo.js";
import { type DayRates, rateBook } from "../compiled/rate-book.js";
import type { UnitDuty } from "../compiled/terms.js";
import { assess, assessBeside, bounds, boundsBy, widest } from "../law/assess.js";
import { barredIf } from "../law/ban.js";
import { chargeOf } from "../law/base-duty.js";
import { type IsoDate, linesInSeason } from "../law/calendar.js";
import {
  type Claim,
  contentSettings,
  type Entry,
  following,
  ONE_DOLLAR,
  type Setting,
  type Stated,
} from "../law/entry.js";
import { type HtsCode, numbersMeant, rateLineOf } from "../law/hts.js";
import type { View } from "../law/measure.js";
import type { Shares } from "../law/part.js";
import {
  acrossMeasures,
  answer,
  differs,
  judged,
  mostDollarsFirst,
  type Outcome,
  type Question,
  transitSettings,
} from "../law/questions.js";
import type { Schedule } from "../law/schedule.js";
import { settledFor } from "../law/settle.js";
import { banQuestion, openToBan } from "./claims.js";
import type { EntryRow } from "./entry-row.js";

/**
 * Asks of goods under some numbers. A number that may stand for several lines is known as far as all of them agree.
 * `undefined` if the tariff has no line of the number on the day. Units: dollars owed on a dollar.
 */
export function ratesAsked(
  codes: readonly HtsCode[],
  schedule: Schedule,
  view: View,
  asking: Asking,
): (goods: BareGoods) => Judged | undefined {
  const { base, seasons } = schedule;
  const lines = [...new Set(codes.flatMap((code) => under(code, base.numbers)))].sort();
  const book = rateBook(schedule, view, lines);
  const dayOf = memoizeRows((date: IsoDate) => ({ start: date, rates: book.on(date) }));
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

// Goods with each thing more that could be stated, and what they owe then.

/** What questions are asked of: the words of facts and rights, and the law with the readings not chosen. */
export interface Asking {
  readonly catalogue: ReadonlyMap<string, Claim>;
  readonly contested: Schedule;
}

/** A day of the law, as rows are priced under it. */
export interface Day {
  readonly rates: DayRates;
  readonly start: IsoDate;
}

/** How far what goods owe is known, and what would change it. */
export type Judged = ReturnType<typeof judged>;

/** Goods kept, of those that came lately: a file of one importer has few kinds. */
const MOST_KEPT = 10_000;

/** What could be stated of goods of an origin, a day and some claims: kept of those that came lately. */
const MOST_ALTERNATIVES = 5_000;

/** Goods of which nothing is stated but what is claimed. */
export type BareGoods = Pick<EntryRow, "hts" | "origin" | "date" | "claims">;

/** Asks what a dollar of goods leaves open of which nothing is stated. @param lines The numbers that places are of. */
function dollarAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking) {
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

/** Finds what could be stated of goods of a line: of goods that the law treats alike, and claims, once. */
export function goodsAsker(schedule: Schedule, view: View, lines: readonly string[], asking: Asking) {
  const { catalogue, contested } = asking;
  const onDay = memoizeRows(({ rates, start: date }: Day) =>
    alternativesOn({ schedule, contested, catalogue, lines, rates, date, view }),
  );
  const lawOf = lawMet({ schedule, contested, lines, view });
  const claimsNumber = numbered<ReadonlySet<string>>();
  const kept = keptRecently<GoodsAsked>(MOST_KEPT);
  const alternatives = keptRecently<AlternativesAt>(MOST_ALTERNATIVES);
  const othersAt = ({ origin, claims }: ClaimedGoods, place: number, day: Day) => {
    const law = onDay(day);
    const key = `${day.start} ${law.keyOf(origin)} ${claimsNumber(claims)}`;
    return alternatives(key, () => law.of(origin, claims))(place);
  };
  const askedOf = (goods: ClaimedGoods, place: number, day: Day): GoodsAsked => {
    const { origin, claims } = goods;
    const law = lawOf(goods, place, day.start);
    return kept(`${law} ${claimsNumber(claims)}`, () => ({
      goods: day.rates.dutyAt(place, origin, claims),
      others: othersAt(goods, place, day),
      claiming: (claims) => askedOf({ ...goods, claims }, place, day),
    }));
  };
  return askedOf;
}

type ClaimedGoods = Pick<EntryRow, "origin" | "claims" | "date">;

/** Goods, and the same goods with one thing more claimed. */
export interface GoodsAsked {
  readonly goods: UnitDuty;
  readonly others: readonly Alternative[];
  /** The same goods entered with other claims, which are one set wherever they are the same. */
  claiming(claims: ReadonlySet<string>): GoodsAsked;
}

/** Judged on a dollar, once for goods whose duties are the same now and with each thing claimed. */
export function dollarsJudged(schedule: Schedule, view: View, catalogue: Asking["catalogue"]) {
  const numberOf = numbered<object>();
  const stateOf = numbered<string>();
  const kept = keptRecently<Judged>(MOST_KEPT);
  return (asked: GoodsAsked, { hts, origin, date, claims }: BareGoods): Judged => {
    const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date, claims };
    const dutiesOf = ({ terms, stated }: UnitDuty) => `${numberOf(terms)} ${numberOf(stated)}`;
    const { asksLoading, asksShares } = asked.goods.terms;
    const key = [
      dutiesOf(asked.goods),
      ...asked.others.map(({ stated, goods }) => {
        const { state, presumed } = stated;
        return `${stateOf(`${state} ${presumed}`)} ${dutiesOf(goods)}`;
      }),
      ...(asksLoading ? [date] : []),
      ...(asksShares ? followingContent(entry, asked, schedule, catalogue) : []),
    ].join("|");
    return kept(key, () => judgedAt(entry, asked, schedule, view, catalogue));
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

const judgedAt = (...of: Parameters<typeof triedOn>): Judged => judgedAmong(triedOn(...of));

/** Goods as they are, or with one thing or two more stated, and what they owe. */
export interface Tried {
  /** `null` of the goods as they are. */
  readonly stated: Stated | null;
  readonly outcome: Outcome;
  /** Of two things at once: what the goods owe with either alone. */
  readonly alone: readonly number[];
  /** Two things that no measure asks for together: neither alone changes anything. */
  readonly across?: boolean;
}

/** The goods as they are first, then with each thing more that could be stated. */
export function triedOn(
  entry: Entry,
  { goods, others: all }: Pick<GoodsAsked, "goods" | "others">,
  schedule: Schedule,
  view: View,
  catalogue: Asking["catalogue"],
): Tried[] {
  const { notSo } = following(entry, schedule);
  const others = all.filter(({ stated }) => !stated.id.split(" and ").some((id) => notSo.includes(id)));
  const now = outcomeOf(entry, goods);
  const alone = triedAlone(entry, now, { goods, others }, schedule, view, catalogue);
  const tried: Tried[] = [
    { stated: null, outcome: now, alone: [] },
    ...[...alone].map(([stated, outcome]) => ({ stated, outcome, alone: [] })),
  ];
  const within = others.flatMap(({ pair }) => (pair ? [pair.of] : []));
  const thenOf = ({ entry }: Setting) => assessedAnew(entry, schedule, view);
  const across = acrossMeasures(now, alone, within, schedule, catalogue, thenOf);
  const placeOf = ({ state }: Stated) => tried.findIndex(({ stated }) => stated?.state === state);
  return [
    ...tried,
    ...pairsTried(entry, others, tried, schedule, view),
    ...across.map(({ of, both, then }) => ({
      stated: both,
      outcome: then,
      alone: of.map(placeOf),
      across: true,
    })),
  ];
}

/** The goods with each thing more that could be stated alone. */
function triedAlone(
  entry: Entry,
  now: Outcome,
  { goods, others }: Pick<GoodsAsked, "goods" | "others">,
  schedule: Schedule,
  view: View,
  catalogue: Asking["catalogue"],
): ReadonlyMap<Setting, Outcome> {
  const claims = others.flatMap(({ stated, claims, goods, pair }): [Setting, Outcome][] => {
    const then = { ...entry, claims };
    return pair ? [] : [[{ ...stated, entry: then }, withFacts(then, goods, schedule, view)]];
  });
  const content = contentSettings(entry, versionsOf(goods), now.assessment.needs, catalogue);
  const transit = transitSettings(entry, versionsOf(goods), catalogue);
  return new Map<Setting, Outcome>([
    ...claims,
    ...content.map((one): [Setting, Outcome] => [one, withFacts(one.entry, goods, schedule, view)]),
    ...transit.map((one): [Setting, Outcome] => [one, withFacts(one.entry, goods, schedule, view)]),
  ]);
}

const assessedAnew = (entry: Entry, schedule: Schedule, view: View): Outcome | undefined => {
  const assessment = assess(entry, schedule, view);
  return assessment && { assessment, limits: bounds(assessment, schedule, view) };
};

/** Two things at once come to a question where they come to something else than either alone. */
export function judgedAmong([first, ...others]: readonly Tried[]): Judged {
  const now = (first as Tried).outcome;
  const all = [now, ...others.map(({ outcome }) => outcome)];
  const tried = others.flatMap(({ stated, outcome, alone, across }) => {
    const isOpen = alone.every((at) => differs(across ? now : (all[at] as Outcome), outcome));
    const isQuiet = !across || alone.every((at) => !differs(now, all[at] as Outcome));
    return stated && isOpen && isQuiet ? [{ stated, outcome }] : [];
  });
  return judged(now, tried);
}

/** What follows from stated content may be a claim that is not stated, or be in doubt: then the law is asked anew. */
function withFacts(entry: Entry, goods: UnitDuty, schedule: Schedule, view: View): Outcome {
  const { so, inDoubt } = following(entry, schedule);
  const isStated = inDoubt.length === 0 && so.every((claim) => entry.claims.has(claim));
  return (isStated ? undefined : assessedAnew(entry, schedule, view)) ?? outcomeOf(entry, goods);
}

function pairsTried(
  entry: Entry,
  others: readonly Alternative[],
  tried: readonly Tried[],
  schedule: Schedule,
  view: View,
): Tried[] {
  return others.flatMap(({ stated, claims, goods, pair }) => {
    const isStated = (piece: string) => entry.shares[piece as keyof Shares] !== undefined;
    if (pair === null || Object.keys(pair.shares).some(isStated)) return [];
    const shares = { ...entry.shares, ...pair.shares };
    const outcome = withFacts({ ...entry, claims, shares }, goods, schedule, view);
    const alone = pair.of.map((state) =>
      Math.max(
        0,
        tried.findIndex((one) => one.stated?.state === state),
      ),
    );
    return [{ stated, outcome, alone }];
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
