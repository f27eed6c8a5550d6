import { unitsPer } from "../quantity.js";
import { type Decimal, owed, type Usd } from "../units.js";
import type { Charge, Charged, Specific } from "./duty.js";

/**
 * Dollars a unit. A quantity not stated, or stated in a unit that does not convert, is unknown; never zero.
 * Where the rate is $1 a unit or less, fractions of a unit under one half are left out and others count as one; beyond
 * that, and of alcoholic beverages, the exact quantity counts. A share of the goods owes a like share of the duty.
 * Source: 19 CFR 159.3(b); METHODS 1.5.
 */
export function specific(
  { usdPerUnit, unit, of }: Specific,
  { quantities, share, exactQuantity }: Charged,
): Charge {
  for (const quantity of quantities) {
    const factor = quantity.of === of ? unitsPer(quantity.unit, unit) : undefined;
    if (factor === undefined) continue;
    const units = quantity.amount.times(factor);
    const counted = exactQuantity ? units : wholeUnits(units, usdPerUnit);
    return { duty: owed(owed(usdPerUnit, counted), share) };
  }
  return { needs: [of === null ? `quantity in ${unit}` : `quantity of ${of} in ${unit}`] };
}

const wholeUnits = (units: Decimal, usdPerUnit: Usd): Decimal =>
  usdPerUnit.lte(1) ? units.toDecimalPlaces(0) : units;
