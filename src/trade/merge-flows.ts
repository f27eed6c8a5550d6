/** Rates that count the base duty in: goods owe them in all, or the base duty where that is more. */

import { numbersAt, placesOf } from "../compiled/line-index.js";
import { memoize } from "../compiled/memo.js";
import { countsBase, type Duty, hasPart, partsOf } from "../law/duty/duty.js";
import type { Schedule } from "../law/schedule.js";
import { type Decimal, decimal } from "../law/units.js";
import type { Flow, Portion } from "./flow.js";

/** Rates of base duty at which some duty of a schedule bends, on whatever day; `null` where that is not at a few rates. */
type AllInRates = readonly Decimal[] | null;

export const allInRates = memoize(({ measures }: Schedule): AllInRates => {
  const duties = measures.flatMap(({ versions }) =>
    versions.flatMap(({ duty, byOrigin, transit }) => [
      duty,
      ...[...byOrigin, ...transit].flatMap((one) => one.duty ?? []),
    ]),
  );
  if (duties.some((duty) => hasPart(duty, bendsAnywhere))) return null;
  return [...new Set(duties.flatMap(toppedUpTo))].map((rate) => decimal(rate));
});

/** The greater of a duty that counts the base in and of another bends wherever the two meet. */
function bendsAnywhere(duty: Duty): boolean {
  switch (duty.kind) {
    case "mixed":
      return countsBase(duty);
    case "free":
    case "ad-valorem":
    case "component":
    case "specific":
    case "compound":
    case "top-up":
    case "by-price":
    case "replacement":
    case "quota":
    case "unknown":
      return false;
  }
}

const toppedUpTo = (duty: Duty): string[] =>
  duty.kind === "top-up" ? [duty.to.toFixed()] : partsOf(duty).flatMap(toppedUpTo);

// Trade of several origins that owe alike, added up line by line.

/** Numbers that the law treats alike stand for each other: one of each class. */
interface Samples {
  /** Class of each number of a list. */
  readonly of: Int32Array;
  /** The list of one number of each class. */
  readonly samples: readonly string[];
}

/**
 * One flow of the rows of several, whose numbers stand in one list. A duty on it is the sum of the duties on them: rows of
 * a class are added up unless a rate that counts the base duty in lies between what customs calculated on them, because
 * such a rate tops up the one and not the other. None are added up where the law bends at no few rates.
 */
export function mergeFlows(portions: readonly Portion[], { of, samples }: Samples, allIn: AllInRates): Flow {
  const [first] = portions as [Portion];
  if (allIn === null) return apart(portions, { of, samples });
  const bands = allIn.length + 1;
  const size = samples.length * bands;
  const [value, duty, met] = [new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
  const bandOf = bandsOf(allIn);
  for (const { flow } of portions) {
    const { at } = placesOf(flow.hts);
    for (let row = 0; row < flow.hts.length; row += 1) {
      const dollars = flow.value[row] as number;
      const paid = flow.duty[row] as number;
      const place = at ? (at[row] as number) : row;
      const cell = (of[place] as number) * bands + bandOf(dollars, paid);
      value[cell] = (value[cell] as number) + dollars;
      duty[cell] = (duty[cell] as number) + paid;
      met[cell] = 1;
    }
  }
  const cells: number[] = [];
  for (let cell = 0; cell < size; cell += 1) if (met[cell] === 1) cells.push(cell);
  return {
    ...first.flow,
    dated: [],
    hts: numbersAt(
      samples,
      cells.map((cell) => Math.floor(cell / bands)),
    ),
    value: cells.map((cell) => value[cell] as number),
    duty: cells.map((cell) => duty[cell] as number),
  };
}

/** The rows as they are, in the order of their classes. */
function apart(portions: readonly Portion[], { of, samples }: Samples): Flow {
  const [first] = portions as [Portion];
  const rows = portions
    .flatMap(({ flow }) => {
      const { at } = placesOf(flow.hts);
      return flow.value.map((value, row) => ({
        cell: of[at ? (at[row] as number) : row] as number,
        value,
        duty: flow.duty[row] as number,
      }));
    })
    .sort((a, b) => a.cell - b.cell);
  const cells = rows.map(({ cell }) => cell);
  return {
    ...first.flow,
    dated: [],
    hts: numbersAt(samples, cells),
    value: rows.map(({ value }) => value),
    duty: rows.map(({ duty }) => duty),
  };
}

/** How many of some rates a duty on a value comes to; exact in integers. */
function bandsOf(rates: readonly Decimal[]): (value: number, duty: number) => number {
  const scale = 10 ** Math.max(0, ...rates.map((rate) => rate.decimalPlaces()));
  const scaled = rates.map((rate) => rate.times(scale).toNumber()).sort((a, b) => a - b);
  return (value, duty) => {
    let band = 0;
    while (band < scaled.length && reaches(duty, scale, scaled[band] as number, value)) band += 1;
    return band;
  };
}

function reaches(duty: number, scale: number, rate: number, value: number): boolean {
  const paid = duty * scale;
  const due = rate * value;
  return Number.isSafeInteger(paid) && Number.isSafeInteger(due)
    ? paid >= due
    : BigInt(duty) * BigInt(scale) >= BigInt(rate) * BigInt(value);
}
