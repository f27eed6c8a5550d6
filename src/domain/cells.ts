/** Rows of priced trade that owe at the same rates, added up: a sum over trade is a sum over these. */
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
}

const wholes = new WeakMap<PricedFlow, ReadonlyMap<number, Cell>>();
/** Cells of a whole flow, made once. */
function wholeOf(priced: PricedFlow): ReadonlyMap<number, Cell> {
  const cells = wholes.get(priced) ?? cellsOf(priced, () => "").get("") ?? new Map<number, Cell>();
  wholes.set(priced, cells);
  return cells;
}

const together = new WeakMap<readonly PricedFlow[], readonly Cell[]>();
/** Cells of all flows, made once; flows whose numbers were priced together have theirs together. */
export function cellsOfAll(priced: readonly PricedFlow[]): readonly Cell[] {
  const cells = together.get(priced) ?? addedUp(priced);
  together.set(priced, cells);
  return cells;
}

function addedUp(priced: readonly PricedFlow[]): Cell[] {
  const [only] = priced;
  if (only && priced.length === 1) return [...wholeOf(only).values()];
  const byClasses = new Map<PricedFlow["classes"], Map<number, Cell>>();
  for (const flow of priced) {
    const own = byClasses.get(flow.classes) ?? new Map<number, Cell>();
    byClasses.set(flow.classes, own);
    for (const [id, { value, rows, observed, ...rest }] of wholeOf(flow)) {
      const cell = own.get(id);
      if (cell === undefined) own.set(id, { ...rest, value, rows, observed });
      else {
        cell.value += value;
        cell.rows += rows;
        cell.observed += observed;
      }
    }
  }
  return [...byClasses.values()].flatMap((cells) => [...cells.values()]);
}

/** Cells by group of their rows. */
export function cellsOf(priced: PricedFlow, groupOf: GroupOf): Map<string, Map<number, Cell>> {
  const groups = new Map<string, Map<number, Cell>>();
  const { flow, of, baseOf, bases } = priced;
  for (let row = 0; row < of.length; row += 1) {
    const group = groupOf(flow, row);
    let cells = groups.get(group);
    if (cells === undefined) {
      cells = new Map();
      groups.set(group, cells);
    }
    const id = (of[row] as number) * bases.length + (baseOf[row] as number);
    let cell = cells.get(id);
    if (cell === undefined) {
      cell = emptyCell(priced, row);
      cells.set(id, cell);
    }
    cell.value += flow.value[row] as number;
    cell.rows += 1;
    cell.observed += flow.duty[row] as number;
  }
  return groups;
}

function emptyCell({ of, baseOf, classes, bases }: PricedFlow, row: number): Cell {
  const priceClass = classes[of[row] ?? 0] as PriceClass;
  const base = bases[baseOf[row] ?? 0] as BaseClass;
  return { priceClass, base, status: statusOf(priceClass, base), value: 0, rows: 0, observed: 0 };
}
