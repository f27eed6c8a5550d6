/**
 * The library: the same law and the same arithmetic as the command line.
 *
 * @example
 * const law = loadSchedule();
 * const car = entryOf({ hts: "8703.23.01", origin: "JP", date: "2025-06-19", value: "30000" });
 * assess(car, law)?.duty.toFixed(2); // "8250.00"
 *
 * @packageDocumentation
 */
import { join } from "node:path";
import type { Country } from "./domain/country.js";
import { type Entry, NOTHING_STATED } from "./domain/entry.js";
import type { Flow } from "./domain/flow.js";
import type { StatedPiece } from "./domain/part.js";
import type { Assumptions } from "./domain/priced.js";
import type { Schedule } from "./domain/schedule.js";
import { loadAssumptions as readAssumptions } from "./load/assumptions.js";
import { loadFlow as readFlow } from "./load/flows.js";
import { createReader } from "./load/reader.js";
import { loadSchedule as readSchedule } from "./load/schedule.js";
import { checkShares, parseDay, parseHts, parseQuantity, parseShare, parseUsd } from "./parse.js";

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
export type { Assumptions, PricedFlow, Question } from "./domain/priced.js";
export { parseRateText } from "./domain/rate-text.js";
export type { Baseline, Change, RateChange, Scenario } from "./domain/scenario.js";
export type { Schedule, View } from "./domain/schedule.js";
export type { Sums } from "./domain/tally.js";
export { sumsWhere } from "./domain/tally.js";
export { priceTrade } from "./domain/trade.js";
export type { Decimal, Rate, Usd } from "./domain/units.js";
export { effectiveRate } from "./domain/units.js";
export { UserError } from "./errors.js";
export { parseDay, parseRate } from "./parse.js";

/** The data that the package ships. */
const SHIPPED = join(import.meta.dirname, "../data");

/**
 * The law: base duties, measures, lists, origins. Files are read when they are first needed.
 * @param folder A data folder; the one shipped if not given.
 * @throws {UserError} naming the file, if one is missing or is not JSON.
 */
export const loadSchedule = (folder: string = SHIPPED): Schedule => readSchedule(createReader(folder));

/**
 * A year of imports from an origin, in whole dollars of customs value by HTS number.
 * @param dataset Such as `us-imports-2024`.
 * @throws {UserError} if there is no such dataset, or it has no imports from the origin.
 */
export const loadFlow = (dataset: string, origin: string, folder: string = SHIPPED): Flow =>
  readFlow(createReader(folder), dataset, origin as Country);

/**
 * Assumptions about what a year of trade does not say, by id: `metal-content`, `observed-base`, `chapter-mix`,
 * `usmca-claims`, `other-preferences`. None are on unless they are named; the last three need `priceTrade`.
 * @throws {UserError} on an id that is not known, or two that answer the same question.
 */
export const loadAssumptions = (ids: readonly string[], folder: string = SHIPPED): Assumptions =>
  readAssumptions(createReader(folder), ids).assumptions;

/** Goods as a person would write them down. */
export interface Goods {
  /** Eight or ten digits, with or without dots. */
  readonly hts: string;
  /** Two letters: `JP`. */
  readonly origin: string;
  /** Day of entry, `YYYY-MM-DD`. */
  readonly date: string;
  /** Customs value in US dollars. */
  readonly value: string;
  readonly claims?: readonly string[];
  /** Shares of the customs value: `{ steel: "0.35" }`. */
  readonly shares?: Readonly<Partial<Record<StatedPiece, string>>>;
  /** `["1200kg"]`. */
  readonly quantities?: readonly string[];
  readonly loadedOn?: string;
}

/** An entry of goods to `assess`. What is left out is not known. @throws {UserError} on a text that is not of its form. */
export function entryOf({
  hts,
  origin,
  date,
  value,
  claims,
  shares = {},
  quantities,
  loadedOn,
}: Goods): Entry {
  const parsed = Object.fromEntries(
    Object.entries(shares).map(([piece, share]) => [piece, parseShare(share)]),
  );
  checkShares(parsed);
  return {
    ...NOTHING_STATED,
    hts: parseHts(hts),
    origin: origin as Country,
    date: parseDay(date),
    value: parseUsd(value),
    claims: new Set(claims),
    shares: parsed,
    quantities: (quantities ?? []).map(parseQuantity),
    loadedOn: loadedOn === undefined ? null : parseDay(loadedOn),
  };
}
