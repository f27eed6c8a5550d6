/**
 * Models of behaviour: what trade, prices and revenue do when a tariff changes. Pure functions of plain numbers.
 *
 * Rates and shares are fractions (25% is 0.25); elasticities of demand are below zero; amounts are in the unit they are
 * given in. These are estimates in binary floats, as against the exact decimals of duty.
 *
 * Every function refuses with a `UserError` what is no finite number, and answers that are none.
 *
 * @example
 * respond({ value: 100, before: 0, after: 0.25 }, { demand: -2, passThrough: 0.95 });
 *
 * @packageDocumentation
 */
import { expectFit, readOf, shownValue, UserError } from "./contract/errors.js";
import * as armingtonModel from "./economics/armington.js";
import * as bilateralModel from "./economics/bilateral.js";
import * as sampleModel from "./economics/elementary.js";
import * as gsimModel from "./economics/gsim.js";
import * as inputOutputModel from "./economics/input-output.js";
import * as marketModel from "./economics/market.js";
import * as nestedModel from "./economics/nested.js";
import * as pricesModel from "./economics/prices.js";
import * as responseModel from "./economics/response.js";
import * as revenueModel from "./economics/revenue.js";
import * as smartModel from "./economics/smart.js";
import * as solveModel from "./economics/solve.js";
import * as uncertaintyModel from "./economics/uncertainty.js";

export type { ArmingtonDemand, ArmingtonOutcome } from "./economics/armington.js";
export type { Benchmark, SourceOutcome } from "./economics/benchmark.js";
export type { Balance, ReciprocalFormula, Retaliation } from "./economics/bilateral.js";
export type { Band } from "./economics/elementary.js";
export type { GsimInput, GsimOutcome } from "./economics/gsim.js";
export type { Coefficients, JobsAtRisk } from "./economics/input-output.js";
export type { Behaviour, HomogeneousMarket, Market, MarketOutcome, Welfare } from "./economics/market.js";
export type { NestedDemand, NestedOutcome } from "./economics/nested.js";
export type {
  BasketPart,
  PriceAccounts,
  PriceResponse,
  PriceRise,
  PublishedCost,
} from "./economics/prices.js";
export type { Burden, DemandPath, ResponseForm } from "./economics/response.js";
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
export type { PartnerMarket, SmartBehaviour, SmartOutcome } from "./economics/smart.js";
export type { Axis, Solution, Window } from "./economics/solve.js";
export type { Distribution, Draw, Headlines, Prior, Sampling, Swing } from "./economics/uncertainty.js";

/** What a supply without limit is, in a function that takes one. */
const UNLIMITED_TOO = { unlimited: true };

/** Names of what is no number, and what it may be where that is a closed list. */
const WORDS: Readonly<Record<string, readonly string[] | "any">> = {
  response: ["log", "arc", "linear"],
  mode: ["chained", "additive"],
  diversion: ["laird-yeats", "jammes-olarreaga"],
  kind: ["triangular", "uniform", "normal"],
  ...{ id: "any", lever: "any" },
};
/** Of its own names alone: programs may give a key that every object has, such as `constructor`. */
const wordsFor = (key: string) => (Object.hasOwn(WORDS, key) ? WORDS[key] : undefined);

/** May be left out, which says the same as `undefined`. */
const OPTIONAL: readonly string[] = ["response", "domestic", "correlations"];

type Model = (...given: never[]) => unknown;

/** What a model takes besides finite numbers: a supply without limit, and functions at these places. */
interface Takes {
  readonly unlimited?: boolean;
  readonly answersUnlimited?: boolean;
  readonly functions?: readonly number[];
}
const NONE: readonly number[] = [];

/** What a model is given, read once. @throws {UserError} naming the argument that is missing or of another kind; those beyond `needed` may be left out. */
function readArguments(
  name: string,
  needed: number,
  given: readonly unknown[],
  { unlimited, functions }: Required<Pick<Takes, "unlimited" | "functions">>,
): unknown[] {
  if (given.length < needed)
    throw new UserError(`expected ${needed} arguments; got ${given.length}`, { where: name });
  return given.map((one, at) => {
    if (one === undefined && at >= needed) return one;
    const where = `${name}: argument ${at + 1}`;
    if (functions.includes(at)) expectFit(typeof one === "function", where, "a function", one);
    else return readOf(where, () => numbersIn(one, where, "", unlimited, DEEPEST));
    return one;
  });
}

