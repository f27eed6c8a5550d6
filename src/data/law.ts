/** The shipped law as one schedule. */
import { memoizeRows } from "../compiled/memo.js";
import type { Context } from "../contract/command.js";
import { toMeasure } from "../contract/measure-text.js";
import type { Order, Orders } from "../law/adcvd.js";
import type { Ban, Leave } from "../law/ban.js";
import { dutyOfText } from "../law/base-duty.js";
import type { DrawbackRules } from "../law/drawback.js";
import { type Duty, partsOf } from "../law/duty/duty.js";
import type { FactRule } from "../law/entry.js";
import type { FeeSchedule } from "../law/fees.js";
import { headingOf, rateLineOf } from "../law/hts.js";
import type { Exemption, Measure, ProductList, Version } from "../law/measure.js";
import type { Country, Origin } from "../law/origin.js";
import { NO_CHAPTER_98, type Schedule } from "../law/schedule.js";
import { decimal, fastRate, rate } from "../law/units.js";
import { loadBaseSchedule } from "./base-schedule.js";
import type { Reader } from "./reader.js";
import type { DrawbackText, FactsText, FeesText } from "./shapes/entry-law.js";
import type { OrdersText } from "./shapes/lists.js";
import type { MeasureText } from "./shapes/measure.js";

/**
 * The schedule of a data folder. Lists and columns are read when first asked for.
 * @throws {UserError} if a file is missing or is not JSON.
 */
export function loadSchedule(reader: Reader): Schedule {
  const lists = new Map<string, ProductList | undefined>();
  const listOf = (id: string) => {
    if (!lists.has(id)) lists.set(id, loadList(reader, id));
    return lists.get(id);
  };
  const { measures: texts } = reader.json("schedule/measures.json");
  const { origins, home = [] } = reader.json("origins.json");
  const { agreements } = reader.json("agreements.json");
  const measures = texts.map(toMeasure).map(exemptingPreferred(agreements));
  const { asOf, firstDay, declaredFirst } = reader.json("edition.json");
  return {
    base: loadBaseSchedule(reader),
    measures: measures.sort((a, b) => (a.id < b.id ? -1 : 1)),
    lists: { get: listOf },
    origins: new Map(origins.map((origin): [Country, Origin] => [origin.code, origin])),
    homeOrigins: home.map((origin) => ({ ...origin, isHome: true })),
    agreements,
    bans: bansIn(reader),
    seasons: reader.has("seasons.json") ? reader.json("seasons.json").seasons : [],
    sets: reader.has("sets.json") ? reader.json("sets.json").sets : [],
    chapter98: reader.has("chapter98.json") ? reader.json("chapter98.json") : NO_CHAPTER_98,
    facts: reader.has("facts.json") ? reader.json("facts.json").claims.map(toRule) : [],
    orders: ordersIn(reader),
    asOf,
    firstDay,
    declaredFirst,
  };
}

/**
 * A measure whose exemptions by the claim of a preference for some goods alone are of those goods: their numbers stand with the
 * preference. An exemption that names goods of its own means these.
 */
function exemptingPreferred(agreements: Schedule["agreements"]): (measure: Measure) => Measure {
  const goods = goodsOfPreferences(agreements);
  const meant = (exemption: Exemption): Exemption => {
    const [claim = "", ...others] = exemption.claims ?? [];
    const isOfOwn = others.length > 0 || exemption.products || exemption.lists;
    const products = isOfOwn ? undefined : goods.get(claim);
    return products ? { ...exemption, products } : exemption;
  };
  const isMeant = ({ freedBy }: Version) => freedBy.some((one) => meant(one) !== one);
  const limited = (versions: readonly Version[]): readonly Version[] =>
    versions.some(isMeant)
      ? versions.map((version) => ({ ...version, freedBy: version.freedBy.map(meant) }))
      : versions;
  return (measure) => ({
    ...measure,
    versions: limited(measure.versions),
    contested: measure.contested.map((other) => ({
      ...other,
      versions: other.versions && limited(other.versions),
    })),
  });
}

