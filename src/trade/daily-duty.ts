/** The duty on a year of trade from day to day: what the law treats alike on all days is added up and followed together. */
import { fromFixed } from "../compiled/fixed.js";
import { covering, lawKey, standingOnAny } from "../compiled/law-of-day.js";
import { markShared, placesOf, shareNumbers } from "../compiled/line-index.js";
import { memoizeRows } from "../compiled/memo.js";
import type { IsoDate } from "../law/calendar.js";
import { changeDays } from "../law/days.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { usd } from "../law/units.js";
import type { Portion } from "./flow.js";
import { linePrices, termsKey } from "./line-prices.js";
import { allInRates, mergeFlows } from "./merge-flows.js";
import type { Question } from "./question.js";
import { type RunningSums, runningDuty } from "./running-duty.js";
import { type SameLawLines, sameLawLines } from "./same-law-lines.js";
import type { Sums } from "./tally.js";

/** Goods of one origin that are priced on the same terms. */
export interface Traded extends Portion {
  readonly origin: Origin;
}

type Asked = Pick<Question, "view" | "assume">;

/** Trade that owes the same on every line of every day. */
interface Lot {
  readonly goods: readonly Traded[];
  /** Days on which its law changed, in order. */
  readonly changes: readonly IsoDate[];
}

/**
 * Imports and duty of trade in the tariff base on each of some days, which are in order: the sum of `priceFlow` of each
 * portion on each day, to the last digit.
 */
export function dailyDuty(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  question: Asked,
  watch: (days: readonly IsoDate[]) => Iterable<IsoDate> = (all) => all,
): Sums[] {
  shareNumbers(trade.map(({ flow }) => flow.hts));
  const lots = lotsOf(trade, days, schedule, question);
  if (lots.length === 0) return days.map(() => added([]));
  const alikeFor = linesFor(trade, days, schedule, question);
  const allIn = allInRates(schedule);
  const courses = lots.map(({ goods, changes }) => {
    const [first] = goods as [Traded];
    const { origin, terms, flow } = first;
    const alike = alikeFor(first);
    const owedUnder = runningDuty(mergeFlows(goods, alike, allIn));
    let owed: (RunningSums & { readonly since: IsoDate | undefined }) | undefined;
    return (date: IsoDate): RunningSums => {
      const since = changes.findLast((day) => day <= date);
      if (owed?.since === since && owed) return owed;
      const asked = { ...question, date, past: schedule };
      const own = { list: alike.samples, origin, terms, year: flow.year };
      owed = { since, ...owedUnder(linePrices(own, schedule, asked)) };
      return owed;
    };
  });
  return Array.from(watch(days), (date) => added(courses.map((owedOn) => owedOn(date))));
}

export function lotsOf(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  { view, assume }: Asked,
): Lot[] {
  const [from, to] = [days[0], days.at(-1)];
  if (!from || !to) return [];
  const standing = standingOnAny(schedule, days, view);
  const lawOf = memoizeRows((origin: Origin) => lawKey(covering(standing, origin), origin));
  const kindOf = ({ origin, terms, flow }: Traded): string => {
    const goods = { list: placesOf(flow.hts).list, origin, terms, year: flow.year };
    return `${termsKey(goods, { assume, past: schedule })}|${lawOf(origin)}`;
  };
  const groups = new Map<string, Traded[]>();
  for (const goods of trade) {
    const kind = kindOf(goods);
    const group = groups.get(kind) ?? [];
    groups.set(kind, group);
    group.push(goods);
  }
  return [...groups.values()].map((goods) => ({
    goods,
    changes: changeDays(
      schedule,
      goods.map(({ origin }) => origin),
      { from, to },
      view,
      columnOf(goods[0] as Traded) === "general" ? "general" : "all",
    ),
  }));
}

/**
 * Lines that the law treats alike on all of the days, and on the day that tells what customs calculated. Few goods owe
 * what the special column or column 2 states; the others are told apart without them. A claim may open no special rate.
 */
export function linesFor(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  { view, assume: { metalContent, usContent } }: Asked,
): (goods: Traded) => SameLawLines {
  const [{ flow }] = trade as [Traded];
  const { list } = placesOf(flow.hts);
  const yearEnd = `${flow.year}-12-31` as IsoDate;
  const alikeBy = memoizeRows((column: "general" | "special" | "column2") => {
    const claims = new Set(trade.filter((one) => columnOf(one) === column).map(({ terms }) => terms.claims));
    const others = column === "special" ? (["special", "column2"] as const) : [column];
    const columns = [...new Set(["general", ...others] as const)];
    const apart = usContent?.products ?? [];
    const all = [NO_CLAIMS, ...claims];
    const goods = { days: [yearEnd, ...days], view, claims: all, columns, metalContent, apart };
    const alike = sameLawLines(list, goods, schedule);
    markShared(alike.samples);
    return alike;
  });
  return (goods) => alikeBy(columnOf(goods));
}

/** The column that goods may owe in place of the general one. */
const columnOf = ({ origin, terms }: Traded) =>
  terms.claims.size > 0 ? "special" : origin.column2 ? "column2" : "general";

const added = (parts: readonly RunningSums[]): Sums => ({
  imports: usd(parts.reduce((sum, { imports }) => sum + imports, 0)),
  duty: fromFixed(parts.reduce((sum, { duty }) => sum + duty, 0n)),
  atLeast: parts.some(({ open }) => open > 0),
});
