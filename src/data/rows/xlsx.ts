/**
 * Rows of an Excel workbook, as its XML comes in. What is stored is read: a formula by the value that was saved with it.
 * Nothing in it is run, and nothing that it points to is fetched.
 */
import type { Readable } from "node:stream";
import sax from "sax";
import { type Entry, fromBufferPromise, fromFdPromise, type ZipFile } from "yauzl";
import { UserError } from "../../contract/errors.js";
import { headed, type OpenRows, type Row } from "../../contract/rows.js";
import {
  LONGEST_RECORD,
  lettersOf,
  MOST_COLUMNS,
  MOST_TITLES,
  type NumberStyle,
  namedApart,
  numberText,
  placeOf,
  shownAs,
  type Table,
  titlesIn,
  tooLong,
} from "./table.js";

/** A part that unpacks to more than this, and to so many times its size, is made to fill the memory. */
const LARGEST = 64 * 1024 * 1024;
const MOST_TIMES = 200;
const MOST_PARTS = 20_000;
/** Characters of texts that cells share. */
const MOST_SHARED = 256 * 1024 * 1024;

/** The table of a workbook (bytes, or the number of an open file): its first sheet with headings, or that named. @throws {UserError} */
export async function openXlsx(source: Buffer | number, name: string, open: OpenRows = {}): Promise<Table> {
  const book = await workbook(source, name);
  const wanted = sheetsWanted(book, name, open);
  let first: Begun | undefined;
  for (const sheet of wanted) {
    const begun = await beginning(book, sheet, name, open);
    if (begun === null) continue;
    if (begun.isKnown || open.isHeadings === undefined)
      return { ...tableOf(begun, open), ...(await otherSheets(book, sheet, name, open)) };
    first ??= begun;
  }
  if (first) return tableOf(first, open);
  throw new UserError("the workbook has no row", { where: name, hint: "name a sheet with --sheet" });
}

/** The sheet of a name; else those that are not hidden. @throws {UserError} */
function sheetsWanted({ sheets }: Workbook, name: string, { sheet }: OpenRows): readonly Sheet[] {
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  if (sheet === undefined) return shown.length > 0 ? shown : sheets;
  const named = sheets.filter((one) => one.name === sheet);
  if (named.length > 0) return named;
  throw new UserError(`the workbook has no sheet "${sheet}"`, {
    where: name,
    hint: `it has: ${sheets.map((one) => one.name).join(", ")}`,
  });
}

/** The sheet that is read, and others that have headings as well, which are not. */
async function otherSheets(
  book: Workbook,
  read: Sheet,
  name: string,
  { isHeadings, sheet: asked }: OpenRows,
): Promise<Pick<Table, "sheets">> {
  if (asked !== undefined) return {};
  const others: string[] = [];
  for (const sheet of book.sheets.filter((one) => one !== read)) {
    const begun: RawRow[] = [];
    for await (const rows of sheetRows(book, sheet, name, new Map())) {
      begun.push(...rows);
      if (begun.length >= MOST_TITLES) break;
    }
    if (begun.some(({ cells }) => isHeadings?.(cells))) others.push(sheet.name);
  }
  return others.length > 0 ? { sheets: { read: read.name, others } } : {};
}

interface Begun extends Required<Pick<Table, "above" | "titles" | "workbook">> {
  readonly head: RawRow;
  readonly rest: readonly RawRow[];
  readonly others: AsyncGenerator<readonly RawRow[]>;
  readonly isKnown: boolean;
  readonly width: number;
}

