/** Rows of priced trade that owe at the same rates, added up: a sum over trade is a sum over these. */
import type { Fixed } from "./fixed.js";
import { type BaseClass, type PriceClass, type PricedFlow, type Status, statusOf } from "./priced.js";

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
  /** Their duty, once it is worked out. */
  duty?: Fixed | undefined;
}

const together = new WeakMap<readonly PricedFlow[], readonly Cell[]>();
/** Cells of all flows, made once; flows whose numbers were priced together have theirs together. */
export function cellsOfAll(priced: readonly PricedFlow[]): readonly Cell[] {
  const cells = together.get(priced) ?? addedUp(priced);
  together.set(priced, cells);
  return cells;
}

type Cells = Map<number, Cell>;

function addedUp(priced: readonly PricedFlow[]): Cell[] {
  const byClasses = new Map<PricedFlow["classes"], Cells>();
  for (const flow of priced) {
    const cells: Cells = byClasses.get(flow.classes) ?? new Map();
    byClasses.set(flow.classes, cells);
    for (let row = 0; row < flow.of.length; row += 1) addRow(cells, flow, row);
  }
  return [...byClasses.values()].flatMap((cells) => [...cells.values()]);
}

/** Cells by group of their rows. */
export function cellsOf(priced: PricedFlow, groupOf: GroupOf): Map<string, Cells> {
  const groups = new Map<string, Cells>();
  const { flow, of } = priced;
  let [last, cells]: [string | undefined, Cells] = [undefined, new Map()];
  for (let row = 0; row < of.length; row += 1) {
    const group = groupOf(flow, row);
    if (group !== last) {
      cells = groups.get(group) ?? new Map();
      groups.set(group, cells);
      last = group;
    }
    addRow(cells, priced, row);
  }
  return groups;
}

function addRow(cells: Cells, priced: PricedFlow, row: number): void {
  const { flow, of, baseOf, classes, bases } = priced;
  const id = (of[row] as number) * bases.length + (baseOf[row] as number);
  let cell = cells.get(id);
  if (cell === undefined) {
    cell = emptyCell(classes[of[row] ?? 0] as PriceClass, bases[baseOf[row] ?? 0] as BaseClass);
    cells.set(id, cell);
  }
  cell.value += flow.value[row] as number;
  cell.rows += 1;
  cell.observed += flow.duty[row] as number;
}

/** A cell without rows. */
export const emptyCell = (priceClass: PriceClass, base: BaseClass): Cell => ({
  priceClass,
  base,
  status: statusOf(priceClass, base),
  value: 0,
  rows: 0,
  observed: 0,
});
