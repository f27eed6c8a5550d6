/** Rows of CSV (RFC 4180), also with semicolons or tabs. */
import { UserError } from "../../errors.js";
import type { Row } from "../../texts/rows.js";
import { checkColumns, type Table } from "./columns.js";
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

/** Every record, the first of a file alone or with others. */
async function* recordsOf(text: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row[]> {
  let parser: RecordParser | undefined;
  for await (const chunk of text) {
    parser ??= new RecordParser(name, separatorOf(chunk), lineEndsOf(chunk));
    const records = await parser.completedBy(chunk);
    if (records.length > 0) yield records;
  }
  if (parser) yield await parser.rest();
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
    if (cells.length === width) return [{ at, cells, fault: null }];
    if (cells.length === 1 && cells[0]?.trim() === "") return [];
    const fault = `expected ${width} cells; got ${cells.length}`;
    return [{ at, cells: Array.from({ length: width }, (_, index) => cells[index] ?? ""), fault }];
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
