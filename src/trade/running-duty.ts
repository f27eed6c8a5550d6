/** Where goods owe otherwise under the prices of one day than under those of another. */
import type { Fixed } from "../compiled/fixed.js";
import { numbersFor } from "../compiled/interned.js";
import { placesOf } from "../compiled/line-index.js";
import { memoize, memoizeRows } from "../compiled/memo.js";
import type { Flow } from "./flow.js";
import type { LinePrices } from "./line-prices.js";
import type { BaseClass, PriceClass } from "./question.js";
import { type Cell, dutyOf, emptyCell } from "./tally.js";

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
export interface RunningSums {
  /** Whole dollars. */
  readonly imports: number;
  readonly duty: Fixed;
  readonly open: number;
}

/** Imports and duty of a flow in the tariff base, under the prices of one day after the other. */
export function runningDuty({ hts, value, duty }: Flow): (prices: LinePrices) => RunningSums {
  const at = placesOf(hts).at ?? numbersFor(hts.length, (row) => row);
  const cells = new Array<Cell | null>(hts.length).fill(null);
  const sums = runningSums();
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

function runningSums(): Running {
  const known = new Map<PriceClass, Map<BaseClass, Cell>>();
  const changed = new Set<Cell>();
  const sums = { imports: 0, duty: 0n, open: 0 };
  const count = (cell: Cell, { value, duty }: Goods, times: 1 | -1): void => {
    if (cell.status === "outside") return;
    if (!changed.has(cell)) sums.duty -= cell.duty ?? 0n;
    changed.add(cell);
    cell.value += times * value;
    cell.observed += times * duty;
    cell.rows += times;
    sums.imports += times * value;
    if (cell.status === "unknown") sums.open += times;
  };
  return {
    moved(goods, from, prices) {
      const cell = cellOf(goods, prices, known);
      if (from) count(from, goods, -1);
      count(cell, goods, 1);
      return cell;
    },
    now() {
      for (const cell of changed) {
        cell.duty = undefined;
        sums.duty += dutyOf(cell);
      }
      changed.clear();
      return { imports: sums.imports, duty: sums.duty, open: sums.open };
    },
  };
}

/** The cell of goods of the same price; one of their own where that is a matter of their dollars. */
function cellOf(
  goods: Goods,
  { classOf, classes, base: { of, bases }, priceOfRow }: LinePrices,
  known: Map<PriceClass, Map<BaseClass, Cell>>,
): Cell {
  const base = bases[of[goods.place] as number] as BaseClass;
  const id = classOf(goods.place);
  if (id === null) return emptyCell(priceOfRow(goods.place, goods), base);
  const priceClass = classes[id] as PriceClass;
  const own = known.get(priceClass) ?? new Map<BaseClass, Cell>();
  known.set(priceClass, own);
  const cell = own.get(base) ?? emptyCell(priceClass, base);
  own.set(base, cell);
  return cell;
}
