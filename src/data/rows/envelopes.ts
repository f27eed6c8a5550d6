/**
 * What stands around rows in JSON: keys that lead to a list, names of columns beside it, objects of columns, and values that
 * programs write as objects.
 */
import { Tokenizer, TokenType } from "@streamparser/json";
import { parsed } from "../strict-json.js";

// Lists of objects.

/** The keys that lead to each list of objects of a text, each list once, those within another left out. */
export function listsIn(text: string): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const look = aroundLists((keys) => found.set(keys.join("\n"), keys));
  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value, offset }) => look(token, value, offset);
  try {
    tokenizer.write(text);
  } catch {
    // Told by the parser of the whole, with its place.
  }
  return [...found.values()];
}

/**
 * Is told token by token, and says the keys that lead to a list where an object of it begins, and a key that an object around
 * lists has twice: a parser would keep the last alone, or read the lists of both. What it says of pages that follow is told too.
 * @param ofLists Lists of lists count too.
 */
export function aroundLists(
  begun: (keys: readonly string[]) => void,
  told: { twice(key: string, at: number): void; more(key: string, at: number): void } = UNTOLD,
  ofLists = false,
) {
  const open: { readonly isList: boolean; key: string; readonly keys: Set<string> }[] = [];
  let lists = 0;
  let last = { key: "", at: 0 };
  const opened = (isList: boolean): void => {
    if ((ofLists || !isList) && lists === 1 && open.at(-1)?.isList)
      begun(open.slice(0, -1).map(({ key }) => key));
    if (isList) lists += 1;
    open.push({ isList, key: "", keys: new Set() });
  };
  const named = (parent = open.at(-1)): void => {
    if (parent === undefined || lists > 0) return;
    if (parent.keys.has(last.key)) told.twice(last.key, last.at);
    parent.keys.add(last.key);
    parent.key = last.key;
    isNamed = true;
  };
  let isNamed = false;
  return (token: TokenType, value: unknown, at: number): void => {
    if (isNamed && saysMore(last.key, value)) told.more(last.key, last.at);
    isNamed = false;
    if (token === TokenType.STRING) last = { key: String(value), at };
    else if (token === TokenType.COLON) named();
    else if (OPENING.includes(token)) opened(token === TokenType.LEFT_BRACKET);
    else if (CLOSING.includes(token) && open.pop()?.isList) lists -= 1;
  };
}
const UNTOLD = { twice: () => {}, more: () => {} };

/** What services call the way to the next page of an answer, or that there is one. */
const MORE =
  /^(?:.*next.?(?:link|page|url|cursor|token)|next|next.?records.?url|has.?more|.*continuation.?token)$/i;
const WAY = /^(?:https?:|\/|\?)/;

/** Whether a key around rows says that these are one page of several. */
const saysMore = (key: string, value: unknown): boolean =>
  MORE.test(key) &&
  (value === true || (typeof value === "string" && (key === "next" ? WAY.test(value) : value !== "")));

export const OPENING: readonly TokenType[] = [TokenType.LEFT_BRACE, TokenType.LEFT_BRACKET];
export const CLOSING: readonly TokenType[] = [TokenType.RIGHT_BRACE, TokenType.RIGHT_BRACKET];

// Names of columns that stand before the rows: `{"columns": [...], "data": [[...]]}`, `{"fields": [{"name": ...}], "rows": [...]}`.

/** What programs call a list of the names of columns. */
const NAMES = /^(?:columns?|cols|fields|headers?|heads?|names|column_?names|meta|schema)$/i;

/** A table whose names stand before its rows: which keys lead to these, and the names, if the rows are lists. */
interface NamedTable {
  readonly keys: readonly string[];
  readonly names: readonly string[] | null;
}

/** `null` of a text whose names of columns do not stand so. @param start Its beginning. */
export function tableNamed(start: Buffer): NamedTable | null {
  const found = firstRows(start);
  if (found === null) return null;
  const head = `${start.toString("utf8", 0, found.at)}[]${found.closing}`;
  const { item, fault } = parsed(head);
  const names = fault === null ? namesWithin(item) : null;
  if (names === null) return null;
  return { keys: found.keys, names: found.areLists ? names : null };
}

