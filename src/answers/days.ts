/** Days and stretches of days that the data covers. */
import type { Context } from "../command.js";
import type { Period } from "../domain/change-days.js";
import { UserError } from "../errors.js";

/** @throws {UserError} on a day before the first that the data covers. */
export function checkDay(day: string, where: string, context: Context): void {
  const { firstDay } = context.schedule();
  if (day < firstDay)
    throw new UserError(`the data begins on ${firstDay}; got ${day}`, {
      where,
      hint: `take a day from ${firstDay} on`,
    });
}

/** @throws {UserError} on days before the data, or a first day after the last. */
export function checkPeriod({ from, to }: Period, context: Context): void {
  checkDay(from, "--from", context);
  checkDay(to, "--to", context);
  if (from > to)
    throw new UserError(`${from} is after ${to}`, { where: "--from", hint: "the first day comes first" });
}
