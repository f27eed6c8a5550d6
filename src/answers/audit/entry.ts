/** The lines of one entry, audited together: fees and totals are of the whole entry. */
import type { EntryFees } from "../entries/fees.js";
import type { PricedRow } from "../entries/group.js";
import { type FeePair, feeFindings, feePairs, feesPaid, totalFinding } from "./entry-fees.js";
import { type Finding, told } from "./finding.js";
import { type AuditedLine, auditedLine, type FiledRow, type Yardstick } from "./line.js";

export interface AuditedEntry {
  readonly lines: readonly AuditedLine[];
  /** In the order of the fees. */
  readonly fees: readonly FeePair[];
}

/** @param feesOf Fees of an entry, `null` if one of its lines cannot be read. @param count How many fees there are. */
export function auditedEntry(
  rows: readonly FiledRow[],
  feesOf: (lines: readonly PricedRow[]) => EntryFees | null,
  count: number,
  yardstick: Yardstick,
): AuditedEntry {
  const readable = rows.every(({ filed }) => filed !== null);
  const fees = readable ? feesOf(rows.map(({ line }) => line)) : null;
  const filed = rows.flatMap((row) => row.filed ?? []);
  const pairs = feePairs(filed, fees, count);
  const paid = fees && feesPaid(pairs, fees);
  const lines = rows.map((row, index) => auditedLine(row, paid?.[index] ?? null, yardstick));
  const own = fees ? [...feeFindings(pairs, filed, fees), ...totalFinding(pairs, filed)] : unread(pairs);
  return { lines: withFirst(lines, own), fees: pairs };
}

const unread = (pairs: readonly FeePair[]): Finding[] =>
  pairs.some(({ filed }) => filed !== null)
    ? [told("the fees of the entry are not compared: a line of it cannot be read")]
    : [];

/** What is said of the entry stands with its first line that can be read. */
function withFirst(lines: readonly AuditedLine[], own: readonly Finding[]): readonly AuditedLine[] {
  const first = Math.max(
    0,
    lines.findIndex(({ compared }) => compared !== null),
  );
  return lines.map((line, index) =>
    index === first ? { ...line, findings: [...line.findings, ...own] } : line,
  );
}
