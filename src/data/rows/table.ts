/** What every form of rows shares: names of columns, and how long a record may be. */
import { UserError } from "../../contract/errors.js";
import type { HidingWorkbook, OpenRows, Row } from "../../contract/rows.js";
import { decimal } from "../../law/units.js";
import { areNames, instantWritten, lacksHits, OF_SEARCH, plainValue, unwrappedRow } from "./envelopes.js";

/** Columns, and the rows under them in pieces of any size. */
export interface Table {
  readonly columns: readonly string[];
  readonly pieces: AsyncIterable<readonly Row[]>;
  /** 1 for each column that has held text, as it is met, of forms that tell numbers from it. */
  readonly texts?: Uint8Array;
  readonly separator?: string;
  /** Rows above the one that names the columns. */
  readonly above?: number;
  /** What stands in them. */
  readonly titles?: readonly string[];
  /** The sheet of a workbook that is read, and others with such headings, which are not. */
  readonly sheets?: { readonly read: string; readonly others: readonly string[] };
  readonly workbook?: HidingWorkbook;
}

/** Rows in which headings are looked for: titles stand above them, and no more than a page of those. */
export const MOST_TITLES = 50;

/** What stands in rows above the headings. */
export const titlesIn = (rows: readonly { readonly cells: readonly string[] }[]): string[] =>
  rows
    .map(({ cells }) =>
      cells
        .filter((cell) => cell.trim() !== "")
        .join(" ")
        .trim(),
    )
    .filter((text) => text !== "");

/** Bytes. A longer record is a quote or bracket that was never closed, and would fill the memory. */
export const LONGEST_RECORD = 1024 * 1024;

export const tooLong = (where: string, hint: string): UserError =>
  new UserError("this record is longer than 1 MiB", { where, hint });

/** As many as a sheet of a spreadsheet has. */
export const MOST_COLUMNS = 16_384;

/** @throws {UserError} naming all columns that have no name, or that of another; or if there are too many. */
export function checkColumns(columns: readonly string[], where: string): void {
  if (columns.length > MOST_COLUMNS)
    throw new UserError(`expected at most 16,384 columns, as a spreadsheet has; got ${columns.length}`, {
      where,
      hint: "leave out columns that nothing reads; `tariff-calc columns` lists those that are read",
    });
  const nameless = columns.flatMap((name, index) => (name === "" ? [index + 1] : []));
  const seen = new Set<string>();
  const twice = [...new Set(columns.filter((name) => name !== "" && seen.size === seen.add(name).size))];
  const problems = [
    ...(nameless.length > 0 ? [`no name for column ${few(nameless)}`] : []),
    ...(twice.length > 0
      ? [
          few(
            twice.map((name) => `"${name}" more than once`),
            "; ",
          ),
        ]
      : []),
  ];
  if (problems.length === 0) return;
  throw new UserError(`expected a name of its own for each column; got ${problems.join("; ")}`, {
    where,
    hint: "name each column once, and take out columns that hold nothing",
  });
}

/** The first of many things. */
const few = (all: readonly (string | number)[], between = ", "): string =>
  all.slice(0, 20).join(between) + (all.length > 20 ? `${between}and ${all.length - 20} more` : "");
/** What spreadsheets call a column: `A`, `Z`, `AA`. */
export function lettersOf(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest > 0 ? lettersOf(rest - 1) : "") + String.fromCharCode(65 + (at % 26));
}

/** The place of a column from the reference of a cell: 0 of `A1`. */
export function placeOf(reference: string): number {
  let place = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) - 64;
    if (code < 1 || code > 26) break;
    place = place * 26 + code;
  }
  return place - 1;
}

/** Names that stand before, with the letter of their column: what stands in them is kept, and nobody reads it by chance. */
export const namedApart = (names: readonly string[]): string[] => {
  const seen = new Set<string>();
  return names.map((name, at) => (seen.size === seen.add(name).size ? `${name} (${lettersOf(at)})` : name));
};

