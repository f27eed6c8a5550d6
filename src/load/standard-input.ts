/** Standard input as a whole. */
import { readSync } from "node:fs";

const STANDARD_INPUT = 0;
const PIECE = 64 * 1024;
const PAUSE_MS = 10;

/** All bytes until its end. A pipe may be set not to wait: it says EAGAIN while nothing has been written yet. */
export function standardInput(): Buffer {
  const pieces: Buffer[] = [];
  for (;;) {
    const piece = Buffer.alloc(PIECE);
    const size = readOrWait(piece);
    if (size === 0) return Buffer.concat(pieces);
    if (size !== null) pieces.push(piece.subarray(0, size));
  }
}

function readOrWait(piece: Buffer): number | null {
  try {
    return readSync(STANDARD_INPUT, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    return null;
  }
}
