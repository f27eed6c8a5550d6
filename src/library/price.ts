/** Prices trade under changed law: the engine of a page with sliders. */
import { expectFit, located, UserError } from "../contract/errors.js";
import { missedChange } from "../contract/measure-text.js";
import { parseDay } from "../contract/parse.js";
import type { IsoDate } from "../law/calendar.js";
import { applyChanges } from "../law/change.js";
import type { View } from "../law/measure.js";
import type { Origin } from "../law/origin.js";
import type { Change, Scenario } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { effectiveRate, type Rate, type Usd } from "../law/units.js";
import type { Flow } from "../trade/flow.js";
import { priceTrade as pricePortions, priceFlow as priceRows, priceTrades } from "../trade/price.js";
import type { Assumptions, PricedFlow, Question, Status } from "../trade/question.js";
import { type Inputs, runScenario as run, type ScenarioRun } from "../trade/run-scenario.js";
import {
  type Cell,
  coverageOf,
  type Sector,
  type Sums,
  sectorsOf,
  sumsWhere as sumsOf,
  tallyRows,
} from "../trade/tally.js";
import {
  checkDay,
  checkList,
  checkObject,
  checkSchedule,
  checkText,
  checkTexts,
  checkView,
} from "./goods.js";

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
  const rate = effectiveRate(duty, imports);
  const extrapolates = date > schedule.asOf;
  return { imports, duty, rate, atLeast, extrapolates, coverage: coverageOf(portions), portions };
}

const checkFlows = (flows: readonly Flow[]): void => {
  checkList(flows, "flows", "a list of flows, as loadFlow gives them");
  for (const flow of flows)
    expectFit(
      Array.isArray(flow.hts) && typeof flow.origin === "string",
      "flows",
      "flows, as loadFlow gives them",
      flow,
    );
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
  checkList(changes, "changes", "a list of changes, as Data.changes makes them");
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
  checkList(priced.portions, "priced", "priced trade, as price gives it");
  checkList(sectors, "sectors", "a list of sectors");
  const known = new Map<Flow, Uint8Array>();
  return tallyRows(priced.portions, (flow, row) => {
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

/** Imports and duty of the rows that fit. @throws {UserError} on what is no priced trade. */
export function sumsWhere(priced: readonly PricedFlow[], fits: (cell: Cell) => boolean): Sums {
  checkList(priced, "priced", PRICED);
  expectFit(typeof fits === "function", "fits", "a function", fits);
  return sumsOf(priced, fits);
}
