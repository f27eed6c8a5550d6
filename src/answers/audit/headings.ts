/** The measures that a chapter 99 number stands for. */
import type { Measure, Version } from "../../domain/measure.js";
import type { Schedule } from "../../domain/schedule.js";

const known = new WeakMap<Schedule, ReadonlyMap<string, Measure>>();

/** The first measure that charges, exempts or lets goods through under a number, on any day. */
export function measureOf(number: string, schedule: Schedule): Measure | undefined {
  const numbers = known.get(schedule) ?? numbersOf(schedule);
  known.set(schedule, numbers);
  return numbers.get(number);
}

function numbersOf({ measures }: Schedule): Map<string, Measure> {
  const found = new Map<string, Measure>();
  for (const measure of measures)
    for (const version of measure.versions)
      for (const number of headingsOf(version)) if (!found.has(number)) found.set(number, measure);
  return found;
}

const headingsOf = ({ heading, byOrigin, transit, freedBy, usContent }: Version): string[] => [
  heading,
  ...byOrigin.map((terms) => terms.heading),
  ...transit.map((window) => window.heading),
  ...freedBy.map((exemption) => exemption.heading),
  ...(usContent ? [usContent.heading] : []),
];
