import type { Cell, Column, Format } from "../report.js";
import { CsvBytes, quoted } from "./csv-bytes.js";

/** RFC 4180, no total row: a reader can sum, but cannot un-sum. */
const csv: Format = {
  name: "csv",
  summary: "a header line and a line a row, without the total",
  endings: [".csv"],
  render: ({ columns, rows }) => heading(columns) + writer(columns)(rows),
  async *stream({ columns, batches }) {
    const textOf = writer(columns);
    yield heading(columns);
    for await (const rows of batches) yield textOf(rows);
  },
};

const heading = (columns: readonly Column[]): string =>
  `${columns.flatMap(({ tableOnly, key }) => (tableOnly ? [] : quoted(key))).join(",")}\n`;

const COMMA = 44;
const NEWLINE = 10;
const QUOTE = 34;

/** Writes rows as lines; a line of one empty cell has quotes, since a blank line is no row. */
function writer(columns: readonly Column[]): (rows: readonly (readonly Cell[])[]) => string {
  const kept = columns.flatMap(({ tableOnly }, index) => (tableOnly ? [] : [index]));
  const bytes = new CsvBytes();
  const writeLine = (cells: readonly Cell[]): void => {
    const from = bytes.end;
    for (let place = 0; place < kept.length; place += 1) {
      if (place > 0) bytes.byte(COMMA);
      bytes.cell(cells[kept[place] as number] ?? null);
    }
    if (kept.length === 1 && bytes.end === from) for (const code of [QUOTE, QUOTE]) bytes.byte(code);
    bytes.byte(NEWLINE);
  };
  return (rows) => {
    for (const cells of rows) writeLine(cells);
    return bytes.taken();
  };
}

export default csv;
