import { owed, sumUsd, type Usd } from "../units.js";
import type { Charge, Charged, Component } from "./duty.js";

/** A component by its short name: that of a "strap, band or bracelet" is "strap". */
export const shortName = (words: string): string => words.split(",", 1)[0]?.trim().toLowerCase() ?? "";

/**
 * A share of the value of a component, or of two together ("movement and case"); a value not stated is unknown.
 * Source: HTSUS chapter 91.
 */
export function component({ rate, of }: Component, { components }: Charged): Charge {
  const stated = (words: string): Usd | undefined => components.get(shortName(words));
  const whole = stated(of);
  if (whole) return { duty: owed(whole, rate) };
  const parts = of.split(" and ");
  const missing = parts.filter((part) => stated(part) === undefined);
  if (missing.length > 0) return { needs: missing.map((part) => `value of the ${part}`) };
  return { duty: owed(sumUsd(parts.map((part) => stated(part) as Usd)), rate) };
}
