/**
 * Sums of priced trade: rows that owe at the same rates are added up once, and a sum over trade, of a sector or any other
 * group, is a sum over these.
 */
import { type Fixed, fromFixed, toFixed, wholeDollars } from "../compiled/fixed.js";
import { memoize, memoizeThing } from "../compiled/memo.js";
import { type Marks, productTable } from "../compiled/product-table.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { Lists } from "../law/measure.js";
import { type Decimal, type Usd, usd } from "../law/units.js";
import type { Flow } from "./flow.js";
import type { Price, PricedFlow, PricedLayer, Status } from "./question.js";

/** Names the group of a row. */
export type GroupOf = (flow: PricedFlow["flow"], row: number) => string;

/** Rows of one price, and perhaps of one group. */
export interface Cell extends Price {
  readonly status: Status;
  value: number;
  rows: number;
  observed: number;
  /** Their duty, once it is worked out. */
  duty?: Fixed | undefined;
}

/** Cells of all flows; flows whose numbers were priced together have theirs together. */
export const cellsOfAll = memoize((priced: readonly PricedFlow[]): readonly Cell[] => {
  const byPrices = new Map<PricedFlow["prices"], MetCells>();
  for (const { flow, of, prices } of priced) {
    const { cellOf } = kept(byPrices, prices, () => metCells(prices));
    for (let row = 0; row < of.length; row += 1) addRow(cellOf(of[row] as number), flow, row);
  }
  return [...byPrices.values()].flatMap(({ cells }) => cells);
});

/** Cells by group of their rows. */
function cellsOf({ flow, of, prices }: PricedFlow, groupOf: GroupOf): Map<string, readonly Cell[]> {
  const groups = new Map<string, MetCells>();
  let [last, own]: [string | undefined, MetCells] = [undefined, metCells(prices)];
  for (let row = 0; row < of.length; row += 1) {
    const group = groupOf(flow, row);
    if (group !== last) own = kept(groups, group, () => metCells(prices));
    last = group;
    addRow(own.cellOf(of[row] as number), flow, row);
  }
  return new Map([...groups].map(([group, { cells }]) => [group, cells]));
}

/** Cells in the order in which they were met. */
interface MetCells {
  readonly cells: readonly Cell[];
  /** The cell of a price, by its number. */
  cellOf(id: number): Cell;
}

function metCells(prices: readonly Price[]): MetCells {
  const cells: Cell[] = [];
  const byId: (Cell | undefined)[] = [];
  return {
    cells,
    cellOf(id) {
      const known = byId[id];
      if (known !== undefined) return known;
      const cell = emptyCell(prices[id] as Price);
      byId[id] = cell;
      cells.push(cell);
      return cell;
    },
  };
}

function kept<Key, Thing>(things: Map<Key, Thing>, key: Key, make: () => Thing): Thing {
  const known = things.get(key);
  if (known !== undefined) return known;
  const thing = make();
  things.set(key, thing);
  return thing;
}

function addRow(cell: Cell, { value, duty }: Flow, row: number): void {
  cell.value += value[row] as number;
  cell.rows += 1;
  cell.observed += duty[row] as number;
}

/** How well the duty of rows of a class and a base class is known. */
export function statusOf({ priceClass, base: { status } }: Price): Status {
  const { needs, assumed, replacesBase } = priceClass;
  if (status === "outside") return status;
  if (needs.length > 0 || (status === "unknown" && !replacesBase)) return "unknown";
  if (assumed.length > 0) return "estimated";
  return status === "unknown" ? "statutory" : status;
}

/** A cell without rows. */
export const emptyCell = (price: Price): Cell => ({
  priceClass: price.priceClass,
  base: price.base,
  status: statusOf(price),
  value: 0,
  rows: 0,
  observed: 0,
});

// Adds priced trade up by any grouping. Sums are exact: whole dollars first, then one multiplication a class.

/** Sums of one group of rows or layers. */
export interface Sums {
  /** Customs value of the group's goods. */
  readonly imports: Usd;
  readonly duty: Usd;
  /** The duty is a lower bound: part of the goods have duties that cannot be computed. */
  readonly atLeast: boolean;
}

type Coverage = Readonly<Record<Status, Usd>>;

/** Sums while they are being added up. */
interface Adding {
  imports: number;
  duty: Fixed;
  atLeast: boolean;
}

/** Sums by the group of each row. */
export function tallyRows(priced: readonly PricedFlow[], groupOf: GroupOf): Map<string, Sums> {
  const groups = new Map<string, Adding>();
  for (const flow of priced)
    for (const [group, cells] of cellsOf(flow, groupOf))
      for (const cell of cells) add(groups, group, cell, dutyOf(cell), isOpen(cell));
  return summed(groups);
}

/**
 * Sums by layer of duty, of all rows or of each group of rows: groups are named by both. Rows outside the tariff base
 * have no layers. A layer that cannot be computed counts nothing and makes its sum a lower bound. Goods that owe several
 * layers of one name are counted once among its imports.
 */
