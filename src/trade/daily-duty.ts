/** The duty on a year of trade from day to day: what the law treats alike on all days is added up and followed together. */

import { lawIn } from "../compiled/base-terms.js";
import { fromFixed } from "../compiled/fixed.js";
import { numbered, numbersFor } from "../compiled/interned.js";
import { covering, lawKey, standingOnAny } from "../compiled/law-of-day.js";
import { markShared, placesOf, shareNumbers } from "../compiled/line-index.js";
import { memoize, memoizeRows, memoizeThing } from "../compiled/memo.js";
import type { IsoDate } from "../law/calendar.js";
import { changeDays, versionsDated } from "../law/days.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { usd } from "../law/units.js";
import type { Flow, Portion } from "./flow.js";
import { type LinePrices, linePrices, type RowDollars, termsKey } from "./line-prices.js";
import { allInRates, mergeFlows, type SameLawLines, sameLawLines } from "./merge-flows.js";
import type { BaseClass, Price, PriceClass, Question } from "./question.js";
import { type Cell, dutyOf, emptyCell, type Sums } from "./tally.js";

// Where goods owe otherwise under the prices of one day than under those of another.

/** Places of the list, in order, whose goods are reached otherwise or state another base rate. */
export const changedPlaces = memoize((before: LinePrices, now: LinePrices): Int32Array => {
  const changed = new Uint8Array(now.base.of.length);
  const [reached, base] = [before.reached, before.base];
  markChanged(changed, reached.of, now.reached.of, placesAmong(reached.terms, now.reached.terms));
  if (base !== now.base) markChanged(changed, base.of, now.base.of, placesAmong(base.bases, now.base.bases));
  return marked(changed);
});

/** Where each of some things stood among those before. */
function placesAmong<T>(before: readonly T[], now: readonly T[]): Int32Array {
  const placesBefore = new Map(before.map((thing, index) => [thing, index]));
  return numbersFor(now.length, (place) => placesBefore.get(now[place] as T) ?? NOWHERE);
}

const NOWHERE = -1;

function markChanged(changed: Uint8Array, before: Int32Array, now: Int32Array, stood: Int32Array): void {
  for (let place = 0; place < now.length; place += 1)
    if (stood[now[place] as number] !== before[place]) changed[place] = 1;
}

function marked(marks: Uint8Array): Int32Array {
  const places = new Int32Array(marks.length);
  let count = 0;
  for (let place = 0; place < marks.length; place += 1)
    if (marks[place] === 1) {
      places[count] = place;
      count += 1;
    }
  return places.slice(0, count);
}

// What trade owes from day to day: only rows whose law is another than it was are priced again.

