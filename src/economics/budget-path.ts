/** Duty and revenue over the years of a budget. Source: METHODS 2.9. */
import { along, type DemandPath, demandAfter } from "./horizon.js";

/** A year of the baseline, and how much of the response has come. In one currency. */
export interface BudgetYear {
  readonly year: number;
  readonly imports: number;
  readonly duty: number;
  /** From 0 to 1: 0.33, 0.66, 1 in the Yale Budget Lab's model. */
  readonly phasedIn: number;
}

/** Trade and duty of one year of a budget window. */
export interface BudgetOutcome {
  readonly year: number;
  readonly imports: number;
  readonly duty: number;
  /** Change of duty owed. `netRevenue` takes it from here. */
  readonly gross: number;
}

/**
 * Imports and duty in the years of a budget, in the form of the Yale Budget Lab.
 * @param importChange Of the value of imports once all has responded, as a fraction.
 * @param rateRise Of the effective tariff, as a fraction.
 */
export const budgetPath = (
  years: readonly BudgetYear[],
  importChange: number,
  rateRise: number,
): BudgetOutcome[] =>
  years.map(({ year, imports, duty, phasedIn }) => {
    const after = imports * (1 + phasedIn * importChange);
    const dutyAfter = after * (duty / imports + rateRise);
    return { year, imports: after, duty: dutyAfter, gross: dutyAfter - duty };
  });

/** An aggregate scorer. It was fitted to one published path: outside it is off by 3 to 10 %, so print the ratio. */
export interface Scorer {
  /** Imports of a base year, and how they grow a year. */
  readonly baseYear: number;
  readonly baseImports: number;
  readonly growth: number;
  /** Effective tariff before, as a fraction. */
  readonly tariffBefore: number;
  readonly demand: DemandPath;
  /** Duty as a part of rate times imports, since trade moves to goods and places taxed less: at first, and in the long run. */
  readonly composition: { readonly first: number; readonly last: number };
  readonly offset: number;
}

/** Net revenue of a rise of the effective tariff, summed over fiscal years from `first`, the year of the rise. */
export function scored(scorer: Scorer, rateRise: number, first: number, years: number): number {
  const { baseYear, baseImports, growth, tariffBefore, demand, composition, offset } = scorer;
  const after = tariffBefore + rateRise;
  let total = 0;
  for (let year = 0; year < years; year++) {
    const imports = baseImports * (1 + growth) ** (first + year - baseYear);
    const left = ((1 + after) / (1 + tariffBefore)) ** demandAfter(demand, year);
    const mix = along(composition.first, composition.last, demand.years, year);
    total += (after * mix * left - tariffBefore) * imports * (1 - offset);
  }
  return total;
}
