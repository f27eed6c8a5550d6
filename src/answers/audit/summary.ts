/** Totals of an audit, and the lines that are told one by one. */
import type { Context } from "../../command.js";
import { printCents } from "../../domain/printed.js";
import type { Cell, RowStream } from "../../report.js";
import { count, type Finding } from "./finding.js";
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
    add({ line: { entry }, findings }: AuditedLine, place: string): void {
      if (findings.length === 0) return;
      if (texts.length === MOST_TOLD) more += 1;
      else texts.push(`${upper(entry === "" ? place : `entry ${entry}, ${place}`)}: ${inWords(findings)}.`);
    },
    texts: (): string[] =>
      more === 0
        ? texts
        : [...texts, `Lines with further findings: ${count(more)}; -o audit.csv writes all of them.`],
  };
}

const inWords = (findings: readonly Finding[]): string => findings.map(({ text }) => text).join("; ");
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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

/** Sums over no line are not known, never zero. */
function totalOf(tally: AuditTally, context: Context): Record<string, Cell> {
  const { compared, drawback, statuses } = tally;
  const both = statuses.agrees + statuses.overpaid + statuses.underpaid;
  const fees = context.fees().fees.flatMap(({ id }, index): [string, Cell][] => {
    const { filed = 0, computed = 0, entries = 0 } = tally.fees[index] ?? {};
    return [
      [`filed_${id}_usd`, sumOver(entries, filed)],
      [`computed_${id}_usd`, sumOver(entries, computed)],
    ];
  });
  return {
    entries: String(tally.entries),
    lines: String(tally.lines),
    ...Object.fromEntries(
      Object.entries(statuses).map(([status, lines]) => [`${status}_lines`, String(lines)]),
    ),
    lines_with_faults: String(tally.wrong),
    filed_duty_usd: sumOver(both, compared.filed),
    computed_duty_usd: sumOver(both, compared.computed),
    difference_usd: sumOver(both, compared.filed - compared.computed),
    overpaid_usd: sumOver(both, tally.overpaid),
    underpaid_usd: sumOver(both, tally.underpaid),
    refundable_usd: sumOver(tally.lines - statuses.invalid - tally.refundableUnknown, tally.refundable),
    refundable_unknown_lines: String(tally.refundableUnknown),
    drawback_usd: sumOver(drawback.lines - drawback.linesUnknown, drawback.refund),
    drawback_barred_usd: sumOver(drawback.lines - drawback.linesUnknown, drawback.barred),
    drawback_unknown_usd: sumOver(drawback.lines - drawback.linesUnknown, drawback.unknown),
    drawback_unknown_lines: String(drawback.linesUnknown),
    ...Object.fromEntries(fees),
  };
}

const sumOver = (lines: number, cents: number): string | null => (lines === 0 ? null : printCents(cents));
