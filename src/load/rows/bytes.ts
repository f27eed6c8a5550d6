/** Bytes of a file or of standard input, as they come. */
import { createReadStream, statSync } from "node:fs";
import { unreadable } from "../reader.js";

const CHUNK = 64 * 1024;

/**
 * Standard input as Node has it. Its number alone is not enough: whoever imports `process` as a module has a pipe set
 * not to wait, and to read from that fails (EAGAIN) as long as whoever writes to it takes his time.
 */
const standardInput = async (): Promise<AsyncIterable<Buffer>> => (await import("node:process")).stdin;

/** The bytes of a file; `-` is standard input. @throws {UserError} if it cannot be read. */
export async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* path === "-" ? await standardInput() : createReadStream(path, { highWaterMark: CHUNK });
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Passes bytes on; `share` says how much of the file has gone by, `null` of what has no size. */
export function counted(chunks: AsyncIterable<Buffer>, path: string) {
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
export async function* hashing(
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
