/** What of duties and fees comes back when goods are exported. */
import type { IsoDate } from "./calendar.js";
import { names } from "./settle.js";
import { type Decimal, plusUsd, toCents, type Usd, usd } from "./units.js";

export interface DrawbackRules {
  /** Share of what was paid that is given back. */
  readonly rate: Decimal;
  readonly citation: string;
  /** The first rule that names a measure or fee decides; `section-301/*` names all that start so. */
  readonly rules: readonly { readonly of: readonly string[]; readonly eligible: boolean }[];
}

/** A duty or fee that was paid, by the id of its measure or fee. */
interface Paid {
  readonly id: string;
  readonly amount: Usd;
}

export interface Drawback {
  readonly refund: Usd;
  /** Paid on what was exported, and not given back by law. */
  readonly barred: Usd;
  /** Paid on what was exported; whether it is given back is not known. */
  readonly unknown: Usd;
}

/**
 * Drawback on the exported share of goods, in cents, half up: 99% of what may be given back.
 * Source: 19 USC 1313(l); 19 CFR part 190.
 */
export function drawbackOf(paid: readonly Paid[], exported: Decimal, rules: DrawbackRules): Drawback {
  const sum = (eligible: boolean | undefined): Usd =>
    paid
      .filter(
        ({ id }) =>
          rules.rules.find((rule) => rule.of.some((pattern) => names(pattern, id)))?.eligible === eligible,
      )
      .reduce((total, { amount }) => plusUsd(total, usd(amount.times(exported))), usd(0));
  return {
    refund: toCents(usd(sum(true).times(rules.rate))),
    barred: toCents(sum(false)),
    unknown: toCents(sum(undefined)),
  };
}

// Acts that a court held not to authorize the duties levied under them.

export interface HeldUnlawful {
  /** The act, as measures name it. */
  readonly authority: string;
  /** Day of the ruling. */
  readonly on: IsoDate;
  readonly citation: string;
}
