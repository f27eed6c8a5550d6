/** Totals of an audit, and the lines that are told one by one. */
import type { Context } from "../../command.js";
import { printCents } from "../../domain/cents.js";
import type { Cell, RowStream } from "../../report.js";
import { count } from "./finding.js";
import type { AuditedLine } from "./line.js";
import { auditNotes } from "./notes.js";
import type { AuditTally } from "./tally.js";

/** Lines with findings that are told one by one; all of them are in the machine formats. */
const MOST_TOLD = 20;

/** Gathers the first lines with findings, as sentences. */
export function auditSamples() {
  const texts: string[] = [];
  let more = 0;
  return {
    add({ line, findings }: AuditedLine, number: string): void {
      if (findings.length === 0) return;
      const where = line.entry === "" ? `Row ${number}` : `Entry ${line.entry}, line ${number}`;
      if (texts.length < MOST_TOLD) texts.push(`${where}: ${findings.map(({ text }) => text).join("; ")}.`);
      else more += 1;
    },
    texts: (): string[] =>
      more === 0
        ? texts
        : [...texts, `Lines with further findings: ${count(more)}; -o audit.csv writes all of them.`],
  };
}

/** Totals, sums by authority, and notes; status 1 if anything is wrong. */
export function auditSummary(
  tally: AuditTally,
  findings: readonly string[],
  context: Context,
): ReturnType<RowStream["end"]> {
  const authorities = [...tally.authorities].filter(
    ([, { filed, computed }]) => filed !== 0 || computed !== 0,
  );
  authorities.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    total: totalOf(tally, context),
    notes: [...findings, ...auditNotes(tally, authorities, context)],
    facts: {
      by_authority: authorities.map(([authority, { filed, computed }]) => ({
        authority,
        filed_usd: printCents(filed),
        computed_usd: printCents(computed),
        difference_usd: printCents(filed - computed),
      })),
    },
    findings: tally.wrong > 0,
  };
}

function totalOf(tally: AuditTally, context: Context): Record<string, Cell> {
  const { compared, drawback, statuses } = tally;
  const fees = context.fees().fees.flatMap(({ id }, index): [string, Cell][] => {
    const { filed = 0, computed = 0 } = tally.fees[index] ?? {};
    return [
      [`filed_${id}_usd`, printCents(filed)],
      [`computed_${id}_usd`, printCents(computed)],
    ];
  });
  return {
    entries: String(tally.entries),
    lines: String(tally.lines),
    ...Object.fromEntries(
      Object.entries(statuses).map(([status, lines]) => [`${status}_lines`, String(lines)]),
    ),
    lines_with_faults: String(tally.wrong),
    filed_duty_usd: printCents(compared.filed),
    computed_duty_usd: printCents(compared.computed),
    difference_usd: printCents(compared.filed - compared.computed),
    overpaid_usd: printCents(tally.overpaid),
    underpaid_usd: printCents(tally.underpaid),
    refundable_usd: printCents(tally.refundable),
    refundable_unknown_lines: String(tally.refundableUnknown),
    drawback_usd: printCents(drawback.refund),
    drawback_barred_usd: printCents(drawback.barred),
    drawback_unknown_usd: printCents(drawback.unknown),
    drawback_unknown_lines: String(drawback.linesUnknown),
    ...Object.fromEntries(fees),
  };
}
