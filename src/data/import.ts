/** Reads tables that public offices export, as CSV or JSON, and hashes inputs; few answers need either, and both are slow to load. */
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ImportedFiles, TablesWritten } from "../contract/command.js";
import { folderThere, type Problem, systemError, UserError, warning } from "../contract/errors.js";
import type { WatchRows } from "../contract/report.js";
import type { OfficialTable } from "../contract/rows.js";
import type { DataFile } from "./overlay/data-file.js";
import { parseJson, readBytes, readRegular, textOf, unreadable } from "./reader.js";
import { readRows } from "./rows/read-rows.js";
import { besideOf } from "./save.js";

/** A whole year of imports by number and country has about 60 MB. */
const LARGEST_TABLE = 512 * 1024 * 1024;

/** @throws {UserError} with file and line, on a file that is no table. */
export async function readOfficialTable(path: string, watchRows: WatchRows): Promise<OfficialTable> {
  return /^\s*[[{]/.test(beginning(path)) ? jsonTable(path) : csvTable(path, watchRows);
}

function beginning(path: string): string {
  const most = 1024;
  const bytes = Buffer.alloc(most);
  try {
    const file = openSync(path, "r");
    const length = readSync(file, bytes, 0, most, 0);
    closeSync(file);
    return bytes.toString("utf8", 0, length).replace(/^\uFEFF/, "");
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function csvTable(path: string, watchRows: WatchRows): Promise<OfficialTable> {
  let sha256 = "";
  const { columns, batches, name, share } = await readRows(path, { form: "csv" }, (hash) => {
    sha256 = hash;
  });
  const rows: { at: number; cells: readonly string[] }[] = [];
  for await (const batch of watchRows(batches, share))
    for (const { at, cells, fault } of batch) {
      if (fault !== null)
        throw new UserError(fault, { where: `${name}:${at}`, hint: "export the table again" });
      rows.push({ at, cells });
    }
  return { name, sha256, columns, rows };
}

/** An array of objects, or of lists the first of which names the columns. */
function jsonTable(path: string): OfficialTable {
  const bytes = readBytes(path, LARGEST_TABLE);
  const value = parseJson(textOf(bytes), path);
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const [head] = items;
  const named = { name: path, sha256: createHash("sha256").update(bytes).digest("hex") };
  if (Array.isArray(head)) {
    const rows = items.slice(1).map((item, at) => ({ at: at + 2, cells: (item as unknown[]).map(cellOf) }));
    return { ...named, columns: head.map(cellOf), rows };
  }
  if (head === null || typeof head !== "object")
    throw new UserError("expected an array of rows", {
      where: path,
      hint: "export the table as CSV or JSON",
    });
  const columns = Object.keys(head);
  const rows = items.map((item, at) => ({
    at: at + 1,
    cells: columns.map((column) => cellOf((item as Record<string, unknown> | null)?.[column])),
  }));
  return { ...named, columns, rows };
}

const cellOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : Array.isArray(value)
      ? value.map((one) => (typeof one === "object" ? "" : String(one))).join("|")
      : String(value);

// Writes the files of an import as a folder, whole or not at all.

/** @throws {UserError} if there is something of that name, or it cannot be written. */
export function writeFolder(
  folder: string,
  { files, left, kind, file, rows, day, ...table }: ImportedFiles,
): void {
  if (existsSync(folder)) throw folderThere(folder);
  const texts = [...files].map(([name, value]) => [name, jsonText(value)] as const);
  const manifest = {
    ...{ kind, file: basename(file), sha256: table.sha256, ...(day ? { day } : {}), rows },
    left: [...left].map(([reason, own]) => ({ reason, rows: own, count: own.length })),
    files: Object.fromEntries(texts.map(([name, text]) => [name, sha256(text)])),
  };
  writeWhole(folder, [...texts, [MANIFEST, jsonText(manifest)]]);
}

/** Writes the files of a folder, whole or not at all. @throws {UserError} if it cannot be written. */
function writeWhole(
  folder: string,
  files: readonly (readonly [name: string, bytes: string | Uint8Array])[],
): void {
  const staged = besideOf(folder, "import");
  try {
    mkdirSync(staged);
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(staged, name)), { recursive: true });
      writeFileSync(join(staged, name), bytes);
    }
    renameSync(staged, folder);
  } catch (error) {
    if (existsSync(staged)) rmSync(staged, { recursive: true, force: true });
    throw unwritable(folder, error);
  }
}

// Tables of the law: a folder with a manifest that knows every byte.

const TABLES_MANIFEST = "manifest.json";

/** Writes a folder of tables with the hash of each. @throws {UserError} if there is something of that name. */
export function writeTables(folder: string, { about, files }: TablesWritten): void {
  if (existsSync(folder)) throw folderThere(folder);
  const hashes = Object.fromEntries(files.map(({ name, bytes }) => [name, sha256(bytes)]));
  const manifest = jsonText({ ...about, files: hashes });
  writeWhole(folder, [
    ...files.map(({ name, bytes }) => [name, bytes] as const),
    [TABLES_MANIFEST, manifest],
  ]);
}

/** Files of a folder of tables with what is wrong with each, `null` if nothing is. @throws {UserError} if it is none. */
export function checkTables(folder: string): { readonly name: string; readonly problem: string | null }[] {
  const path = join(folder, TABLES_MANIFEST);
  if (!existsSync(path))
    throw new UserError("expected a folder of tables with its manifest.json; there is none", {
      where: folder,
      hint: "tariff-calc compile --into writes one",
    });
  const files = filesIn(parseJson(textOf(readRegular(path, MOST_OF_A_MANIFEST)), path), path);
  const others = readdirSync(folder).filter(
    (name) => !Object.hasOwn(files, name) && name !== TABLES_MANIFEST,
  );
  return [
    ...Object.entries(files).map(([name, hash]) => {
      if (!existsSync(join(folder, name))) return { name, problem: "it is not there" };
      const isSame = sha256(readRegular(join(folder, name), Number.POSITIVE_INFINITY)) === hash;
      return { name, problem: isSame ? null : "it was changed" };
    }),
    ...others.sort().map((name) => ({ name, problem: "the manifest does not know it" })),
  ];
}

/** Hashes by file, as a manifest has them. @throws {UserError} on one of something else, or that names files elsewhere. */
function filesIn(manifest: unknown, where: string): Readonly<Record<string, string>> {
  const files = isObject(manifest) && "files" in manifest ? manifest.files : undefined;
  if (!isObject(files) || Object.values(files).some((hash) => typeof hash !== "string"))
    throw new UserError("expected files with their hashes; there are none", { where, hint: COMPILE_AGAIN });
  const elsewhere = Object.keys(files).find((name) => name !== basename(name) || name === "..");
  if (elsewhere !== undefined)
    throw new UserError(`expected files of this folder; got "${elsewhere}"`, { where, hint: COMPILE_AGAIN });
  return files as Record<string, string>;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const MOST_OF_A_MANIFEST = 16 * 1024 * 1024;
const COMPILE_AGAIN = "compile the folder again";

const unwritable = (folder: string, error: unknown): UserError =>
  new UserError(
    `cannot write ${folder}: ${systemError(error, "the folder it would be in does not exist")?.message ?? error}`,
    {
      hint: "name a folder in one that exists, with --into",
    },
  );

// JSON that diffs well: a key a line, long lists of plain values wrapped. Same value, same text.

const WIDTH = 118;

export const jsonText = (value: unknown): string => `${print(value, "")}\n`;

function print(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || flat.length + indent.length <= WIDTH) return flat;
  const inner = `${indent} `;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`);
    return `{\n${lines.join(",\n")}\n${indent}}`;
  }
  const items = value.map((item) => print(item, inner));
  const plain = value.every((item) => typeof item !== "object" || item === null);
  const lines = plain ? wrapped(items, WIDTH - inner.length) : items;
  return `[\n${lines.map((line) => inner + line).join(",\n")}\n${indent}]`;
}

function wrapped(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line !== "" && line.length + item.length + 1 > width) {
      lines.push(line);
      line = item;
    } else line = line === "" ? item : `${line},${item}`;
  }
  return line === "" ? lines : [...lines, line];
}

// Hashes of inputs.

/** Names with the SHA-256 of their bytes, in order of name; a text is the hash of what was read as a stream. */
export const hashed = (files: readonly (readonly [string, Uint8Array | string])[]) =>
  files
    .map(([name, bytes]) => ({ name, sha256: typeof bytes === "string" ? bytes : sha256(bytes) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

// Files that an import wrote are what it wrote, or have been changed since.

interface Imported {
  readonly files: Readonly<Record<string, string>>;
}

const MANIFEST = "import.json";

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** Files that differ from the hash their import gave them, or are gone. */
export function hashProblems(files: readonly (readonly [string, DataFile])[]): Problem[] {
  const byName = new Map(files);
  const manifest = byName.get(MANIFEST)?.value as Imported | undefined;
  return Object.entries(manifest?.files ?? {}).flatMap(([name, hash]): Problem[] => {
    const file = byName.get(name);
    if (file === undefined)
      return [warning("hash", MANIFEST, `files.${name}`, "this file is no longer there", "import again")];
    if (sha256(file.bytes) === hash) return [];
    const mend = "import again, or take its line out of import.json if the change is meant";
    return [warning("hash", name, "", "this file was changed after it was imported", mend)];
  });
}
