/** Which products owe otherwise on one day than on another. */
import { daysOf } from "./change-days.js";
import { type Positions, positionsOf } from "./columns.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { covering, standingOn } from "./law-key.js";
import { productTable } from "./marks.js";
import type { MeasureId, Version } from "./measure.js";
import type { Traded } from "./reckoning.js";
import type { Schedule, View } from "./schedule.js";

/**
 * Rows of the numbers that some measure reaches otherwise on the second day, or on other terms; `null` where base duties
 * changed in between. What a row owes depends on the measures that reach it alone: the other rows owe what they owed.
 */
export function changedRows(
  hts: readonly string[],
  { origin, terms }: Pick<Traded, "origin" | "terms">,
  schedule: Schedule,
  view: View,
  [from, to]: readonly [IsoDate, IsoDate],
): number[] | null {
  const between = (day: IsoDate): boolean => from < day && day <= to;
  if (schedule.base.changeDays.some(between)) return null;
  const table = productTable(hts, schedule.lists, terms.claims);
  const [was, is] = [from, to].map((day) => versionsOn(day, origin, schedule, view)) as [Versions, Versions];
  const changed = new Uint8Array(hts.length);
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(id), is.get(id)];
    if (old === now && old && !daysOf(old, schedule, view).some(between)) continue;
    const positions = (version: Version | undefined, day: IsoDate) =>
      version && positionsOf(version, table, origin, terms.claims, day);
    mark(changed, positions(old, from), positions(now, to), old === now);
  }
  return [...changed.keys()].filter((row) => changed[row] === 1);
}

type Versions = ReadonlyMap<MeasureId, Version>;

const versionsOn = (day: IsoDate, origin: Origin, schedule: Schedule, view: View): Versions =>
  new Map(
    covering(standingOn(schedule, day, view), origin).map(({ measure, version }) => [measure.id, version]),
  );

function mark(
  changed: Uint8Array,
  was: Positions | undefined,
  is: Positions | undefined,
  same: boolean,
): void {
  for (let row = 0; row < changed.length; row += 1) {
    const [old, now] = [was?.[row] ?? 0, is?.[row] ?? 0];
    if (old !== now || (!same && old + now > 0)) changed[row] = 1;
  }
}
