/** Prices trade under changed law: the engine of a page with sliders. */
import { located, UserError } from "../contract/errors.js";
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
import { priceTrades } from "../trade/price.js";
import type { Assumptions, PricedFlow, Status } from "../trade/question.js";
import { type Inputs, runScenario as run, type ScenarioRun } from "../trade/run-scenario.js";
import { coverageOf, type Sector, type Sums, sectorsOf, sumsWhere, tallyRows } from "../trade/tally.js";
import { checkDay } from "./goods.js";

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
  const { changes = [], view = "law", assume = NONE } = settings;
  const date = dayWithin(schedule, settings.date);
  const origins = flows.map((flow) => originOf(schedule, flow));
  const law = changedLaw(schedule, changes, date, origins);
  const trade = flows.map((flow) => ({ flow, origin: originOf(schedule, flow) }));
  const portions = priceTrades(trade, law, { date, view, assume, past: schedule });
  const { imports, duty, atLeast } = sumsWhere(portions, ({ status }) => status !== "outside");
  const rate = effectiveRate(duty, imports);
  const extrapolates = date > schedule.asOf;
  return { imports, duty, rate, atLeast, extrapolates, coverage: coverageOf(portions), portions };
}

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
  const { schedule } = inputs;
  const { origins, baseline } = scenario;
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
  const known = new Map<Flow, Uint8Array>();
  return tallyRows(priced.portions, (flow, row) => {
    const own = known.get(flow) ?? sectorsOf(flow.hts, sectors, schedule.lists);
    known.set(flow, own);
    return sectors[own[row] ?? 0]?.id ?? "";
  });
}
