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
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkObject,
  checkText,
  checkTexts,
  expectFit,
  flagName,
  isListOf,
  isText,
  readOnce,
  readParts,
  textsRead,
  UserError,
} from "./contract/errors.js";
import { type DataFiles, pack, type Wanted } from "./data/pack.js";
import { createReader } from "./data/reader.js";
import type { Schedule } from "./law/schedule.js";
import { type Data, dataOf } from "./library/open-data.js";
import type { Flow } from "./trade/flow.js";
import type { Assumptions } from "./trade/question.js";

export type { Wanted } from "./data/pack.js";
export * from "./pure.js";

/** The data that the package ships. */
const SHIPPED = join(import.meta.dirname, "../data");

/**
 * Law, trade, levers and sectors of a data folder. Files are read when they are first needed.
 * @param folder A data folder; the one shipped if not given.
 * @throws {UserError} naming the file, if one is missing or is not JSON.
 */
export function loadData(folder: string = SHIPPED): Data {
  checkText(folder, "folder");
  return dataOf(createReader(folder));
}

/**
 * The same with folders of your own laid over it, later ones over earlier ones, as `--data` of the command line does.
 * @throws {UserError} listing every problem of the folders.
 */
export async function loadDataOver(folders: readonly string[], folder: string = SHIPPED): Promise<Data> {
  const own = textsRead(folders, "folders");
  checkText(folder, "folder");
  const { readerOver } = await import("./data/overlay/overlaid-reader.js");
  return dataOf(readerOver(folder, own));
}

/**
 * What the command line answers, as the value of its JSON: `answerOf(["timeline", "--origin", "JP"])`. Every command that has
 * a JSON answer can be asked: audit, timeline, grid, `data validate`, find. Files that it names are read; none is written, and
 * no configuration file is looked for. The shapes are published as `tariff-calc/schema/output/<command>.schema.json`.
 * @throws {UserError} on what the command line refuses.
 */
export async function answerOf(args: readonly string[], folder: string = SHIPPED): Promise<unknown> {
  const words = textsRead(args, "args");
  checkText(folder, "folder");
  const { embedded } = await import("./embedded.js");
  const told = await embedded(words, folder, packageVersion());
  if ("answer" in told) return JSON.parse(told.answer);
  const { message, where = "args", hint, code } = told.mistake;
  throw new UserError(message, { code, where, ...(hint && { hint }) });
}

/** What a command answers: its rows with every digit, by the keys of its columns, and what is said of them. */
export interface TableAnswer {
  readonly title: string;
  readonly heading: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly notes: readonly string[];
}

/** Flags of a command by their names: `origin`, `entryType` for `--entry-type`; `true` for one without a value. */
export type Flags = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A text that begins as a flag does is none. */
const wordOf = (text: string): string => (text.startsWith("-") ? ` ${text}` : text);

/** What a command that takes one text answers. @throws {UserError} */
async function tableOf(
  command: string,
  [where, text]: readonly [string, string],
  flags: Flags,
  folder: string,
): Promise<TableAnswer> {
  checkText(text, where);
  return (await answerOf([command, wordOf(text), ...wordsOf(flags)], folder)) as TableAnswer;
}

const isFlag = (value: unknown): boolean =>
  value === undefined ||
  typeof value === "boolean" ||
  isText(value) ||
  isListOf(isText)(value) ||
  Number.isFinite(value);

const wordsOf = (flags: Flags): string[] => {
  checkObject(flags, "flags", "flags by their names");
  return Object.entries(readOnce("flags", () => flags)).flatMap(([key, value]) => {
    expectFit(isFlag(value), key, "text, a number, true or a list of texts", value);
    const name = `--${flagName(key).replaceAll("_", "-")}`;
    if (value === undefined || value === false) return [];
    return value === true ? [name] : [value].flat().map((one) => `${name}=${one}`);
  });
};

/**
 * Lines of the tariff that a text may mean, best first, as `tariff-calc find`: `find("ball bearings", { origin: "JP" })`. Digits
 * show what is under a number. It classifies nothing: the importer does.
 * @throws {UserError} on a text without words, and on what the command line refuses.
 */
export const find = (text: string, flags: Flags = {}, folder: string = SHIPPED): Promise<TableAnswer> =>
  tableOf("find", ["text", text], flags, folder);

/**
 * Origins of goods by what they cost landed, as `tariff-calc choose`: `choose("8703.23.01.60", { value: 30000, from: "JP,MX" })`.
 * @throws {UserError} on what the command line refuses.
 */
export const choose = (hts: string, flags: Flags, folder: string = SHIPPED): Promise<TableAnswer> =>
  tableOf("choose", ["hts", hts], flags, folder);

/**
 * What goods cost on every day on which the law changes, as `tariff-calc when`: `when("8703.23.01.60", { origin: "JP", value: 30000 })`.
 * @throws {UserError} on what the command line refuses.
 */
export const when = (hts: string, flags: Flags, folder: string = SHIPPED): Promise<TableAnswer> =>
  tableOf("when", ["hts", hts], flags, folder);

const packageVersion = (): string => {
  const file = join(import.meta.dirname, "../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
};

/**
 * The law: base duties, measures, lists, origins. Files are read when they are first needed.
 * @param folder A data folder; the one shipped if not given.
 * @throws {UserError} naming the file, if one is missing or is not JSON.
 */
export const loadSchedule = (folder: string = SHIPPED): Schedule => loadData(folder).schedule;

/**
 * A year of imports from an origin, in whole dollars of customs value by HTS number.
 * @param dataset Such as `us-imports-2024`.
 * @throws {UserError} if there is no such dataset, or it has no imports from the origin.
 */
export const loadFlow = (dataset: string, origin: string, folder: string = SHIPPED): Flow =>
  loadData(folder).flow(dataset, origin);

/**
 * Assumptions about what a year of trade does not say, by id: `metal-content`, `observed-base`, `chapter-mix`,
 * `usmca-claims`, `other-preferences`. None are on unless they are named.
 * @throws {UserError} on an id that is not known, or two that answer the same question.
 */
export const loadAssumptions = (ids: readonly string[], folder: string = SHIPPED): Assumptions =>
  loadData(folder).assumptions(ids);

/**
 * The files that price the trade of a few origins, cut to its lines: plain JSON that a page can carry for `openData`.
 *
 * Prices of that trade are those of the whole data, to the last digit.
 * @throws {UserError} on a dataset, origin or assumption that is not there.
 */
export function packData(wanted: Wanted, folder: string = SHIPPED): DataFiles {
  checkObject(wanted, "wanted", "a dataset, origins and assumptions");
  const read = readParts(wanted, ["dataset", "origins", "assume", "entries", "everywhere"]);
  checkText(read.dataset, "dataset");
  checkTexts(read.origins, "origins");
  if (read.assume !== undefined) checkTexts(read.assume, "assume");
  checkText(folder, "folder");
  return pack(createReader(folder), read);
}
