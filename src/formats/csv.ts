import { type Cell, type Column, cellsIn, type Format, type StreamRow } from "../report.js";
import { COMMA, CsvBytes, quoted } from "./csv-bytes.js";

/** RFC 4180, no total row: a reader can sum, but cannot un-sum. */
const csv: Format = {
  name: "csv",
  summary: "a header line and a line a row, without the total",
  endings: [".csv"],
  render({ columns, rows }) {
    const lines = csvLines(columns);
    for (const cells of rows) lines.add(cells);
    return heading(columns) + lines.taken();
  },
  async *stream({ columns, batches }) {
    const lines = csvLines(columns);
    yield heading(columns);
    for await (const rows of batches) {
      for (const row of rows) lines.addRow(row);
      yield lines.taken();
    }
  },
};

const heading = (columns: readonly Column[]): string =>
  `${columns.flatMap(({ tableOnly, key }) => (tableOnly ? [] : quoted(key))).join(",")}\n`;

const NEWLINE = 10;
const QUOTE = 34;

/** Lines of rows; a line of one empty cell has quotes, since a blank line is no row. */
function csvLines(columns: readonly Column[]) {
  const kept = columns.flatMap(({ tableOnly }, index) => (tableOnly ? [] : [index]));
  const bytes = new CsvBytes();
  const add = (cells: readonly Cell[]): void => {
    const from = bytes.end;
    for (let place = 0; place < kept.length; place += 1) {
      if (place > 0) bytes.byte(COMMA);
      bytes.cell(cells[kept[place] as number] ?? null);
    }
    if (kept.length === 1 && bytes.end === from) for (const code of [QUOTE, QUOTE]) bytes.byte(code);
    bytes.byte(NEWLINE);
  };
  const addRow = (row: StreamRow): void => {
    const { record, added } = row;
    if (record === null || added.length === 0 || kept.length < columns.length || !bytes.record(record)) {
      add(cellsIn(row));
      return;
    }
    for (let place = 0; place < added.length; place += 1) {
      bytes.byte(COMMA);
      bytes.cell(added[place] as Cell);
    }
    bytes.byte(NEWLINE);
  };
  return { add, addRow, taken: () => bytes.taken() };
}

export default csv;
