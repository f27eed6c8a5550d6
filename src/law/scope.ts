/**
 * Which goods a measure reaches, and which it frees: stated once, for the product of one entry or for every line of the
 * tariff at a time. What the reach of a measure depends on is listed once too, beside it.
 */
import { claimsOfBans } from "./ban.js";
import type { IsoDate } from "./calendar.js";
import type { Duty } from "./duty/duty.js";
import { isOutsideTariffBase, rateLineOf } from "./hts.js";
import {
  type Exemption,
  hasCodeNear,
  isListed,
  type Limits,
  type Lists,
  type Measure,
  type Scope,
  type Version,
  type View,
  versionMet,
} from "./measure.js";
import { includesOrigin, type Origin } from "./origin.js";
import type { Schedule } from "./schedule.js";
import type { Usd } from "./units.js";

/** Sets of products: of one entry a set is whether its product is in it, of many lines a mark for each. */
export interface ProductSets<Set> {
  readonly all: Set;
  readonly none: Set;
  /** Products of chapters 1 to 97. */
  readonly goods: Set;
  startingWith(prefixes: readonly string[]): Set;
  onList(id: string, day: IsoDate): Set;
  union(a: Set, b: Set): Set;
  intersection(a: Set, b: Set): Set;
  difference(a: Set, b: Set): Set;
}

/** What scopes ask beside the product. */
export interface Circumstances {
  readonly origin: Origin;
  readonly claims: ReadonlySet<string>;
  readonly day: IsoDate;
}

/** The products that a version covers under these circumstances, given that it covers their origin. */
export function covered<S>(scope: Scope, at: Circumstances, sets: ProductSets<S>): S {
  if (!meetsConditions(scope, at)) return sets.none;
  const { intersection, difference } = sets;
  let named = namedBy(scope, at.day, sets);
  for (const limits of scope.within) named = intersection(named, limited(limits, at, sets));
  for (const limits of scope.beyond) named = difference(named, limited(limits, at, sets));
  if (scope.exceptProducts.length > 0) named = difference(named, sets.startingWith(scope.exceptProducts));
  for (const list of scope.exceptLists) named = difference(named, sets.onList(list, at.day));
  return named;
}

/** The products that the words of a scope name, before what they leave out. */
export function namedBy<S>(
  { products, lists }: Pick<Scope, "products" | "lists">,
  day: IsoDate,
  sets: Pick<ProductSets<S>, "goods" | "startingWith" | "onList" | "union">,
): S {
  let named = sets.startingWith(products);
  if (products.includes("*")) named = sets.union(named, sets.goods);
  for (const list of lists) named = sets.union(named, sets.onList(list, day));
  return named;
}

/** The products that an exemption frees. */
export function exempt<S>(
  { products, lists, ...exemption }: Exemption,
  at: Circumstances,
  sets: ProductSets<S>,
): S {
  if (!isOpen(exemption, at)) return sets.none;
  if (products === undefined && lists === undefined) return sets.all;
  let named = products === undefined ? sets.none : sets.startingWith(products);
  for (const list of lists ?? []) named = sets.union(named, sets.onList(list, at.day));
  return named;
}

/** Goods by their line, origin and day, whatever else is stated of them. */
export interface Goods {
  readonly hts: string;
  readonly date: IsoDate;
  readonly enteredOn?: IsoDate | undefined;
  readonly origin: Origin;
}

/**
 * The law of a day without the measures that cannot reach goods of this line and origin, whatever else is stated of them, in
 * any reading. Goods under chapter 98 may be of any number until theirs is stated.
 */
export const lawNear = (goods: Goods, law: Schedule, view: View): Schedule => ({
  ...law,
  measures: law.measures.filter(reaching(goods, law, view)),
});

/** Which measures may reach goods, whatever else is stated of them, in any reading. */
export function reaching(
  { hts, date, enteredOn, origin }: Goods,
  { lists }: Pick<Schedule, "lists">,
  view: View,
): (measure: Measure) => boolean {
  const near = isOutsideTariffBase(hts) ? ANY_GOODS : nearTo(rateLineOf(hts), lists);
  const reaches = (measure: Pick<Measure, "versions">): boolean => {
    const { version, on } = versionMet(measure, { date, enteredOn }, view);
    const covers = version?.covers;
    return covers !== undefined && coversOrigin(covers, origin) && namedBy(covers, on, near);
  };
  return (measure) =>
    reaches(measure) || measure.contested.some(({ versions }) => versions !== null && reaches({ versions }));
}

