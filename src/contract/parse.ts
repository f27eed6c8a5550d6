/** Text of flags and files → values of the domain, contents of goods among them. Each says what it expected and found. */
import { addDays, daysOfMonth, type IsoDate, isoDate } from "../law/calendar.js";
import { provisionProblem } from "../law/chapter98.js";
import { shortName } from "../law/duty/component.js";
import type { Quantity } from "../law/duty/duty.js";
import {
  type Chapter98Claim,
  type Deposit,
  type Entry,
  STATED_VALUES,
  type StatedOrders,
  type Weights,
} from "../law/entry.js";
import { type HtsCode, htsCode, isOfChapter98, printHts } from "../law/hts.js";
import { type Country, insteadOf, type Origin, originsCalled } from "../law/origin.js";
import type { Shares } from "../law/part.js";
import { countedIn, isUnit } from "../law/quantity.js";
import { parseRateText } from "../law/rate-text.js";
import type { RateChange } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal, type Rate, rate, sumUsd, type Usd, usd } from "../law/units.js";
import { closest, expectFit, halves, textual, UserError } from "./errors.js";
import {
  found,
  MODES,
  type Mode,
  modeWritten,
  NUMBER,
  nearOrigin,
  readDay,
  readHts,
  readUsd,
  typeWritten,
} from "./written.js";

export type { Mode } from "./written.js";

/** A rate beyond this is a slip of the keyboard. */
const HIGHEST_RATE = 10_000;

/** A day of the calendar: YYYY-MM-DD, or written otherwise where it can mean one day alone. @throws {UserError} */
export const parseDay = (text: string): IsoDate => isoDate(textual(text).trim()) ?? readDay(text);

/** The first day of a stretch: a day, or the month that it begins with, such as 2025-07. @throws {UserError} */
export const parseFirstDay = (text: string): IsoDate => daysMeant(text)?.[0] ?? parseDay(text);

/** The last day of a stretch: a day, or the month that it ends with. @throws {UserError} */
export function parseLastDay(text: string): IsoDate {
  const days = daysMeant(text);
  return days ? addDays(days[1], -1) : parseDay(text);
}

function daysMeant(text: string): readonly [first: IsoDate, next: IsoDate] | undefined {
  const month = textual(text).trim();
  return isoDate(`${month}-01`) ? daysOfMonth(month) : undefined;
}

/** @throws {UserError} on a text that is no number of the tariff, and on one that has lost digits. */
export const parseHts = (text: string): HtsCode => htsCode(text) ?? readHts(text);

/** Dollars, with or without `$` and thousands commas. @throws {UserError} on other texts and currencies. */
export function parseUsd(text: string): Usd {
  const digits = textual(text).trim();
  return usd(NUMBER.test(digits) ? digits : readUsd(text));
}

/** Without commas between thousands; any other comma stays, to be refused: `1,5` is not 15. */
const ungrouped = (digits: string): string =>
  /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(",", "") : digits;

/** A share between 0 and 1, or a percentage. */
export function parseShare(text: string): Rate {
  const share = fractionOf(text);
  if (share === undefined || share.gt(1))
    throw new UserError(`expected a share such as 0.4 or 40%; ${found(text)}`);
  return share;
}

/** A rate of duty as a fraction such as 0.25 or as 25%; a specific duty can be more than the value. */
export function parseFraction(text: string): Rate {
  const fraction = fractionOf(text);
  if (fraction === undefined) throw new UserError(`expected a rate such as 0.25 or 25%; ${found(text)}`);
  return fraction;
}

function fractionOf(text: string): Rate | undefined {
  const digits = textual(text).trim();
  if (digits.endsWith("%")) return percent(digits);
  return NUMBER.test(digits) ? rate(digits) : undefined;
}

function percent(text: string): Rate | undefined {
  const digits = text.trim().replace(/\s*%$/, "");
  return NUMBER.test(digits) && Number(digits) <= HIGHEST_RATE ? rate(rate(digits).div(100)) : undefined;
}

