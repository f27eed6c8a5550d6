/** What a report says to people, in characters that their terminal shows. */
import { asciiText } from "../ascii.js";
import type { Cell, Further, Report } from "../report.js";

const cellText = (cell: Cell): Cell => {
  if (typeof cell === "string") return asciiText(cell);
  return Array.isArray(cell) ? cell.map(asciiText) : cell;
};

const tableText = ({ title, columns, rows }: Further): Further => ({
  title: asciiText(title),
  columns: columns.map((column) => ({ ...column, title: asciiText(column.title) })),
  rows: rows.map((cells) => cells.map(cellText)),
});

/** The same report in ASCII. Bars keep their marks, which are turned when they are set. */
export function asciiReport(report: Report): Report {
  const { heading, notes, total, further } = report;
  return {
    ...report,
    ...tableText(report),
    heading: heading.map(asciiText),
    notes: notes.map(asciiText),
    total: total && Object.fromEntries(Object.entries(total).map(([key, cell]) => [key, cellText(cell)])),
    ...(further ? { further: further.map(tableText) } : {}),
  };
}
