/** Days on which lines of the tariff state the same. */
import type { IsoDate } from "./day.js";
import { remembering } from "./remembering.js";
import type { Schedule } from "./schedule.js";

const stretches = new WeakMap<Schedule, (date: IsoDate) => IsoDate>();
/**
 * A day on which lines state, and agreements give, what they do on another: the first that was asked about. Trade followed
 * for long comes back to few, and trade of one day need not know which days there are.
 */
export function statedAsOn(past: Schedule, date: IsoDate): IsoDate {
  const own = stretches.get(past) ?? firstOfStretch(past);
  stretches.set(past, own);
  return own(date);
}

function firstOfStretch({ base, agreements }: Schedule): (date: IsoDate) => IsoDate {
  const met: IsoDate[] = [];
  const stretchOf = remembering((on: IsoDate) =>
    [
      ...base.editionDays,
      ...base.changeDays,
      ...agreements.flatMap(({ from, until }) => [from, until ?? from]),
    ]
      .filter((day) => day <= on)
      .sort()
      .at(-1),
  );
  return remembering((date: IsoDate) => {
    const same = met.find((day) => stretchOf(day) === stretchOf(date));
    if (same === undefined) met.push(date);
    return same ?? date;
  });
}
