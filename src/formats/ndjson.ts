import { type Column, cellsIn, type Format, streamedLines } from "../contract/report.js";
import { jsonEscaped } from "../contract/text.js";
import { toObject } from "./cells.js";

/** One JSON object a row and line, and nothing else: to be read as it comes. */
const ndjson: Format = {
  name: "ndjson",
  summary: "one JSON object a line and row, without the total",
  endings: [".ndjson", ".jsonl"],
  render: ({ columns, rows }) => rows.map(liner(columns)).join(""),
  lines(columns) {
    const line = liner(columns);
    return (rows) => rows.map((row) => line(cellsIn(row))).join("");
  },
  stream: (rows) => streamedLines(rows, ndjson),
};

function liner(columns: readonly Column[]) {
  const object = toObject(columns);
  return (cells: Parameters<typeof object>[0]): string => `${jsonEscaped(JSON.stringify(object(cells)))}\n`;
}

export default ndjson;
