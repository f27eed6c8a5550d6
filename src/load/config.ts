/** Reads the configuration file of a folder, or of one above it. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { z } from "zod";
import type { Config } from "../config.js";
import { closest, UserError } from "../errors.js";
import { parseOwnJson } from "./own-json.js";
import { readBytes } from "./reader.js";
import { checked } from "./schema/check.js";
import { config as shape } from "./schema/config.js";

/** In bytes. */
const LARGEST_FILE = 1024 * 1024;
const MEND = "schema/config.schema.json describes the file; --no-config leaves it out";

/** @param from The folder the reader is in. @throws {UserError} with every problem of the file. */
export function readConfig(path: string, from: string): Config {
  const value = parseOwnJson(readBytes(path, LARGEST_FILE).toString("utf8"), path);
  const {
    $schema: _,
    data = [],
    origin,
    ...rest
  } = checked(shape, value, path, mendOf(value)) as z.infer<typeof shape>;
  return {
    ...stated({ ...rest, origin: origin === undefined ? undefined : [origin].flat() }),
    path,
    shownPath: relative(from, path),
    data: [data].flat().map((folder) => folderOf(folder, path)),
  };
}

/** What to do about a key that is misspelt, else where to look. */
function mendOf(value: unknown): string {
  const known = Object.keys(shape.shape);
  const near = Object.keys(value ?? {}).flatMap((key) => {
    const meant = known.includes(key) ? undefined : closest(key, known);
    return meant ? [`did you mean ${meant}?`] : [];
  });
  return [...near.slice(0, 1), MEND].join(" ");
}

/** @throws {UserError} if there is no such folder: files name folders from where they stand. */
function folderOf(folder: string, path: string): string {
  const found = resolve(dirname(path), folder);
  if (existsSync(found)) return found;
  throw new UserError(`there is no such folder: "${folder}"`, {
    where: `${path}: data`,
    hint: "a folder is named from where this file stands",
  });
}

const stated = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
