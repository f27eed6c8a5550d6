/** Shows what a file of entries is taken for before anything is priced: each column, how it is written, three of its cells. */
import { type Context, defineCommand } from "../../contract/command.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import { copied, type Row, type Rows } from "../../contract/rows.js";
import type { FileForms } from "../../entries/column-forms.js";
import { columnsRead, openEntries, tableNotes } from "../../entries/entry-table.js";
import { FILE_FLAGS, fileForms } from "../common/flags.js";

const COLUMNS: readonly Column[] = [
  { key: "column", title: "Column", kind: "text", drop: 0 },
  { key: "read_as", title: "Read as", kind: "text", drop: 0 },
  { key: "written", title: "Written", kind: "text", drop: 0 },
  { key: "values", title: "Values", kind: "list", drop: 0 },
];

const MOST_VALUES = 3;
const NEEDED = ["hts", "origin", "value", "date"];

/** @throws {UserError} on a file that cannot be read, or whose cells can be read in two ways. */
async function answerColumns(path: string, forms: FileForms, context: Context): Promise<Report> {
  const rows = await openEntries(path, forms, context);
  const known = columnsRead(context);
  const { readAs = rows.columns } = rows;
  const first = await firstRows(rows);
  const unread = [...(rows.joined ? ["duty by number"] : []), ...known];
  const asRead = readAs.map((name) =>
    unread.includes(name.trim().toLowerCase()) ? name.trim().toLowerCase() : null,
  );
  const inFile = rows.columns.length - (rows.joined?.added ?? 0);
  const missing = NEEDED.filter((name) => !asRead.includes(name));
  return {
    title: `What the columns of ${rows.name} are read as`,
    heading: ["Nothing is priced. What is not read is kept."],
    columns: COLUMNS,
    rows: rows.columns.flatMap((heading, at): Cell[][] => {
      const values = valuesOf(first, at);
      if (at >= inFile && values.length === 0) return [];
      return [[heading, asRead[at] ?? null, writtenWords(asRead[at] ?? "", rows), values]];
    }),
    total: null,
    notes: [
      ...missing.map((name) => `No column is ${name}: ${MISSING[name]}.`),
      ...tableNotes(rows).filter((note) => !note.startsWith("Columns read:")),
    ],
    facts: {},
    findings: missing.includes("hts"),
  };
}

const MISSING: Readonly<Record<string, string>> = {
  hts: `it is needed; --columns 'hts=...' says which`,
  origin: "--origin says it of all rows, or --columns which it is",
  value: "--value says it of all rows, or --columns which it is",
  date: "--date says it of all rows, or --columns which it is",
};

/** The first rows, of which cells are shown. */
async function firstRows({ batches }: Rows): Promise<readonly Row[]> {
  for await (const batch of batches) if (batch.length > 0) return batch;
  return [];
}

function valuesOf(rows: readonly Row[], at: number): string[] {
  const values = new Set<string>();
  for (const { cells } of rows) {
    const text = (cells[at] ?? "").trim();
    if (text !== "") values.add(copied(text));
    if (values.size === MOST_VALUES) break;
  }
  return [...values];
}

const ORDERS = { mdy: "month, day, year", dmy: "day, month, year", ymd: "year, month, day" } as const;

function writtenWords(column: string, { forms, joined }: Rows): string {
  if (joined && column === "duty by number") return "a row a number, joined to a line";
  const order = forms?.days.get(column);
  if (order) return ORDERS[order];
  const { share = null, unit = null } = forms?.said.get(column) ?? {};
  return [
    share === "percent" ? "per cent" : (share ?? ""),
    unit ?? "",
    (column === "value" && forms?.currency) || "",
    forms?.marks.get(column) === "comma" ? "decimal comma" : "",
  ]
    .filter((words) => words !== "")
    .join(", ");
}

export default defineCommand({
  name: "columns",
  summary: "What the columns of a file of entries are read as, before anything is priced",
  details:
    "Shows each column of a file, what it is read as, how its days and amounts are written, and three of its values. It knows\n" +
    "the column names of this program, of entry summary exports (ACE ES-003, ITRAC), of shops and of other programs; name\n" +
    "others with --columns or under columns in the configuration file. duty --file and audit take the same flags.",
  argument: {
    name: "file",
    summary: "entries: .csv, .xlsx, .json, .ndjson, .parquet, gzip of these, or - for standard input",
    required: true,
  },
  flags: FILE_FLAGS,
  examples: [
    "tariff-calc columns docs/examples/entries.csv",
    "tariff-calc columns docs/examples/filed.csv --format csv",
  ],
  run: async ({ argument, flags }, context) => answerColumns(argument ?? "", fileForms(flags), context),
});
