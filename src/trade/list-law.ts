/** The law of a day on the numbers of a list of trade, and what the law of the year of the trade tells of its base duties. */
import { type Few, type LineNumbers, numberedUnder, numbersFor } from "../compiled/interned.js";
import { covering, lawKey, lawOfDay, standingOn } from "../compiled/law-of-day.js";
import { isShared, placesOf } from "../compiled/line-index.js";
import { memoize, memoizeRecent, memoizeThing, notesOn } from "../compiled/memo.js";
import type { Terms } from "../compiled/terms.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import type { View } from "../law/measure.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";

/** The law of a day on the numbers of a list. */
export interface ListLaw {
  /** The same for origins whose goods owe the same where nothing is claimed. */
  keyOf(origin: Origin): string;
  /** How the numbers are reached, for goods of an origin with these claims. */
  termsOf(origin: Origin, claims: ReadonlySet<string>): ListTerms;
}

/** Terms of each number of a list: each but once, and which is whose. */
export interface ListTerms {
  readonly of: Int32Array;
  readonly terms: readonly Terms[];
}

/** Days that are kept at a time: a year of trade followed from day to day comes back to few. */
const DAYS_KEPT = 4;

/** The law of a day on a list; kept while the last days asked about are the same. */
export const lawOfList = (
  list: readonly string[],
  schedule: Schedule,
  on: IsoDate,
  view: View,
  origin: Origin,
): ListLaw => lawsOf(list, schedule, view, isShared(list) ? null : origin)(on);

/** Numbers of one origin are told apart by the measures that cover it alone. */
const lawsOf = memoize((list: readonly string[], schedule: Schedule, view: View, only: Origin | null) =>
  memoizeRecent(DAYS_KEPT, (on: IsoDate): ListLaw => {
    const law = lawOfDay(list, schedule, on, view, only);
    const standing = standingOn(schedule, on, view);
    const numberOf = numberedUnder(numbersGiven, schedule);
    return {
      keyOf: memoize((origin: Origin) =>
        only ? only.code : String(numberOf(lawKey(covering(standing, origin), origin))),
      ),
      termsOf(origin, claims) {
        const { classOf, everyTerms } = law.linesOf(origin, claims);
        return listTerms(classOf, everyTerms());
      },
    };
  }),
);

/** Keys of a schedule are long; a number stands for each. */
const numbersGiven = notesOn<Schedule, (key: string) => number>();

/** One object for all days and origins of the same terms. */
const listTerms = memoize(
  (classOf: LineNumbers, { kept, of }: Few<Terms>): ListTerms => ({
    terms: kept,
    of: numbersFor(classOf.length, (place) => of[classOf[place] as number] as number),
  }),
);

/** Whether customs could have calculated only base duty on the goods of a number in the year of their trade. */
interface OnlyBase {
  /** The same for origins that the law of that year treated alike. */
  readonly key: string;
  at(place: number): boolean;
}

/** Goods of an origin in a year. */
interface YearOfGoods {
  readonly list: readonly string[];
  readonly origin: Origin;
  readonly year: number;
}

export function wasOnlyBase({ list, origin, year }: YearOfGoods, past: Schedule): OnlyBase {
  const law = lawOfList(list, past, `${year}-12-31` as IsoDate, "law", origin);
  let isReached: Uint8Array | undefined;
  return {
    key: law.keyOf(origin),
    at(place) {
      isReached ??= placesReached(law.termsOf(origin, NO_CLAIMS));
      return isReached[place] === 0;
    },
  };
}

/** A mark on each number that some measure reaches. */
const placesReached = memoizeThing(({ of, terms }: ListTerms): Uint8Array => {
  const isReached = terms.map(({ reached }) => reached.length > 0);
  const marks = new Uint8Array(of.length);
  for (let place = 0; place < of.length; place += 1) if (isReached[of[place] as number]) marks[place] = 1;
  return marks;
});

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
