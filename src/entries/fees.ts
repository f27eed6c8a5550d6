/** Fees of an entry shared out over its lines. */
import type { Context } from "../contract/command.js";
import { feeValueOf } from "../law/chapter98.js";
import { type FeeDue, type FeeLine, type FeeSchedule, feesOf, sharedOut } from "../law/fees.js";
import type { Schedule } from "../law/schedule.js";
import type { Decimal } from "../law/units.js";
import { dayOfEntry, type EntryRow, isUnderProvision } from "./entry-row.js";
import { entryOf } from "./goods-duty.js";
import type { PricedRow } from "./priced-entries.js";

/** Fees of each line in cents, in the order of the fee schedule; `null` where not known. */
export type LineFees = readonly (number | null)[];

interface FeeFlags {
  readonly feeFactor?: Decimal;
}

/** Fees by line of an entry; `null` where a line of it cannot be read, since they are of the whole entry. */
export function feesOfLines(
  flags: FeeFlags,
  context: Context,
): (lines: readonly PricedRow[]) => readonly LineFees[] | null {
  const feesOf = feesOfEntries(flags, context);
  return (lines) => {
    const fees = feesOf(lines);
    return fees && byLine(fees);
  };
}

/** The lines of an entry and what became of each fee on it. */
export interface EntryFees {
  readonly goods: readonly EntryRow[];
  readonly due: readonly FeeDue[];
  readonly entryType: EntryRow["entryType"];
}

/** Fees of an entry as a whole; `null` where a line of it cannot be read. */
export function feesOfEntries(
  { feeFactor }: FeeFlags,
  context: Context,
): (lines: readonly PricedRow[]) => EntryFees | null {
  const schedule = context.fees();
  const law = context.schedule();
  return (lines) => {
    const goods = goodsOf(lines, law);
    const [first] = goods;
    if (first === undefined) return null;
    const date = dayOfEntry(first);
    const { mode } = first;
    const entryType = entryTypeOf(goods, schedule);
    return { goods, entryType, due: feesOf(goods, { date, mode, feeFactor, entryType }, schedule) };
  };
}

/** Goods of all lines; none where a line cannot be read, priced or entered. */
function goodsOf(lines: readonly PricedRow[], law: Schedule): (EntryRow & FeeLine)[] {
  const goods: (EntryRow & FeeLine)[] = [];
  for (const line of lines) {
    if (line.goods === null || line.priced === null || line.ban !== null) return [];
    const { goods: row } = line;
    goods.push(isUnderProvision(row) ? { ...row, ...feeValueOf(entryOf(row, row.hts), law) } : row);
  }
  return goods;
}

function byLine({ goods, due }: EntryFees): LineFees[] {
  const shares = due.map((fee) => sharedOut(fee, goods));
  return goods.map((_, index) => shares.map((fee) => fee[index] ?? null));
}

/** An entry above the limit is formal, whatever its rows say. */
const entryTypeOf = (goods: readonly EntryRow[], { informalLimit }: FeeSchedule): EntryRow["entryType"] =>
  goods.reduce((sum, { value }) => sum + value, 0) > informalLimit.dollars
    ? "formal"
    : (goods[0]?.entryType ?? "formal");
