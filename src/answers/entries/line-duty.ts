/** What one line of an entry owes, in cents, with the numbers it declares. */
import type { Assessment, Outcome } from "../../domain/assess.js";
import { centsIn, centsOf, printRate, printSum } from "../../domain/cents.js";
import type { Charge } from "../../domain/duty.js";
import type { OnADollar } from "../../domain/pattern.js";
import type { Declared } from "../../domain/printed.js";
import { NO_USD, type Usd } from "../../domain/units.js";
import { declaredOf, named, type Term, type Terms } from "./line-terms.js";

/** Amounts in cents; `null` where they need a fact that is not stated. */
export interface LineDuty {
  readonly base: number | null;
  readonly additional: number | null;
  readonly duty: number | null;
  /** What the layers that are known come to. */
  readonly atLeast: number;
  /** Duty as a fraction of customs value. */
  readonly rate: string | null;
  readonly layers: readonly DeclaredLayer[];
  readonly needs: readonly string[];
  /** What the known layers come to before rounding. */
  readonly unrounded: Unrounded;
}

/** A value that owes what a dollar of its goods does, or goods assessed alone. */
export type Unrounded =
  | {
      readonly goods: OnADollar;
      readonly terms: Terms;
      readonly value: number;
      /** Base duty that is no share of the value; `null` where it is one. */
      readonly ownBase: Usd | null;
    }
  | { readonly assessment: Assessment }
  | {
      /** Dollars over a power of ten. */
      readonly dollars: number;
      readonly over: number;
      assessed(): Assessment;
    };

/** A number an entry declares, with the measure it is declared for. */
export interface DeclaredLayer extends Declared {
  /** Id of the measure; `base` for the duty of the tariff itself. */
  readonly measure: string;
  readonly authority: string;
}

/** What goods owe on a value. Units: whole dollars in, cents out. */
export function byRates(
  goods: OnADollar,
  terms: Terms,
  value: number,
  printed: string,
  needsOfBase: readonly string[] = goods.base.needs,
): LineDuty {
  const { declared, sum, needs } = terms;
  const base = goods.base.fast;
  return totalled(dueOn(value, declared), base && centsOf(value, base), {
    rate: sum && base && printSum(sum, base),
    needs: needsOfBase.length > 0 ? [...new Set([...needsOfBase, ...needs])] : needs,
    printed,
    baseRate: base?.text ?? null,
    unrounded: { goods, terms, value, ownBase: null },
  });
}

/** What goods owe whose base duty is worked out apart, by what they weigh or count. */
export function byQuantity(
  goods: OnADollar,
  terms: Terms,
  charge: Charge,
  value: number,
  printed: string,
): LineDuty {
  if (!("duty" in charge)) return byRates(goods, terms, value, printed, charge.needs);
  const { declared, sum } = terms;
  const own = amountOf(charge.duty, value);
  return totalled(dueOn(value, declared), own.duty, {
    rate: printRate(charge.duty, value, sum ?? undefined),
    needs: [],
    printed,
    baseRate: own.rate,
    unrounded: { goods, terms, value, ownBase: charge.duty },
  });
}

/** Each property by its name: this is done for every layer of every row. */
function dueOn(value: number, terms: readonly Term[]): DeclaredLayer[] {
  return terms.map(({ number, measure, authority, rate, fast }) => ({
    number,
    measure,
    authority,
    rate,
    duty: fast && centsOf(value, fast),
  }));
}

/** What an entry assessed alone owes. */
export function byAssessment(
  assessment: Assessment,
  value: number,
  printed: string,
  order: readonly string[],
): LineDuty {
  const { base, layers, duty, needs } = assessment;
  const declared = declaredOf(layers, order).map(({ layer, number }) => ({
    ...named(layer, number),
    ...amounts(layer.fate, value),
  }));
  const own = amounts(base.fate, value);
  return totalled(declared, own.duty, {
    rate: needs.length > 0 ? null : printRate(duty, value),
    needs,
    printed,
    baseRate: own.rate,
    unrounded: { assessment },
  });
}

function amounts(fate: Outcome, value: number): Pick<DeclaredLayer, "rate" | "duty"> {
  if (fate.outcome === "unknown") return { rate: null, duty: null };
  return amountOf(fate.outcome === "charged" ? fate.duty : NO_USD, value);
}

const amountOf = (duty: Usd, value: number): Pick<DeclaredLayer, "rate" | "duty"> =>
  duty.isZero() && value !== 0
    ? { rate: "0", duty: 0 }
    : { rate: printRate(duty, value), duty: centsIn(duty) };

interface Totals {
  readonly rate: string | null;
  readonly needs: readonly string[];
  /** The base number as the tariff prints it. */
  readonly printed: string;
  readonly baseRate: string | null;
  readonly unrounded: Unrounded;
}

/** Sums of rounded layers; the base number comes last, as on the form. */
export function totalled(
  layers: DeclaredLayer[],
  baseDuty: number | null,
  { baseRate, printed, rate, needs, unrounded }: Totals,
): LineDuty {
  let additional: number | null = 0;
  let atLeast = baseDuty ?? 0;
  for (const { duty } of layers) {
    additional = duty === null || additional === null ? null : additional + duty;
    atLeast += duty ?? 0;
  }
  layers.push({ number: printed, measure: "base", authority: "base", rate: baseRate, duty: baseDuty });
  return {
    base: baseDuty,
    additional,
    duty: additional === null || baseDuty === null ? null : additional + baseDuty,
    atLeast,
    layers,
    rate,
    needs,
    unrounded,
  };
}
