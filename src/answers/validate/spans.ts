/** Whether the versions of a measure follow one another. */
import { addDays, type IsoDate } from "../../domain/day.js";
import { spanIn } from "../../domain/in-force.js";
import type { Measure } from "../../domain/measure.js";
import { fileOf } from "./file-of.js";
import { error, type Problem, warning } from "./problem.js";

/** Versions that hold on the same day, or end before they begin. */
export function overlaps(measure: Measure): Problem[] {
  return (["law", "cash"] as const).flatMap((view) => {
    const spans = measure.versions.flatMap((version, index) => {
      const span = spanIn(version, view);
      return span ? [{ ...span, index }] : [];
    });
    const backwards = spans.filter(({ from, until }) => until !== null && until <= from);
    const overlapping = spans.slice(1).filter(({ from }, at) => {
      const until = spans[at]?.until ?? null;
      return until === null || until > from;
    });
    return [
      ...backwards.map(({ index, from, until }) =>
        error(
          "backwards",
          fileOf(measure),
          `versions[${index}]`,
          `it ends on ${until}, not after it begins on ${from} (${view} view)`,
          "until is the first day on which it no longer holds",
        ),
      ),
      ...overlapping.map(({ index, from }) =>
        error(
          "overlap",
          fileOf(measure),
          `versions[${index}].from`,
          `${from} lies within the version before it (${view} view)`,
          "end that one first: its until is the day on which this one begins",
        ),
      ),
    ];
  });
}

/** A gap as short as this between two versions is more likely a day miscounted than a tariff lifted. */
const SHORT_GAP = 7;

/** Days between two versions on which the measure is not in force, where they are few. */
export function gaps(measure: Measure): Problem[] {
  const spans = measure.versions
    .map((version, index) => ({ ...version, index }))
    .filter((one) => !one.onlyCollected);
  return spans.slice(1).flatMap(({ from, index }, at): Problem[] => {
    const until = spans[at]?.until ?? null;
    if (until === null || until >= from || addDays(until, SHORT_GAP) < from) return [];
    return [
      warning(
        "gap",
        fileOf(measure),
        `versions[${index}].from`,
        `nothing is in force ${daysBetween(until, from)}`,
        `if the terms change without a break, begin this version on ${until}`,
      ),
    ];
  });
}

const daysBetween = (until: IsoDate, from: IsoDate): string =>
  addDays(until, 1) === from ? `on ${until}` : `from ${until} to ${addDays(from, -1)}`;
