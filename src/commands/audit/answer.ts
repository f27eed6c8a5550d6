/** Audits a file of entries while it streams past: what was filed beside what was owed. */
import type { Context } from "../../contract/command.js";
import type { RowStream, StreamRow } from "../../contract/report.js";
import type { Rows } from "../../contract/rows.js";
import { type AuditedEntry, auditedEntry, type Yardstick } from "../../entries/audit.js";
import { addEntry, auditTally } from "../../entries/audit-tally.js";
import { catalogueOf } from "../../entries/claims.js";
import { type FileForms, openEntries, tableNotes } from "../../entries/entry-table.js";
import { feesOfEntries } from "../../entries/fees.js";
import { filedRows } from "../../entries/filed.js";
import { type PricingFlags, pricedEntries } from "../../entries/priced-entries.js";
import { linePricer } from "../../entries/pricer.js";
import { openFactRows, openFacts } from "../../entries/row-questions.js";
import type { Decimal } from "../../law/units.js";
import { AUDIT_COLUMNS, auditCells, placesIn } from "./table.js";
import { auditSamples, auditSummary, verdictNotes } from "./words.js";

interface AuditFlags extends PricingFlags {
  readonly feeFactor?: Decimal;
  readonly forms?: FileForms;
}

/**
 * Every row of a file with what was filed and what was owed, and in sentences why they differ. Amounts are dollars and
 * cents. @throws {UserError} on a file that cannot be read, or at the first bad row if asked to stop.
 */
export async function answerAudit(path: string, flags: AuditFlags, context: Context): Promise<RowStream> {
  const rows = await openEntries(path, flags.forms ?? {}, context);
  const tally = auditTally(context.fees().fees.length);
  const samples = auditSamples();
  const open = openFacts();
  const placeOf = placesIn(rows);
  return {
    title: `Audit of the entries of ${rows.name}`,
    form: "table",
    columns: AUDIT_COLUMNS,
    batches: auditRows(rows, flags, context, (entry, yardstick) => {
      addEntry(tally, entry, yardstick.schedule.asOf);
      for (const line of entry.lines) {
        samples.add(line, placeOf(line));
        open.add(line);
      }
    }),
    end() {
      const { notes, facts, ...ended } = auditSummary(tally, samples.texts(), context);
      const asked = open.sorted();
      return {
        ...ended,
        notes: [...notes, ...verdictNotes(asked), ...tableNotes(rows)],
        facts: { ...facts, asks: openFactRows(asked, "lines") },
      };
    },
  };
}

/** Cells of the lines, batch by batch; `meet` is told of every entry. */
async function* auditRows(
  rows: Rows,
  flags: AuditFlags,
  context: Context,
  meet: (entry: AuditedEntry, yardstick: Yardstick) => void,
): AsyncGenerator<StreamRow[]> {
  const fees = context.fees().fees.map(({ id }) => id);
  const schedule = context.schedule();
  const view = flags.view ?? "law";
  const price = linePricer(schedule, view);
  const yardstick: Yardstick = {
    ...{ schedule, view, catalogue: catalogueOf(context) },
    priceAgain(goods) {
      const priced = price(goods);
      return "duty" in priced ? priced.duty : null;
    },
    drawback: context.drawback(),
    heldUnlawful: new Set(context.heldUnlawful().map(({ authority }) => authority)),
  };
  const readFiled = filedRows(rows, fees, flags);
  const feesOf = feesOfEntries(flags, context);
  const cellsOf = auditCells(rows);
  for await (const entries of pricedEntries(rows, { ...flags, asks: true }, context))
    yield entries.flatMap((lines) => {
      const entry = auditedEntry(lines.map(readFiled), feesOf, fees.length, yardstick);
      meet(entry, yardstick);
      return entry.lines
        .filter(({ status }) => status !== "invalid" || flags.onError !== "skip")
        .map((line) => ({ read: [], record: null, added: cellsOf(line) }));
    });
}
