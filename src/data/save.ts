/** Writes result files whole or not at all. */
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { UserError } from "../contract/errors.js";

const beside = (path: string): string => `${path}.part`;

/** Takes away what an interrupted `save` has written so far. */
export const discard = (path: string): void => rmSync(beside(path), { force: true });

/** Writes beside the file first, so that a failure leaves what was there. @throws {UserError} */
export async function save(
  path: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  try {
    const file = openSync(beside(path), "w");
    try {
      let written = 0;
      for await (const piece of joined(chunks)) {
        writeFileSync(file, piece);
        written += 1;
        if (written % PIECES_A_TURN === 0) await setImmediate();
      }
    } finally {
      closeSync(file);
    }
    renameSync(beside(path), path);
  } catch (error) {
    discard(path);
    throw isOfSystem(error) ? unwritable(path, error) : error;
  }
}

/** In characters. Small writes cost more than they carry, and so does waiting for another thread to make them. */
const PIECE = 64 * 1024;
/** After so many whoever stops the program is heard. */
const PIECES_A_TURN = 4;

/** Texts joined to pieces that are worth a write; bytes as they are. */
async function* joined(
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  let held = "";
  for await (const chunk of chunks) {
    if (typeof chunk !== "string" || held.length >= PIECE) {
      yield held;
      held = "";
    }
    if (typeof chunk === "string") held += chunk;
    else yield chunk;
  }
  yield held;
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error;

function unwritable(path: string, { code }: NodeJS.ErrnoException): UserError {
  const why =
    code === "ENOENT" ? "its folder does not exist" : code === "EISDIR" ? "it is a folder" : `${code}`;
  return new UserError(`cannot write ${path}: ${why}`, { hint: "name a file in a folder that exists" });
}
