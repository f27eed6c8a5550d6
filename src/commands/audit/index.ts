import { type Context, defineCommand, flag, repeated, underReadings } from "../../contract/command.js";
import { oneOf, parseFactor } from "../../contract/parse.js";
import type { Cell, Column, RowStream, StreamRow } from "../../contract/report.js";
import { ON_ERROR, type Rows } from "../../contract/rows.js";
import { type AuditedEntry, type AuditedLine, auditedEntry, type Yardstick } from "../../entries/audit.js";
import { addEntry, auditTally } from "../../entries/audit-tally.js";
import { catalogueOf } from "../../entries/claims.js";
import type { FileForms } from "../../entries/column-forms.js";
import { openEntries, tableNotes } from "../../entries/entry-table.js";
import { feesOfEntries } from "../../entries/fees.js";
import { filedRows } from "../../entries/filed.js";
import { type PricingFlags, pricedEntries } from "../../entries/priced-entries.js";
import { linePricer } from "../../entries/pricer.js";
import { textIn } from "../../entries/row-cells.js";
import { openFactRows, openFacts } from "../../entries/tally.js";
import { printHts } from "../../law/hts.js";
import type { Decimal } from "../../law/units.js";
import { FILE_FLAGS, fileForms } from "../common/flags.js";
import { auditSamples, auditSummary, verdictNotes } from "./words.js";

// Audits a file of entries while it streams past: what was filed beside what was owed.

// The columns of an audit, and their cells.

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
      const { notes, leading = [], facts, ...ended } = auditSummary(tally, samples.texts(), context);
      const asked = open.sorted();
      const verdicts = verdictNotes(asked);
      return {
        ...ended,
        notes: [...notes, ...verdicts, ...tableNotes(rows)],
        leading: [...leading, ...verdicts],
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

export default defineCommand({
  name: "audit",
  summary: "What was filed on entries beside what was owed, and why the two differ",
  details:
    "Reads the columns that duty --file reads, and beside them what was filed: filed_duty_usd, or filed_layers as\n" +
    '"9903.94.01:7500.00; 8703.23.01:750.00", of the line; filed_mpf_usd and filed_hmf_usd, which stand on one line of\n' +
    "the entry or add up over its lines; filed_total_usd, duty and fees of the entry; exported_share, for drawback. What\n" +
    "is empty was not filed. Differences are filed less owed. Duty that rests on an act held unlawful is counted as it was\n" +
    "filed by number, else as it is owed, and never beyond the duty filed.",
  argument: {
    name: "file",
    summary: "entries with what was filed: .csv, .json, .ndjson, or - for standard input",
    required: true,
  },
  flags: {
    onError: flag("<how>", "rows that cannot be read: report, skip or stop", oneOf(ON_ERROR)),
    feeFactor: flag(
      "<factor>",
      "factor of the fee limits, for a year whose notice is not in the data",
      parseFactor,
    ),
    reading: repeated("<id>", "another reading of contested law; `measures` names them", (text) => text),
    ...FILE_FLAGS,
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    "tariff-calc audit docs/examples/filed.csv",
    "tariff-calc audit docs/examples/filed.csv --view cash -o audit.csv",
    "tariff-calc audit entries.csv --format json | jq .by_authority",
  ],
  run: async ({ argument, flags }, context) =>
    answerAudit(argument ?? "", { ...flags, forms: fileForms(flags) }, underReadings(flags.reading, context)),
});
