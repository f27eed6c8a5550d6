/** Prices a file of entries, row by row, while it streams past. */
import type { Context } from "../../command.js";
import type { FeeSchedule } from "../../domain/fees.js";
import { type Decimal, toCents, type Usd, usd } from "../../domain/units.js";
import { grouped, money } from "../../numbers.js";
import type { Cell, RowStream, StreamRow } from "../../report.js";
import type { Rows } from "../../texts/rows.js";
import { addedColumns, keptColumns, rowsWith } from "./cells.js";
import { feesOfLines, type LineFees } from "./fees.js";
import type { PricedRow } from "./group.js";
import { type PricingFlags, pricedEntries } from "./priced-entries.js";
import { rejections } from "./rejected.js";
import { dollarsOf, type EntryTally, entryTally } from "./tally.js";
import { unreadNotes } from "./unread.js";

export interface FileFlags extends PricingFlags {
  readonly rejected?: string;
  readonly feeFactor?: Decimal;
}

/**
 * The rows of a file with what each owes. Rows of one entry stand together; fees are of the entry, shared out over its
 * lines by value. @throws {UserError} on a file that cannot be read, or at the first bad row if asked to stop.
 */
export async function answerDutyFile(path: string, flags: FileFlags, context: Context): Promise<RowStream> {
  const rows = await context.rows(path);
  const fees = context.fees();
  const added = addedColumns(fees);
  const kept = keptColumns(rows.columns, added);
  const rowOf = rowsWith(kept.at, rows.columns.length, added.length);
  const tally = entryTally(context.schedule().asOf, fees.fees.length);
  const rejected = rejections(rows, flags);
  return {
    title: `Duty on the entries of ${rows.name}`,
    form: rows.form,
    columns: [...kept.columns, ...added],
    batches: priced(rows, flags, context, (line, own, out) => {
      tally.add(line, own);
      if (line.priced === null) rejected.add(line);
      if (line.priced === null && flags.onError === "skip") return;
      out.push(rowOf(line, own));
    }),
    ...rejected.beside,
    end() {
      const { notes, ...ended } = summary(tally, fees, context.schedule().asOf);
      return { ...ended, notes: [...notes, ...unreadNotes(kept.columns.map(({ key }) => key))] };
    },
  };
}

/** Batches of rows, an entry after the other. */
async function* priced(
  rows: Rows,
  flags: FileFlags,
  context: Context,
  write: (line: PricedRow, fees: LineFees, out: StreamRow[]) => void,
): AsyncGenerator<StreamRow[]> {
  const feesOf = feesOfLines(flags, context);
  const unknown = context.fees().fees.map(() => null);
  for await (const entries of pricedEntries(rows, flags, context)) {
    const out: StreamRow[] = [];
    for (const lines of entries) {
      const fees = feesOf(lines);
      lines.forEach((line, index) => {
        write(line, fees?.[index] ?? unknown, out);
      });
    }
    yield out;
  }
}

function summary(tally: EntryTally, { fees }: FeeSchedule, asOf: string): ReturnType<RowStream["end"]> {
  const { rows, unknown, invalid } = tally;
  const least = dollarsOf(tally.atLeast);
  const unrounded = tally.unrounded();
  const ofFees = fees.map(({ id }, index): [string, Cell] => {
    const cents = tally.fees[index] ?? null;
    return [`${id}_usd`, cents === null ? null : dollarsOf(cents)];
  });
  return {
    total: {
      rows: String(rows),
      value_usd: usd(tally.value),
      duty_usd: least.toFixed(2),
      ...Object.fromEntries(ofFees),
      at_least: unknown > 0 || invalid > 0,
      known_duty_usd: dollarsOf(tally.duty),
      unrounded_duty_usd: unrounded,
    },
    notes: notesOf(tally, least, unrounded, asOf),
    facts: {},
    findings: invalid > 0,
  };
}

function notesOf(
  { rows, exact, unknown, invalid, late, value }: EntryTally,
  least: Usd,
  unrounded: Usd,
  asOf: string,
): string[] {
  const count = (number: number) => grouped(String(number));
  const atLeast = unknown > 0 || invalid > 0 ? "at least " : "";
  return [
    `${count(rows)} ${rows === 1 ? "row" : "rows"}: ${count(exact)} exact, ${count(unknown)} unknown, ${count(invalid)} invalid.`,
    `Duty ${atLeast}$${money(least)} on $${money(usd(value))} of customs value; $${money(toCents(unrounded))} before each layer of each line is rounded to cents.`,
    ...(late > 0
      ? [`The law was checked to ${asOf}; rows of later days extrapolate it: ${count(late)}.`]
      : []),
  ];
}
