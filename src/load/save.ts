/** Writes result files whole or not at all. */
import { rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { UserError } from "../errors.js";

const beside = (path: string): string => `${path}.part`;

/** Takes away what an interrupted `save` has written so far. */
export const discard = (path: string): void => rmSync(beside(path), { force: true });

/** Writes beside the file first, so that a failure leaves what was there. @throws {UserError} */
export async function save(
  path: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  try {
    const file = await open(beside(path), "w");
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    await rename(beside(path), path);
  } catch (error) {
    discard(path);
    throw isOfSystem(error) ? unwritable(path, error) : error;
  }
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error;

function unwritable(path: string, { code }: NodeJS.ErrnoException): UserError {
  const why =
    code === "ENOENT" ? "its folder does not exist" : code === "EISDIR" ? "it is a folder" : `${code}`;
  return new UserError(`cannot write ${path}: ${why}`, { hint: "name a file in a folder that exists" });
}
