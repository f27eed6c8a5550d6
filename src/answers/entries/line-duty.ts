/** What one line of an entry owes, in cents, with the numbers it declares. */
import type { Assessment, Outcome } from "../../domain/assess.js";
import { centsOf, printSum, RATE_PLACES } from "../../domain/cents.js";
import type { Charge } from "../../domain/duty.js";
import type { OnADollar } from "../../domain/pattern.js";
import { decimal, effectiveRate, NO_USD, toCents, type Usd, usd } from "../../domain/units.js";
import { declaredOf, fastBase, named, type Term, termsOf } from "./line-terms.js";

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
      readonly value: number;
      /** Base duty that is no share of the value; `null` where it is one. */
      readonly ownBase: Usd | null;
    }
  | { readonly assessment: Assessment };

/** A number an entry declares: its duty in cents, `null` where it is not known. */
export interface DeclaredLayer {
  readonly number: string;
  /** Id of the measure; `base` for the duty of the tariff itself. */
  readonly measure: string;
  readonly authority: string;
  readonly rate: string | null;
  readonly duty: number | null;
}

/** What goods owe on a value. Units: whole dollars in, cents out. */
export function byRates(
  goods: OnADollar,
  value: number,
  printed: string,
  order: readonly string[],
  needsOfBase: readonly string[] = goods.base.needs,
): LineDuty {
  const { declared, sum, needs } = termsOf(goods.layers, order);
  const base = fastBase(goods.base);
  return totalled(dueOn(value, declared), base && centsOf(value, base), {
    rate: sum && base && printSum(sum, base),
    needs: needsOfBase.length > 0 ? [...new Set([...needsOfBase, ...needs])] : needs,
    printed,
    baseRate: base?.text ?? null,
    unrounded: { goods, value, ownBase: null },
  });
}

/** What goods owe whose base duty is worked out apart, by what they weigh or count. */
export function byQuantity(
  goods: OnADollar,
  charge: Charge,
  value: number,
  printed: string,
  order: readonly string[],
): LineDuty {
  if (!("duty" in charge)) return byRates(goods, value, printed, order, charge.needs);
  const { declared, sum } = termsOf(goods.layers, order);
  const additional = decimal(value).times(sum?.rate ?? 0);
  const own = amountOf(charge.duty, usd(value));
  return totalled(dueOn(value, declared), own.duty, {
    rate:
      effectiveRate(usd(additional.plus(charge.duty)), usd(value))
        ?.toDecimalPlaces(RATE_PLACES)
        .toFixed() ?? null,
    needs: [],
    printed,
    baseRate: own.rate,
    unrounded: { goods, value, ownBase: charge.duty },
  });
}

/** Each property by its name: this is done for every layer of every row. */
function dueOn(value: number, terms: readonly Term[]): DeclaredLayer[] {
  const layers: DeclaredLayer[] = [];
  for (const { number, measure, authority, rate, fast } of terms)
    layers.push({ number, measure, authority, rate, duty: fast && centsOf(value, fast) });
  return layers;
}

/** What an entry assessed alone owes. */
export function byAssessment(assessment: Assessment, printed: string, order: readonly string[]): LineDuty {
  const { entry, base, layers, duty, needs } = assessment;
  const declared = declaredOf(layers, order).map(({ layer, number }) => ({
    ...named(layer, number),
    ...amounts(layer.fate, entry.value),
  }));
  const own = amounts(base.fate, entry.value);
  return totalled(declared, own.duty, {
    rate:
      needs.length > 0
        ? null
        : (effectiveRate(duty, entry.value)?.toDecimalPlaces(RATE_PLACES).toFixed() ?? null),
    needs,
    printed,
    baseRate: own.rate,
    unrounded: { assessment },
  });
}

function amounts(fate: Outcome, value: Usd): Pick<DeclaredLayer, "rate" | "duty"> {
  if (fate.outcome === "unknown") return { rate: null, duty: null };
  return amountOf(fate.outcome === "charged" ? fate.duty : NO_USD, value);
}

function amountOf(duty: Usd, value: Usd): Pick<DeclaredLayer, "rate" | "duty"> {
  if (duty.isZero() && !value.isZero()) return { rate: "0", duty: 0 };
  const rate = effectiveRate(duty, value);
  return {
    rate: rate?.toDecimalPlaces(RATE_PLACES).toFixed() ?? null,
    duty: toCents(duty).times(100).toNumber(),
  };
}

interface Totals {
  readonly rate: string | null;
  readonly needs: readonly string[];
  /** The base number as the tariff prints it. */
  readonly printed: string;
  readonly baseRate: string | null;
  readonly unrounded: Unrounded;
}

/** Sums of rounded layers; the base number comes last, as on the form. */
function totalled(
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
