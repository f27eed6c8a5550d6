/** Base duties of a year of trade: numbers sorted by the base duty their line states. */
import { type Few, plainBase, type StatedBase, statedAsOn, statedBases } from "../compiled/base-terms.js";
import { numbered } from "../compiled/interned.js";
import { isShared } from "../compiled/line-index.js";
import { memoize, memoizeThing } from "../compiled/memo.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import { isOutsideTariffBase } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import type { Schedule } from "../law/schedule.js";
import { NO_USD } from "../law/units.js";
import { type ClaimTerms, isMixed } from "./flow.js";
import { type ListTerms, lawOfList } from "./list-law.js";
import type { BaseClass, Question } from "./question.js";

/** Base duties of the numbers of a list: each but once, and which is whose. */
export interface BaseClasses {
  readonly of: Int32Array;
  readonly bases: readonly BaseClass[];
}

/** Goods of an origin that are priced on the same terms. */
export interface Goods {
  /** Sorted HTS numbers. */
  readonly list: readonly string[];
  readonly origin: Origin;
  readonly terms: ClaimTerms;
  /** Year of the trade. */
  readonly year: number;
}

const OUTSIDE: BaseClass = { status: "outside", stated: undefined, rate: NO_USD, assumed: [], needs: [] };
const NO_LINE: BaseClass = { ...OUTSIDE, status: "unknown", needs: ["a line of the tariff"] };
const MIXED: BaseClass = { ...NO_LINE, needs: ["the products that a chapter or heading is made of"] };

/** Numbers by the base duty stated; apart, those whose base duty is taken as customs calculated it. */
export function baseClasses(
  { list, origin, terms, year }: Goods,
  { date, past, assume }: Question,
): BaseClasses {
  const isClaiming = terms.claims.size > 0;
  const on = isClaiming || isShared(list) ? statedAsOn(past)(date) : date;
  const claimant = isClaiming ? origin : null;
  const stated = statedClasses(list, past, on, origin.column2, terms.baseObserved, claimant, terms.claims);
  if (assume.observedBase !== true) return stated;
  const lawThen = lawOfList(list, past, `${year}-12-31` as IsoDate, "law", origin);
  return observedApart(stated, lawThen.termsOf(origin, NO_CLAIMS));
}

const statedClasses = memoize(
  (
    list: readonly string[],
    past: Schedule,
    on: IsoDate,
    column2: boolean,
    isObserved: boolean,
    claimant: Origin | null,
    claims: ReadonlySet<string>,
  ): BaseClasses => {
    const bases = statedBases(past, list, on);
    return claimant
      ? claimedClasses(list, bases.claimed(claimant, claims), isObserved)
      : plainClasses(list, bases.unclaimedOnce({ column2 }), isObserved);
  },
);

// Days on which lines state the same, and origins to which the same rates are open, share their classes.

const claimedClasses = memoize(
  (list: readonly string[], baseAt: (place: number) => StatedBase | undefined, isObserved: boolean) =>
    classesAt(list, claimedAt(baseAt, classedAs(isObserved))),
);

const plainClasses = memoize(
  (list: readonly string[], bases: Few<StatedBase | undefined>, isObserved: boolean) =>
    classesAt(list, plainAt(bases, classedAs(isObserved))),
);

const classedAs =
  (isObserved: boolean): Classed =>
  (stated) =>
    stated === undefined ? NO_LINE : isObserved ? RECORDED : classOf(stated);

const classesAt = (list: readonly string[], classAt: (place: number) => BaseClass): BaseClasses =>
  sorted(list.length, (place) => {
    const code = list[place] as string;
    if (isOutsideTariffBase(code)) return OUTSIDE;
    return isMixed(code) ? MIXED : classAt(place);
  });

type Classed = (stated: StatedBase | undefined) => BaseClass;

const claimedAt =
  (baseAt: (place: number) => StatedBase | undefined, classed: Classed) =>
  (place: number): BaseClass =>
    classed(baseAt(place));

/** Each base duty is looked at once, however many lines state it. */
function plainAt({ kept, of }: Few<StatedBase | undefined>, classed: Classed): (place: number) => BaseClass {
  const classes = kept.map(classed);
  return (place) => classes[of[place] as number] as BaseClass;
}

/** Where only base duty was due, what customs calculated is the base duty of lines that state no rate on the value. */
const observedApart = memoize(
  (stated: BaseClasses, { of: lawThen, terms }: ListTerms): BaseClasses =>
    sorted(stated.of.length, (place) => {
      const plain = stated.bases[stated.of[place] as number] as BaseClass;
      if (plain.status !== "unknown" || plain.stated === undefined) return plain;
      return terms[lawThen[place] as number]?.reached.length === 0 ? observedOf(plain.stated) : plain;
    }),
);

function sorted(size: number, classAt: (place: number) => BaseClass): BaseClasses {
  const numberOf = numbered<BaseClass>();
  const bases: BaseClass[] = [];
  const of = new Int32Array(size);
  for (let place = 0; place < size; place += 1) {
    const own = classAt(place);
    const number = numberOf(own);
    bases[number] = own;
    of[place] = number;
  }
  return { of, bases };
}

const observedClass = (stated: StatedBase, assumed: BaseClass["assumed"]): BaseClass => ({
  status: "estimated",
  stated,
  rate: null,
  assumed,
  needs: [],
});

const RECORDED = observedClass(plainBase(null, false, false), []);
/** Duties that count the base in then count the duty observed. */
const observedOf = memoizeThing((stated: StatedBase) => observedClass(stated, ["observed-base"]));

/** A rate on the value, or what must be known of the goods. */
const classOf = memoizeThing((stated: StatedBase): BaseClass => {
  const { rate } = stated.onADollar;
  const known = { stated, assumed: [] } as const;
  return rate === null
    ? {
        ...known,
        status: "unknown",
        rate: NO_USD,
        needs: [`the quantity or parts that "${stated.applied.text}" is on`],
      }
    : { ...known, status: "statutory", rate, needs: [] };
});
