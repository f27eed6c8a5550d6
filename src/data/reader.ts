/** Reads data files once each and remembers what was read, so that a result can name its inputs by hash. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { systemError, UserError } from "../contract/errors.js";
import { jsonFault } from "./json-fault.js";
import type { NameIn, ValueAt } from "./shapes/file-kinds.js";

export interface Reader {
  /** The JSON of a data file, by its name inside the data folder. */
  json<Name extends string>(name: Name): ValueAt<Name>;
  has(name: string): boolean;
  /** Names of the `.json` files under a folder, in order. */
  names<Folder extends string>(folder: Folder): NameIn<Folder>[];
  /** The folder a file is of, if it is not shipped. */
  folderOf(name: string): string | undefined;
  /** Bytes of what has been read so far, by name. */
  read(): ReadonlyMap<string, Uint8Array>;
}

/** A reader of a data folder. @throws {UserError} naming the file and place, if a file is missing or is not JSON. */
export function createReader(root: string): Reader {
  const read = new Map<string, { bytes: Uint8Array; value: unknown }>();
  const load = (name: string) => {
    const path = join(root, name);
    const bytes = readBytes(path);
    return { bytes, value: parseJson(textOf(bytes), path) };
  };
  return {
    json<Name extends string>(name: Name) {
      const file = read.get(name) ?? load(name);
      read.set(name, file);
      return file.value as ValueAt<Name>;
    },
    has: (name) => existsSync(join(root, name)),
    names: <Folder extends string>(folder: Folder) => jsonNames(root, folder) as NameIn<Folder>[],
    folderOf: () => undefined,
    read: () => new Map([...read].map(([name, { bytes }]) => [name, bytes])),
  };
}

function jsonNames(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const name = folder === "" ? item.name : `${folder}/${item.name}`;
    if (item.isDirectory()) return jsonNames(root, name);
    return item.name.endsWith(".json") ? [name] : [];
  });
  return names.sort();
}

/** @throws {UserError} if the file cannot be read, or is larger than `most` bytes. */
export function readBytes(path: string, most = Number.POSITIVE_INFINITY): Uint8Array {
  try {
    const stat = statSync(path);
    checkSize(stat.size, most, path);
    return stat.isFile() && stat.size > 0 ? readFileSync(path) : readToEnd(path, most);
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(path, error);
  }
}

/** Bytes as text; what is no UTF-8 is shown as a mark. */
export const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

/** The same of a file that may be anything: a pipe or a device is not waited for. @throws {UserError} */
export function readRegular(path: string, most: number): Uint8Array {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== false) return readBytes(path, most);
  throw new UserError("this is a folder, a pipe or a device, not a file", {
    where: path,
    hint: "put a file in its place, or take it away",
  });
}

/** @throws {UserError} if a file is larger than `most` bytes. */
export function checkSize(size: number, most: number, path: string): void {
  if (size > most)
    throw new UserError(`this file has ${size} bytes; at most ${most} are read`, { where: path });
}

/** Why the system would not read a file. */
export function unreadable(path: string, error: unknown): UserError {
  const why = systemError(error)?.message ?? `it cannot be read (${(error as Error).message})`;
  return new UserError(why, {
    code: "SYSTEM",
    where: path,
    hint: "check the path; it is taken from the folder you are in",
  });
}

const BYTE_ORDER_MARK = 0xfeff;

/** @throws {UserError} with line and column, if `text` is not JSON. */
export function parseJson(text: string, path: string): unknown {
  const plain = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  try {
    return JSON.parse(plain);
  } catch {
    if (plain.trim() === "")
      throw new UserError("this file is empty", { where: path, hint: "it should hold JSON" });
    const { line, column, expected, found } = jsonFault(plain);
    throw new UserError(
      `this is not JSON: expected ${expected}; ${found === null ? "the file ends" : `got ${found}`}`,
      {
        where: `${path}:${line}:${column}`,
        hint: "look for a missing quote, comma or bracket just before this place",
      },
    );
  }
}

// Standard input, pipes and devices as a whole: what has no size is read until its end, or until it is too large.

const STANDARD_INPUT = 0;
const PIECE = 64 * 1024;
const PAUSE_MS = 10;

/** All bytes until the end. @throws {UserError} if there are more than `most`. */
export const standardInput = (most: number): Uint8Array => piecesOf(STANDARD_INPUT, most, "-");

function readToEnd(path: string, most: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    return piecesOf(file, most, path);
  } finally {
    closeSync(file);
  }
}

function piecesOf(file: number, most: number, path: string): Uint8Array {
  const pieces: Buffer[] = [];
  let all = 0;
  for (;;) {
    const piece = Buffer.alloc(PIECE);
    const size = readOrWait(file, piece);
    if (size === 0) return Buffer.concat(pieces);
    if (size !== null) pieces.push(piece.subarray(0, size));
    all += size ?? 0;
    if (all > most)
      throw new UserError(`this file has more than ${most} bytes, the most that are read`, { where: path });
  }
}

/** A pipe may be set not to wait: it says EAGAIN while nothing has been written yet. */
function readOrWait(file: number, piece: Buffer): number | null {
  try {
    return readSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    return null;
  }
}

// Names of the data files.

/** What a file is part of, by the first word of its name. */
const FIRST = /^(?:schedule\/)?([^/.]+)/;

/** Every data file, with its kind and the folder it is of. */
export const dataNames = (reader: Reader): { name: string; kind: string; from: string }[] =>
  reader
    .names("")
    .map((name) => ({ name, kind: FIRST.exec(name)?.[1] ?? name, from: reader.folderOf(name) ?? "shipped" }));

/** The address of a file, relative to the working folder where it is in it: code hosts drop results of files elsewhere. */
export function uriOf(path: string): string {
  const here = relative("", path);
  if (here.startsWith("..") || isAbsolute(here)) return pathToFileURL(path).href;
  return here.split(sep).map(encodeURIComponent).join("/");
}

/** Whether a path is a folder or a file; `undefined` if it is nothing. */
export function pathKind(path: string): "folder" | "file" | undefined {
  // Nothing is under a file either, which is an error of its own to whoever asks for it.
  if (!existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? "folder" : "file";
}
