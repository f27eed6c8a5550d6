/**
 * Reports and rows as CSV. Cells are written as bytes, for no text need be made of what is only written: 1.0 µs a row of 23
 * cells, 2.9 as texts that are joined (2026-11-28).
 */
import {
  type Cell,
  type Column,
  cellsIn,
  type Format,
  plain,
  type StreamRow,
  streamedLines,
} from "../contract/report.js";
import { printable } from "../contract/text.js";
import { type Declared, printCents, UNKNOWN } from "../law/declare.js";

/** What a byte may do in a cell: end it or begin another; stand inside; or begin one that is no formula. */
const INSIDE = 1;
const BEGINS = 2;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[",;\p{Cc}]/u.test(character)) return 0;
  return /[0-9A-Za-z]/.test(character) ? BEGINS : INSIDE;
});

/**
 * What a spreadsheet would run: a sign that begins a formula, also in full width and after blanks; a tab or carriage
 * return, which it drops before it looks. A number below zero is none.
 */
const FORMULA =
  /^(?:[\t\r]|[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]*(?:[=+@\uff1d\uff0b\uff20\uff0d]|-(?!\d+(?:\.\d+)?$)))/;
/** A spreadsheet that parts cells at semicolons or tabs would find a formula after one. */
const INNER_FORMULA = /[;\t]\s*[=+@\-\uff1d\uff0b\uff20\uff0d]/;

/** A cell that a spreadsheet would run as a formula is written as text; what would tell a terminal something is no text. */
function quoted(value: string): string {
  const text = value.split("\r\n").map(printable).join("\r\n");
  const shown = FORMULA.test(value) ? `'${text}` : text;
  return /[",\r\n]/.test(shown) || INNER_FORMULA.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

const LEAST_ROOM = 64 * 1024;
const MOST_BYTES_A_UNIT = 3;
const ZERO = 48;
const COMMA = 44;
/** A semicolon and a blank. */
const BETWEEN = [59, 32];

/** Writes one cell after another; `taken` is the text of all since it was last asked for. */
class CsvBytes {
  #bytes = Buffer.allocUnsafe(LEAST_ROOM);
  #end = 0;

  get end(): number {
    return this.#end;
  }

  taken(): string {
    const text = this.#bytes.toString("utf8", 0, this.#end);
    this.#end = 0;
    return text;
  }

  byte(code: number): void {
    this.#roomFor(1);
    this.#bytes[this.#end++] = code;
  }

  /** Cells between commas, if they may all be written as they are. */
  record(text: string): boolean {
    return this.#text(text, BEGINS, true);
  }

  /** A cell, in quotes where it needs them. */
  cell(cell: Cell): void {
    const from = this.#end;
    if (cell === null || cell === "" || this.#isWritten(cell)) return;
    this.#end = from;
    const value = plain(cell);
    this.#unicode(quoted(Array.isArray(value) ? value.join("; ") : String(value)));
  }

  /** Whether a cell could be written as it is; most can. */
  #isWritten(cell: Exclude<Cell, null>): boolean {
    if (typeof cell === "string") return this.#text(cell, BEGINS);
    if (typeof cell === "number") return this.#cents(cell);
    return Array.isArray(cell) && this.#isList(cell);
  }

  #isList(items: readonly (string | Declared)[]): boolean {
    for (let at = 0; at < items.length; at += 1) {
      if (at > 0) for (const code of BETWEEN) this.byte(code);
      if (!this.#isItem(items[at] as string | Declared, BEGINS)) return false;
    }
    return true;
  }

  #isItem(item: string | Declared, least: number): boolean {
    if (typeof item === "string") return this.#text(item, least);
    const { number, rate, duty, on } = item;
    return (
      this.#text(number, least) &&
      this.#text(":", INSIDE) &&
      this.#text(rate ?? UNKNOWN, INSIDE) &&
      this.#text(":", INSIDE) &&
      (duty === null ? this.#text(UNKNOWN, INSIDE) : this.#cents(duty)) &&
      (on === undefined || (this.#text(":", INSIDE) && this.#text(on, INSIDE)))
    );
  }

  /** Whether all of a text may stand in a cell, or in several; then it is written. @param least What the first must be. */
  #text(text: string, least: number, several = false): boolean {
    const { length } = text;
    this.#roomFor(length);
    const bytes = this.#bytes;
    const from = this.#end;
    let kind = least;
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at);
      const ends = several && code === COMMA;
      if (!ends && (KINDS[code] ?? 0) < kind) return false;
      bytes[from + at] = code;
      kind = ends ? BEGINS : INSIDE;
    }
    this.#end = from + length;
    return true;
  }

  #cents(cents: number): boolean {
    if (cents < 0 || cents > MOST_CENTS) return this.#text(printCents(cents), INSIDE);
    this.#roomFor(MOST_DIGITS);
    const size = digitsOf(cents);
    const bytes = this.#bytes;
    let rest = cents;
    let at = this.#end + size;
    for (let place = 0; place < size; place += 1) {
      const less = (rest / 10) | 0;
      bytes[at] = rest - less * 10 + ZERO;
      at -= place === 1 ? 2 : 1;
      rest = less;
    }
    bytes[this.#end + size - 2] = POINT;
    this.#end += size + 1;
    return true;
  }

  #unicode(text: string): void {
    this.#roomFor(text.length * MOST_BYTES_A_UNIT);
    this.#end += this.#bytes.write(text, this.#end);
  }

  #roomFor(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe((this.#end + more) * 2);
    this.#bytes.copy(wider, 0, 0, this.#end);
    this.#bytes = wider;
  }
}