/** Numbers of the goods of each preference that is for some alone, in every row that states it. */
function goodsOfPreferences(agreements: Schedule["agreements"]): ReadonlyMap<string, readonly string[]> {
  const goods = new Map<string, readonly string[]>();
  const ofAll = new Set<string>();
  for (const { claim, frees = [] } of agreements) {
    if (frees.length === 0 || frees.includes("*")) ofAll.add(claim);
    goods.set(claim, [...(goods.get(claim) ?? []), ...frees]);
  }
  return new Map(
    [...goods].flatMap(([claim, all]) => (ofAll.has(claim) ? [] : [[claim, [...new Set(all)].sort()]])),
  );
}

/** Bans on imports; a folder that a page carries has none. */
function bansIn(reader: Reader): Ban[] {
  if (!reader.has("bans.json")) return [];
  const { bans, confidence } = reader.json("bans.json");
  return bans.map((text) => toBan({ confidence, ...text }));
}

/** A ban as a file states it. */
type BanText = Omit<Ban, "contrary" | "list" | "onlyIf" | "unless"> &
  Partial<Pick<Ban, "contrary" | "onlyIf">> & {
    readonly list?: string;
    readonly unless?: readonly (Omit<Leave, "claims"> & Partial<Pick<Leave, "claims">>)[];
  };

const toBan = ({ unless = [], ...text }: BanText): Ban => ({
  ...{ contrary: {}, list: null, onlyIf: [] },
  ...text,
  unless: unless.map((leave) => ({ claims: [], ...leave })),
});

/** A rule as a file states it; the threshold of a weight is text there. */
function toRule({ claim, when: { weight, ...when } }: FactsText["claims"][number]): FactRule {
  return {
    claim,
    when: { ...when, ...(weight ? { weight: { ...weight, below: decimal(weight.below) } } : {}) },
  };
}

/** Orders of a folder, read when goods are first held against them; a folder that a page carries has none. */
function ordersIn(reader: Reader): Orders {
  const file = (): OrdersText | undefined =>
    reader.has("orders.json") ? reader.json("orders.json") : undefined;
  const byOrigin = new Map<string, readonly Order[]>();
  const byHeading = new Map<string, readonly Order[]>();
  const of = (origin: string): readonly Order[] => {
    const known = byOrigin.get(origin);
    if (known) return known;
    const own = toOrders(file(), (order) => order.origin === origin);
    byOrigin.set(origin, own);
    return own;
  };
  const near = (origin: string, hts: string): readonly Order[] => {
    const heading = headingOf(hts);
    const known = byHeading.get(origin + heading);
    if (known) return known;
    const found = of(origin).filter(({ numbers }) => numbers.some((number) => headingOf(number) === heading));
    byHeading.set(origin + heading, found);
    return found;
  };
  return { all: () => toOrders(file(), () => true), of, near };
}

function toOrders(
  file: OrdersText | undefined,
  isMeant: (order: OrdersText["orders"][number]) => boolean,
): Order[] {
  if (!file) return [];
  const { checkedOn, confidence } = file;
  return file.orders.filter(isMeant).map(({ numbers, notices, ...order }) => ({
    ...order,
    numbers: numbers === "" ? [] : numbers.split(" "),
    notices: notices === "" ? [] : notices.split(" "),
    checkedOn,
    confidence,
  }));
}

function loadList(reader: Reader, id: string): ProductList | undefined {
  const name = `lists/${id}.json` as const;
  return reader.has(name) ? inOrder(reader.json(name)) : undefined;
}

/** A user's list may have its codes in any order. */
const inOrder = (list: ProductList): ProductList => ({
  ...list,
  groups: list.groups.map((group) =>
    group.codes.every((code, at) => at === 0 || (group.codes[at - 1] as string) < code)
      ? group
      : { ...group, codes: [...group.codes].sort() },
  ),
});

/** Files of measures as they stand, by id; none where a page carries the law. */
export function loadMeasureTexts(reader: Reader): ReadonlyMap<MeasureText["id"], MeasureText> {
  const texts = reader.names("schedule/measures").map((name) => reader.json(name));
  return new Map(texts.map((text) => [text.id, text]));
}

/**
 * The law with its other readings beside the chosen ones, which only the files of the measures have. Of the shipped ones
 * only those are opened that have any.
 */