// Objects of JSON as rows of text.

/** Objects whose keys name the columns: the first so many, in so many bytes of text. */
const NAMING = { objects: 5000, bytes: 8 * 1024 * 1024 } as const;

/** An object of a text, with the length of the text up to its end. */
interface Ended {
  readonly end: number;
}

/** The pieces of a text whose objects name the columns, joined, without waiting for more. */
export async function naming<T extends Ended>(pieces: AsyncIterator<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  const isEnough = () => all.length >= NAMING.objects || (all.at(-1)?.end ?? 0) > NAMING.bytes;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    for (const one of next.value) all.push(one);
    if (all.length > 0 && isEnough()) break;
  }
  return all;
}

/** Those of them behind the first whose keys are columns too. */
export const othersOf = <T extends Ended>(all: readonly T[]): T[] =>
  all.slice(1, NAMING.objects).filter(({ end }) => end <= NAMING.bytes);

/**
 * Names the columns: the keys of the first object, then those that others near the beginning have besides.
 * @throws {UserError} if the first is no object.
 */
export function columnsOf(item: unknown, others: readonly unknown[], where: string): readonly string[] {
  if (isNames(item)) {
    const names = item.map((name) => name.trim());
    checkColumns(names, where);
    return names;
  }
  if (!isObject(item))
    throw new UserError(`expected an object that names the columns; got ${kindOf(item)}`, { where });
  const names = new Set(Object.keys(flat(item)));
  for (const other of others)
    if (isObject(other)) for (const name of Object.keys(flat(other))) if (fits(name, names)) names.add(name);
  const columns = [...names];
  checkColumns(columns, where);
  return columns;
}

/**
 * Whether a name can stand beside others: what is a value in one object and holds values in another is neither's column,
 * and nobody means the prototype of an object as one.
 */
const fits = (name: string, names: ReadonlySet<string>): boolean =>
  names.has(name) ||
  !(
    name.startsWith("__proto__") ||
    [...names].some((other) => other.startsWith(`${name}.`) || name.startsWith(`${other}.`))
  );

/** Objects within objects that are looked into; what is deeper is one value, which no cell holds. */
const DEEPEST = 6;

/** An object whose values are cells: what is within another has the names of both, `item.hts`. */
function flat(item: object, depth = 1): Record<string, unknown> {
  if (depth === 1 && !Object.values(item).some(isObject)) return item as Record<string, unknown>;
  const pairs = Object.entries(item).flatMap(([key, whole]): [string, unknown][] => {
    const value = plainValue(whole);
    return isObject(value) && depth < DEEPEST
      ? Object.entries(flat(value, depth + 1)).map(([inner, one]) => [`${key}.${inner}`, one])
      : [[key, value]];
  });
  return Object.fromEntries(pairs);
}

/** Whether an item is a list of names, as tables of the Census Bureau begin: each further item is a list of cells. */
export const isNames = (item: unknown): item is readonly string[] =>
  Array.isArray(item) && item.length > 0 && item.every((name) => typeof name === "string");

// Entries whose lines stand in a list of their own.

/** What is of one line of an entry: beside several lines it says nothing of each. */
const OF_A_LINE =
  /^(?:hts|line|value|qty|unit|ch98|components|adcvd|exported_share|us_content|us_parts|(?:repair|processing)_value|metal_.*|filed_duty_usd|filed_layers)$/;
/** What is told once of an entry and added up over its lines. */
const OF_ENTRY = /^filed_(?:(?!duty_).*)_usd$/;

/** An object that is a row, or what is wrong with it. */
export interface Unfolded {
  readonly value: unknown;
  readonly fault: string | null;
}

/**
 * The lists of objects that an object holds, and what stands beside the first: by its name there, or with that of the object
 * around both where only this says what it is, as `entry.number` does.
 */
