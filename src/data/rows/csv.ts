/** Rows of CSV (RFC 4180), also with semicolons or tabs. */
import { type CsvError, Parser } from "csv-parse";
import { UserError } from "../../contract/errors.js";
import { headed, type OpenRows, type Row } from "../../contract/rows.js";
import {
  checkColumns,
  LONGEST_RECORD,
  lettersOf,
  MOST_TITLES,
  namedApart,
  type Table,
  titlesIn,
  tooLong,
} from "./table.js";

/** The table of a CSV text; its first record names the columns. @throws {UserError} */
export async function openCsv(
  text: AsyncIterable<Buffer>,
  name: string,
  open: OpenRows = {},
): Promise<Table> {
  const { isHeadings } = open;
  const said = { separator: "," };
  const records = recordsOf(text, name, isHeadings, said);
  const first = await records.next();
  const begun = first.done ? [] : [...first.value];
  while (isHeadings && headIn(begun, isHeadings) < 0 && begun.length > 0 && begun.length < MOST_TITLES) {
    const more = await records.next();
    if (more.done) break;
    begun.push(...more.value);
  }
  const above = isHeadings ? Math.max(0, headIn(begun, isHeadings)) : 0;
  const titles = titlesIn(begun.slice(0, above));
  if (isHeadings && begun.length === above + 1) begun.push(...((await records.next()).value ?? []));
  const [head, ...rest] = headed(begun, above, open);
  if (head === undefined) throw new UserError("expected a line that names the columns", { where: name });
  const columns = isHeadings ? named(head.cells) : head.cells.map((cell) => cell.trim());
  try {
    checkColumns(columns, `${name}:${head.at}`);
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
  return { columns, pieces: rowsOf(rest, records, columns.length), above, titles, ...said };
}

/** Columns without a name, which spreadsheets leave at the end, are called by their letter: what stands in them is kept. */
const named = (cells: readonly string[]): string[] =>
  namedApart(cells.map((cell, at) => cell.trim() || (cells.length > 1 ? `column ${lettersOf(at)}` : "")));

/** The place of the record that names the columns; below 0 if none of the first does. */
const headIn = (records: readonly Row[], isHeadings: (cells: readonly string[]) => boolean): number =>
  records.slice(0, MOST_TITLES).findIndex(({ cells }) => isHeadings(cells));

/** Bytes that are made into records at a time: few, so that all of them are let go while they are young. */
const PART = 12 * 1024;

/** Every record, the first of a file alone or with others. */
async function* recordsOf(
  text: AsyncIterable<Buffer>,
  name: string,
  isHeadings: OpenRows["isHeadings"],
  said: { separator: string },
): AsyncGenerator<Row[]> {
  let reader: Reading | undefined;
  for await (const chunk of withQuotesMended(text, (start) => separatorOf(start, isHeadings))) {
    if (reader === undefined) {
      checkSeparated(chunk, name, isHeadings);
      said.separator = separatorOf(chunk, isHeadings);
    }
    reader ??= readingOf(name, said.separator, lineEndsOf(chunk));
    for (let from = 0; from < chunk.length; from += PART) {
      const records = await reader.completedBy(chunk.subarray(from, from + PART));
      if (records.length > 0) yield records;
    }
  }
  if (reader) yield await reader.rest();
}

const QUOTED = '"[^"]*(?:""[^"]*)*"';

/**
 * A quoted cell, with the blanks around it, or the = by which spreadsheets are told to leave it as it is. Cells that are quoted
 * from their first character match too, so that nothing is found within them.
 */
const quotedCell = (separator: string): RegExp => {
  const mark = separator === "|" ? "\\|" : separator;
  return new RegExp(`(^|${mark})( +| *= *|)(${QUOTED})( *)(?=${mark}|\\r|\\n|$)`, "gm");
};

/** The same text with such cells quoted from their first character, where its beginning has one that is not. */
async function* withQuotesMended(
  text: AsyncIterable<Buffer>,
  separatorIn: (start: Buffer) => string,
): AsyncGenerator<Buffer> {
  const pieces = text[Symbol.asyncIterator]();
  const { value: start = NO_BYTES } = await pieces.next();
  const rest = { [Symbol.asyncIterator]: () => pieces };
  const cell = start.includes(QUOTE) ? quotedCell(separatorIn(start)) : null;
  const isApart = ([, , before = "", , behind = ""]: RegExpMatchArray) => before + behind !== "";
  if (cell !== null && [...start.toString().matchAll(cell)].some(isApart)) {
    const mended = (records: string) => records.replace(cell, "$1$3");
    yield* recordsMended(start, rest, mended, separatorIn(start));
  } else {
    yield start;
    yield* rest;
  }
}

/** Text by whole records, as they are mended. */
async function* recordsMended(
  start: Buffer,
  rest: AsyncIterable<Buffer>,
  mended: (records: string) => string,
  separator: string,
): AsyncGenerator<Buffer> {
  let open: Buffer = start;
  for await (const chunk of rest) {
    const end = endOfRecords(open, separator.charCodeAt(0));
    if (end > 0) yield Buffer.from(mended(open.toString("utf8", 0, end)));
    open = Buffer.concat([open.subarray(end), chunk]);
  }
  yield Buffer.from(mended(open.toString()));
}

/** Behind the last end of a line that is in no quoted cell; all of a text that is longer than a record may be. */
function endOfRecords(bytes: Buffer, separator: number): number {
  let [end, isQuoted, isStart] = [0, false, true];
  const isEnd = (byte: number) => byte === NEWLINE || byte === separator;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) isQuoted = !isQuoted && (isStart || bytes[at - 1] === QUOTE);
    if (byte === NEWLINE && !isQuoted) end = at + 1;
    isStart = isEnd(byte) ? !isQuoted : isStart && BLANK.includes(byte);
  }
  return end || wholeIfLong(bytes);
}
const wholeIfLong = ({ length }: Buffer): number => (length > LONGEST_RECORD ? length : 0);
/** A blank, and an equals sign. */
const BLANK = [0x20, 0x3d];