interface FirstRows {
  /** Bytes before the list. */
  readonly at: number;
  readonly keys: readonly string[];
  /** What closes the objects around it. */
  readonly closing: string;
  readonly areLists: boolean;
}

/** The first list of objects or lists that is none of names. */
function firstRows(start: Buffer): FirstRows | null {
  const open: { readonly isList: boolean; key: string }[] = [];
  let last = "";
  /** Where a list within objects alone began, if the token before this one did so. */
  let list: number | null = null;
  let found: FirstRows | null = null;
  const rowsAt = (at: number, token: TokenType): FirstRows | null => {
    const keys = open.slice(0, -1).map(({ key }) => key);
    if (!OPENING.includes(token) || isOfNames(keys)) return null;
    const areLists = token === TokenType.LEFT_BRACKET;
    return { at, keys, areLists, closing: "}".repeat(open.length - 1) };
  };
  const opened = (isList: boolean, at: number): void => {
    if (isList && open.every((one) => !one.isList)) list = at;
    open.push({ isList, key: "" });
  };
  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value, offset }) => {
    if (list !== null) found ??= rowsAt(list, token);
    list = null;
    const parent = open.at(-1);
    if (token === TokenType.STRING) last = String(value);
    else if (token === TokenType.COLON && parent) parent.key = last;
    else if (OPENING.includes(token)) opened(token === TokenType.LEFT_BRACKET, offset);
    else if (CLOSING.includes(token)) open.pop();
  };
  try {
    tokenizer.write(start);
  } catch {
    // Told by the parser of the whole, with its place.
  }
  return found;
}

/** Objects within each other that names are looked for in. */
const DEEPEST_NAMES = 4;

/** The first list of names in an object: of texts, or of objects that have a name. */
function namesWithin(item: unknown, depth = 1): readonly string[] | null {
  if (typeof item !== "object" || item === null || Array.isArray(item) || depth > DEEPEST_NAMES) return null;
  for (const [key, value] of Object.entries(item)) {
    const names = NAMES.test(key) ? namesIn(value) : null;
    const inner = names ?? namesWithin(value, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** The names in a list of texts, or of objects that have a name; `null` of any other value. */
function namesIn(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const names = value.map((one) => (isPlain(one) ? (one as { name?: unknown }).name : one));
  return names.every((name) => typeof name === "string") ? names : null;
}

/** Whether what stands under these keys is about columns. */
export const isOfNames = (keys: readonly string[]): boolean => keys.some((key) => NAMES.test(key));

/** Whether a list under a key says what the columns of another are called. */
export const areNames = (key: string, value: unknown): boolean =>
  NAMES.test(key.split(".").at(-1) ?? "") && namesIn(value) !== null;

// Objects whose keys are columns, or rows: `{"hts": {"0": ...}, "value": {"0": ...}}`, `{"hts": [...]}`, `{"0": {"hts": ...}}`.

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const COUNT = /^\d{1,9}$/;

/** The rows of an object that has a key a column or a key a row; `null` of any other. */
export function rowsByKey(item: unknown, meant: ((heading: string) => string | undefined) | undefined) {
  if (!isPlain(item) || meant === undefined) return null;
  const entries = Object.entries(item);
  if (entries.length > 0 && entries.every(([key, value]) => COUNT.test(key) && isPlain(value)))
    return entries.map(([, value]) => value);
  const known = entries.filter(([key]) => meant(key) !== undefined);
  if (known.length < 2) return null;
  const columns = entries.map(([key, value]) => [key, cellsOf(value)] as const);
  const [first] = columns;
  const places = [...(first?.[1]?.keys() ?? [])];
  const isWhole = columns.every(
    ([, cells]) => cells?.size === places.length && places.every((place) => cells.has(place)),
  );
  if (places.length === 0 || !isWhole) return null;
  return places.map((place) => Object.fromEntries(columns.map(([key, cells]) => [key, cells?.get(place)])));
}

/** Cells of a column by the row of each; `null` of a value that is none. */
function cellsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  const isOfCells =
    Array.isArray(value) || (isPlain(value) && Object.keys(value).every((key) => COUNT.test(key)));
  return isOfCells ? new Map(Object.entries(value)) : null;
}

// Tables whose rows are no rows of JSON: an answer of Athena, with each cell in an object, and a sheet that is written column by column.

/** The rows of such a table as lists of cells, its names first; `null` of any other object, and of one page of several. */
export function rowsOfCells(item: unknown): readonly (readonly unknown[])[] | null {
  if (!isPlain(item) || Object.entries(item).some(([key, value]) => saysMore(key, value))) return null;
  const { ResultSet: answer, majorDimension, values } = item;
  if (isPlain(answer) && Array.isArray(answer.Rows)) return rowsOfAthena(answer.Rows);
  if (majorDimension !== "COLUMNS" || !Array.isArray(values) || !values.every(Array.isArray)) return null;
  const columns = values as readonly (readonly unknown[])[];
  const length = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length }, (_, row) => columns.map((column) => column[row] ?? ""));
}

