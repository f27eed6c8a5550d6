/** Prices trade under changed law: the engine of a page with sliders. */

import { memoizeThing } from "../compiled/memo.js";
import {
  checkList,
  checkObject,
  checkText,
  checkTexts,
  expectFit,
  isListOf,
  isText,
  located,
  UserError,
} from "../contract/errors.js";
import { missedChange } from "../contract/measure-text.js";
import { parseDay } from "../contract/parse.js";
import { type Order, ordersNaming as ordersOn } from "../law/adcvd.js";
import type { IsoDate } from "../law/calendar.js";
import { applyChanges } from "../law/change.js";
import type { Entry } from "../law/entry.js";
import type { View } from "../law/measure.js";
import type { Origin } from "../law/origin.js";
import type { Change, Scenario } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { type Rate, effectiveRate as rateOf, type Usd } from "../law/units.js";
import type { Flow } from "../trade/flow.js";
import { priceTrade as pricePortions, priceFlow as priceRows, priceTrades } from "../trade/price.js";
import type { Assumptions, PricedFlow, PricedLayer, Question, Status } from "../trade/question.js";
import { type Inputs, runScenario as run, type ScenarioRun } from "../trade/run-scenario.js";
import {
  type Cell,
  coverageOf,
  type GroupOf,
  type Sector,
  type Sums,
  sectorsOf,
  sumsWhere as sumsOf,
  tallyLayers as tallyByLayer,
  tallyRows as tallyByRow,
} from "../trade/tally.js";
import { checkDay, checkDecimal, checkNumbered, checkSchedule, checkView } from "./goods.js";

/** Under what law trade is priced. */
export interface Settings {
  /** The day of the law: `2025-06-19`. */
  readonly date: string;
  /** Changes of that law; none if not given. `Data.changes` makes them of levers and rates. */
  readonly changes?: readonly Change[];
  /** What was owed (`law`), or what was collected (`cash`) where a court ruled later. `law` if not given. */
  readonly view?: View;
  /** What is assumed of what a year of trade does not say; nothing if not given. */
  readonly assume?: Assumptions;
}

/** Duty on a year of trade. Goods of chapters 98 and 99 are left out of imports, duty and rate. */
export interface Price {
  /** Customs value in dollars. */
  readonly imports: Usd;
  /** Static duty in dollars, every digit: no answer of trade to the tariff. */
  readonly duty: Usd;
  /** Duty over imports; `null` where nothing is imported. */
  readonly rate: Rate | null;
  /** Part of the goods have duties that cannot be computed: duty and rate are lower bounds. */
  readonly atLeast: boolean;
  /** The day is after the last to which the law was checked (`Schedule.asOf`): law in force then is taken to stay. */
  readonly extrapolates: boolean;
  /** Dollars of trade by how well their duty is known, those left out among them. */
  readonly coverage: Readonly<Record<Status, Usd>>;
  /** The priced trade in portions, for sums by other groups (`tallyRows`, `sumsWhere`). */
  readonly portions: readonly PricedFlow[];
}

/**
 * Prices flows under the law of a day with changes. Exact decimals throughout; the same numbers as `tariff-calc scenario`.
 * @throws {UserError} on a day that is none, an origin the schedule does not know, or a change that changes nothing.
 */
export function price(schedule: Schedule, flows: readonly Flow[], settings: Settings): Price {
  checkSchedule(schedule);
  checkFlows(flows);
  checkObject(settings, "settings", "a day, and what is changed and assumed");
  const { changes = [], view = "law", assume = NONE } = settings;
  checkView(view);
  checkObject(assume, "assume", "assumptions, as loadAssumptions gives them");
  checkText(settings.date, "date");
  const date = dayWithin(schedule, settings.date);
  const origins = flows.map((flow) => originOf(schedule, flow));
  const law = changedLaw(schedule, changes, date, origins);
  const trade = flows.map((flow) => ({ flow, origin: originOf(schedule, flow) }));
  const portions = priceTrades(trade, law, { date, view, assume, past: schedule });
  const { imports, duty, atLeast } = sumsOf(portions, ({ status }) => status !== "outside");
  const rate = rateOf(duty, imports);
  const extrapolates = date > schedule.asOf;
  return { imports, duty, rate, atLeast, extrapolates, coverage: coverageOf(portions), portions };
}

/** Flows are long, and those that were read are frozen: their columns are looked through once. */
const isFlow = memoizeThing(
  ({ dataset, origin, year, dated, hts, value, duty }: Flow): boolean =>
    [dataset, origin].every(isText) &&
    Number.isInteger(year) &&
    isListOf(Array.isArray)(dated) &&
    isListOf(isText)(hts) &&
    [value, duty].every((column) => isListOf(isWhole)(column) && column.length === hts.length),
);
const isWhole = (dollars: unknown): boolean => Number.isSafeInteger(dollars) && (dollars as number) >= 0;

