/** Adds priced trade up by any grouping. Sums are exact: whole dollars first, then one multiplication a class. */
import type { PriceClass, PricedFlow, Status } from "./priced.js";
import { decimal, NO_USD, plusUsd, type Usd, usd } from "./units.js";

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
export type GroupOf = (flow: PricedFlow["flow"], index: number) => string;

/** Dollars of rows of one group and class. */
interface Cell {
  value: number;
  rows: number;
  observed: number;
}

/** Sums by the group of each row. */
export function tallyRows(priced: readonly PricedFlow[], groupOf: GroupOf): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const flow of priced)
    for (const [group, cells] of cellsOf(flow, groupOf))
      for (const [id, cell] of cells) addTo(groups, group, dutyOf(flow.classes[id] as PriceClass, cell));
  return groups;
}

/** Sums by layer of duty: `nameOf` a layer, or the base duty where it is given `null`. */
export function tallyLayers(
  priced: readonly PricedFlow[],
  nameOf: (layer: PriceClass["layers"][number] | null) => string,
): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const flow of priced) {
    const [cells = new Map<number, Cell>()] = cellsOf(flow, () => "").values();
    for (const [id, cell] of cells) {
      const priceClass = flow.classes[id] as PriceClass;
      if (priceClass.status === "outside") continue;
      const atLeast = priceClass.status === "unknown";
      const imports = usd(cell.value);
      addTo(groups, nameOf(null), { imports, duty: baseDollars(priceClass, cell), atLeast });
      for (const layer of priceClass.layers)
        addTo(groups, nameOf(layer), { imports, duty: usd(layer.duty.times(weight(priceClass, cell))), atLeast });
    }
  }
  return groups;
}

/** Dollars of trade by how well its duty is known; the four add up to the imports. */
export function coverageOf(priced: readonly PricedFlow[]): Coverage {
  const dollars: Record<Status, number> = { statutory: 0, estimated: 0, unknown: 0, outside: 0 };
  for (const { flow, of, classes } of priced)
    for (const [index, value] of flow.value.entries()) dollars[classes[of[index] ?? 0]?.status ?? "unknown"] += value;
  const { statutory, estimated, unknown, outside } = dollars;
  return { statutory: usd(statutory), estimated: usd(estimated), unknown: usd(unknown), outside: usd(outside) };
}

/** Imports and duty of the rows whose class fits. */
export function sumsWhere(priced: readonly PricedFlow[], fits: (priceClass: PriceClass) => boolean): Sums {
  const groups = new Map<string, Sums>();
  for (const flow of priced)
    for (const cells of cellsOf(flow, () => "").values())
      for (const [id, cell] of cells) {
        const priceClass = flow.classes[id] as PriceClass;
        if (fits(priceClass)) addTo(groups, "", dutyOf(priceClass, cell));
      }
  return totalOf(groups.values());
}

/** Sums of all groups. */
export const totalOf = (sums: Iterable<Sums>): Sums => {
  let total: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };
  for (const one of sums) total = together(total, one);
  return total;
};

function cellsOf({ flow, of }: PricedFlow, groupOf: GroupOf): Map<string, Map<number, Cell>> {
  const groups = new Map<string, Map<number, Cell>>();
  for (const [index, value] of flow.value.entries()) {
    const group = groupOf(flow, index);
    const cells = groups.get(group) ?? new Map<number, Cell>();
    groups.set(group, cells);
    const id = of[index] ?? 0;
    const cell = cells.get(id) ?? { value: 0, rows: 0, observed: 0 };
    cells.set(id, cell);
    cell.value += value;
    cell.rows += 1;
    cell.observed += flow.duty[index] ?? 0;
  }
  return groups;
}

function dutyOf(priceClass: PriceClass, cell: Cell): Sums {
  const layers = priceClass.layers.reduce((sum, { duty }) => sum.plus(duty), decimal(0));
  const additional = usd(layers.times(weight(priceClass, cell)));
  return {
    imports: usd(cell.value),
    duty: plusUsd(additional, baseDollars(priceClass, cell)),
    atLeast: priceClass.status === "unknown",
  };
}

/** What a duty of the class is multiplied by. */
const weight = ({ per }: PriceClass, { value, rows }: Cell): number => (per === "value" ? value : rows);

const baseDollars = (priceClass: PriceClass, cell: Cell): Usd =>
  priceClass.base === null ? usd(cell.observed) : usd(priceClass.base.times(weight(priceClass, cell)));

function addTo(groups: Map<string, Sums>, group: string, sums: Sums): void {
  const known = groups.get(group);
  groups.set(group, known ? together(known, sums) : sums);
}

const together = (a: Sums, b: Sums): Sums => ({
  imports: plusUsd(a.imports, b.imports),
  duty: plusUsd(a.duty, b.duty),
  atLeast: a.atLeast || b.atLeast,
});
