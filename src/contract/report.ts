/** What a command answers and what a format does with it: the contract between the two. */
import type { IsoDate } from "../law/calendar.js";
import { type Declared, printCents, printDeclared } from "../law/declare.js";
import type { Decimal } from "../law/units.js";
import type { Watch } from "../trade/run-scenario.js";

/** A value of a report; `null` is not known or does not apply, a number is of whole cents. */
export type Cell = string | boolean | Decimal | number | null | readonly string[] | readonly Declared[];

export type ColumnKind =
  | "text"
  /** The day on which something no longer holds, as the data has it; people read the last day on which it does. */
  | "end"
  /** US dollars. */
  | "usd"
  /** Dollars and cents, whatever their size: never in millions. */
  | "cents"
  /** A fraction of customs value. */
  | "rate"
  /** Percentage points that something moved by: with a sign. */
  | "points"
  /** Percentage points of a size or a level: a sign would say that it moved. */
  | "level"
  | "flag"
  /** A bar of a chart: never cut, since half a bar lies. */
  | "bar"
  /** A whole number of things. */
  | "count"
  | "list";

export interface Column {
  /** Name in machine formats. */
  readonly key: string;
  readonly title: string;
  readonly kind: ColumnKind;
  /** When a narrow table drops it: highest first; 0 is never dropped. */
  readonly drop: number;
  /** Columns of one group stand in a table together or not at all: half of them would be held against other things. */
  readonly group?: string;
  /** Dollars that are owed to the cent, however many: the table is in dollars. */
  readonly toTheCent?: boolean;
  /** Rates as the law states them: with up to four places, where it has so many. */
  readonly asStated?: boolean;
  /** Part of its texts would not say what a row is about: a table gives them as many lines as they need. */
  readonly inFull?: boolean;
  /** Left out of tables at any width. */
  readonly machineOnly?: boolean;
  /** Left out of machine formats: a picture of another column. */
  readonly tableOnly?: boolean;
}

/** How rows make a picture: by the keys of their columns. */
export interface Chart {
  /** A bar or more a row; a line over numbers or months; steps over days; a map of two numbers, down and across. */
  readonly kind: "bars" | "line" | "steps" | "map";
  /** Columns that say where a value stands. */
  readonly along: readonly string[];
  /** What it may show, the usual first, and the columns that hold it. */
  readonly views: Readonly<Partial<Record<ChartView, readonly string[]>>>;
  /** What its dollars are, where they are no duty. */
  readonly dollarsOf?: string;
  /** A column of flags: what the row shows is a lower bound. */
  readonly atLeast?: string;
  /** Columns that are exact all the same. */
  readonly exact?: readonly string[];
  /** A column that lists what moved the value. */
  readonly events?: string;
  /** The last day of steps. */
  readonly until?: IsoDate;
}

export type ChartView = "rate" | "duty";

export interface Report {
  readonly title: string;
  /** Lines under the title: what was asked, of which data, under which law. */
  readonly heading: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** By key; may have keys that are no column. */
  readonly total: Readonly<Record<string, Cell>> | null;
  /** Where a picture says more than the table. */
  readonly chart?: Chart;
  /** Smaller tables under the first, for what it has no room for. Machine formats have the same in rows and facts. */
  readonly further?: readonly Further[];
  /** In place of the rows, where they are read page by page; formats without pages have the rows. */
  readonly pages?: readonly Page[];
  readonly notes: readonly string[];
  /** Those of the notes that matter first, where a table is not to print all of them unasked. */
  readonly leading?: readonly string[];
  /** Further keys of machine formats, such as `coverage`. */
  readonly facts: Readonly<Record<string, Json>>;
  /** The command found something that is wrong: status 1. */
  readonly findings?: boolean;
  /** For files of their own. */
  readonly beside?: readonly Beside[];
}

export type Further = Pick<Report, "title" | "columns" | "rows">;

/** A part of a report that is printed by itself. */
export type Page = Further & Pick<Report, "heading" | "total" | "further" | "notes">;

/** A page as a report of its own. */
export const pageReports = (report: Report): readonly Report[] =>
  report.pages?.map((page) => ({ facts: report.facts, ...page })) ?? [report];

/** Rows that go to another file than the answer. */
export interface Beside
  extends Pick<Report, "title" | "columns" | "rows">,
    Partial<Pick<Report, "heading" | "total" | "notes" | "further" | "pages">> {
  readonly path: string;
  /** The flag that asked for it. */
  readonly flag: string;
}

/** A row of a stream: cells of a file that is read, then those that are added to it. */
export interface StreamRow {
  readonly read: readonly string[];
  /** The cells that were read as they stand in CSV; `null` where they are to be written one by one. */
  readonly record: string | null;
  readonly added: readonly Cell[];
}

export const cellsIn = ({ read, added }: StreamRow): readonly Cell[] => [...read, ...added];

/** A report too long to hold: its rows come in batches, and what is said of all of them comes after. */
export interface RowStream {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly batches: AsyncIterable<readonly StreamRow[]>;
  /** The format if none is asked for. */
  readonly form: "csv" | "json" | "ndjson" | "table";
  /** Further rows for files of their own, complete once the batches are used up. */
  readonly beside?: readonly Beside[];
  /** In place of the batches: the same rows as text of a format that has `lines`, where threads write it. */
  texts?(format: string): AsyncIterable<string>;
  /** A further table that only a workbook has room for; its rows are put as the batches go by. */
  gather?(put: (row: readonly Cell[]) => void): Omit<Further, "rows">;
  /** Asked once the batches are used up. */
  end(): Pick<Report, "total" | "notes" | "facts" | "findings"> &
    Partial<Pick<Report, "heading" | "further" | "leading">>;
}

