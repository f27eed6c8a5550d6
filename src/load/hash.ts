/** Hashes of inputs; a file of its own, since few answers name theirs and hashing is slow to load. */
import { createHash } from "node:crypto";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Names with the SHA-256 of their bytes, in order of name; a text is the hash of what was read as a stream. */
export const hashed = (files: readonly (readonly [string, Uint8Array | string])[]) =>
  files
    .map(([name, bytes]) => ({ name, sha256: typeof bytes === "string" ? bytes : sha256(bytes) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
