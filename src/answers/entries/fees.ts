/** Fees of an entry shared out over its lines. */
import type { Context } from "../../command.js";
import { type EntryFacts, type FeeSchedule, feesOf, sharedOut } from "../../domain/fees.js";
import type { Decimal } from "../../domain/units.js";
import type { EntryRow } from "../../texts/entry-row.js";
import type { PricedRow } from "./group.js";

/** Fees of each line in cents, in the order of the fee schedule; `null` where not known. */
export type LineFees = readonly (number | null)[];

/** Fees by line of an entry; `null` where a line of it cannot be read, since they are of the whole entry. */
export function feesOfLines(
  { feeFactor }: { readonly feeFactor?: Decimal },
  context: Context,
): (lines: readonly PricedRow[]) => readonly LineFees[] | null {
  const schedule = context.fees();
  return (lines) => {
    const goods = lines.flatMap((line) => (line.goods && line.priced ? [line.goods] : []));
    const [first] = goods;
    if (first === undefined || goods.length < lines.length) return null;
    const { date, mode } = first;
    return byLine(goods, { date, mode, feeFactor, entryType: entryTypeOf(goods, schedule) }, schedule);
  };
}

function byLine(goods: readonly EntryRow[], facts: EntryFacts, schedule: FeeSchedule): LineFees[] {
  const shares = feesOf(goods, facts, schedule).map((due) => sharedOut(due, goods));
  return goods.map((_, index) => shares.map((fee) => fee[index] ?? null));
}

/** An entry above the limit is formal, whatever its rows say. */
const entryTypeOf = (goods: readonly EntryRow[], { informalLimit }: FeeSchedule): EntryRow["entryType"] =>
  goods.reduce((sum, { value }) => sum + value, 0) > informalLimit.dollars
    ? "formal"
    : (goods[0]?.entryType ?? "formal");
