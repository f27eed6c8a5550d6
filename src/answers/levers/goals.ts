/** What a rate is to be found for. */
import type { Decimal } from "../../domain/units.js";
import type { Outcome } from "../response/outcome.js";

export const GOALS = ["duty", "rate", "added", "net", "imports", "deficit", "price"] as const;
export type Goal = (typeof GOALS)[number];

/** A goal that says nothing unless trade answers. */
export const NEEDS_RESPONSE: readonly Goal[] = ["added", "net", "imports", "deficit", "price"];

export const UNITS: Readonly<Record<Goal, string>> = {
  duty: "dollars of duty",
  rate: "per cent of imports",
  added: "dollars of duty added since the trade was recorded",
  net: "dollars left to the budget",
  imports: "dollars of imports",
  deficit: "dollars of imports less exports",
  price: "per cent that buyers pay more",
};

/** What trade comes to, as a goal counts it. */
export function measured(
  goal: Goal,
  { after, duty, gross, net, buyerPrice }: Outcome,
  exports: number,
): number {
  switch (goal) {
    case "duty":
      return duty;
    case "rate":
      return after === 0 ? 0 : (100 * duty) / after;
    case "added":
      return gross;
    case "net":
      return net;
    case "imports":
      return after;
    case "deficit":
      return after - exports;
    case "price":
      return (buyerPrice - 1) * 100;
  }
}

export interface Target {
  readonly goal: Goal;
  /** Dollars, or per cent. */
  readonly value: Decimal;
}
