/** Names of the data files. */
import { statSync } from "node:fs";
import type { Reader } from "./reader.js";

/** What a file is part of, by the first word of its name. */
const FIRST = /^(?:schedule\/)?([^/.]+)/;

/** Every data file, with its kind and the folder it is of. */
export const dataNames = (reader: Reader): { name: string; kind: string; from: string }[] =>
  reader
    .names("")
    .map((name) => ({ name, kind: FIRST.exec(name)?.[1] ?? name, from: reader.folderOf(name) ?? "shipped" }));

/** Whether a path is a folder or a file; `undefined` if it is nothing. */
export function pathKind(path: string): "folder" | "file" | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? "folder" : "file";
}