const checkFlows = (flows: readonly Flow[]): void => {
  checkList(flows, "flows", "a list of flows, as loadFlow gives them");
  for (const flow of flows) expectFit(isFlow(flow), "flows", "flows, as loadFlow gives them", flow);
};

const NONE: Assumptions = {};

/** @throws {UserError} on a day that is none, or that the law does not reach back to. */
function dayWithin(schedule: Schedule, text: string): IsoDate {
  const date = located("date", () => parseDay(text));
  checkDay(date, schedule);
  return date;
}

/** A scenario priced, and whether that follows from law that was checked. */
export interface ScenarioAnswer extends ScenarioRun {
  /** A day of it is after the last to which the law was checked (`Schedule.asOf`): law in force then is taken to stay. */
  readonly extrapolates: boolean;
}

/**
 * Prices the trade that a scenario asks about, before and after its changes.
 * @throws {UserError} on an origin that the law does not know, and a day before its first.
 */
export function runScenario(scenario: Scenario, inputs: Inputs): ScenarioAnswer {
  checkObject(inputs, "inputs", "the law, flows and assumptions");
  checkObject(scenario, "scenario", "a scenario");
  const { schedule } = inputs;
  checkSchedule(schedule);
  const { origins, baseline } = scenario;
  checkTexts(origins, "origins");
  checkObject(baseline, "baseline", "what it is held against");
  checkFunction(inputs.flowOf, "flowOf");
  checkObject(inputs.assume, "assume", "assumptions, as loadAssumptions gives them");
  checkView(inputs.view);
  checkChanges(scenario.changes);
  if (baseline.kind === "law") checkChanges(baseline.changes);
  if (scenario.products !== undefined) checkTexts(scenario.products, "products");
  const days = [scenario.date, ...(baseline.kind === "no-tariffs" ? [] : [baseline.date])];
  for (const day of days) checkDay(day, schedule);
  const unknown = origins.find((code) => !schedule.origins.has(code));
  if (unknown !== undefined)
    throw new UserError(`"${unknown}" is no origin that the law knows`, {
      code: "UNKNOWN_NAME",
      where: "origins",
      hint: "two capital letters, such as JP",
    });
  return { ...run(scenario, inputs), extrapolates: days.some((day) => day > schedule.asOf) };
}

/**
 * The law with changes made, for entries as well as trade: `assess(entry, changedLaw(law, data.changes({ auto: "15" }),
 * entry.date, origins))`.
 * @param date The day that the changes are of. @param origins Of the goods that they are to reach.
 * @throws {UserError} naming the measures of a change that changes nothing there and then.
 */
export function changedLaw(
  schedule: Schedule,
  changes: readonly Change[],
  date: IsoDate,
  origins: readonly Origin[],
): Schedule {
  checkSchedule(schedule);
  checkChanges(changes);
  checkText(date, "date");
  checkList(origins, "origins", "a list of origins, as the law has them");
  const { schedule: changed, missed } = applyChanges(schedule, changes, date, origins);
  const [first] = missed;
  if (first === undefined) return changed;
  throw missedChange(
    first,
    origins.map(({ code }) => code),
    schedule,
  );
}

const CHANGES = "a list of changes, as Data.changes makes them";
const OF_MEASURES = ["set", "repeal", "exempt", "restore", "move"];

/** @throws {UserError} on changes that `Data.changes` did not make. */
function checkChanges(changes: readonly Change[]): void {
  checkList(changes, "changes", CHANGES);
  const isChange = (change: Change): boolean => {
    if (change.do === "enact") {
      const { id, versions } = (change.measure ?? {}) as Partial<typeof change.measure>;
      return (
        typeof id === "string" &&
        Array.isArray(versions) &&
        versions.every((one) => "duty" in one && "covers" in one)
      );
    }
    const isTo = change.do !== "set" || typeof change.to?.rate?.times === "function";
    return OF_MEASURES.includes(change.do) && Array.isArray(change.measures) && isTo;
  };
  expectFit(changes.every(isChange), "changes", CHANGES, changes);
}

function originOf({ origins }: Schedule, { origin }: Flow) {
  const known = origins.get(origin);
  if (known) return known;
  throw new UserError(`"${origin}" is no origin the data knows`, { code: "UNKNOWN_NAME", where: "flows" });
}

/** Sums of priced trade by sector, in the order of the sectors; the first sector that names a product has it, on whatever day. */
export function sectorTotals(
  schedule: Schedule,
  priced: Price,
  sectors: readonly Sector[],
): ReadonlyMap<Sector["id"], Sums> {
  checkSchedule(schedule);
  checkObject(priced, "priced", "priced trade, as price gives it");
  checkPriced(priced.portions);
  checkList(sectors, "sectors", "a list of sectors");
  const known = new Map<Flow, Uint8Array>();
  return tallyByRow(priced.portions, (flow, row) => {
    const own = known.get(flow) ?? sectorsOf(flow.hts, sectors, schedule.lists);
    known.set(flow, own);
    return sectors[own[row] ?? 0]?.id ?? "";
  });
}

