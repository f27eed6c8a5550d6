/** Writes result files whole or not at all. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { UserError } from "../errors.js";

/** Writes beside the file first, so that a failure leaves what was there. @throws {UserError} */
export function save(path: string, chunks: Iterable<string>): void {
  const beside = `${path}.part`;
  try {
    const file = openSync(beside, "w");
    try {
      for (const chunk of chunks) writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "its folder does not exist" : code === "EISDIR" ? "it is a folder" : `${code}`;
    throw new UserError(`cannot write ${path}: ${why}`, {
      where: "--output",
      hint: "name a file in a folder that exists",
    });
  }
}
