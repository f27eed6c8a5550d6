import { type Cell, type Format, plain } from "../report.js";

/** RFC 4180, no total row: a reader can sum, but cannot un-sum. */
const csv: Format = {
  name: "csv",
  summary: "a header line and a line a row, without the total",
  endings: [".csv"],
  render({ columns, rows }) {
    const kept = columns.map(({ tableOnly }) => tableOnly !== true);
    const lines = [columns.map(({ key }) => key), ...rows.map((cells) => cells.map(text))];
    return lines
      .map(
        (cells) =>
          `${cells
            .filter((_, index) => kept[index])
            .map(quoted)
            .join(",")}\n`,
      )
      .join("");
  },
};

function text(cell: Cell): string {
  const value = plain(cell);
  if (value === null) return "";
  return typeof value === "object" ? value.join("; ") : String(value);
}

/** A cell that a spreadsheet would run as a formula is written as text. */
const safe = (value: string): string => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value);

const quoted = (value: string): string => {
  const shown = safe(value);
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
};

export default csv;
