/** Records of CSV with the lines on which they begin. */
import { type CsvError, Parser } from "csv-parse";
import { UserError } from "../../errors.js";
import type { Row } from "../../texts/rows.js";
import { LONGEST_RECORD, tooLong } from "./columns.js";

const CLOSE = "look for a quote that is opened and not closed";

/** A parser that hands over what each piece of text completes: a queue of single records would cost as much again. */
export class RecordParser extends Parser {
  readonly #name: string;
  #records: Row[] = [];
  /** Where the next record begins, if no blank line comes before it. */
  #next: number;
  /** Line of the file that the parser had reached at the last record. */
  #reached = 0;
  /** Bytes of all records so far, and of all text. */
  #parsed = 0;
  #taken = 0;

  /** @param line On which the text begins. */
  constructor(name: string, separator: string, lineEnds: readonly string[], line: number) {
    super({
      delimiter: separator,
      record_delimiter: [...lineEnds],
      skip_empty_lines: true,
      relax_column_count: true,
    });
    this.#name = name;
    this.#next = line;
    /** Also told where a piece is written. */
    this.on("error", () => {});
  }

  /** Records that end in a piece of text. @throws {UserError} */
  completedBy(chunk: Buffer): Promise<Row[]> {
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
    if (end - this.#parsed > LONGEST_RECORD) throw tooLong(`${this.#name}:${this.#at()}`, CLOSE);
  }

  #mistake(error: Error | CsvError): Error {
    if (!("code" in error)) return error;
    const where = `${this.#name}:${this.#at()}`;
    const cell = `cell ${typeof error.column === "number" ? error.column + 1 : "?"} of this record`;
    switch (error.code) {
      case "CSV_QUOTE_NOT_CLOSED":
        return new UserError(`${cell} opens a quote that is never closed`, { where, hint: CLOSE });
      case "CSV_INVALID_CLOSING_QUOTE":
        return new UserError(`${cell} goes on after its closing quote`, {
          where,
          hint: `${CLOSE}; a quote inside quotes is written twice`,
        });
      case "INVALID_OPENING_QUOTE":
        return new UserError(`${cell} has a quote but does not begin with one`, {
          where,
          hint: "put the whole cell in quotes, and write the quote inside it twice",
        });
      default:
        return error;
    }
  }
}

/** Newlines inside quoted cells. */
const newlinesIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