/** `25` or `25%` on top of the normal duty, `floor:15` all-in, `cap:15` at most. */
export function parseRate(text: string): RateChange {
  const [, kind, digits = ""] = /^(?:(floor|cap):)?(.+)$/.exec(textual(text).trim()) ?? [];
  const value = percent(digits);
  if (value === undefined)
    throw new UserError(`expected a rate in per cent such as 25, floor:15 or cap:15; ${found(text)}`);
  return { kind: kind === "floor" || kind === "cap" ? kind : "on-top", rate: value };
}

/**
 * An origin, of the United States too if `home` is given: by ISO code or number, Census number, or any of its names.
 * @throws {UserError} on any other text.
 */
export function parseOrigin(
  text: string,
  origins: ReadonlyMap<Country, Origin>,
  home: readonly Origin[] = [],
): Country {
  const wanted = textual(text).trim().toLowerCase();
  expectFit(origins instanceof Map, "origins", "origins by code, as the law has them", origins);
  if (/^(pr|pri|puerto rico)$/.test(wanted))
    throw new UserError("Puerto Rico is in the customs territory of the United States (General Note 2)", {
      hint: "goods from there are not imported; state where foreign goods were made",
    });
  const all = [...origins.values(), ...home];
  for (const { code, iso3, census, name } of all)
    if ([code, iso3, name, ...census].some((known) => known?.toLowerCase() === wanted)) return code;
  const [called, ...others] = originsCalled(wanted, all);
  if (called && others.length === 0) return called.code;
  if (called) throw openOrigin(text, [called, ...others]);
  const apart = insteadOf(wanted, all).map(({ code }) => code);
  if (apart.length > 0)
    throw new UserError(
      `expected a country of origin; ${found(text)}, which trade figures do not have apart: write ${apart.join(" or ")} if Customs takes the goods as of there`,
      { code: "UNKNOWN_NAME", hint: "19 CFR 134.45(d) has goods of possessions marked with their own name" },
    );
  const near = nearOrigin(text, all);
  throw new UserError(`expected a country of origin, as two letters or a name; ${found(text)}`, {
    code: "UNKNOWN_NAME",
    hint: near === undefined ? "for example JP, DEU or Vietnam" : `did you mean ${near}?`,
  });
}

/** Origins that a message names of several. */
const MOST_ORIGINS = 3;

/** A name of several origins, such as that of a state that is no more. */
function openOrigin(text: string, origins: readonly Origin[]): UserError {
  const each = origins.slice(0, MOST_ORIGINS).map(({ code, name }) => `${name} (${code})`);
  const more = origins.length - each.length;
  const last = more > 0 ? `${more} more` : each.pop();
  return new UserError(
    `expected a country of origin; ${found(text)}, which can be ${each.join(", ")} or ${last}`,
    {
      code: "UNKNOWN_NAME",
      hint: "write the letters of the one that is meant",
    },
  );
}

/**
 * The country in which metal was made, by its two letters or name, the United States among them; `unknown` where the
 * importer cannot tell, as an entry states it.
 */
export function parseMetalCountry(text: string, origins: ReadonlyMap<Country, Origin>): string {
  const plain = text.trim().toLowerCase();
  if (/^(us|usa|united states)$/.test(plain)) return "US";
  if (plain === "na")
    throw new UserError(`"${text.trim()}" can be Namibia (NAM) or not applicable, which is left empty`);
  return /^unk(nown)?$/.test(plain) ? "unknown" : parseOrigin(text, origins);
}

/** A plain number above nothing. */
export function parseFactor(text: string): Decimal {
  const plain = text.trim();
  if (!NUMBER.test(plain) || Number(plain) === 0)
    throw new UserError(`expected a factor such as 1.35; ${found(text)}`);
  return decimal(plain);
}

/** The name of a file to read or write. */
export function parseFileName(text: string): string {
  if (text.trim() === "") throw new UserError('expected the name of a file; got ""');
  return text;
}