interface Reading {
  completedBy(chunk: Buffer): Row[] | Promise<Row[]>;
  rest(): Row[] | Promise<Row[]>;
}

const QUOTE = 0x22;

/** Lines are cut as they come until there is a quote; a parser of quoted text takes all that follows. */
function readingOf(name: string, separator: string, lineEnds: readonly string[]): Reading {
  const plain = plainRecords(name, separator);
  let parser: RecordParser | undefined;
  const parserFrom = ({ text, line }: ReturnType<PlainRecords["left"]>, chunk: Buffer) => {
    parser = new RecordParser(name, separator, lineEnds, line);
    return parser.completedBy(Buffer.concat([text, chunk]));
  };
  return {
    completedBy(chunk) {
      if (parser) return parser.completedBy(chunk);
      const isPlain = !chunk.includes(QUOTE) && !lineEnds.includes("\r");
      return isPlain ? plain.completedBy(chunk) : parserFrom(plain.left(), chunk);
    },
    rest: () => (parser ?? plain).rest(),
  };
}

async function* rowsOf(
  first: Row[],
  others: AsyncIterable<Row[]>,
  width: number,
): AsyncGenerator<readonly Row[]> {
  yield shaped(first, width);
  for await (const records of others) yield shaped(records, width);
}

/** Records of a width; another width is a fault of the row, unless nothing stands in what is too much; a line of nothing but blanks is no row. */
function shaped(records: readonly Row[], width: number): readonly Row[] {
  if (records.every(({ cells }) => cells.length === width)) return records;
  return records.flatMap(({ at, cells }): Row[] => {
    if (cells.length === width) return [{ at, cells, record: null, fault: null }];
    if (cells.length === 1 && cells[0]?.trim() === "") return [];
    if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === ""))
      return [{ at, cells: cells.slice(0, width), record: null, fault: null }];
    const fault = `expected ${width} cells; got ${cells.length}`;
    const whole = Array.from({ length: width }, (_, index) => cells[index] ?? "");
    return [{ at, cells: whole, record: null, fault }];
  });
}

const SEPARATORS = [",", ";", "\t", "|"] as const;

/** Of the line that names the columns, quoted names aside: a comma, else a semicolon, a tab or a bar if it has one. */
function separatorOf(start: Buffer, isHeadings: OpenRows["isHeadings"]): string {
  const lines = linesOf(start);
  if (isHeadings)
    for (const line of lines)
      for (const separator of SEPARATORS)
        if (isHeadings(line.split(separator).map(unquoted))) return separator;
  const bare = (lines.find((line) => line.trim() !== "") ?? "").replace(/"[^"]*"/g, "");
  return SEPARATORS.find((separator) => bare.includes(separator)) ?? ",";
}