export function withContested(schedule: Schedule, reader: Reader): Schedule {
  const contested = reader.json("schedule/measures.json").contested;
  const names = reader
    .names("schedule/measures")
    .filter((name) => !contested || contested.some((id) => name === `schedule/measures/${id}.json`));
  if (names.length === 0) return schedule;
  const limited = exemptingPreferred(schedule.agreements);
  const read = new Map(
    names.map((name) => limited(toMeasure(reader.json(name)))).map((one) => [one.id, one]),
  );
  return { ...schedule, measures: schedule.measures.map((measure) => read.get(measure.id) ?? measure) };
}

// Law of entries beside duties: fees, drawback, units, and what facts make of goods.

export const entryLaw = (
  reader: Reader,
): Pick<Context, "claims" | "edition" | "fees" | "drawback" | "events" | "heldUnlawful" | "unitOf"> => ({
  claims: () => reader.json("claims.json").claims,
  edition: () => {
    const { lines, headings, notes } = reader.json("edition.json");
    return { lines, headings, notes };
  },
  fees: () => toFees(reader.json("fees.json")),
  drawback: () => toDrawback(reader.json("drawback.json")),
  events: () => (reader.has("events.json") ? reader.json("events.json").events : []),
  heldUnlawful: () => reader.json("refunds.json").heldUnlawful,
  unitOf: unitsOf(reader),
});

/**
 * The first unit of a line of ten digits, or of all lines under eight, or the one that its duty is in, such as the watches of
 * lines that state none; `null` where there is none, or not one.
 */
function unitsOf(reader: Reader): (hts: string) => string | null {
  const linesOf = () => reader.json("schedule/base/units.json").lines;
  let underEight: ReadonlyMap<string, string | null> | undefined;
  const ofLine = memoizeRows((line: string) => {
    underEight ??= unitsUnderEight(linesOf());
    return underEight.get(line) ?? unitOfDuty(reader, line);
  });
  return (hts) => {
    const own = linesOf()[hts];
    return own === undefined ? ofLine(rateLineOf(hts)) : firstOf(own);
  };
}

function unitOfDuty(reader: Reader, line: string): string | null {
  const held = reader.json("schedule/base/general.json").lines[line];
  const text = typeof held === "string" ? held : held?.at(-1)?.[2];
  const units = new Set(text === undefined ? [] : unitsIn(dutyOfText(text)));
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : null;
}

const unitsIn = (duty: Duty): string[] =>
  duty.kind === "specific" ? [duty.unit] : partsOf(duty).flatMap(unitsIn);

/** The unit that all numbers of each line share; `null` where they have none, or not one. */
function unitsUnderEight(lines: Readonly<Record<string, string>>): ReadonlyMap<string, string | null> {
  const units = new Map<string, string | null>();
  for (const hts of Object.keys(lines)) {
    const line = rateLineOf(hts);
    const unit = firstOf(lines[hts] as string);
    units.set(line, units.has(line) && units.get(line) !== unit ? null : unit);
  }
  return units;
}

const firstOf = (units: string): string | null => units.split("|")[0] || null;

// Fees and drawback as the data files state them.

type LimitsText = NonNullable<FeesText["fees"][number]["limits"]>;

const cents = (dollars: string): number => decimal(dollars).times(100).toNumber();

const amounts = ({ minimum, maximum, informal }: Pick<LimitsText, "minimum" | "maximum" | "informal">) => ({
  minimum: cents(minimum),
  maximum: cents(maximum),
  informal: cents(informal),
});

const toFees = ({ informalLimit, fees, mail, usualModes = [] }: FeesText): FeeSchedule => ({
  usualModes,
  mail: mail ? { ...mail, years: mail.years.map((year) => ({ ...year, amount: cents(year.amount) })) } : null,
  informalLimit: { dollars: Number(informalLimit.usd), citation: informalLimit.citation },
  fees: fees.map(({ rate: fraction, limits, ...fee }) => ({
    ...fee,
    rate: fastRate(rate(fraction)),
    ...(limits
      ? { limits: { ...amounts(limits), years: limits.years.map((year) => ({ ...year, ...amounts(year) })) } }
      : {}),
  })),
});

const toDrawback = (text: DrawbackText): DrawbackRules => ({ ...text, rate: rate(text.rate) });
