/** Goods as a person would write them down, as an entry to assess. */

import { memoize } from "../compiled/memo.js";
import { closest, UserError } from "../contract/errors.js";
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
import { type Assessment, assess as assessEntry } from "../law/assess.js";
import { shortName } from "../law/duty/component.js";
import { type Entry, NOTHING_STATED, type StatedOrders } from "../law/entry.js";
import type { View } from "../law/measure.js";
import { type Country, originNamed } from "../law/origin.js";
import type { StatedPiece } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import { claimsOfLaw } from "../law/scope.js";
import type { Rate } from "../law/units.js";

/** Goods as a person would write them down. */
export interface Goods {
  /** Eight or ten digits, with or without dots. */
  readonly hts: string;
  /** Two letters: `JP`. */
  readonly origin: string;
  /** Day of entry, `YYYY-MM-DD`. */
  readonly date: string;
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
 * An entry of goods to `assess`. What is left out is not known; whether the law knows its origin and claims is asked there.
 * @throws {UserError} naming what is not of its form.
 */
export function entryOf(goods: Goods): Entry {
  checkForm(goods);
  return entryIn(goods);
}

type Fits = (value: unknown) => boolean;
const isText: Fits = (value) => typeof value === "string";
const isListOfTexts: Fits = (value) => Array.isArray(value) && value.every(isText);
const mayBe =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);
const hasKeysOf =
  (known: readonly string[]): Fits =>
  (value) =>
    typeof value === "object" && value !== null && Object.keys(value).every((key) => known.includes(key));

const METALS = ["steel", "aluminum", "copper"];
/** What each may be, in words too. */
const FORMS: readonly (readonly [keyof Goods, string, Fits])[] = [
  ["hts", "text", isText],
  [
    "origin",
    "two capital letters, such as JP",
    (value) => isText(value) && /^[A-Z]{2}$/.test(value as string),
  ],
  ["date", "text", isText],
  ["value", 'text, such as "30000"', isText],
  ["claims", "a list of texts", mayBe(isListOfTexts)],
  ["quantities", "a list of texts", mayBe(isListOfTexts)],
  ["shares", `shares of ${METALS.join(", ")} or us`, mayBe(hasKeysOf([...METALS, "us"]))],
  ["weights", `shares of ${METALS.join(", ")}`, mayBe(hasKeysOf(METALS))],
  ["melt", "text", mayBe(isText)],
  ["smelt", "text", mayBe(isText)],
  ["cast", "text", mayBe(isText)],
  ["loadedOn", "text", mayBe(isText)],
];

/** Programs that are not checked by types can give anything. @throws {UserError} */
function checkForm(goods: Goods): void {
  if (typeof goods !== "object" || goods === null) throw unfit("goods", "an object", goods);
  for (const [key, expected, fits] of FORMS) if (!fits(goods[key])) throw unfit(key, expected, goods[key]);
}

const unfit = (where: string, expected: string, got: unknown): UserError =>
  new UserError(`expected ${expected}; got ${shown(got)}`, { where });

function shown(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "a list of something else";
  return typeof value === "object" && value !== null ? `{ ${Object.keys(value).join(", ")} }` : String(value);
}

function entryIn({
  hts,
  origin,
  date,
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
  const parsed = sharesIn(shares, "value");
  const worth = new Map(
    Object.entries(components).map(([name, dollars]) => [shortName(name), parseUsd(dollars)]),
  );
  checkComponents(worth, parseUsd(value));
  return {
    ...NOTHING_STATED,
    hts: parseHts(hts),
    origin: origin as Country,
    date: parseDay(date),
    value: parseUsd(value),
    claims: new Set(claims),
    shares: parsed,
    weights: sharesIn(weights, "weight"),
    madeIn: { ...(melt && { melt }), ...(smelt && { smelt }), ...(cast && { cast }) },
    quantities: (quantities ?? []).map(parseQuantity),
    components: worth,
    loadedOn: loadedOn === undefined ? null : parseDay(loadedOn),
    adcvd: "none" in adcvd ? adcvd : parseAdcvd(adcvd),
    chapter98: chapter98Of({ hts, ...chapter98 }),
  };
}

/**
 * What an entry owes, layer by layer, as `assess` of the engine says it; but what the law does not know is a mistake.
 *
 * Units: US dollars, unrounded; `inCents` applies the rounding of an entry summary.
 * Returns `undefined` if the tariff has no line of this number on the day.
 * @throws {UserError} on an origin that the law does not know, a day before its first, and a claim that nothing asks for:
 * `usmca` is not `USMCA`, and would be charged as if nothing were claimed.
 */
export function assess(entry: Entry, schedule: Schedule, view: View = "law"): Assessment | undefined {
  checkAgainstLaw(entry, schedule);
  return assessEntry(entry, schedule, view);
}

/** @throws {UserError} on an origin, a day or a claim that the law does not know. */
export function checkAgainstLaw(entry: Entry, schedule: Schedule): void {
  if (originNamed(entry.origin, schedule) === undefined)
    throw new UserError(`"${entry.origin}" is no origin that the law knows`, {
      code: "UNKNOWN_NAME",
      where: "origin",
      hint: "two capital letters, such as JP",
    });
  if (entry.date < schedule.firstDay)
    throw new UserError(`the law is known from ${schedule.firstDay} on; got ${entry.date}`, {
      code: "OUTSIDE_LAW",
      where: "date",
    });
  for (const claim of entry.claims) checkClaim(claim, schedule);
}

function checkClaim(claim: string, schedule: Schedule): void {
  const known = claimsKnown(schedule);
  if (known.has(claim)) return;
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
