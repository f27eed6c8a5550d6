/** Sums of an audit while the entries stream past. Units: cents. */
import type { Status } from "./line.js";

export interface Sides {
  filed: number;
  computed: number;
}

interface Drawn {
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
  readonly drawback: Drawn;
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
