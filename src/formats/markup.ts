/** Reports as HTML: semantic tables, each number with every digit in `data-value`. */
import { type Cell, type Column, hasTable, plain, type Report } from "../contract/report.js";
import { printable } from "../contract/text.js";
import { cellText, digitsAsText, isNumeric, type MoneyUnit, moneyUnit } from "./cells.js";

/** Text that is safe in an element or a quoted attribute. */
export const escaped = (text: string): string =>
  printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

type Placed = Column & { readonly index: number };

/**
 * A report's rows as a table with a caption, heads of columns and rows, and the total in its foot. Columns for programs
 * come last and are hidden, so that a page has every digit that JSON has.
 */
export function tableOf(report: Report, caption: string, unit = moneyUnit(report)): string {
  if (!hasTable(report)) return "";
  const columns = report.columns
    .map((column, index): Placed => ({ ...column, index }))
    .filter(({ kind }) => kind !== "bar")
    .sort((a, b) => Number(a.machineOnly ?? false) - Number(b.machineOnly ?? false));
  const { total } = report;
  const last = report.columns.map(({ key }) => total?.[key] ?? null);
  const heads = columns.map((column) => head(column, unit));
  const line = (cells: readonly Cell[]): string =>
    `<tr>${columns.map((column, at) => cellOf(cells[column.index] ?? null, column, at === 0, unit)).join("")}</tr>`;
  const foot = total ? `<tfoot>${line(last)}</tfoot>` : "";
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(caption)}"><table>` +
    `<caption>${escaped(caption)}</caption><thead><tr>${heads.join("")}</tr></thead>` +
    `<tbody>${report.rows.map(line).join("\n")}</tbody>${foot}</table>${besideColumns(report)}</div>`
  );
}

/** What the total has that is no column, such as the landed cost of an entry: for programs. */
function besideColumns({ columns, total }: Report): string {
  const others = Object.entries(total ?? {}).filter(([key]) => !columns.some((column) => column.key === key));
  return others
    .map(
      ([key, cell]) =>
        `<data hidden data-key="${escaped(key)}" value="${escaped(String(plain(cell) ?? ""))}"></data>`,
    )
    .join("");
}

/** What JSON has beside its rows, for programs. */
export const factsOf = (facts: Report["facts"]): string =>
  Object.keys(facts).length === 0
    ? ""
    : `<data hidden data-key="facts" value="${escaped(JSON.stringify(facts, digitsAsText))}"></data>`;

function head({ kind, title, machineOnly }: Placed, unit: MoneyUnit): string {
  const words = escaped(kind === "usd" ? `${title} (${unit.title})` : title) || "Group";
  return `<th scope="col"${machineOnly ? " hidden" : isNumeric(kind) ? ' class="number"' : ""}>${words}</th>`;
}

function cellOf(
  cell: Cell,
  { kind, key, machineOnly, asStated }: Placed,
  first: boolean,
  unit: MoneyUnit,
): string {
  const value = plain(cell);
  if (machineOnly) return hiddenCell(key, value);
  const exact = value === null || typeof value === "object" ? "" : ` data-value="${escaped(String(value))}"`;
  const attributes = `data-key="${escaped(key)}"${exact}${isNumeric(kind) ? ' class="number"' : ""}`;
  const text = escaped(cellText(cell, kind, unit, asStated));
  return first ? `<th scope="row" ${attributes}>${text}</th>` : `<td ${attributes}>${text}</td>`;
}

function hiddenCell(key: string, value: ReturnType<typeof plain>): string {
  const text = value === null ? "" : typeof value === "object" ? value.join("; ") : String(value);
  return `<td hidden data-key="${escaped(key)}"${value === null ? "" : ` data-value="${escaped(text)}"`}></td>`;
}

/** Colours have a contrast of 4.5 and more, light and dark. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1b1f24;--soft:#4d5661;--paper:#fff;--line:#c5ccd3;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebee;--soft:#b3bcc6;--paper:#15191d;--line:#48515b;--link:#8cc4ff}}
*{box-sizing:border-box}body{margin:0 auto;max-width:70rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1,h2,p,caption{overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}a{color:var(--link)}.soft,caption{color:var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;padding:.3rem 0}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th,tfoot th,tfoot td{font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
@page{margin:10mm}
@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--line:#999}.scroll{overflow:visible}button,form{display:none!important}
body{max-width:none;padding:0;font-size:8pt;line-height:1.25}h1{font-size:13pt;margin:0 0 3pt}p{margin:2pt 0}ul{margin:4pt 0;padding-left:12pt}
.page+.page{break-before:page}table{font-size:7.5pt}caption{padding:4pt 0 1pt}th,td{padding:1pt 4pt}tr{break-inside:avoid}}`;

/** A whole document without anything from elsewhere. `body` is HTML, `title` is text. */
export const documentOf = (title: string, style: string, body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>` +
  `<link rel="icon" href="data:,"><style>${style}</style></head>\n<body><main>\n${body}\n</main></body></html>\n`;

/** Lines as a list; nothing for none. */
export const listOf = (lines: readonly string[]): string =>
  lines.length === 0 ? "" : `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join("\n")}</ul>`;
