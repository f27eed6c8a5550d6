/** Sectors of the reports. Each product falls in exactly one: the first whose prefixes or lists name it. */
import { type Marks, productTable } from "../compiled/product-table.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { Lists } from "../law/measure.js";

/** A sector of the reports, by prefixes of HTS numbers and by lists. */
export interface Sector {
  readonly id: string;
  readonly label: string;
  /** HTS prefixes; none and no lists means all that is left. */
  readonly products: readonly string[];
  readonly lists: readonly string[];
}

/** Index of the sector of each product, in the order of their numbers. */
export function sectorsOf(
  hts: readonly string[],
  sectors: readonly Sector[],
  lists: Lists,
  on: IsoDate,
): Uint8Array {
  const table = productTable(hts, lists, NO_CLAIMS);
  const of = new Uint8Array(hts.length).fill(sectors.length - 1);
  for (const [index, sector] of [...sectors.entries()].reverse()) {
    if (sector.products.length > 0) place(of, table.startingWith(sector.products), index);
    for (const id of sector.lists) place(of, table.onList(id, on), index);
  }
  return of;
}

/** Earlier sectors are placed later, over those that would also have named the product. */
function place(of: Uint8Array, marks: Marks, index: number): void {
  for (let row = 0; row < of.length; row += 1) if (marks[row] === 1) of[row] = index;
}
