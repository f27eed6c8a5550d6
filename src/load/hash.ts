/** Hashes of inputs; a file of its own, since few answers name theirs and hashing is slow to load. */
import { createHash } from "node:crypto";

/** Names with the SHA-256 of their bytes, in order of name. */
export const hashed = (files: readonly (readonly [string, Uint8Array])[]) =>
  files
    .map(([name, bytes]) => ({ name, sha256: createHash("sha256").update(bytes).digest("hex") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
