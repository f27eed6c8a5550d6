/**
 * Values as people and programs write them: days, amounts, numbers of the tariff. Each function says what a text can mean;
 * which of two meanings is right is decided by a column or a flag, never by one cell.
 */
import { type IsoDate, isoDate, noSuchDay } from "../law/calendar.js";
import { type HtsCode, htsCode, printHts } from "../law/hts.js";
import type { Origin } from "../law/origin.js";
import { closest, howNumbersAre, sharesMost, UserError } from "./errors.js";

export const NUMBER = /^\d{1,15}(\.\d{1,12})?$/;

export const found = (text: string): string => `got "${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;

/** The order of day, month and year in a number with separators. */
export const DAY_ORDERS = ["mdy", "dmy", "ymd"] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/** A time after a day, with its zone. */
const TIME =
  /(?:[T\s]+(?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:\.\d+)?)?\s*(?<half>[AP]M)?|T(?<hh>\d{2})(?<mm>\d{2})(?<ss>\d{2})?)\s*(?<zone>Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?$|(?<=^\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/i;

/** Minutes that the day of the United States begins after that of Greenwich: at least, and at most. */
const [EAST, WEST] = [4 * 60, 10 * 60];

/**
 * Whether an instant may be of another day in the United States, where goods are entered, than the day written. Midnight says
 * no time; nor does a whole hour that is midnight in one of the zones of the United States.
 */
function isOtherDay(text: string): boolean {
  const { h, m = "", s = "0", half, hh, mm = "", ss = "0", zone = "" } = TIME.exec(text)?.groups ?? {};
  const offset = offsetOf(zone);
  if ((h ?? hh) === undefined || half !== undefined || offset === undefined) return false;
  const local = Number(h ?? hh) * 60 + Number(m || mm);
  const universal = local - offset;
  const isWhole = local % 60 === 0 && Number(s) + Number(ss) === 0;
  if (isWhole && (local === 0 || (universal >= EAST && universal <= WEST))) return false;
  return universal - WEST < 0 || universal - EAST >= DAY_MINUTES;
}

/** Minutes that a zone is ahead of Greenwich; nothing of one that is a word. */
function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return /^(?:Z|UTC|GMT)$/i.test(zone) ? 0 : undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
const DAY_MINUTES = 24 * 60;

const BY_PLACE = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/;
const NAMED_MONTH =
  /^(\d{1,2})(?:st|nd|rd|th)?[-\s./]*(?:of |de )?(\p{L}{3,10})\.?,?(?:[-\s./]*| de )(\d{4}|\d{2})$/iu;
/** A day and a year that nothing parts are a year: `June 2025` is no day. */
const MONTH_FIRST =
  /^(\p{L}{3,10})(?:\.?\s*|[-/])(\d{1,2})(?:(?:st|nd|rd|th)?,?\s+|(?:st|nd|rd|th)|,|[-/])(\d{4}|\d{2})$/iu;
const YEAR_NAMED = /^(\d{4})[-\s./]*(\p{L}{3,10})\.?[-\s./]*(\d{1,2})$/iu;
const CHARACTERS = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+/i;

/** A cell without what a spreadsheet puts around a text: `'30000`, `="30000"`. */
const unwrapped = (text: string): string => text.trim().replace(/^(?:=\s*"(.*)"|'(.*))$/s, "$1$2");

/** Months in English, German, French, Spanish, Italian, Portuguese and Dutch, whole and short, without accents. */
const MONTHS = [
  "january janu januar jan janvier janv enero ene gennaio gen janeiro januari",
  "february febr februar feb fevrier fevr febrero febbraio fevereiro fev februari",
  "march marc marz mar mars marzo marco maart mrt",
  "april apri apr avril avr abril abr aprile",
  "may mai mayo maggio mag maio mei",
  "june juni jun juin junio giugno giu junho",
  "july juli jul juillet juil julio luglio lug julho",
  "august augu aug aout agosto ago augustus",
  "september sept sep septembre septiembre settembre set setembro",
  "october octo oktober okt octobre oct octubre ottobre ott outubro out",
  "november nove nov novembre noviembre novembro",
  "december dece dezember dez decembre dec diciembre dic dicembre dezembro",
];

/** The number of a month; 0 of any other word. */
function monthNamed(word: string): number {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return 1 + MONTHS.findIndex((names) => names.split(" ").includes(plain));
}

/** Years that an entry or a shipment can be of; two digits are of this century. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];

function dayOf(year: string, month: string | number, day: string): IsoDate | undefined {
  const full = year.length === 2 ? `20${year}` : year;
  if (Number(full) < FIRST_YEAR || Number(full) > LAST_YEAR) return undefined;
  return isoDate([full, String(month).padStart(2, "0"), day.padStart(2, "0")].join("-"));
}

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

/** The day of a week of ISO 8601, whose first has January 4 in it. */
function dayOfWeek(year: number, week: number, day: number): IsoDate | undefined {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  const at = new Date(monday + ((week - 1) * 7 + day - 1) * DAY_MS);
  return week >= 1 && week <= 53 ? isoDate(at.toISOString().slice(0, 10)) : undefined;
}

/** Ways of writing a day, and what the parts of each can mean. */
const WAYS: readonly (readonly [RegExp, (parts: readonly string[]) => WrittenDays])[] = [
  [YEAR_FIRST, ([year = "", , month = "", day = ""]) => sure(dayOf(year, month, day))],
  [BY_PLACE, ([a, mark, b, year]) => daysByPlace(a, b, year, mark)],
  [NAMED_MONTH, ([day = "", month = "", year = ""]) => sure(dayOf(year, monthNamed(month), day))],
  [YEAR_NAMED, ([year = "", month = "", day = ""]) => sure(dayOf(year, monthNamed(month), day))],
  [CHARACTERS, ([year = "", month = "", day = ""]) => sure(dayOf(year, month, day))],
  [MONTH_FIRST, ([month = "", day = "", year = ""]) => sure(dayOf(year, monthNamed(month), day))],
  [
    /^(\d{4})-?W(\d{2})-?([1-7])$/,
    (parts) => sure(dayOfWeek(...(parts.map(Number) as [number, number, number]))),
  ],
  [/^(20\d{6})(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/, ([digits = ""]) => sure(daysInDigits(digits).get("ymd"))],
  [/^(\d{8}|\d{6})$/, ([digits = ""]) => daysInDigits(digits)],
  [SERIAL, ([days]) => sure(daySerial(Number(days)))],
];

/** The days that a text can mean: under each order of its parts, or one whatever the order. */
export function daysWritten(text: string): WrittenDays {
  if (text.length > LONGEST) return sure(undefined);
  const written = unwrapped(text);
  if (isOtherDay(written)) return sure(undefined);
  const plain = written.replace(TIME, "").replace(WEEKDAY, "");
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

/** Between hyphens a year of two digits can stand first, as in `25-06-19`. */
function daysByPlace(a = "", b = "", c = "", mark = "") {
  const isYearFirst = mark === "-" && a.length === 2 && c.length === 2;
  return inOrders({ mdy: [c, a, b], dmy: [c, b, a], ...(isYearFirst ? { ymd: [a, b, c] as const } : {}) });
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
  if (first === undefined || order !== undefined) {
    const why = isOtherDay(unwrapped(text)) ? ", a time at which the United States may have another day" : "";
    throw new UserError(`expected a day written YYYY-MM-DD; ${found(text)}${why}`, noSuchDay(text.trim()));
  }
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
  ...{ $: "USD", US$: "USD", USD$: "USD", "U.S. $": "USD", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR" },
  ...{ "₫": "VND", "฿": "THB", "₺": "TRY", "₪": "ILS", "₱": "PHP", RS: "INR", "RS.": "INR", ZŁ: "PLN" },
  ...{ KČ: "CZK", C$: "CAD", CA$: "CAD", CAD$: "CAD", A$: "AUD", AU$: "AUD", NZ$: "NZD", HK$: "HKD" },
  ...{ NT$: "TWD", S$: "SGD", SG$: "SGD", MX$: "MXN", R$: "BRL" },
};
/** Words for currencies, where each is of one. */
const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  ...{ "us dollar": "USD", "us dollars": "USD", "u.s. dollars": "USD", "u.s. dollar": "USD", us: "USD" },
  ...{ euro: "EUR", euros: "EUR", rmb: "CNY", yuan: "CNY", "pound sterling": "GBP", "japanese yen": "JPY" },
};

/** ISO 4217 for a sign, a code or a word; other texts in capitals. */
export function currencyNamed(text: string): string {
  const plain = text.trim();
  return (
    SIGNS[plain] ?? CURRENCY_WORDS[plain.toLowerCase()] ?? SIGNS[plain.toUpperCase()] ?? plain.toUpperCase()
  );
}

const CURRENCY =
  "(?:US|USD|CA|CAD|C|AU|A|NZ|HK|NT|SG|S|MX|R)\\$|U\\.S\\. \\$|[$€£₩₹₫฿₺₪₱]|Rs\\.?|zł|Kč|[A-Za-z]{3}";
const AMOUNT = new RegExp(
  `^([-+]?)\\s*(${CURRENCY})?\\s*([-+]?)\\s*(\\d[\\d.,'’\\s]*|\\.\\d+)\\s*(${CURRENCY})?\\s*(-?)$`,
);
/** Whole amounts of some countries have a dash for their cents, after the mark of decimals: `30'000.-`. */
const DASHED = /(\d[.,])[-–—]{1,2}(?=\s|$)/;
/** Characters of an amount or a day, and more than any has. */
const LONGEST = 60;
/** Thousands in threes, or lakhs and crores in twos. */
const POINT = /^(?:\d+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?:['’\s]\d{3})+)|[1-9]\d?(?:,\d{2})+,\d{3})(?:\.\d+)?$/;
const COMMA = /^(?:\d+|[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:['’\s]\d{3})+))(?:,\d+)?$/;

/** What an amount can mean: `$30,000.00`, `USD 5000`, `30.000,00`, `(300)`; `undefined` if it is no amount. */
export function amountWritten(text: string): WrittenAmount | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = unwrapped(text).replace(DASHED, (_, whole: string) => `${whole}00`);
  const inside = /^\((.*)\)$/.exec(trimmed)?.[1];
  const [, sign, before, inner, number, after, behind] = AMOUNT.exec(inside ?? trimmed) ?? [];
  const [mark, other] = [before, after].map((one) => (one === undefined ? undefined : currencyNamed(one)));
  if (number === undefined || (mark !== undefined && other !== undefined && mark !== other)) return undefined;
  const digits = new Map<DecimalMark, string>();
  const written = number.trim().replace(/^\./, "0.").replace(/\.$/, "");
  if (POINT.test(written)) digits.set("point", written.replace(/[,'’\s]/g, ""));
  if (COMMA.test(written)) digits.set("comma", written.replace(/[.'’\s]/g, "").replace(",", "."));
  if (digits.size === 0) return undefined;
  return {
    currency: mark ?? other ?? null,
    isNegative: inside !== undefined || [sign, inner, behind].includes("-"),
    digits,
  };
}

/** `30.000`: three digits after a point are thousandths, or thousands. */
export const GROUP = /^\$?[1-9]\d{0,2}(?:\.\d{3})+$/;

/**
 * Digits of dollars. @param mark `null` where the column does not say. @throws {UserError} on any other text, on a negative
 * amount, and on another currency.
 */
export function readUsd(text: string, mark: DecimalMark | null = "point"): string {
  const written = amountWritten(text);
  const digits = written?.digits.get(mark ?? "point");
  if (mark === null && GROUP.test(text.trim()))
    throw new UserError(
      `"${text.trim()}" can be ${[...(written?.digits.values() ?? [])].join(" or ")} dollars`,
      {
        hint: "say what stands before the cents: --decimal point or --decimal comma",
      },
    );
  if (written?.isNegative)
    throw new UserError(`${EXPECTED_USD}; ${found(text)}, which is negative`, {
      hint: "a correction is no entry: leave the row out, or state the corrected value",
    });
  if (written && written.currency !== null && written.currency !== "USD")
    throw new UserError(`${EXPECTED_USD}; ${found(text)}`, {
      hint: `a file of entries takes other currencies with --rate ${written.currency}=1.08, dollars for one`,
    });
  if (digits !== undefined && NUMBER.test(digits)) return digits;
  const sign = /[¥￥]|\bkr\b|元|円/i.exec(text)?.[0];
  throw new UserError(`${EXPECTED_USD}; ${found(text)}`, {
    hint: sign
      ? `more than one currency is written ${sign}: state which, in a column currency`
      : "digits, with or without $ and thousands commas; cents after a point",
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
  if (text.length > LONGEST) return undefined;
  const plain = text
    .normalize("NFKC")
    .trim()
    .replace(/^=?"(.*)"$/, "$1")
    .replace(/^'/, "")
    .replace(/^(?:hts(?:us)?|hs)(?: (?:code|no|number))?[\s:.#]*(?=\d)/i, "")
    .replace(/^\d{1,3}(?:,\d{3}){2,3}$/, (digits) => digits.replaceAll(",", ""))
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
  const isCut = /^\d{3,4}\.\d(?:\d\.\d)?$/.test(text.trim());
  const lost = isCut ? ", which may have lost a zero at its end" : "";
  throw new UserError(`expected an HTS number such as 8703.23.01; ${found(text)}${lost}`, {
    hint: written
      ? `has it lost its first zero? write ${printHts(written.code)}`
      : howNumbersAre(text.trim()),
  });
}

// Names of countries that are misspelt.

/** The one origin that a name misspells by a letter or two, if no other is as near. */
export function nearOrigin(text: string, all: readonly Origin[]): string | undefined {
  const plain = text.trim();
  if (plain.length <= SHORT) return undefined;
  const first = plain[0]?.toLowerCase();
  const isNear = (name: string): boolean =>
    name[0]?.toLowerCase() === first && Math.abs(name.length - plain.length) <= 1 && sharesMost(name, plain);
  const near = all.flatMap(({ name, names = [] }) =>
    [name, ...names].filter(isNear).map((one) => ({ name, one })),
  );
  const best = closest(
    plain,
    near.map(({ one }) => one),
  );
  return near.find(({ one }) => one === best)?.name;
}

/** A code this short is near to too many others to guess which was meant. */
const SHORT = 3;

// Modes of transport.

export const MODES = ["vessel", "air", "truck", "rail"] as const;

export type Mode = (typeof MODES)[number];

/** Codes of the mode of transport that Customs gives, and words of other programs. */
const MODE_WORDS: Readonly<Record<Mode, readonly string[]>> = {
  vessel: [
    "10",
    "11",
    "ocean",
    "sea",
    "ship",
    "maritime",
    "boat",
    "fcl",
    "lcl",
    "seafreight",
    "oceanfreight",
    "ocn",
  ],
  rail: ["20", "21", "train", "railway", "railroad", "rai"],
  truck: ["30", "31", "32", "33", "34", "road", "roa", "trk", "auto", "lorry", "ftl", "ltl", "trucking"],
  air: ["40", "41", "plane", "airplane", "aircraft", "airfreight", "flight"],
};
/** Codes of Customs for what is none of these, by what they are. */
const OTHER_MODES: Readonly<Record<string, string>> = {
  "12": "border, waterborne",
  "50": "mail",
  "60": "carried by a passenger",
  "70": "pipeline or power line",
};

/** How goods came, by a word or the code of Customs; nothing for other words, and for words of two ways. @throws {UserError} on other codes. */
export function modeWritten(text: string): Mode | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/\.0+$/, "")
    .replace(/^(?:by|via) /, "");
  const words = word.split(/[\s,;/()&+-]+/);
  const meant = MODES.filter((one) => words.some((part) => part === one || MODE_WORDS[one].includes(part)));
  const other = OTHER_MODES[word];
  if (other === undefined) return meant.length === 1 ? meant[0] : undefined;
  throw new UserError(
    `expected one of ${MODES.join(", ")}; got ${word} (${other}), of whose fees the data do not say`,
    { hint: "leave it empty: the harbor maintenance fee is then not known" },
  );
}

// Types of entries.

/** Why entries of some types owe nothing on the day they are filed, and what to state instead. */
const WITHOUT_DUTY: readonly (readonly [RegExp, string, string])[] = [
  [
    /^2[12]$/,
    "goods entered for a warehouse owe nothing until they are withdrawn (19 USC 1557)",
    "state the withdrawal: types 31 to 38, with the day of it as the date",
  ],
  [
    /^23$/,
    "goods under a temporary importation bond owe nothing while it runs (19 CFR 10.31)",
    "if they stay, they owe as a formal entry does",
  ],
  [
    /^86$/,
    "entries of type 86 are of section 321 and owed nothing; the type ended",
    "state formal or informal, with --claim de-minimis on days to 2025-08-28",
  ],
];

/** A type of entry in small letters, its code alone where words stand beside it. @throws {UserError} on one that owes nothing on the day it is filed. */
export function typeWritten(text: string): string {
  const plain = text.trim().toLowerCase();
  const code = /^(?:type )?(\d{2})(?![\w.])/.exec(plain)?.[1] ?? plain;
  const without = WITHOUT_DUTY.find(([type]) => type.test(code));
  if (without) throw new UserError(without[1], { hint: without[2] });
  return code;
}
