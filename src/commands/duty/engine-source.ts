/** A file of entries as a view of a database: every cell the text that the program would read, whatever type it is stored as. */
import type { Database } from "../../contract/command.js";
import type { Row } from "../../contract/rows.js";

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The view `source` of a file: its columns as c0, c1 ... beside the number of the row. Returns their names. */
export async function sourceView(db: Database, path: string): Promise<string[]> {
  const file = literal(path);
  const view = (select: string, from: string) =>
    db.run(`CREATE VIEW source AS SELECT row_number() OVER () AS "row", ${select} FROM ${from}`);
  if (/\.parquet$/i.test(path)) {
    const described = await db.rows(`DESCRIBE SELECT * FROM read_parquet(${file})`);
    const select = described.map(([name, type], at) => `${asText(String(name), String(type))} AS c${at}`);
    await view(select.join(", "), `read_parquet(${file})`);
    return described.map(([name]) => String(name));
  }
  const form = `delim = ',', quote = '"', escape = '"'`;
  const [head = []] = await db.rows(
    `SELECT * FROM read_csv(${file}, header = false, all_varchar = true, ${form}) LIMIT 1`,
  );
  const types = head.map((_, at) => `'f${at}': 'VARCHAR'`).join(", ");
  const select = head.map((_, at) => `COALESCE(f${at}, '') AS c${at}`).join(", ");
  await view(select, `read_csv(${file}, header = true, auto_detect = false, columns = {${types}}, ${form})`);
  return head.map((name) => String(name ?? ""));
}

/** A value of a Parquet file as the text that a file of CSV has for it. */
function asText(name: string, type: string): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  const whole = `CAST(CAST(${column} AS HUGEINT) AS VARCHAR)`;
  const text = type.startsWith("TIMESTAMP") ? momentText(column, type) : `CAST(${column} AS VARCHAR)`;
  const isFloat = type === "DOUBLE" || type === "FLOAT";
  return `COALESCE(${isFloat ? `CASE WHEN ${column} = floor(${column}) THEN ${whole} ELSE ${text} END` : text}, '')`;
}

/** A day, or a moment with its time: one that counts from midnight at Greenwich says so. */
function momentText(column: string, type: string): string {
  const isUniversal = type.endsWith("TIME ZONE");
  const moment = isUniversal ? `make_timestamp(epoch_us(${column}))` : `CAST(${column} AS TIMESTAMP)`;
  const form = (text: string) => `strftime(${moment}, '${text}')`;
  return `CASE WHEN ${form("%H:%M:%S")} = '00:00:00' THEN ${form("%Y-%m-%d")} ELSE ${form(`%Y-%m-%dT%H:%M:%S${isUniversal ? "Z" : ""}`)} END`;
}

/** Rows as a reader of files gives them. @param above Lines above the first row. */
export async function* rowsIn(batches: ReturnType<Database["stream"]>, above: number): AsyncGenerator<Row[]> {
  for await (const rows of batches)
    yield rows.map(([number, ...cells]) => ({
      ...{ at: Number(number) + above, record: null, fault: null },
      cells: cells.map((cell) => String(cell ?? "")),
    }));
}