export type Chunk = string | Uint8Array;

/** What a command may answer: rows, or text or bytes to write as they are; in pieces where they are long. */
export type Answer = Report | RowStream | string | Written;

/** Text or bytes in pieces; `findings` as in a report, and notes that are told beside them. */
export interface Written {
  readonly chunks: Iterable<Chunk> | ((envelope: Envelope) => AsyncIterable<Chunk>);
  readonly notes?: readonly string[];
  readonly findings?: boolean;
}

/** Whether a report has anything to show in rows and columns. */
export const hasTable = ({ columns, rows, total }: Report): boolean =>
  (rows.length > 0 || total !== null) && columns.some(({ machineOnly }) => !machineOnly);

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Which edition of each part of the tariff the law rests on, and through which day it has its changes. */
export type EditionRead = Readonly<
  Record<"lines" | "headings" | "notes", { readonly edition: string; readonly through: IsoDate }>
>;

/** What surrounds every machine answer, so that it can be repeated from itself. */
export interface Envelope {
  readonly command: readonly string[];
  readonly version: string;
  readonly lawAsOf: string;
  readonly edition: EditionRead;
  /** Everything the answer was made from; hashed only when asked for. */
  inputs(): Promise<readonly { readonly name: string; readonly sha256: string }[]>;
  /** What makes pixels of drawings; absent where no files can be read. @throws {UserError} if it is not built. */
  rasteriser?(): Promise<Rasteriser>;
}

/** The program and the law of an answer. */
export const programOf = ({ command, version, lawAsOf, edition }: Envelope) => ({
  schema: `tariff-calc/${command[0]}/1`,
  program: { name: "tariff-calc", version },
  lawAsOf,
  edition,
});

/** What an answer was made from, as JSON, for files that have room for it beside their rows. */
export const madeFrom = async (envelope: Envelope): Promise<string> =>
  JSON.stringify({ ...programOf(envelope), command: envelope.command, inputs: await envelope.inputs() });

/** Files that a picture in pixels needs. */
export interface Rasteriser {
  /** Machine code, as WebAssembly. */
  readonly code: Uint8Array<ArrayBuffer>;
  readonly fonts: readonly Uint8Array[];
}

/** The same of rows that come in batches; `share` is what has been read of them, as a fraction, if that is known. */
export type WatchRows = <T>(
  batches: AsyncIterable<readonly T[]>,
  share: () => number | null,
) => AsyncIterable<readonly T[]>;

export interface Watching {
  readonly watch: Watch;
  readonly watchRows: WatchRows;
}

/** A thread that runs the same command line on parts of its rows. What it is asked and answers is cloned. */
export interface Thread {
  /** Its answer; it answers one question after the other. Rejects with the `UserError` it met, or what stopped it. */
  ask(question: unknown): Promise<unknown>;
  stop(): void;
}

/** The threads of a program, and what it leaves undone where it is stopped. */
export interface Threads {
  /** Starts one; absent where all is done in one. */
  start?(): Thread;
  /** In a thread that was started: answers what it is asked, until it is stopped. */
  serve?(answer: (question: unknown) => Promise<unknown>): Promise<never>;
  /** The `lines` of a format. */
  lines?(format: string): Promise<Format["lines"]>;
  /** Has a step undone if the program is stopped; call what it returns once the step is over. */
  whenStopped?(undo: () => void): () => void;
}

export interface Look {
  readonly width: number;
  readonly color: boolean;
  /** The terminal shows no other characters. */
  readonly ascii?: boolean;
}

export interface Format<Out extends Chunk = string> {
  readonly name: string;
  readonly summary: string;
  /** File endings it is chosen for. */
  readonly endings: readonly string[];
  /** It shows the chart of a report, and nothing of one that has none. */
  readonly ofCharts?: true;
  render(report: Report, envelope: Envelope, look: Look): Out | Promise<Out>;
  /** Writes rows as text that may stand after that of other rows; absent where rows are not written one by one. */
  lines?(columns: readonly Column[]): (rows: readonly StreamRow[]) => string;
  /** The same of rows that come in batches; a format without it needs all rows at once. */
  stream?(rows: RowStream, envelope: Envelope): AsyncIterable<Chunk>;
}

/** Rows of a stream as text of a format that writes them one by one. */
export async function* streamedLines(
  { columns, batches, texts }: RowStream,
  { name, lines }: Format,
): AsyncGenerator<string> {
  if (texts) {
    yield* texts(name);
    return;
  }
  const written = lines?.(columns);
  for await (const rows of batches) yield written?.(rows) ?? "";
}

/** Places of a quotient that never ends; exact values have fewer. */
const PLACES = 20;

/** A cell as machine formats write it: every digit, never an exponent. */
export function plain(cell: Cell): string | boolean | null | readonly string[] {
  if (cell === null || typeof cell === "string" || typeof cell === "boolean") return cell;
  if (typeof cell === "number") return printCents(cell);
  return isDecimal(cell) ? cell.toDecimalPlaces(PLACES).toFixed() : cell.map(plainItem);
}

const plainItem = (item: string | Declared): string =>
  typeof item === "string" ? item : printDeclared(item);

export const isDecimal = (cell: Cell): cell is Decimal =>
  cell !== null && typeof cell === "object" && "toFixed" in cell;
