/** Adds priced trade up by any grouping. Sums are exact: whole dollars first, then one multiplication a class. */
import { type BaseClass, type PriceClass, type PricedFlow, type PricedLayer, type Status, statusOf } from "./priced.js";
import { NO_USD, plusUsd, type Usd, usd } from "./units.js";

/** Sums of one group of rows or layers. */
export interface Sums {
  /** Customs value of the group's goods. */
  readonly imports: Usd;
  readonly duty: Usd;
  /** The duty is a lower bound: part of the goods have duties that cannot be computed. */
  readonly atLeast: boolean;
}

export type Coverage = Readonly<Record<Status, Usd>>;

/** Names the group of a row. */
export type GroupOf = (flow: PricedFlow["flow"], row: number) => string;

/** Rows of one class, one base class, and perhaps one group. */
export interface Cell {
  readonly priceClass: PriceClass;
  readonly base: BaseClass;
  readonly status: Status;
  value: number;
  rows: number;
  observed: number;
}

/** Sums by the group of each row. */
export function tallyRows(priced: readonly PricedFlow[], groupOf: GroupOf): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const flow of priced)
    for (const [group, cells] of cellsOf(flow, groupOf)) for (const cell of cells.values()) addTo(groups, group, sumsOf(cell));
  return groups;
}

/** Sums by layer of duty: `nameOf` a layer, or the base duty where it is given `null`. */
export function tallyLayers(priced: readonly PricedFlow[], nameOf: (layer: PricedLayer | null) => string): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const cell of cellsOfAll(priced)) {
    if (cell.status === "outside") continue;
    const imports = usd(cell.value);
    const atLeast = cell.status === "unknown";
    addTo(groups, nameOf(null), { imports, duty: baseDuty(cell), atLeast });
    for (const layer of cell.priceClass.layers)
      addTo(groups, nameOf(layer), { imports, duty: usd(layer.duty.times(weight(cell))), atLeast });
  }
  return groups;
}

/** Dollars of trade by how well its duty is known; the four add up to the imports. */
export function coverageOf(priced: readonly PricedFlow[]): Coverage {
  const dollars: Record<Status, number> = { statutory: 0, estimated: 0, unknown: 0, outside: 0 };
  for (const { status, value } of cellsOfAll(priced)) dollars[status] += value;
  const { statutory, estimated, unknown, outside } = dollars;
  return { statutory: usd(statutory), estimated: usd(estimated), unknown: usd(unknown), outside: usd(outside) };
}

/** Imports and duty of the rows that fit. */
export function sumsWhere(priced: readonly PricedFlow[], fits: (cell: Cell) => boolean): Sums {
  let total: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };
  for (const cell of cellsOfAll(priced)) if (fits(cell)) total = together(total, sumsOf(cell));
  return total;
}

const wholes = new WeakMap<PricedFlow, readonly Cell[]>();
/** Cells of whole flows, made once. */
function cellsOfAll(priced: readonly PricedFlow[]): Cell[] {
  return priced.flatMap((flow) => {
    const cells = wholes.get(flow) ?? [...(cellsOf(flow, () => "").get("")?.values() ?? [])];
    wholes.set(flow, cells);
    return cells;
  });
}

function cellsOf(priced: PricedFlow, groupOf: GroupOf): Map<string, Map<number, Cell>> {
  const groups = new Map<string, Map<number, Cell>>();
  const { flow, of, baseOf, bases } = priced;
  for (let row = 0; row < flow.value.length; row += 1) {
    const group = groupOf(flow, row);
    const cells = groups.get(group) ?? new Map<number, Cell>();
    if (cells.size === 0) groups.set(group, cells);
    const id = (of[row] ?? 0) * bases.length + (baseOf[row] ?? 0);
    const cell = cells.get(id) ?? emptyCell(priced, row);
    if (cell.rows === 0) cells.set(id, cell);
    cell.value += flow.value[row] ?? 0;
    cell.rows += 1;
    cell.observed += flow.duty[row] ?? 0;
  }
  return groups;
}

function emptyCell({ of, baseOf, classes, bases }: PricedFlow, row: number): Cell {
  const priceClass = classes[of[row] ?? 0] as PriceClass;
  const base = bases[baseOf[row] ?? 0] as BaseClass;
  return { priceClass, base, status: statusOf(priceClass, base), value: 0, rows: 0, observed: 0 };
}

const sumsOf = (cell: Cell): Sums => ({
  imports: usd(cell.value),
  duty: plusUsd(usd(cell.priceClass.duty.times(weight(cell))), baseDuty(cell)),
  atLeast: cell.status === "unknown",
});

/** What a duty of the class is multiplied by. */
const weight = ({ priceClass, value, rows }: Cell): number => (priceClass.per === "value" ? value : rows);

function baseDuty({ priceClass, base, value, observed }: Cell): Usd {
  if (priceClass.replacesBase) return NO_USD;
  return base.rate === null ? usd(observed) : usd(base.rate.times(value));
}

function addTo(groups: Map<string, Sums>, group: string, sums: Sums): void {
  const known = groups.get(group);
  groups.set(group, known ? together(known, sums) : sums);
}

const together = (a: Sums, b: Sums): Sums => ({
  imports: plusUsd(a.imports, b.imports),
  duty: plusUsd(a.duty, b.duty),
  atLeast: a.atLeast || b.atLeast,
});
