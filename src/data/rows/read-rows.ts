/** Reads files of rows as a stream: whatever their size, only a batch of them is in memory. */
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from "node:fs";
import { extname } from "node:path";
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { UserError } from "../../contract/errors.js";
import type { OpenRows, Row, RowForm, Rows } from "../../contract/rows.js";
import { unreadable } from "../reader.js";
import type { Table } from "./table.js";
import { marked, textOf } from "./text.js";

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
  Record<
    RowForm,
    () => Promise<(text: AsyncIterable<Buffer>, name: string, open: OpenRows) => Promise<Table>>
  >
> = {
  csv: async () => (await import("./csv.js")).openCsv,
  json: async () => (await import("./json.js")).openJson,
  ndjson: async () => (await import("./json.js")).openNdjson,
};

/**
 * Rows of a file, `-` being standard input; of the form given, else of that of its ending, else of that of its
 * first character. `done` is told the SHA-256 once all has been read; `share` says what has been, as a fraction, where
 * that is known. @throws {UserError}
 */
export async function readRows(
  path: string,
  open: OpenRows,
  done: (sha256: string) => void,
): Promise<Rows & { readonly share: () => number | null }> {
  const letGo = keepMemorySteady();
  const name = path === "-" ? "standard input" : path;
  const { bytes, share } = counted(bytesOf(path), path);
  const stored = storedWorkbook(path);
  const close = () => {
    if (stored !== undefined) closeSync(stored);
  };
  async function* batches(rows: Rows): Rows["batches"] {
    try {
      for await (const batch of rows.batches) {
        letGo();
        yield batch;
      }
    } finally {
      close();
    }
  }
  try {
    const rows = await rowsOf(hashing(bytes, done), name, { ...open, ...formOf(path, open) }, stored);
    return { ...rows, batches: batches(rows), share };
  } catch (error) {
    close();
    throw error;
  }
}

/** The form that a name says, of `entries.csv.gz` too. */
function formOf(path: string, { form }: OpenRows): Pick<OpenRows, "form"> {
  const named = form ?? ENDINGS[extname(path.toLowerCase().replace(/\.gz$/, ""))];
  return named === undefined ? {} : { form: named };
}

/** Rows of bytes; `stored` is the open file that holds them, of a workbook. @throws {UserError} with file and line */
export async function rowsOf(
  chunks: AsyncIterable<Buffer>,
  name: string,
  open: OpenRows = {},
  stored?: number,
): Promise<Rows> {
  const encoding: { name: string | null } = { name: null };
  const { whole, rest } = await wholeOf(unpacked(chunks, name), name, stored);
  if (open.sheet !== undefined && (whole === undefined || isParquet(whole)))
    throw new UserError(`${name} is no workbook, and has no sheets`, {
      where: "--sheet",
      hint: "leave it out",
    });
  if (open.encoding !== undefined && whole)
    throw new UserError(`${name} is no text, and says itself how its text is written`, {
      where: "--encoding",
      hint: "leave it out",
    });
  if (whole) return tableRows(await openWhole(whole, name, open), "csv", name);
  const text = textOf(rest, name, encoding, open.encoding);
  const { value: start } = await text.next();
  const actual = formIn(start ?? Buffer.alloc(0), open.form);
  const reader = await OPEN[actual]();
  const table = await reader(after(start, text), name, open);
  return { ...tableRows(table, actual, name), encoding };
}

/** Bytes of a file that gzip packed, unpacked as they come; any other as they are. @throws {UserError} */
async function* unpacked(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const bytes = marked(chunks);
  const first = await bytes.next();
  const all = (async function* () {
    if (!first.done) yield first.value;
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) yield next.value;
  })();
  if (first.done || first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  const [{ createGunzip }, { pipeline, Readable }] = await Promise.all([
    import("node:zlib"),
    import("node:stream"),
  ]);
  const gunzip = createGunzip();
  pipeline(Readable.from(all), gunzip, () => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`what gzip packed is damaged (${(error as Error).message})`, {
      where: name,
      hint: "fetch or pack the file again",
    });
  }
}

const tableRows = ({ pieces, ...table }: Table, form: RowForm, name: string): Rows => ({
  ...{ form, ...table, batches: inBatches(pieces), name },
  left: { blank: 0, totals: [], remarks: [] },
});

// Workbooks and Parquet files have their directory at the end: a workbook on the disk is read from there, others are held.

