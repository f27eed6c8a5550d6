/** Rows of CSV (RFC 4180), also with semicolons or tabs. */
import { UserError } from "../../errors.js";
import type { Row } from "../../texts/rows.js";
import { checkColumns, type Table } from "./columns.js";
import { type PlainRecords, plainRecords } from "./csv-plain.js";
import { RecordParser } from "./csv-records.js";

/** The table of a CSV text; its first record names the columns. @throws {UserError} */
export async function openCsv(text: AsyncIterable<Buffer>, name: string): Promise<Table> {
  const records = recordsOf(text, name);
  const first = await records.next();
  const [head, ...rest] = first.done ? [] : first.value;
  if (head === undefined) throw new UserError("expected a line that names the columns", { where: name });
  const columns = head.cells.map((cell) => cell.trim());
  try {
    checkColumns(columns, `${name}:${head.at}`);
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
  return { columns, pieces: rowsOf(rest, records, columns.length) };
}

/** Bytes that are made into records at a time: few, so that all of them are let go while they are young. */
const PART = 12 * 1024;

/** Every record, the first of a file alone or with others. */
async function* recordsOf(text: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row[]> {
  let reader: Reading | undefined;
  for await (const chunk of text) {
    reader ??= readingOf(name, separatorOf(chunk), lineEndsOf(chunk));
    for (let from = 0; from < chunk.length; from += PART) {
      const records = await reader.completedBy(chunk.subarray(from, from + PART));
      if (records.length > 0) yield records;
    }
  }
  if (reader) yield await reader.rest();
}

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

/** Records of a width; another width is a fault of the row, and a line of nothing but blanks is no row. */
function shaped(records: readonly Row[], width: number): readonly Row[] {
  if (records.every(({ cells }) => cells.length === width)) return records;
  return records.flatMap(({ at, cells }): Row[] => {
    if (cells.length === width) return [{ at, cells, record: null, fault: null }];
    if (cells.length === 1 && cells[0]?.trim() === "") return [];
    const fault = `expected ${width} cells; got ${cells.length}`;
    const whole = Array.from({ length: width }, (_, index) => cells[index] ?? "");
    return [{ at, cells: whole, record: null, fault }];
  });
}

/** Of the line that names the columns, quoted names aside: a comma, else a semicolon or a tab if it has one. */
function separatorOf(start: Buffer): string {
  const [line = ""] = start
    .toString("utf8")
    .trimStart()
    .split(/[\r\n]/, 1);
  const bare = line.replace(/"[^"]*"/g, "");
  return [",", ";", "\t"].find((separator) => bare.includes(separator)) ?? ",";
}

/** A lone carriage return ends lines only where nothing else does, as in files of old Macs. */
const lineEndsOf = (start: Buffer): readonly string[] =>
  start.includes("\n") ? ["\r\n", "\n"] : ["\r\n", "\n", "\r"];
