/** The position of every product towards a version at once: `positionOf`, a column at a time. */
import { includesOrigin, type Origin } from "./country.js";
import { type IsoDate, inSpan } from "./day.js";
import type { Marks, ProductTable } from "./marks.js";
import type { Exemption, Limits, Measure, Scope, Version } from "./measure.js";

import { type Reaching, reaching } from "./reach.js";

/** One byte a product: 0 out of reach, 1 reached, 2 and more freed by that exemption. */
export type Positions = Uint8Array;
const OUTSIDE = 0;
const REACHED = 1;

/** How many positions towards a version there are. */
export const positionsIn = ({ freedBy }: Version): number => 2 + freedBy.length;

/** The measure as it reaches a product of this position; `undefined` if it does not. */
export function reachingAt(
  position: number,
  measure: Measure,
  version: Version,
  origin: Origin,
): Reaching | undefined {
  if (position === OUTSIDE) return undefined;
  const exemption = position === REACHED ? undefined : version.freedBy[position - 2];
  return reaching(measure, version, origin, exemption ?? "reached");
}

const known = new WeakMap<Version, Map<ProductTable, Map<string, Positions>>>();

/** Positions of all products of a table; made once where the answer is the same. */
export function positionsOf(
  version: Version,
  table: ProductTable,
  origin: Origin,
  claims: ReadonlySet<string>,
  on: IsoDate,
): Positions {
  const day = version.listedOn ?? on;
  const byTable = known.get(version) ?? new Map<ProductTable, Map<string, Positions>>();
  known.set(version, byTable);
  const byCase = byTable.get(table) ?? new Map<string, Positions>();
  byTable.set(table, byCase);
  const key = dependsOnOrigin(version) ? `${origin.code} ${day}` : day;
  const positions = byCase.get(key) ?? columnOf(version, table, origin, claims, day);
  byCase.set(key, positions);
  return positions;
}

/** Whether a version asks of goods it covers where they are from: an exemption for some, a limit of a scenario. */
const dependsOnOrigin = ({ covers, freedBy }: Version): boolean =>
  covers.within.length > 0 ||
  covers.beyond.length > 0 ||
  freedBy.some(({ origins }) => origins !== undefined);

/** Positions worked out anew, for tables that are asked once. */
export function columnOf(
  version: Version,
  table: ProductTable,
  origin: Origin,
  claims: ReadonlySet<string>,
  day: IsoDate,
): Positions {
  const column = covered(version.covers, table, origin, claims, day);
  for (const [index, exemption] of version.freedBy.entries()) {
    const freed = isOpen(exemption, origin, claims, day) ? freedMarks(exemption, table, day) : undefined;
    if (freed === undefined) continue;
    for (let row = 0; row < table.size; row += 1)
      if (column[row] === REACHED && freed[row] === 1) column[row] = 2 + index;
  }
  return column;
}

/** 1 for each product that the scope covers. */
function covered(
  scope: Scope,
  table: ProductTable,
  origin: Origin,
  claims: ReadonlySet<string>,
  day: IsoDate,
): Uint8Array {
  const column = new Uint8Array(table.size);
  if (scope.onlyIf.length > 0 && !scope.onlyIf.some((claim) => claims.has(claim))) return column;
  add(column, scope.products.includes("*") ? table.goods : table.startingWith(scope.products));
  for (const list of scope.lists) add(column, table.onList(list, day));
  remove(column, table.startingWith(scope.exceptProducts));
  for (const list of scope.exceptLists) remove(column, table.onList(list, day));
  for (const limits of scope.within) keep(column, within(limits, table, origin));
  for (const limits of scope.beyond) remove(column, within(limits, table, origin));
  return column;
}

function within({ origins, products }: Limits, table: ProductTable, origin: Origin): Marks {
  if (origins.length > 0 && !includesOrigin(origins, origin)) return new Uint8Array(table.size);
  return products.length > 0 ? table.startingWith(products) : new Uint8Array(table.size).fill(1);
}

/** Whether the conditions of an exemption that are not about products hold. */
const isOpen = (
  { claims: asked, origins, from, until }: Exemption,
  origin: Origin,
  claims: ReadonlySet<string>,
  day: IsoDate,
) =>
  (from === undefined || inSpan({ from, until: until ?? null }, day)) &&
  (asked === undefined || asked.some((claim) => claims.has(claim))) &&
  (origins === undefined || includesOrigin(origins, origin));

function freedMarks({ products, lists }: Exemption, table: ProductTable, day: IsoDate): Marks {
  if (products === undefined && lists === undefined) return new Uint8Array(table.size).fill(1);
  const marks = Uint8Array.from(table.startingWith(products ?? []));
  for (const list of lists ?? []) add(marks, table.onList(list, day));
  return marks;
}

/** Marks of a column, and of another. */
export function add(column: Uint8Array, marks: Marks): void {
  for (let row = 0; row < column.length; row += 1) column[row] = (column[row] ?? 0) | (marks[row] ?? 0);
}
function remove(column: Uint8Array, marks: Marks): void {
  for (let row = 0; row < column.length; row += 1) if (marks[row] === 1) column[row] = OUTSIDE;
}
function keep(column: Uint8Array, marks: Marks): void {
  for (let row = 0; row < column.length; row += 1) if (marks[row] !== 1) column[row] = OUTSIDE;
}
