import { type Format, hasTable, pageReports, type Report } from "../contract/report.js";
import { cellText, isNumeric, type MoneyUnit, moneyUnit } from "./cells.js";

/** A table to paste into an issue, a wiki or an article. */
const markdown: Format = {
  name: "markdown",
  summary: "a Markdown table with heading and notes",
  endings: [".md"],
  render: (report) => pageReports(report).map(textOf).join("\n"),
};

function textOf(report: Report): string {
  const { title, heading, notes } = report;
  const unit = moneyUnit(report);
  const parts = [
    `## ${safe(title)}`,
    heading.map(safe).join("\\\n"),
    hasTable(report) ? table(report, unit) : "",
    ...(report.further ?? []).map(
      (one) => `${safe(one.title)}\n\n${table({ ...report, ...one, total: null }, unit)}`,
    ),
    notes.map((note) => `- ${safe(note)}`).join("\n"),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/**
 * What could begin an element of HTML, which Markdown lets through; names of letters, which would become these; and what makes
 * links and pictures of brackets: a column of the user's file may hold them, and a picture is fetched when it is looked at.
 */
const safe = (text: string): string =>
  text
    .replaceAll(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll(/<(?=[a-z/!?])/gi, "&lt;")
    .replaceAll(/\](?=[(:[])/g, "]\\");

function table(report: Report, unit: MoneyUnit): string {
  const columns = report.columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ machineOnly }) => !machineOnly);
  const escaped = (text: string) => safe(text.replaceAll("\\", "\\\\")).replaceAll("|", "\\|");
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const { total } = report;
  return [
    line(columns.map(({ title, kind }) => (kind === "usd" ? `${title} (${unit.title})` : title))),
    line(columns.map(({ kind }) => (isNumeric(kind) ? "---:" : "---"))),
    ...report.rows.map((cells) =>
      line(columns.map(({ kind, index, asStated }) => cellText(cells[index] ?? null, kind, unit, asStated))),
    ),
    ...(total
      ? [line(columns.map(({ key, kind }) => (key in total ? cellText(total[key] ?? null, kind, unit) : "")))]
      : []),
  ].join("\n");
}

export default markdown;