/** Cells without a value are empty ones. */
function rowsOfAthena(rows: readonly unknown[]): readonly (readonly unknown[])[] | null {
  const cells = rows.map((row) => (isPlain(row) && Array.isArray(row.Data) ? row.Data : null));
  if (!cells.every((row) => row !== null)) return null;
  return cells.map((row) => row.map((cell: unknown) => (isPlain(cell) ? (cell.VarCharValue ?? "") : cell)));
}

/** What holds the hits of a search engine: what stands beside them is about the search. */
export const OF_SEARCH = "hits.hits";

/** What is wrong with an answer that has fewer hits than it says were found; `null` of any other. */
export function lacksHits(
  first: string,
  answer: Readonly<Record<string, unknown>>,
  given: number,
): string | null {
  const found = first === OF_SEARCH ? (answer["hits.total.value"] ?? answer["hits.total"]) : undefined;
  if (typeof found !== "number" || found <= given) return null;
  return `the search found ${found} and gives ${given} of them: ask for all, or write their "_source" into a list`;
}

// Values that databases write as objects, and rows that they wrap.

/** The one key of an object that is a value: of MongoDB (Extended JSON) and DynamoDB. */
const OF_VALUE = /^(?:\$(?:date|oid|uuid|numberDecimal|numberInt|numberLong|numberDouble)|[SN])$/;
/** What holds the cells of a row beside what is said of it, in JSON:API, GeoJSON, search engines and spreadsheets on the web. */
const OF_ROW = ["attributes", "properties", "_source", "fields", "node"];

/** The value in such an object; any other as it is. A count of milliseconds is the instant that it counts to. */
export function plainValue(value: unknown): unknown {
  if (!isPlain(value)) return value;
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0 || !OF_VALUE.test(only[0])) return value;
  const inner = plainValue(only[1]);
  if (only[0].length === 1 && typeof inner !== "string") return value;
  return only[0] === "$date" && /^-?\d{1,15}$/.test(String(inner)) ? instant(Number(inner)) : inner;
}

/** `/Date(1750291200000)/` as the instant that it counts to, written as days with a time are; any other text as it is. */
export function instantWritten(text: string): string {
  const [, milliseconds] = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text) ?? [];
  return milliseconds === undefined ? text : instant(Number(milliseconds));
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The cells of a row that an object wraps, with what is said beside them; any other object as it is. */
export function unwrappedRow(item: object, meant: (heading: string) => string | undefined): object {
  if (Object.keys(item).some((key) => meant(key) !== undefined)) return item;
  const wrapped = Object.entries(item).filter(([key, value]) => OF_ROW.includes(key) && isPlain(value));
  const [[key, inner] = ["", {}]] = wrapped;
  if (wrapped.length !== 1 || !Object.keys(inner as object).some((one) => meant(one) !== undefined))
    return item;
  const beside = Object.entries(item).filter(([other]) => other !== key && !Object.hasOwn(inner, other));
  return { ...inner, ...Object.fromEntries(beside) };
}
