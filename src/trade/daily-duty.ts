/** The duty on a year of trade from day to day: what the law treats alike on all days is added up and followed together. */

import { lawIn } from "../compiled/base-terms.js";
import { type Fixed, fromFixed } from "../compiled/fixed.js";
import { numbersFor } from "../compiled/interned.js";
import { covering, lawKey, standingOnAny } from "../compiled/law-of-day.js";
import { markShared, placesOf, shareNumbers } from "../compiled/line-index.js";
import { memoize, memoizeRows } from "../compiled/memo.js";
import type { IsoDate } from "../law/calendar.js";
import { changeDays, versionsDated } from "../law/days.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { usd } from "../law/units.js";
import type { Flow, Portion } from "./flow.js";
import { type LinePrices, linePrices, termsKey } from "./line-prices.js";
import { allInRates, mergeFlows, type SameLawLines, sameLawLines } from "./merge-flows.js";
import type { BaseClass, PriceClass, Question } from "./question.js";
import { type Cell, dutyOf, emptyCell, type Sums } from "./tally.js";

// Where goods owe otherwise under the prices of one day than under those of another.

/** Places of the list, in order, whose goods are reached otherwise or state another base rate. */
export const changedPlaces = memoize((before: LinePrices, now: LinePrices): Int32Array => {
  const reached = differs(before.reached.of, before.reached.terms, now.reached.of, now.reached.terms);
  const stated =
    before.base === now.base ? null : differs(before.base.of, before.base.bases, now.base.of, now.base.bases);
  const places = new Int32Array(now.base.of.length);
  let size = 0;
  for (let place = 0; place < places.length; place += 1)
    if (reached(place) || stated?.(place)) {
      places[size] = place;
      size += 1;
    }
  return places.slice(0, size);
});

/** Whether a place has another thing now than before. */
function differs<T>(of: Int32Array, things: readonly T[], ofNow: Int32Array, now: readonly T[]) {
  const placesBefore = new Map(things.map((thing, index) => [thing, index]));
  const before = numbersFor(now.length, (place) => placesBefore.get(now[place] as T) ?? NOWHERE);
  return (place: number): boolean => before[ofNow[place] as number] !== of[place];
}

const NOWHERE = -1;

// What a flow owes from day to day: only rows whose law is another than it was are priced again.

/** Sums over rows, of which some have duties that cannot be computed. */
interface RunningSums {
  /** Whole dollars. */
  readonly imports: number;
  readonly duty: Fixed;
  readonly open: number;
}

/** Imports and duty of a flow in the tariff base, under the prices of one day after the other. */
function runningDuty({ hts, value, duty }: Flow, used: Set<string>): (prices: LinePrices) => RunningSums {
  const at = placesOf(hts).at ?? numbersFor(hts.length, (row) => row);
  const cells = new Array<Cell | null>(hts.length).fill(null);
  const sums = runningSums(used);
  const reprice = (row: number, place: number, prices: LinePrices): void => {
    const goods = { place, value: value[row] as number, duty: duty[row] as number };
    cells[row] = sums.moved(goods, cells[row] ?? null, prices);
  };
  const rowsAt = memoizeRows((size: number) => startsOf(at, size));
  const repriceAt = (place: number, prices: LinePrices): void => {
    const starts = rowsAt(prices.base.of.length);
    const end = starts[place + 1] as number;
    for (let row = starts[place] as number; row < end; row += 1) reprice(row, place, prices);
  };
  let before: LinePrices | null = null;
  return (prices) => {
    if (before) for (const place of changedPlaces(before, prices)) repriceAt(place, prices);
    else for (const [row, place] of at.entries()) reprice(row, place, prices);
    before = prices;
    return sums.now();
  };
}

/** The first row at or after each place, for rows that are in the order of their places. */
function startsOf(at: Int32Array, size: number): Int32Array {
  const starts = new Int32Array(size + 1);
  for (const place of at) starts[place + 1] = (starts[place + 1] as number) + 1;
  for (let place = 0; place < size; place += 1)
    starts[place + 1] = (starts[place + 1] as number) + (starts[place] as number);
  return starts;
}

