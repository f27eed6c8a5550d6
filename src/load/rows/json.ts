/** Rows of a JSON array of objects, item by item. */
import { UserError } from "../../errors.js";
import type { Row } from "../../texts/rows.js";
import type { Table } from "./columns.js";
import { columnsOf, rowReader } from "./item.js";
import { type Item, ItemParser } from "./json-items.js";

/** The table of a JSON array; the keys of its first object name the columns. @throws {UserError} */
export async function openJson(text: AsyncIterable<Buffer>, name: string): Promise<Table> {
  const items = itemsOf(text, name);
  const first = await items.next();
  const [head, ...rest] = first.done ? [] : first.value;
  if (head === undefined) return { columns: [], pieces: items as AsyncIterable<never> };
  try {
    const where = `${name}, item 1`;
    if (head.fault !== null) throw new UserError(head.fault, { where });
    const columns = columnsOf(head.value, where);
    return { columns, pieces: rowsOf([head, ...rest], items, columns) };
  } catch (error) {
    await items.return(undefined);
    throw error;
  }
}

async function* rowsOf(
  first: readonly Item[],
  others: AsyncIterable<readonly Item[]>,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const read = rowReader(columns);
  let at = 0;
  const none = columns.map(() => "");
  const row = ({ value, fault }: Item): Row => {
    at += 1;
    return fault === null ? read(value, at) : { at, cells: none, record: null, fault };
  };
  yield first.map(row);
  for await (const items of others) yield items.map(row);
}

async function* itemsOf(text: AsyncIterable<Buffer>, name: string): AsyncGenerator<Item[]> {
  let parser: ItemParser | undefined;
  for await (const chunk of text) {
    if (parser === undefined) checkArray(chunk, name);
    parser ??= new ItemParser(name);
    const items = parser.completedBy(chunk);
    if (items.length > 0) yield items;
  }
  parser?.end();
}

function checkArray(start: Buffer, name: string): void {
  const first = start.toString("latin1").trimStart()[0];
  if (first === "[") return;
  const hint = "for one object a line, name the file .ndjson";
  throw new UserError(
    `expected a JSON array of objects; got ${first === "{" ? "an object" : `"${first}"`} at the beginning`,
    { where: name, ...(first === "{" ? { hint } : {}) },
  );
}
