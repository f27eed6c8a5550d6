import { sumUsd, type Usd } from "../units.js";
import type { Charge, Charged, Compound, Duty } from "./duty.js";

/** Duties that add up. If any cannot be computed, neither can the sum. */
export function compound({ terms }: Compound, on: Charged, charge: (d: Duty, on: Charged) => Charge): Charge {
  const amounts: Usd[] = [];
  const needs: string[] = [];
  for (const term of terms) {
    const result = charge(term, on);
    if ("duty" in result) amounts.push(result.duty);
    else needs.push(...result.needs);
  }
  return needs.length > 0 ? { needs } : { duty: sumUsd(amounts) };
}
