/** Every shipped file has a kind with a published schema, and names it by a path that leads there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { FILE_KINDS, kindOf, NOT_CHECKED } from "../../src/data/shapes/file-kinds.js";
import { DATA } from "../shipped.js";

const NAMES = readdirSync(DATA, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json"))
  .sort();
const SCHEMAS = join(DATA, "../schema");

test("every file has a kind, and every kind a schema", () => {
  const without = NAMES.filter((name) => kindOf(name) === undefined && !NOT_CHECKED.includes(name));
  expect(without).toEqual([]);
  const kinds = FILE_KINDS.map(({ name }) => `${name}.schema.json`);
  expect(kinds.filter((name) => !existsSync(join(SCHEMAS, name)))).toEqual([]);
});

test("the schema a file names is the one of its kind", () => {
  const wrong = NAMES.flatMap((name) => {
    const head = /"\$schema":\s*"([^"]+)"/.exec(readFileSync(join(DATA, name), "utf8").slice(0, 300));
    const named = head?.[1];
    if (named === undefined) return [];
    const path = join(DATA, dirname(name), named);
    return path === join(SCHEMAS, `${kindOf(name)?.name}.schema.json`) ? [] : [`${name}: ${named}`];
  });
  expect(wrong).toEqual([]);
});

test("every schema says what it is, in the draft that editors know", () => {
  const files = readdirSync(SCHEMAS, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  for (const name of files) {
    const schema = JSON.parse(readFileSync(join(SCHEMAS, name), "utf8")) as Record<string, unknown>;
    expect({ name, draft: schema.$schema }).toEqual({
      name,
      draft: "https://json-schema.org/draft/2020-12/schema",
    });
  }
});
