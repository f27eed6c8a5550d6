/** Adds priced trade up by any grouping. Sums are exact: whole dollars first, then one multiplication a class. */
import { type Cell, cellsOf, cellsOfAll, type GroupOf } from "./cells.js";
import { type Fixed, fromFixed, toFixed, wholeDollars } from "./fixed.js";
import type { PricedFlow, PricedLayer, Status } from "./priced.js";
import { type Decimal, type Usd, usd } from "./units.js";

export type { Cell, GroupOf } from "./cells.js";

/** Sums of one group of rows or layers. */
export interface Sums {
  /** Customs value of the group's goods. */
  readonly imports: Usd;
  readonly duty: Usd;
  /** The duty is a lower bound: part of the goods have duties that cannot be computed. */
  readonly atLeast: boolean;
}

export type Coverage = Readonly<Record<Status, Usd>>;

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
      for (const cell of cells.values()) add(groups, group, cell, dutyOf(cell), isOpen(cell));
  return summed(groups);
}

/**
 * Sums by layer of duty, of all rows or of each group of rows: groups are named by both. Rows outside the tariff base
 * have no layers. A layer that cannot be computed counts nothing and makes its sum a lower bound.
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
    add(groups, nameOf(null, group), cell, baseDuty(cell), base.status === "unknown");
    for (const layer of priceClass.layers)
      add(groups, nameOf(layer, group), cell, fixedOf(layer.duty) * weight(cell), layer.atLeast);
  }
  return summed(groups);
}

function layeredCells(priced: readonly PricedFlow[], groupOf: GroupOf | undefined): [string, Cell][] {
  if (groupOf === undefined) return cellsOfAll(priced).map((cell) => ["", cell]);
  return priced.flatMap((flow) =>
    [...cellsOf(flow, groupOf)].flatMap(([group, cells]) =>
      [...cells.values()].map((cell): [string, Cell] => [group, cell]),
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

const fixed = new WeakMap<Decimal, Fixed>();
/** A rate as an integer, made once. */
function fixedOf(rate: Decimal): Fixed {
  const known = fixed.get(rate) ?? toFixed(rate);
  fixed.set(rate, known);
  return known;
}

const isOpen = ({ status }: Cell): boolean => status === "unknown";

function add(
  groups: Map<string, Adding>,
  group: string,
  { value }: Cell,
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