const POINT = 46;
/** Above this the digits are no longer worked out in 32 bits. */
const MOST_CENTS = 2 ** 31 - 1;
const MOST_DIGITS = 11;

/** Digits of cents, three at least: `5` is `0.05`. */
function digitsOf(cents: number): number {
  let digits = 3;
  for (let most = 1000; cents >= most; most *= 10) digits += 1;
  return digits;
}

/** RFC 4180, no total row: a reader can sum, but cannot un-sum. */
const csv: Format = {
  name: "csv",
  summary: "a header line and a line a row, without the total",
  endings: [".csv"],
  render({ columns, rows }) {
    const lines = csvLines(columns);
    for (const cells of rows) lines.add(cells);
    return heading(columns) + lines.taken();
  },
  lines(columns) {
    const lines = csvLines(columns);
    return (rows) => {
      for (const row of rows) lines.addRow(row);
      return lines.taken();
    };
  },
  async *stream(rows) {
    yield heading(rows.columns);
    yield* streamedLines(rows, csv);
  },
};

const heading = (columns: readonly Column[]): string =>
  `${columns.flatMap(({ tableOnly, key }) => (tableOnly ? [] : quoted(key))).join(",")}\n`;

const NEWLINE = 10;
const QUOTE = 34;

/** Lines of rows; a line of one empty cell has quotes, since a blank line is no row. */
function csvLines(columns: readonly Column[]) {
  const kept = columns.flatMap(({ tableOnly }, index) => (tableOnly ? [] : [index]));
  const bytes = new CsvBytes();
  const add = (cells: readonly Cell[]): void => {
    const from = bytes.end;
    for (let place = 0; place < kept.length; place += 1) {
      if (place > 0) bytes.byte(COMMA);
      bytes.cell(cells[kept[place] as number] ?? null);
    }
    if (kept.length === 1 && bytes.end === from) for (const code of [QUOTE, QUOTE]) bytes.byte(code);
    bytes.byte(NEWLINE);
  };
  const addRow = (row: StreamRow): void => {
    const { record, added } = row;
    if (record === null || added.length === 0 || kept.length < columns.length || !bytes.record(record)) {
      add(cellsIn(row));
      return;
    }
    for (let place = 0; place < added.length; place += 1) {
      bytes.byte(COMMA);
      bytes.cell(added[place] as Cell);
    }
    bytes.byte(NEWLINE);
  };
  return { add, addRow, taken: () => bytes.taken() };
}

export default csv;
