import { Chalk } from "chalk";
import { type Column, type Format, hasTable, type Look, type Report } from "../report.js";
import { isNumeric, type MoneyUnit, moneyUnit, shown } from "./shown.js";
import { fitted, wrapped } from "./width.js";

/** A table that fits the terminal: columns are dropped in their order, then the widest texts are cut. */
const table: Format = {
  name: "table",
  summary: "a table for people, as wide as the terminal",
  endings: [".txt"],
  render(report, _, look) {
    const ink = new Chalk({ level: look.color ? 1 : 0 });
    const notes = report.notes.flatMap((note) => wrapped(`- ${note}`, look.width, "  "));
    const parts = [
      [
        ink.bold(wrapped(report.title, look.width, "").join("\n")),
        ...report.heading.flatMap((line) => wrapped(line, look.width, "  ")),
      ].join("\n"),
      hasTable(report) ? body(report, look, ink) : "",
      ...(report.further ?? []).map(
        (one) =>
          `${wrapped(one.title, look.width, "").join("\n")}\n${body({ ...report, ...one, total: null }, look, ink)}`,
      ),
      notes.map((line) => ink.dim(line)).join("\n"),
    ];
    return `${parts.filter(Boolean).join("\n\n")}\n`;
  },
};

function body(report: Report, look: Look, ink: InstanceType<typeof Chalk>): string {
  const unit = moneyUnit(report);
  const { columns, lines } = fitted(texts(report, unit), look.width);
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => (cells[index] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ kind }, index) => {
        const [cell = "", width = 0] = [cells[index], widths[index]];
        return isNumeric(kind) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  const rule = ink.dim(line(widths.map((width) => "─".repeat(width))));
  const [head = "", ...rest] = lines.map(line);
  const total = report.total ? [rule, ink.bold(rest.pop() ?? "")] : [];
  return [ink.bold(head), rule, ...rest, ...total].join("\n");
}

/** Between columns; no rules, so that numbers are what the eye meets. */
const GAP = "  ";

/** A list that no row has anything in takes the place of something that says more. */
const isEmpty = ({ rows }: Report, index: number): boolean => rows.every((cells) => cells[index] === null);

/** Columns for people, and all cells as text: head, rows, total. */
function texts(report: Report, unit: MoneyUnit): { columns: Column[]; lines: string[][] } {
  const kept = report.columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ machineOnly, kind, index }) => !machineOnly && !(kind === "list" && isEmpty(report, index)));
  const head = kept.map(({ title, kind }) => (kind === "usd" ? `${title} ${unit.title}` : title));
  const rows = report.rows.map((cells) =>
    kept.map(({ kind, index }) => shown(cells[index] ?? null, kind, unit)),
  );
  const { total } = report;
  const last = total
    ? [kept.map(({ key, kind }) => (key in total ? shown(total[key] ?? null, kind, unit) : ""))]
    : [];
  return { columns: kept, lines: [head, ...rows, ...last] };
}

export default table;
