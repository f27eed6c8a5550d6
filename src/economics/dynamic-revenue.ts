/**
 * Revenue lost because the economy grows less: the rules of thumb of the Congressional Budget Office, applied to
 * another path of growth. Source: CBO, How Changes in Economic Conditions Might Affect the Federal Budget (2025), with
 * its workbook; METHODS 2.9.
 */
import { sum } from "./sum.js";

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