/** Whether the words of a version name goods of a number, whatever is claimed of them. */
export const mayName = ({ covers, from }: Version, hts: string, lists: Lists): boolean =>
  isOutsideTariffBase(hts) || namedBy(covers, from, nearTo(hts, lists));

/** Goods that may be any: on each list, and on no list of exceptions. */
export const ANY_GOODS: ProductSets<boolean> = {
  all: true,
  none: false,
  goods: true,
  startingWith: () => true,
  onList: () => true,
  union: (a, b) => a || b,
  intersection: (a, b) => a && b,
  difference: (a) => a,
};

/** Of codes, those that a number falls under, and those that it holds. */
const nearTo = (number: string, lists: Lists) => ({
  goods: true,
  startingWith: (prefixes: readonly string[]) =>
    prefixes.some((prefix) => number.startsWith(prefix) || prefix.startsWith(number)),
  onList: (id: string) => lists.get(id)?.groups.some(({ codes }) => hasCodeNear(codes, number)) ?? false,
  union: (a: boolean, b: boolean) => a || b,
});

/** Conditions of a scope that are not about the product. */
const meetsConditions = ({ onlyIf, onlyIfAll }: Scope, { claims }: Circumstances): boolean =>
  (onlyIf.length === 0 || onlyIf.some((claim) => claims.has(claim))) &&
  onlyIfAll.every((claim) => claims.has(claim));

/** Conditions of an exemption that are not about the product. */
const isOpen = (
  { from, until, claims: asked, origins }: Exemption,
  { day, claims, origin }: Circumstances,
): boolean =>
  (from === undefined || from <= day) &&
  (until === undefined || day < until) &&
  (asked === undefined || asked.some((claim) => claims.has(claim))) &&
  (origins === undefined || includesOrigin(origins, origin));

/** Products within the limits of a change. */
function limited<S>({ origins, products }: Limits, { origin }: Circumstances, sets: ProductSets<S>): S {
  if (origins.length > 0 && !includesOrigin(origins, origin)) return sets.none;
  return products.length > 0 ? sets.startingWith(products) : sets.all;
}

export const coversOrigin = ({ origins, exceptOrigins, within }: Scope, origin: Origin): boolean =>
  includesOrigin(origins, origin) &&
  !includesOrigin(exceptOrigins, origin) &&
  within.every((limits) => limits.origins.length === 0 || includesOrigin(limits.origins, origin));

/** What the reach of a version depends on, among goods of origins that it covers. */
export interface Asks {
  readonly prefixes: readonly (readonly string[])[];
  readonly lists: readonly string[];
  /** Claims that its scope, its exemptions and its rule on US content ask for. */
  readonly claims: readonly string[];
  /** Names of origins that tell goods apart. */
  readonly origins: readonly (readonly string[])[];
  /** Days on which an exemption begins or ends. */
  readonly days: readonly IsoDate[];
}

/**
 * All that `covered` and `exempt` ask of goods, of one origin if it is given: keys of classes, columns, days of change and
 * questions are made from it.
 */
export function asks({ covers, freedBy: all, usContent }: Version, of?: Origin): Asks {
  const isOpenTo = (origins?: readonly string[]) => !of || !origins || includesOrigin(origins, of);
  const freedBy = all.filter(({ origins }) => isOpenTo(origins));
  const limits = [...covers.within, ...covers.beyond].filter(
    ({ origins }) => origins.length === 0 || isOpenTo(origins),
  );
  const some = <T>(lists: readonly (readonly T[] | undefined)[]) =>
    lists.flatMap((one) => (one?.length ? [one] : []));
  return {
    prefixes: some([
      covers.products.some((product) => product !== "*") ? covers.products : [],
      covers.exceptProducts,
      ...[...freedBy, ...limits].map(({ products }) => products),
    ]),
    lists: [...covers.lists, ...covers.exceptLists, ...freedBy.flatMap(({ lists }) => lists ?? [])],
    claims: [
      ...covers.onlyIf,
      ...covers.onlyIfAll,
      ...freedBy.flatMap(({ claims }) => claims ?? []),
      ...(usContent?.claims ?? []),
    ],
    origins: some([...freedBy, ...limits].map(({ origins }) => origins)),
    days: freedBy.flatMap(({ from, until }) => [...(from ? [from] : []), ...(until ? [until] : [])]),
  };
}

