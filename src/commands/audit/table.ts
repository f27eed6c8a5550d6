/** The columns of an audit, and their cells. */
import type { Cell, Column } from "../../contract/report.js";
import type { Rows } from "../../contract/rows.js";
import type { AuditedLine } from "../../entries/audit.js";
import { textIn } from "../../entries/row-cells.js";
import { printHts } from "../../law/hts.js";

const cents = (key: string, title: string, drop: number): Column => ({ key, title, kind: "cents", drop });
const text = (key: string, title: string, drop: number): Column => ({ key, title, kind: "text", drop });

export const AUDIT_COLUMNS: readonly Column[] = [
  text("entry", "Entry", 0),
  text("line", "Line", 0),
  text("hts", "HTS", 4),
  text("origin", "Origin", 5),
  text("date", "Date", 6),
  cents("filed_duty_usd", "Filed $", 0),
  cents("computed_duty_usd", "Owed $", 0),
  cents("difference_usd", "Difference $", 0),
  cents("refundable_usd", "Refundable $", 2),
  cents("drawback_usd", "Drawback $", 3),
  text("status", "Status", 0),
  { key: "finding", title: "Finding", kind: "list", drop: 0, machineOnly: true },
];

/** Where a line stands: its number within its entry, if the file has a column of it, else its row in the file. */
export function placesIn({ columns, readAs = columns }: Rows): (line: AuditedLine) => string {
  const { of } = textIn(readAs, "line");
  return ({ line: { row } }) => {
    const number = of(row.cells).trim();
    return number === "" ? `row ${row.at}` : `line ${number}`;
  };
}

/** Amounts that are not known stay empty: never zero. */
export function auditCells({ columns, readAs = columns }: Rows): (line: AuditedLine) => Cell[] {
  const [number, hts, origin, date] = ["line", "hts", "origin", "date"].map((name) => textIn(readAs, name));
  return (audited) => {
    const { line, filed, computed, difference, refundable, drawback, status, findings } = audited;
    const { cells } = line.row;
    return [
      line.entry,
      number?.of(cells).trim() || String(line.row.at),
      line.goods ? printHts(line.goods.hts) : (hts?.of(cells) ?? ""),
      line.goods?.origin.code ?? origin?.of(cells) ?? "",
      line.goods?.date ?? date?.of(cells) ?? "",
      filed,
      computed,
      difference,
      refundable,
      drawback?.refund ?? null,
      status,
      findings.map((finding) => finding.text),
    ];
  };
}
