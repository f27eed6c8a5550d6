/** Sums of an audit while the entries stream past. Units: cents. */
import type { IsoDate } from "../law/calendar.js";
import type { AuditedEntry, AuditedLine, Status } from "./audit.js";
import { addedBy } from "./conventions.js";
import type { Cause, Finding } from "./findings.js";
import { BASE } from "./line-duty.js";

export interface Sides {
  filed: number;
  computed: number;
}

interface DrawbackSums {
  refund: number;
  barred: number;
  unknown: number;
  /** Lines with exported goods, those whose duty paid is not known, and those with a fee that is not. */
  lines: number;
  linesUnknown: number;
  feesOpen: number;
}

export interface AuditTally {
  entries: number;
  lines: number;
  readonly statuses: Record<Status, number>;
  /** Lines with something wrong, in number or in sum. */
  wrong: number;
  /** Entries with a line with something wrong. */
  wrongEntries: number;
  /** Findings by what is wrong: how many, and what is filed less what is owed on account of them. */
  readonly causes: Map<Cause, { findings: number; over: number; under: number }>;
  /** Lines on which no duty is filed. */
  unfiled: number;
  /** Lines of days after the law was checked. */
  late: number;
  /** Lines whose duty is both filed and known. */
  readonly compared: Sides;
  overpaid: number;
  underpaid: number;
  refundable: number;
  /** Lines of which it is not known what rests on an act held unlawful. */
  refundableUnknown: number;
  readonly drawback: DrawbackSums;
  /** Of entries whose fee is both filed and known, by fee. */
  readonly fees: readonly (Sides & { entries: number })[];
  readonly authorities: Map<string, Sides>;
}

/** What was filed in one sum, and what its lines owe; of a number the law does not have, what was filed. */
export const NOT_BY_NUMBER = "not-by-number";

export const auditTally = (fees: number): AuditTally => ({
  entries: 0,
  lines: 0,
  statuses: { agrees: 0, overpaid: 0, underpaid: 0, unknown: 0, invalid: 0 },
  wrong: 0,
  wrongEntries: 0,
  causes: new Map(),
  unfiled: 0,
  late: 0,
  compared: { filed: 0, computed: 0 },
  overpaid: 0,
  underpaid: 0,
  refundable: 0,
  refundableUnknown: 0,
  drawback: { refund: 0, barred: 0, unknown: 0, lines: 0, linesUnknown: 0, feesOpen: 0 },
  fees: Array.from({ length: fees }, () => ({ filed: 0, computed: 0, entries: 0 })),
  authorities: new Map(),
});

/** Adds an entry. @param asOf The last day for which the law was checked. */
export function addEntry(tally: AuditTally, { lines, fees }: AuditedEntry, asOf: IsoDate): void {
  tally.entries += 1;
  if (lines.some(({ findings }) => findings.some(({ wrong }) => wrong))) tally.wrongEntries += 1;
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
  addCauses(tally, findings);
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

function addCauses({ causes }: AuditTally, findings: readonly Finding[]): void {
  for (const { cause, cents = 0 } of findings) {
    if (cause === undefined) continue;
    const sum = causes.get(cause) ?? { findings: 0, over: 0, under: 0 };
    causes.set(cause, sum);
    sum.findings += 1;
    sum.over += Math.max(cents, 0);
    sum.under += Math.max(-cents, 0);
  }
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
  for (const layer of compared.duty.layers) {
    if (layer.measure !== BASE) add(layer.authority, "computed", addedBy(layer));
    add(BASE, "computed", layer.ofBase);
  }
  for (const { authority, amount } of paid) add(authority || NOT_BY_NUMBER, "filed", amount);
  const byNumber = paid.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  if (byNumber !== filed) add(NOT_BY_NUMBER, "filed", filed - byNumber);
}

const COUNTS = [
  ...(["entries", "lines", "wrong", "wrongEntries", "unfiled", "late"] as const),
  ...(["overpaid", "underpaid", "refundable", "refundableUnknown"] as const),
] as const;

/** Adds what other entries come to. */
export function joinTally(tally: AuditTally, other: AuditTally): void {
  for (const key of COUNTS) tally[key] += other[key];
  addUp(tally.statuses, other.statuses);
  addUp(tally.compared, other.compared);
  addUp(tally.drawback, other.drawback);
  for (const [at, fee] of other.fees.entries())
    addUp(tally.fees[at] ?? { filed: 0, computed: 0, entries: 0 }, fee);
  for (const [cause, sum] of other.causes)
    addUp(ofKey(tally.causes, cause, { findings: 0, over: 0, under: 0 }), sum);
  for (const [authority, sum] of other.authorities)
    addUp(ofKey(tally.authorities, authority, { filed: 0, computed: 0 }), sum);
}

function addUp<T extends Readonly<Record<keyof T, number>>>(sums: T, more: T): void {
  const own = sums as Record<keyof T, number>;
  for (const key of Object.keys(more) as (keyof T)[]) own[key] += more[key];
}

function ofKey<K, V>(sums: Map<K, V>, key: K, none: V): V {
  const own = sums.get(key) ?? none;
  sums.set(key, own);
  return own;
}
