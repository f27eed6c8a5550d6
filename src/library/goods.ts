/** Goods as a person would write them down, as an entry to assess. */

import { memoize } from "../compiled/memo.js";
import {
  checkObject,
  checkParts,
  closest,
  expectFit,
  type Fits,
  isListOf,
  isObject,
  isText,
  located,
  orNull,
  readOf,
  readParts,
  UserError,
} from "../contract/errors.js";
import { chapter98Of } from "../contract/measure-text.js";
import {
  checkComponents,
  checkShares,
  parseAdcvd,
  parseDay,
  parseHts,
  parseQuantity,
  parseShare,
  parseUsd,
} from "../contract/parse.js";
import { agreeing, checkArticles, checkFactsOf, checkPreference } from "../entries/claims.js";
import { type Assessment, assess as assessEntry, type Bounds, bounds as boundsOf } from "../law/assess.js";
import type { IsoDate } from "../law/calendar.js";
import { declare as declared, inCents as roundedToCents, type SummaryEntry } from "../law/declare.js";
import { shortName } from "../law/duty/component.js";
import type { Quantity } from "../law/duty/duty.js";
import {
  type Chapter98Claim,
  type Claim,
  type Deposit,
  type Entry,
  NOTHING_STATED,
  type StatedOrders,
} from "../law/entry.js";
import type { View } from "../law/measure.js";
import { type Country, originNamed } from "../law/origin.js";
import type { StatedPiece } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { claimsOfLaw } from "../law/scope.js";
import type { Rate, Usd } from "../law/units.js";
import { asOurs, isDay, isMadeHere, madeHere, under } from "./open-data.js";

/** Goods as a person would write them down. */
export interface Goods {
  /** Eight or ten digits, with or without dots. */
  readonly hts: string;
  /** Two letters: `JP`. */
  readonly origin: string;
  /** Day of entry, `YYYY-MM-DD`. */
  readonly date: string;
  /** Day of privileged foreign status in a foreign-trade zone, whose rates stand (19 CFR 146.65(a)(1)); not after `date`. */
  readonly statusDate?: string;
  /** Customs value in US dollars. */
  readonly value: string;
  readonly claims?: readonly string[];
  /** Shares of the customs value: `{ steel: "0.35" }`. */
  readonly shares?: Readonly<Partial<Record<StatedPiece, string>>>;
  /** Shares of the weight by metal: `{ aluminum: "0.04" }`. */
  readonly weights?: Readonly<Partial<Record<Exclude<StatedPiece, "us">, string>>>;
  /** Countries in which steel was melted and poured, and aluminum smelted and last cast: two letters, or `unknown`. */
  readonly melt?: string;
  readonly smelt?: string;
  readonly cast?: string;
  /** `["1200kg"]`. */
  readonly quantities?: readonly string[];
  /** Dollars by component: `{ case: "30", strap: "12.50" }`, for duties that are on a part of a watch. */
  readonly components?: Readonly<Record<string, string>>;
  readonly loadedOn?: string;
  /** Antidumping and countervailing orders: `["A-588-874=12.5%"]`, `["none"]`, or as an entry has them. */
  readonly adcvd?: readonly string[] | StatedOrders;
  /** The provision of chapter 98 claimed, such as `9802.00.40`, and in dollars what it asks for. */
  readonly ch98?: string;
  readonly repairValue?: string;
  readonly processingValue?: string;
  readonly usParts?: string;
}

/**
 * An entry of goods to `assess`; its day is that of privileged status where one is stated. What is left out is not known;
 * whether the law knows its origin and claims is asked there.
 * @throws {UserError} naming what is not of its form.
 */
export const entryOf = (goods: Goods): Entry => entryIn(goodsRead(goods));

const mayBe =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);
const hasTextsOf =
  (known: readonly string[]): Fits =>
  (value) =>
    isTextsByName(value) && Object.keys(value as object).every((key) => known.includes(key));

