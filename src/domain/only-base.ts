/** What the duty that customs calculated in the year of a flow tells of base duties. */
import { type Classes, NO_CLAIMS } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Goods } from "./line-prices.js";
import { lawOfList } from "./list-law.js";
import type { Schedule } from "./schedule.js";
import { placesOf } from "./shared-numbers.js";

/** Whether customs could have calculated only base duty on the goods of a number in the year of their trade. */
export interface OnlyBase {
  /** The same for origins that the law of that year treated alike. */
  readonly key: string;
  at(place: number): boolean;
}

export function wasOnlyBase({ list, origin, year }: Omit<Goods, "terms">, past: Schedule): OnlyBase {
  const law = lawOfList(list, past, `${year}-12-31` as IsoDate, "law");
  let classes: Classes | undefined;
  return {
    key: law.keyOf(origin),
    at(place) {
      classes ??= law.classes(origin, NO_CLAIMS);
      return classes.reached[classes.of[place] ?? 0]?.length === 0;
    },
  };
}

/** The same of the rows of a flow. */
export function onlyBaseWasDue(
  { hts, year }: { readonly hts: readonly string[]; readonly year: number },
  origin: Origin,
  past: Schedule,
): (row: number) => boolean {
  const { list, at } = placesOf(hts);
  const onlyBase = wasOnlyBase({ list, origin, year }, past);
  return (row) => onlyBase.at(at ? (at[row] as number) : row);
}
