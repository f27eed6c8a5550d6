/**
 * What a command is: what it may ask of the world, what it is given, and the flags that all have. One file in `commands/`
 * exports one; the registry, help, pages and completion follow.
 */
import type { ExposureText, RealisedText } from "../data/shapes/economics.js";
import type { ExampleFile } from "../data/shapes/examples.js";
import type { NameIn, ValueAt } from "../data/shapes/file-kinds.js";
import type { MeasureText } from "../data/shapes/measure.js";
import type { ScenarioText } from "../data/shapes/scenario.js";
import type { SourceText } from "../data/shapes/tariff.js";
import type { Balances } from "../economics/bilateral.js";
import type { Estimates } from "../economics/estimates.js";
import type { IsoDate } from "../law/calendar.js";
import type { Period } from "../law/days.js";
import type { DrawbackRules, HeldUnlawful } from "../law/drawback.js";
import type { Claim } from "../law/entry.js";
import type { LawEvent } from "../law/event.js";
import type { FeeSchedule } from "../law/fees.js";
import type { Measure, ProductList, View } from "../law/measure.js";
import type { Country } from "../law/origin.js";
import type { Lever } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import type { Known } from "../trade/collected.js";
import type { AssumptionKind, Flow } from "../trade/flow.js";
import type { Assumptions, Compliance } from "../trade/question.js";
import type { Sector } from "../trade/tally.js";
import { flagName, type Problem, UserError } from "./errors.js";
import type { Answer, ChartView, EditionRead, Rasteriser, Threads, Watching } from "./report.js";
import type { OfficialTable, OpenRows, Rows } from "./rows.js";

/** Assumptions switched on, and what each is called, by kind. */
export interface Assumed {
  readonly assumptions: Assumptions;
  readonly titles: Readonly<Partial<Record<AssumptionKind, string>>>;
}

/** What customs calculated on imports of an origin in one month. */
export interface Actual {
  readonly month: string;
  readonly value: number;
  readonly duty: number;
}

/** Freight, insurance and other costs to the first US port, by all ways of carriage together, and the imports they are of. */
export interface Carriage {
  readonly chargesUsd: number;
  readonly importsUsd: number;
  /** The partner the figures are of: a union where its members are counted in it. */
  readonly partner: string;
  readonly year: number;
  readonly source: string;
}

/** What an estimate of collected duty starts from. */
export interface RealisedData {
  readonly settings: RealisedText;
  readonly known: Known;
  /** Stands among the partners for all whose industries are not known apart. */
  readonly rest: string;
  /** The industry of goods, three digits; `""` where none is known. */
  industryOf(hts: string): string;
}

export interface Headings {
  readonly headings: ReadonlyMap<string, readonly [IsoDate, IsoDate | null]>;
  readonly lastEdition: IsoDate;
}

/** What commands may ask of the world. Everything is read when first asked for, and throws `UserError`. */
export interface Context extends DataPorts {
  readonly version: string;
  /** For work that may take more than a second. */
  readonly watch: Watching["watch"];
  readonly threads: Threads;
  /** The shipped law. */
  schedule(): Schedule;
  /** The law of the files with the other readings of what is contested, which the shipped law leaves out. */
  contestedLaw(): Schedule;
  /** The same world under other readings of the law. @throws {UserError} on a reading there is none of. */
  withReadings(ids: readonly string[]): Context;
  /** The same world with the preferences that goods were entered under in a view. */
  inView(view: View): Context;
  /** Which edition of the tariff was read, part by part. */
  edition(): EditionRead;
  levers(): readonly Lever[];
  /** Facts and rights that the law asks for, with what is presumed of each. */
  claims(): readonly Claim[];
  /** Fees on entries by fiscal year. */
  fees(): FeeSchedule;
  drawback(): DrawbackRules;
  /** What is ahead of the law: dated changes, and actions without a day. */
  events(): readonly LawEvent[];
  /** Acts that a court held not to authorize their duties. */
  heldUnlawful(): readonly HeldUnlawful[];
  /** Unit in which a line of ten digits is counted first. */
  unitOf(hts: string): string | null;
  names(): Names;
  flow(dataset: string, origin: Country): Flow;
  /** Origins that a dataset has flows of. */
  flowOrigins(dataset: string): readonly Country[];
  assume(ids: readonly string[]): Assumed;
  /** What customs calculated month by month, in order; none if the origin is not known by month. */
  actuals(origin: Country | "all"): readonly Actual[];
  compliance(): Compliance;
  /** What carrying goods of a chapter from an origin cost in the year of the flows; none where too little came to say. */
  carriage(origin: Country, chapter: string): Carriage | undefined;
  /** Imports and duty by month and industry, and what is assumed of what is collected. */
  realised(): Promise<RealisedData>;
  /** Total exports to an origin in the year of the flows, in dollars. */
  exportsTo(origin: Country): number;
  /** Figures of an exporting country. @throws {UserError} on one there are none of. */
  exposure(country: Country): Promise<ExposureText>;
  /** The same from a file of the user's. @throws {UserError} */
  exposureFile(path: string): Promise<ExposureText>;
  /** Trade of 2024 with every partner as the formula of 2 April 2025 used it, and what partners say themselves. */
  balances(): Promise<Balances>;
  /** What behaviour rests on. */
  estimates(): Promise<Estimates>;
  /** Named scenarios, with what each asks. */
  scenarios(): readonly { readonly name: string; readonly text: ScenarioText }[];
  /** A scenario by name or file. */
  scenario(name: string): Promise<ScenarioText>;
  /** A measure of the user's. */
  measureFile(path: string): Promise<MeasureText>;
  /** Rows of a table of the user's; `-` is standard input. The form is that of its ending or content, if not given. */
  rows(path: string, open?: OpenRows): Promise<Rows>;
  /** The texts of the shipped measures, by id, with what `Measure` leaves out. */
  measureTexts(): ReadonlyMap<Measure["id"], MeasureText>;
  /** Worked examples of entries as a whole, by family. */
  examples(): readonly ExampleFile[];
  /** Product lists, all of them. */
  lists(): readonly ProductList[];
  /** Headings of chapter 99 with the days they were in the tariff, to the last edition known. */
  headings(): Headings;
  sources(): readonly SourceText[];
  /** Names of the files read so far. */
  filesRead(): readonly string[];
  /** Everything read so far, by hash. */
  inputs(): Promise<readonly { readonly name: string; readonly sha256: string }[]>;
}

