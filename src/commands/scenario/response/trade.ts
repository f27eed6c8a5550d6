/**
 * Trade of a scenario ready to answer: its cells, what each comes to under a law, and the same goods from other
 * origins.
 */
import type { Context } from "../../../contract/command.js";
import type { Estimates } from "../../../economics/estimates.js";
import type { Market } from "../../../economics/market.js";
import type { IsoDate } from "../../../law/calendar.js";
import type { View } from "../../../law/measure.js";
import type { Origin } from "../../../law/origin.js";
import type { Schedule } from "../../../law/schedule.js";
import { isMixed } from "../../../trade/flow.js";
import { onlyProducts, priceTrade } from "../../../trade/price.js";
import { type Inputs, runScenario, type ScenarioRun } from "../../../trade/run-scenario.js";
import { type GroupOf, tallyRows } from "../../../trade/tally.js";
import { keyOf } from "../../common/groups.js";
import {
  answerOfCell,
  byGroup,
  type CellAnswer,
  cellsOf,
  type Law,
  type Outcome,
  type TradeCell,
  totalOutcome,
} from "./cells.js";
import { inMarket, type SourcedMarket } from "./markets.js";
import type { Settings } from "./settings.js";

export interface AnsweringTrade {
  readonly cells: readonly TradeCell[];
  /** What all of it, or the goods of a group, come to; under other settings of the same model if they are given. */
  outcome(law: Law, demand: number, group?: string, drawn?: Settings): Outcome;
  /** Origins and dollars that buyers can turn to; `null` where the model has no others. */
  readonly others: { readonly value: number } | null;
}

interface Answering {
  readonly run: ScenarioRun;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly estimates: Estimates;
  readonly view: View;
  /** Groups of rows. */
  readonly groupOf: GroupOf;
}

/** Models in which a good has a market of its own: nothing is diverted from one source to another. */
const ALONE = ["static", "elastic"];

export function answeringTrade(asked: Answering, context: Context): AnsweringTrade {
  const { run, settings } = asked;
  const sector = keyOf(run, "sector", context.names());
  const sectorOf = sector.of === "rows" ? sector.groupOf : () => "";
  const cells = cellsOf(
    { recorded: recordedTrade(run, asked.inputs, context), baseline: run.baseline, scenario: run.changed },
    asked.groupOf,
    sectorOf,
  );
  return ALONE.includes(settings.model)
    ? { cells, others: null, outcome: alone(cells, settings) }
    : { cells, ...sourced(cells, asked, context) };
}

/** Each good in a market of its own. */
function alone(cells: readonly TradeCell[], settings: Settings): AnsweringTrade["outcome"] {
  const all = alike(cells);
  const groups = byGroup(cells);
  return (law, demand, group, drawn = settings) =>
    totalOutcome(
      (group === undefined ? all : (groups.get(group) ?? [])).map((cell) =>
        answerOfCell(cell, law, demand, drawn),
      ),
      drawn.collection,
    );
}

/** Goods of a sector with the same rates answer alike, whatever group they are of. */
function alike(cells: readonly TradeCell[]): TradeCell[] {
  const known = new Map<string, TradeCell & { value: number }>();
  for (const cell of cells) {
    const key = [cell.recorded, cell.baseline, cell.scenario, cell.sector].join("|");
    const own = known.get(key) ?? { ...cell, value: 0 };
    own.value += cell.value;
    known.set(key, own);
  }
  return [...known.values()];
}

/** The trade under the law it was recorded under: that of the first day the data has. */
export function recordedTrade(run: ScenarioRun, inputs: Inputs, context: Context) {
  const { firstDay } = context.schedule();
  const then = { kind: "law", date: firstDay, changes: [] } as const;
  return runScenario({ ...run.scenario, date: firstDay, baseline: then, changes: [] }, inputs).baseline;
}

/** Groups as markets of many sources. Other origins stay under the baseline: the change is of the origins asked about. */
function sourced(
  cells: readonly TradeCell[],
  asked: Answering,
  context: Context,
): Pick<AnsweringTrade, "outcome" | "others"> {
  const { run, settings, estimates, view, groupOf } = asked;
  const { firstDay } = context.schedule();
  const { baseline, date } = run.scenario;
  const then = { schedule: run.before, date: baseline.kind === "law" ? baseline.date : date };
  const recorded = { schedule: context.schedule(), date: firstDay };
  const others = otherMarkets(run, { recorded, then, view }, groupOf, context);
  const groups = [...new Set(cells.map(({ group }) => group))];
  const substitution = substitutions(run, groupOf, settings, estimates);
  const markets = marketsOf(cells, others);
  const answers = (law: Law, demand: number, group: string, drawn: Settings): CellAnswer => {
    const market = {
      ...markets[law].get(group),
      substitution: substitution(group) * drawn.substitutionTimes,
    };
    return inMarket(market as SourcedMarket, demand, drawn);
  };
  return {
    others: { value: dollarsOf(others) },
    outcome: (law, demand, group, drawn = settings) =>
      totalOutcome(
        (group === undefined ? groups : [group]).map((one) => answers(law, demand, one, drawn)),
        drawn.collection,
      ),
  };
}

