/** Rows of a JSON array of objects, item by item; of one that an object holds too. An object that holds none is itself a row. */
import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import { cutLong, UserError } from "../../contract/errors.js";
import type { OpenRows, Row } from "../../contract/rows.js";
import { parsed, wrongNumber } from "../strict-json.js";
import {
  aroundLists,
  CLOSING,
  isOfNames,
  listsIn,
  OPENING,
  rowsByKey,
  rowsOfCells,
  tableNamed,
} from "./envelopes.js";
import {
  columnsOf,
  isNames,
  LONGEST_RECORD,
  listsWithin,
  naming,
  othersOf,
  rowReader,
  saysOfLines,
  type Table,
  tooLong,
  unfolded,
} from "./table.js";
import { type Line, linesOf, newlinesIn } from "./text.js";

/** The table of a JSON array; the keys of its first objects name the columns. @throws {UserError} */
export async function openJson(
  text: AsyncIterable<Buffer>,
  name: string,
  { meant }: OpenRows = {},
): Promise<Table> {
  const named: Named = { columns: null };
  const items = linesOfItems(itemsOf(text, name, meant, named), meant);
  const first = await naming(items);
  const [head] = first;
  if (head === undefined) return { columns: [], pieces: items as AsyncIterable<never> };
  try {
    const where = `${name}, item 1`;
    if (head.fault !== null) throw new UserError(head.fault, { where });
    const others = othersOf(first).flatMap(({ value, fault }) => (fault === null ? [value] : []));
    const columns = columnsOf(named.columns ?? head.value, others, where);
    const isFirst = named.columns === null && isNames(head.value);
    const [rows, isNamed] = [isFirst ? first.slice(1) : first, isFirst || named.columns !== null];
    const texts = new Uint8Array(columns.length);
    const read = rowReader(columns, isNamed, texts);
    return { columns, texts, pieces: rowsOf(rows, items, columns, read) };
  } catch (error) {
    await items.return(undefined);
    throw error;
  }
}

/** The names of the columns, where they stand before a list of lists. */
interface Named {
  columns: readonly string[] | null;
}

/** Items of a list, those that hold lines of goods as these. */
async function* linesOfItems(
  items: AsyncGenerator<readonly Item[]>,
  meant: OpenRows["meant"],
): AsyncGenerator<readonly Item[]> {
  let count = 0;
  for await (const some of items)
    yield some.flatMap((item): readonly Item[] => {
      count += 1;
      if (item.fault !== null) return [{ ...item, at: count }];
      return unfolded(item.value, meant).map((one) => ({ ...one, end: item.end, at: count }));
    });
}

async function* rowsOf(
  first: readonly Item[],
  others: AsyncIterable<readonly Item[]>,
  columns: readonly string[],
  read: (item: unknown, at: number) => Row,
): AsyncGenerator<readonly Row[]> {
  const none = columns.map(() => "");
  const row = ({ value, fault, at = 0 }: Item): Row =>
    fault === null ? read(value, at) : { at, cells: none, record: null, fault };
  yield first.map(row);
  for await (const items of others) yield items.map(row);
}

async function* itemsOf(
  text: AsyncIterable<Buffer>,
  name: string,
  meant: OpenRows["meant"],
  named: Named,
): AsyncGenerator<Item[]> {
  let parser: ItemParser | undefined;
  let begun = Buffer.alloc(0);
  const { held, chunks } = await entryAlone(text, name, meant);
  if (held !== null) {
    yield held;
    return;
  }
  for await (const chunk of chunks) {
    if (parser === undefined) {
      const known = tableNamed(chunk);
      named.columns = known?.names ?? null;
      parser = new ItemParser(name, known?.keys ?? heldBy(chunk, name), known !== null);
    }
    const items = parser.completedBy(chunk);
    if (items.length > 0) yield items;
    if (parser.mayBeRow && begun.length <= LONGEST_RECORD) begun = Buffer.concat([begun, chunk]);
  }
  parser?.end();
  if (parser?.mayBeRow) yield rowsAlone(begun, name, meant);
}

/**
 * A text that is one entry: an object that says of all goods in its list what columns say, such as its number or their currency.
 * @throws {UserError} if it says so in a text that is too long to be held.
 */
