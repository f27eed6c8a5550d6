import { unitsPer } from "../quantity.js";
import { owed } from "../units.js";
import type { Charge, Charged, Specific } from "./duty.js";

/**
 * Dollars a unit. A quantity not stated, or stated in a unit that does not convert, is unknown; never zero.
 * A share of the goods owes a like share of the duty. Source: METHODS 1.5.
 */
export function specific({ usdPerUnit, unit, of }: Specific, { quantities, share }: Charged): Charge {
  for (const quantity of quantities) {
    const factor = quantity.of === of ? unitsPer(quantity.unit, unit) : undefined;
    if (factor !== undefined) return { duty: owed(owed(owed(usdPerUnit, quantity.amount), factor), share) };
  }
  return { needs: [of === null ? `quantity in ${unit}` : `quantity of ${of} in ${unit}`] };
}