interface Flag<T> {
  /** Placeholder such as `<day>`; `null` for a switch. */
  readonly placeholder: string | null;
  readonly summary: string;
  readonly parse: (text: string, context: Context) => T;
  /** May be given more than once; the value is then a list. */
  readonly repeats: boolean;
  /** Only a line gives it, never a configuration file. */
  readonly ownLine?: true;
}

interface Argument {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;
/** The parsed value of each flag: absent if not given, a list if it repeats. */
type Values<F extends Flags> = {
  readonly [K in keyof F]?: F[K] extends { repeats: true }
    ? readonly ReturnType<F[K]["parse"]>[]
    : ReturnType<F[K]["parse"]>;
};

export interface DataFlag {
  readonly name: string;
  readonly placeholder: string;
  readonly summary: string;
}

/** A command in the list of all, loaded when it is asked for. */
interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<{ readonly default: unknown }>;
}

/** A command line as a command sees it. */
export interface CommandLine<F extends Flags> {
  readonly argument: string | null;
  /** Words after it. */
  readonly more: readonly string[];
  /** Every command of the program, for those that speak of them. */
  readonly commands: readonly ListedCommand[];
  /** Names of the formats that a command can be asked for. */
  formatsOf(command: Command): readonly string[];
  readonly flags: Values<F>;
  /** Texts of data flags, in the order of the data. */
  readonly dataFlags: ReadonlyMap<string, string>;
  /** The format asked for, of those that the command writes itself. */
  readonly format: string | null;
  /** The format asked for of those of the program, by its name or the ending of the file; `null` if none is. */
  readonly asked: string | null;
}

export interface Command<F extends Flags = Flags> {
  readonly name: string;
  /** One line of help, and a paragraph of it. */
  readonly summary: string;
  readonly details: string;
  readonly argument: Argument | null;
  /** Words after the argument, any number of them. */
  readonly more?: Omit<Argument, "required">;
  readonly flags: F;
  /** Flags that data adds, such as levers. */
  readonly dataFlags?: (context: Context) => readonly DataFlag[];
  readonly examples: readonly [string, ...string[]];
  /** Formats that the command writes itself, the usual one first; reports have those of the program. */
  readonly formats?: readonly [string, ...string[]];
  /** Formats that the command writes itself besides those of the program, each with the file ending it is chosen for. */
  readonly alsoFormats?: Readonly<Record<string, string>>;
  /** What charts of its reports show; `-o` with a name without an ending is the folder of its `--into`. */
  readonly charts?: readonly ChartView[];
  readonly writesFolder?: true;
  run(given: CommandLine<F>, context: Context): Promise<Answer>;
}

export const flag = <T>(placeholder: string, summary: string, parse: Flag<T>["parse"]) =>
  ({ placeholder, summary, parse, repeats: false }) as const;
export const repeated = <T>(placeholder: string, summary: string, parse: Flag<T>["parse"]) =>
  ({ placeholder, summary, parse, repeats: true }) as const;
export const toggle = (summary: string) =>
  ({ placeholder: null, summary, parse: () => true as const, repeats: false }) as const;