/** One of a closed list of words. */
export const oneOf =
  <const T extends string>(words: readonly T[]) =>
  (text: string): T => {
    const word = words.find((known) => known === text);
    if (word === undefined) {
      const near = closest(text, words);
      throw new UserError(
        `expected one of ${words.join(", ")}; ${found(text)}`,
        near ? { hint: `did you mean ${near}?` } : {},
      );
    }
    return word;
  };

/** A plain number such as `-2`, `0.95` or `480e9`. */
export function parseNumber(text: string): number {
  const plain = text.trim();
  const value = Number(plain);
  if (plain === "" || !Number.isFinite(value) || !/^[-+\d.e]+$/i.test(plain))
    throw new UserError(`expected a number such as -2 or 0.95; ${found(text)}`);
  return value;
}

/** Years after a change, none or more. */
export function parseYears(text: string): number {
  const years = parseNumber(text);
  if (years < 0) throw new UserError(`expected a number of years, 0 or more; ${found(text)}`);
  return years;
}

/** Names joined by commas. */
export function parseIds(text: string): string[] {
  const ids = text.split(",");
  if (ids.some((id) => id.trim() === ""))
    throw new UserError(`expected names joined by commas; ${found(text)}`);
  return ids;
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text.trim()))
    throw new UserError(`expected a whole number, 1 or more; ${found(text)}`);
  return Number(text);
}

/** `1200kg`, `40 doz.`, `3.5 t`, `80 Pb kg`, in a unit that the tariff counts in. */
export function parseQuantity(text: string): Quantity {
  const [, amount = "", unit = ""] = /^\s*([\d.,]+)\s*([A-Za-z].*)$/.exec(text) ?? [];
  const digits = ungrouped(amount);
  if (!NUMBER.test(digits))
    throw new UserError(`expected a quantity with its unit such as 1200kg; ${found(text)}`);
  const counted = countedIn(unit);
  if (!isUnit(counted.unit))
    throw new UserError(`"${unit.trim()}" is no unit that the tariff counts in`, {
      hint: "such as kg, t, no., doz, pr., liter, m2, m",
    });
  return { amount: decimal(digits), ...counted };
}

/** @throws {UserError} if the parts are more than the whole. */
export function checkShares(shares: Shares, of: "value" | "weight" = "value"): void {
  const sum = Object.values(shares).reduce((total, share) => total.plus(share), decimal(0));
  if (sum.gt(1))
    throw new UserError(`the shares come to ${sum.times(100).toFixed()}% of the ${of}`, {
      hint: "together they are at most 100%",
    });
}

// Contents and components of goods: people state a share of the value, or dollars of it.

/** A share between 0 and 1, or dollars of the customs value. */
export type Content = { readonly share: Rate } | { readonly dollars: Usd };

export const METALS = ["steel", "aluminum", "copper"] as const;

type Metal = (typeof METALS)[number];

export type Contents = Readonly<Partial<Record<Metal | "us", Content>>>;

/** `0.4` and `40%` are shares; `$400` and any number above 1 are dollars. */
export function parseContent(text: string): Content {
  const plain = text.trim();
  const isAmount = !plain.endsWith("%") && Number(plain.replaceAll(",", "")) > 1;
  const isMoney = isAmount || /^(?:us)?\$|^usd\b|\busd$/i.test(plain);
  return isMoney ? { dollars: parseUsd(plain) } : { share: parseShare(plain) };
}

/** `steel=0.4,aluminum=$300`: contents by metal. */
export function parseContents(text: string): Contents {
  const contents: Partial<Record<Metal, Content>> = {};
  for (const part of partsOf(text)) {
    const [metal, content] = halves(part, "=");
    if (content === undefined)
      throw new UserError(`expected a metal and its share such as steel=0.4; got "${part}"`);
    const name = oneOf(METALS)(metal);
    if (contents[name])
      throw new UserError(`${name} is there twice; got "${text}"`, { hint: "add the shares up" });
    contents[name] = parseContent(content);
  }
  return contents;
}

