/** Prices trade under changed law: the engine of a page with sliders. */

import {
  checkObject,
  checkText,
  checkTexts,
  expectFit,
  type Fits,
  isListOf,
  isObject,
  isText,
  located,
  movedTo,
  orNull,
  readOf,
  readOnce,
  readParts,
  shownValue,
  UserError,
} from "../contract/errors.js";
import { missedChange } from "../contract/measure-text.js";
import { parseDay } from "../contract/parse.js";
import { type Order, ordersNaming as ordersOn } from "../law/adcvd.js";
import type { IsoDate } from "../law/calendar.js";
import { applyChanges } from "../law/change.js";
import type { Entry } from "../law/entry.js";
import type { Measure, View } from "../law/measure.js";
import type { Country, Origin } from "../law/origin.js";
import type { Change, RateChange, Scenario } from "../law/scenario.js";
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
import { checkDay, checkView, decimalRead, numberRead } from "./goods.js";
import {
  asOurs,
  checkAssumed,
  flowRead,
  flowsRead,
  isDay,
  isMadeHere,
  listRead,
  madeHere,
  under,
} from "./open-data.js";

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
  const trade = flowsRead(flows);
  checkObject(settings, "settings", "a day, and what is changed and assumed");
  const read = readParts(settings, ["date", "changes", "view", "assume"], asOurs);
  const { changes = [], view = "law", assume = NONE } = read;
  checkView(view);
  checkAssumed(assume);
  checkChanges(changes);
  checkText(read.date, "date");
  return under(schedule, (law) => {
    const asked = { date: dayWithin(law, read.date), changes, view, assume };
    return enacting(changes, () => priceUnder(law, trade, asked));
  });
}

type SettingsRead = Required<Settings> & { readonly date: IsoDate };

function priceUnder(
  schedule: Schedule,
  flows: readonly Flow[],
  { date, changes, view, assume }: SettingsRead,
): Price {
  const trade = flows.map((flow) => ({ flow, origin: originOf(schedule, flow) }));
  const origins = trade.map(({ origin }) => origin);
  const law = lawChanged(schedule, changes, date, origins);
  const portions = priceTrades(trade, law, { date, view, assume, past: schedule }).map(pricedHere);
  const { imports, duty, atLeast } = sumsOf(portions, ({ status }) => status !== "outside");
  const rate = rateOf(duty, imports);
  const extrapolates = date > schedule.asOf;
  return { imports, duty, rate, atLeast, extrapolates, coverage: coverageOf(portions), portions };
}

/** Portions that later sums are made of: they are used as they are. */
const pricedHere = <T extends object>(trade: T): T => madeHere(trade, "priced trade");

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
  const asked = scenarioRead(scenario);
  const { schedule, flowOf } = readOf("inputs", () => ({ schedule: inputs.schedule, flowOf: inputs.flowOf }));
  const { view, assume, watch, book } = readParts(inputs, ["view", "assume", "watch", "book"], asOurs);
  checkFunction(flowOf, "flowOf");
  checkAssumed(assume);
  checkView(view);
  for (const [name, given] of Object.entries({ watch, book }))
    if (given !== undefined) checkFunction(given, name);
  const ofOrigin = (origin: Country): Flow => flowRead(flowOf.call(inputs, origin), "flowOf");
  const on = { view, assume, flowOf: ofOrigin, ...(watch && { watch }), ...(book && { book }) };
  const { changes, baseline } = asked;
  const all = baseline.kind === "law" ? [...changes, ...baseline.changes] : changes;
  return under(schedule, (law) => enacting(all, () => scenarioUnder(asked, { ...on, schedule: law })));
}

function scenarioUnder(scenario: Scenario, inputs: Inputs): ScenarioAnswer {
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
  const { baseline: before, changed, ...answer } = run(scenario, inputs);
  const extrapolates = days.some((day) => day > schedule.asOf);
  return { ...answer, baseline: before.map(pricedHere), changed: changed.map(pricedHere), extrapolates };
}

const OF_SCENARIO = [
  "title",
  "date",
  "origins",
  "flows",
  "products",
  "baseline",
  "changes",
  "assume",
] as const;

