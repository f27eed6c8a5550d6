/** Reads the configuration file of a folder, or of one above it. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { z } from "zod";
import type { Config } from "../config.js";
import { parseOwnJson } from "./own-json.js";
import { checked } from "./schema/check.js";
import { config as shape } from "./schema/config.js";

/** @throws {UserError} with every problem of the file. */
export function readConfig(path: string): Config {
  const hint = "schema/config.schema.json describes the file; --no-config leaves it out";
  const value = parseOwnJson(readFileSync(path, "utf8"), path);
  const {
    $schema: _,
    data = [],
    origin,
    ...rest
  } = checked(shape, value, path, hint) as z.infer<typeof shape>;
  return {
    ...stated({ ...rest, origin: origin === undefined ? undefined : [origin].flat() }),
    path,
    data: [data].flat().map((folder) => resolve(dirname(path), folder)),
  };
}

const stated = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
