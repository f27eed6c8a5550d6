/** The files of a compiled folder: tables as Parquet and CSV, SQL by dialect, and a manifest that knows every byte. */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { LawTables } from "../../compiled/tables/law-tables.js";
import type { ColumnType, Table, TableCell } from "../../compiled/tables/table.js";
import type { Dialect } from "./dialects.js";
import { ENTRY_COLUMNS, queryViews } from "./query.js";

export interface CompiledFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const TEXT_TYPE = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;

/** Rates are decimals of 18 digits; masks and amounts whole numbers. */
const PARQUET = {
  integer: { type: "INT32" },
  number: { type: "INT64" },
  wide: { type: "INT64", converted_type: "DECIMAL", precision: 18, scale: 0 },
  text: TEXT_TYPE,
  day: { type: "INT32", converted_type: "DATE" },
} as const satisfies Record<ColumnType, object>;

const MS_A_DAY = 86_400_000;

function parquetCell(cell: TableCell, type: ColumnType): unknown {
  if (cell === null || type === "integer") return cell;
  if (type === "number" || type === "wide") return BigInt(cell);
  return type === "day" ? Date.parse(String(cell)) / MS_A_DAY : cell;
}

/** A table as a Parquet file, the same bytes everywhere. */
function parquetOf({ columns, rows }: Table): Uint8Array {
  const names = Object.entries(columns);
  const schema = [
    { name: "table", num_children: names.length },
    ...names.map(([name, type]) => ({ name, ...PARQUET[type], repetition_type: "OPTIONAL" as const })),
  ];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema, statistics: false });
  const columnData = names.map(([name, type], at) => ({
    name,
    data: rows.map((row) => parquetCell(row[at] ?? null, type)),
  }));
  parquet.write({ columnData, rowGroupSize: Math.max(1, rows.length) });
  parquet.finish();
  return new Uint8Array(writer.getBytes());
}

const quoted = (cell: TableCell): string => {
  if (cell === null) return "";
  const text = String(cell);
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function csvOf({ columns, rows }: Table): Uint8Array {
  const lines = rows.map((row) => row.map(quoted).join(","));
  return new TextEncoder().encode(`${[Object.keys(columns).join(","), ...lines].join("\n")}\n`);
}

/** What makes the tables, then the views, in the words of one engine. */
export function sqlOf(dialect: Dialect, { tables, content }: LawTables): string {
  const entries = Object.entries(ENTRY_COLUMNS)
    .map(([name, type]) => `${name} ${dialect.types[type]}`)
    .join(", ");
  return [
    `-- The law as tables, for ${dialect.name}: ${dialect.use}.`,
    `-- Goods stand in a table or view: entries (${entries}).`,
    "-- Shares of the value (steel, aluminum, copper, us) and quantities (qty) are in millionths; value in whole dollars.",
    ...tables.map((table) => dialect.load(table)),
    ...queryViews(dialect, content).map(
      ({ name, about, select }) => `-- ${about}\n${dialect.view(name, select)}`,
    ),
    "",
  ].join("\n\n");
}

/** The tables and the SQL of each dialect, in order of name. */
export function filesOf(law: LawTables, dialects: readonly Dialect[]): CompiledFile[] {
  const files = [
    ...law.tables.flatMap((table) => [
      { name: `${table.name}.parquet`, bytes: parquetOf(table) },
      { name: `${table.name}.csv`, bytes: csvOf(table) },
    ]),
    ...dialects.map((dialect) => ({
      name: `${dialect.name}.sql`,
      bytes: new TextEncoder().encode(sqlOf(dialect, law)),
    })),
  ];
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
