/** From duty owed to what the budget keeps. Source: METHODS 2.9. */
import { sum } from "./elementary.js";
import { rootBetween } from "./equations.js";
import { along, type DemandPath, demandAfter } from "./response.js";

/** From duty owed to what the budget keeps. Source: METHODS 2.9. */
export interface Collection {
  /** Part of the duty that is not collected: evasion, error, exemptions not modelled. */
  readonly uncollected: number;
  /** Part that income and payroll taxes lose, because duty comes out of incomes. */
  readonly offset: number;
  /** `chained`: the offset is on what is collected. `additive`: both are on what is owed, as the Yale Budget Lab has it. */
  readonly mode: "chained" | "additive";
}

/** In the currency of the duty. */
export interface Revenue {
  readonly gross: number;
  readonly collected: number;
  readonly net: number;
}

/** @param gross Change of duty owed. */
export function netRevenue(gross: number, { uncollected, offset, mode }: Collection): Revenue {
  const collected = gross * (1 - uncollected);
  return {
    gross,
    collected,
    net: mode === "chained" ? collected * (1 - offset) : gross * (1 - uncollected - offset),
  };
}

// Revenue lost because the economy grows less: the rules of thumb of the Congressional Budget Office, applied
// to another path of growth. Source: CBO, How Changes in Economic Conditions Might Affect the Federal Budget
// (2025), with its workbook; METHODS 2.9.

/** A fiscal year of the workbook. GDP and revenue in billions of dollars, growth in per cent. */
export interface RuleYear {
  readonly year: number;
  readonly productivityGrowth: number;
  /** Real GDP by a level of productivity this many years ago. */
  readonly impulse: number;
  readonly nominalGdp: number;
  /** CBO's own example: GDP with and without slower growth, and the revenue it costs. */
  readonly exampleGdp: number;
  readonly exampleBaseline: number;
  readonly exampleRevenue: number;
}

/** A fiscal year holds three quarters of its calendar year, and one of the year before. */
const OWN_QUARTERS = 0.75;

/**
 * Change of revenue in each year, in billions of dollars.
 * @param growthChange Change of real growth in each year, in points of per cent.
 */
export function dynamicRevenue(rules: readonly RuleYear[], growthChange: readonly number[]): number[] {
  const levels = levelChanges(rules, growthChange);
  const gdp = rules.map(
    ({ nominalGdp }, year) =>
      nominalGdp *
      sum(levels.slice(0, year + 1).map((level, past) => level * (rules[year - past]?.impulse ?? 0))),
  );
  return rules.map(({ exampleGdp, exampleBaseline, exampleRevenue }, year) => {
    const fiscal = OWN_QUARTERS * (gdp[year] ?? 0) + (1 - OWN_QUARTERS) * (gdp[year - 1] ?? 0);
    return (exampleRevenue / (exampleGdp - exampleBaseline)) * fiscal;
  });
}

/** Productivity against the baseline, as a fraction, after the changes so far. */
function levelChanges(rules: readonly RuleYear[], growthChange: readonly number[]): number[] {
  let level = 1;
  return rules.map(({ productivityGrowth }, year) => {
    const growth = 1 + productivityGrowth / 100;
    level *= (growth + (growthChange[year] ?? 0) / 100) / growth;
    return level - 1;
  });
}

// Duty and revenue over the years of a budget. Source: METHODS 2.9.

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

/** An aggregate scorer. It was fitted to one published path: outside it is off by 3 to 10%, so print the ratio. */
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

// The tariff that raises most, and the one that gains most. Source: METHODS 2.10.

/**
 * The tariff, as a fraction, at which `t (1 + t) ** elasticity` is highest; `null` if revenue rises without limit in this model.
 * @param elasticity Of customs value in the tax factor: `valueElasticity`.
 */
export const revenuePeak = (elasticity: number): number | null =>
  elasticity < -1 ? -1 / (1 + elasticity) : null;

/** The same with straight-line demand. */
export const revenuePeakOfLine = (demand: number): number | null => (demand < 0 ? 1 / (2 * -demand) : null);

/**
 * The same when evasion leaves `exp(-evasion * t)` of the duty: the root of `1/t + elasticity/(1 + t) = evasion`.
 * `null` without evasion and without a peak. Source: METHODS 2.9.
 */
export function revenuePeakWithEvasion(elasticity: number, evasion: number): number | null {
  if (evasion === 0) return revenuePeak(elasticity);
  const slope = (t: number) => 1 + t + elasticity * t - evasion * t * (1 + t);
  return rootBetween(slope, 0, (1 + Math.abs(1 + elasticity)) / evasion + 1);
}

/**
 * The tariff at which the importing country gains most, as a fraction, if nobody answers and nothing else moves: the
 * inverse of the supply elasticity it faces. Zero if supply is without limit.
 */
export const bestTariff = (supply: number): number => 1 / supply;

// Average tariffs: which weights are meant must be said. Source: METHODS 1.7.

/** Trade of one group of goods before and after a change of tariff; tariffs as fractions. */
export interface Weighted {
  readonly valueBefore: number;
  readonly valueAfter: number;
  readonly before: number;
  readonly after: number;
}

/** `null` where there is no value to weigh by. */
export interface EffectiveRates {
  readonly before: number | null;
  /** After, weighed by what is still imported: falls when a tariff shuts trade out. */
  readonly currentWeight: number | null;
  /** After, weighed by what was imported before: what the law asks of the old trade. */
  readonly fixedWeight: number | null;
  /** After, each cell alike, those without imports too. */
  readonly simple: number | null;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The mean tariff with the weights of trade before and after. */
export function effectiveRates(cells: readonly Weighted[]): EffectiveRates {
  const total = (of: (cell: Weighted) => number) => sum(cells.map(of));
  const valueBefore = total((cell) => cell.valueBefore);
  const valueAfter = total((cell) => cell.valueAfter);
  return {
    before: ratio(
      total((cell) => cell.valueBefore * cell.before),
      valueBefore,
    ),
    currentWeight: ratio(
      total((cell) => cell.valueAfter * cell.after),
      valueAfter,
    ),
    fixedWeight: ratio(
      total((cell) => cell.valueBefore * cell.after),
      valueBefore,
    ),
    simple: ratio(
      total((cell) => cell.after),
      cells.length,
    ),
  };
}