const linesOf = (start: Buffer): string[] =>
  start.toString("utf8", 0, MOST_OF_TITLES).split(/\r\n|[\r\n]/, MOST_TITLES);

/** @throws {UserError} where blanks alone stand between names of columns: no mark says where a cell ends. */
function checkSeparated(start: Buffer, name: string, isHeadings: OpenRows["isHeadings"]): void {
  const isParted = (line: string) => SEPARATORS.some((separator) => line.includes(separator));
  const at = linesOf(start).findIndex(
    (line) => !isParted(line) && isHeadings?.(line.trim().split(/ {2,}/)) === true,
  );
  if (at < 0) return;
  throw new UserError("this is a table of fixed width: blanks stand between its columns", {
    where: `${name}:${at + 1}`,
    hint: "open it in a spreadsheet as text of fixed width, and save it as CSV",
  });
}

/** Bytes in which titles and headings stand. */
const MOST_OF_TITLES = 16 * 1024;

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/, "$1");

/** A lone carriage return ends lines only where nothing else does, as in files of old Macs. */
const lineEndsOf = (start: Buffer): readonly string[] =>
  start.includes("\n") ? ["\r\n", "\n"] : ["\r\n", "\n", "\r"];

// Records of CSV without a quote: lines cut at their separators, which takes a third of the time of a whole
// parser.

const NO_BYTES = Buffer.alloc(0);
const NEWLINE = 10;

interface PlainRecords {
  /** Records that end in a piece of text without a quote. @throws {UserError} */
  completedBy(chunk: Buffer): Row[];
  /** Text after the last record, and the line on which it begins. */
  left(): { readonly text: Buffer; readonly line: number };
  /** The last record, if no newline ended it. */
  rest(): Row[];
}

/** Cuts text into lines that end in a newline, with or without a carriage return; empty ones are no records. */
function plainRecords(name: string, separator: string): PlainRecords {
  let carried: Buffer = NO_BYTES;
  let line = 1;
  const isComma = separator === ",";

  const addTo = (records: Row[], text: string): void => {
    if (text.length > LONGEST_RECORD) throw tooLong(`${name}:${line}`, CLOSE_LINE);
    if (text !== "")
      records.push({ at: line, cells: text.split(separator), record: isComma ? text : null, fault: null });
    line += 1;
  };

  return {
    completedBy(chunk) {
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      carried = bytes.subarray(end);
      const records = recordsIn(bytes.toString("utf8", 0, end), addTo);
      if (carried.length > LONGEST_RECORD) throw tooLong(`${name}:${line}`, CLOSE_LINE);
      return records;
    },
    left: () => ({ text: carried, line }),
    rest() {
      const records: Row[] = [];
      addTo(records, carried.toString());
      return records;
    },
  };
}

/** Records of text that ends in a newline. */
function recordsIn(text: string, addTo: (records: Row[], line: string) => void): Row[] {
  const records: Row[] = [];
  let from = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
    const returned = end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
    addTo(records, text.slice(from, returned ? end - 1 : end));
    from = end + 1;
  }
  return records;
}

const CARRIAGE_RETURN = 13;
const CLOSE_LINE = "look for a line that never ends, or a quote that is opened and not closed";

// Records of CSV with the lines on which they begin.

const CLOSE_QUOTE = "look for a quote that is opened and not closed";

/** Programs that part cells by these do not quote them: a quote within a cell is an inch, or stands around a word. */
const BARE = ["\t", "|"];

/** A parser that hands over what each piece of text completes: a queue of single records would cost as much again. */
class RecordParser extends Parser {
  readonly #name: string;
  readonly #separator: string;
  #records: Row[] = [];
  /** Where the next record begins, if no blank line comes before it. */
  #next: number;
  /** Line of the file that the parser had reached at the last record. */
  #reached = 0;
  /** Bytes of all records so far, and of all text; the text from a byte on. */
  #parsed = 0;
  #taken = 0;
  #text: Buffer = NO_BYTES;
  #textFrom = 0;

  /** @param line On which the text begins. */
  constructor(name: string, separator: string, lineEnds: readonly string[], line: number) {
    super({
      delimiter: separator,
      record_delimiter: [...lineEnds],
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
    });
    this.#name = name;
    this.#separator = separator;
    this.#next = line;
    /** Also told where a piece is written. */
    this.on("error", () => {});
  }

