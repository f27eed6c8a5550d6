/** Reports whose texts people read: whoever wrote them, they tell no terminal, page or picture to do anything. */
import type { Cell, Envelope, Further, Report } from "./report.js";
import { printable } from "./text.js";

/** The same report with each text in other words. */
export function withTexts(report: Report, say: (text: string) => string): Report {
  const cellOf = (cell: Cell): Cell => {
    if (typeof cell === "string") return say(cell);
    return Array.isArray(cell) ? cell.map((one) => (typeof one === "string" ? say(one) : one)) : cell;
  };
  const tableOf = ({ title, columns, rows }: Further): Further => ({
    title: say(title),
    columns: columns.map((column) => ({ ...column, title: say(column.title) })),
    rows: rows.map((cells) => cells.map(cellOf)),
  });
  const { heading, notes, total, further } = report;
  return {
    ...report,
    ...tableOf(report),
    heading: heading.map(say),
    notes: notes.map(say),
    total: total && Object.fromEntries(Object.entries(total).map(([key, cell]) => [key, cellOf(cell)])),
    ...(further ? { further: further.map(tableOf) } : {}),
  };
}

const inALine = (text: string): string => printable(text).replaceAll(/[\n\t]+/g, " ");

/** Every text of a report on one line and without characters that are no text. */
export const readable = (report: Report): Report => withTexts(report, inALine);

/** The same of what an answer says of where it is from. */
export const readableEnvelope = (envelope: Envelope): Envelope => ({
  ...envelope,
  command: envelope.command.map(inALine),
});
