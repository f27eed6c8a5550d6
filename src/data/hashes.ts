/** Hashes of inputs; a file of its own, since few answers name theirs and hashing is slow to load. */
import { createHash } from "node:crypto";
import { type Problem, warning } from "../contract/errors.js";
import type { DataFile } from "./overlay/data-file.js";

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Names with the SHA-256 of their bytes, in order of name; a text is the hash of what was read as a stream. */
export const hashed = (files: readonly (readonly [string, Uint8Array | string])[]) =>
  files
    .map(([name, bytes]) => ({ name, sha256: typeof bytes === "string" ? bytes : hashOf(bytes) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

// Files that an import wrote are what it wrote, or have been changed since.

interface Imported {
  readonly files: Readonly<Record<string, string>>;
}

export const MANIFEST = "import.json";

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

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
