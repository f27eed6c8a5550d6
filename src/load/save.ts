/** Writes result files whole or not at all. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../errors.js";

/** Writes beside the file first, so that a failure leaves what was there. @throws {UserError} */
export function save(path: string, text: string): void {
  const beside = `${path}.part`;
  try {
    writeFileSync(beside, text, { flag: "w" });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "its folder does not exist" : code === "EISDIR" ? "it is a folder" : `${code}`;
    throw new UserError(`cannot write ${path}: ${why}`, { where: "--output", hint: "name a file in a folder that exists" });
  }
}
