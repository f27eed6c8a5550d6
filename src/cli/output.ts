/** What is printed: in which format, chosen by name, by the ending of the file or as a chart, and in what pieces. */
import { basename, extname, resolve } from "node:path";
import type { Command } from "../contract/command.js";
import { closest, IdleFlag, UserError } from "../contract/errors.js";
import type { Chunks } from "../contract/ports.js";
import {
  type Answer,
  type Beside,
  type Cell,
  type Chart,
  type ChartView,
  type Chunk,
  cellsIn,
  type Envelope,
  type Format,
  type Look,
  type Report,
  type RowStream,
} from "../contract/report.js";
import { readable, readableEnvelope } from "../contract/text.js";
import { FORMATS } from "../formats/index.js";

/** What to print: rows go through a format, text is as it is. @throws {UserError} if a format is asked of text. */
export async function renderAnswer(
  answer: Answer,
  options: OutputOptions,
  envelope: () => Envelope,
  look: Look,
): Promise<Chunks> {
  if (typeof answer === "object" && !("chunks" in answer)) {
    checkEnding(options, "--output");
    for (const one of answer.beside ?? []) checkBeside(one, options);
    const asked = chooseFormat(options);
    return renderRows(withChart(answer, asked, options), asked, envelope(), look);
  }
  if (typeof answer !== "string")
    return typeof answer.chunks === "function" ? answer.chunks(envelope()) : answer.chunks;
  if (options.format === undefined) return [answer];
  throw new IdleFlag("format", "what is asked for has a form of its own", "leave --format out");
}

/** In the format asked for, else rows in batches in their own form and a report as a table. */
async function renderRows(
  rows: Report | RowStream,
  asked: RegisteredFormat | undefined,
  envelope: Envelope,
  look: Look,
): Promise<Chunks> {
  const usual = "batches" in rows ? rows.form : "table";
  const entry = asked ?? FORMATS.find(({ name }) => name === usual);
  if (entry === undefined) throw new Error(`there is no format ${usual}`);
  const { default: format } = await entry.load();
  if (format.stream && "batches" in rows) return format.stream(rows, envelope);
  const report = "batches" in rows ? await collectRows(rows, format.name) : rows;
  if (format.stream) return [await format.render(report, envelope, look)];
  return [await format.render(readable(report), readableEnvelope(envelope), look)];
}

/** What writes rows as lines of a format, if it does. */
export const linesOf = async (name: string): Promise<Format["lines"]> => {
  const { default: format } = (await FORMATS.find((one) => one.name === name)?.load()) ?? {};
  return format && "lines" in format ? format.lines : undefined;
};

/** More rows than this are not read by people, and take too much memory. */
const MOST_ROWS = 10_000;

/** A report of all rows. @throws {UserError} if there are too many. */
async function collectRows(stream: RowStream, format: string): Promise<Report> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of stream.batches) {
    rows.push(...batch.map(cellsIn));
    if (rows.length > MOST_ROWS)
      throw new UserError(`expected at most ${MOST_ROWS} rows for ${format}; there are more`, {
        where: "--format",
        hint: "write them as csv: --format csv, or -o with a name that ends in .csv",
      });
  }
  return { title: stream.title, heading: [], columns: stream.columns, rows, ...stream.end() };
}

/**
 * The same answer without notes where these are not wanted. One more stands in it if it is read apart from the messages of
 * the program; among JSON always.
 */
export function withNotes(answer: Answer, options: OutputOptions, more?: string): Answer {
  if (typeof answer === "string" || "chunks" in answer) return answer;
  const format = chooseFormat(options)?.name ?? ("batches" in answer ? answer.form : "table");
  const added = notesAdded(format, options, more);
  const withOwn = <T extends Noted>(noted: T): T => {
    const own = FOR_PEOPLE.includes(format) ? notesShown(noted, options) : noted.notes;
    return { ...noted, notes: options.quiet ? added : [...own, ...added] };
  };
  if (!("batches" in answer)) return withOwn(answer);
  const end = () => withOwn(answer.end());
  return { ...answer, end };
}

type Noted = Pick<Report, "notes" | "leading">;

const FOR_PEOPLE: readonly string[] = ["table", "chart"];

/** The note that stands in an answer which is read apart from the messages of the program. */
function notesAdded(format: string, { quiet, output }: OutputOptions, more: string | undefined): string[] {
  const isBeside = output === undefined && FOR_PEOPLE.includes(format);
  return more !== undefined && (format === "json" || !(quiet || isBeside)) ? [more] : [];
}

/** Notes that matter first, then the others or, where these are not asked for, how to read them. */
function notesShown({ notes, leading = notes }: Noted, { verbose }: OutputOptions): readonly string[] {
  const others = notes.filter((note) => !leading.includes(note));
  return verbose || others.length < 2
    ? [...leading, ...others]
    : [...leading, `${others.length} more notes: --verbose prints them.`];
}