  /** Records that end in a piece of text. @throws {UserError} */
  completedBy(chunk: Buffer): Promise<Row[]> {
    this.#text = Buffer.concat([this.#text.subarray(this.#parsed - this.#textFrom), chunk]);
    this.#textFrom = this.#parsed;
    this.#taken += chunk.length;
    return this.#completed((done) => this.write(chunk, done));
  }

  /** The last record, if no newline ended it. @throws {UserError} */
  rest(): Promise<Row[]> {
    return this.#completed((done) => this.end(done));
  }

  /** What the parser calls with a record. */
  override push(cells: string[] | null): boolean {
    if (cells === null) return super.push(null);
    this.#checkLength(this.info.bytes);
    this.#checkSwallowed(cells);
    const { lines } = this.info;
    this.#records.push({ at: this.#at(), cells, record: null, fault: null });
    this.#next += lines - this.#reached > 1 ? 1 + newlinesIn(cells) : 1;
    this.#reached = lines;
    this.#parsed = this.info.bytes;
    return true;
  }

  #at(): number {
    return this.#next + this.info.empty_lines;
  }

  async #completed(work: (done: (error?: Error | null) => void) => void): Promise<Row[]> {
    await new Promise<void>((resolve, reject) => {
      work((error) => (error ? reject(this.#mistake(error)) : resolve()));
    });
    this.#checkLength(this.#taken);
    const records = this.#records;
    this.#records = [];
    return records;
  }

  #checkLength(end: number): void {
    if (end - this.#parsed > LONGEST_RECORD) throw tooLong(`${this.#name}:${this.#at()}`, CLOSE_QUOTE);
  }

  /** @throws {UserError} at a cell that begins with a quote and took what parts cells or rows into itself, or left a part behind. */
  #checkSwallowed(cells: readonly string[]): void {
    const partsIn = (cell: string) => cell.split(this.#separator).length - 1;
    const isSwallowing = (cell: string): boolean =>
      cell.startsWith('"')
        ? cell.includes("\n") || partsIn(cell) > 0
        : cell.includes("\n") && cells.length > 2 && partsIn(cell) >= cells.length - 1;
    const isBare = BARE.includes(this.#separator);
    const at = isBare ? cells.findIndex(isSwallowing) : brokenIn(cells);
    if (at < 0 || (!isBare && this.#isWellQuoted())) return;
    throw new UserError(
      `cell ${at + 1} of this record opens a quote that is not closed where the cell ends`,
      {
        where: `${this.#name}:${this.#at()}`,
        hint: `${CLOSE_QUOTE}; a quote inside quotes is written twice`,
      },
    );
  }

  /** Whether each cell of the record at hand that begins with a quote ends with the one that closes it. */
  #isWellQuoted(): boolean {
    const from = this.#parsed - this.#textFrom;
    const text = this.#text.toString("utf8", from, from + this.info.bytes - this.#parsed).trim();
    const mark = this.#separator;
    const cell = new RegExp(`(?:${QUOTED}|[^"${mark}\\r\\n][^${mark}\\r\\n]*|)(${mark}|\\r|\\n|$)`, "y");
    for (let end = -1; cell.lastIndex < text.length && end !== cell.lastIndex; ) {
      end = cell.lastIndex;
      if (!cell.test(text)) return false;
    }
    return true;
  }

  #mistake(error: Error | CsvError): Error {
    if (!("code" in error)) return error;
    const where = `${this.#name}:${this.#at()}`;
    const cell = `cell ${typeof error.column === "number" ? error.column + 1 : "?"} of this record`;
    return error.code === "CSV_QUOTE_NOT_CLOSED"
      ? new UserError(`${cell} opens a quote that is never closed`, { where, hint: CLOSE_QUOTE })
      : error;
  }
}

/**
 * The place of a cell whose quotes may have been meant for more than the cell; below 0 if there is none. A cell that does not begin
 * with a quote has its quotes as they are, such as an inch; one that does, and goes on behind the quote that closes it, may have
 * a separator in it, with a quote left over behind.
 */
function brokenIn(cells: readonly string[]): number {
  const at = cells.findIndex((cell) => cell.startsWith('"'));
  if (at < 0) return at;
  const isOdd = (cell: string) => cell.split('"').length % 2 === 0;
  const isBroken = cells[at]?.includes("\n") === true || cells.slice(at).some(isOdd);
  return isBroken ? at : -1;
}

/** Newlines inside quoted cells. */
const newlinesIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
