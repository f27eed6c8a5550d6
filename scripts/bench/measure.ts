/** Runs the cases of a family in turn and compares them. */
import type { Case, Family, Run } from "./case.js";

/** A case as it is reported; `null` is not asked of it. */
export interface Measured {
  readonly name: string;
  /** Median wall time. */
  readonly seconds: number;
  readonly rows_per_second: number | null;
  readonly beside: string | null;
  /** Seconds in times of those of the case beside. */
  readonly times: number | null;
  readonly times_at_most: number | null;
  readonly peak_mb: number | null;
  readonly peak_mb_at_most: number | null;
  /** Within its limits. */
  readonly holds: boolean;
}

export async function measured({ cases, warmUps, runs }: Family): Promise<Measured[]> {
  const taken = new Map(cases.map(({ name }): [string, Run[]] => [name, []]));
  for (let round = 0; round < warmUps + runs; round += 1)
    for (const { name, run } of cases) {
      const one = await run();
      if (round >= warmUps) taken.get(name)?.push(one);
    }
  const secondsOf = (name: string): number => median((taken.get(name) ?? []).map(({ seconds }) => seconds));
  return cases.map((one) => compared(one, taken.get(one.name) ?? [], secondsOf));
}

function compared(
  { name, beside, rows, mostTimes, mostMegabytes }: Case,
  runs: readonly Run[],
  secondsOf: (name: string) => number,
): Measured {
  const seconds = secondsOf(name);
  const times = beside === null ? null : round(seconds / secondsOf(beside), 2);
  const peaks = runs.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
  const peak = peaks.length > 0 ? Math.round(Math.max(...peaks)) : null;
  return {
    name,
    seconds: round(seconds, 3),
    rows_per_second: rows === undefined ? null : Math.round(rows / seconds),
    beside,
    times,
    times_at_most: mostTimes ?? null,
    peak_mb: peak,
    peak_mb_at_most: mostMegabytes ?? null,
    holds: isWithin(times, mostTimes) && isWithin(peak, mostMegabytes),
  };
}

const isWithin = (value: number | null, most: number | undefined): boolean =>
  most === undefined || (value !== null && value <= most);

const round = (value: number, places: number): number => Number(value.toFixed(places));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.ceil(middle - 0.5)] ?? 0)) / 2;
}