export function tallyLayers(
  priced: readonly PricedFlow[],
  nameOf: (layer: PricedLayer | null, group: string) => string,
  groupOf?: GroupOf,
): Map<string, Sums> {
  const groups = new Map<string, Adding>();
  for (const [group, cell] of layeredCells(priced, groupOf)) {
    const { base, priceClass } = cell;
    if (cell.status === "outside") continue;
    const isBaseOpen = base.status === "unknown" && !priceClass.replacesBase;
    const plain = nameOf(null, group);
    add(groups, plain, cell, baseDuty(cell), isBaseOpen);
    const counted = new Set([plain]);
    for (const layer of priceClass.layers) {
      const name = nameOf(layer, group);
      const goods = counted.has(name) ? NO_GOODS : cell;
      counted.add(name);
      add(groups, name, goods, fixedOf(layer.duty) * weight(cell), layer.atLeast);
    }
  }
  return summed(groups);
}

/** Goods that are counted already. */
const NO_GOODS = { value: 0 };

function layeredCells(priced: readonly PricedFlow[], groupOf: GroupOf | undefined): [string, Cell][] {
  if (groupOf === undefined) return cellsOfAll(priced).map((cell) => ["", cell]);
  return priced.flatMap((flow) =>
    [...cellsOf(flow, groupOf)].flatMap(([group, cells]) =>
      cells.map((cell): [string, Cell] => [group, cell]),
    ),
  );
}

/** Dollars of trade by how well its duty is known; the four add up to the imports. */
export function coverageOf(priced: readonly PricedFlow[]): Coverage {
  const dollars: Record<Status, number> = { statutory: 0, estimated: 0, unknown: 0, outside: 0 };
  for (const { status, value } of cellsOfAll(priced)) dollars[status] += value;
  const { statutory, estimated, unknown, outside } = dollars;
  return {
    statutory: usd(statutory),
    estimated: usd(estimated),
    unknown: usd(unknown),
    outside: usd(outside),
  };
}

/** Imports and duty of the rows that fit. */
export function sumsWhere(priced: readonly PricedFlow[], fits: (cell: Cell) => boolean): Sums {
  const groups = new Map<string, Adding>([["", { imports: 0, duty: 0n, atLeast: false }]]);
  for (const cell of cellsOfAll(priced)) if (fits(cell)) add(groups, "", cell, dutyOf(cell), isOpen(cell));
  return summed(groups).get("") as Sums;
}

/** What the rows of a cell owe; worked out once. */
export function dutyOf(cell: Cell): Fixed {
  cell.duty ??= fixedOf(cell.priceClass.duty) * weight(cell) + baseDuty(cell);
  return cell.duty;
}

/** What a duty of the class is multiplied by. */
const weight = ({ priceClass, value, rows }: Cell): bigint =>
  BigInt(priceClass.per === "value" ? value : rows);

function baseDuty({ priceClass, base, value, rows, observed }: Cell): Fixed {
  if (priceClass.replacesBase) return 0n;
  if (base.rate === null) return wholeDollars(observed);
  return fixedOf(base.rate) * BigInt(base.perRow ? rows : value);
}

/** A rate as an integer. */
const fixedOf = memoizeThing((rate: Decimal): Fixed => toFixed(rate));

const isOpen = ({ status }: Cell): boolean => status === "unknown";

function add(
  groups: Map<string, Adding>,
  group: string,
  { value }: Pick<Cell, "value">,
  duty: Fixed,
  atLeast: boolean,
): void {
  const sums = groups.get(group) ?? { imports: 0, duty: 0n, atLeast: false };
  groups.set(group, sums);
  sums.imports += value;
  sums.duty += duty;
  sums.atLeast ||= atLeast;
}

const summed = (groups: ReadonlyMap<string, Adding>): Map<string, Sums> =>
  new Map(
    [...groups].map(([group, { imports, duty, atLeast }]) => [
      group,
      { imports: usd(imports), duty: fromFixed(duty), atLeast },
    ]),
  );

// Sectors: each product falls in exactly one, the first whose prefixes or lists name it.

/** A sector of the reports, by prefixes of HTS numbers and by lists. */
export interface Sector {
  readonly id: string;
  readonly label: string;
  /** HTS prefixes; none and no lists means all that is left. */
  readonly products: readonly string[];
  readonly lists: readonly string[];
  /** Day whose lists count; without it the goods are all that a list ever names. */
  readonly on?: string;
}

/**
 * Index of the sector of each product, in the order of their numbers. The day of the law has no say in it: a sector is
 * the same goods on every day, so that days can be compared.
 */
export function sectorsOf(hts: readonly string[], sectors: readonly Sector[], lists: Lists): Uint8Array {
  const table = productTable(hts, lists, NO_CLAIMS);
  const of = new Uint8Array(hts.length).fill(sectors.length - 1);
  for (const [index, sector] of [...sectors.entries()].reverse()) {
    if (sector.products.length > 0) place(of, table.startingWith(sector.products), index);
    for (const id of sector.lists)
      for (const day of daysOfSector(sector, id, lists)) place(of, table.onList(id, day), index);
  }
  return of;
}

/** Days on which a list of a sector is read: its own, or all on which the list grows. */
const daysOfSector = ({ on }: Sector, id: string, lists: Lists): IsoDate[] =>
  on === undefined ? [...new Set((lists.get(id)?.groups ?? []).map(({ from }) => from))] : [on as IsoDate];

/** Earlier sectors are placed later, over those that would also have named the product. */
function place(of: Uint8Array, marks: Marks, index: number): void {
  for (let row = 0; row < of.length; row += 1) if (marks[row] === 1) of[row] = index;
}