/** Files beside the answer, by their places. */
export const besideOf = (answer: Answer): readonly Beside[] =>
  typeof answer === "string" || "chunks" in answer ? [] : (answer.beside ?? []);

/** Whether an answer is complete only once all of it has been printed. */
export const isStreamed = (answer: Answer): boolean =>
  typeof answer !== "string" && ("chunks" in answer || "batches" in answer);

/** Files beside the answer, written once it is complete; their endings choose the format. */
export async function filesBeside(
  answer: Answer,
  envelope: Envelope,
  look: Look,
): Promise<(Pick<Beside, "path" | "flag"> & { readonly text: Chunk })[]> {
  if (typeof answer === "string" || "chunks" in answer || !answer.beside) return [];
  return Promise.all(answer.beside.map((one) => fileBeside(one, envelope, look)));
}

async function fileBeside({ path, flag, ...rows }: Beside, envelope: Envelope, look: Look) {
  const entry = chooseFormat({ output: path }) ?? FORMATS.find(({ name }) => name === "csv");
  const { default: format } = (await entry?.load()) ?? {};
  if (format === undefined) throw new Error("there is no format csv");
  const report: Report = { heading: [], total: null, notes: [], facts: {}, ...rows };
  if (format.stream) return { path, flag, text: await format.render(report, envelope, look) };
  return { path, flag, text: await format.render(readable(report), readableEnvelope(envelope), look) };
}

const WITHOUT_NOTES: readonly string[] = ["csv", "ndjson", "parquet"];

/** Notes of rows whose format has no place for them; they are asked for when all has been printed. */
export function notesNotPrinted(answer: Answer, options: OutputOptions): readonly string[] {
  if (typeof answer === "string") return [];
  if ("chunks" in answer) return options.quiet ? [] : (answer.notes ?? []);
  if (!("batches" in answer)) return [];
  const format = chooseFormat(options)?.name ?? answer.form;
  if (!WITHOUT_NOTES.includes(format)) return [];
  const { heading = [], notes } = answer.end();
  return [...heading, ...notes];
}

/** Whether something was found that is wrong; asked when all has been printed. */
export function hasFindings(answer: Answer): boolean {
  if (typeof answer === "string") return false;
  if ("chunks" in answer) return answer.findings === true;
  return ("batches" in answer ? answer.end() : answer).findings === true;
}

/** In characters. A fault near the beginning prints nothing but its message; small writes cost more than they carry. */
const HELD_BACK = 1024 * 1024;
const PIECE = 64 * 1024;

/** Chunks joined for standard output: nothing until 1 MiB or the end is there, then pieces of 64 KiB and more. */
export async function* inPieces(chunks: Chunks): AsyncGenerator<string> {
  let held = "";
  let least = HELD_BACK;
  for await (const chunk of chunks) {
    if (typeof chunk !== "string")
      throw new UserError("this format is not for reading", { where: "--output", hint: "name a file: -o" });
    held += chunk;
    if (held.length < least) continue;
    yield held;
    held = "";
    least = PIECE;
  }
  if (held !== "") yield held;
}

// The choice of a format: what cannot be written is refused before anything is worked out or opened.