/** Lists and records in each other. */
const DEEPEST = 20;

/**
 * A model that programs may give anything: a text joins where a number adds, and NaN goes through every sum unseen.
 * Models call each other without it.
 */
function checked<F extends Model>(
  name: string,
  model: F,
  { unlimited = false, answersUnlimited = false, functions = NONE }: Takes = {},
): F {
  const guarded = (...given: unknown[]): unknown => {
    const read = readArguments(name, model.length, given, { unlimited, functions });
    const answer = answered(name, () => (model as unknown as (...all: unknown[]) => unknown)(...read), given);
    if (!(hasNumbersAlone(answer) || (answersUnlimited && answer === responseModel.UNLIMITED)))
      throw new UserError("this has no finite answer", {
        where: name,
        hint: "see that every number it asks for is given, and none is far out of its range",
      });
    return answer;
  };
  return guarded as unknown as F;
}

/** What a model throws on numbers that cannot be, said as a mistake; what a caller's own function throws is theirs. */
function answered(name: string, run: () => unknown, given: readonly unknown[]): unknown {
  try {
    return run();
  } catch (error) {
    const isOwn = !given.some((one) => typeof one === "function");
    if (error instanceof RangeError || (isOwn && error instanceof TypeError))
      throw new UserError(
        error instanceof RangeError ? error.message : "something that it asks for is not given",
        { where: name },
      );
    throw error;
  }
}

/** The numbers in what is given, each read once, in whatever depth. @throws {UserError} naming the place of what is no finite number. */
function numbersIn(value: unknown, where: string, key: string, unlimited: boolean, depth: number): unknown {
  if (isWord(value, key) || isNumber(value, unlimited || key === "supply")) return value;
  const words = wordsFor(key);
  if (depth === 0) throw new UserError("it holds itself, or is too deep", { where });
  if (words === undefined && Array.isArray(value))
    return Array.from({ length: value.length }, (_, at) =>
      numbersIn(value[at], `${where}[${at}]`, key, unlimited, depth - 1),
    );
  if (words !== undefined || !isRecord(value)) throw unfit(value, where, words);
  return Object.fromEntries(
    namesIn(value).map((name) => [
      name,
      numbersIn((value as Record<string, unknown>)[name], `${where}.${name}`, name, unlimited, depth - 1),
    ]),
  );
}

/** Its own names, and those that its class gives it. */
function namesIn(value: object): string[] {
  const names: string[] = [];
  for (const name in value) names.push(name);
  return names;
}

/** What is no number and need not be one. */
function isWord(value: unknown, key: string): boolean {
  const words = wordsFor(key);
  if (value === undefined) return OPTIONAL.includes(key);
  if (typeof value === "string") return words === "any" || words?.includes(value) === true;
  return key === "domestic" && typeof value === "boolean";
}

const isNumber = (value: unknown, unlimited: boolean): boolean =>
  Number.isFinite(value) || (unlimited && value === responseModel.UNLIMITED);

const isRecord = (value: unknown): value is object =>
  Object.prototype.toString.call(value) === "[object Object]";

const unfit = (value: unknown, where: string, words: readonly string[] | "any" | undefined): UserError => {
  const expected = words === undefined ? "a finite number" : words === "any" ? "a text" : words.join(" or ");
  return new UserError(`expected ${expected}; got ${shownValue(value)}`, { where });
};

/** Whether all numbers in an answer are finite. */
function hasNumbersAlone(answer: unknown): boolean {
  if (typeof answer === "number") return Number.isFinite(answer);
  if (typeof answer !== "object" || answer === null) return true;
  return Object.values(answer).every(hasNumbersAlone);
}

/** More combinations, draws or years than these are a mistake. */
const MOST = 1_000_000;

