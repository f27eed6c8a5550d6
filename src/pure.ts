/**
 * The engine without files: nothing here touches Node, so that a page can carry it.
 *
 * @example
 * const data = openData(files); // what `packData` made, as plain JSON
 * const before = price(data.schedule, [data.flow("us-imports-2024", "JP")], { date: "2025-06-19" });
 * const after = price(data.schedule, [data.flow("us-imports-2024", "JP")], {
 *   date: "2025-06-19",
 *   changes: data.changes({ reciprocal: "24" }),
 * });
 * after.duty.minus(before.duty).toFixed(0); // dollars
 *
 * @packageDocumentation
 */
import { located, readOf } from "./contract/errors.js";
import * as texts from "./contract/parse.js";
import type { IsoDate } from "./law/calendar.js";
import type { Country, Origin } from "./law/origin.js";
import type { RateChange } from "./law/scenario.js";
import type { Rate, Usd } from "./law/units.js";

export type { MistakeCode } from "./contract/errors.js";
export { UserError } from "./contract/errors.js";
export type { DataFiles } from "./data/pack.js";
export type { ChangeText } from "./data/shapes/scenario.js";
export type { Order, Orders } from "./law/adcvd.js";
export type { Assessment, Bounds, Layer, Outcome } from "./law/assess.js";
export type { Ban } from "./law/ban.js";
export type { IsoDate } from "./law/calendar.js";
export type { SummaryEntry } from "./law/declare.js";
export type { Duty } from "./law/duty/duty.js";
export type { Deposit, Entry, StatedOrders } from "./law/entry.js";
export type { HtsCode } from "./law/hts.js";
export type { Measure, Source, Version, View } from "./law/measure.js";
export type { Country, Origin } from "./law/origin.js";
export { parseRateText } from "./law/rate-text.js";
export type { Baseline, Change, Lever, RateChange, Scenario } from "./law/scenario.js";
export type { Schedule } from "./law/schedule.js";
export type { Decimal, Rate, Usd } from "./law/units.js";
export type {
  Ask,
  DutyAnswer,
  FeeAnswer,
  LayerAnswer,
  LineAnswer,
} from "./library/answers.js";
export { asksOf, barred, barredIf, dutyOn, feesOn, pricerOf } from "./library/answers.js";
export type { Assessed, Goods } from "./library/goods.js";
export {
  assess,
  bounds,
  declare,
  entryOf,
  inCents,
} from "./library/goods.js";
export type { Data, LabelKind } from "./library/open-data.js";
export { openData } from "./library/open-data.js";
export type { Price, ScenarioAnswer, Settings } from "./library/price.js";
export {
  changedLaw,
  effectiveRate,
  ordersNaming,
  price,
  priceFlow,
  priceTrade,
  runScenario,
  sectorTotals,
  sumsWhere,
  tallyLayers,
  tallyRows,
} from "./library/price.js";
export type { Flow } from "./trade/flow.js";
export type { Assumptions, PricedFlow, Question, Status } from "./trade/question.js";
export type { Inputs, ScenarioRun } from "./trade/run-scenario.js";
export type { Sector, Sums } from "./trade/tally.js";

/** Mistakes of a text that is read for itself are at `text`, as those of a flag are at the flag. */
const reading =
  <Given extends readonly unknown[], T>(parse: (...given: Given) => T) =>
  (...given: Given): T =>
    located("text", () => parse(...given));

/** A day of the calendar: YYYY-MM-DD, or written otherwise where it can mean one day alone. @throws {UserError} */
export const parseDay: (text: string) => IsoDate = reading(texts.parseDay);
/** A rate of duty as a fraction such as 0.25 or as 25%. @throws {UserError} */
export const parseFraction: (text: string) => Rate = reading(texts.parseFraction);
/** An origin by code, number or name, of the origins of a schedule. @throws {UserError} */
export const parseOrigin: (
  text: string,
  origins: ReadonlyMap<Country, Origin>,
  home?: readonly Origin[],
) => Country = reading((text, origins, home = []) =>
  readOf("origins", () => texts.parseOrigin(text, origins, home)),
);
/** `25` or `25%` on top of the normal duty, `floor:15` all-in, `cap:15` at most. @throws {UserError} */
export const parseRate: (text: string) => RateChange = reading(texts.parseRate);
/** Dollars, with or without `$` and thousands commas. @throws {UserError} on other texts and currencies. */
export const parseUsd: (text: string) => Usd = reading(texts.parseUsd);