/** Parts between commas; a comma among the digits of dollars parts nothing. */
const partsOf = (text: string): string[] => text.split(/,(?!\d{3}(?!\d))/);

/** `steel=0.2,aluminum=10%`: shares of the weight by metal. @throws {UserError} on other texts, and on more than all of it. */
export function parseMetalWeights(text: string): Weights {
  const weights: Partial<Record<Metal, Rate>> = {};
  for (const part of text.split(",")) {
    const [metal, share] = halves(part, "=");
    if (share === undefined)
      throw new UserError(`expected a metal and its share of the weight such as steel=0.2; got "${part}"`);
    const name = oneOf(METALS)(metal);
    if (weights[name])
      throw new UserError(`${name} is there twice; got "${text}"`, { hint: "add the shares up" });
    weights[name] = parseShare(share);
  }
  checkShares(weights, "weight");
  return weights;
}

/** Contents as shares of a value. @throws {UserError} if they are more than the whole of it. */
export function sharesOf(contents: Contents, value: Usd): Shares {
  const shares: Record<string, Rate> = {};
  for (const [piece, content] of Object.entries(contents)) shares[piece] = shareOf(piece, content, value);
  checkShares(shares);
  return shares;
}

function shareOf(piece: string, content: Content, value: Usd): Rate {
  if ("share" in content) return content.share;
  if (content.dollars.gt(value))
    throw new UserError(
      `${piece} of $${content.dollars.toFixed()} is more than the value, $${value.toFixed()}`,
      { hint: "state dollars of the customs value, or a share such as 0.4" },
    );
  return value.isZero() ? rate(0) : rate(decimal(content.dollars).div(value));
}

/** Values of components, for duties that are on the case or the strap of a watch. */
export type Components = ReadonlyMap<string, Usd>;

/** `case=30,strap=12.50`, or with semicolons: dollars by short name. @throws {UserError} */
export function parseComponents(text: string): Components {
  const components = new Map<string, Usd>();
  for (const part of text.split(";").flatMap(partsOf)) {
    const [words, dollars] = halves(part, "=");
    const name = shortName(words);
    if (name === "" || dollars === undefined)
      throw new UserError(`expected a component and its dollars such as case=30; got "${part}"`);
    if (components.has(name)) throw new UserError(`${name} is there twice; got "${text}"`);
    components.set(name, parseUsd(dollars));
  }
  return components;
}

/** @throws {UserError} if components are worth more than the goods. */
export function checkComponents(components: Components, value: Usd): void {
  const sum = sumUsd(components.values());
  if (sum.gt(value))
    throw new UserError(`components of $${sum.toFixed()} are more than the value, $${value.toFixed()}`, {
      hint: "state what each is worth of the customs value of the line",
    });
}

// Antidumping and countervailing duty orders, as an importer states them.

const CASE = /^([AC])-?(\d{3})-?(\d{3})(?:-?(\d{3}))?$/;

/**
 * `none`, `A-588-874=12.5%`, `A-570-831=$4.71/kg`, and `A-588-874=none` for an order that does not cover the goods.
 * @throws {UserError} on other texts, or a case that is there twice.
 */
export function parseAdcvd(texts: readonly string[]): StatedOrders {
  const deposits: Deposit[] = [];
  const outside: string[] = [];
  let none = false;
  for (const text of texts) {
    const [words, rate] = halves(text, "=");
    if (rate === undefined && words.toLowerCase() === "none") none = true;
    else if (rate?.toLowerCase() === "none")
      outside.push(parseCase(words, text).slice(0, "A-000-000".length));
    else deposits.push({ case: parseCase(words, text), duty: depositRate(rate, text) });
  }
  const cases = [...deposits.map((one) => one.case.slice(0, "A-000-000".length)), ...outside];
  const twice = cases.find((one, at) => cases.indexOf(one) !== at);
  if (twice) throw new UserError(`the case ${twice} is there twice`, { hint: "state each case once" });
  return { deposits, outside, none };
}

