/**
 * What one line of an entry owes, in cents, with the numbers it declares: by rates ready to be multiplied, or layer
 * by layer.
 */
import { sumOf, type UnitDuty } from "../compiled/terms.js";
import type { Assessment, Layer, Outcome } from "../law/assess.js";
import { type Declared, inDeclaredOrder, numberOf } from "../law/declare.js";
import type { Charge } from "../law/duty/duty.js";
import { isShare, shareOf } from "../law/part.js";
import { presumedShares } from "../law/settle.js";
import {
  centsIn,
  centsOf,
  type Decimal,
  type FastRate,
  fastRate,
  NO_USD,
  printRate,
  printSum,
  type Usd,
  usd,
} from "../law/units.js";

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
      readonly goods: UnitDuty;
      readonly terms: DeclaredTerms;
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
export function dutyByRates(
  goods: UnitDuty,
  terms: DeclaredTerms,
  value: number,
  printed: string,
  needsOfBase: readonly string[] = goods.base.needs,
): LineDuty {
  const { declared, sum, needs } = terms;
  const base = goods.base.fast;
  return totalsOf(dueOn(value, declared), base && centsOf(value, base), {
    rate: sum && base && printSum(sum, base),
    needs: needsOfBase.length > 0 ? [...new Set([...needsOfBase, ...needs])] : needs,
    printed,
    baseRate: base?.text ?? null,
    unrounded: { goods, terms, value, ownBase: null },
  });
}

/** What goods owe whose base duty is worked out apart, by what they weigh or count. */
export function dutyByQuantity(
  goods: UnitDuty,
  terms: DeclaredTerms,
  charge: Charge,
  value: number,
  printed: string,
): LineDuty {
  if (!("duty" in charge)) return dutyByRates(goods, terms, value, printed, charge.needs);
  const { declared, sum } = terms;
  const own = amountOf(charge.duty, value);
  return totalsOf(dueOn(value, declared), own.duty, {
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
export function dutyOfAssessment(
  assessment: Assessment,
  value: number,
  printed: string,
  order: readonly string[],
): LineDuty {
  const { base, layers, duty, needs } = assessment;
  const declared = declaredOf(layers, order).map(({ layer, number }) => ({
    ...numberOfMeasure(layer, number),
    ...amounts(layer.fate, value),
  }));
  const own = amounts(base.fate, value);
  return totalsOf(declared, own.duty, {
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
export function totalsOf(
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

/** A layer of a class of goods, its rate ready to be multiplied. */
interface Term extends Omit<DeclaredLayer, "duty"> {
  readonly fast: FastRate | null;
}

export interface DeclaredTerms {
  /** Of the list of layers in its book. */
  readonly number: number;
  readonly declared: readonly Term[];
  /** Sum of the layers; `null` where one is not known. */
  readonly sum: FastRate | null;
  /** Sum of the layers that are known. */
  readonly least: Decimal;
  readonly needs: readonly string[];
  /** Layers that are not known need metal content, and nothing else. */
  readonly asksContent: boolean;
}

/** DeclaredTerms of the layers of goods of one book, made once for the same list. */
export function declaredTerms(order: readonly string[]): (goods: UnitDuty) => DeclaredTerms {
  const known: (DeclaredTerms | undefined)[] = [];
  return (goods) => {
    const found = known[goods.number];
    if (found) return found;
    while (known.length <= goods.number) known.push(undefined);
    const made = makeTerms(goods, order);
    known[goods.number] = made;
    return made;
  };
}

function makeTerms({ layers, number }: UnitDuty, order: readonly string[]): DeclaredTerms {
  const { rate, known } = sumOf(layers);
  const shares = presumedShares(layers, {});
  return {
    number,
    declared: declaredOf(layers, order).map(({ layer: { measure, fate }, number }) => {
      const { rate, fast } = rateOf(fate);
      return { number, measure: measure.id, authority: measure.authority, rate, fast };
    }),
    sum: known ? fastRate(rate) : null,
    least: rate,
    needs: [...new Set(layers.flatMap(({ fate }) => (fate.outcome === "unknown" ? fate.needs : [])))],
    asksContent: layers.every(
      ({ fate }) => fate.outcome !== "unknown" || !isShare(shareOf(fate.part, shares)),
    ),
  };
}

/** Layers that an entry declares, in order, with the number it declares them by. */
export const declaredOf = (layers: readonly Layer[], order: readonly string[]) =>
  inDeclaredOrder(layers, order).flatMap((layer) => {
    const number = numberOf(layer);
    return number ? [{ layer, number }] : [];
  });

export const numberOfMeasure = ({ measure }: Layer, number: string) => ({
  number,
  measure: measure.id,
  authority: measure.authority,
});

/** The rate of a fate on one dollar: nothing for goods freed of it. */
function rateOf(fate: Outcome): Pick<Term, "rate" | "fast"> {
  if (fate.outcome === "unknown") return { rate: null, fast: null };
  const fast = fastRate(fate.outcome === "charged" ? fate.duty : usd(0));
  return { rate: fast.text, fast };
}
