/** A file of entries as a view of a database: every cell the text that the program would read, whatever type it is stored as. */
import type { Database } from "../../contract/command.js";
import type { Row, Rows } from "../../contract/rows.js";
import { SHARES } from "../../entries/column-forms.js";
import { isOfWhole, saysReplaced, versionsBy } from "../../entries/filed-parts.js";
import { isOfOtherTariff } from "../../entries/headings.js";
import { LOST_DIGITS, saysIfCounted } from "../../entries/row-cells.js";
import { saysAdditions, saysOrigin, saysTerms } from "../../entries/watches.js";

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

/** The rows that can tell how a file is read: those at its beginning, and the first of each kind of cell in columns that are watched. */
export function tellingRows({ columns, readAs = columns }: Rows): string {
  const value = readAs.indexOf("value");
  const kinds = columns.flatMap((heading, at): string[] => {
    const cell = `c${at}`;
    const first = (kind: string) => [`SELECT min("row") FROM source GROUP BY ${kind}`];
    if (SHARES.includes(readAs[at] ?? ""))
      return first(`contains(${cell}, '%'), TRY_CAST(replace(${cell}, ',', '.') AS DOUBLE) BETWEEN 0 AND 100,
  TRY_CAST(replace(${cell}, ',', '.') AS DOUBLE) > 1, TRY_CAST(replace(${cell}, ',', '.') AS DOUBLE) IN (0, 1),
  regexp_full_match(${cell}, '\\s*(0+([.,]0+)?|100([.,]0+)?)\\s*%?\\s*')`);
    if (readAs[at] === "hts" && isOfOtherTariff(heading)) return first(cell);
    if (at === value)
      return first(`regexp_matches(${cell}, '\\p{L}|\\p{Sc}'), regexp_matches(${cell}, '[0-9]')`);
    const isKept = (readAs[at] === heading || readAs[at] === "qty") && value >= 0;
    return isKept
      ? first(`CASE WHEN regexp_full_match(${cell}, '\\s*[A-Z]{3}\\s*') THEN ${cell} END,
  regexp_full_match(c${value}, '[0-9.,\\s]+'), TRY_CAST(replace(${cell}, ',', '') AS DOUBLE) > 1`)
      : [];
  });
  kinds.push(...notCounted({ columns, readAs }));
  const rows = kinds.length > 0 ? ` OR "row" IN (${kinds.join("\nUNION ALL ")})` : "";
  return `WHERE "row" <= ${AT_BEGINNING}${rows} ORDER BY "row"`;
}
const AT_BEGINNING = 5000;

/** Rows that may say that they do not count, or that their value is that of a whole entry. */
function notCounted({ columns, readAs }: Required<Pick<Rows, "columns" | "readAs">>): string[] {
  const [entry, value] = [readAs.indexOf("entry"), readAs.indexOf("value")];
  const told = columns.flatMap((heading, at) =>
    readAs[at] === heading && (saysIfCounted(heading) || saysTerms(heading))
      ? [`SELECT min("row") FROM source GROUP BY lower(trim(c${at}))`]
      : [],
  );
  columns.forEach((heading, at) => {
    const by = entry >= 0 && readAs[at] === heading ? versionsBy(heading) : null;
    if (by === null) return;
    const version = by === "cells" ? `lower(trim(c${at}))` : `regexp_matches(lower(c${at}), '${by.source}')`;
    told.push(versionsIn(entryKeySql(`c${entry}`), version));
  });
  columns.forEach((heading, at) => {
    if (entry >= 0 && readAs[at] === heading && saysReplaced(heading))
      told.push(replacedIn(`c${entry}`, `c${at}`));
    if (readAs[at] === heading && saysOrigin(heading))
      told.push(`SELECT min("row") FROM source GROUP BY c${at}, c${readAs.indexOf("origin")}`);
    if (readAs[at] === heading && saysAdditions(heading))
      told.push(
        `SELECT min("row") FROM source GROUP BY regexp_matches(c${at}, '[1-9]'), regexp_matches(c${at}, '\\p{L}')`,
      );
  });
  told.push(...linesTwice(readAs));
  if (entry >= 0)
    told.push(
      `SELECT min("row") FROM source WHERE regexp_full_match(trim(c${entry}), '${LOST_DIGITS.source}', 'i') HAVING count(*) > 0`,
    );
  const isWhole = entry >= 0 && isOfWhole(columns[value] ?? "");
  return isWhole ? [...told, twiceIn(entryKeySql(`c${entry}`), `c${value}`)] : told;
}

/** The number of an entry as all ways of writing it have it: `entryKey`. */
export function entryKeySql(entry: string): string {
  const bare = `regexp_replace(trim(${entry}), '^''|[.]0+$', '', 'g')`;
  return `CASE WHEN regexp_full_match(${bare}, '[A-Za-z0-9]{3}[ ./_-]*[0-9]{7}[ ./_-]*[0-9]')
  THEN upper(regexp_replace(${bare}, '[ ./_-]', '', 'g')) ELSE trim(${entry}) END`;
}

/** A row of an entry that another takes the place of, and of that other, if both are there. */
const replacedIn = (entry: string, other: string): string =>
  `SELECT unnest([one."row", two."row"]) FROM source one JOIN source two
  ON ${entryKeySql(`one.${other}`)} = ${entryKeySql(`two.${entry}`)} WHERE one.${other} <> '' LIMIT 2`;

/** Two rows of a line that has its goods twice, if there is one. */
function linesTwice(readAs: readonly string[]): string[] {
  const places = ["entry", "line", "hts", "value"].map((name) => readAs.indexOf(name));
  if (places.includes(-1)) return [];
  const [entry = "", line = "", hts = "", value = ""] = places.map((at) => `c${at}`);
  const key = `${entryKeySql(entry)}, regexp_replace(ltrim(trim(${line}), '0'), '[.]0+$', ''), regexp_replace(${hts}, '[^0-9]', '', 'g')`;
  return [
    `SELECT unnest([min("row"), max("row")]) FROM source WHERE ${entry} <> '' AND trim(${line}) <> ''
  AND regexp_matches(${hts}, '[0-9]') AND regexp_matches(${value}, '[1-9]') GROUP BY ${key} HAVING count(*) > 1`,
  ];
}

/** The rows of an entry that has several versions, if there is one. */
const versionsIn = (entry: string, version: string): string =>
  `SELECT "row" FROM source WHERE ${entry} = (SELECT ${entry} FROM source WHERE ${entry} <> '' GROUP BY 1
  HAVING count(DISTINCT ${version}) > 1 LIMIT 1)`;

/** The first row whose entry and value are those of the row above it, and that row. */
const twiceIn = (entry: string, value: string): string =>
  `SELECT unnest([min("row") - 1, min("row")]) FROM (SELECT "row", ${entry} = lag(${entry}) OVER above
  AND ${value} = lag(${value}) OVER above AS twice FROM source WINDOW above AS (ORDER BY "row")) WHERE twice`;

/** Rows as a reader of files gives them. @param above Lines above the first row. */
export async function* rowsIn(batches: ReturnType<Database["stream"]>, above: number): AsyncGenerator<Row[]> {
  for await (const rows of batches)
    yield rows.map(([number, ...cells]) => ({
      ...{ at: Number(number) + above, record: null, fault: null },
      cells: cells.map((cell) => String(cell ?? "")),
    }));
}
