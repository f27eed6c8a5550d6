import { Chalk } from "chalk";
import Table from "cli-table3";
import type { Column, Format, Look, Report } from "../report.js";
import { isNumeric, type MoneyUnit, moneyUnit, shown } from "./shown.js";
import { fitted, wrapped } from "./width.js";

/** Rules above and below, none between: numbers are what the eye should meet. */
const NO_RULES = {
  top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "", "bottom-left": "",
  "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  ",
}; // prettier-ignore

/** A table that fits the terminal: columns are dropped in their order, then the widest texts are cut. */
const table: Format = {
  name: "table",
  summary: "a table for people, as wide as the terminal",
  endings: [".txt"],
  render(report, _, look) {
    const ink = new Chalk({ level: look.color ? 1 : 0 });
    const notes = report.notes.flatMap((note) => wrapped(`- ${note}`, look.width, "  "));
    const parts = [
      [ink.bold(wrapped(report.title, look.width, "").join("\n")), ...report.heading.flatMap((line) => wrapped(line, look.width, "  "))].join("\n"),
      report.rows.length > 0 || report.total ? body(report, look, ink) : "",
      notes.map((line) => ink.dim(line)).join("\n"),
    ];
    return `${parts.filter(Boolean).join("\n\n")}\n`;
  },
};

function body(report: Report, look: Look, ink: InstanceType<typeof Chalk>): string {
  const unit = moneyUnit(report);
  const { columns, lines } = fitted(texts(report, unit), look.width);
  const [head = [], ...rest] = lines;
  const total = report.total ? rest.pop() : undefined;
  const grid = new Table({
    chars: NO_RULES,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: columns.map(({ kind }) => (isNumeric(kind) ? "right" : "left")),
  });
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => (cells[index] ?? "").length)));
  const rule = widths.map((width) => ink.dim("─".repeat(width)));
  grid.push(head.map((cell) => ink.bold(cell)), rule, ...rest);
  if (total) grid.push(rule, total.map((cell) => ink.bold(cell)));
  return grid.toString().replace(/[ \t]+$/gm, "");
}

/** Columns for people, and all cells as text: head, rows, total. */
function texts(report: Report, unit: MoneyUnit): { columns: Column[]; lines: string[][] } {
  const kept = report.columns.map((column, index) => ({ ...column, index })).filter(({ machineOnly }) => !machineOnly);
  const head = kept.map(({ title, kind }) => (kind === "usd" ? `${title} ${unit.title}` : title));
  const rows = report.rows.map((cells) => kept.map(({ kind, index }) => shown(cells[index] ?? null, kind, unit)));
  const { total } = report;
  const last = total ? [kept.map(({ key, kind }) => (key in total ? shown(total[key] ?? null, kind, unit) : ""))] : [];
  return { columns: kept, lines: [head, ...rows, ...last] };
}

export default table;
