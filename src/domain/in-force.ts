/** Which terms of a measure hold on a day. */
import { addDays, type IsoDate, inSpan, type Span } from "./day.js";
import type { Measure, Version } from "./measure.js";
import type { View } from "./schedule.js";

/**
 * The days on which a version counts in a view. In the `cash` view it starts when it was first collected, and
 * versions that were collected and later taken back count too.
 */
export function spanIn(version: Version, view: View): Span | undefined {
  if (view === "law") return version.onlyCollected ? undefined : version;
  return { from: version.collectedFrom ?? version.from, until: version.until };
}

/** The version of a measure in force on a day, if any. Versions never overlap; `data validate` checks it. */
export const inForce = (measure: Measure, on: IsoDate, view: View): Version | undefined =>
  measure.versions.find((version) => {
    const span = spanIn(version, view);
    return span !== undefined && inSpan(span, on);
  });

/**
 * The version whose terms come closest to a day: the one in force, else the next to come, else the last that ended.
 * A scenario that charges a tariff on a day it was not in force takes its terms from here.
 */
export function nearestVersion(measure: Measure, on: IsoDate): Version | undefined {
  const lawful = measure.versions.filter((version) => !version.onlyCollected);
  return (
    inForce(measure, on, "law") ??
    lawful.find((version) => version.from > on) ??
    lawful.findLast((version) => version.until !== null && version.until <= on)
  );
}

/** `version` made to hold on one day, with the lists of its own time. */
export const movedTo = (version: Version, on: IsoDate): Version => ({
  ...version,
  from: on,
  until: addDays(on, 1),
  listedOn: version.listedOn ?? version.from,
});
