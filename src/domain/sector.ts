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
export function sectorsOf(hts: readonly string[], sectors: readonly Sector[], lists: Lists, on: IsoDate): Sector[] {
  const table = productTable(hts, lists, NO_CLAIMS);
  const marks = sectors.map((sector) => ({
    sector,
    named: [table.startingWith(sector.products), ...sector.lists.map((id) => table.onList(id, on))],
  }));
  const last = sectors.at(-1) as Sector;
  return hts.map((_, row) => marks.find(({ named }) => named.some((column) => column[row] === 1))?.sector ?? last);
}