/**
 * Prices every row of a flow under the law of a day, as it is recorded. `priceTrade` first spreads and splits rows as
 * assumptions say. Units: rates of customs value; sums are the caller's.
 * @throws {UserError} on what is no flow, origin, law or question.
 */
export function priceFlow(flow: Flow, origin: Origin, schedule: Schedule, question: Question): PricedFlow {
  checkTrade(flow, origin, schedule, question);
  return priceRows(flow, origin, schedule, question);
}

/**
 * Prices a flow in portions: goods that are known only by chapter spread over lines, goods that claim a preference apart
 * from those that do not. The portions add up to the flow; without such assumptions there is one, the flow itself.
 * @throws {UserError} on what is no flow, origin, law or question.
 */
export function priceTrade(flow: Flow, origin: Origin, schedule: Schedule, question: Question): PricedFlow[] {
  checkTrade(flow, origin, schedule, question);
  return pricePortions(flow, origin, schedule, question);
}

function checkTrade(flow: Flow, origin: Origin, schedule: Schedule, question: Question): void {
  checkFlows([flow]);
  checkObject(origin, "origin", "an origin, as the law has it");
  checkSchedule(schedule);
  checkObject(question, "question", "a day, a view and assumptions");
  checkText(question.date, "date");
  checkObject(question.assume, "assume", "assumptions, as loadAssumptions gives them");
}

const PRICED = "priced trade, as priceTrade gives it";

/** @throws {UserError} on what is no priced trade. */
function checkPriced(priced: readonly PricedFlow[]): void {
  checkList(priced, "priced", PRICED);
  const isPriced = ({ flow, of, baseOf, classes, bases }: Partial<PricedFlow>) =>
    typeof flow === "object" && [of, baseOf, classes, bases].every((column) => typeof column === "object");
  expectFit(priced.every(isPriced), "priced", PRICED, priced);
}

const checkFunction = (given: unknown, where: string): void =>
  expectFit(typeof given === "function", where, "a function", given);

/** Imports and duty of the rows that fit. @throws {UserError} on what is no priced trade. */
export function sumsWhere(priced: readonly PricedFlow[], fits: (cell: Cell) => boolean): Sums {
  checkPriced(priced);
  checkFunction(fits, "fits");
  return sumsOf(priced, fits);
}

/** Imports and duty of the rows of each group. @throws {UserError} on what is no priced trade. */
export function tallyRows(priced: readonly PricedFlow[], groupOf: GroupOf): Map<string, Sums> {
  checkPriced(priced);
  checkFunction(groupOf, "groupOf");
  return tallyByRow(priced, groupOf);
}

/**
 * Sums by layer of duty, of all rows or of each group of rows: groups are named by both, and the base duty is the layer
 * `null`. Rows outside the tariff base have no layers. A layer that cannot be computed counts nothing and makes its sum a
 * lower bound. Goods that owe several layers of one name are counted once among its imports.
 * @throws {UserError} on what is no priced trade.
 */
export function tallyLayers(
  priced: readonly PricedFlow[],
  nameOf: (layer: PricedLayer | null, group: string) => string,
  groupOf?: GroupOf,
): Map<string, Sums> {
  checkPriced(priced);
  checkFunction(nameOf, "nameOf");
  if (groupOf !== undefined) checkFunction(groupOf, "groupOf");
  return tallyByLayer(priced, nameOf, groupOf);
}

/** Duty over value, a fraction; `null` on no value, since a rate of nothing is not zero. @throws {UserError} on what is no amount. */
export function effectiveRate(duty: Usd, value: Usd): Rate | null {
  checkDecimal(duty, "duty");
  checkDecimal(value, "value");
  return rateOf(duty, value);
}

/**
 * Orders in force on the day of goods that name their number, of those on goods of their country: `ordersNaming(entry,
 * schedule.orders.of("CN"))`. Whether goods are in the scope of one is a matter of its words.
 * @throws {UserError} on what is no entry, or no list of orders.
 */
export function ordersNaming(
  goods: Pick<Entry, "hts" | "origin" | "date">,
  orders: readonly Order[],
): readonly Order[] {
  checkNumbered(goods);
  const expected = "a list of orders, as the law has them";
  checkList(orders, "orders", expected);
  const isOrder = ({ numbers, from }: Partial<Order>) => Array.isArray(numbers) && from !== undefined;
  expectFit(orders.every(isOrder), "orders", expected, orders);
  return ordersOn(goods, orders);
}
