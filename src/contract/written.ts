/**
 * Values as people and programs write them: days, amounts, numbers of the tariff. Each function says what a text can mean;
 * which of two meanings is right is decided by a column or a flag, never by one cell.
 */
import { type IsoDate, isoDate } from "../law/calendar.js";
import { type HtsCode, htsCode, printHts } from "../law/hts.js";
import type { Country, Origin } from "../law/origin.js";
import { closest, UserError } from "./errors.js";

export const NUMBER = /^\d{1,15}(\.\d{1,12})?$/;

export const found = (text: string): string => `got "${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;

/** The order of day, month and year in a number with separators. */
export const DAY_ORDERS = ["mdy", "dmy", "ymd"] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** A time after a day: it says nothing of the day of entry. */
const TIME = /[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AP]M)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

const BY_PLACE = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const NAMED_MONTH = /^(\d{1,2})[-\s./]*([a-z]{3,9})\.?,?[-\s./]*(\d{4}|\d{2})$/i;
const MONTH_FIRST = /^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4}|\d{2})$/i;

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** Years that an entry or a shipment can be of; two digits are of this century. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];

function dayOf(year: string, month: string | number, day: string): IsoDate | undefined {
  const full = year.length === 2 ? `20${year}` : year;
  if (Number(full) < FIRST_YEAR || Number(full) > LAST_YEAR) return undefined;
  return isoDate([full, String(month).padStart(2, "0"), day.padStart(2, "0")].join("-"));
}

const monthNamed = (word: string): number => {
  const name = word.toLowerCase();
  return (
    1 +
    MONTHS.findIndex((month) => month === name || month.slice(0, 3) === name || month.slice(0, 4) === name)
  );
};

/** Days counted from 1899-12-30, as spreadsheets have them: from 2000 to 2099. */
const SERIAL = /^(\d{5})(?:\.\d+)?$/;
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

function daySerial(days: number): IsoDate | undefined {
  const day = new Date(EPOCH + days * DAY_MS).toISOString().slice(0, 10);
  return day.slice(0, 4) <= String(LAST_YEAR) ? isoDate(day) : undefined;
}

/** Days by the order of their parts, or one whatever the order. */
type WrittenDays = ReadonlyMap<DayOrder | "any", IsoDate>;

const sure = (day: IsoDate | undefined): WrittenDays => new Map(day === undefined ? [] : [["any", day]]);

/** Ways of writing a day, and what the parts of each can mean. */
const WAYS: readonly (readonly [RegExp, (parts: readonly string[]) => WrittenDays])[] = [
  [YEAR_FIRST, ([year = "", , month = "", day = ""]) => sure(dayOf(year, month, day))],
  [BY_PLACE, ([a, , b, year]) => inOrders({ mdy: [year, a, b], dmy: [year, b, a] })],
  [NAMED_MONTH, ([day = "", month = "", year = ""]) => sure(dayOf(year, monthNamed(month), day))],
  [MONTH_FIRST, ([month = "", day = "", year = ""]) => sure(dayOf(year, monthNamed(month), day))],
  [/^(\d{8}|\d{6})$/, ([digits = ""]) => daysInDigits(digits)],
  [SERIAL, ([days]) => sure(daySerial(Number(days)))],
];

/** The days that a text can mean: under each order of its parts, or one whatever the order. */
export function daysWritten(text: string): WrittenDays {
  const plain = text.trim().replace(TIME, "");
  for (const [way, meant] of WAYS) {
    const parts = way.exec(plain);
    if (parts) return meant(parts.slice(1));
  }
  return sure(undefined);
}

/** `20250619`, `06192025`, `061925`. */
function daysInDigits(digits: string): WrittenDays {
  const year = digits.length - 4;
  const [a, b, c] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  const [first, month, day] = [digits.slice(0, year), digits.slice(year, year + 2), digits.slice(year + 2)];
  return inOrders({ mdy: [c, a, b], dmy: [c, b, a], ymd: [first, month, day] });
}

type Parts = readonly [year: string | undefined, month: string | undefined, day: string | undefined];

function inOrders(parts: Readonly<Partial<Record<DayOrder, Parts>>>): ReadonlyMap<DayOrder, IsoDate> {
  const found = new Map<DayOrder, IsoDate>();
  for (const order of DAY_ORDERS) {
    const [year = "", month = "", date = ""] = parts[order] ?? [];
    const day = year === "" ? undefined : dayOf(year, month, date);
    if (day !== undefined) found.set(order, day);
  }
  return found;
}

/**
 * The one day a text can mean, under an order of its parts if one is given.
 * @throws {UserError} on a text that is no day, and on one of two meanings.
 */
export function readDay(text: string, order?: DayOrder): IsoDate {
  const days = daysWritten(text);
  const meant = days.get("any") ?? (order && days.get(order));
  if (meant !== undefined) return meant;
  const [first, ...others] = new Set(days.values());
  if (first === undefined || order !== undefined)
    throw new UserError(`expected a day written YYYY-MM-DD; ${found(text)}`);
  if (others.length === 0) return first;
  throw new UserError(`"${text.trim()}" can be ${[first, ...others].join(" or ")}`, {
    hint: "write it YYYY-MM-DD",
  });
}

// Amounts of money.

/** What separates the whole part of an amount from the rest. */
export const DECIMALS = ["point", "comma"] as const;
export type DecimalMark = (typeof DECIMALS)[number];

export interface WrittenAmount {
  /** ISO 4217; `null` where none is written. */
  readonly currency: string | null;
  readonly isNegative: boolean;
  /** Plain digits under each mark that the amount can have. */
  readonly digits: ReadonlyMap<DecimalMark, string>;
}

const SIGNS: Readonly<Record<string, string>> = {
  $: "USD",
  US$: "USD",
  "€": "EUR",
  "£": "GBP",
  "₩": "KRW",
  "₹": "INR",
};
const CURRENCY = "US\\$|[$€£₩₹]|[A-Za-z]{3}";
const AMOUNT = new RegExp(
  `^([-+]?)\\s*(${CURRENCY})?\\s*([-+]?)\\s*(\\d[\\d.,'’\\s]*)\\s*(${CURRENCY})?\\s*(-?)$`,
);
const POINT = /^(?:\d+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?:['’\s]\d{3})+))(?:\.\d+)?$/;
const COMMA = /^(?:\d+|[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:['’\s]\d{3})+))(?:,\d+)?$/;

/** What an amount can mean: `$30,000.00`, `USD 5000`, `30.000,00`, `(300)`; `undefined` if it is no amount. */
export function amountWritten(text: string): WrittenAmount | undefined {
  const trimmed = text.trim();
  const inside = /^\((.*)\)$/.exec(trimmed)?.[1];
  const [, sign, before, inner, number, after, behind] = AMOUNT.exec(inside ?? trimmed) ?? [];
  if (number === undefined || (before !== undefined && after !== undefined)) return undefined;
  const digits = new Map<DecimalMark, string>();
  const written = number.trim();
  if (POINT.test(written)) digits.set("point", written.replace(/[,'’\s]/g, ""));
  if (COMMA.test(written)) digits.set("comma", written.replace(/[.'’\s]/g, "").replace(",", "."));
  if (digits.size === 0) return undefined;
  const mark = before ?? after;
  return {
    currency: mark === undefined ? null : (SIGNS[mark] ?? mark.toUpperCase()),
    isNegative: inside !== undefined || [sign, inner, behind].includes("-"),
    digits,
  };
}

/** Digits of dollars. @throws {UserError} on any other text, on a negative amount, and on another currency. */
export function readUsd(text: string, mark: DecimalMark = "point"): string {
  const written = amountWritten(text);
  const digits = written?.digits.get(mark);
  if (written?.isNegative)
    throw new UserError(`${EXPECTED_USD}; ${found(text)}, which is negative`, {
      hint: "a correction is no entry: leave the row out, or state the corrected value",
    });
  if (written && written.currency !== null && written.currency !== "USD")
    throw new UserError(`${EXPECTED_USD}; ${found(text)}`, {
      hint: `a file of entries takes other currencies with --rate ${written.currency}=1.08, dollars for one`,
    });
  if (digits !== undefined && NUMBER.test(digits)) return digits;
  throw new UserError(`${EXPECTED_USD}; ${found(text)}`, {
    hint: "digits, with or without $ and thousands commas; cents after a point",
  });
}

const EXPECTED_USD = "expected an amount of US dollars such as 30000";

// Numbers of the tariff.

/** A number as a spreadsheet left it: whole, without its first zero, or without some of its digits. */
export type WrittenHts =
  | { readonly is: "whole"; readonly code: HtsCode }
  | { readonly is: "without-zero"; readonly code: HtsCode }
  | { readonly is: "cut" };

const POWER = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;
/** Nine, seven or five digits, with dots where they stand once the zero is back. */
const WITHOUT_ZERO =
  /^(?:\d{9}|\d{7}|\d{5}|\d{3}(?:\.\d{2}){1,3}|\d{3}\.\d{2}\.\d{4}|\d{3}\.\d{4}|\d{3}\.\d{6})$/;

/** What a number can be: `'0402999000`, `8703230190.0`, `402999000`, `8.70323E+09`; `undefined` if it is none. */
export function htsWritten(text: string): WrittenHts | undefined {
  const plain = text
    .trim()
    .replace(/^=?"(.*)"$/, "$1")
    .replace(/^'/, "")
    .replace(/^(\d{6,10})\.0+$/, "$1")
    .trim();
  const [, first, rest = "", power] = POWER.exec(plain) ?? [];
  if (first !== undefined) {
    const code = rest.length === Number(power) ? htsWritten(first + rest) : undefined;
    return code ?? { is: "cut" };
  }
  const code = htsCode(plain);
  if (code !== undefined) return { is: "whole", code };
  const mended = WITHOUT_ZERO.test(plain) ? htsCode(`0${plain}`) : undefined;
  return mended === undefined ? undefined : { is: "without-zero", code: mended };
}

/** A number that stands otherwise than the tariff prints it. @throws {UserError} on one that is none, or has lost digits. */
export function readHts(text: string): HtsCode {
  const written = htsWritten(text);
  if (written?.is === "whole") return written.code;
  if (written?.is === "cut")
    throw new UserError(
      `expected an HTS number such as 8703.23.01; ${found(text)}, which has lost its last digits`,
      { hint: "a spreadsheet shortened it: format the column as text, and fill it again from where it came" },
    );
  throw new UserError(`expected an HTS number such as 8703.23.01; ${found(text)}`, {
    hint: written
      ? `has it lost its first zero? write ${printHts(written.code)}`
      : "a number has 2, 4, 6, 8 or 10 digits, with or without dots",
  });
}

// Names of countries.

/** A name without accents, marks and articles, in small letters: `Türkiye` is `turkiye`. */
const plainName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/\bst\b/g, "saint")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "");

/** By another name, its words in another order too (`Korea, South`), or a number. */
export function originCalled(wanted: string, all: readonly Origin[]): Country | undefined {
  const number = /^(\d{3,4})(?:\.0+)?$/.exec(wanted)?.[1];
  if (number !== undefined)
    return all.find(({ iso, census }) => iso === number || census.includes(number))?.code;
  const plain = plainName(wanted);
  const turned = plainName(wanted.split(",").reverse().join(" "));
  if (plain === "") return undefined;
  const isCalled = ({ name, names = [] }: Origin) =>
    [name, ...names].map(plainName).some((one) => one === plain || one === turned);
  return all.find(isCalled)?.code;
}

/** The one origin that a name misspells by a letter or two, if no other is as near. */
export function nearOrigin(text: string, all: readonly Origin[]): string | undefined {
  const plain = text.trim();
  if (plain.length <= SHORT) return undefined;
  const named = all.flatMap(({ name, names = [] }) => [name, ...names].map((one) => ({ name, one })));
  const best = closest(
    plain,
    named.map(({ one }) => one),
  );
  const origin = named.find(({ one }) => one === best)?.name;
  const isNear = best !== undefined && best[0]?.toLowerCase() === plain[0]?.toLowerCase();
  return isNear && Math.abs(best.length - plain.length) <= 1 && sharesMost(best, plain) ? origin : undefined;
}

/** Whether two names differ in a letter or two: their letters in common, from both ends. */
function sharesMost(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 2;
}

/** A code this short is near to too many others to guess which was meant. */
const SHORT = 3;
