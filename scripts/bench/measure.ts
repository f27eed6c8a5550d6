/** Runs the cases of a family in turn and compares them. */
import type { Case, Family, Run } from "./case.js";
import { ROOT } from "./child.js";

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
  /** Seconds in times of those of the other build: the median of the pairs. */
  readonly against: number | null;
  /** Within its limits. */
  readonly holds: boolean;
}

/** The runs of a case of this build, and of the other build right after each. */
interface Taken {
  readonly own: Run[];
  readonly other: Run[];
}

/** @param against - Where another build of tariff-calc is, that each case is run with too. */
export async function measured({ cases, warmUps, runs }: Family, against?: string): Promise<Measured[]> {
  const taken = new Map(cases.map(({ name }): [string, Taken] => [name, { own: [], other: [] }]));
  for (let round = 0; round < warmUps + runs; round += 1)
    for (const one of cases) {
      const pair = await pairOf(one, against);
      if (round < warmUps) continue;
      taken.get(one.name)?.own.push(pair.own);
      if (pair.other) taken.get(one.name)?.other.push(pair.other);
    }
  const of = (name: string): Taken => taken.get(name) as Taken;
  const secondsOf = (name: string): number => median(of(name).own.map(({ seconds }) => seconds));
  return cases.map((one) => compared(one, of(one.name), secondsOf));
}

async function pairOf(
  { run, yardstick }: Case,
  against: string | undefined,
): Promise<{ readonly own: Run; readonly other?: Run }> {
  const own = await run(ROOT);
  return against === undefined || yardstick ? { own } : { own, other: await run(against) };
}

function compared(
  { name, beside, rows, mostTimes, mostMegabytes }: Case,
  { own, other }: Taken,
  secondsOf: (name: string) => number,
): Measured {
  const seconds = secondsOf(name);
  const times = beside === null ? null : round(seconds / secondsOf(beside), 2);
  const peaks = own.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
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
    against:
      other.length === 0
        ? null
        : round(median(own.map(({ seconds }, run) => seconds / (other[run] as Run).seconds)), 3),
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
