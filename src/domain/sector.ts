/** Sectors of the reports. Each product falls in exactly one: the first whose prefixes or lists name it. */
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
  const table = productTable(hts, lists, new Set());
  const last = sectors.at(-1);
  return hts.map((_, index) => {
    const product = table.at(index);
    const named = ({ products, lists: ids }: Sector) =>
      product.startsWithAny(products) || ids.some((id) => product.onList(id, on));
    return (sectors.find(named) ?? last) as Sector;
  });
}
