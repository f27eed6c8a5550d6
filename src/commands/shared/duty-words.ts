/** Duties in a few words. */
import type { Duty } from "../../law/duty/duty.js";
import type { Decimal } from "../../law/units.js";

export const percent = (fraction: Decimal): string => `${fraction.times(100).toFixed()} %`;

/** A duty in a few words. */
export function inWords(duty: Duty): string {
  switch (duty.kind) {
    case "ad-valorem":
      return percent(duty.rate);
    case "top-up":
      return `${percent(duty.to)} all-in`;
    case "quota":
      return `${inWords(duty.inside)} in quota, ${inWords(duty.outside)} beyond`;
    case "replacement":
      return `${inWords(duty.duty)} instead of the base duty`;
    case "component":
      return `${percent(duty.rate)} on the ${duty.of}`;
    case "specific":
      return `$${duty.usdPerUnit.toFixed()}/${duty.unit}${duty.of ? ` of ${duty.of}` : ""}`;
    case "compound":
      return duty.terms.map(inWords).join(" + ");
    case "mixed":
      return `the ${duty.pick} of ${duty.terms.map(inWords).join(", ")}`;
    case "free":
      return "free";
    case "unknown":
      return `not computable (${duty.reason})`;
  }
}
