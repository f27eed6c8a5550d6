/** Rates that count the base duty in: goods owe them in all, or the base duty where that is more. */
import { countsBase, type Duty, hasPart, partsOf } from "./duty.js";
import type { Schedule } from "./schedule.js";
import { type Decimal, decimal } from "./units.js";

/** Rates of base duty at which some duty of a schedule bends, on whatever day; `null` where that is not at a few rates. */
export type AllInRates = readonly Decimal[] | null;

const known = new WeakMap<Schedule, { readonly rates: AllInRates }>();
export function allInRates(schedule: Schedule): AllInRates {
  const found = known.get(schedule) ?? { rates: ratesIn(schedule) };
  known.set(schedule, found);
  return found.rates;
}

function ratesIn({ measures }: Schedule): AllInRates {
  const duties = measures.flatMap(({ versions }) =>
    versions.flatMap(({ duty, byOrigin, transit }) => [
      duty,
      ...[...byOrigin, ...transit].flatMap((one) => one.duty ?? []),
    ]),
  );
  if (duties.some((duty) => hasPart(duty, bendsAnywhere))) return null;
  return [...new Set(duties.flatMap(toppedUpTo))].map((rate) => decimal(rate));
}

/** The greater of a duty that counts the base in and of another bends wherever the two meet. */
const bendsAnywhere = (duty: Duty): boolean => duty.kind === "mixed" && countsBase(duty);

const toppedUpTo = (duty: Duty): string[] =>
  duty.kind === "top-up" ? [duty.to.toFixed()] : partsOf(duty).flatMap(toppedUpTo);
