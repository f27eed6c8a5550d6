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
export type { Inputs, ScenarioRun } from "./answers/run-scenario.js";
export { runScenario } from "./answers/run-scenario.js";
export type { Assessment, Layer, Outcome } from "./domain/assess.js";
export { assess } from "./domain/assess.js";
export type { Bounds } from "./domain/bounds.js";
export { bounds } from "./domain/bounds.js";
export type { Country, Origin } from "./domain/country.js";
export type { IsoDate } from "./domain/day.js";
export type { Duty } from "./domain/duty.js";
export type { Entry } from "./domain/entry.js";
export type { Flow } from "./domain/flow.js";
export type { HtsCode } from "./domain/hts.js";
export type { Measure, Source, Version } from "./domain/measure.js";
export { priceFlow } from "./domain/price.js";
export type { Assumptions, PricedFlow, Question, Status } from "./domain/priced.js";
export { parseRateText } from "./domain/rate-text.js";
export { inCents } from "./domain/round.js";
export type { Baseline, Change, Lever, RateChange, Scenario } from "./domain/scenario.js";
export type { Schedule, View } from "./domain/schedule.js";
export type { Sector } from "./domain/sector.js";
export type { Sums } from "./domain/tally.js";
export { sumsWhere, tallyLayers, tallyRows } from "./domain/tally.js";
export { priceTrade } from "./domain/trade.js";
export type { Decimal, Rate, Usd } from "./domain/units.js";
export { effectiveRate } from "./domain/units.js";
export { UserError } from "./errors.js";
export type { Data, DataFiles } from "./library/data.js";
export { openData } from "./library/data.js";
export type { Goods } from "./library/goods.js";
export { entryOf } from "./library/goods.js";
export type { Price, Settings } from "./library/price.js";
export { price, sectorTotals } from "./library/price.js";
export { parseDay, parseRate } from "./parse.js";
export type { ChangeText } from "./texts/scenario.js";