/** Moves the rows of a flow in the tariff base to the cells of their prices, of one day after the other. */
function followed({ hts, value, duty }: Flow, running: Running): (prices: LinePrices) => void {
  const at = placesOf(hts).at ?? numbersFor(hts.length, (row) => row);
  const cells = new Int32Array(hts.length).fill(NOWHERE);
  const reprice = (row: number, place: number, cellOf: CellOf): void => {
    const dollars = { value: value[row] as number, duty: duty[row] as number };
    const cell = cellOf(place, dollars);
    running.move(dollars, cells[row] as number, cell);
    cells[row] = cell;
  };
  const rowsAt = memoizeRows((size: number) => startsOf(at, size));
  const repriceAt = (place: number, starts: Int32Array, cellOf: CellOf): void => {
    const end = starts[place + 1] as number;
    for (let row = starts[place] as number; row < end; row += 1) reprice(row, place, cellOf);
  };
  let before: LinePrices | null = null;
  return (prices) => {
    const cellOf = running.cellsUnder(prices);
    const starts = rowsAt(prices.base.of.length);
    if (before) for (const place of changedPlaces(before, prices)) repriceAt(place, starts, cellOf);
    else for (let row = 0; row < at.length; row += 1) reprice(row, at[row] as number, cellOf);
    before = prices;
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

/** The number of a row's cell: goods of the same price share one, and rows whose price is a matter of their dollars stand alone. */
type CellOf = (place: number, dollars: RowDollars) => number;

/** Sums of cells whose rows come and go. */
interface Running {
  cellsUnder(prices: LinePrices): CellOf;
  /** @param from Negative for a row that comes. */
  move(dollars: RowDollars, from: number, to: number): void;
  now(): Sums;
}

/** @param used Takes what the goods rest on, and the authorities they are charged under. */
function runningSums(used: Set<string>): Running {
  const { cells, cellsUnder } = cellsMet(used);
  const { move, settle } = movesAmong(cells);
  const sums = { imports: 0, duty: 0n, open: 0 };
  return {
    cellsUnder,
    move,
    now() {
      settle((cell, { value, observed, rows }) => {
        if (cell.status === "outside") return;
        sums.duty -= dutyOf(cell);
        cell.duty = undefined;
        cell.value += value;
        cell.observed += observed;
        cell.rows += rows;
        sums.duty += dutyOf(cell);
        sums.imports += value;
        if (cell.status === "unknown") sums.open += rows;
      });
      return { imports: usd(sums.imports), duty: fromFixed(sums.duty), atLeast: sums.open > 0 };
    },
  };
}

type Moved = Pick<Cell, "value" | "observed" | "rows">;

/** Dollars and rows that came to cells since they were last settled, less those that went. */
function movesAmong(cells: readonly Cell[]) {
  let moved = new Float64Array(0);
  let isMoved = new Uint8Array(0);
  const met: number[] = [];
  const meet = (cell: number): void => {
    if (cell >= isMoved.length) {
      isMoved = longer(isMoved, new Uint8Array(2 * cells.length));
      moved = longer(moved, new Float64Array(2 * MOVED * cells.length));
    }
    isMoved[cell] = 1;
    met.push(cell);
  };
  const count = (cell: number, { value, duty }: RowDollars, times: 1 | -1): void => {
    if (isMoved[cell] !== 1) meet(cell);
    const at = MOVED * cell;
    moved[at] = (moved[at] as number) + times * value;
    moved[at + 1] = (moved[at + 1] as number) + times * duty;
    moved[at + 2] = (moved[at + 2] as number) + times;
  };
  return {
    move(row: RowDollars, from: number, to: number): void {
      if (from >= 0) count(from, row, -1);
      count(to, row, 1);
    },
    settle(add: (cell: Cell, moved: Moved) => void): void {
      for (const cell of met) {
        const at = MOVED * cell;
        const value = moved[at] as number;
        const observed = moved[at + 1] as number;
        add(cells[cell] as Cell, { value, observed, rows: moved[at + 2] as number });
        moved.fill(0, at, at + MOVED);
        isMoved[cell] = 0;
      }
      met.length = 0;
    },
  };
}

/** Numbers that are kept of a cell: value, observed duty, rows. */
const MOVED = 3;

function longer<Numbers extends Uint8Array | Float64Array>(numbers: Numbers, room: Numbers): Numbers {
  room.set(numbers);
  return room;
}

/** Cells by number, in the order in which their prices were met. */
function cellsMet(used: Set<string>): { cells: readonly Cell[]; cellsUnder: Running["cellsUnder"] } {
  const cells: Cell[] = [];
  const own = (price: Price): number => {
    const { priceClass, base } = price;
    for (const kind of [...priceClass.assumed, ...base.assumed]) used.add(kind);
    for (const { authority, duty } of priceClass.layers) if (!duty.isZero()) used.add(authority);
    return cells.push(emptyCell(price)) - 1;
  };
  const [classNumber, baseNumber] = [numbered<PriceClass>(), numbered<BaseClass>()];
  const known = new Map<number, number>();
  const shared = (price: Price): number => {
    const key = classNumber(price.priceClass) * MOST_BASES + baseNumber(price.base);
    const number = known.get(key) ?? own(price);
    known.set(key, number);
    return number;
  };
  const cellsUnder = memoizeThing(({ prices, priceAt, priceOfRow }: LinePrices) => {
    const numbers: number[] = [];
    return (place: number, dollars: RowDollars): number => {
      const id = priceAt(place);
      if (id === null) return own(priceOfRow(place, dollars));
      for (let next = numbers.length; next <= id; next += 1) numbers.push(shared(prices[next] as Price));
      return numbers[id] as number;
    };
  });
  return { cells, cellsUnder };
}

/** More than there are base duties. */
const MOST_BASES = 2 ** 24;

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
  const running = runningSums(used);
  if (trade.length === 0) return days.map(() => running.now());
  const alikeFor = linesFor(trade, days, schedule, question);
  const allIn = allInRates(schedule);
  const courses = lotsOf(trade, days, schedule, question).map(({ goods, changes }) => {
    const [first] = goods as [Traded];
    const { origin, terms, flow } = first;
    const alike = alikeFor(first);
    const follow = followed(mergeFlows(goods, alike, allIn), running);
    const own = { list: alike.samples, origin, terms, year: flow.year };
    let since: IsoDate | null | undefined = null;
    return (date: IsoDate): void => {
      const last = changes.findLast((day) => day <= date);
      if (last === since) return;
      since = last;
      follow(linePrices(own, schedule, { ...question, date, past: schedule }));
    };
  });
  return Array.from(watch(days), (date) => {
    for (const followTo of courses) followTo(date);
    return running.now();
  });
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
