/** Where the law uses the numbers that an entry declares beside that of its goods. */
import type { Measure, Version } from "../../domain/measure.js";
import type { Schedule } from "../../domain/schedule.js";

/** A version that uses a number: to charge under it, or to let goods in free of the measure. */
export interface Use {
  readonly measure: Measure;
  readonly version: Version;
  /** What is free under the number; `null` where it charges. */
  readonly frees: string | null;
}

/** The number of the goods themselves, not of chapter 99 and its notes, declares the duty of the tariff. */
export const isBase = (number: string): boolean => !/^(99|U\.S\. note)/.test(number);

const known = new WeakMap<Schedule, ReadonlyMap<string, readonly Use[]>>();

/** Every version that uses a number, measures by id; none if the law here has no such number. */
export function usesOf(number: string, schedule: Schedule): readonly Use[] {
  const uses = known.get(schedule) ?? allUses(schedule);
  known.set(schedule, uses);
  return uses.get(number) ?? [];
}

function allUses({ measures }: Schedule): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const measure of measures)
    for (const version of measure.versions)
      for (const [number, frees] of numbersOf(version)) {
        const own = uses.get(number) ?? [];
        uses.set(number, own);
        own.push({ measure, version, frees });
      }
  return uses;
}

const numbersOf = ({ heading, byOrigin, transit, freedBy, usContent }: Version) =>
  new Map<string, string | null>([
    ...(usContent ? [[usContent.heading, "content of US origin"] as const] : []),
    ...freedBy.map((exemption) => [exemption.heading, exemption.title] as const),
    ...transit.map((window) => [window.heading, window.duty ? null : "goods in transit"] as const),
    ...byOrigin.map((terms) => [terms.heading, null] as const),
    [heading, null] as const,
  ]);
