/** Readings of the law that sources disagree on. */
import type { Measure } from "./measure.js";
import type { Schedule } from "./schedule.js";

/** A reading that can be switched to: its measure, and what it says instead. */
interface OtherReading {
  readonly id: string;
  readonly measure: string;
  readonly question: string;
}

/** Readings that say what the law would be, and not only that it is doubted. */
export const otherReadings = ({ measures }: Schedule): OtherReading[] =>
  measures.flatMap(({ id: measure, contested }) =>
    contested.flatMap(({ id, question, versions }) => (versions ? [{ id, measure, question }] : [])),
  );

/** The schedule with these readings in place of the chosen ones; a reading may be of several measures. */
export const withReadings = (schedule: Schedule, ids: readonly string[]): Schedule => ({
  ...schedule,
  measures: schedule.measures.map((measure) => readAs(measure, ids)),
});

function readAs(measure: Measure, ids: readonly string[]): Measure {
  const other = measure.contested.find(({ id, versions }) => versions !== null && ids.includes(id));
  return other?.versions ? { ...measure, versions: other.versions } : measure;
}