type Sources = Omit<SourcedMarket, "substitution">;

/** The market of each group under each law. */
function marketsOf(cells: readonly TradeCell[], others: OtherMarkets): Record<Law, Map<string, Sources>> {
  const groups = [...byGroup(cells)];
  const under = (law: Law) =>
    new Map(
      groups.map(([group, goods]): [string, Sources] => [
        group,
        { sector: goods[0]?.sector ?? group, own: mean(goods, law), others: others.get(group) ?? [] },
      ]),
    );
  return { baseline: under("baseline"), scenario: under("scenario") };
}

const dollarsOf = (others: OtherMarkets): number =>
  [...others.values()].flat().reduce((sum, { value }) => sum + value, 0);

function mean(cells: readonly TradeCell[], law: Law) {
  const value = cells.reduce((sum, cell) => sum + cell.value, 0);
  const rate = (of: (cell: TradeCell) => number) =>
    value === 0 ? 0 : cells.reduce((sum, cell) => sum + cell.value * of(cell), 0) / value;
  return { value, before: rate(({ recorded }) => recorded), after: rate((cell) => cell[law]) };
}

/** The elasticity among sources of each group: that of the chapters of its goods, weighted by their value. */
function substitutions(run: ScenarioRun, groupOf: GroupOf, settings: Settings, estimates: Estimates) {
  const sums = new Map<string, { value: number; weighed: number }>();
  for (const { flow } of run.baseline)
    for (const [row, value] of flow.value.entries()) {
      const group = groupOf(flow, row);
      const own = sums.get(group) ?? { value: 0, weighed: 0 };
      sums.set(group, own);
      own.value += value;
      own.weighed +=
        value * (settings.substitution ?? estimates.substitution((flow.hts[row] ?? "").slice(0, 2)));
    }
  return (group: string): number => {
    const { value, weighed } = sums.get(group) ?? { value: 0, weighed: 0 };
    return value === 0 ? 1 : weighed / value;
  };
}

// Other origins owe what they do whatever the scenario does: it asks about its own.

/** A law on a day. */
interface DatedLaw {
  readonly schedule: Schedule;
  readonly date: IsoDate;
}

/** Markets of other origins by group; goods known only by chapter are left out. */
type OtherMarkets = ReadonlyMap<string, readonly Market[]>;

/** @returns Under the law when trade was recorded and under another, which others owe whatever the scenario does. */
function otherMarkets(
  run: ScenarioRun,
  laws: { readonly recorded: DatedLaw; readonly then: DatedLaw; readonly view: View },
  groupOf: GroupOf,
  context: Context,
): OtherMarkets {
  const { scenario } = run;
  const { assumptions: assume } = context.assume(scenario.assume.filter((id) => id !== "chapter-mix"));
  const markets = new Map<string, Market[]>();
  for (const origin of context.watch(othersOf(run, context), "other origins")) {
    const flow = context.flow(scenario.flows, origin.code);
    const sums = ({ schedule, date }: DatedLaw) =>
      tallyRows(
        priceTrade(flow, origin, schedule, { date, view: laws.view, assume, past: context.schedule() }).map(
          (one) => onlyProducts(one, scenario.products ?? []),
        ),
        groupOf,
      );
    const [before, after] = [sums(laws.recorded), sums(laws.then)];
    for (const [group, { imports, duty }] of before) {
      const own = markets.get(group) ?? [];
      markets.set(group, own);
      const value = imports.toNumber();
      const rate = (dollars: { toNumber(): number }) => (value === 0 ? 0 : dollars.toNumber() / value);
      own.push({ value, before: rate(duty), after: rate(after.get(group)?.duty ?? duty) });
    }
  }
  return markets;
}

/** Origins whose trade is known line by line. */
function othersOf({ scenario, origins }: ScenarioRun, context: Context): Origin[] {
  const known = context.schedule().origins;
  const asked = new Set(origins.map(({ code }) => code));
  return context
    .flowOrigins(scenario.flows)
    .filter((code) => !asked.has(code))
    .filter((code) => !context.flow(scenario.flows, code).hts.every(isMixed))
    .flatMap((code) => known.get(code) ?? []);
}
