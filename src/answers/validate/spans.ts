/** Whether the versions of a measure follow one another. */
import { addDays, type IsoDate } from "../../domain/day.js";
import { spanIn } from "../../domain/in-force.js";
import type { Measure } from "../../domain/measure.js";
import type { View } from "../../domain/schedule.js";
import { fileOf } from "./file-of.js";
import { error, type Problem, warning } from "./problem.js";

/** Versions that hold on the same day, or end before they begin; in the cash view where the law view has it not. */
export function overlaps(measure: Measure): Problem[] {
  const inLaw = spanFaults(measure, "law");
  const inCash = spanFaults(measure, "cash").filter(
    (fault) => !inLaw.some(({ index }) => index === fault.index),
  );
  return [
    ...inLaw.map((fault) => problemOf(measure, fault, "")),
    ...inCash.map((fault) => problemOf(measure, fault, " as collected")),
  ];
}

interface SpanFault {
  readonly index: number;
  readonly from: IsoDate;
  /** The day it ends, not after it begins; `null` if it lies within the version before it. */
  readonly ended: IsoDate | null;
}

function spanFaults(measure: Measure, view: View): SpanFault[] {
  const spans = measure.versions.flatMap((version, index) => {
    const span = spanIn(version, view);
    return span ? [{ ...span, index }] : [];
  });
  return spans.flatMap(({ from, until, index }, at): SpanFault[] => {
    if (until !== null && until <= from) return [{ index, from, ended: until }];
    const before = at === 0 ? from : (spans[at - 1]?.until ?? null);
    return before === null || before > from ? [{ index, from, ended: null }] : [];
  });
}

const problemOf = (measure: Measure, { index, from, ended }: SpanFault, view: string): Problem =>
  ended === null
    ? error(
        "overlap",
        fileOf(measure),
        `versions[${index}].from`,
        `${from} lies within the version before it${view}`,
        "end that one first: its until is the day on which this one begins",
      )
    : error(
        "backwards",
        fileOf(measure),
        `versions[${index}]`,
        `it ends on ${ended}, not after it begins on ${from}${view}`,
        "until is the first day on which it no longer holds",
      );

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
