/** Adds entries to the sums of an audit. Units: cents. */
import type { IsoDate } from "../../domain/day.js";
import type { AuditedEntry } from "./entry.js";
import type { AuditedLine } from "./line.js";
import { type AuditTally, NOT_BY_NUMBER, type Sides } from "./tally.js";

/** Adds an entry. @param asOf The last day for which the law was checked. */
export function addEntry(tally: AuditTally, { lines, fees }: AuditedEntry, asOf: IsoDate): void {
  tally.entries += 1;
  for (const [index, { filed, owed }] of fees.entries()) {
    const sum = tally.fees[index];
    if (!sum || filed === null || owed === null) continue;
    sum.filed += filed;
    sum.computed += owed;
    sum.entries += 1;
  }
  for (const line of lines) {
    addLine(tally, line, asOf);
    addAuthorities(tally.authorities, line);
  }
}

function addLine(tally: AuditTally, line: AuditedLine, asOf: IsoDate): void {
  const { status, filed, computed, difference, findings, compared } = line;
  tally.lines += 1;
  tally.statuses[status] += 1;
  if (findings.some(({ wrong }) => wrong)) tally.wrong += 1;
  if (compared === null) return;
  if (compared.goods.date > asOf) tally.late += 1;
  addReturned(tally, line);
  if (filed === null) tally.unfiled += 1;
  if (filed === null || computed === null || difference === null) return;
  tally.compared.filed += filed;
  tally.compared.computed += computed;
  tally.overpaid += Math.max(difference, 0);
  tally.underpaid += Math.max(-difference, 0);
}

function addReturned(tally: AuditTally, { refundable, drawback, compared }: AuditedLine): void {
  tally.refundable += refundable ?? 0;
  if (refundable === null) tally.refundableUnknown += 1;
  if (compared === null || compared.filed.exported === null) return;
  const sum = tally.drawback;
  sum.lines += 1;
  if (drawback === null) {
    sum.linesUnknown += 1;
    return;
  }
  sum.refund += drawback.refund;
  sum.barred += drawback.barred;
  sum.unknown += drawback.unknown;
  if (drawback.feesOpen) sum.feesOpen += 1;
}

/** Filed and computed duty of a compared line by authority; what adds up is the line's own two sums. */
function addAuthorities(sums: Map<string, Sides>, line: AuditedLine): void {
  const { compared, filed, computed, paid } = line;
  if (compared === null || filed === null || computed === null) return;
  const add = (authority: string, side: keyof Sides, cents: number | null) => {
    const own = sums.get(authority) ?? { filed: 0, computed: 0 };
    sums.set(authority, own);
    own[side] += cents ?? 0;
  };
  if (paid === null) {
    add(NOT_BY_NUMBER, "filed", filed);
    add(NOT_BY_NUMBER, "computed", computed);
    return;
  }
  for (const { authority, duty } of compared.duty.layers) add(authority, "computed", duty);
  for (const { authority, amount } of paid) add(authority || NOT_BY_NUMBER, "filed", amount);
  const byNumber = paid.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  if (byNumber !== filed) add(NOT_BY_NUMBER, "filed", filed - byNumber);
}
