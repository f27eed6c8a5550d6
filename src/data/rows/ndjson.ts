/** Rows of NDJSON: one JSON object a line. */
import { UserError } from "../../contract/errors.js";
import type { Row } from "../../contract/rows.js";
import { jsonFault } from "../json-fault.js";
import { hostileFault, isSuspect } from "../strict-json.js";
import { columnsOf, LONGEST_RECORD, rowReader, type Table, tooLong } from "./table.js";

interface Line {
  readonly at: number;
  readonly text: string;
}

/** The table of an NDJSON text; the keys of its first object name the columns. @throws {UserError} */
export async function openNdjson(text: AsyncIterable<Buffer>, name: string): Promise<Table> {
  const lines = linesOf(text, name);
  const first = await lines.next();
  const [head, ...rest] = first.done ? [] : first.value;
  try {
    if (head === undefined) throw new UserError("expected a JSON object a line", { where: name });
    const where = `${name}:${head.at}`;
    const { item, fault } = parsed(head.text);
    if (fault !== null) throw new UserError(fault, { where, hint: "NDJSON has a whole object on each line" });
    const columns = columnsOf(item, where);
    return { columns, pieces: rowsOf([head, ...rest], lines, columns) };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

async function* rowsOf(
  first: readonly Line[],
  others: AsyncIterable<readonly Line[]>,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const read = rowReader(columns);
  const none = columns.map(() => "");
  const row = ({ at, text }: Line): Row => {
    const { item, fault } = parsed(text);
    return fault === null ? read(item, at) : { at, cells: none, record: null, fault };
  };
  yield first.map(row);
  for await (const lines of others) yield lines.map(row);
}

/** Lines that are not blank. */
async function* linesOf(text: AsyncIterable<Buffer>, name: string): AsyncGenerator<Line[]> {
  let at = 1;
  let open = "";
  for await (const chunk of text) {
    const texts = (open + chunk.toString("utf8")).split("\n");
    open = texts.pop() ?? "";
    const lines = texts.map((line, index) => ({ at: at + index, text: line }));
    at += texts.length;
    const long = [...lines, { at, text: open }].find((line) => line.text.length > LONGEST_RECORD);
    if (long) throw tooLong(`${name}:${long.at}`, "NDJSON has one object a line");
    const full = lines.filter((line) => line.text.trim() !== "");
    if (full.length > 0) yield full;
  }
  if (open.trim() !== "") yield [{ at, text: open }];
}

function parsed(text: string): { readonly item: unknown; readonly fault: string | null } {
  try {
    const item: unknown = JSON.parse(text);
    return { item, fault: isSuspect(text, item) ? hostileFault(text) : null };
  } catch {
    const { column, expected, found } = jsonFault(text);
    const got = found === null ? "the line ends" : `got ${found}`;
    return { item: null, fault: `this is not JSON: expected ${expected} at character ${column}; ${got}` };
  }
}