export function listsWithin(item: object, meant: OpenRows["meant"]) {
  const outer = flat(item);
  const found = Object.entries(outer).filter(
    ([key, value]) => Array.isArray(value) && value.some(isObject) && !areNames(key, value),
  );
  const [first = "", ...others] = found.map(([name]) => name);
  const above = first.slice(0, first.lastIndexOf(".") + 1);
  const beside = Object.entries(outer)
    .filter(([key, value]) => key !== first && first !== OF_SEARCH && !areNames(key, value))
    .map(([key, value]) => [nameBeside(key, above, meant), value] as const);
  const lines = (found[0]?.[1] ?? []) as readonly unknown[];
  return { first, others, lines, beside, lacks: lacksHits(first, outer, lines.length) };
}

function nameBeside(key: string, above: string, meant: OpenRows["meant"]): string {
  if (above === "" || !key.startsWith(above)) return key;
  const inner = key.slice(above.length);
  return !saysOfLines(inner, meant) && meant?.(key) !== undefined ? key : inner;
}

/** Whether a name beside a list says something of all its lines: a plain day or line may be those of an answer. */
export function saysOfLines(key: string, meant: OpenRows["meant"]): boolean {
  const column = meant?.(key);
  return column !== undefined && (!/^(?:date|line)$/.test(column) || /entr/i.test(key));
}

/**
 * The lines of an entry as rows, each with what stands beside their list. An object that is goods itself, or holds no list of
 * objects, is one row.
 */
export function unfolded(item: unknown, meant: OpenRows["meant"], depth = 1): readonly Unfolded[] {
  if (meant === undefined || !isObject(item) || depth > DEEPEST) return [{ value: item, fault: null }];
  const { first, others, lines, beside, lacks } = listsWithin(item, meant);
  if (first === "" && depth === 1) return [{ value: unwrappedRow(item, meant), fault: null }];
  if (first === "" || beside.some(([key]) => meant(key) === "hts")) return [{ value: item, fault: null }];
  if (lacks !== null) return [{ value: {}, fault: lacks }];
  if (others.length > 0) {
    const fault = `it holds several lists, "${first}" and "${others[0]}": keep that of the goods`;
    return [{ value: {}, fault }];
  }
  return lines.flatMap((line, at) => {
    if (!isObject(line)) return [{ value: {}, fault: `expected objects in "${first}"; got ${kindOf(line)}` }];
    const own = flat(line);
    const place = lines.length === 1 ? "alone" : at === 0 ? "first" : "later";
    const told = beside.map(([key, value]) => toldBeside(key, value, own, place, meant));
    const fault = told.find((one) => one.fault !== null)?.fault ?? null;
    const value = { ...Object.fromEntries(told.flatMap(({ cell }) => (cell ? [cell] : []))), ...own };
    return fault === null ? unfolded(value, meant, depth + 1) : [{ value, fault }];
  });
}

interface Told {
  readonly cell?: readonly [string, unknown];
  readonly fault: string | null;
}

/** What stands beside a list, for one of its lines; what both state is the line's, and the other is kept under another name. */
function toldBeside(
  key: string,
  value: unknown,
  line: Readonly<Record<string, unknown>>,
  place: "alone" | "first" | "later",
  meant: NonNullable<OpenRows["meant"]>,
): Told {
  const column = meant(key) ?? "";
  if (Object.hasOwn(line, key)) return { cell: [`${key} (of all lines)`, value], fault: null };
  if (place === "alone" || !OF_A_LINE.test(column))
    return { cell: [key, OF_ENTRY.test(column) && place === "later" ? null : value], fault: null };
  if (value === null) return { fault: null };
  return { fault: `"${key}" stands beside several lines: write in each what is of it` };
}