/** Goods of one row, and where their number stands. */
interface Goods {
  readonly place: number;
  readonly value: number;
  readonly duty: number;
}

/** Sums of cells whose rows come and go. */
interface Running {
  /** Moves goods from the cell they were in to that of their price. */
  moved(goods: Goods, from: Cell | null, prices: LinePrices): Cell;
  now(): RunningSums;
}

/** @param used Takes what the goods rest on, and the authorities they are charged under. */
function runningSums(used: Set<string>): Running {
  const cellFor = cellsMet(used);
  const changed: Cell[] = [];
  const sums = { imports: 0, duty: 0n, open: 0 };
  const count = (cell: Cell, { value, duty }: Goods, times: 1 | -1): void => {
    if (cell.status === "outside") return;
    if (cell.duty !== undefined) {
      sums.duty -= cell.duty;
      cell.duty = undefined;
      changed.push(cell);
    }
    cell.value += times * value;
    cell.observed += times * duty;
    cell.rows += times;
    sums.imports += times * value;
    if (cell.status === "unknown") sums.open += times;
  };
  return {
    moved(goods, from, prices) {
      const cell = cellOf(goods, prices, cellFor);
      if (from) count(from, goods, -1);
      count(cell, goods, 1);
      return cell;
    },
    now() {
      for (const cell of changed) sums.duty += dutyOf(cell);
      changed.length = 0;
      return { imports: sums.imports, duty: sums.duty, open: sums.open };
    },
  };
}

/** The cell of goods of the same price; one of their own where that is a matter of their dollars. */
function cellOf(
  goods: Goods,
  { classOf, classes, base: { of, bases }, priceOfRow }: LinePrices,
  { shared, own }: CellsMet,
): Cell {
  const base = bases[of[goods.place] as number] as BaseClass;
  const id = classOf(goods.place);
  return id === null ? own(priceOfRow(goods.place, goods), base) : shared(classes[id] as PriceClass, base);
}

interface CellsMet {
  /** The one cell of a price. */
  shared(priceClass: PriceClass, base: BaseClass): Cell;
  /** A cell of its own. */
  own(priceClass: PriceClass, base: BaseClass): Cell;
}

function cellsMet(used: Set<string>): CellsMet {
  const own = (priceClass: PriceClass, base: BaseClass): Cell => {
    for (const kind of [...priceClass.assumed, ...base.assumed]) used.add(kind);
    for (const { authority, duty } of priceClass.layers) if (!duty.isZero()) used.add(authority);
    const cell = emptyCell(priceClass, base);
    cell.duty = 0n;
    return cell;
  };
  const cellsUnder = memoizeRows((priceClass: PriceClass) =>
    memoizeRows((base: BaseClass) => own(priceClass, base)),
  );
  let last: Cell | undefined;
  return {
    own,
    shared(priceClass, base) {
      if (last?.priceClass === priceClass && last.base === base) return last;
      const cell = cellsUnder(priceClass)(base);
      last = cell;
      return cell;
    },
  };
}

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
 * @param used Takes the assumptions that some of the goods are priced on, and the authorities they are charged under.
 */
export function dailyDuty(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  law: Schedule,
  question: Asked,
  watch: (days: readonly IsoDate[]) => Iterable<IsoDate> = (all) => all,
  used: Set<string> = new Set(),
): Sums[] {
  const schedule = lawIn(law, question.view);
  shareNumbers(trade.map(({ flow }) => flow.hts));
  const lots = lotsOf(trade, days, schedule, question);
  if (lots.length === 0) return days.map(() => added([]));
  const alikeFor = linesFor(trade, days, schedule, question);
  const allIn = allInRates(schedule);
  const courses = lots.map(({ goods, changes }) => {
    const [first] = goods as [Traded];
    const { origin, terms, flow } = first;
    const alike = alikeFor(first);
    const owedUnder = runningDuty(mergeFlows(goods, alike, allIn), used);
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
  const dated = versionsDated(schedule, view);
  return [...groups.values()].map((goods) => ({
    goods,
    changes: changeDays(
      schedule,
      goods.map(({ origin }) => origin),
      { from, to },
      view,
      columnOf(goods[0] as Traded) === "general" ? "general" : "all",
      dated,
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
