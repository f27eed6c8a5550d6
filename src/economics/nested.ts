/**
 * Two nests: buyers choose between domestic goods and imports, then among the sources of imports. With the same
 * substitution in both it is `armington`. Source: METHODS 2.6.
 */
import { clearing, divertedAmong, logIndex, sharesOf } from "./armington.js";
import { type Benchmark, boundOf, logPriceOf, outcomeAt, type SourceOutcome } from "./benchmark.js";
import { exp, sum } from "./elementary.js";

/** Elasticities of the two choices and of the industry. */
export interface NestedDemand {
  /** Between domestic goods and imports: GTAP's ESUBD, 2.8 for vehicles. */
  readonly substitution: number;
  /** Among the sources of imports: GTAP's ESUBM, 5.6 for vehicles. */
  readonly amongImports: number;
  /** Of the whole industry in its price index, below zero. */
  readonly industry: number;
}

/** Prices, and what each source sells. */
export interface NestedOutcome {
  /** Price indices, after over before: of the industry, and of its imports. */
  readonly price: number;
  readonly importPrice: number;
  readonly domestic: SourceOutcome;
  /** In the order given. */
  readonly imports: readonly SourceOutcome[];
  /** Receipts that moved from some foreign sources to others. */
  readonly diverted: number;
}

/** Prices and receipts when buyers choose first between domestic goods and imports, then among sources. */
export function nested(
  domestic: Benchmark,
  imports: readonly Benchmark[],
  demand: NestedDemand,
): NestedOutcome {
  const index = indicesOf(domestic, imports, demand);
  const own = outcomeAt(domestic, wholeShift(index, demand), demand.substitution);
  const sources = imports.map((source) => outcomeAt(source, importShift(index, demand), demand.amongImports));
  return {
    price: exp(index.whole),
    importPrice: exp(index.imports),
    domestic: own,
    imports: sources,
    diverted: divertedAmong(imports, sources),
  };
}

/** Logs of the price indices. */
interface Indices {
  readonly whole: number;
  readonly imports: number;
}

const wholeShift = ({ whole }: Pick<Indices, "whole">, { substitution, industry }: NestedDemand): number =>
  (substitution + industry) * whole;

const importShift = (index: Indices, demand: NestedDemand): number =>
  wholeShift(index, demand) + (demand.amongImports - demand.substitution) * index.imports;

/** The industry's index clears the market; for each guess of it, so does the index of imports. */
function indicesOf(domestic: Benchmark, imports: readonly Benchmark[], demand: NestedDemand): Indices {
  const importsAt = (whole: number) => importIndexAt(whole, imports, demand);
  const shares = sharesOf([domestic, { ...domestic, spend: sum(imports.map(({ spend }) => spend)) }]);
  const excess = (whole: number) => {
    const own = logPriceOf(domestic, demand.substitution)(wholeShift({ whole }, demand));
    return whole - logIndex(shares, [own, importsAt(whole)], demand.substitution);
  };
  const whole = clearing(excess, boundOf([domestic, ...imports]));
  return { whole, imports: importsAt(whole) };
}

/** Imports move with the industry's index by at most `1 + industry / substitution`, where their supply is fixed. */
function importIndexAt(whole: number, imports: readonly Benchmark[], demand: NestedDemand): number {
  const { substitution, amongImports, industry } = demand;
  const shares = sharesOf(imports);
  const prices = imports.map((source) => logPriceOf(source, amongImports));
  const excess = (index: number) => {
    const shift = importShift({ whole, imports: index }, demand);
    const pricesAt = prices.map((priceAt) => priceAt(shift));
    return index - logIndex(shares, pricesAt, amongImports);
  };
  const moved = Math.abs((1 + industry / substitution) * whole);
  return clearing(excess, boundOf(imports) + 2 * moved);
}