/** Claims on which conditional codes of the lists of a version count. */
export const conditionsIn = (version: Version, lists: Lists, of?: Origin): readonly string[] =>
  asks(version, of).lists.flatMap(
    (id) => lists.get(id)?.groups.flatMap(({ condition }) => condition ?? []) ?? [],
  );

/** Every claim that the law asks for: preferences, conditions of its measures, bans, and facts that make claims. */
export const claimsOfLaw = ({
  agreements,
  bans,
  facts,
  lists,
  measures,
}: Pick<Schedule, "agreements" | "bans" | "facts" | "lists" | "measures">): readonly string[] => [
  "in-quota",
  ...agreements.map(({ claim }) => claim),
  ...measures.flatMap(({ versions }) => versions.flatMap((version) => claimsOf(version, lists))),
  ...claimsOfBans(bans),
  ...facts.map(({ claim }) => claim),
];

/** Every claim that a version, its exemptions, its rule on US content and its lists ask for. */
export const claimsOf = (version: Version, lists: Lists, of?: Origin): readonly string[] => [
  ...asks(version, of).claims,
  ...conditionsIn(version, lists, of),
];

/** Dollars that a duty is on, or what must be stated first. */
export type Dutiable = { readonly value: Usd } | { readonly needs: readonly string[] };

/** A measure whose terms reach the goods, and the exemption that frees them, if one does. */
export interface Reached {
  readonly measure: Measure;
  readonly version: Version;
  readonly heading: string;
  readonly duty: Duty;
  readonly freedBy:
    | (Pick<Exemption, "heading" | "title"> & { readonly displaces: NonNullable<Exemption["displaces"]> })
    | null;
  /** What of the value a provision of chapter 98 leaves to charge; the whole customs value if not given. */
  readonly dutiable?: Dutiable;
}

/** Position of a product towards a version: out of its reach, reached, or freed by one of its exemptions. */
type Position = "outside" | "reached" | Exemption;

/** Sets as the product of one entry sees them. Conditional codes count only if `claims` meet their condition. */
export const productOf = (
  { lists }: Pick<Schedule, "lists">,
  hts: string,
  claims: ReadonlySet<string>,
): ProductSets<boolean> => ({
  all: true,
  none: false,
  goods: !isOutsideTariffBase(hts),
  startingWith: (prefixes) => prefixes.some((prefix) => hts.startsWith(prefix)),
  onList: (id, day) => {
    const list = lists.get(id);
    return list !== undefined && isListed(list, hts, day, claims);
  },
  union: (a, b) => a || b,
  intersection: (a, b) => a && b,
  difference: (a, b) => a && !b,
});

/** The position of goods towards a version, given that their origin is covered. */
export function positionOf(
  version: Version,
  product: ProductSets<boolean>,
  origin: Origin,
  claims: ReadonlySet<string>,
  on: IsoDate,
): Position {
  const at = { origin, claims, day: version.listedOn ?? on };
  if (!covered(version.covers, at, product)) return "outside";
  return version.freedBy.find((exemption) => exempt(exemption, at, product)) ?? "reached";
}

/** The terms a version has for an origin. */
export const termsFor = (version: Version, origin: Origin): { heading: string; duty: Duty } =>
  version.byOrigin.find(({ origins }) => includesOrigin(origins, origin)) ?? version;

/** A measure and its position, as `settle` takes them. */
export function reachedAt(measure: Measure, version: Version, origin: Origin, position: Position): Reached {
  const { heading, duty } = termsFor(version, origin);
  const freedBy =
    typeof position === "string"
      ? null
      : { heading: position.heading, title: position.title, displaces: position.displaces ?? false };
  return { measure, version, heading, duty, freedBy };
}

/** Acts on goods of any country do not say whether those of the United States and its possessions are meant. */
export function atHome(reached: Reached, { code }: Origin): Reached {
  const { measure, version, freedBy, dutiable } = reached;
  if (freedBy || version.covers.origins.includes(code)) return reached;
  const asked = `whether ${measure.title} is on goods of origin ${code}, which its text does not say`;
  const needs = dutiable && "needs" in dutiable ? dutiable.needs : [];
  return { ...reached, dutiable: { needs: [...needs, asked] } };
}
