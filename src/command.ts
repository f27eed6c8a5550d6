/** What a command is. One file in `commands/` exports one; the registry, help, pages and completion follow. */
import type { DataWorld } from "./answers/data/world.js";
import type { Names } from "./answers/group.js";
import type { Compliance } from "./domain/compliance.js";
import type { Country } from "./domain/country.js";
import type { IsoDate } from "./domain/day.js";
import type { DrawbackRules } from "./domain/drawback.js";
import type { FeeSchedule } from "./domain/fees.js";
import type { Flow } from "./domain/flow.js";
import type { HeldUnlawful } from "./domain/held-unlawful.js";
import type { Measure } from "./domain/measure.js";
import type { FactRule } from "./domain/metal-origin.js";
import type { AssumptionKind, Assumptions } from "./domain/priced.js";
import type { ProductList } from "./domain/product-list.js";
import type { Lever } from "./domain/scenario.js";
import type { Schedule } from "./domain/schedule.js";
import type { Balances } from "./economics/balance-figures.js";
import type { Estimates } from "./economics/estimates.js";
import type { Answer, Watching } from "./report.js";
import type { ExampleFile } from "./texts/example.js";
import type { ExposureText } from "./texts/exposure.js";
import type { MeasureText } from "./texts/measure.js";
import type { RowForm, Rows } from "./texts/rows.js";
import type { ScenarioText } from "./texts/scenario.js";

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

export interface Headings {
  readonly headings: ReadonlyMap<string, readonly [IsoDate, IsoDate | null]>;
  readonly lastEdition: IsoDate;
}

/** Where a figure comes from. */
export interface SourceText {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly licence: string;
  readonly url: string;
}

/** What commands may ask of the world. Everything is read when first asked for, and throws `UserError`. */
export interface Context extends DataWorld {
  readonly version: string;
  /** For work that may take more than a second. */
  readonly watch: Watching["watch"];
  /** The shipped law. */
  schedule(): Schedule;
  /** The same world under other readings of the law. @throws {UserError} on a reading there is none of. */
  withReadings(ids: readonly string[]): Context;
  levers(): readonly Lever[];
  /** Claims that follow from where metal was melted, smelted or cast. */
  factRules(): readonly FactRule[];
  /** Fees on entries by fiscal year. */
  fees(): FeeSchedule;
  drawback(): DrawbackRules;
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
  /** The latest month whose duty is known. */
  latestActual(origin: Country): Actual | undefined;
  /** Named scenarios, with what each asks. */
  scenarios(): readonly { readonly name: string; readonly text: ScenarioText }[];
  /** A scenario by name or file. */
  scenario(name: string): Promise<ScenarioText>;
  /** A measure of the user's. */
  measureFile(path: string): Promise<MeasureText>;
  /** Rows of a table of the user's; `-` is standard input. The form is that of its ending or content, if not given. */
  rows(path: string, form?: RowForm): Promise<Rows>;
  /** The texts of the shipped measures, by id, with what `Measure` leaves out. */
  measureTexts(): ReadonlyMap<Measure["id"], MeasureText>;
  /** Worked examples of entries as a whole, by family. */
  examples(): readonly ExampleFile[];
  /** Product lists, all of them. */
  lists(): readonly ProductList[];
  /** Headings of chapter 99 with the days they were in the tariff, to the last edition known. */
  headings(): Headings;
  sources(): readonly SourceText[];
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
export interface Given<F extends Flags> {
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
}

export interface Command<F extends Flags = Flags> {
  readonly name: string;
  /** One line of help. */
  readonly summary: string;
  /** A paragraph of help. */
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
  /** Its reports have charts. */
  readonly charts?: true;
  run(given: Given<F>, context: Context): Promise<Answer>;
}

export const flag = <T>(placeholder: string, summary: string, parse: Flag<T>["parse"]) =>
  ({ placeholder, summary, parse, repeats: false }) as const;
export const repeated = <T>(placeholder: string, summary: string, parse: Flag<T>["parse"]) =>
  ({ placeholder, summary, parse, repeats: true }) as const;
export const toggle = (summary: string) =>
  ({ placeholder: null, summary, parse: () => true as const, repeats: false }) as const;

export const defineCommand = <const F extends Flags>(command: Command<F>): Command<F> => command;

/** The world under the readings asked for, if any are. */
export const read = (ids: readonly string[] | undefined, context: Context): Context =>
  ids === undefined ? context : context.withReadings(ids);
