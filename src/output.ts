/** What is printed: in which format, and in what pieces. */
import { withChart } from "./charted.js";
import { UserError } from "./errors.js";
import { checkBeside, checkEnding, type Entry, formatAsked, type OutputOptions } from "./format-asked.js";
import { FORMATS } from "./formats/index.js";
import {
  type Answer,
  type Beside,
  type Cell,
  type Chunk,
  cellsIn,
  type Envelope,
  type Look,
  type Report,
  type RowStream,
} from "./report.js";

export type Chunks = Iterable<Chunk> | AsyncIterable<Chunk>;

/** What to print: rows go through a format, text is as it is. @throws {UserError} if a format is asked of text. */
export async function printed(
  answer: Answer,
  options: OutputOptions,
  envelope: () => Envelope,
  look: Look,
): Promise<Chunks> {
  if (typeof answer === "object" && !("chunks" in answer)) {
    checkEnding(options, "--output");
    if ("batches" in answer && answer.beside) checkBeside(answer.beside, options);
    const asked = formatAsked(options);
    return formatted(withChart(answer, asked, options), asked, envelope(), look);
  }
  if (typeof answer !== "string") return answer.chunks;
  if (options.format === undefined) return [answer];
  throw new UserError("what is asked for has a form of its own", {
    where: "--format",
    hint: "leave --format out",
  });
}

/** In the format asked for, else rows in batches in their own form and a report as a table. */
async function formatted(
  rows: Report | RowStream,
  asked: Entry | undefined,
  envelope: Envelope,
  look: Look,
): Promise<Chunks> {
  const usual = "batches" in rows ? rows.form : "table";
  const entry = asked ?? FORMATS.find(({ name }) => name === usual);
  if (entry === undefined) throw new Error(`there is no format ${usual}`);
  const { default: format } = await entry.load();
  if (!("batches" in rows)) return [await format.render(rows, envelope, look)];
  if (format.stream) return format.stream(rows, envelope);
  return [await format.render(await collected(rows, format.name), envelope, look)];
}

/** More rows than this are not read by people, and take too much memory. */
const MOST_ROWS = 10_000;

/** A report of all rows. @throws {UserError} if there are too many. */
async function collected(stream: RowStream, format: string): Promise<Report> {
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

/** The same answer with one more note, or without any if these are not wanted. */
export function withNotes(answer: Answer, { quiet }: OutputOptions, more?: string): Answer {
  if (typeof answer === "string" || "chunks" in answer || (!quiet && more === undefined)) return answer;
  const notes = (own: readonly string[]) => (quiet ? [] : [...own, ...[more ?? []].flat()]);
  if (!("batches" in answer)) return { ...answer, notes: notes(answer.notes) };
  const end = () => {
    const { notes: own, ...rest } = answer.end();
    return { ...rest, notes: notes(own) };
  };
  return { ...answer, end };
}

/** Files beside the answer, written once it is complete; their endings choose the format. */
export async function besides(
  answer: Answer,
  envelope: Envelope,
  look: Look,
): Promise<(Pick<Beside, "path" | "flag"> & { readonly text: Chunk })[]> {
  if (typeof answer === "string" || !("batches" in answer) || !answer.beside) return [];
  const { path, flag, ...rows } = answer.beside;
  const entry = formatAsked({ output: path }) ?? FORMATS.find(({ name }) => name === "csv");
  const { default: format } = (await entry?.load()) ?? {};
  const report: Report = { heading: [], total: null, notes: [], facts: {}, ...rows };
  return format ? [{ path, flag, text: await format.render(report, envelope, look) }] : [];
}

/** Notes of rows whose format has no place for them; they are asked for when all has been printed. */
export function untoldNotes(answer: Answer, options: OutputOptions): readonly string[] {
  if (typeof answer === "string" || !("batches" in answer)) return [];
  const format = formatAsked(options)?.name ?? answer.form;
  return format === "csv" || format === "ndjson" ? answer.end().notes : [];
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
export async function* pieces(chunks: Chunks): AsyncGenerator<string> {
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
