/** Reads the configuration file of a folder, or of one above it. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { z } from "zod";
import { closest, UserError } from "../contract/errors.js";
import type { Config } from "../contract/ports.js";
import { readBytes } from "./reader.js";
import { checked } from "./shapes/check.js";
import { day, schemaRef, text } from "./shapes/words.js";
import { parseStrictJson } from "./strict-json.js";

/** In bytes. */
const LARGEST_FILE = 1024 * 1024;
const MEND = "schema/config.schema.json describes the file; --no-config leaves it out";

/** @param from The folder the reader is in. @throws {UserError} with every problem of the file. */
export function readConfig(path: string, from: string): Config {
  const value = parseStrictJson(readBytes(path, LARGEST_FILE).toString("utf8"), path);
  const {
    $schema: _,
    data = [],
    origin,
    ...rest
  } = checked(config, value, path, mendOf(value)) as z.infer<typeof config>;
  return {
    ...stated({ ...rest, origin: origin === undefined ? undefined : [origin].flat() }),
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

const stated = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

// The shape of a configuration file.

const oneOrMore = z.union([text, z.array(text).min(1)], "expected a text or a list of texts");

export const config = z
  .strictObject({
    $schema: schemaRef,
    data: oneOrMore.optional().describe("Folders of data, from the folder of this file"),
    origin: oneOrMore.optional().describe("A country, a bloc, or all"),
    date: day.optional().describe("The day whose law is taken"),
    format: text.optional().describe("table, csv, json, ..."),
    assume: z.array(text).optional().describe("Assumptions by id; an empty list for none"),
  })
  .meta({ title: "A configuration file, tariff-calc.json" });
