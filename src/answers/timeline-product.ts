/** The rate of one product, on days when it or a measure that reaches it changed. */
import type { Context } from "../command.js";
import { assess } from "../domain/assess.js";
import { changeDays, changedOn, type Period } from "../domain/change-days.js";
import type { Origin } from "../domain/country.js";
import { addDays, type IsoDate } from "../domain/day.js";
import { type Entry, NOTHING_STATED } from "../domain/entry.js";
import type { HtsCode } from "../domain/hts.js";
import { positionOf, productOf } from "../domain/reach.js";
import type { View } from "../domain/schedule.js";
import { type Decimal, usd } from "../domain/units.js";
import { linesOf } from "./lines.js";

/** A rate on a day; `null` while it cannot be known. */
export interface Point {
  readonly day: IsoDate;
  readonly rate: Decimal | null;
  readonly atLeast: boolean;
  readonly measures: readonly string[];
}

/** @throws {UserError} if the tariff has no such product on the last day. */
export function productPoints(
  hts: HtsCode,
  origin: Origin,
  period: Period,
  view: View,
  context: Context,
): Point[] {
  const schedule = context.schedule();
  const [code] = linesOf(hts, period.to, context, "--hts");
  const product = productOf(schedule, code as string, new Set());
  return changeDays(schedule, origin, period, view).flatMap((day, index): Point[] => {
    const entry: Entry = {
      ...NOTHING_STATED,
      hts: code as HtsCode,
      origin: origin.code,
      date: day,
      value: usd(1),
    };
    const assessment = assess(entry, schedule, view);
    if (!assessment) return [];
    const before = index === 0 ? day : addDays(day, -1);
    const measures = changedOn(schedule, [origin], day, before, view)
      .filter(({ versions }) =>
        versions.some(
          (one) =>
            positionOf(one, product, origin, new Set(), day) !== "outside" ||
            positionOf(one, product, origin, new Set(), before) !== "outside",
        ),
      )
      .map(({ id }) => id);
    const atLeast = assessment.needs.length > 0;
    return [{ day, rate: atLeast ? null : assessment.duty, atLeast, measures: index === 0 ? [] : measures }];
  });
}
