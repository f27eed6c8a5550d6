/** Where goods owe otherwise under the prices of one day than under those of another. */
import type { LinePrices } from "./line-prices.js";

const known = new WeakMap<LinePrices, WeakMap<LinePrices, Int32Array>>();

/** Places of the list, in order, whose goods are reached otherwise or state another base rate; made once for the same two. */
export function changedPlaces(before: LinePrices, now: LinePrices): Int32Array {
  const own = known.get(before) ?? new WeakMap<LinePrices, Int32Array>();
  known.set(before, own);
  const places = own.get(now) ?? compared(before, now);
  own.set(now, places);
  return places;
}

function compared(before: LinePrices, now: LinePrices): Int32Array {
  const reached = differs(before.patternOf, before.patterns, now.patternOf, now.patterns);
  const stated = before.of === now.of ? null : differs(before.of, before.bases, now.of, now.bases);
  const places = new Int32Array(now.of.length);
  let size = 0;
  for (let place = 0; place < places.length; place += 1)
    if (reached(place) || stated?.(place)) {
      places[size] = place;
      size += 1;
    }
  return places.slice(0, size);
}

/** Whether a place has another thing now than before. */
function differs<T>(of: Int32Array, things: readonly T[], ofNow: Int32Array, now: readonly T[]) {
  const placesBefore = new Map(things.map((thing, index) => [thing, index]));
  const before = Int32Array.from(now, (thing) => placesBefore.get(thing) ?? NOWHERE);
  return (place: number): boolean => before[ofNow[place] as number] !== of[place];
}

const NOWHERE = -1;