const METALS = ["steel", "aluminum", "copper"];
const AMOUNT = 'text, such as "30000"';
const MAKER = "two capital letters, such as JP, or unknown";
const isMaker: Fits = (value) => isText(value) && /^([A-Z]{2}|unknown)$/.test(value as string);
const isOrders: Fits = (value) =>
  isObject(value) &&
  isListOf(isDeposit)((value as StatedOrders).deposits) &&
  isListOf(isText)((value as StatedOrders).outside) &&
  typeof (value as StatedOrders).none === "boolean";
const isDeposit: Fits = (value) =>
  isObject(value) && isText((value as Deposit).case) && isDepositDuty((value as Deposit).duty);
/** As `parseAdcvd` states one. */
const isDepositDuty: Fits = (value) => {
  const { kind, rate, usdPerUnit, unit, terms } = (isObject(value) ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  if (kind === "specific") return isAmount(usdPerUnit) && isText(unit);
  if (kind === "compound") return isListOf(isDepositDuty)(terms);
  return kind === "free" || (kind === "ad-valorem" && isAmount(rate));
};
/** A map, a set or a day holds nothing that would be read. */
const isTextsByName: Fits = (value) =>
  /^\[object (?:Object|Array)\]$/.test(Object.prototype.toString.call(value)) &&
  Object.values(value as object).every(isText);
/** What each may be, in words too. */
const FORMS: readonly (readonly [keyof Goods, string, Fits])[] = [
  ["hts", "text", isText],
  [
    "origin",
    "two capital letters, such as JP",
    (value) => isText(value) && /^[A-Z]{2}$/.test(value as string),
  ],
  ["date", "text", isText],
  ["statusDate", "text", mayBe(isText)],
  ["value", AMOUNT, isText],
  ["claims", "a list of texts", mayBe(isListOf(isText))],
  ["quantities", "a list of texts", mayBe(isListOf(isText))],
  ["shares", `shares of ${METALS.join(", ")} or us`, mayBe(hasTextsOf([...METALS, "us"]))],
  ["weights", `shares of ${METALS.join(", ")}`, mayBe(hasTextsOf(METALS))],
  ["components", "dollars by component, as texts", mayBe(isTextsByName)],
  ["melt", MAKER, mayBe(isMaker)],
  ["smelt", MAKER, mayBe(isMaker)],
  ["cast", MAKER, mayBe(isMaker)],
  ["loadedOn", "text", mayBe(isText)],
  [
    "adcvd",
    "a list of texts, or orders as an entry has them",
    mayBe((value) => isListOf(isText)(value) || isOrders(value)),
  ],
  ["ch98", "text", mayBe(isText)],
  ["repairValue", AMOUNT, mayBe(isText)],
  ["processingValue", AMOUNT, mayBe(isText)],
  ["usParts", AMOUNT, mayBe(isText)],
];

/** Every name that goods have, so that a misspelt one is not taken for nothing stated. */
const NAMES: Readonly<Record<keyof Goods, true>> = {
  ...{ hts: true, origin: true, date: true, value: true, claims: true, shares: true, weights: true },
  ...{ melt: true, smelt: true, cast: true, quantities: true, components: true, loadedOn: true, adcvd: true },
  ...{ ch98: true, repairValue: true, processingValue: true, usParts: true, statusDate: true },
};

const NAMES_READ = Object.keys(NAMES) as (keyof Goods)[];

/** Programs that are not checked by types can give anything. @throws {UserError} */
export function goodsRead(goods: Goods): Goods {
  expectFit(typeof goods === "object" && goods !== null, "goods", "an object", goods);
  for (const name of readOf("goods", () => Object.keys(goods)))
    if (!Object.hasOwn(NAMES, name)) throw unknownName(name);
  const read = readParts(goods, NAMES_READ, asOurs);
  checkParts(read, FORMS);
  return read;
}

function unknownName(name: string): UserError {
  const near = closest(name, Object.keys(NAMES));
  return new UserError(`goods have no "${name}"`, {
    ...{ code: "UNKNOWN_NAME", where: name },
    hint: near === undefined ? `they have ${Object.keys(NAMES).join(", ")}` : `did you mean ${near}?`,
  });
}

/** The entry of goods that were read. @throws {UserError} naming what is not of its form. */
export function entryIn({
  hts,
  origin,
  date,
  statusDate,
  value,
  claims,
  shares = {},
  weights = {},
  melt,
  smelt,
  cast,
  quantities,
  components = {},
  loadedOn,
  adcvd = [],
  ...chapter98
}: Goods): Entry {
  const dollars = located("value", () => parseUsd(value));
  return {
    ...NOTHING_STATED,
    hts: located("hts", () => parseHts(hts)),
    origin: origin as Country,
    date: lawDay(date, statusDate),
    ...(statusDate === undefined ? {} : { enteredOn: located("date", () => parseDay(date)) }),
    value: dollars,
    claims: new Set(claims),
    shares: located("shares", () => sharesIn(shares, "value")),
    weights: located("weights", () => sharesIn(weights, "weight")),
    madeIn: { ...(melt && { melt }), ...(smelt && { smelt }), ...(cast && { cast }) },
    quantities: located("quantities", () => agreeing((quantities ?? []).map(parseQuantity))),
    components: located("components", () => componentsIn(components, dollars)),
    loadedOn: loadedOn === undefined ? null : located("loadedOn", () => parseDay(loadedOn)),
    adcvd: Array.isArray(adcvd) ? located("adcvd", () => parseAdcvd(adcvd)) : (adcvd as StatedOrders),
    chapter98: chapter98In({ hts, ...chapter98 }),
  };
}

/** The day whose rates stand: that of privileged foreign status, else of entry. @throws {UserError} on one after the entry. */
function lawDay(date: string, statusDate: string | undefined): IsoDate {
  const enteredOn = located("date", () => parseDay(date));
  if (statusDate === undefined) return enteredOn;
  const status = located("statusDate", () => parseDay(statusDate));
  if (status > enteredOn)
    throw new UserError(`goods entered on ${date} cannot have their status from ${statusDate}`, {
      where: "statusDate",
      hint: "privileged foreign status comes first and entry later",
    });
  return status;
}

/** The provision of chapter 98 and its dollars, each in the form of its own. */
function chapter98In({ hts, ch98, ...worth }: Pick<Goods, "hts" | "ch98" | (typeof CHAPTER_98)[number]>) {
  if (ch98 !== undefined) located("ch98", () => parseHts(ch98));
  const dollars = CHAPTER_98.flatMap((name) => {
    const text = worth[name];
    return text === undefined ? [] : [[name, located(name, () => parseUsd(text)).toFixed()]];
  });
  return chapter98Of({ hts, ...(ch98 && { ch98 }), ...Object.fromEntries(dollars) });
}

const CHAPTER_98 = ["repairValue", "processingValue", "usParts"] as const;

function componentsIn(components: Readonly<Record<string, string>>, value: Usd): ReadonlyMap<string, Usd> {
  const worth = new Map(
    Object.entries(components).map(([name, dollars]) => [shortName(name), parseUsd(dollars)]),
  );
  checkComponents(worth, value);
  return worth;
}

/** What an entry owes, and whether that follows from law that was checked. */
export interface Assessed extends Assessment {
  /** The day is after the last to which the law was checked (`Schedule.asOf`): law in force then is taken to stay. */
  readonly extrapolates: boolean;
}

/**
 * What an entry owes, layer by layer, as `assess` of the engine says it; but what the law does not know is a mistake.
 *
 * Units: US dollars, unrounded; `inCents` applies the rounding of an entry summary.
 * Returns `undefined` if the tariff has no line of this number on the day.
 * @throws {UserError} on an origin that the law does not know, a day before its first, a claim that nothing asks for
 * (`usmca` is not `USMCA`, and would be charged as if nothing were claimed), a preference that is not open to the origin,
 * and a claim that the metal stated of the goods rules out.
 */
export function assess(entry: Entry, schedule: Schedule, view: View = "law"): Assessed | undefined {
  const goods = entryRead(entry);
  checkView(view);
  return under(schedule, (law) => {
    checkAgainstLaw(goods, law);
    const assessment = assessEntry(goods, law, view);
    return assessment && madeHere({ ...assessment, extrapolates: goods.date > law.asOf }, "assessment");
  });
}

const isDecimal: Fits = (value) =>
  isObject(value) &&
  typeof (value as Usd).gte === "function" &&
  typeof (value as Usd).isFinite === "function" &&
  (value as Usd).isFinite();
/** An amount of more digits would not be exact. */
const LARGEST = "1e15";
const isAmount: Fits = (value) => isDecimal(value) && (value as Usd).gte(0) && (value as Usd).lt(LARGEST);
const hasAmounts: Fits = (value) => isObject(value) && Object.values(value as object).every(isAmount);
const isQuantity: Fits = (value) => {
  const { amount, unit, of } = (isObject(value) ? value : {}) as Partial<Quantity>;
  return isAmount(amount) && isText(unit) && orNull(isText)(of);
};
const isChapter98: Fits = (value) =>
  isObject(value) && isText((value as Chapter98Claim).number) && hasAmounts((value as Chapter98Claim).values);
/** What each part of an entry may be, for programs that make one without `entryOf`. */
const OF_ENTRY: readonly (readonly [keyof Entry, string, Fits])[] = [
  ["hts", "digits of the tariff", (value) => isText(value) && /^\d{8}(\d\d)?$/.test(value as string)],
  ["origin", "two capital letters, such as JP", isText],
  ["date", "a day written YYYY-MM-DD", isDay],
  ["enteredOn", "a day written YYYY-MM-DD", mayBe(isDay)],
  ["value", "an amount of dollars, as parseUsd gives it", isAmount],
  ["claims", "a set of texts", (value) => value instanceof Set && [...value].every(isText)],
  ["quantities", "a list of quantities", isListOf(isQuantity)],
  ["shares", "shares by metal, as decimals", hasAmounts],
  ["weights", "shares by metal, as decimals", hasAmounts],
  ["madeIn", "countries by step", isTextsByName],
  [
    "components",
    "dollars by component",
    (value) => value instanceof Map && [...value.values()].every(isAmount),
  ],
  ["loadedOn", "a day, or null", orNull(isDay)],
  ["adcvd", "deposits, outside and none", isOrders],
  ["chapter98", "a number and its dollars, or null", orNull(isChapter98)],
  ["observedBase", "an amount of dollars, or null", orNull(isAmount)],
];

const ENTRY_READ = OF_ENTRY.map(([key]) => key);
const OF_NUMBER = OF_ENTRY.filter(([key]) => key === "hts" || key === "date" || key === "origin");

/** An entry read once. @throws {UserError} on what is no entry, whatever a compiler was told. */
export function entryRead(entry: Entry): Entry {
  checkObject(entry, "entry", "an entry, as entryOf makes it");
  const read = readParts(entry, ENTRY_READ, asOurs);
  checkParts(read, OF_ENTRY);
  return read;
}

/** The number, day and origin of goods. @throws {UserError} on what is none. */
export function numberRead(
  goods: Pick<Entry, "hts" | "date" | "origin">,
): Pick<Entry, "hts" | "date" | "origin"> {
  checkObject(goods, "goods", "an entry, as entryOf makes it");
  const read = readParts(goods as Entry, ["hts", "date", "origin"]);
  checkParts(read, OF_NUMBER);
  return read;
}

/** @throws {UserError} on another view than there is. */
export const checkView = (view: View): void =>
  expectFit(view === "law" || view === "cash", "view", "law or cash", view);

/** An amount read once. @throws {UserError} on what is no finite decimal; one below zero may be a change. */
export function decimalRead(value: Usd, where: string): Usd {
  const read = readOf(where, () => (isObject(value) ? asOurs(value) : undefined));
  expectFit(isDecimal(read), where, "an amount of dollars, as parseUsd gives it", value);
  return read as Usd;
}

/** @throws {UserError} on what the law does not know, or does not let goods claim. */
export function checkAgainstLaw(
  entry: Entry,
  schedule: Schedule,
  catalogue: ReadonlyMap<string, Claim> = new Map(),
): void {
  const origin = originNamed(entry.origin, schedule);
  if (origin === undefined) throw unknownOrigin("origin", entry.origin);
  for (const [how, country] of Object.entries(entry.madeIn))
    if (country !== "US" && country !== "unknown" && !originNamed(country as Country, schedule))
      throw unknownOrigin(how, country);
  checkDay(entry.date, schedule);
  for (const claim of entry.claims) checkClaim(claim, schedule);
  located("components", () => checkArticles(entry, schedule));
  located("claims", () => {
    for (const claim of entry.claims) checkPreference(claim, [origin], schedule);
    checkFactsOf(entry, schedule, catalogue);
  });
}

/** @throws {UserError} on a day before the first of the law. */
export function checkDay(date: IsoDate, { firstDay }: Pick<Schedule, "firstDay">, where = "date"): void {
  if (date < firstDay)
    throw new UserError(`the law is known from ${firstDay} on; got ${date}`, { code: "OUTSIDE_LAW", where });
}

const unknownOrigin = (where: string, code: string): UserError =>
  new UserError(`"${code}" is no origin that the law knows`, {
    ...{ code: "UNKNOWN_NAME", where },
    hint: "two capital letters, such as JP",
  });

function checkClaim(claim: string, schedule: Schedule): void {
  const known = claimsKnown(schedule);
  if (known.has(claim) || known.has(claim.replace(/^not-/, ""))) return;
  const near = closest(claim, [...known].sort());
  throw new UserError(`nothing in the law asks for a claim "${claim}"`, {
    code: "UNKNOWN_NAME",
    where: "claims",
    ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
  });
}

const claimsKnown = memoize((schedule: Schedule): ReadonlySet<string> => new Set(claimsOfLaw(schedule)));

function sharesIn(
  texts: Readonly<Record<string, string>>,
  of: "value" | "weight",
): Readonly<Record<string, Rate>> {
  const parsed = Object.fromEntries(
    Object.entries(texts).map(([piece, share]) => [piece, parseShare(share)]),
  );
  checkShares(parsed, of);
  return parsed;
}

/** @throws {UserError} on what is no assessment of the library, such as the `undefined` of a number that the tariff does not have. */
const checkAssessment = (assessment: Assessment): void =>
  expectFit(
    isObject(assessment) && isMadeHere(assessment, "assessment"),
    "assessment",
    "an assessment, as assess gives it",
    assessment,
  );

/**
 * The least and the most that can be owed, whatever is not stated; `most` is `null` where nothing limits it.
 * @throws {UserError} on what is no assessment, or no law.
 */
export function bounds(assessment: Assessment, schedule: Schedule, view: View): Bounds {
  checkAssessment(assessment);
  checkView(view);
  return under(schedule, (law) => boundsOf(assessment, law, view));
}

/**
 * An assessment as an entry summary states it: duty per layer in cents, the total their sum. Source: METHODS 1.3.
 * @throws {UserError} on what is no assessment.
 */
export function inCents(assessment: Assessment): Assessment {
  checkAssessment(assessment);
  return madeHere(roundedToCents(assessment), "assessment");
}

/**
 * What an entry declares, number by number: parts of the value on lines of their own, all-in rates in full on the number of
 * chapter 99 and nothing on that of the goods. Duty is in cents and comes to that of `inCents`.
 * Source: CSMS 64348411, 66319804, 67045953, 69668138.
 * @throws {UserError} on what is no assessment, or no law.
 */
export function declare(assessment: Assessment, law: Pick<Schedule, "declaredFirst">): SummaryEntry[] {
  checkAssessment(assessment);
  expectFit(isObject(law), "law", "the law, as loadSchedule gives it", law);
  const { declaredFirst } = readParts(law, ["declaredFirst"]);
  expectFit(isListOf(isText)(declaredFirst), "law", "the law, as loadSchedule gives it", law);
  return declared(assessment, { declaredFirst });
}
