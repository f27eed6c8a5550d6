/** Which measures reach goods, and by which exemption they are freed of them. */
import { includesOrigin, type Origin } from "./country.js";
import { type IsoDate, inSpan } from "./day.js";
import type { Duty } from "./duty.js";
import { isOutsideTariffBase } from "./hts.js";
import type { Exemption, Limits, Measure, Scope, Version } from "./measure.js";
import { isListed } from "./product-list.js";
import type { Schedule } from "./schedule.js";

/** A measure whose terms reach the goods, and the exemption that frees them, if one does. */
export interface Reaching {
  readonly measure: Measure;
  readonly version: Version;
  readonly heading: string;
  readonly duty: Duty;
  readonly freedBy:
    | (Pick<Exemption, "heading" | "title"> & { readonly displaces: NonNullable<Exemption["displaces"]> })
    | null;
}

/** What scopes ask of a product. A year of trade answers from tables, an entry from the lists themselves. */
export interface Product {
  readonly hts: string;
  onList(list: string, day: IsoDate): boolean;
  startsWithAny(prefixes: readonly string[]): boolean;
}

/** Position of a product towards a version: out of its reach, reached, or freed by one of its exemptions. */
export type Position = "outside" | "reached" | Exemption;

/** A product as one entry names it. Conditional codes count only if `claims` meet their condition. */
export const productOf = (schedule: Schedule, hts: string, claims: ReadonlySet<string>): Product => ({
  hts,
  onList: (id, day) => {
    const list = schedule.lists.get(id);
    return list !== undefined && isListed(list, hts, day, claims);
  },
  startsWithAny: (prefixes) => prefixes.some((prefix) => hts.startsWith(prefix)),
});

/** The position of goods towards a version, given that their origin is covered. */
export function positionOf(
  version: Version,
  product: Product,
  origin: Origin,
  claims: ReadonlySet<string>,
  on: IsoDate,
): Position {
  const day = version.listedOn ?? on;
  if (!coversProduct(version.covers, product, origin, claims, day)) return "outside";
  return version.freedBy.find((exemption) => isExempt(exemption, product, origin, claims, day)) ?? "reached";
}

export const coversOrigin = ({ origins, exceptOrigins, within }: Scope, origin: Origin): boolean =>
  includesOrigin(origins, origin) &&
  !includesOrigin(exceptOrigins, origin) &&
  within.every((limits) => limits.origins.length === 0 || includesOrigin(limits.origins, origin));

/** Whether goods are within the limits of a change. */
const isWithin = ({ origins, products }: Limits, product: Product, origin: Origin): boolean =>
  (origins.length === 0 || includesOrigin(origins, origin)) &&
  (products.length === 0 || product.startsWithAny(products));

function coversProduct(
  scope: Scope,
  product: Product,
  origin: Origin,
  claims: ReadonlySet<string>,
  day: IsoDate,
): boolean {
  if (scope.onlyIf.length > 0 && !scope.onlyIf.some((claim) => claims.has(claim))) return false;
  const named =
    scope.products.includes("*") && !isOutsideTariffBase(product.hts)
      ? true
      : product.startsWithAny(scope.products) || scope.lists.some((list) => product.onList(list, day));
  return (
    named &&
    scope.within.every((limits) => isWithin(limits, product, origin)) &&
    !scope.beyond.some((limits) => isWithin(limits, product, origin)) &&
    !product.startsWithAny(scope.exceptProducts) &&
    !scope.exceptLists.some((list) => product.onList(list, day))
  );
}

function isExempt(
  { claims: asked, lists, products, origins, from, until }: Exemption,
  product: Product,
  origin: Origin,
  claims: ReadonlySet<string>,
  day: IsoDate,
): boolean {
  if (from !== undefined && !inSpan({ from, until: until ?? null }, day)) return false;
  if (asked && !asked.some((claim) => claims.has(claim))) return false;
  if (origins && !includesOrigin(origins, origin)) return false;
  if (products && product.startsWithAny(products)) return true;
  return lists ? lists.some((list) => product.onList(list, day)) : products === undefined;
}

/** The terms a version has for an origin. */
export const termsFor = (version: Version, origin: Origin): { heading: string; duty: Duty } =>
  version.byOrigin.find(({ origins }) => includesOrigin(origins, origin)) ?? version;

/** A measure and its position, as `settle` takes them. */
export function reaching(measure: Measure, version: Version, origin: Origin, position: Position): Reaching {
  const { heading, duty } = termsFor(version, origin);
  const freedBy =
    typeof position === "string"
      ? null
      : { heading: position.heading, title: position.title, displaces: position.displaces ?? false };
  return { measure, version, heading, duty, freedBy };
}