export const defineCommand = <const F extends Flags>(command: Command<F>): Command<F> => command;

/** The world under the readings and in the view asked for, if any are. */
export function underReadings(
  { reading, view }: { readonly reading?: readonly string[]; readonly view?: View | "realised" },
  context: Context,
): Context {
  const read = reading === undefined ? context : context.withReadings(reading);
  return view === "cash" ? read.inView(view) : read;
}

// What commands may ask of the data files themselves.

/** Part of what commands may ask of the world. */
interface DataPorts {
  /**
   * The data with folders or single files of the user laid over it, and what is wrong with the shape of any file.
   * A file that is not sound counts as not there. @throws {UserError} on a path that is neither.
   */
  inspect(paths: readonly string[]): Promise<Inspected>;
  /** The data files as they are. */
  data(): DataFiles;
  /** The script of a page, and for sliders the files that price this trade there. @throws {UserError} */
  page(wanted: {
    readonly dataset: string;
    readonly origins: readonly string[];
    readonly assume?: readonly string[];
  }): Promise<{ readonly script: string; files(): Readonly<Record<string, unknown>> }>;
  /** What makes pixels of drawings. @throws {UserError} if it is not built. */
  rasteriser(): Promise<Rasteriser>;
  /** The index of a search over texts of the tariff. @throws {UserError} if it is not built. */
  searchIndex(): Promise<unknown>;
  /** Text as base64 of its deflated bytes. */
  deflated(text: string): Promise<string>;
  /** What works out the CRC-32 of a text in UTF-8. */
  crc32(): Promise<(text: string) => number>;
  /** Every data file, with its kind and whether it is shipped or of which folder. */
  dataNames(): readonly { readonly name: string; readonly kind: string; readonly from: string }[];
  /** The shipped data with these folders laid over it, and no others. @throws {UserError} */
  over(folders: readonly string[]): Promise<Context>;
  /** Whether a path is a folder or a file; `undefined` if it is nothing. */
  pathKind(path: string): "folder" | "file" | undefined;
  /** The address of a file, relative to the working folder where it is in it. */
  uriOf(path: string): string;
  /** A table of a public office, as CSV or JSON. @throws {UserError} */
  officialTable(path: string): Promise<OfficialTable>;
  /** A text of the user's, whole. @throws {UserError} */
  textFile(path: string): string;
  /** Writes the files of an import, whole or not at all. @throws {UserError} if there is something of that name. */
  writeFolder(folder: string, imported: ImportedFiles): Promise<void>;
  /** Writes tables with a manifest, whole or not at all. @throws {UserError} if there is something of that name. */
  writeTables(folder: string, written: TablesWritten): Promise<void>;
  /** Files of such a folder, with what is wrong with each. @throws {UserError} if it is none. */
  checkTables(folder: string): Promise<readonly { readonly name: string; readonly problem: string | null }[]>;
  /** An empty database. @throws {UserError} where DuckDB is not installed. */
  database(): Promise<Database>;
}

/** A value of a database; whole numbers that may be too large for a number are texts. */
export type DatabaseCell = string | number | null;

/** A database of one question. It stands in a folder that `close` takes away. @throws {UserError} on files that it cannot read. */
export interface Database {
  /** Where its files stand. */
  readonly folder: string;
  write(name: string, bytes: Uint8Array): void;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly (readonly DatabaseCell[])[]>;
  /** Rows in batches, while others are asked for. */
  stream(sql: string): AsyncIterable<readonly (readonly DatabaseCell[])[]>;
  append(table: string, batches: AsyncIterable<readonly (readonly DatabaseCell[])[]>): Promise<void>;
  /** A file of its folder, in pieces. */
  file(name: string): Iterable<Uint8Array>;
  close(): void;
}

