/** DuckDB, where it is installed: a database of its own for one question, in a folder that goes with it. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBInstance } from "@duckdb/node-api";
import type { Database, DatabaseCell } from "../contract/command.js";
import { UserError } from "../contract/errors.js";
import type { Threads } from "../contract/report.js";

/** In bytes. */
const PIECE = 1024 * 1024;

/** An empty database. @throws {UserError} where DuckDB is not installed. */
export async function openDatabase({ whenStopped }: Pick<Threads, "whenStopped">): Promise<Database> {
  const { DuckDBInstance } = await library();
  // Before there is a folder: a run that is stopped as soon as it is there takes it away too.
  const over = whenStopped?.(() => remove());
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const instance = await DuckDBInstance.create(join(folder, "law.duckdb"), {
    temp_directory: join(folder, "spilled"),
  });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
    remove();
    over?.();
  };
  return {
    folder,
    write: (name, bytes) => writeFileSync(join(folder, name), bytes),
    run: (sql) => inWords(async () => void (await connection.run(sql))),
    rows: (sql) =>
      inWords(async () => (await connection.runAndReadAll(sql)).getRowsJson() as readonly DatabaseCell[][]),
    stream: (sql) => rowsOf(instance, sql),
    append: (table, batches) => appendRows(instance, table, batches),
    file: (name) => piecesOf(join(folder, name)),
    close,
  };
}

/** A connection streams one answer; what is asked meanwhile takes another. */
async function* rowsOf(instance: DuckDBInstance, sql: string): AsyncGenerator<readonly DatabaseCell[][]> {
  const own = await instance.connect();
  try {
    const result = await inWords(() => own.stream(sql));
    for await (const rows of result.yieldRowsJson()) yield rows as readonly DatabaseCell[][];
  } finally {
    own.closeSync();
  }
}

async function appendRows(
  instance: DuckDBInstance,
  table: string,
  batches: Parameters<Database["append"]>[1],
): Promise<void> {
  const own = await instance.connect();
  const appender = await own.createAppender(table);
  for await (const rows of batches)
    for (const row of rows) {
      for (const cell of row) appendCell(appender, cell);
      appender.endRow();
    }
  appender.closeSync();
  own.closeSync();
}

function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.allocUnsafe(PIECE);
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes))
      yield Uint8Array.prototype.slice.call(bytes, 0, read);
  } finally {
    closeSync(file);
  }
}

interface Appender {
  appendNull(): void;
  appendBigInt(value: bigint): void;
  appendVarchar(value: string): void;
}

function appendCell(appender: Appender, cell: DatabaseCell): void {
  if (cell === null) appender.appendNull();
  else if (typeof cell === "number") appender.appendBigInt(BigInt(cell));
  else appender.appendVarchar(cell);
}

async function library() {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UserError("DuckDB is not installed beside this program", {
      where: "--engine",
      hint: "npm install @duckdb/node-api, with --global if tariff-calc is; or leave --engine out",
    });
  }
}

/** Faults that a file of the user's can cause; what is wrong with SQL of our own is no message. */
const OF_FILES = /^(?:Invalid Input|IO|Conversion|Out of Memory|HTTP|Permission) Error: /;

async function inWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { message } = error as Error;
    if (!OF_FILES.test(message)) throw error;
    throw new UserError(`DuckDB: ${message.replace(OF_FILES, "").split("\n")[0]}`, {
      where: "--engine",
      hint: "mend the file, or leave --engine out: the program reads more kinds of files",
    });
  }
}
