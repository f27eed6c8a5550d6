/**
 * Trade of a scenario ready to answer: its cells, what each comes to under a law, and the same goods from other
 * origins.
 */
import type { Context } from "../../../contract/command.js";
import { armington } from "../../../economics/armington.js";
import type { Benchmark, SourceOutcome } from "../../../economics/benchmark.js";
import { sum } from "../../../economics/elementary.js";
import type { Estimates } from "../../../economics/estimates.js";
import { gsim } from "../../../economics/gsim.js";
import { consumerGain, linearGain, type Market, tariffFactor } from "../../../economics/market.js";
import { nested } from "../../../economics/nested.js";
import { type Burden, burdenAt, supplyOf, UNLIMITED } from "../../../economics/response.js";
import { smart } from "../../../economics/smart.js";
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
import type { Settings } from "./settings.js";

// Markets in which buyers choose among sources: the goods of a group from the origins asked about, and from all others.

/** The goods of a market when buyers answer. `demand` is of all imports of it together. */
export function inMarket(market: SourcedMarket, demand: number, settings: Settings): CellAnswer {
  const { own, sector } = market;
  const through = settings.passThrough(sector, demand);
  const sold = own.value === 0 ? UNSOLD : soldIn(market, demand, supplyOf(through, demand), settings);
  const burden = burdenAt(sold.buyerPrice, tariffFactor(own), settings.toConsumers);
  const borne = (share: keyof Burden) => (burden ? (own.after - own.before) * own.value * burden[share] : 0);
  return {
    before: own.value,
    after: sold.value,
    volume: sold.exporterPrice === 0 ? 0 : sold.value / sold.exporterPrice,
    recordedDuty: own.before * own.value,
    staticDuty: own.after * own.value,
    duty: own.after * sold.value,
    buyerPrice: sold.buyerPrice,
    exporterPrice: sold.exporterPrice,
    consumers: borne("consumers"),
    importers: borne("importers"),
    foreignSellers: borne("foreignSellers"),
    welfare: sold.welfare,
    others: sold.others,
  };
}

const UNSOLD: Sold = { value: 0, others: 0, buyerPrice: 1, exporterPrice: 1, welfare: 0 };

function soldIn(market: SourcedMarket, demand: number, supply: number, settings: Settings): Sold {
  const home = settings.domestic.get(market.sector);
  switch (settings.model) {
    case "smart":
      return bySmart(market, demand, supply);
    case "gsim":
      return byGsim(market, demand, supply);
    case "nested":
      return home === undefined ? byArmington(market, demand, supply) : byNests(market, demand, supply, home);
    default:
      return byArmington(market, demand, supply);
  }
}

const sourceOf = ({ value, before, after }: Market, supply: number): Benchmark => ({
  spend: value * (1 + before),
  before,
  after,
  supply,
});

/** @param buyers What buyers gain, from the price index of all they choose among. */
function soldBy(sources: readonly SourceOutcome[], markets: readonly Market[], buyers: number): Sold {
  const [own, ...others] = sources;
  const paid = (index: number) => (markets[index]?.before ?? 0) * (markets[index]?.value ?? 0);
  return {
    value: own?.receipts ?? 0,
    others: sum(others.map(({ receipts }) => receipts)),
    buyerPrice: own?.buyerPrice ?? 1,
    exporterPrice: own?.exporterPrice ?? 1,
    welfare: buyers + sum(sources.map(({ duty }, index) => duty - paid(index))),
  };
}

function byArmington({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const markets = [own, ...others];
  const outcome = armington(
    markets.map((source) => sourceOf(source, supply)),
    { substitution, industry: demand },
  );
  return soldBy(outcome.sources, markets, consumerGain(spendOf(markets), outcome.price, demand));
}

/** Domestic goods at the price of the day; between them and imports buyers choose half as readily as among imports. */
function byNests(
  { own, others, substitution }: SourcedMarket,
  demand: number,
  supply: number,
  home: number,
): Sold {
  const markets = [own, ...others];
  const domestic = { spend: home, before: 0, after: 0, supply: UNLIMITED, domestic: true };
  const imports = markets.map((source) => sourceOf(source, supply));
  const nests = { substitution: substitution / 2, amongImports: substitution, industry: demand };
  const outcome = nested(domestic, imports, nests);
  return soldBy(outcome.imports, markets, consumerGain(home + spendOf(markets), outcome.price, demand));
}

// SMART and GSIM are linear in the change of a tariff: they need no search for a price.

function bySmart({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const outcome = smart(
    { ...own, others: mergeSources(others) },
    { demand, supply, substitution, diversion: "laird-yeats" },
  );
  const factor = tariffFactor(own);
  const exporterPrice =
    supply === UNLIMITED ? 1 : Math.max(0, 1 + ((factor - 1) * demand) / (supply - demand));
  return {
    value: outcome.value,
    others: outcome.othersValue,
    buyerPrice: factor * exporterPrice,
    exporterPrice,
    welfare: outcome.welfare,
  };
}

/** Three countries: the importer, the seller, everybody else. What sellers sell elsewhere is in their supply elasticity. */
function byGsim({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const rest = mergeSources(others);
  const column = (cells: readonly [number, number, number]) => cells.map((cell) => [cell, 0, 0]);

  const factor = (of: (one: Market) => number) => [
    [1, 1, 1],
    [1 + of(own), 1, 1],
    [1 + of(rest), 1, 1],
  ];
  const { trade, price, dutyBefore, dutyAfter } = gsim({
    trade: column([0, own.value, rest.value]),
    factorBefore: factor(({ before }) => before),
    factorAfter: factor(({ after }) => after),
    demand: [demand, demand, demand],
    substitution: [substitution, substitution, substitution],
    supply: [supply, supply, supply],
  });
  const [, ownPrice = 0, restPrice = 0] = price;
  const spend = spendOf([own, rest]);
  const rise = (of: Market, price: number) => spendOf([of]) * ((1 + price) * tariffFactor(of) - 1);
  const index = spend === 0 ? 0 : (rise(own, ownPrice) + rise(rest, restPrice)) / spend;
  const duty = (of: typeof dutyAfter) => (of[1]?.[0] ?? 0) + (of[2]?.[0] ?? 0);
  return {
    value: trade[1]?.[0] ?? 0,
    others: trade[2]?.[0] ?? 0,
    buyerPrice: (1 + ownPrice) * tariffFactor(own),
    exporterPrice: 1 + ownPrice,
    welfare: linearGain(spend, index, demand) + duty(dutyAfter) - duty(dutyBefore),
  };
}

export interface SourcedMarket {
  readonly sector: string;
  readonly own: Market;
  /** The same goods from everywhere else, an origin each. */
  readonly others: readonly Market[];
  /** Between sources. */
  readonly substitution: number;
}

/** What the seller and the others sell after, with the ratios of the seller's prices. */
interface Sold {
  readonly value: number;
  readonly others: number;
  readonly buyerPrice: number;
  readonly exporterPrice: number;
  /** Gain of the importing country: of its buyers and its treasury. */
  readonly welfare: number;
}

/** What buyers paid before, duty included. */
const spendOf = (markets: readonly Market[]): number =>
  sum(markets.map(({ value, before }) => value * (1 + before)));

/** Several sources as one, at their mean rates. */
const mergeSources = (markets: readonly Market[]): Market => {
  const value = sum(markets.map((one) => one.value));
  const mean = (of: (one: Market) => number) =>
    value === 0 ? 0 : sum(markets.map((one) => one.value * of(one))) / value;
  return { value, before: mean(({ before }) => before), after: mean(({ after }) => after) };
};

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
