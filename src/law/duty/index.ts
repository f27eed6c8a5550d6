/** Computes a duty of any kind. The compiler asks for a case when a kind is added. */
import { NO_USD } from "../units.js";
import { adValorem } from "./ad-valorem.js";
import { byPrice } from "./by-price.js";
import { component } from "./component.js";
import { compound } from "./compound.js";
import type { Charge, Charged, Duty } from "./duty.js";
import { mixed } from "./mixed.js";
import { specific } from "./specific.js";
import { topUp } from "./top-up.js";

/**
 * Dollars that `duty` comes to on the charged part of an entry, or what is missing to say so.
 *
 * Units: US dollars, unrounded. Errors: none.
 * Source: HTSUS General Rules of Interpretation and General Note 3; each kind names its own.
 */
export function charge(duty: Duty, on: Charged): Charge {
  switch (duty.kind) {
    case "free":
      return { duty: NO_USD };
    case "ad-valorem":
      return adValorem(duty, on);
    case "component":
      return component(duty, on);
    case "specific":
      return specific(duty, on);
    case "compound":
      return compound(duty, on, charge);
    case "mixed":
      return mixed(duty, on, charge);
    case "top-up":
      return topUp(duty, on);
    case "by-price":
      return byPrice(duty, on, charge);
    case "replacement":
      return charge(duty.duty, on);
    case "quota":
      return charge(on.inQuota ? duty.inside : duty.outside, on);
    case "unknown": {
      const most: Charge = duty.limits ? charge(duty.limits[1], on) : { needs: [] };
      return { needs: [duty.reason, ...("needs" in most ? most.needs : [])] };
    }
  }
}
