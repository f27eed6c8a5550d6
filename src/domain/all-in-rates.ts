/** Rates that count the base duty in: goods owe them in all, or the base duty where that is more. */
import type { Duty } from "./duty.js";
import type { Schedule } from "./schedule.js";
import { type Decimal, decimal } from "./units.js";

const known = new WeakMap<Schedule, readonly Decimal[]>();
/** All-in rates of a schedule: those that count the base duty in, on whatever day. */
export function allInRates(schedule: Schedule): readonly Decimal[] {
  const rates = known.get(schedule) ?? ratesIn(schedule);
  known.set(schedule, rates);
  return rates;
}

function ratesIn({ measures }: Schedule): Decimal[] {
  const duties = measures.flatMap(({ versions }) =>
    versions.flatMap(({ duty, byOrigin, transit }) => [
      duty,
      ...[...byOrigin, ...transit].flatMap((one) => one.duty ?? []),
    ]),
  );
  return [...new Set(duties.flatMap(toppedUpTo))].map((rate) => decimal(rate));
}

function toppedUpTo(duty: Duty): string[] {
  if (duty.kind === "top-up") return [duty.to.toFixed()];
  return duty.kind === "quota" ? [...toppedUpTo(duty.inside), ...toppedUpTo(duty.outside)] : [];
}
