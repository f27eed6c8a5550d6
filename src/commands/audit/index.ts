import { type Context, defineCommand, flag, repeated, underReadings } from "../../contract/command.js";
import { oneOf, parseFactor } from "../../contract/parse.js";
import type { Cell, Column, RowStream, StreamRow } from "../../contract/report.js";
import { ON_ERROR, type Rows } from "../../contract/rows.js";
import { type AuditedLine, auditedEntry, type Yardstick } from "../../entries/audit.js";
import { type AuditTally, addEntry, auditTally, joinTally } from "../../entries/audit-tally.js";
import { catalogueOf } from "../../entries/claims.js";
import type { FileForms } from "../../entries/column-forms.js";
import { openEntries, tableNotes } from "../../entries/entry-table.js";
import { filedRows } from "../../entries/filed.js";
import {
  newlyMendedOf,
  type OfThread,
  type RowsOfPart,
  rowsByThreads,
  type Sharing,
  serveParts,
  writtenEntries,
} from "../../entries/parts.js";
import {
  entryPricer,
  feesOfEntries,
  type PricedRow,
  type PricingFlags,
  pricedEntries,
} from "../../entries/priced-entries.js";
import { linePricer } from "../../entries/pricer.js";
import { textIn } from "../../entries/row-cells.js";
import { type OpenFact, openFactRows, openFacts } from "../../entries/tally.js";
import { printHts } from "../../law/hts.js";
import type { Decimal } from "../../law/units.js";
import { FILE_FLAGS, fileForms, JOBS_FLAG } from "../common/flags.js";
import { auditSamples, auditSummary, type SamplesOf, verdictNotes } from "./words.js";

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
  readonly jobs?: number;
}

/** What is said of all lines, while they go by. */
interface Found {
  readonly tally: AuditTally;
  readonly samples: ReturnType<typeof auditSamples>;
  readonly open: ReturnType<typeof openFacts>;
}

const nothingFound = (context: Context): Found => ({
  tally: auditTally(context.fees().fees.length),
  samples: auditSamples(),
  open: openFacts(),
});

/**
 * Every row of a file with what was filed and what was owed, and in sentences why they differ. Amounts are dollars and
 * cents. @throws {UserError} on a file that cannot be read, or at the first bad row if asked to stop.
 */