const PARQUET = Buffer.from("PAR1");
const ZIP = Buffer.from("PK\x03\x04");
/** Bytes that are held; a workbook of a million rows has a tenth of it. */
const LARGEST_HELD = 512 * 1024 * 1024;
const IS_WORKBOOK = "xl/workbook.xml";
/** A name by which an archive is meant for a workbook, whatever is left of it. */
const NAMED_WORKBOOK = /\.xls[xm]$/i;

/** The number of the open file, where it lies on the disk and begins as a workbook does. */
function storedWorkbook(path: string): number | undefined {
  if (path === "-" || !statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const file = openSync(path, "r");
  const start = Buffer.alloc(ZIP.length);
  if (readSync(file, start, 0, start.length, 0) === start.length && start.equals(ZIP)) return file;
  closeSync(file);
  return undefined;
}

/** Such a file, by its bytes or by the number of the open file; else the bytes as they come. @throws {UserError} on too many. */
async function wholeOf(chunks: AsyncGenerator<Buffer>, name: string, stored: number | undefined) {
  const first = await chunks.next();
  const start: Buffer = first.value ?? Buffer.alloc(0);
  const begins = (mark: Buffer): boolean => mark.equals(start.subarray(0, mark.length));
  if (!begins(ZIP) && !begins(PARQUET)) return { rest: after(first.value, chunks) };
  if (stored === undefined) {
    const held = await heldOf(start, chunks, name);
    const isOther = begins(ZIP) && !held.includes(IS_WORKBOOK) && !NAMED_WORKBOOK.test(name);
    return isOther ? { rest: after(held, chunks) } : { whole: held, rest: chunks };
  }
  const { size, isWorkbook } = await goneBy(start, chunks);
  if (size !== fstatSync(stored).size)
    throw new UserError("this file changed while it was read", { where: name, hint: "run this again" });
  return isWorkbook || NAMED_WORKBOOK.test(name)
    ? { whole: stored, rest: chunks }
    : { rest: after(start, chunks) };
}

async function heldOf(start: Buffer, chunks: AsyncIterable<Buffer>, name: string): Promise<Buffer> {
  const pieces = [start];
  let size = start.length;
  for await (const chunk of chunks) {
    pieces.push(chunk);
    size += chunk.length;
    if (size > LARGEST_HELD)
      throw new UserError("this file has more than 512 MiB", { where: name, hint: "write it as CSV" });
  }
  return Buffer.concat(pieces);
}

/** Lets bytes go by that are hashed on their way, and tells those of a workbook from another archive. */
async function goneBy(start: Buffer, chunks: AsyncIterable<Buffer>) {
  let [size, isWorkbook, last] = [start.length, start.includes(IS_WORKBOOK), start];
  for await (const chunk of chunks) {
    size += chunk.length;
    isWorkbook ||= Buffer.concat([last.subarray(-IS_WORKBOOK.length), chunk]).includes(IS_WORKBOOK);
    last = chunk;
  }
  return { size, isWorkbook };
}

const isParquet = (whole: Buffer | number): whole is Buffer =>
  typeof whole !== "number" && PARQUET.equals(whole.subarray(0, PARQUET.length));

const openWhole = async (whole: Buffer | number, name: string, open: OpenRows): Promise<Table> =>
  isParquet(whole)
    ? (await import("./parquet.js")).openParquet(whole, name, open)
    : (await import("./xlsx.js")).openXlsx(whole, name, open);

/** The form that the name of a file says, unless its text evidently has another. */
function formIn(start: Buffer, named: RowForm | undefined): RowForm {
  const text = start.toString("latin1").trimStart();
  if (named === "json") return OBJECT_A_LINE.test(text) ? "ndjson" : "json";
  const isJson = /^\[\s*[[{]|^\{\s*"/.test(text);
  return named === undefined || (named === "csv" && isJson) ? beginsAs(start) : named;
}

/** Two lines, each of which is an object. */
const OBJECT_A_LINE = /^\{[^\n]*\}[ \t]*\r?\n\s*\{[^\n]*\}[ \t]*\r?(?:\n|$)/;

function beginsAs(start: Buffer): RowForm {
  const text = start.toString("latin1").trimStart();
  if (text[0] === "[" || HOLDS_LIST.test(text)) return "json";
  if (text[0] !== "{") return "csv";
  return IN_LINES.test(text) ? "json" : "ndjson";
}

/** An object that does not end with its first line. */
const IN_LINES = /^\{[^\n]*[^}\s,][ \t,]*\r?\n|^\{\s*\n/;

/** An object whose first list is of objects, before any other within it, or names the columns. */
const HOLDS_LIST = /^\{[^[{]*\[\s*\{|^\{\s*"(?:columns|fields|headers)"\s*:\s*\[/;

async function* after<T>(first: T | undefined, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (first !== undefined) yield first;
  yield* rest;
}

/** Pieces as they come, large ones cut: rows that wait for others to fill a batch outlive what is cheap to let go. */
async function* inBatches(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  for await (const piece of pieces)
    for (let from = 0; from < piece.length; from += BATCH) yield piece.slice(from, from + BATCH);
}

// Bytes of a file or of standard input, as they come.

const CHUNK = 64 * 1024;

/**
 * Standard input as Node has it. Its number alone is not enough: whoever imports `process` as a module has a pipe set
 * not to wait, and to read from that fails (EAGAIN) as long as whoever writes to it takes his time.
 */
const standardInput = async (): Promise<AsyncIterable<Buffer>> => (await import("node:process")).stdin;

/** The bytes of a file; `-` is standard input. @throws {UserError} if it cannot be read. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* path === "-" ? await standardInput() : createReadStream(path, { highWaterMark: CHUNK });
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Passes bytes on; `share` says how much of the file has gone by, `null` of what has no size. */
function counted(chunks: AsyncIterable<Buffer>, path: string) {
  let gone = 0;
  const size = path === "-" ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      gone += chunk.length;
      yield chunk;
    }
  }
  return { bytes: bytes(), share: () => (size === 0 ? null : Math.min(gone / size, 1)) };
}

/** Passes bytes on, and says the SHA-256 of all of them once they have gone by. */
async function* hashing(
  chunks: AsyncIterable<Buffer>,
  done: (sha256: string) => void,
): AsyncGenerator<Buffer> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  done(hash.digest("hex"));
}

// How far memory may grow while a file of any length goes by: set here, for other commands are done before it matters.

/**
 * Left alone, memory grows to several times what is in use before any of it is taken back, and new things get room that
 * is never given up; taking back little by little costs more than doing it at once, and no one waits between two rows.
 * So little outlives a collection that to wake other threads for it takes longer than to do it. `duty --file` of a million
 * rows takes 390 MB at most, and 1,000 to 1,100 MB without these, in the same time (2026-11-28).
 */
const FLAGS = [
  "--heap-growing-percent=20",
  "--no-incremental-marking",
  "--no-parallel-scavenge",
  "--no-concurrent-sweeping",
];
/**
 * Bytes for new things: with less, what a row needs is looked through too often; with more, memory runs out sooner.
 * 200,000 rows take 585 collections of new things, and 2,364 where their room is not made (2026-11-28).
 */
const ROOM = 16 * 1024 * 1024;

/**
 * Has garbage collected sooner from now on: rows that have gone by are let go before more memory is asked for. Each thread has
 * to make room of its own, and to call what this returns, between batches of rows.
 */
export function keepMemorySteady(): () => void {
  for (const flag of FLAGS) setFlagsFromString(flag);
  growRoom();
  setFlagsFromString("--semi-space-growth-factor=1");
  let kept = used();
  let collect: (() => void) | undefined;
  return () => {
    if (used() < kept + Math.max(GROWTH, kept / PART_GROWN)) return;
    collect ??= collector();
    collect();
    kept = used();
  };
}

/**
 * Bytes by which what is in use may grow until it is looked through as a whole. What outlives two collections of new things
 * makes V8 ask for more memory, but start no such collection on its own as long as nothing large is made. A million rows take
 * 180 MB at most (238 without), 248 with questions (264), read from a workbook 208 (458), in the same time (2026-11-30).
 */
const GROWTH = 24 * 1024 * 1024;
/**
 * Where much is in use it may grow by a part of that: to look through it takes the longer, and frees no more. 300,000 rows of
 * 2,000 kinds with their questions take 13% less processor time, 66 s and not 71, and 455 MB, not 421 (2026-12-01).
 */
const PART_GROWN = 4;

const used = (): number => getHeapStatistics().used_heap_size;

/** Collects garbage of all ages. Node has that by a flag alone, which a context that is made after it knows. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}

/** Room for new things is doubled when enough of them outlive a collection, and by nothing else. */
function growRoom(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
  let kept: unknown[] = [];
  for (let piece = 0; piece < MOST_PIECES && room() < ROOM; piece += 1) {
    if (piece % PIECES_KEPT === 0) kept = [];
    kept.push(Array.from({ length: PIECE }, () => [piece]));
  }
}

/** Lists made at a time; many enough to be kept through a collection, and few enough to cost a few milliseconds. */
const PIECE = 10_000;
const PIECES_KEPT = 8;
const MOST_PIECES = 64;

const room = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? ROOM;
