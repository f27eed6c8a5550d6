/** Prices of the numbers of a list for goods on the same terms: what one flow asks of a number serves the others. */
import { lawIn, plainBase, type StatedBase, statedAsOn, statedBases } from "../compiled/base-terms.js";
import { type Few, numbered } from "../compiled/interned.js";
import { isShared } from "../compiled/line-index.js";
import { memoize, memoizeRows, memoizeThing } from "../compiled/memo.js";
import { dutyOf, type Terms } from "../compiled/terms.js";
import type { Assessment, Layer } from "../law/assess.js";
import type { IsoDate } from "../law/calendar.js";
import { NO_CLAIMS } from "../law/entry.js";
import { isOutsideTariffBase } from "../law/hts.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import type { Shares } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { wereOnTheWay } from "../law/settle.js";
import { type Decimal, decimal, NO_USD, usd } from "../law/units.js";
import { type AssumptionKind, type ClaimTerms, isMixed } from "./flow.js";
import { type ListLaw, type ListTerms, lawOfList, wasOnlyBase } from "./list-law.js";
import type { Assumptions, BaseClass, Price, PriceClass, PricedLayer, Question } from "./question.js";

// Base duties of a year of trade: numbers sorted by the base duty their line states.

/** Base duties of the numbers of a list: each but once, and which is whose. */
interface BaseClasses {
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
const NO_LINE: BaseClass = {
  ...OUTSIDE,
  status: "unknown",
  needs: ["which line of the tariff took the place of their number"],
};
const MIXED: BaseClass = { ...NO_LINE, needs: ["the products that a chapter or heading is made of"] };

/** Numbers by the base duty stated; apart, those whose base duty is taken as customs calculated it. */
function baseClasses({ list, origin, terms, year }: Goods, { date, past, assume }: Question): BaseClasses {
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

/** Dollars of one row. */
export interface RowDollars {
  readonly value: number;
  readonly duty: number;
}

/** Prices of the numbers of a list under the law of a day. */
export interface LinePrices {
  /** Base duty of each number. */
  readonly base: BaseClasses;
  /** How each is reached. */
  readonly reached: ListTerms;
  /** Prices met so far. */
  readonly prices: readonly Price[];
  /** The price of the goods of a number, by its own number; `null` where each row of them has its own. */
  priceAt(place: number): number | null;
  /** The price of such a row: its layers count in a base duty known only in dollars. */
  priceOfRow(place: number, dollars: RowDollars): Price;
}

/** Prices under the law of a day; made once for goods that it and the law of the year treat alike. */
export function linePrices(goods: Goods, schedule: Schedule, asked: Question): LinePrices {
  const { list, origin } = goods;
  const question = { ...asked, past: lawIn(asked.past, asked.view) };
  const { date, view, assume, past } = question;
  const law = lawOfList(list, schedule, date, view, origin);
  const known = pricesUnder(past, assume, law);
  const { loadedOn = "", date: entered = "" } = question.onTheWay ?? {};
  const key = `${law.keyOf(origin)}|${termsKey(goods, question)}|${loadedOn} ${entered}`;
  const prices = known.get(key) ?? pricesAfter(goods, law, question);
  known.set(key, prices);
  return prices;
}

const pricesUnder = memoize(
  (_past: Schedule, _assume: Assumptions, _law: ListLaw) => new Map<string, LinePrices>(),
);

/** What else than the law of the day tells goods apart. */
export const termsKey = (goods: Goods, { assume, past }: Pick<Question, "assume" | "past">): string => {
  const { origin, terms } = goods;
  const claiming = terms.claims.size > 0 ? [origin.code, ...terms.claims] : [];
  const observed = assume.observedBase === true ? wasOnlyBase(goods, past).key : "";
  return [observed, terms.baseObserved, ...terms.assumed, ...claiming].join(" ");
};

/** The goods of one number: how they are reached, their base duty, their metal content where that matters. */
interface LineGoods {
  readonly terms: Terms;
  readonly base: BaseClass;
  readonly shares: Shares;
}

/** Goods of an origin are followed from day to day: most days that change something in its law leave their prices as they were. */
function pricesAfter(goods: Goods, law: ListLaw, question: Question): LinePrices {
  const { list, origin, terms } = goods;
  const reached = law.termsOf(origin, terms.claims);
  const base = baseClasses(goods, question);
  const { onTheWay, assume, past } = question;
  const last = lastPrices(past, assume, list);
  const key = `${origin.code} ${termsKey(goods, question)}|${onTheWay?.loadedOn} ${onTheWay?.date}`;
  const before = last.get(key);
  const prices =
    before?.reached === reached && before.base === base
      ? before
      : makePrices(goods, { reached, base }, question);
  last.set(key, prices);
  return prices;
}

const lastPrices = memoize(
  (_past: Schedule, _assume: Assumptions, _list: readonly string[]) => new Map<string, LinePrices>(),
);

function makePrices(
  goods: Goods,
  { reached, base }: Pick<LinePrices, "reached" | "base">,
  question: Question,
): LinePrices {
  const { list, terms: claims } = goods;
  const { metalContent } = question.assume;
  const usContent = usContentOf(goods, question.assume);
  const assumed = claims.assumed.join(" ");
  const goodsAt = (place: number): LineGoods => {
    const terms = reached.terms[reached.of[place] as number] as Terms;
    const content = terms.asksContent() && metalContent?.of(list[place] as string, terms.reached);
    const shares = withUs(content || NO_SHARES, usContent(list[place] as string, terms));
    return { terms, shares, base: base.bases[base.of[place] as number] as BaseClass };
  };
  const classes: PriceClass[] = [];
  const classOf = classFinder(reached, base, goodsAt, ({ terms, base: { stated }, shares }) => {
    const counted = terms.asksBase ? stated : FREE;
    const price =
      stated && counted
        ? pricesBeside(shares, assumed, terms, ...daysThatCount(terms, question))(counted)
        : NO_LAYERS;
    return classes.push(price) - 1;
  });
  const priceOfRow = (place: number, { value, duty }: RowDollars): Price => {
    const { terms, base, shares } = goodsAt(place);
    if (!base.stated) return { priceClass: NO_LAYERS, base };
    const priceOf = pricesOfRows(shares, assumed, terms, base.stated, ...daysThatCount(terms, question));
    return { priceClass: priceOf(`${value} ${duty}`), base };
  };
  const { prices, priceAt } = pricesMet(base, classes, classOf);
  return { base, reached, prices, priceAt, priceOfRow };
}

/** Prices in the order in which they are met. Each place is looked up once: rows of many origins ask for it. */
function pricesMet(
  { of, bases }: BaseClasses,
  classes: readonly PriceClass[],
  classOf: (place: number) => number | null,
): Pick<LinePrices, "prices" | "priceAt"> {
  const prices: Price[] = [];
  const ids = new Map<number, number>();
  const known = new Int32Array(of.length).fill(NOT_MET);
  const found = (place: number): number => {
    const classId = classOf(place);
    if (classId === null) return ALONE;
    const baseId = of[place] as number;
    const key = classId * bases.length + baseId;
    const price = { priceClass: classes[classId] as PriceClass, base: bases[baseId] as BaseClass };
    const id = ids.get(key) ?? prices.push(price) - 1;
    ids.set(key, id);
    return id;
  };
  const priceAt = (place: number): number | null => {
    if (known[place] === NOT_MET) known[place] = found(place);
    const id = known[place] as number;
    return id === ALONE ? null : id;
  };
  return { prices, priceAt };
}

const [NOT_MET, ALONE] = [-1, -2];

const NO_SHARES: Shares = {};

/** Days of loading and entry where they change what goods owe, so that all others share their prices. */
const daysThatCount = ({ reached, asksLoading }: Terms, { onTheWay }: Question): LoadedAndEntered =>
  onTheWay && asksLoading && wereOnTheWay(reached, onTheWay) ? [onTheWay.loadedOn, onTheWay.date] : [];
type LoadedAndEntered = [] | [loadedOn: IsoDate, date: IsoDate];
const datesOf = ([loadedOn, date]: LoadedAndEntered) => (loadedOn && date ? { loadedOn, date } : {});

/** US content assumed of goods that meet a duty which leaves it out; `undefined` for none. */
function usContentOf({ origin, terms: { claims } }: Goods, { usContent }: Assumptions) {
  const isMeant =
    usContent !== undefined &&
    includesOrigin(usContent.origins, origin) &&
    usContent.claims.some((claim) => claims.has(claim));
  return (hts: string, { asksUs }: Terms): Decimal | undefined =>
    isMeant && asksUs && usContent.products.some((prefix) => hts.startsWith(prefix))
      ? usContent.share
      : undefined;
}

/** One object for equal contents, so that their goods are one class. */
const withUs = (content: Shares, us: Decimal | undefined): Shares =>
  us === undefined ? content : contentWithUs(content, us);
const contentWithUs = memoize((content: Shares, us: Decimal): Shares => ({ ...content, us }));
const FREE = plainBase("Free", false, false);

/** Finds the class of a number, or that its rows stand alone; `add` prices a class that is new. */
function classFinder(
  reached: ListTerms,
  base: BaseClasses,
  goodsAt: (place: number) => LineGoods,
  add: (goods: LineGoods) => number,
): (place: number) => number | null {
  const ids = new Map<number, number>();
  const numberOf = numbered<Shares>();
  const keyAt = (place: number): number | null => {
    const id = reached.of[place] as number;
    const baseId = base.of[place] as number;
    const { asksBase, asksContent, asksUs } = reached.terms[id] as Terms;
    const { stated, rate } = base.bases[baseId] as BaseClass;
    if (stated === undefined) return ON_NO_LINE;
    if (asksBase && rate === null) return null;
    const content = asksContent() || asksUs ? numberOf(goodsAt(place).shares) + 1 : 0;
    const counted = asksBase ? baseId + 1 : 0;
    return (content * (base.bases.length + 1) + counted) * reached.terms.length + id;
  };
  return (place) => {
    const key = keyAt(place);
    if (key === null) return null;
    let known = ids.get(key);
    if (known === undefined) {
      known = add(goodsAt(place));
      ids.set(key, known);
    }
    return known;
  };
}

const ON_NO_LINE = -1;

// What is known of terms stands last: there are many terms, and each then keeps what is known of it in one place.

/** Prices of classes by their base duty, worked out on a dollar. On another day or of another origin the same goods are priced the same. */
const pricesBeside = memoize(
  (
    shares: Shares,
    assumed: string,
    terms: Terms,
    ...entered: LoadedAndEntered
  ): ((stated: StatedBase) => PriceClass) => {
    const facts = { shares, ...datesOf(entered) };
    return memoizeRows((stated: StatedBase) =>
      priceClass("value", dutyOf(terms, stated, facts), shares, assumed),
    );
  },
);

/** Prices of rows whose layers count in a base duty that is known only in dollars; by their value and duty. */
const pricesOfRows = memoize(
  (shares: Shares, assumed: string, terms: Terms, stated: StatedBase, ...entered: LoadedAndEntered) =>
    memoizeRows((dollars: string): PriceClass => {
      const [value = "", duty = ""] = dollars.split(" ");
      const row = { shares, value: usd(value), observedBase: usd(duty), ...datesOf(entered) };
      return priceClass("row", dutyOf(terms, stated, row), shares, assumed);
    }),
);

function priceClass(
  per: PriceClass["per"],
  { layers, base }: Pick<Assessment, "layers" | "base">,
  shares: Shares,
  assumed: string,
): PriceClass {
  const priced = layers.flatMap(pricedLayer);
  const { us, ...metals } = shares;
  const kinds = [
    ...assumed.split(" "),
    Object.keys(metals).length > 0 ? "metal-content" : "",
    us === undefined ? "" : "us-content",
  ];
  return {
    per,
    layers: priced,
    duty: priced.reduce((sum, { duty }) => sum.plus(duty), decimal(0)),
    replacesBase: base.fate.outcome === "displaced",
    assumed: kinds.filter((kind): kind is AssumptionKind => kind !== ""),
    needs: layerNeeds({ layers }),
  };
}

const NO_LAYERS: PriceClass = {
  per: "value",
  layers: [],
  duty: decimal(0),
  replacesBase: false,
  assumed: [],
  needs: [],
};

export const layerNeeds = ({ layers }: Pick<Assessment, "layers">): string[] => [
  ...new Set(layers.flatMap(({ fate }) => (fate.outcome === "unknown" ? fate.needs : []))),
];

/** A layer as tallies count it. */
export function pricedLayer({ measure, fate }: Layer): PricedLayer[] {
  const { id, authority, title } = measure;
  if (fate.outcome === "charged") return [{ id, authority, title, duty: fate.duty, atLeast: false }];
  return fate.outcome === "unknown" ? [{ id, authority, title, duty: NO_USD, atLeast: true }] : [];
}