/** Rows of a sheet to its headings; `null` if it has none. */
async function beginning(book: Workbook, sheet: Sheet, name: string, open: OpenRows): Promise<Begun | null> {
  const { isHeadings } = open;
  const workbook = { from1904: book.from1904, hidden: 0, hiddenColumns: [] as [number, number][] };
  const rows = sheetRows(book, sheet, name, undefined, (columns) => {
    if (columns) workbook.hiddenColumns.push(columns);
    else workbook.hidden += 1;
  });
  const begun: RawRow[] = [];
  while (begun.length < MOST_TITLES) {
    const next = await rows.next();
    if (next.done) break;
    begun.push(...next.value);
  }
  const full = begun.findIndex(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (full < 0) return null;
  const found = isHeadings ? begun.findIndex(({ cells }) => isHeadings(cells)) : full;
  const at = found < 0 ? full : found;
  const [head, ...rest] = headed(begun, at, open) as [RawRow, ...RawRow[]];
  const width = Math.max(head.cells.length, ...rest.slice(0, MOST_TITLES).map(({ cells }) => cells.length));
  const titles = titlesIn(begun.slice(0, at));
  return { head, rest, others: rows, above: head.at - 1, titles, isKnown: found >= 0, width, workbook };
}

const DAY = /^(?:date|.*_date|.*_on)$/;

/** A count of days that stands as text in a workbook that counts from 1904: it may come from one that counts from 1900. */
const serialFault = (columns: readonly string[], cells: readonly string[], at: number | undefined) =>
  at === undefined
    ? null
    : `${columns[at]}: ${cells[at]} is text in a workbook that counts days from 1904, and may be a count from 1900: write it as a day`;

/** Columns without a name are called by their letter: what stands in them is kept. */
function tableOf({ head, rest, others, above, titles, width, workbook }: Begun, { meant }: OpenRows): Table {
  const names = Array.from({ length: width }, (_, at) => head.cells[at]?.trim() || `column ${lettersOf(at)}`);
  const columns = namedApart(names);
  const isDay = columns.map((name) => DAY.test(meant?.(name) ?? ""));
  const row = ({ at, cells, fault, serials }: RawRow): Row => ({
    at,
    cells: columns.map((_, place) => cells[place] ?? ""),
    record: null,
    fault:
      fault ??
      serialFault(
        columns,
        cells,
        serials.find((place) => isDay[place]),
      ),
  });
  async function* pieces(): AsyncGenerator<readonly Row[]> {
    yield rest.map(row);
    for await (const rows of others) yield rows.map(row);
  }
  return { columns, pieces: pieces(), above, titles, workbook };
}

// The parts of a workbook.

interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

interface Workbook {
  readonly zip: ZipFile;
  readonly parts: ReadonlyMap<string, Entry>;
  readonly sheets: readonly Sheet[];
  readonly shared: readonly string[];
  /** Styles of cells, by number. */
  readonly styles: readonly NumberStyle[];
  readonly from1904: boolean;
}

async function workbook(source: Buffer | number, name: string): Promise<Workbook> {
  const { zip, parts } = await unzipped(source, name);
  const texts = { zip, parts, name };
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  let from1904 = false;
  await walk(texts, "xl/workbook.xml", (tag, { name: title = "", "r:id": id = "", date1904 = "", state }) => {
    if (tag === "sheet") sheets.push({ name: title, id, isHidden: /hidden/i.test(state ?? "") });
    if (tag === "workbookPr") from1904 = date1904 === "1" || date1904 === "true";
  });
  const targets = new Map<string, string>();
  await walk(texts, "xl/_rels/workbook.xml.rels", (tag, { Id = "", Target = "", TargetMode }) => {
    if (tag === "Relationship" && TargetMode !== "External") targets.set(Id, Target);
  });
  return {
    ...{ zip, parts, from1904 },
    sheets: sheets.flatMap(({ id, ...sheet }) => {
      const target = targets.get(id)?.replace(/^\/?(xl\/)?/, "xl/");
      return target?.startsWith("xl/worksheets/") ? [{ ...sheet, part: target }] : [];
    }),
    shared: await sharedTexts(texts),
    styles: await stylesOf(texts),
  };
}

type Texts = Pick<Workbook, "zip" | "parts"> & { readonly name: string };

async function unzipped(source: Buffer | number, name: string) {
  try {
    const checked = { lazyEntries: true, validateEntrySizes: true };
    const zip = await (typeof source === "number"
      ? fromFdPromise(source, checked)
      : fromBufferPromise(source, checked));
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      parts.set(entry.fileName, entry);
      if (parts.size > MOST_PARTS) throw damaged(name, `it has more than ${MOST_PARTS} parts`);
    }
    return { zip, parts };
  } catch (error) {
    throw error instanceof UserError ? error : damaged(name, (error as Error).message);
  }
}

const damaged = (name: string, why: string): UserError =>
  new UserError(`this is no workbook that can be read: ${why}`, {
    where: name,
    hint: "open it in a spreadsheet, and save it as .xlsx or CSV (UTF-8)",
  });

