/**
 * Models of behaviour: what trade, prices and revenue do when a tariff changes. Pure functions of plain numbers.
 *
 * Rates and shares are fractions (25 % is 0.25); elasticities of demand are below zero; amounts are in the unit they are
 * given in. These are estimates in binary floats, as against the exact decimals of duty.
 *
 * @example
 * respond({ value: 100, before: 0, after: 0.25 }, { demand: -2, passThrough: 0.95 });
 *
 * @packageDocumentation
 */

export type { ArmingtonDemand, ArmingtonOutcome } from "./economics/armington.js";
export { armington } from "./economics/armington.js";
export type { Benchmark, SourceOutcome } from "./economics/benchmark.js";
export type { Balance, ReciprocalFormula, Retaliation } from "./economics/bilateral.js";
export {
  closingTariff,
  closingTariffUnder,
  formulaRate,
  reciprocalRates,
  shareOfSurplus,
} from "./economics/bilateral.js";
export type { GsimInput, GsimOutcome } from "./economics/gsim.js";
export { gsim } from "./economics/gsim.js";
export type { HomogeneousMarket } from "./economics/homogeneous.js";
export { importElasticity, importsUnder, prohibitiveTariff } from "./economics/homogeneous.js";
export type { Coefficients, JobsAtRisk } from "./economics/input-output.js";
export {
  costRises,
  exposedShare,
  gdpChange,
  jobsAtRisk,
  outputFor,
  outputMultipliers,
} from "./economics/input-output.js";
export type { Behaviour, Market, MarketOutcome, Welfare } from "./economics/market.js";
export { harbergerTriangle, respond, tariffFactor, valueElasticity, welfareOf } from "./economics/market.js";
export type { NestedDemand, NestedOutcome } from "./economics/nested.js";
export { nested } from "./economics/nested.js";
export type {
  BasketPart,
  PriceAccounts,
  PriceResponse,
  PriceRise,
  PublishedCost,
} from "./economics/prices.js";
export { basketRise, consumerPriceRise, householdCost, impliedSpending } from "./economics/prices.js";
export type { Burden, DemandPath, ResponseForm } from "./economics/response.js";
export {
  burdenOf,
  demandAfter,
  impliedPassThrough,
  levelPassThrough,
  passThroughOf,
  supplyOf,
  UNLIMITED,
} from "./economics/response.js";
export type {
  BudgetOutcome,
  BudgetYear,
  Collection,
  EffectiveRates,
  Revenue,
  RuleYear,
  Scorer,
  Weighted,
} from "./economics/revenue.js";
export {
  bestTariff,
  budgetPath,
  dynamicRevenue,
  effectiveRates,
  netRevenue,
  revenuePeak,
  revenuePeakOfLine,
  revenuePeakWithEvasion,
  scored,
} from "./economics/revenue.js";
export type { Band } from "./economics/sample.js";
export { bandOf, quantileOf } from "./economics/sample.js";
export type { PartnerMarket, SmartBehaviour, SmartOutcome } from "./economics/smart.js";
export { smart } from "./economics/smart.js";
export type { Axis, Solution, Window } from "./economics/solve.js";
export { breakEven, gridOf, rateForAverage, ratesBetween, solveFor } from "./economics/solve.js";
export type { Distribution, Draw, Headlines, Prior, Sampling, Swing } from "./economics/uncertainty.js";
export { bandsOf, drawsOf, endsOf, tornado, valueAt } from "./economics/uncertainty.js";
