/** Prices of the numbers of a list for goods on the same terms: what one flow asks of a number serves the others. */
import { plainBase, type StatedBase } from "../compiled/base-terms.js";
import { numbered } from "../compiled/interned.js";
import { memoize, memoizeRows } from "../compiled/memo.js";
import { dutyOf, type Terms } from "../compiled/terms.js";
import type { Assessment, Layer } from "../law/assess.js";
import { includesOrigin } from "../law/origin.js";
import type { Shares } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal, NO_USD, usd } from "../law/units.js";
import { type BaseClasses, baseClasses, type Goods } from "./base-classes.js";
import type { AssumptionKind } from "./flow.js";
import { type ListLaw, type ListTerms, lawOfList, wasOnlyBase } from "./list-law.js";
import type { Assumptions, BaseClass, PriceClass, PricedLayer, Question } from "./question.js";

/** Dollars of one row. */
interface RowDollars {
  readonly value: number;
  readonly duty: number;
}

/** Prices of the numbers of a list under the law of a day. */
export interface LinePrices {
  /** Base duty of each number. */
  readonly base: BaseClasses;
  /** How each is reached. */
  readonly reached: ListTerms;
  /** Classes met so far. */
  readonly classes: readonly PriceClass[];
  /** Class of the goods of a number; `null` where a row of them is a class of its own. */
  classOf(place: number): number | null;
  /** The price of a row that is a class of its own: its layers count in a base duty known only in dollars. */
  priceOfRow(place: number, dollars: RowDollars): PriceClass;
}

/** Prices under the law of a day; made once for goods that it and the law of the year treat alike. */
export function linePrices(goods: Goods, schedule: Schedule, question: Question): LinePrices {
  const { list, origin } = goods;
  const { date, view, assume, past } = question;
  const law = lawOfList(list, schedule, date, view, origin);
  const known = pricesUnder(law, assume, past);
  const key = `${law.keyOf(origin)}|${termsKey(goods, question)}`;
  const prices = known.get(key) ?? makePrices(goods, law, question);
  known.set(key, prices);
  return prices;
}

const pricesUnder = memoize(
  (_law: ListLaw, _assume: Assumptions, _past: Schedule) => new Map<string, LinePrices>(),
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

function makePrices(goods: Goods, law: ListLaw, question: Question): LinePrices {
  const { list, origin, terms: claims } = goods;
  const reached = law.termsOf(origin, claims.claims);
  const base = baseClasses(goods, question);
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
    const price = stated ? priceOf(terms, terms.asksBase ? stated : FREE, shares, assumed) : NO_LAYERS;
    return classes.push(price) - 1;
  });
  const priceOfRow = (place: number, { value, duty }: RowDollars): PriceClass => {
    const { terms, base, shares } = goodsAt(place);
    return base.stated ? pricesOfRows(terms, base.stated, shares, assumed)(`${value} ${duty}`) : NO_LAYERS;
  };
  return { base, reached, classes, classOf, priceOfRow };
}

const NO_SHARES: Shares = {};

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
  const classes = new Int32Array(base.of.length).fill(UNASKED);
  const numberOf = numbered<Shares>();
  const keyAt = (place: number): number | null => {
    const id = reached.of[place] as number;
    const baseId = base.of[place] as number;
    const { asksBase, asksContent, asksUs } = reached.terms[id] as Terms;
    const { stated, rate } = base.bases[baseId] as BaseClass;
    if (stated === undefined) return NO_LINE;
    if (asksBase && rate === null) return null;
    const content = asksContent() || asksUs ? numberOf(goodsAt(place).shares) + 1 : 0;
    const counted = asksBase ? baseId + 1 : 0;
    return (content * (base.bases.length + 1) + counted) * reached.terms.length + id;
  };
  return (place) => {
    const asked = classes[place] as number;
    if (asked !== UNASKED) return asked;
    const key = keyAt(place);
    if (key === null) return null;
    const known = ids.get(key) ?? add(goodsAt(place));
    ids.set(key, known);
    classes[place] = known;
    return known;
  };
}

const NO_LINE = -1;
/** A place whose class was not asked for. */
const UNASKED = -1;

/** The price of a class, worked out on a dollar. On another day or of another origin the same goods are priced the same. */
const priceOf = memoize(
  (terms: Terms, stated: StatedBase, shares: Shares, assumed: string): PriceClass =>
    priceClass("value", dutyOf(terms, stated, { shares }), shares, assumed),
);

/** Prices of rows whose layers count in a base duty that is known only in dollars; by their value and duty. */
const pricesOfRows = memoize((terms: Terms, stated: StatedBase, shares: Shares, assumed: string) =>
  memoizeRows((dollars: string): PriceClass => {
    const [value = "", duty = ""] = dollars.split(" ");
    const owed = dutyOf(terms, stated, { shares, value: usd(value), observedBase: usd(duty) });
    return priceClass("row", owed, shares, assumed);
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
