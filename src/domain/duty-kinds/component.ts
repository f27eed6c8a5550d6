import type { Charge, Charged, Component } from "../duty.js";
import { owed } from "../units.js";

/** A share of one component's value; the value of a component not stated is unknown. Source: HTSUS chapter 91. */
export function component({ rate, of }: Component, { components }: Charged): Charge {
  const value = components.get(of);
  return value === undefined ? { needs: [`value of the ${of}`] } : { duty: owed(value, rate) };
}