function parseCase(words: string, text: string): string {
  const [, kind, ...numbers] = CASE.exec(words.toUpperCase()) ?? [];
  if (kind === undefined)
    throw new UserError(
      `expected none, or a case and its rate of deposit such as A-588-874=12.5%; ${found(text)}`,
    );
  return [kind, ...numbers.filter((part) => part !== undefined)].join("-");
}

/** A deposit is a share of the entered value, or dollars a unit. */
function depositRate(rate: string | undefined, text: string): Deposit["duty"] {
  const duty = rate === undefined ? undefined : parseRateText(rate);
  if (duty?.kind === "ad-valorem" || duty?.kind === "specific") return duty;
  throw new UserError(`expected a rate of deposit such as 12.5% or $4.71/kg; ${found(text)}`, {
    hint: "write A-588-874=12.5%, A-588-874=none for an order that does not cover the goods, or none for all",
  });
}

// Goods of chapter 98: a provision beside the article's own number, and what of the value it is about.

/** A provision of chapter 98. */
export function parseProvision(text: string): HtsCode {
  const number = parseHts(text);
  if (!isOfChapter98(number) || number.length < 8)
    throw new UserError(`expected a provision of chapter 98 such as 9802.00.40; ${found(text)}`, {
      hint: isOfChapter98(number)
        ? "give all eight digits of it"
        : "the article's own number stands apart; leave the provision out of goods that are entered under none",
    });
  return number;
}

/**
 * What is claimed of chapter 98 for goods; `null` if nothing is. @throws {UserError} on a provision that the tariff does not
 * have on the day, and on a value that the provision does not ask for or that is more than the goods are worth.
 */
export function chapter98Claimed(
  provision: HtsCode | undefined,
  values: Chapter98Claim["values"],
  { hts, date, value }: Pick<Entry, "hts" | "date" | "value">,
  { base, chapter98 }: Pick<Schedule, "base" | "chapter98">,
): Chapter98Claim | null {
  const stated = STATED_VALUES.filter((name) => values[name] !== undefined);
  if (provision === undefined && stated.length === 0) return null;
  const number = provision ?? (isOfChapter98(hts) ? hts : undefined);
  if (number === undefined)
    throw new UserError(`the ${stated.join(" and ")} is of goods of chapter 98`, {
      hint: "state the provision too, such as --ch98 9802.00.40",
    });
  if (provision !== undefined && isOfChapter98(hts))
    throw new UserError(`${printHts(hts)} is of chapter 98 itself, as is ${printHts(provision)}`, {
      hint: "give the article's own number, of chapters 1 to 97",
    });
  if (!base.exists(number, date))
    throw new UserError(`the tariff of ${date} has no ${printHts(number)}`, {
      hint: "such as 9801.00.10, 9802.00.40, 9802.00.80 or 9817.00.96",
    });
  const wrong = provisionProblem(number, values, { hts, value }, { chapter98 });
  if (wrong) throw new UserError(wrong.message, { hint: wrong.hint });
  return { number, values };
}

/** How goods came: a word (`vessel, container`), or the code of Customs: 10, 11; 20, 21; 30 to 34; 40, 41. @throws {UserError} */
export const parseMode = (text: string): Mode => modeWritten(text) ?? oneOf(MODES)(text.trim().toLowerCase());

const ENTRY_TYPES = ["formal", "informal"] as const;
export type EntryType = (typeof ENTRY_TYPES)[number] | "zone";

/** A word, or the code of Customs: 11 and 12 are informal, 06 is formal, from a foreign-trade zone. @throws {UserError} on others. */
export function parseEntryType(text: string): EntryType {
  const word = typeWritten(text);
  if (/^(0?[12367]|3[1248])$/.test(word)) return word.endsWith("6") ? "zone" : "formal";
  return /^1[12]$/.test(word) ? "informal" : oneOf(ENTRY_TYPES)(word);
}