/** @throws {UserError} on what is no scenario. */
function scenarioRead(given: Scenario): Scenario {
  checkObject(given, "scenario", "a scenario");
  const scenario = readParts(given, OF_SCENARIO, asOurs);
  const { date, origins, products, baseline, changes } = scenario;
  checkTexts(origins, "origins");
  checkObject(baseline, "baseline", "what it is held against");
  checkChanges(changes);
  if (products !== undefined) checkTexts(products, "products");
  expectFit(isDay(date), "date", DAY, date);
  if (baseline.kind === "no-tariffs") return scenario;
  expectFit(
    baseline.kind === "law" && isDay(baseline.date),
    "baseline",
    `the law of a day, or no-tariffs`,
    baseline,
  );
  checkChanges(baseline.changes);
  return scenario;
}

const DAY = "a day written YYYY-MM-DD";

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
  const read = readOnce("changes", () => changes, asOurs);
  checkChanges(read);
  checkText(date, "date");
  return under(schedule, (law) => {
    const asked = originsRead(origins, law);
    const changed = enacting(read, () => lawChanged(law, read, dayWithin(law, date), asked));
    return isMadeHere(schedule, "law") && hasOurs(read) ? madeHere(changed, "law") : changed;
  });
}

function lawChanged(
  schedule: Schedule,
  changes: readonly Change[],
  date: IsoDate,
  origins: readonly Origin[],
): Schedule {
  const { schedule: changed, missed } = applyChanges(schedule, changes, date, origins);
  const [first] = missed;
  if (first === undefined) return changed;
  const codes = origins.map(({ code }) => code);
  throw movedTo("changes", missedChange(first, codes, schedule));
}

/** Origins of the law by their codes: what else a program says of them is not read. */
const originsRead = (origins: readonly Origin[], { origins: known }: Schedule): readonly Origin[] =>
  listRead(origins, "origins", "a list of origins, as the law has them").map((origin) =>
    originRead(origin, known, "origins"),
  );

function originRead(origin: Origin, known: Schedule["origins"], where: string): Origin {
  checkObject(origin, where, "an origin, as the law has it");
  const { code } = readParts(origin, ["code"]);
  const found = known.get(code);
  if (found) return found;
  throw new UserError(`${shownValue(code)} is no origin that the law knows`, { code: "UNKNOWN_NAME", where });
}

const CHANGES = "a list of changes, as Data.changes makes them";
const OF_MEASURES: readonly unknown[] = ["set", "repeal", "exempt"];
const KINDS: readonly unknown[] = ["on-top", "floor", "cap"];

/** @throws {UserError} on changes that `Data.changes` did not make, unless they are as it makes them. */
const checkChanges = (changes: readonly Change[]): void =>
  expectFit(isListOf(isChange)(changes), "changes", CHANGES, changes);

const isChange: Fits = (value) => {
  const change = (isObject(value) ? value : {}) as Readonly<Record<string, unknown>>;
  const { do: what, measures, to, measure } = change;
  if (what === "enact") return isObject(measure) && isMeasure(measure as Measure);
  if (what === "restore" || what === "move")
    return (
      isTexts(measures) &&
      (what === "restore" ? isDay(change.termsOf) : isDay(change.from) && orNull(isDay)(change.until))
    );
  const isLimited = isTexts(change.origins) && isTexts(change.products);
  return OF_MEASURES.includes(what) && isTexts(measures) && isLimited && (what !== "set" || isRate(to));
};
/** Whether no measure in changes was made by a program: those are looked at no further than their form. */
const hasOurs = (changes: readonly Change[]): boolean =>
  isMadeHere(changes, "changes") || changes.every((change) => change.do !== "enact");
const enacting = <T>(changes: readonly Change[], use: () => T): T =>
  hasOurs(changes) ? use() : readOf("changes", use);

const isTexts = isListOf(isText);
const isRate: Fits = (value) => {
  const { kind, rate } = (isObject(value) ? value : {}) as Partial<RateChange>;
  return KINDS.includes(kind) && typeof rate?.times === "function";
};
const isMeasure = ({ id, versions }: Partial<Measure>): boolean =>
  isText(id) &&
  isListOf((one) => isObject(one) && "duty" in (one as object) && "covers" in (one as object))(versions);

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
  checkObject(priced, "priced", "priced trade, as price gives it");
  const portions = pricedRead(readOf("priced", () => priced.portions));
  const all = readOnce("sectors", () => sectors, asOurs);
  expectFit(isListOf(isSector)(all), "sectors", "a list of sectors", sectors);
  const known = new Map<Flow, Uint8Array>();
  return under(schedule, ({ lists }) =>
    tallyByRow(portions, (flow, row) => {
      const own = known.get(flow) ?? sectorsOf(flow.hts, all, lists);
      known.set(flow, own);
      return all[own[row] ?? 0]?.id ?? "";
    }),
  );
}

