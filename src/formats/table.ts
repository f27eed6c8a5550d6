import { Chalk } from "chalk";
import { asciiMarks } from "../ascii.js";
import { type Format, hasTable, type Look, type Report } from "../report.js";
import { wrapped } from "../wrap.js";
import { shaded } from "./shades.js";
import { type MoneyUnit, moneyUnit } from "./shown.js";
import { asciiReport } from "./terminal.js";
import { type TextColumn, textColumns } from "./text-columns.js";
import { fitted, GAP } from "./width.js";

/** A table that fits the terminal: what does not is cut or left out in a stated order, and what is left out is named. */
const table: Format = {
  name: "table",
  summary: "a table for people, as wide as the terminal",
  endings: [".txt"],
  render(report, _, look) {
    return look.ascii ? asciiMarks(printed(asciiReport(report), look)) : printed(report, look);
  },
};

function printed(report: Report, look: Look): string {
  const unit = moneyUnit(report);
  const ink = new Chalk({ level: look.color ? 1 : 0 });
  const notes = report.notes.flatMap((note) => wrapped(`- ${note}`, look.width, "  "));
  const parts = [
    [
      ink.bold(wrapped(report.title, look.width, "").join("\n")),
      ...report.heading.flatMap((line) => wrapped(line, look.width, "  ")).map((line) => shaded(line, ink)),
    ].join("\n"),
    hasTable(report) ? body(report, unit, look, ink) : "",
    ...(report.further ?? []).map(
      (one) =>
        `${wrapped(one.title, look.width, "").join("\n")}\n${body({ ...report, ...one, total: null }, unit, look, ink)}`,
    ),
    notes.map((line) => ink.dim(line)).join("\n"),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function body(report: Report, unit: MoneyUnit, look: Look, ink: InstanceType<typeof Chalk>): string {
  const { columns, leftOut } = fitted(textColumns(report, unit), look.width);
  const widths = columns.map(({ head, cells }) => Math.max(head.length, ...new Set(cells.map(lengthOf))));
  const line = (cell: (column: TextColumn) => string): string =>
    columns
      .map((column, index) =>
        column.right ? cell(column).padStart(widths[index] ?? 0) : cell(column).padEnd(widths[index] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  const rule = ink.dim(widths.map((width) => "─".repeat(width)).join(GAP));
  const rows = report.rows.map((_, index) => line(({ cells }) => cells[index] ?? ""));
  const total = report.total ? [rule, ink.bold(line(({ cells }) => cells.at(-1) ?? ""))] : [];
  const untold = leftOutLines(leftOut, look.width).map((text) => ink.dim(text));
  return [ink.bold(line(({ head }) => head)), rule, ...rows, ...total, ...untold].join("\n");
}

const lengthOf = ({ length }: string): number => length;

/** Said under the table, since notes may speak of a column that is not there. */
function leftOutLines(columns: readonly TextColumn[], width: number): string[] {
  const names = columns.flatMap(({ name }) => name || []).join("; ");
  if (names === "") return [];
  return wrapped(`Columns left out at ${width}: ${names}. Widen or use --format csv.`, width, "  ");
}

export default table;
