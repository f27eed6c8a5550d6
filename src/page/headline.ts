/** The sentence a report begins with. */
import { type Decimal, minusUsd, type Usd } from "../domain/units.js";
import { grouped } from "../numbers.js";
import type { Report } from "../report.js";

/** Rates and duty of the whole trade before and after, in words. */
export function headlineOf({ total }: Pick<Report, "total">): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  const least = total?.at_least === true ? "at least " : "";
  const verb = change.isZero() ? "does not change" : change.gt(0) ? "rises by" : "falls by";
  const amount = change.isZero() ? "" : ` $${grouped(change.abs().div(1e6).toFixed(0))} m`;
  return `Duty ${verb}${amount}, from ${least}$${millions(before)} m to ${least}$${millions(after)} m a year: from ${percent(total?.baseline_rate)} to ${percent(total?.scenario_rate)} of imports.`;
}

const millions = (dollars: Decimal): string => grouped(dollars.div(1e6).toFixed(0));
const percent = (rate: unknown): string =>
  rate ? `${(rate as Decimal).times(100).toFixed(2)} %` : "no rate";
