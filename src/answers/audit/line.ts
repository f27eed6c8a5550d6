/** One line of an entry, audited. */
import type { DrawbackRules } from "../../domain/drawback.js";
import type { Filed } from "../../texts/filed.js";
import type { PricedRow } from "../entries/group.js";
import { type Returned, restingOn, returnedOn } from "./come-back.js";
import { differences } from "./compare.js";
import { type Compared, filedDuty } from "./compared.js";
import { type Finding, told, wrong } from "./finding.js";
import { type PaidDuty, type PaidPart, paidOn } from "./paid.js";
import type { Law } from "./reason.js";

export type Status = "agrees" | "overpaid" | "underpaid" | "unknown" | "invalid";

/** A row with what was filed on it; `null` where the row cannot be read or priced. */
export interface FiledRow {
  readonly line: PricedRow;
  readonly filed: Filed | null;
  readonly problems: readonly string[];
}

/** Amounts in cents; `null` where they are not filed or not known. */
export interface AuditedLine {
  readonly line: PricedRow;
  /** `null` where the line cannot be read. */
  readonly compared: Compared | null;
  readonly filed: number | null;
  readonly computed: number | null;
  readonly difference: number | null;
  /** What was paid by measure. */
  readonly paid: readonly PaidDuty[] | null;
  /** What rests on an act held unlawful. */
  readonly refundable: number | null;
  /** `null` where nothing was exported, or what was paid is not known. */
  readonly drawback: Returned | null;
  /** Of the duty of the line; findings may be of its numbers or its entry all the same. */
  readonly status: Status;
  readonly findings: readonly Finding[];
}

/** What lines are audited by. */
export interface Yardstick extends Law {
  readonly heldUnlawful: ReadonlySet<string>;
  readonly drawback: DrawbackRules;
}

/** A line that can be compared, or `undefined`. */
function comparedOf({ line: { goods, priced }, filed }: FiledRow): Compared | undefined {
  return goods && priced && filed ? { goods, filed, duty: priced.duty } : undefined;
}

/** A line beside the law. @param fees What was paid of each fee on it; `null` if its entry cannot be read. */
export function auditedLine(
  row: FiledRow,
  fees: readonly PaidPart[] | null,
  yardstick: Yardstick,
): AuditedLine {
  const compared = comparedOf(row);
  if (compared === undefined) return invalid(row);
  const filed = filedDuty(compared.filed);
  const computed = compared.duty.duty;
  const difference = filed === null || computed === null ? null : filed - computed;
  const paid = paidOn(compared, yardstick);
  const { remark } = row.line.priced ?? {};
  return {
    line: row.line,
    compared,
    filed,
    computed,
    difference,
    paid,
    refundable: restingOn(yardstick.heldUnlawful, paid, filed),
    drawback: returnedOn(paid, fees, compared.filed.exported, yardstick.drawback),
    status: statusOf(difference),
    findings: [
      ...row.line.problems.map(wrong),
      ...differences(compared, yardstick),
      ...(remark ? [told(remark)] : []),
    ],
  };
}

const invalid = ({ line, problems }: FiledRow): AuditedLine => ({
  line,
  compared: null,
  filed: null,
  computed: null,
  difference: null,
  paid: null,
  refundable: null,
  drawback: null,
  status: "invalid",
  findings: problems.map(wrong),
});

function statusOf(difference: number | null): Status {
  if (difference === null) return "unknown";
  return difference === 0 ? "agrees" : difference > 0 ? "overpaid" : "underpaid";
}
