/** Writes the files of an import as a folder, whole or not at all. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ImportedFiles } from "../../answers/data/world.js";
import { UserError } from "../../errors.js";
import { MANIFEST, sha256 } from "../overlay/import-hashes.js";
import { jsonText } from "./json-text.js";

/** @throws {UserError} if there is something of that name, or it cannot be written. */
export function writeFolder(
  folder: string,
  { files, left, kind, file, rows, day, ...table }: ImportedFiles,
): void {
  if (existsSync(folder))
    throw new UserError("this folder is there already", {
      where: folder,
      hint: "name another with --into, or take it away first",
    });
  const texts = [...files].map(([name, value]) => [name, jsonText(value)] as const);
  const manifest = {
    ...{ kind, file: basename(file), sha256: table.sha256, ...(day ? { day } : {}), rows },
    left: [...left].map(([reason, own]) => ({ reason, rows: own, count: own.length })),
    files: Object.fromEntries(texts.map(([name, text]) => [name, sha256(text)])),
  };
  const staged = `${folder}.part`;
  try {
    rmSync(staged, { recursive: true, force: true });
    for (const [name, text] of [...texts, [MANIFEST, jsonText(manifest)] as const]) {
      mkdirSync(dirname(join(staged, name)), { recursive: true });
      writeFileSync(join(staged, name), text);
    }
    renameSync(staged, folder);
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw unwritable(folder, error as NodeJS.ErrnoException);
  }
}

const unwritable = (folder: string, { code }: NodeJS.ErrnoException): UserError =>
  new UserError(
    `cannot write ${folder}: ${code === "ENOENT" ? "the folder it would be in does not exist" : code}`,
    {
      hint: "name a folder in one that exists, with --into",
    },
  );
