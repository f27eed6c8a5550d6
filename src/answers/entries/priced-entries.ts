/** A file of entries as priced entries, one after the other. */
import type { Context } from "../../command.js";
import type { View } from "../../domain/schedule.js";
import { UserError } from "../../errors.js";
import type { Row, Rows } from "../../texts/rows.js";
import { agreeing, entryGroups, type PricedRow, pricedRow } from "./group.js";
import { pricer } from "./pricer.js";
import { goodsReader } from "./reading.js";

export const ON_ERROR = ["report", "skip", "stop"] as const;

export interface PricingFlags {
  readonly onError?: (typeof ON_ERROR)[number];
  readonly view?: View;
}

/** Rows that go on together: few, so that what is made of them is let go while it is young. */
const TOGETHER = 60;

/** Batches of entries: lines that stand together under one number. @throws {UserError} if asked to stop at a bad row. */
export async function* pricedEntries(
  rows: Rows,
  flags: PricingFlags,
  context: Context,
): AsyncGenerator<(readonly PricedRow[])[]> {
  const priceRow = rowPricer(rows, flags, context);
  const groups = entryGroups();
  let entries: (readonly PricedRow[])[] = [];
  let held = 0;
  for await (const batch of rows.batches) {
    for (const row of batch) {
      const lines = groups.add(priceRow(row));
      if (lines.length > 0) entries.push(agreeing(lines));
      held += 1;
      if (held < TOGETHER) continue;
      yield entries;
      entries = [];
      held = 0;
    }
  }
  yield entries;
  yield [agreeing(groups.rest())];
}

function rowPricer(rows: Rows, { onError, view }: PricingFlags, context: Context): (row: Row) => PricedRow {
  const read = goodsReader(rows, context);
  const price = pricer(context.schedule(), view ?? "law");
  return (row) => {
    const line = pricedRow(read(row), price);
    if (line.priced === null && onError === "stop") throw badRow(rows, row, line.problems);
    return line;
  };
}

/** What stops a file at a row. */
export const badRow = ({ name }: Rows, { at }: Row, problems: readonly string[]): UserError =>
  new UserError(problems.join("; "), {
    where: `${name}:${at}`,
    hint: "mend the row, or take --on-error report or skip",
  });