/** @throws {UserError} on a count that is no whole number, or too large to be meant. */
function checkCount(where: string, count: number, least = 0): void {
  if (!Number.isInteger(count) || count < least || count > MOST)
    throw new UserError(`expected a whole number, ${least} to ${MOST}; got ${shownValue(count)}`, { where });
}

/** @throws {UserError} on draws or a seed that are no counts. */
function checkSampling({ draws, seed }: uncertaintyModel.Sampling): void {
  checkCount("draws", draws, 2);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new UserError(`expected a whole number from 0 to 4294967295; got ${shownValue(seed)}`, {
      where: "seed",
    });
}

export const armington = /* @__PURE__ */ checked("armington", armingtonModel.armington);
export const closingTariff = /* @__PURE__ */ checked("closingTariff", bilateralModel.closingTariff);
export const closingTariffUnder = /* @__PURE__ */ checked(
  "closingTariffUnder",
  bilateralModel.closingTariffUnder,
);
export const formulaRate = /* @__PURE__ */ checked("formulaRate", bilateralModel.formulaRate);
export const reciprocalRates = /* @__PURE__ */ checked("reciprocalRates", bilateralModel.reciprocalRates);
export const shareOfSurplus = /* @__PURE__ */ checked("shareOfSurplus", bilateralModel.shareOfSurplus);
export const gsim = /* @__PURE__ */ checked("gsim", gsimModel.gsim);
export const importElasticity = /* @__PURE__ */ checked("importElasticity", marketModel.importElasticity);
export const importsUnder = /* @__PURE__ */ checked("importsUnder", marketModel.importsUnder);
export const prohibitiveTariff = /* @__PURE__ */ checked("prohibitiveTariff", marketModel.prohibitiveTariff);
export const costRises = /* @__PURE__ */ checked("costRises", inputOutputModel.costRises);
export const exposedShare = /* @__PURE__ */ checked("exposedShare", inputOutputModel.exposedShare);
export const gdpChange = /* @__PURE__ */ checked("gdpChange", inputOutputModel.gdpChange);
export const jobsAtRisk = /* @__PURE__ */ checked("jobsAtRisk", inputOutputModel.jobsAtRisk);
export const outputFor = /* @__PURE__ */ checked("outputFor", inputOutputModel.outputFor);
export const outputMultipliers = /* @__PURE__ */ checked(
  "outputMultipliers",
  inputOutputModel.outputMultipliers,
);
export const harbergerTriangle = /* @__PURE__ */ checked("harbergerTriangle", marketModel.harbergerTriangle);
export const respond = /* @__PURE__ */ checked("respond", marketModel.respond);
export const tariffFactor = /* @__PURE__ */ checked("tariffFactor", marketModel.tariffFactor);
export const valueElasticity = /* @__PURE__ */ checked("valueElasticity", marketModel.valueElasticity);
export const welfareOf = /* @__PURE__ */ checked("welfareOf", marketModel.welfareOf);
export const nested = /* @__PURE__ */ checked("nested", nestedModel.nested);
export const basketRise = /* @__PURE__ */ checked("basketRise", pricesModel.basketRise);
export const consumerPriceRise = /* @__PURE__ */ checked("consumerPriceRise", pricesModel.consumerPriceRise);
export const householdCost = /* @__PURE__ */ checked("householdCost", pricesModel.householdCost);
export const impliedSpending = /* @__PURE__ */ checked("impliedSpending", pricesModel.impliedSpending);
export const burdenOf = /* @__PURE__ */ checked("burdenOf", responseModel.burdenOf);
export const demandAfter = /* @__PURE__ */ checked("demandAfter", responseModel.demandAfter);
export const impliedPassThrough = /* @__PURE__ */ checked(
  "impliedPassThrough",
  responseModel.impliedPassThrough,
);
export const levelPassThrough = /* @__PURE__ */ checked("levelPassThrough", responseModel.levelPassThrough);
export const passThroughOf = /* @__PURE__ */ checked(
  "passThroughOf",
  responseModel.passThroughOf,
  UNLIMITED_TOO,
);
export const supplyOf = /* @__PURE__ */ checked("supplyOf", responseModel.supplyOf, {
  answersUnlimited: true,
});
export { UNLIMITED } from "./economics/response.js";
export const bestTariff = /* @__PURE__ */ checked("bestTariff", revenueModel.bestTariff, UNLIMITED_TOO);
export const budgetPath = /* @__PURE__ */ checked("budgetPath", revenueModel.budgetPath);
export const dynamicRevenue = /* @__PURE__ */ checked("dynamicRevenue", revenueModel.dynamicRevenue);
export const effectiveRates = /* @__PURE__ */ checked("effectiveRates", revenueModel.effectiveRates);
export const netRevenue = /* @__PURE__ */ checked("netRevenue", revenueModel.netRevenue);
export const revenuePeak = /* @__PURE__ */ checked("revenuePeak", revenueModel.revenuePeak);
export const revenuePeakOfLine = /* @__PURE__ */ checked("revenuePeakOfLine", revenueModel.revenuePeakOfLine);
export const revenuePeakWithEvasion = /* @__PURE__ */ checked(
  "revenuePeakWithEvasion",
  revenueModel.revenuePeakWithEvasion,
);
export const scored: typeof revenueModel.scored = checked("scored", (scorer, rateRise, first, years) => {
  checkCount("years", years);
  return revenueModel.scored(scorer, rateRise, first, years);
});
export const bandOf: typeof sampleModel.bandOf = checked("bandOf", (sample) => {
  if (sample.length < 2)
    throw new UserError(`expected at least two numbers; got ${sample.length}`, { where: "sample" });
  return sampleModel.bandOf(sample);
});
export const quantileOf: typeof sampleModel.quantileOf = checked("quantileOf", (sorted, probability) => {
  if (!(probability >= 0 && probability <= 1))
    throw new UserError(`expected a probability from 0 to 1; got ${probability}`, { where: "probability" });
  return sampleModel.quantileOf(sorted, probability);
});
export const smart = /* @__PURE__ */ checked("smart", smartModel.smart);
export const breakEven = /* @__PURE__ */ checked("breakEven", solveModel.breakEven);
export const gridOf: typeof solveModel.gridOf = checked("gridOf", (axes) => {
  const count = axes.reduce((product, { rates }) => product * rates.length, 1);
  if (count > solveModel.MOST_COMBINATIONS)
    throw new UserError(`expected at most ${solveModel.MOST_COMBINATIONS} combinations; got ${count}`, {
      where: "axes",
    });
  return solveModel.gridOf(axes);
});
export const rateForAverage = /* @__PURE__ */ checked("rateForAverage", solveModel.rateForAverage);
export const ratesBetween: typeof solveModel.ratesBetween = checked(
  "ratesBetween",
  (from, to, step, also) => {
    if (!(step > 0)) throw new UserError(`expected a step above zero; got ${step}`, { where: "step" });
    checkCount("step", Math.max(0, Math.floor((to - from) / step)));
    return solveModel.ratesBetween(from, to, step, also);
  },
);
export const solveFor = /* @__PURE__ */ checked("solveFor", solveModel.solveFor, { functions: [0] });
export const bandsOf: typeof uncertaintyModel.bandsOf = checked(
  "bandsOf",
  (priors, model, sampling, ...counted) => {
    checkSampling(sampling);
    return uncertaintyModel.bandsOf(priors, model, sampling, ...counted);
  },
  { functions: [1, 3] },
);
export const drawsOf: typeof uncertaintyModel.drawsOf = checked("drawsOf", (priors, sampling) => {
  checkSampling(sampling);
  return uncertaintyModel.drawsOf(priors, sampling);
});
export const endsOf = /* @__PURE__ */ checked("endsOf", uncertaintyModel.endsOf);
export const tornado: typeof uncertaintyModel.tornado = checked(
  "tornado",
  (priors, result) => {
    expectFit(Array.isArray(priors), "priors", "a list of priors", priors);
    return uncertaintyModel.tornado(priors, result);
  },
  { functions: [1] },
);
export const valueAt = /* @__PURE__ */ checked("valueAt", uncertaintyModel.valueAt);
