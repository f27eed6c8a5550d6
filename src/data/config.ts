/** Reads the configuration file of a folder, or of one above it. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { closest, UserError } from "../contract/errors.js";
import type { Config } from "../contract/ports.js";
import { isWeightsFile } from "../contract/question.js";
import { readRegular, textOf } from "./reader.js";
import { checked } from "./shapes/check.js";
import { config } from "./shapes/scenario.js";
import { parseStrictJson } from "./strict-json.js";

/** In bytes. */
const LARGEST_FILE = 1024 * 1024;
const MEND = "schema/config.schema.json describes the file; --no-config leaves it out";

/** @param from The folder the reader is in. @throws {UserError} with every problem of the file. */
export function readConfig(path: string, from: string): Config {
  const value = parseStrictJson(textOf(readRegular(path, LARGEST_FILE)), path);
  const { $schema: _, data = [], origin, weights, ...rest } = checked(config, value, path, mendOf(value));
  return {
    ...rest,
    ...(origin === undefined ? {} : { origin: [origin].flat() }),
    ...(weights === undefined
      ? {}
      : { weights: isWeightsFile(weights) ? resolve(dirname(path), weights) : weights }),
    path,
    shownPath: relative(from, path),
    data: [data].flat().map((folder) => folderOf(folder, path)),
  };
}

/** What to do about a key that is misspelt, else where to look. */
function mendOf(value: unknown): string {
  const known = Object.keys(config.shape);
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