const isSector: Fits = (value) => {
  const { id, products, lists, on } = (isObject(value) ? value : {}) as Partial<Sector>;
  return isText(id) && [products, lists].every(isListOf(isText)) && (on === undefined || isDay(on));
};

/**
 * Prices every row of a flow under the law of a day, as it is recorded. `priceTrade` first spreads and splits rows as
 * assumptions say. Units: rates of customs value; sums are the caller's.
 * @throws {UserError} on what is no flow, origin, law or question.
 */
export const priceFlow = (flow: Flow, origin: Origin, schedule: Schedule, question: Question): PricedFlow =>
  onTrade(flow, origin, schedule, question, (...read) => pricedHere(priceRows(...read)));

/**
 * Prices a flow in portions: goods that are known only by chapter spread over lines, goods that claim a preference apart
 * from those that do not. The portions add up to the flow; without such assumptions there is one, the flow itself.
 * @throws {UserError} on what is no flow, origin, law or question.
 */
export const priceTrade = (
  flow: Flow,
  origin: Origin,
  schedule: Schedule,
  question: Question,
): PricedFlow[] =>
  onTrade(flow, origin, schedule, question, (...read) => pricePortions(...read).map(pricedHere));

function onTrade<T>(
  given: Flow,
  origin: Origin,
  schedule: Schedule,
  question: Question,
  priced: (flow: Flow, origin: Origin, law: Schedule, question: Question) => T,
): T {
  const flow = flowRead(given);
  checkObject(question, "question", "a day, a view and assumptions");
  const past = readOf("past", () => question.past);
  const { date, view, assume, onTheWay } = readParts(
    question,
    ["date", "view", "assume", "onTheWay"],
    asOurs,
  );
  checkText(date, "date");
  checkView(view);
  checkAssumed(assume);
  const days = onTheWay && [onTheWay.date, onTheWay.loadedOn];
  expectFit(days === undefined || days.every(isDay), "onTheWay", "days of loading and entry", onTheWay);
  return under(schedule, (law) =>
    under(
      past,
      (then) => {
        const asked = { date: dayWithin(law, date), view, assume, past: then, ...(onTheWay && { onTheWay }) };
        return priced(flow, originRead(origin, law.origins, "origin"), law, asked);
      },
      "past",
    ),
  );
}

/** @throws {UserError} on what is no trade that this library priced. */
function pricedRead(priced: readonly PricedFlow[]): readonly PricedFlow[] {
  const expected = "priced trade, as priceTrade gives it";
  const list = listRead(priced, "priced", expected);
  const fits = list.every((one) => isMadeHere(one, "priced trade"));
  expectFit(fits, "priced", expected, priced);
  return list;
}

const checkFunction = (given: unknown, where: string): void =>
  expectFit(typeof given === "function", where, "a function", given);

/** Imports and duty of the rows that fit. @throws {UserError} on what is no priced trade. */
export function sumsWhere(priced: readonly PricedFlow[], fits: (cell: Cell) => boolean): Sums {
  const portions = pricedRead(priced);
  checkFunction(fits, "fits");
  return sumsOf(portions, fits);
}

/** Imports and duty of the rows of each group. @throws {UserError} on what is no priced trade. */
export function tallyRows(priced: readonly PricedFlow[], groupOf: GroupOf): Map<string, Sums> {
  const portions = pricedRead(priced);
  checkFunction(groupOf, "groupOf");
  return tallyByRow(portions, groupOf);
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
  const portions = pricedRead(priced);
  checkFunction(nameOf, "nameOf");
  if (groupOf !== undefined) checkFunction(groupOf, "groupOf");
  return tallyByLayer(portions, nameOf, groupOf);
}

/** Duty over value, a fraction; `null` on no value, since a rate of nothing is not zero. @throws {UserError} on what is no amount. */
export function effectiveRate(duty: Usd, value: Usd): Rate | null {
  return rateOf(decimalRead(duty, "duty"), decimalRead(value, "value"));
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
  const entry = numberRead(goods);
  const expected = "a list of orders, as the law has them";
  const list = readOnce("orders", () => orders, asOurs);
  const isOrder = ({ numbers, from, until }: Partial<Order>) =>
    isListOf(isText)(numbers) && [from, until].every(orNull(isDay));
  expectFit(isListOf((one) => isObject(one) && isOrder(one as Order))(list), "orders", expected, orders);
  return ordersOn(entry, list);
}
