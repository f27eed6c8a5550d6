/** What every form of rows shares: names of columns, and how long a record may be. */
import { UserError } from "../../contract/errors.js";
import type { Row } from "../../contract/rows.js";
import { decimal } from "../../law/units.js";

/** Columns, and the rows under them in pieces of any size. */
export interface Table {
  readonly columns: readonly string[];
  readonly pieces: AsyncIterable<readonly Row[]>;
  readonly separator?: string;
  /** Rows above the one that names the columns. */
  readonly above?: number;
}

/** Rows in which headings are looked for: titles stand above them, and no more than a page of those. */
export const MOST_TITLES = 50;

/** Bytes. A longer record is a quote or bracket that was never closed, and would fill the memory. */
export const LONGEST_RECORD = 1024 * 1024;

export const tooLong = (where: string, hint: string): UserError =>
  new UserError("this record is longer than 1 MiB", { where, hint });

/** As many as a sheet of a spreadsheet has. */
const MOST_COLUMNS = 16_384;

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

// Objects of JSON as rows of text.

/** Names the columns: the keys of the first object. @throws {UserError} if it is no object. */
export function columnsOf(item: unknown, where: string): readonly string[] {
  if (isNames(item)) {
    const names = item.map((name) => name.trim());
    checkColumns(names, where);
    return names;
  }
  if (!isObject(item))
    throw new UserError(`expected an object that names the columns; got ${kindOf(item)}`, { where });
  const columns = Object.keys(item);
  checkColumns(columns, where);
  return columns;
}

/** Whether an item is a list of names, as tables of the Census Bureau begin: each further item is a list of cells. */
export const isNames = (item: unknown): item is readonly string[] =>
  Array.isArray(item) && item.length > 0 && item.every((name) => typeof name === "string");

/** A reader of items as rows under columns; what does not fit is the fault of the row. */
export function rowReader(columns: readonly string[], isListed = false): (item: unknown, at: number) => Row {
  const places = new Map(columns.map((name, index) => [name, index]));
  return (item, at) => {
    const cells = columns.map(() => "");
    if (Array.isArray(item) && isListed) return { at, cells, record: null, fault: fillFrom(cells, item) };
    const fault = isObject(item) ? fill(cells, item, places) : `expected an object; got ${kindOf(item)}`;
    return { at, cells, record: null, fault };
  };
}

/** Puts the values of an object in their places, and says what is wrong with the first that has none. */
function fill(cells: string[], item: object, places: ReadonlyMap<string, number>): string | null {
  let fault: string | null = null;
  for (const [key, value] of Object.entries(item)) {
    const place = places.get(key);
    const text = textOf(value);
    if (place !== undefined && text !== null) cells[place] = text;
    else fault ??= `"${key}" ${place === undefined ? UNKNOWN_KEY : unfit(value)}`;
  }
  return fault;
}

/** The same of a list of cells. */
function fillFrom(cells: string[], item: readonly unknown[]): string | null {
  if (item.length !== cells.length) return `expected ${cells.length} cells; got ${item.length}`;
  let fault: string | null = null;
  item.forEach((value, place) => {
    const text = Array.isArray(value) ? null : textOf(value);
    if (text === null) fault ??= `cell ${place + 1} ${unfit(value)}`;
    else cells[place] = text;
  });
  return fault;
}

const UNKNOWN_KEY = "is no key of the first object, which names the columns";

function unfit(value: unknown): string {
  if (typeof value === "number")
    return "is a number with more digits than can be kept exactly: write it in quotes";
  const got = Array.isArray(value) ? "a list of something else" : kindOf(value);
  return `should be text, a number or a list of these; got ${got}`;
}

/** A value as text; `null` if it is none. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
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
