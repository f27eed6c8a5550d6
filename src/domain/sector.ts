/** Sectors of the reports. Each product falls in exactly one: the first whose prefixes or lists name it. */
import { NO_CLAIMS } from "./classes.js";
import type { IsoDate } from "./day.js";
import { productTable } from "./marks.js";
import type { Lists } from "./schedule.js";

export interface Sector {
  readonly id: string;
  readonly label: string;
  /** HTS prefixes; none and no lists means all that is left. */
  readonly products: readonly string[];
  readonly lists: readonly string[];
}

/** The sector of each product, in the order of their numbers. */
export function sectorsOf(
  hts: readonly string[],
  sectors: readonly Sector[],
  lists: Lists,
  on: IsoDate,
): readonly Sector[] {
  const table = productTable(hts, lists, NO_CLAIMS);
  const of = new Uint8Array(hts.length).fill(sectors.length - 1);
  for (const [index, sector] of [...sectors.entries()].reverse())
    for (const marks of [
      table.startingWith(sector.products),
      ...sector.lists.map((id) => table.onList(id, on)),
    ])
      for (let row = 0; row < of.length; row += 1) if (marks[row] === 1) of[row] = index;
  const named: Sector[] = [];
  for (const index of of) named.push(sectors[index] as Sector);
  return named;
}