/** Files of tables, and what their manifest says beside their hashes. */
export interface TablesWritten {
  readonly about: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Data files as they are, by their names inside a data folder. */
export interface DataFiles {
  json<Name extends string>(name: Name): ValueAt<Name>;
  has(name: string): boolean;
  names<Folder extends string>(folder: Folder): readonly NameIn<Folder>[];
}

/** Files made of an official table. */
export interface ImportedFiles {
  readonly kind: "hts" | "census" | "dataweb" | "notes";
  /** The table, its SHA-256, and how many rows it had. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  /** The day from which an edition holds. */
  readonly day?: IsoDate;
  /** Values by the names of their files inside a data folder. */
  readonly files: ReadonlyMap<string, unknown>;
  /** Rows that could not be used, by reason. */
  readonly left: ReadonlyMap<string, readonly string[]>;
}

/** Data with what is wrong with its files; places are told by line. */
export interface Inspected {
  readonly context: Context;
  readonly data: DataFiles;
  /** Files of the user by their names inside a data folder, with the paths they have. */
  readonly files: ReadonlyMap<string, string>;
  /** Those of them whose shape is right. */
  readonly sound: readonly string[];
  /** Problems of shape, and whatever else files say of themselves. */
  readonly problems: readonly Problem[];
  /** A place of the data as a place of the user's file, which may hold a part of it. */
  placeIn(file: string, place: string): string;
  /** The line of a place in a file. */
  lineOf(file: string, place: string): number;
}

/** The text of a line of the tariff, with those it stands under, heading first. */
export interface Description {
  /** The number that the text is of: the one that was asked for, or its beginning. */
  readonly hts: string;
  readonly text: string;
  readonly path: readonly string[];
}

/** Names that groups are shown under. */
export interface Names {
  readonly sectors: readonly Sector[];
  /** Industry of goods of an HTS number, three digits of NAICS; and what it is called. */
  industryOf(hts: string): string;
  industry(code: string): string;
  label(kind: "chapters" | "headings" | "subheadings", code: string): string;
  /** The official text of a number, or of the longest part of it that has one. */
  description(hts: string): Description | undefined;
  /** Texts of the numbers that begin so, in the order of the tariff. */
  descriptionsUnder(prefix: string): readonly Description[];
  /** The act that measures rest on; its id if it has no name. */
  authority(id: string): string;
}

// Days that the data covers: every command that takes a day asks.

/** @throws {UserError} on a day before the first that the data covers. */
export function checkDay(day: string, where: string, context: Context): void {
  const { firstDay } = context.schedule();
  if (day < firstDay)
    throw new UserError(`the data begins on ${firstDay}; got ${day}`, {
      where,
      hint: `take a day from ${firstDay} on`,
    });
}

/** @throws {UserError} on days before the data, or a first day after the last. */
export function checkPeriod({ from, to }: Period, context: Context): void {
  checkDay(from, "--from", context);
  checkDay(to, "--to", context);
  if (from > to)
    throw new UserError(`${from} is after ${to}`, { where: "--from", hint: "the first day comes first" });
}

// Options that every command has, and those of every command with a chart: help, pages and completion list them too.

interface CommonFlag {
  readonly name: string;
  readonly short?: string;
  readonly placeholder?: `<${string}>`;
  readonly summary: string;
  readonly group: "Data:" | "Output:";
  /** Words it takes, where they are few. */
  readonly takes?: readonly string[];
}

const [DATA, OUTPUT] = [{ group: "Data:" }, { group: "Output:" }] as const;

const chartFlags = (views: readonly ChartView[]): readonly CommonFlag[] => [
  { name: "chart", summary: "a chart instead of a table; -o with .svg or .png draws it", ...OUTPUT },
  {
    ...{ name: "chart-of", placeholder: "<what>", summary: `what the chart shows: ${views.join(" or ")}` },
    ...{ takes: views, ...OUTPUT },
  },
];

/** Those of a command that writes these formats. */
export const commonFlags = (formats: readonly string[], charts: Command["charts"] = []): CommonFlag[] => [
  {
    ...{ name: "data", placeholder: "<folder>" },
    ...{ summary: "a folder of data laid over the shipped; repeat for several", ...DATA },
  },
  { name: "no-config", summary: "leave the configuration file tariff-calc.json out", ...DATA },
  { name: "print-config", summary: "print what it says, and what flags say instead", ...DATA },
  {
    ...{ name: "format", short: "f", placeholder: "<name>", summary: formats.join(", ") },
    ...{ takes: formats, ...OUTPUT },
  },
  {
    ...{ name: "output", short: "o", placeholder: "<file>", ...OUTPUT },
    summary: "write to a file; its ending chooses the format",
  },
  { name: "quiet", short: "q", summary: "leave out the notes", ...OUTPUT },
  { name: "verbose", summary: "print all notes where a table has only those that matter first", ...OUTPUT },
  { name: "no-color", summary: "no colours, as the variable NO_COLOR does", ...OUTPUT },
  ...(charts.length > 0 ? chartFlags(charts) : []),
];

/** Every flag of a command but those that data adds, and those that the program takes of any line. */
export const flagsTaken = (
  { flags, charts }: Pick<Command, "flags" | "charts">,
  formats: readonly string[],
): readonly string[] => [
  ...["help", "version"],
  ...Object.keys(flags).map(flagName),
  ...commonFlags(formats, charts).map(({ name }) => name),
];

/** As help shows it: `-f, --format <name>`. */
export const writtenFlag = ({ name, short, placeholder }: CommonFlag): string =>
  `${short ? `-${short}, ` : ""}--${name}${placeholder ? ` ${placeholder}` : ""}`;

/** `--us-content` is `usContent` among flags. */
export const keyName = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
