/** Reads files of rows as a stream: whatever their size, only a batch of them is in memory. */
import { extname } from "node:path";
import type { Row, RowForm, Rows } from "../../texts/rows.js";
import { bytesOf, counted, hashing } from "./bytes.js";
import type { Table } from "./columns.js";
import { keepMemorySteady } from "./steady-memory.js";
import { textOf } from "./text.js";

const BATCH = 1000;

const ENDINGS: Readonly<Record<string, RowForm>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".json": "json",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** Each form loads its parser only when a file has it. */
const OPEN: Readonly<
  Record<RowForm, () => Promise<(text: AsyncIterable<Buffer>, name: string) => Promise<Table>>>
> = {
  csv: async () => (await import("./csv.js")).openCsv,
  json: async () => (await import("./json.js")).openJson,
  ndjson: async () => (await import("./ndjson.js")).openNdjson,
};

/**
 * Rows of a file, `-` being standard input; of the form given, else of that of its ending, else of that of its
 * first character. `done` is told the SHA-256 once all has been read; `share` says what has been, as a fraction, where
 * that is known. @throws {UserError}
 */
export async function readRows(
  path: string,
  form: RowForm | undefined,
  done: (sha256: string) => void,
): Promise<Rows & { readonly share: () => number | null }> {
  keepMemorySteady();
  const name = path === "-" ? "standard input" : path;
  const { bytes, share } = counted(bytesOf(path), path);
  return {
    ...(await rowsOf(hashing(bytes, done), name, form ?? ENDINGS[extname(path).toLowerCase()])),
    share,
  };
}

/** Rows of bytes. @throws {UserError} with file and line */
export async function rowsOf(chunks: AsyncIterable<Buffer>, name: string, form?: RowForm): Promise<Rows> {
  const text = textOf(chunks, name);
  const { value: start } = await text.next();
  const actual = form ?? formOf(start ?? Buffer.alloc(0));
  const open = await OPEN[actual]();
  const { columns, pieces } = await open(after(start, text), name);
  return { form: actual, columns, batches: inBatches(pieces), name };
}

function formOf(start: Buffer): RowForm {
  const first = start.toString("latin1").trimStart()[0];
  return first === "[" ? "json" : first === "{" ? "ndjson" : "csv";
}

async function* after<T>(first: T | undefined, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (first !== undefined) yield first;
  yield* rest;
}

/** Pieces as they come, large ones cut: rows that wait for others to fill a batch outlive what is cheap to let go. */
async function* inBatches(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  for await (const piece of pieces)
    for (let from = 0; from < piece.length; from += BATCH) yield piece.slice(from, from + BATCH);
}
