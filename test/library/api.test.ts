/** Pages of the library say something of everything they name, and their links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as models from "../../src/economics.js";
import * as pure from "../../src/pure.js";
import { DATA } from "../shipped.js";

const DOCS = join(DATA, "../docs");
const FOLDER = join(DOCS, "api");
const read = (page: string): string => readFileSync(join(FOLDER, page), "utf8");

test.each(readdirSync(FOLDER).filter((page) => page !== "README.md"))(
  "%s: no name stands without words",
  (page) => {
    const [, ...entries] = read(page).split(/^### /m);
    const bare = entries.filter((text) => /^\w+\n\n```/.test(text)).map((text) => text.split("\n")[0]);
    expect(bare).toEqual([]);
  },
);

describe("everything that can be imported has its place", () => {
  test.each([
    ["pure.md", pure],
    ["economics.md", models],
  ])("%s", (page, module) => {
    const text = read(page);
    expect(Object.keys(module).filter((name) => !text.includes(`\n### ${name}\n`))).toEqual([]);
  });
});

test.each([
  "api/README.md",
  "api/tariff-calc.md",
  "library.md",
  "schemas.md",
  "dependencies.md",
  "mutation.md",
])("links of %s lead to files", (page) => {
  const path = join(DOCS, page);
  const links = [...readFileSync(path, "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
    ([, link = ""]) => link,
  );
  expect(links.filter((link) => !existsSync(join(path, "..", link)))).toEqual([]);
});
