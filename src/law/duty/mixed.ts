import { NO_USD, type Usd } from "../units.js";
import type { Charge, Charged, Duty, Mixed } from "./duty.js";

/** The greater or the lesser of several duties; all must be known. */
export function mixed({ pick, terms }: Mixed, on: Charged, charge: (d: Duty, on: Charged) => Charge): Charge {
  let best: Usd | undefined;
  const needs: string[] = [];
  for (const term of terms) {
    const result = charge(term, on);
    if (!("duty" in result)) needs.push(...result.needs);
    else if (best === undefined || (pick === "greatest" ? result.duty.gt(best) : result.duty.lt(best)))
      best = result.duty;
  }
  return needs.length > 0 ? { needs } : { duty: best ?? NO_USD };
}