/** The bytes of a part; none of one that is not there. @throws {UserError} on one that is packed too well. */
async function* partBytes({ zip, parts, name }: Texts, part: string): AsyncGenerator<Buffer> {
  const entry = parts.get(part);
  if (entry === undefined) return;
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > LARGEST && uncompressedSize > compressedSize * MOST_TIMES)
    throw damaged(
      name,
      `${part} unpacks to ${Math.round(uncompressedSize / 2 ** 20)} MiB, ${MOST_TIMES} times its size or more`,
    );
  let stream: Readable | undefined;
  try {
    stream = await zip.openReadStreamPromise(entry);
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof UserError ? error : damaged(name, `${part}: ${(error as Error).message}`);
  } finally {
    stream?.destroy();
  }
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** Reads a part of XML: `open` and `close` are told its tags, with the text between. */
async function walk(
  texts: Texts,
  part: string,
  open: (tag: string, attributes: Attributes) => void,
  close: (tag: string, text: string) => void = () => {},
): Promise<void> {
  const reader = xmlReader(texts.name, part, open, close);
  for await (const chunk of partBytes(texts, part)) reader.write(chunk);
}

function xmlReader(
  name: string,
  part: string,
  open: (tag: string, attributes: Attributes) => void,
  close: (tag: string, text: string) => void,
) {
  const xml = sax.parser(true, { position: false });
  const decoder = new TextDecoder();
  let text = "";
  xml.onopentag = ({ name: tag, attributes }) => {
    text = "";
    open(tag.slice(tag.indexOf(":") + 1), attributes as Attributes);
  };
  xml.ontext = (more) => {
    text += more;
    if (text.length > LONGEST_RECORD)
      throw tooLong(`${name}, ${part}`, "a cell holds at most 32,767 characters");
  };
  xml.oncdata = xml.ontext;
  xml.onclosetag = (tag) => {
    close(tag.slice(tag.indexOf(":") + 1), text);
    text = "";
  };
  xml.ondoctype = () => {
    throw damaged(name, `${part} declares a document type, which no workbook has`);
  };
  xml.onerror = (error) => {
    throw damaged(name, `${part} is not XML (${error.message.split("\n")[0]})`);
  };
  return { write: (chunk: Buffer) => xml.write(decoder.decode(chunk, { stream: true })) };
}

async function sharedTexts(texts: Texts): Promise<string[]> {
  const shared: string[] = [];
  let [text, size, isSpoken] = ["", 0, true];
  await walk(
    texts,
    "xl/sharedStrings.xml",
    (tag) => {
      if (tag === "si") text = "";
      if (tag === "rPh") isSpoken = false;
    },
    (tag, part) => {
      if (tag === "t" && isSpoken) text += part;
      if (tag === "rPh") isSpoken = true;
      if (tag !== "si") return;
      size += text.length;
      if (size > MOST_SHARED) throw damaged(texts.name, "its texts do not fit into memory");
      shared.push(text);
    },
  );
  return shared;
}

async function stylesOf(texts: Texts): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let isInCells = false;
  await walk(
    texts,
    "xl/styles.xml",
    (tag, { numFmtId = "0", formatCode = "" }) => {
      if (tag === "numFmt") codes.set(Number(numFmtId), formatCode);
      if (tag === "cellXfs") isInCells = true;
      if (tag !== "xf" || !isInCells) return;
      styles.push(shownAs(Number(numFmtId), codes.get(Number(numFmtId)) ?? ""));
    },
    (tag) => {
      if (tag === "cellXfs") isInCells = false;
    },
  );
  return styles;
}

// Rows of a sheet.

interface RawRow {
  readonly at: number;
  readonly cells: string[];
  readonly fault: string | null;
  /** Places of cells of text that may be counts of days, where it matters from when. */
  readonly serials: readonly number[];
}

async function* sheetRows(
  book: Workbook,
  { part }: Sheet,
  name: string,
  faults?: ReadonlyMap<number, string>,
  hidden: (columns?: [first: number, last: number]) => void = () => {},
): AsyncGenerator<readonly RawRow[]> {
  const texts = { ...book, name };
  const merged = faults ?? (await mergedRows(texts, part));
  let rows: RawRow[] = [];
  const reader = new RowReader(book, (row) => {
    rows.push({ ...row, fault: merged.get(row.at) ?? row.fault });
  });
  const xml = xmlReader(
    name,
    part,
    (tag, attributes) => {
      const { hidden: isHidden, min, max } = attributes;
      if (/^(?:row|col)$/.test(tag) && /^(?:1|true)$/.test(isHidden ?? ""))
        hidden(tag === "col" ? [Number(min) - 1, Number(max) - 1] : undefined);
      reader.open(tag, attributes);
    },
    (tag, text) => reader.close(tag, text),
  );
  for await (const chunk of partBytes(texts, part)) {
    xml.write(chunk);
    if (rows.length > 0) yield rows;
    rows = [];
  }
}

