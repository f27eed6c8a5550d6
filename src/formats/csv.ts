import { type Cell, type Column, type Format, plain } from "../report.js";

/** RFC 4180, no total row: a reader can sum, but cannot un-sum. */
const csv: Format = {
  name: "csv",
  summary: "a header line and a line a row, without the total",
  endings: [".csv"],
  render: ({ columns, rows }) => heading(columns) + rows.map(liner(columns)).join(""),
  async *stream({ columns, batches }) {
    const line = liner(columns);
    yield heading(columns);
    for await (const rows of batches) yield rows.map(line).join("");
  },
};

const heading = (columns: readonly Column[]): string =>
  `${columns.flatMap(({ tableOnly, key }) => (tableOnly ? [] : quoted(key))).join(",")}\n`;

/** Writes cells as a line; a line of one empty cell has quotes, since a blank line is no row. */
function liner(columns: readonly Column[]): (cells: readonly Cell[]) => string {
  const kept = columns.flatMap(({ tableOnly, kind }, index) =>
    tableOnly ? [] : [{ index, write: kind === "cents" ? amount : field }],
  );
  const alone = kept.length === 1;
  const fields = new Array<string>(kept.length);
  return (cells) => {
    let at = 0;
    for (const { index, write } of kept) fields[at++] = write(cells[index] ?? null);
    const line = fields.join(",");
    return `${alone && line === "" ? '""' : line}\n`;
  };
}

const field = (cell: Cell): string => (cell === "" || cell === null ? "" : quoted(text(cell)));
/** Dollars and cents as they are printed need no quotes. */
const amount = (cell: Cell): string => (typeof cell === "string" ? cell : field(cell));

function text(cell: Exclude<Cell, null>): string {
  if (typeof cell === "string") return cell;
  const value = plain(cell);
  return value !== null && typeof value === "object" ? value.join("; ") : String(value);
}

/**
 * What a spreadsheet would run: a sign that begins a formula, also in full width and after blanks; a tab or carriage
 * return, which it drops before it looks. A number below zero is none.
 */
const FORMULA = /^(?:[\t\r]|\s*(?:[=+@\uff1d\uff0b\uff20\uff0d]|-(?!\d+(?:\.\d+)?$)))/;
/** Few cells need a second look: all that begins with a digit or a letter and holds neither separator nor quote. */
const USUAL = /^[0-9A-Za-z][^",\r\n]*$/;

/** A cell that a spreadsheet would run as a formula is written as text. */
function quoted(value: string): string {
  if (USUAL.test(value)) return value;
  const shown = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

export default csv;
