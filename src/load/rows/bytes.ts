/** Bytes of a file or of standard input, as they come. */
import { createReadStream } from "node:fs";
import { unreadable } from "../reader.js";

const CHUNK = 128 * 1024;
const STANDARD_INPUT = 0;

/** The bytes of a file; `-` is standard input. @throws {UserError} if it cannot be read. */
export async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const options = { highWaterMark: CHUNK };
  try {
    yield* path === "-"
      ? createReadStream("", { ...options, fd: STANDARD_INPUT, autoClose: false })
      : createReadStream(path, options);
  } catch (error) {
    throw unreadable(path, error);
  }
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