const MERGED = /<(?:\w+:)?mergeCell [^<>]*ref=["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)["']/g;
/** The end of a piece of text in which such a tag may have begun. */
const BEGUN = /<[^<>]{0,200}$/;
const MOST_MERGED = 100_000;

/** What is wrong with rows whose cells are one with those of others: what stands in it may be of each or of all. */
async function mergedRows(texts: Texts, part: string): Promise<ReadonlyMap<number, string>> {
  const faults = new Map<number, string>();
  let open = "";
  for await (const chunk of partBytes(texts, part)) {
    const text = open + chunk.toString("latin1");
    for (const [, from, first, to, last] of text.matchAll(MERGED))
      for (
        let row = Number(first);
        first !== last && row <= Number(last) && faults.size < MOST_MERGED;
        row += 1
      )
        faults.set(row, `the cells ${from}${first}:${to}${last} are merged: write in each row what is of it`);
    open = BEGUN.exec(text)?.[0] ?? "";
  }
  return faults;
}

/** Makes rows of the tags of a sheet. */
class RowReader {
  #at = 0;
  #place = -1;
  #kind = "n";
  #style = 0;
  #cells: string[] = [];
  #value: string | null = null;
  #isFormula = false;
  #isSpoken = true;
  #fault: string | null = null;
  #serials: number[] = [];

  readonly #book: Workbook;
  readonly #done: (row: RawRow) => void;

  constructor(book: Workbook, done: (row: RawRow) => void) {
    this.#book = book;
    this.#done = done;
  }

  open(tag: string, { r = "", t = "n", s = "0" }: Attributes): void {
    if (tag === "row") {
      this.#at = r === "" ? this.#at + 1 : Number(r);
      [this.#place, this.#cells, this.#fault, this.#serials] = [-1, [], null, []];
    } else if (tag === "c") {
      this.#place = r === "" ? this.#place + 1 : placeOf(r);
      [this.#kind, this.#style, this.#value, this.#isFormula] = [t, Number(s), null, false];
    } else if (tag === "rPh") this.#isSpoken = false;
  }

  close(tag: string, text: string): void {
    if (tag === "v") this.#value = text;
    else if (tag === "t" && this.#kind === "inlineStr" && this.#isSpoken)
      this.#value = (this.#value ?? "") + text;
    else if (tag === "rPh") this.#isSpoken = true;
    else if (tag === "f") this.#isFormula = true;
    else if (tag === "c") this.#cell();
    else if (tag === "row")
      this.#done({ at: this.#at, cells: this.#cells, fault: this.#fault, serials: this.#serials });
  }

  #cell(): void {
    if (this.#place < 0 || this.#place >= MOST_COLUMNS) return;
    /** Some writers leave the value of a formula empty: it is none, and no zero. */
    if (this.#value !== null && this.#kind === "n" && this.#value.trim() === "") this.#value = null;
    while (this.#cells.length < this.#place) this.#cells.push("");
    if (this.#isFormula && this.#value === null)
      this.#fault ??= `the formula in column ${lettersOf(this.#place)} has no value: save the workbook once it is worked out`;
    this.#cells[this.#place] =
      this.#value === null ? "" : cellText(this.#value, this.#kind, this.#style, this.#book);
    if (this.#book.from1904 && this.#kind !== "n" && SERIAL.test(this.#cells[this.#place] ?? ""))
      this.#serials.push(this.#place);
  }
}

const SERIAL = /^\s*'?\d{5}(?:\.\d+)?\s*$/;
function cellText(value: string, kind: string, style: number, book: Workbook): string {
  if (kind === "s") return book.shared[Number(value)] ?? "";
  if (kind === "b") return value === "1" ? "true" : "false";
  const number = /^[-+.\d]/.test(value) && !/x/i.test(value) ? Number(value) : Number.NaN;
  return kind === "n" && Number.isFinite(number)
    ? numberText(number, book.styles[style], book.from1904)
    : value;
}
