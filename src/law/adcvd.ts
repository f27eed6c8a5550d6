/**
 * Antidumping and countervailing duty orders, and the cash deposits of estimated duty under them. Whether goods are in the
 * scope of an order is a matter of its words; numbers of the tariff only say which orders may be meant.
 * Source: 19 USC 1671 to 1677n; 19 CFR 351.225 (scope), 351.211 (deposits).
 */
import { type IsoDate, inSpan } from "./calendar.js";
import type { Duty } from "./duty/duty.js";
import { charge } from "./duty/index.js";
import type { Entry, StatedOrders } from "./entry.js";
import { isAlcoholic } from "./hts.js";
import type { Measure, Source, Version } from "./measure.js";
import type { Country } from "./origin.js";
import { WHOLE_VALUE } from "./part.js";
import { WHOLE } from "./units.js";

/** An order on a product of a country. */
export interface Order {
  /** `A-588-874`: A for antidumping, C for countervailing. */
  readonly case: string;
  readonly origin: Country;
  readonly product: string;
  /** HTS prefixes that its notice names, for convenience. */
  readonly numbers: readonly string[];
  /** Day of the order; `null` where it is not known, and then it counts on all days. */
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  /** Documents of the Federal Register. */
  readonly notices: readonly string[];
  readonly checkedOn: IsoDate;
  readonly confidence: Measure["confidence"];
}

/** Orders by country, read when first asked for. */
export interface Orders {
  all(): readonly Order[];
  of(origin: Country): readonly Order[];
  /** Those of a country that name a number of the same heading. */
  near(origin: Country, hts: string): readonly Order[];
}

/** A law without orders. @internal */
export const NO_ORDERS: Orders = { all: () => [], of: () => [], near: () => [] };

/** What orders ask of goods. */
type Goods = Pick<Entry, "hts" | "origin" | "date">;

/** Orders in force, of those on goods of their country, that name the number of goods. */
export const ordersNaming = ({ hts, date }: Goods, orders: readonly Order[]): readonly Order[] =>
  orders.filter((order) => namesNumber(order, hts) && isInForce(order, date));

export const namesNumber = ({ numbers }: Order, hts: string): boolean =>
  numbers.some((start) => hts.startsWith(start));

export const isInForce = ({ from, until }: Order, date: IsoDate): boolean =>
  from === null ? until === null || date < until : inSpan({ from, until }, date);

/**
 * Orders that name goods and of which nothing is stated. A case that is stated settles all of its kind: goods are in one
 * product's scope. Under `none` nothing is left open.
 */
export function openAmong(
  named: readonly Order[],
  { deposits, outside, none }: StatedOrders,
): readonly Order[] {
  if (none || named.length === 0) return none ? [] : named;
  const kinds = new Set(deposits.map((deposit) => kindOf(deposit.case)));
  return named.filter((order) => !kinds.has(kindOf(order.case)) && !outside.includes(order.case));
}

const kindOf = (name: string): string => name.slice(0, 1);

/** Ten digits name an exporter besides; the order is the first seven. */
export const orderOf = (name: string): string => name.slice(0, "A-000-000".length);

/**
 * What is stated of orders as far as it is on goods of a country: the middle of a case names it, as 570 does China. A case of a
 * country on whose goods no order is known may be on any.
 */
export function statedOf<Stated extends StatedOrders>(
  stated: Stated,
  origin: Country,
  orders: Orders,
): Stated {
  if (stated.deposits.length + stated.outside.length === 0) return stated;
  const isOf = (name: string): boolean => {
    const of = orders.all().filter((order) => countryIn(order.case) === countryIn(name));
    return of.length === 0 || of.some((order) => order.origin === origin);
  };
  const deposits = stated.deposits.filter((deposit) => isOf(deposit.case));
  return { ...stated, deposits, outside: stated.outside.filter(isOf) };
}

const countryIn = (name: string): string => name.slice("A-".length, "A-000".length);

/** The authority of deposits under orders: they are declared apart, after the number of the goods. */
export const ADCVD = "adcvd";

/** Deposits as layers: on the whole value of goods, beside whatever else is owed. */
export const depositsOn = (entry: Entry, orders: Orders) =>
  entry.adcvd.deposits.map(({ case: name, duty }) => {
    const order = orders.of(entry.origin).find((one) => one.case === orderOf(name));
    const version = versionOf(name, duty, entry, order);
    const measure = measureOf(name, version, entry, order);
    return { measure, version, heading: name, duty, freedBy: null, fate: fateOf(duty, entry) };
  });

const measureOf = (name: string, version: Version, { date }: Goods, order?: Order): Measure => ({
  id: `${ADCVD}/${orderOf(name)}`,
  title: `${name.startsWith("A") ? "Antidumping" : "Countervailing"} duty deposit${order ? `, ${order.product}` : ""}`,
  authority: ADCVD,
  versions: [version],
  checkedOn: order?.checkedOn ?? date,
  confidence: order?.confidence ?? "low",
  contested: [],
});

/** What a deposit comes to, as of any layer. */
function fateOf(duty: Duty, { hts, value, quantities, components }: Entry) {
  const due = charge(duty, {
    ...{ value, share: WHOLE, quantities, exactQuantity: isAlcoholic(hts), components },
    ...{ inQuota: false, base: null },
  });
  return "duty" in due
    ? { outcome: "charged" as const, share: WHOLE, duty: due.duty, part: WHOLE_VALUE, yieldedTo: [] }
    : { outcome: "unknown" as const, needs: due.needs, duty, part: WHOLE_VALUE };
}

const versionOf = (name: string, duty: Duty, { hts, origin, date }: Goods, order?: Order): Version => ({
  from: order?.from ?? date,
  until: order?.until ?? null,
  heading: name,
  duty,
  byOrigin: [],
  part: WHOLE_VALUE,
  covers: {
    origins: [origin],
    exceptOrigins: [],
    products: order?.numbers ?? [hts],
    lists: [],
    exceptProducts: [],
    exceptLists: [],
    onlyIf: [],
    onlyIfAll: [],
    within: [],
    beyond: [],
  },
  yieldsTo: { entirely: [], onItsPart: [] },
  freedBy: [],
  transit: [],
  usContent: null,
  collectedFrom: null,
  onlyCollected: false,
  listedOn: null,
  sources: sourcesOf(name, order),
});

/** The statute, and the notices of the order. */
function sourcesOf(name: string, order: Order | undefined): Source[] {
  const [cite, act] = name.startsWith("A")
    ? ["19 USC 1673", "antidumping duties"]
    : ["19 USC 1671", "countervailing duties"];
  const summary = "Estimated duties are deposited at the rate of the exporter or producer as stated";
  return [
    { cite, title: `Tariff Act of 1930, ${act}`, summary },
    ...(order?.notices ?? []).map((notice) => ({
      cite: `FR Doc. ${notice}`,
      title: `Federal Register, ${name}`,
      summary: order?.product ?? "",
    })),
  ];
}
