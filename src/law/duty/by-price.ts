import { unitsPer } from "../quantity.js";
import { type Decimal, NO_USD } from "../units.js";
import type { ByPrice, Charge, Charged, Duty, PriceStep } from "./duty.js";

/** The value a unit of the charged goods; `undefined` where their quantity is not known. */
export function priceOf(
  { unit }: Pick<ByPrice, "unit">,
  { quantities, value, share }: Pick<Charged, "quantities" | "value" | "share">,
): Decimal | undefined {
  for (const quantity of quantities) {
    const factor = quantity.of === null ? unitsPer(quantity.unit, unit) : undefined;
    if (factor !== undefined && !quantity.amount.isZero())
      return value.div(quantity.amount.times(factor).times(share));
  }
  return undefined;
}

/** The step that goods of a price are in; `undefined` where the price is not known. */
export function stepOf(duty: ByPrice, on: Charged): PriceStep | undefined {
  const price = priceOf(duty, on);
  return price && duty.steps.find(({ below }) => below === null || price.lt(below));
}

/** What the step of the price of the goods charges; unknown while the quantity is. Source: HTSUS ch. 99, subch. IV. */
export function byPrice(duty: ByPrice, on: Charged, charge: (duty: Duty, on: Charged) => Charge): Charge {
  if (on.share.isZero()) return { duty: NO_USD };
  const step = stepOf(duty, on);
  return step ? charge(step.duty, on) : { needs: [`quantity in ${duty.unit}`] };
}