/** Options of every command. */
export interface OutputOptions extends ChartOptions {
  readonly format?: string;
  readonly output?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

type RegisteredFormat = (typeof FORMATS)[number];

/** Formats that a command can be asked for: only answers with a chart can be shown as one. */
export const formatNames = ({
  charts,
  formats,
  alsoFormats = {},
}: Pick<Command, "charts" | "formats" | "alsoFormats">): readonly string[] =>
  formats ?? [
    ...FORMATS.flatMap(({ name, ofCharts }) => (ofCharts && !charts ? [] : [name])),
    ...Object.keys(alsoFormats),
  ];

/**
 * The format by its name, else by the ending of the output file, if either says one.
 * @param names Those to name where there is none of the name. @throws {UserError}
 */
export function chooseFormat(
  options: OutputOptions,
  names = formatNames({ charts: ["rate"] }),
): RegisteredFormat | undefined {
  return chartFormat(options, namedFormat(options, names));
}

function namedFormat(
  { format, output }: OutputOptions,
  names: readonly string[],
): RegisteredFormat | undefined {
  if (output === "") throw new UserError('expected the name of a file; got ""', { where: "--output" });
  if (format === undefined) return FORMATS.find(({ endings }) => endings.includes(endingOf(output)));
  return FORMATS.find(({ name }) => name === format) ?? noFormat(names, format);
}

/** A format of a command that writes its own; the usual one if none is asked for. @throws {UserError} */
export function formatOfCommand(
  own: readonly [string, ...string[]],
  { format, output }: OutputOptions,
): string {
  if (output === "") throw new UserError('expected the name of a file; got ""', { where: "--output" });
  if (format !== undefined) return nameAmong(own, format);
  const ending = endingOf(output).slice(1);
  if (ending === "" || own.includes(ending)) return ending || own[0];
  throw unknownEnding(
    output ?? "",
    own.map((name) => `.${name}`),
    "--output",
  );
}

/** A format that the command writes besides those of the program, if one is asked for. @throws {UserError} */
export function additionalFormat(
  { alsoFormats = {} }: { readonly alsoFormats?: Readonly<Record<string, string>> },
  { format, output }: OutputOptions,
): string | null {
  const own = Object.keys(alsoFormats);
  if (format !== undefined && own.length > 0 && !FORMATS.some(({ name }) => name === format))
    nameAmong(formatNames({ alsoFormats }), format);
  if (format !== undefined) return own.includes(format) ? format : null;
  return own.find((name) => alsoFormats[name] === endingOf(output)) ?? null;
}

function nameAmong(names: readonly string[], format: string): string {
  return names.includes(format) ? format : noFormat(names, format);
}

function noFormat(names: readonly string[], format: string): never {
  const near = closest(format, names);
  throw new UserError(`expected one of ${names.join(", ")}; got "${format}"`, {
    where: "--format",
    ...(near ? { hint: `did you mean ${near}?` } : {}),
  });
}

/** @throws {UserError} if the ending promises a kind of file that no format writes. */
function checkEnding({ format, output }: OutputOptions, where: string): void {
  const ending = endingOf(output);
  const known = FORMATS.flatMap(({ endings, ofCharts }) => (ofCharts && where !== "--output" ? [] : endings));
  if (format === undefined && ending !== "" && !known.includes(ending))
    throw unknownEnding(output ?? "", known, where);
}

/** @throws {UserError} if the rows beside would take the place of the answer, or have no format. */
function checkBeside({ path, flag }: Beside, { output }: OutputOptions): void {
  checkEnding({ output: path }, flag);
  if (output !== undefined && resolve(output) === resolve(path))
    throw new UserError(`${path} is where the answer goes`, { where: flag, hint: "name another file" });
}

const unknownEnding = (output: string, known: readonly string[], where: string): UserError =>
  new UserError(`expected a file that ends in ${known.join(", ")}; got "${output}"`, {
    where,
    ...(where === "--output" ? { hint: "or say with --format what to write" } : {}),
  });

const endingOf = (output = ""): string => extname(basename(output)).toLowerCase();

// `--chart` chooses a format too, of those that show charts.

interface ChartOptions {
  /** As a chart, not a table. */
  readonly chart?: boolean;
  /** What the chart shows. */
  readonly chartOf?: string;
}

/** The format where `--chart` or `--chart-of` may choose it: a chart in place of a table. @throws {UserError} on another. */
function chartFormat(
  { chart, chartOf }: ChartOptions,
  said: RegisteredFormat | undefined,
): RegisteredFormat | undefined {
  if ((!chart && chartOf === undefined) || said?.ofCharts) return said;
  if (said === undefined || said.name === "table") return FORMATS.find(({ name }) => name === "chart");
  const pictures = FORMATS.filter(({ ofCharts }) => ofCharts).map(({ name }) => name);
  throw new UserError(`${said.name} has no charts; expected one of ${pictures.join(", ")}`, {
    where: chart ? "--chart" : "--chart-of",
    hint: `leave out ${chart ? "--chart" : "--chart-of"}, or the format`,
  });
}

/** An answer with the view of its chart that is asked for. @throws {UserError} if a format of charts has none to show. */
function withChart(
  answer: Report | RowStream,
  asked: RegisteredFormat | undefined,
  options: ChartOptions & { readonly format?: string; readonly output?: string },
): Report | RowStream {
  if (!asked?.ofCharts) return answer;
  if (!("rows" in answer) || answer.chart === undefined)
    throw new UserError("this answer has no chart", {
      where: flagOfChart(options),
      hint: "scenario, compare, sweep, timeline, choose and when make charts; --format html has tables to look at",
    });
  const { chartOf } = options;
  return chartOf === undefined ? answer : { ...answer, chart: oneView(answer.chart, chartOf) };
}

const flagOfChart = ({ format, chart, chartOf, output }: Parameters<typeof withChart>[2]): string => {
  if (format !== undefined) return "--format";
  if (output !== undefined) return "--output";
  return chart || chartOf === undefined ? "--chart" : "--chart-of";
};

function oneView(chart: Chart, name: string): Chart {
  const view = chart.views[name as ChartView];
  if (view && Object.hasOwn(chart.views, name)) return { ...chart, views: { [name]: view } };
  throw new UserError(`expected ${Object.keys(chart.views).join(" or ")}; got "${name}"`, {
    where: "--chart-of",
  });
}
