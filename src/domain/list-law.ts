/** What the law of a day says of the numbers of a list: worked out once for all origins it treats alike. */
import { type Classes, classify } from "./classes.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { covering, lawKey, standingOn } from "./law-key.js";
import { lineClasses } from "./line-classes.js";
import { numbered } from "./numbering.js";
import { remembering } from "./remembering.js";
import type { Schedule, View } from "./schedule.js";
import { isShared } from "./shared-numbers.js";

export interface ListLaw {
  /** The same for origins whose goods owe the same where nothing is claimed. */
  keyOf(origin: Origin): string;
  /** Classes of the numbers for goods of an origin with these claims. */
  classes(origin: Origin, claims: ReadonlySet<string>): Classes;
}

/** Days that are kept at a time: a year of trade followed from day to day comes back to few. */
const DAYS_KEPT = 4;

const known = new WeakMap<readonly string[], WeakMap<Schedule, Map<string, ListLaw>>>();

/** The law of a day on a list; made once while the last days asked about are the same. */
export function lawOfList(list: readonly string[], schedule: Schedule, on: IsoDate, view: View): ListLaw {
  const own = known.get(list) ?? new WeakMap<Schedule, Map<string, ListLaw>>();
  known.set(list, own);
  const days = own.get(schedule) ?? new Map<string, ListLaw>();
  own.set(schedule, days);
  const key = `${on} ${view}`;
  const law = days.get(key) ?? (isShared(list) ? sharedLaw : ownLaw)(list, schedule, on, view);
  days.delete(key);
  days.set(key, law);
  const [oldest] = days.keys();
  if (days.size > DAYS_KEPT && oldest !== undefined) days.delete(oldest);
  return law;
}

/** Numbers of one origin are sorted by the measures that cover it. */
function ownLaw(list: readonly string[], schedule: Schedule, on: IsoDate, view: View): ListLaw {
  const standing = standingOn(schedule, on, view);
  const made = new Map<string, Classes>();
  return {
    keyOf: ({ code }) => code,
    classes(origin, claims) {
      const key = [origin.code, ...claims].join(" ");
      const classes = made.get(key) ?? classify(list, origin, standing, schedule, on, claims);
      made.set(key, classes);
      return classes;
    },
  };
}

const numbers = new WeakMap<Schedule, (key: string) => number>();
/** Keys of a schedule are long; a number stands for each. */
function numbersOf(schedule: Schedule): (key: string) => number {
  const own = numbers.get(schedule) ?? numbered<string>();
  numbers.set(schedule, own);
  return own;
}

/** Numbers of many are sorted by all measures first: an origin then asks of one number a class. */
function sharedLaw(list: readonly string[], schedule: Schedule, on: IsoDate, view: View): ListLaw {
  const standing = standingOn(schedule, on, view);
  const numberOf = numbersOf(schedule);
  const keyOf = remembering((origin: Origin) => String(numberOf(lawKey(covering(standing, origin), origin))));
  const linesWith = remembering((claims: ReadonlySet<string>) =>
    lineClasses(list, standing, schedule, on, claims),
  );
  const made = new Map<string, Classes>();
  return {
    keyOf,
    classes(origin, claims) {
      const key = [keyOf(origin), ...(claims.size > 0 ? [origin.code, ...claims] : [])].join(" ");
      const lines = linesWith(claims);
      const classes =
        made.get(key) ??
        throughClasses(lines.of, classify(lines.samples, origin, standing, schedule, on, claims));
      made.set(key, classes);
      return classes;
    },
  };
}

const throughClasses = (lines: Int32Array, { of, reached }: Classes): Classes => ({
  of: lines.map((id) => of[id] as number),
  reached,
});
