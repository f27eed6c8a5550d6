/** The sentence a report begins with. */
import { type Decimal, minusUsd, type Usd } from "../domain/units.js";
import type { Report } from "../report.js";
import { dollars, percent } from "./amount.js";

/** HTML of rates and duty of the whole trade before and after, in words. */
export function headlineOf({ total }: Pick<Report, "total">): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  const least = total?.at_least === true ? "at least " : "";
  const is = `${least}${dollars("scenario_duty_usd", after)} a year`;
  const rate = percent("scenario_rate", rateOf(total?.scenario_rate));
  if (change.isZero()) return `Duty is ${is}, ${rate} of imports, as in the baseline.`;
  const moved = `${change.gt(0) ? "rises" : "falls"} by ${dollars("change_usd", change)}`;
  const was = `${least}${dollars("baseline_duty_usd", before)}`;
  return `Duty ${moved}, from ${was} to ${is}: from ${percent("baseline_rate", rateOf(total?.baseline_rate))} to ${rate} of imports.`;
}

const rateOf = (cell: unknown): Decimal | null => (cell as Decimal | null | undefined) ?? null;