/** A reader of items as rows under columns; what does not fit is the fault of the row. `texts` is told which columns hold text. */
export function rowReader(
  columns: readonly string[],
  isListed = false,
  texts = new Uint8Array(columns.length),
): (item: unknown, at: number) => Row {
  const places = new Map(columns.map((name, index) => [name, index]));
  return (item, at) => {
    const cells = columns.map(() => "");
    if (Array.isArray(item) && isListed)
      return { at, cells, record: null, fault: fillFrom(cells, item, texts) };
    const fault = isObject(item)
      ? fill(cells, item, places, texts)
      : `expected an object; got ${kindOf(item)}`;
    return { at, cells, record: null, fault };
  };
}

/** Puts the values of an object in their places, and says what is wrong with the first that has none. */
function fill(
  cells: string[],
  item: object,
  places: ReadonlyMap<string, number>,
  texts: Uint8Array,
): string | null {
  const whole = Object.entries(item).find(([key, value]) => isObject(plainValue(value)) && places.has(key));
  let fault = whole ? `"${whole[0]}" ${unfit(whole[1])}` : null;
  for (const [key, value] of Object.entries(flat(item))) {
    const place = places.get(key);
    const text = textOf(value);
    markText(texts, place, value);
    if (place !== undefined && text !== null) cells[place] = text;
    else if (value !== null || !hasWithin(places, key))
      fault ??= `"${key}" ${place === undefined ? UNKNOWN_KEY : unfit(value)}`;
  }
  return fault;
}

/** Whether columns have a name within this one: where it is `null`, theirs are empty. */
function hasWithin(places: ReadonlyMap<string, number>, key: string): boolean {
  for (const name of places.keys()) if (name.startsWith(`${key}.`)) return true;
  return false;
}

/** The same of a list of cells. */
function fillFrom(cells: string[], item: readonly unknown[], texts: Uint8Array): string | null {
  if (item.length !== cells.length) return `expected ${cells.length} cells; got ${item.length}`;
  let fault: string | null = null;
  item.forEach((whole, place) => {
    const value = plainValue(whole);
    const text = Array.isArray(value) ? null : textOf(value);
    if (text === null) fault ??= `cell ${place + 1} ${unfit(value)}`;
    else cells[place] = text;
    markText(texts, place, value);
  });
  return fault;
}

function markText(texts: Uint8Array, place: number | undefined, value: unknown): void {
  if (place !== undefined && typeof value !== "number" && value !== null && value !== "") texts[place] = 1;
}

const UNKNOWN_KEY = `is no key of the first ${NAMING.objects} objects, which name the columns`;

function unfit(value: unknown): string {
  if (typeof value === "number")
    return "is a number with more digits than can be kept exactly: write it in quotes";
  const got = Array.isArray(value) ? "a list of something else" : kindOf(value);
  return `should be text, a number or a list of these; got ${got}`;
}

/** A value as text; `null` if it is none. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return instantWritten(value);
  if (typeof value === "number") return digitsOf(value);
  if (typeof value === "boolean") return String(value);
  if (value === null) return "";
  if (!Array.isArray(value)) return null;
  const parts = value.map((part) => (Array.isArray(part) ? null : textOf(part)));
  return parts.includes(null) ? null : parts.join(";");
}

/** The shortest digits of a number, never with an exponent; `null` if it lost some when it was read. */
function digitsOf(value: number): string | null {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return null;
  const digits = String(value);
  return digits.includes("e") ? decimal(digits).toFixed() : digits;
}

const isObject = (item: unknown): item is object =>
  typeof item === "object" && item !== null && !Array.isArray(item);

function kindOf(item: unknown): string {
  if (item === null) return "null";
  if (Array.isArray(item)) return "a list";
  return KINDS[typeof item] ?? typeof item;
}

const KINDS: Readonly<Record<string, string>> = {
  object: "an object",
  string: "text",
  number: "a number",
  boolean: "true or false",
};

// How spreadsheets show numbers.

