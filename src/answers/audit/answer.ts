/** Audits a file of entries while it streams past: what was filed beside what was owed. */
import type { Context } from "../../command.js";
import { printCents } from "../../domain/cents.js";
import { printHts } from "../../domain/hts.js";
import type { Decimal } from "../../domain/units.js";
import { movedTo, UserError } from "../../errors.js";
import type { Cell, Column, RowStream } from "../../report.js";
import { type RowProblem, textIn } from "../../texts/columns.js";
import { filedReader } from "../../texts/filed.js";
import type { Rows } from "../../texts/rows.js";
import { feesOfEntries } from "../entries/fees.js";
import type { PricedRow } from "../entries/group.js";
import { badRow, type PricingFlags, pricedEntries } from "../entries/priced-entries.js";
import { type AuditedEntry, auditedEntry } from "./entry.js";
import type { AuditedLine, FiledRow, Yardstick } from "./line.js";
import { auditSamples, auditSummary } from "./summary.js";
import { addEntry, auditTally } from "./tally.js";

export interface AuditFlags extends PricingFlags {
  readonly feeFactor?: Decimal;
}

const cents = (key: string, title: string, drop: number): Column => ({ key, title, kind: "cents", drop });
const text = (key: string, title: string, drop: number): Column => ({ key, title, kind: "text", drop });

const COLUMNS: readonly Column[] = [
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

/**
 * Every row of a file with what was filed and what was owed, and in sentences why they differ. Amounts are dollars and
 * cents. @throws {UserError} on a file that cannot be read, or at the first bad row if asked to stop.
 */
export async function answerAudit(path: string, flags: AuditFlags, context: Context): Promise<RowStream> {
  const rows = await context.rows(path);
  const tally = auditTally(context.fees().fees.length);
  const samples = auditSamples();
  const numberOf = lineNumbers(rows);
  return {
    title: `Audit of the entries of ${rows.name}`,
    form: "table",
    columns: COLUMNS,
    batches: audited(rows, flags, context, (entry, yardstick) => {
      addEntry(tally, entry, yardstick.schedule.asOf);
      for (const line of entry.lines) samples.add(line, numberOf(line));
    }),
    end: () => auditSummary(tally, samples.texts(), context),
  };
}

/** Cells of the lines, batch by batch; `meet` is told of every entry. */
async function* audited(
  rows: Rows,
  flags: AuditFlags,
  context: Context,
  meet: (entry: AuditedEntry, yardstick: Yardstick) => void,
): AsyncGenerator<Cell[][]> {
  const fees = context.fees().fees.map(({ id }) => id);
  const yardstick: Yardstick = {
    schedule: context.schedule(),
    view: flags.view ?? "law",
    drawback: context.drawback(),
    heldUnlawful: new Set(context.heldUnlawful().map(({ authority }) => authority)),
  };
  const readFiled = filedRows(rows, fees, flags);
  const feesOf = feesOfEntries(flags, context);
  const cellsOf = cellsIn(rows);
  for await (const entries of pricedEntries(rows, flags, context))
    yield entries.flatMap((lines) => {
      const entry = auditedEntry(lines.map(readFiled), feesOf, fees.length, yardstick);
      meet(entry, yardstick);
      return entry.lines
        .filter(({ status }) => status !== "invalid" || flags.onError !== "skip")
        .map(cellsOf);
    });
}

/** Reads what was filed on a row. @throws {UserError} at one that cannot be read, if asked to stop. */
function filedRows(
  rows: Rows,
  fees: readonly string[],
  { onError }: AuditFlags,
): (line: PricedRow) => FiledRow {
  const read = filedColumns(rows, fees);
  return (line) => {
    if (line.priced === null) return { line, filed: null, problems: line.problems };
    const faults: RowProblem[] = [];
    const filed = read(line.row.cells, faults);
    if (faults.length === 0) return { line, filed, problems: [] };
    const problems = [...line.problems, ...faults.map(({ column, message }) => `${column}: ${message}`)];
    if (onError === "stop") throw badRow(rows, line.row, problems);
    return { line, filed: null, problems };
  };
}

function filedColumns({ columns, name }: Rows, fees: readonly string[]): ReturnType<typeof filedReader> {
  try {
    return filedReader(columns, fees);
  } catch (error) {
    throw error instanceof UserError ? movedTo(name, error) : error;
  }
}

/** The number of a line within its entry, if the file has a column of it, else its row in the file. */
function lineNumbers({ columns }: Rows): (line: AuditedLine) => string {
  const { of } = textIn(columns, "line");
  return ({ line: { row } }) => of(row.cells).trim() || String(row.at);
}

/** Amounts that are not known stay empty: never zero. */
function cellsIn(rows: Rows): (line: AuditedLine) => Cell[] {
  const numberOf = lineNumbers(rows);
  const [hts, origin, date] = ["hts", "origin", "date"].map((name) => textIn(rows.columns, name));
  return (audited) => {
    const { line, filed, computed, difference, refundable, drawback, status, findings } = audited;
    const { cells } = line.row;
    return [
      line.entry,
      numberOf(audited),
      line.goods ? printHts(line.goods.hts) : (hts?.of(cells) ?? ""),
      line.goods?.origin.code ?? origin?.of(cells) ?? "",
      line.goods?.date ?? date?.of(cells) ?? "",
      dollars(filed),
      dollars(computed),
      dollars(difference),
      dollars(refundable),
      dollars(drawback?.refund ?? null),
      status,
      findings.map((finding) => finding.text),
    ];
  };
}

const dollars = (amount: number | null): string | null => (amount === null ? null : printCents(amount));
