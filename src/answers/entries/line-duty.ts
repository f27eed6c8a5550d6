/** What one line of an entry owes, in cents, with the numbers it declares. */
import type { Assessment, Layer, Outcome } from "../../domain/assess.js";
import { centsOf, type FastRate, fastRate, printCents } from "../../domain/cents.js";
import { inDeclaredOrder } from "../../domain/declared.js";
import { printHts } from "../../domain/hts.js";
import type { RateCell } from "../../domain/pattern.js";
import { type Decimal, effectiveRate, toCents, type Usd, usd } from "../../domain/units.js";

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

/** A class and the value that owes its rates, or dollars. */
export type Unrounded = { readonly cell: RateCell; readonly value: number } | { readonly dollars: Usd };

/** A number an entry declares: its duty in cents, `null` where it is not known. */
export interface DeclaredLayer {
  readonly number: string;
  /** Id of the measure; `base` for the duty of the tariff itself. */
  readonly measure: string;
  readonly authority: string;
  readonly rate: string | null;
  readonly duty: number | null;
}

/** A layer of a class of goods, its rate ready to be multiplied. */
interface Term extends Omit<DeclaredLayer, "duty"> {
  readonly fast: FastRate | null;
}

interface Terms {
  readonly additional: readonly Term[];
  readonly base: FastRate | null;
  readonly baseDisplaced: boolean;
  readonly rate: string | null;
  readonly needs: readonly string[];
}

const known = new WeakMap<RateCell, Terms>();
function termsOf(cell: RateCell, order: readonly string[]): Terms {
  const terms = known.get(cell) ?? makeTerms(cell, order);
  known.set(cell, terms);
  return terms;
}

function makeTerms({ assessment, total }: RateCell, order: readonly string[]): Terms {
  const { base, layers, needs } = assessment;
  return {
    additional: declaredOf(layers, order).map(({ layer, number }) => ({
      ...named(layer, number),
      ...rateOf(layer.fate),
    })),
    base: rateOf(base.fate).fast,
    baseDisplaced: base.fate.outcome === "displaced",
    rate: total?.toFixed() ?? null,
    needs,
  };
}

/** Layers that an entry declares, in order, with the number it declares them by. */
const declaredOf = (layers: readonly Layer[], order: readonly string[]) =>
  inDeclaredOrder(layers, order).flatMap((layer) => {
    const number = layer.fate.outcome === "freed" ? layer.fate.by : layer.heading;
    return layer.fate.outcome === "displaced" || number === "" ? [] : [{ layer, number }];
  });

const named = ({ measure }: Layer, number: string) => ({
  number,
  measure: measure.id,
  authority: measure.authority,
});

/** The rate of a fate on one dollar: nothing for goods freed of it. */
function rateOf(fate: Outcome): Pick<Term, "rate" | "fast"> {
  if (fate.outcome === "unknown") return { rate: null, fast: null };
  const rate: Decimal = fate.outcome === "charged" ? fate.duty : usd(0);
  return { rate: rate.toFixed(), fast: fastRate(rate) };
}

/** What goods of a class owe on a value. Units: whole dollars in, cents out. */
export function byRates(cell: RateCell, value: number, hts: string, order: readonly string[]): LineDuty {
  const { additional, base, baseDisplaced, rate, needs } = termsOf(cell, order);
  const layers = additional.map(({ fast, ...term }) => ({
    ...term,
    duty: fast && centsOf(value, fast),
  }));
  const baseDuty = base && centsOf(value, base);
  return totalled(layers, baseDuty, {
    baseDisplaced,
    rate,
    needs,
    hts,
    baseRate: cell.base?.toFixed() ?? null,
    unrounded: { cell, value },
  });
}

/** What an entry assessed alone owes. */
export function byAssessment(
  { entry, base, layers, duty, needs }: Assessment,
  hts: string,
  order: readonly string[],
): LineDuty {
  const declared = declaredOf(layers, order).map(({ layer, number }) => ({
    ...named(layer, number),
    ...amounts(layer.fate, entry.value),
  }));
  const own = amounts(base.fate, entry.value);
  return totalled(declared, own.duty, {
    baseDisplaced: base.fate.outcome === "displaced",
    rate:
      needs.length > 0
        ? null
        : (effectiveRate(duty, entry.value)?.toDecimalPlaces(RATE_PLACES).toFixed() ?? null),
    needs,
    hts,
    baseRate: own.rate,
    unrounded: { dollars: duty },
  });
}

/** Places of a rate that a duty over a value is cut to. */
const RATE_PLACES = 12;

function amounts(fate: Outcome, value: Usd): Pick<DeclaredLayer, "rate" | "duty"> {
  if (fate.outcome === "unknown") return { rate: null, duty: null };
  const duty = fate.outcome === "charged" ? fate.duty : usd(0);
  const rate = effectiveRate(duty, value);
  return {
    rate: rate?.toDecimalPlaces(RATE_PLACES).toFixed() ?? null,
    duty: toCents(duty).times(100).toNumber(),
  };
}

interface Totals {
  readonly baseDisplaced: boolean;
  readonly rate: string | null;
  readonly needs: readonly string[];
  readonly hts: string;
  readonly baseRate: string | null;
  readonly unrounded: Unrounded;
}

/** Sums of rounded layers; the base number comes last, as on the form. */
function totalled(
  layers: readonly DeclaredLayer[],
  baseDuty: number | null,
  { baseDisplaced, baseRate, hts, ...rest }: Totals,
): LineDuty {
  let additional: number | null = 0;
  let atLeast = baseDuty ?? 0;
  for (const { duty } of layers) {
    additional = duty === null || additional === null ? null : additional + duty;
    atLeast += duty ?? 0;
  }
  const base: DeclaredLayer = {
    number: printed(hts),
    measure: "base",
    authority: "base",
    rate: baseDisplaced ? "0" : baseRate,
    duty: baseDuty,
  };
  return {
    base: baseDuty,
    additional,
    duty: additional === null || baseDuty === null ? null : additional + baseDuty,
    atLeast,
    layers: [...layers, base],
    ...rest,
  };
}

const numbers = new Map<string, string>();
/** Numbers recur: each is put in print once. */
function printed(hts: string): string {
  const number = numbers.get(hts) ?? printHts(hts);
  numbers.set(hts, number);
  return number;
}

/** `9903.94.01:0.25:7500.00`; what is not known is `?`. */
export const printLayer = ({ number, rate, duty }: DeclaredLayer): string =>
  `${number}:${rate ?? "?"}:${duty === null ? "?" : printCents(duty)}`;