/** Formats of days that have no code of their own in the file. */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) ||
  id === 22 ||
  (id >= 27 && id <= 31) ||
  [36, 50, 51, 52, 53, 54, 57, 58].includes(id);

/** What a sign is of in a region that a format names: `[$$-C09]`. */
const OF_REGION = new Map(
  (
    "$c09 AUD,$1009 CAD,$c0c CAD,$1409 NZD,$c04 HKD,$1004 SGD,$404 TWD,$80a MXN,$2c0a ARS,$340a CLP,$240a COP,¥411 JPY,¥804 CNY," +
    "￥411 JPY,￥804 CNY,kr406 DKK,kr41d SEK,kr414 NOK,$en-au AUD,$en-ca CAD,$en-nz NZD,$zh-hk HKD,$en-sg SGD,$es-mx MXN," +
    "¥ja-jp JPY,¥zh-cn CNY,$zh-tw TWD,krsv-se SEK,krda-dk DKK,krnb-no NOK"
  )
    .split(",")
    .map((pair) => pair.split(" ") as [string, string]),
);

/** What a format writes beside a number that is money, but for dollars. */
function currencyShown(code: string): string | null {
  const [, sign = "", region = ""] = /\[\$([^\]-]*)(?:-([^\]]+))?\]/.exec(code) ?? [];
  const shown = sign.trim();
  const ofRegion = OF_REGION.get(`${shown}${region}`.toLowerCase());
  if (ofRegion !== undefined) return ofRegion;
  const written =
    shown || /[€£¥￥₩₹₫฿₺₪₱]|"\s*([A-Z]{3}|kr|zł|Kč|(?:CA|C|A|AU|HK|NT|S|R|MX|NZ)\$)\s*"/u.exec(code)?.[0];
  const mark = (written ?? "").replaceAll('"', "").trim();
  return mark === "" || /^(?:us)?d?\$|^usd$/i.test(mark) ? null : mark;
}

/** How the numbers of a style are shown: as days, as hundredths, or as amounts of another currency than dollars. */
export interface NumberStyle {
  readonly isDay: boolean;
  readonly isPercent: boolean;
  /** ISO 4217, or what is written if that is of several; `null` where none is. */
  readonly currency: string | null;
}

/** Digits that a spreadsheet shows of a number: what it worked out may have more of them, such as 1234.5600000000002. */
const SHOWN_DIGITS = 15;

/** A number of a spreadsheet with the digits that it shows, never with an exponent. */
function digitsShown(number: number): string {
  const shown = Number.isInteger(number) ? number : Number(number.toPrecision(SHOWN_DIGITS));
  const written = String(shown);
  return written.includes("e") ? decimal(written).toFixed() : written;
}

/** Percentages that have no code of their own in the file. */
const PERCENTS = [9, 10];

/** A style by the number of its format, and the code written for it. */
export function shownAs(id: number, written: string): NumberStyle {
  const code = written.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  const isDay = isBuiltInDay(id) || /y|d{1,2}/i.test(code);
  return {
    isDay,
    isPercent: code.includes("%") || PERCENTS.includes(id),
    currency: isDay ? null : currencyShown(written),
  };
}

/** Days from 1899-12-30 to 1904-01-01. */
const TO_1904 = 1462;
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const LAST_SERIAL = 2_958_465;

/** A number of a spreadsheet as it shows it: as a day, counted from 1900 or 1904, as hundredths, or as money. */
export function numberText(number: number, style: NumberStyle | undefined, from1904: boolean): string {
  if (style?.isDay && number >= 1 && number < LAST_SERIAL) {
    const days = Math.floor(number) + (from1904 ? TO_1904 : 0);
    return new Date(EPOCH + days * DAY_MS).toISOString().slice(0, 10);
  }
  if (style?.isPercent) return `${decimal(digitsShown(number)).times(100).toFixed()}%`;
  return `${style?.currency ? `${style.currency} ` : ""}${digitsShown(number)}`;
}
