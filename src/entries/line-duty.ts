/**
 * What one line of an entry owes, in cents, with the numbers it declares: by rates ready to be multiplied, or layer
 * by layer.
 */
import { sumOf, type UnitDuty } from "../compiled/terms.js";
import type { Assessment, Outcome } from "../law/assess.js";
import { asFiled, type Declared, filedInCents, provisionDeclared, type SummaryDuty } from "../law/declare.js";
import type { Charge } from "../law/duty/duty.js";
import { ONE_DOLLAR } from "../law/entry.js";
import { isShare, shareOf, WHOLE_VALUE } from "../law/part.js";
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
  WHOLE,
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
  /** Cents of the duty that are base duty: all of it on the number of the goods, some on that of an all-in rate. */
  readonly ofBase: number | null;
}

/** What goods owe on a value. Units: whole dollars in, cents out. */
export function dutyByRates(
  goods: UnitDuty,
  terms: DeclaredTerms,
  value: number,
  printed: string,
  needsOfBase: readonly string[] = goods.base.needs,
): LineDuty {
  const { sum, needs } = terms;
  const base = goods.base.fast;
  const baseDuty = base && centsOf(value, base);
  return totalsOf(dueOn(value, terms, baseDuty), baseDuty, {
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
  const { sum } = terms;
  const own = amountOf(charge.duty, value);
  return totalsOf(dueOn(value, terms, own.duty), own.duty, {
    rate: printRate(charge.duty, value, sum ?? undefined),
    needs: [],
    printed,
    baseRate: own.rate,
    unrounded: { goods, terms, value, ownBase: charge.duty },
  });
}

/** Each property by its name: this is done for every layer of every row. @param base Cents of base duty. */
function dueOn(value: number, { declared, allIn }: DeclaredTerms, base: number | null): DeclaredLayer[] {
  return declared.map(({ number, measure, authority, rate, fast }, at) => ({
    number,
    measure,
    authority,
    rate,
    duty: fast && centsOf(value, fast),
    ofBase: at === allIn ? base : 0,
  }));
}

/** What an entry assessed alone owes. */
export function dutyOfAssessment(
  assessment: Assessment,
  value: number,
  printed: string,
  order: readonly string[],
): LineDuty {
  const { base, duty, needs } = assessment;
  const exact = asFiled(assessment, printed, order);
  const { fate } = base;
  const ofBase = fate.outcome === "unknown" ? null : fate.outcome === "charged" ? centsIn(fate.duty) : 0;
  const rounded = exact.some(isPart) ? filedInCents(exact, fate) : null;
  const numbers = exact.map((one, at) => declaredAs(one, rounded?.[at] ?? null, value));
  const provision = provisionDeclared(assessment.entry).map(
    (number): DeclaredLayer => ({
      ...{ number, rate: "0", duty: 0, ofBase: 0 },
      measure: BASE,
      authority: BASE,
    }),
  );
  return withTotals([...provision, ...numbers], ofBase, {
    rate: needs.length > 0 ? null : printRate(duty, value),
    needs,
    unrounded: { assessment },
  });
}

/** A number whose cents are not those of its own duty alone: lines of the same goods add up to the whole. */
const isPart = ({ layer, line, ofBase }: SummaryDuty): boolean =>
  line > 0 || (layer !== null && !ofBase.isZero());

function declaredAs(exact: SummaryDuty, rounded: SummaryDuty | null, value: number): DeclaredLayer {
  const { number, layer, share, duty } = exact;
  const { id: measure, authority } = layer?.measure ?? { id: BASE, authority: BASE };
  const whole = duty === null ? UNKNOWN_AMOUNT : amountOf(duty, value);
  const cents = rounded === null ? whole.duty : rounded.duty && centsIn(rounded.duty);
  const ofBase = layer === null ? cents : centsIn(rounded?.ofBase ?? NO_USD);
  if (share.eq(1)) return { number, measure, authority, rate: whole.rate, duty: cents, ofBase };
  const isRate = duty !== null && !share.isZero();
  return {
    ...{ number, measure, authority, duty: cents, ofBase },
    rate: isRate ? printRate(duty.div(share) as Usd, value) : null,
    on: printValue(share.times(value).toNumber()),
  };
}

/** What the duty of the tariff itself goes by, among measures and among authorities. */
export const BASE = "base";
const UNKNOWN_AMOUNT = { rate: null, duty: null };

/** Places of a value that is a part of another. */
const VALUE_PLACES = 100;
/** Dollars of a part of a value, to the cent. */
export const printValue = (dollars: number): string =>
  String(Math.round(dollars * VALUE_PLACES) / VALUE_PLACES);

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

/** Sums of rounded layers of one line; the base number comes last, as on the form. */
function totalsOf(
  layers: DeclaredLayer[],
  baseDuty: number | null,
  { baseRate, printed, ...totals }: Totals,
): LineDuty {
  let left = baseDuty;
  for (const { ofBase } of layers) if (left !== null) left -= ofBase ?? 0;
  const isElsewhere = left === 0 && baseDuty !== 0;
  layers.push({
    number: printed,
    measure: BASE,
    authority: BASE,
    rate: isElsewhere ? "0" : baseRate,
    duty: left,
    ofBase: left,
  });
  return withTotals(layers, baseDuty, totals);
}

/** Sums of what is declared: base duty is that of the tariff, wherever it is declared. */
export function withTotals(
  layers: readonly DeclaredLayer[],
  baseDuty: number | null,
  { rate, needs, unrounded }: Pick<Totals, "rate" | "needs" | "unrounded">,
): LineDuty {
  let additional: number | null = 0;
  let atLeast = baseDuty ?? 0;
  for (const { duty, ofBase, measure } of layers) {
    if (measure === BASE) continue;
    additional = duty === null || additional === null ? null : additional + duty - (ofBase ?? 0);
    atLeast += (duty ?? 0) - (ofBase ?? 0);
  }
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
interface Term extends Pick<DeclaredLayer, "number" | "measure" | "authority" | "rate"> {
  readonly fast: FastRate | null;
}

export interface DeclaredTerms {
  /** Of the list of layers in its book. */
  readonly number: number;
  readonly declared: readonly Term[];
  /** Place of the number that the base duty is declared in; -1 if it is declared on its own. */
  readonly allIn: number;
  /** The goods stand on several lines, each with a part of the value. */
  readonly onLines: boolean;
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

function makeTerms(goods: UnitDuty, order: readonly string[]): DeclaredTerms {
  const { layers, number } = goods;
  const { rate, known } = sumOf(layers);
  const shares = presumedShares(layers, {});
  const filed = asFiled(
    { entry: { ...ONE_DOLLAR, claims: goods.terms.claims }, base: baseOf(goods), layers },
    "",
    order,
  );
  const numbers = filed.filter(({ layer }) => layer !== null);
  return {
    number,
    declared: numbers.map(termOf),
    allIn: numbers.findIndex(({ ofBase }) => !ofBase.isZero()),
    onLines: filed.some(({ share }) => !share.eq(1)),
    sum: known ? fastRate(rate) : null,
    least: rate,
    needs: [...new Set(layers.flatMap(({ fate }) => (fate.outcome === "unknown" ? fate.needs : [])))],
    asksContent: layers.every(
      ({ fate }) => fate.outcome !== "unknown" || !isShare(shareOf(fate.part, shares)),
    ),
  };
}

/** The base duty of a dollar of goods; nothing where no layer counts it in, since these are terms beside any base duty. */
function baseOf({ base, terms, stated }: UnitDuty): Assessment["base"] {
  const rate = terms.asksBase ? base.rate : null;
  const fate: Outcome = base.displaced
    ? { outcome: "displaced", by: [] }
    : { outcome: "charged", share: WHOLE, part: WHOLE_VALUE, duty: usd(rate ?? 0), yieldedTo: [] };
  return { applied: stated.applied, line: "", fate, estimated: false };
}

function termOf({ number, layer, duty }: SummaryDuty): Term {
  const fast = duty && fastRate(duty);
  return {
    number,
    measure: layer?.measure.id ?? BASE,
    authority: layer?.measure.authority ?? BASE,
    rate: fast?.text ?? null,
    fast,
  };
}
