/** Prices a scenario and its baseline. */
import { type Applied, applyChanges } from "../law/change.js";
import type { View } from "../law/measure.js";
import type { Country, Origin } from "../law/origin.js";
import type { Baseline, Change, Scenario } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import type { Flow } from "./flow.js";
import { onlyProducts, priceTrade, shareTrade } from "./price.js";
import type { Assumptions, PricedFlow } from "./question.js";

/** What a scenario is run on. */
export interface Inputs {
  readonly schedule: Schedule;
  readonly view: View;
  readonly assume: Assumptions;
  flowOf(origin: Country): Flow;
  /** Told of each origin as it is priced. */
  readonly watch?: Watch;
  /** Trade of another kind than flows, priced under a law; the origins are the scenario's. */
  readonly book?: (law: Schedule, on: Scenario["date"]) => PricedFlow[];
}

/** Trade priced before and after the changes of a scenario. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly origins: readonly Origin[];
  /** Trade in portions; an origin can have several. */
  readonly baseline: readonly PricedFlow[];
  readonly changed: readonly PricedFlow[];
  /** The law of the scenario, and what its changes did. */
  readonly applied: Applied;
  /** The law of the baseline. */
  readonly before: Schedule;
}

/** Prices the trade a scenario asks about, before and after its changes. Origins must be known to the schedule. */
export function runScenario(scenario: Scenario, inputs: Inputs): ScenarioRun {
  const { schedule, watch = (items) => items } = inputs;
  const origins = scenario.origins.flatMap((code) => schedule.origins.get(code) ?? []);
  const { before, date } = baselineLaw(scenario.baseline, schedule, origins);
  const applied = applyChanges(schedule, scenario.changes, scenario.date, origins);
  const priced = (law: Schedule, on: Scenario["date"]): PricedFlow[] =>
    inputs.book?.(law, on) ?? tradePriced(scenario, origins, inputs, law, on);
  const same = scenario.changes.length === 0 && date === scenario.date && before === schedule;
  const laws = [[before, date ?? scenario.date] as const, [applied.schedule, scenario.date] as const];
  const [baseline = [], changed = baseline] = Array.from(
    watch(same ? laws.slice(0, 1) : laws, "laws"),
    (law) => priced(...law),
  );
  return {
    scenario,
    origins,
    baseline,
    changed,
    applied,
    before,
  };
}

function tradePriced(
  { products = [] }: Scenario,
  origins: readonly Origin[],
  { flowOf, view, assume, schedule, watch = (items) => items }: Inputs,
  law: Schedule,
  on: Scenario["date"],
): PricedFlow[] {
  const trade = origins.map((origin) => ({ origin, flow: flowOf(origin.code) }));
  shareTrade(trade, assume);
  const question = { date: on, view, assume, past: schedule };
  return Array.from(watch(trade, "origins"), ({ origin, flow }) =>
    priceTrade(flow, origin, law, question).map((one) => onlyProducts(one, products)),
  ).flat();
}

function baselineLaw(baseline: Baseline, schedule: Schedule, origins: readonly Origin[]) {
  if (baseline.kind === "no-tariffs") return { before: { ...schedule, measures: [] }, date: null };
  return { before: lawWith(schedule, baseline.changes, baseline.date, origins), date: baseline.date };
}

const lawWith = (
  schedule: Schedule,
  changes: readonly Change[],
  on: Scenario["date"],
  origins: readonly Origin[],
): Schedule => (changes.length === 0 ? schedule : applyChanges(schedule, changes, on, origins).schedule);

/** Goes through items; whoever waits at a terminal is told how many of them are done. */
export type Watch = <T>(items: readonly T[], what: string) => Iterable<T>;