export async function answerAudit(path: string, flags: AuditFlags, context: Context): Promise<RowStream> {
  const rows = await openEntries(path, { ...flags.forms, isAudited: true }, context);
  const found = nothingFound(context);
  return {
    title: `Audit of the entries of ${rows.name}`,
    form: "table",
    columns: AUDIT_COLUMNS,
    ...batchesOf(rows, flags, context, found),
    end() {
      const {
        notes,
        leading = [],
        facts,
        ...ended
      } = auditSummary(found.tally, found.samples.texts(), context);
      const asked = found.open.sorted();
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

/** Batches of lines, an entry after the other; by threads where they are asked for. */
function batchesOf(
  rows: Rows,
  flags: AuditFlags,
  context: Context,
  found: Found,
): Pick<RowStream, "batches" | "texts"> {
  const { start } = context.threads;
  const { jobs = 1 } = flags;
  if (jobs > 1 && start !== undefined) return batchesOfThreads(rows, { start, jobs }, context, found);
  const audited = auditor(rows, flags, context);
  return {
    batches: (async function* () {
      for await (const entries of pricedEntries(rows, { ...flags, asks: true }, context))
        yield audited(entries, found);
    })(),
  };
}

/** Lines of entries as rows of the answer; what is said of them is added to what is found. */
function auditor(rows: Rows, flags: AuditFlags, context: Context) {
  const fees = context.fees().fees.map(({ id }) => id);
  const yardstick = yardstickOf(flags, context);
  const readFiled = filedRows(rows, fees, flags);
  const feesOf = feesOfEntries(flags, context);
  const cellsOf = auditCells(rows);
  const placeOf = placesIn(rows);
  return (entries: readonly (readonly PricedRow[])[], { tally, samples, open }: Found): StreamRow[] =>
    entries.flatMap((lines) => {
      const entry = auditedEntry(lines.map(readFiled), feesOf, fees.length, yardstick);
      addEntry(tally, entry, yardstick.schedule.asOf);
      for (const line of entry.lines) {
        samples.add(line, placeOf(line));
        open.add(line);
      }
      return entry.lines
        .filter(({ status }) => status !== "invalid" || flags.onError !== "skip")
        .map((line) => ({ read: [], record: null, added: cellsOf(line) }));
    });
}

function yardstickOf(flags: AuditFlags, context: Context): Yardstick {
  const schedule = context.schedule();
  const view = flags.view ?? "law";
  const price = linePricer(schedule, view);
  return {
    ...{ schedule, view, catalogue: catalogueOf(context) },
    priceAgain(goods) {
      const priced = price(goods);
      return "duty" in priced ? priced.duty : null;
    },
    drawback: context.drawback(),
    heldUnlawful: new Set(context.heldUnlawful().map(({ authority }) => authority)),
  };
}

// Parts of a file audited by threads.

interface AuditOfPart extends RowsOfPart {
  readonly samples: SamplesOf;
  readonly asks: readonly OpenFact[];
}

interface AuditOfThread extends OfThread {
  readonly tally: AuditTally;
}

/** The same batches in the same order, with what threads say of them taken in. */
const batchesOfThreads = (
  rows: Rows,
  threads: Pick<Sharing<AuditOfThread>, "start" | "jobs">,
  context: Context,
  { tally, samples, open }: Found,
): Pick<RowStream, "batches" | "texts"> =>
  rowsByThreads<AuditOfPart, AuditOfThread>(rows, threads, context, {
    take({ answers }) {
      for (const part of answers) {
        samples.join(part.samples);
        open.join(part.asks);
      }
    },
    closed: (ofThread) => joinTally(tally, ofThread.tally),
  });

/** Audits parts of a file that the thread reads which has started this one. */
const serveAudit = (flags: AuditFlags, context: Context): Promise<never> =>
  serveParts(flags.forms ?? {}, context, async (rows, format, seen) => {
    const pricer = entryPricer(rows, { ...flags, asks: true }, context, seen);
    const audited = auditor(rows, flags, context);
    const textOf = (format === null ? undefined : await context.threads.lines?.(format))?.(AUDIT_COLUMNS);
    const { tally } = nothingFound(context);
    const newlyMended = newlyMendedOf(rows);
    return {
      part(batch): AuditOfPart {
        const found = { ...nothingFound(context), tally };
        const written = writtenEntries(textOf);
        for (const entry of [...pricer.completedBy(batch), pricer.rest()].flat())
          written.add(audited([entry], found));
        return {
          ...written.all(),
          samples: found.samples.all(),
          asks: found.open.all(),
          mended: newlyMended(),
        };
      },
      closing: async (): Promise<AuditOfThread> => ({
        tally,
        files: format === null ? (await context.inputs()).map(({ name }) => name) : [],
      }),
    };
  });

export default defineCommand({
  name: "audit",
  summary: "What was filed on entries beside what was owed, and why the two differ",
  details:
    "Compares what was filed with what was owed. The file has the columns that duty --file reads, and what was filed beside\n" +
    'them: filed_duty_usd of the line, or filed_layers such as "9903.94.01:7500.00; 8703.23.01:750.00"; filed_mpf_usd and\n' +
    "filed_hmf_usd, on one line of the entry or adding up over its lines; filed_total_usd, duty and fees of the entry;\n" +
    "exported_share, for drawback. An empty cell means that it was not filed. Differences are what was filed less what was\n" +
    "owed. Duty under an act held unlawful counts as filed where its number was filed, else as owed, and never exceeds the duty\n" +
    "filed.",
  argument: {
    name: "file",
    summary:
      "entries with what was filed: .csv, .xlsx, .json, .ndjson, .parquet, gzip of these, or - for standard input",
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
    ...JOBS_FLAG,
    view: flag("<view>", "law: what was owed; cash: what was collected", oneOf(["law", "cash"])),
  },
  examples: [
    "tariff-calc audit docs/examples/filed.csv",
    "tariff-calc audit docs/examples/filed.csv --view cash -o audit.csv",
    "tariff-calc audit entries.csv --format json | jq .by_authority",
  ],
  run: async ({ argument, flags }, context) => {
    const own = underReadings(flags, context);
    const ofFile = { ...flags, forms: fileForms(flags) };
    return own.threads.serve ? serveAudit(ofFile, own) : answerAudit(argument ?? "", ofFile, own);
  },
});