async function entryAlone(text: AsyncIterable<Buffer>, name: string, meant: OpenRows["meant"]) {
  const pieces = text[Symbol.asyncIterator]();
  const { held, isEnded } = await begunObject(pieces, meant);
  async function* chunks(): AsyncGenerator<Buffer> {
    if (held.length > 0) yield held;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  const item = !mayBeEntry(held) ? null : isEnded ? rowAlone(held, name, true) : beforeList(held);
  const cells = isEnded && item !== null ? rowsOfCells(item.value) : null;
  if (cells !== null)
    return { held: cells.map((value) => ({ value, fault: null, end: held.length })), chunks: chunks() };
  if (item === null || rowsByKey(item.value, meant) !== null || !saysOfAll(item, meant))
    return { held: null, chunks: chunks() };
  if (!isEnded) throw tooLong(`${name}:1`, "write a list of lines, each with what is of the whole entry");
  return { held: [item], chunks: chunks() };
}

/** The beginning of a text; all of an object that may be held. */
async function begunObject(pieces: AsyncIterator<Buffer>, meant: OpenRows["meant"]) {
  let held: Buffer = Buffer.alloc(0);
  while (held.length === 0 || (held.length <= LONGEST_RECORD && meant !== undefined && mayBeEntry(held))) {
    const next = await pieces.next();
    if (next.done) return { held, isEnded: true };
    held = Buffer.concat([held, next.value]);
  }
  return { held, isEnded: false };
}

function mayBeEntry(text: Buffer): boolean {
  const start = text.toString("latin1", 0, BEGUN).trimStart();
  return start[0] === "{" && !isOwnAnswer(start);
}

/** Whether a text is an answer of this program: its goods are its `rows`, and its other lists are about them. */
const isOwnAnswer = (text: string): boolean => /^\{\s*"schema"\s*:\s*"tariff-calc\//.test(text);

/** Whether an object says beside its list what columns say. */
function saysOfAll({ value: item, fault }: Item, meant: OpenRows["meant"]): boolean {
  if (fault !== null) return false;
  const { beside, lacks } = listsWithin(item as object, meant);
  return (
    lacks !== null || beside.some(([key, value]) => typeof value !== "object" && saysOfLines(key, meant))
  );
}

/** What an object says before the first list that it holds. */
function beforeList(text: Buffer): Item | null {
  const start = /^[^[]*\[/.exec(text.toString("utf8"))?.[0] ?? "";
  const open = (start.match(/\{/g)?.length ?? 0) - (start.match(/\}/g)?.length ?? 0);
  const { item, fault } = parsed(`${start}{}]${"}".repeat(Math.max(0, open))}`);
  return fault === null ? { value: item, fault, end: text.length } : null;
}
const BEGUN = 1024; // Characters in which a text shows what it begins with.

/** The rows of an object without a list of others: those of its columns, or one alone. @throws {UserError} if it states nothing. */
function rowsAlone(text: Buffer, name: string, meant: OpenRows["meant"]): Item[] {
  const { item, fault } = parsed(text.toString("utf8"));
  const rows = fault === null ? rowsByKey(item, meant) : null;
  return rows === null
    ? [rowAlone(text, name)]
    : rows.map((value) => ({ value, fault: null, end: text.length }));
}

/** An object without a list of others: an entry of one line. @throws {UserError} if it states nothing. */
function rowAlone(text: Buffer, name: string, mayHoldLists = false): Item {
  if (text.length > LONGEST_RECORD) throw tooLong(`${name}:1`, "one object is one row of goods");
  const { item, fault } = parsed(text.toString("utf8"));
  if (!mayHoldLists && fault === null && Object.values(item as object).every(Array.isArray))
    throw new UserError("expected a JSON array of objects; got an object that holds none", {
      where: name,
      hint: 'write a list of goods, [{"hts": ..., "origin": ..., "value": ...}], or one of them alone',
    });
  return { value: item, fault, end: text.length };
}

/**
 * The keys under which objects hold the array: `{"data": {"items": [...]}}`; none where it stands alone. Where one object holds
 * it, its key is found as it comes, and is `*`. @throws {UserError} on what begins as neither, and on several lists.
 */
function heldBy(start: Buffer, name: string): readonly string[] {
  const text = start.toString("utf8").trimStart();
  if (text[0] === "[") return [];
  if (text[0] !== "{")
    throw new UserError(`expected a JSON array of objects; got "${text[0]}" at the beginning`, {
      where: name,
    });
  if (isOwnAnswer(text)) return ["rows"];
  const lists = listsIn(text);
  const [keys, other] = lists;
  if (keys === undefined || lists.some((one) => one.length < 2) || /[.*$]/.test(keys.join(""))) return ["*"];
  if (other !== undefined) throw severalLists([keys, other], name);
  return keys;
}

const severalLists = (lists: readonly (readonly string[])[], where: string): UserError =>
  new UserError(
    `expected one list of objects; got ${lists.map((keys) => `"${keys.join(".")}"`).join(" and ")}`,
    {
      where,
      hint: `keep the list of goods alone: [ ... ]${lists[0]?.[0] === "ResultSet" ? "; Athena writes all pages of an answer to a CSV" : ""}`,
    },
  );

// Items of a JSON array as its text comes in.

const UNCLOSED = "look for a quote or bracket that is not closed";

interface Item {
  readonly value: unknown;
  /** `null` if nothing is wrong with it. */
  readonly fault: string | null;
  /** Bytes of the text up to its end. */
  readonly end: number;
  /** Its place in the list, from 1; lines of one entry share it. */
  readonly at?: number;
}

const TWICE = "a key is there twice: keep one of the two";
const INSIDE = 2; // Brackets open around the keys of an item of an array.

/** A number whose digits a double does not hold is none: which digits were lost could not be said later. */
class ExactTokenizer extends Tokenizer {
  protected override parseNumber(text: string): number {
    return wrongNumber(text) === null ? Number(text) : Number.NaN;
  }
}

class ItemParser {
  readonly #name: string;
  /** The keys of objects that hold the array, and under which of one object's it is. */
  readonly #keysAbove: readonly string[];
  #heldBy: string | undefined;
  readonly #tokenizer = new ExactTokenizer();
  readonly #parser: TokenParser;
  #items: Item[] = [];
  /** Brackets open, and keys of the item at hand and of what it holds, as they are written. */
  #depth = 0;
  #keys = 0;
  /** The piece of text at hand, lines and bytes before it, and characters of its last line so far. */
  #chunk: Buffer = Buffer.alloc(0);
  #lines = 1;
  #before = 0;
  #column = 0;
  /** Bytes up to the last token, and up to the last item. */
  #token = 0;
  #item = 0;

  /** @param isNamed Whether names of columns stand before the array, which are no rows. */
  constructor(name: string, keysAbove: readonly string[], isNamed: boolean) {
    this.#name = name;
    this.#keysAbove = keysAbove;
    const isHeld = keysAbove.includes("*");
    this.#parser = new TokenParser({ paths: [["$", ...keysAbove, "*"].join(".")], keepStack: false });
    const begun = (keys: readonly string[]): void => {
      const isOther = keys.join("\n") !== keysAbove.join("\n");
      if (isOther && (isNamed ? !isOfNames(keys) : keysAbove.length > 1))
        throw severalLists([keysAbove, keys], name);
    };
    const told = {
      twice: (key: string, at: number) => this.#refuse(key, at),
      more: (key: string, at: number) => this.#refusePage(key, at),
    };
    const look = keysAbove.length > 0 ? aroundLists(begun, told, isNamed) : () => {};
    this.#tokenizer.onToken = (token) => {
      look(token.token, token.value, token.offset);
      this.#token = token.offset;
      this.#count(token.token);
      this.#parser.write(token);
    };
    this.#parser.onValue = ({ value, parent, stack }) => {
      if (!isHeld || this.#isOfList(value, parent, stack[1]?.key))
        this.#items.push({ value, fault: this.#keys > keysOf(value) ? TWICE : null, end: this.#token });
      this.#keys = 0;
      this.#checkLength(this.#token);
      this.#item = this.#token;
    };
    this.#parser.onEnd = () => {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
    };
  }

  /** Items that end in a piece of text. @throws {UserError} with line and column, if it is not JSON. */
  completedBy(chunk: Buffer): Item[] {
    this.#chunk = chunk;
    try {
      this.#tokenizer.write(chunk);
    } catch (error) {
      throw error instanceof UserError ? error : this.#notJson(error as Error);
    }
    this.#before += chunk.length;
    this.#lines += newlinesIn(chunk);
    const last = chunk.lastIndexOf("\n");
    this.#column = chunk.toString("utf8", last + 1).length + (last < 0 ? this.#column : 0);
    if (!this.#parser.isEnded) this.#checkLength(this.#before);
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** Whether a value is an item of the one array that an object holds. @throws {UserError} if it holds several. */
  #isOfList(value: unknown, parent: unknown, key: unknown): boolean {
    if (!Array.isArray(parent) || typeof value !== "object" || value === null) return false;
    this.#heldBy ??= String(key);
    if (this.#heldBy === String(key)) return true;
    throw severalLists([[this.#heldBy], [String(key)]], this.#name);
  }

  /** Whether the text is an object that has held no list so far. */
  get mayBeRow(): boolean {
    return this.#keysAbove.includes("*") && this.#heldBy === undefined;
  }

  /** @throws {UserError} if the array is not closed. */
  end(): void {
    if (this.#parser.isEnded) return;
    const where = `${this.#name}:${this.#lines}`;
    throw new UserError("this is not JSON: the file ends before its array does", { where, hint: UNCLOSED });
  }

  #count(token: TokenType): void {
    const ofItem = INSIDE + this.#keysAbove.length;
    if (OPENING.includes(token)) {
      this.#depth += 1;
      if (this.#depth === ofItem) this.#keys = 0;
    } else if (CLOSING.includes(token)) this.#depth -= 1;
    else if (token === TokenType.COLON && this.#depth >= ofItem) this.#keys += 1;
  }

  #checkLength(end: number): void {
    if (end - this.#item > LONGEST_RECORD) throw tooLong(`${this.#name}:${this.#lines}`, UNCLOSED);
  }

  /** The tokenizer tells the place only in words; a token in the wrong place has one itself. */
  #notJson({ message }: Error): UserError {
    const told = /chunk position "(\d+)"/.exec(message)?.[1];
    const at = Math.max(0, told === undefined ? this.#token - this.#before : Number(told));
    const found = /^\S{1,20}/.exec(this.#chunk.toString("utf8", at, at + 80)) ?? [""];
    return new UserError(`this is not JSON: did not expect ${found[0]}`, {
      where: this.#place(at),
      hint: "look for a missing quote, comma or bracket just before this place",
    });
  }

  #refuse(key: string, at: number): never {
    throw new UserError(`"${cutLong(key)}" is there twice: nothing says which of the two is meant`, {
      where: this.#place(Math.max(0, at - this.#before)),
      hint: "keep one of the two, or make one list of theirs",
    });
  }

  #refusePage(key: string, at: number): never {
    throw new UserError(`"${cutLong(key)}" says that more rows follow on another page`, {
      where: this.#place(Math.max(0, at - this.#before)),
      hint: "make one list of the rows of all pages; to price this page alone take the key out",
    });
  }

  /** Line and column of a byte of the piece at hand. */
  #place(at: number): string {
    const lineStart = at === 0 ? 0 : this.#chunk.lastIndexOf("\n", at - 1) + 1;
    const line = this.#lines + newlinesIn(this.#chunk.subarray(0, at));
    const column =
      1 + this.#chunk.toString("utf8", lineStart, at).length + (lineStart === 0 ? this.#column : 0);
    return `${this.#name}:${line}:${column}`;
  }
}

/** Keys of an item and of what it holds: fewer than were written where one was there twice. */
function keysOf(item: unknown): number {
  let count = 0;
  const rest = [item];
  for (const value of rest) {
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) count += Object.keys(value).length;
    for (const one of Object.values(value)) rest.push(one);
  }
  return count;
}

// Rows of NDJSON: one JSON object a line.

/** The table of an NDJSON text; the keys of its first objects name the columns. @throws {UserError} */
export async function openNdjson(
  text: AsyncIterable<Buffer>,
  name: string,
  { meant }: OpenRows = {},
): Promise<Table> {
  const lines = linesOf(text, name);
  const first = await naming(lines);
  const [head] = first;
  try {
    if (head === undefined) throw new UserError("expected a JSON object a line", { where: name });
    const where = `${name}:${head.at}`;
    const { item, fault } = parsed(head.text);
    if (fault !== null) throw new UserError(fault, { where, hint: "NDJSON has a whole object on each line" });
    const [own, ...rest] = unfolded(item, meant).map(({ value }) => value);
    const others = othersOf(first).flatMap(({ text }) =>
      unfolded(parsed(text).item, meant).flatMap(({ value }) => value ?? []),
    );
    const columns = columnsOf(own, [...rest, ...others], where);
    const texts = new Uint8Array(columns.length);
    return {
      columns,
      texts,
      pieces: rowsOfLines(first, lines, columns, rowReader(columns, false, texts), meant),
    };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

async function* rowsOfLines(
  first: readonly Line[],
  others: AsyncIterable<readonly Line[]>,
  columns: readonly string[],
  read: (item: unknown, at: number) => Row,
  meant: OpenRows["meant"],
): AsyncGenerator<readonly Row[]> {
  const none = columns.map(() => "");
  const rows = ({ at, text }: Line): Row[] => {
    const { item, fault: wrong } = parsed(text);
    const all = wrong === null ? unfolded(item, meant) : [{ value: null, fault: wrong }];
    return all.map(({ value, fault }) =>
      fault === null ? read(value, at) : { at, cells: none, record: null, fault },
    );
  };
  yield first.flatMap(rows);
  for await (const lines of others) yield lines.flatMap(rows);
}
