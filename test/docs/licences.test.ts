/** What ships has its notices with it: libraries, what is compiled into them, and data of others. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { reader } from "../shipped.js";

const notices = readFileSync("dist/cli/LICENSES.txt", "utf8").split("\n\n----\n\n");
const HEAD = /^(\S+) (\S+), ([\w.-]+), https:\/\/www\.npmjs\.com\/package\/\1\n/;
const packages = notices.flatMap((text) => {
  const [, name, version, licence] = HEAD.exec(text) ?? [];
  return name === undefined ? [] : [{ name, version, licence, text }];
});
const page = readFileSync("docs/dependencies.md", "utf8");
const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm)].map(
  ([, names = "", licences = ""]) => ({
    names: names.split(/[^\w@/.-]+/),
    licences,
  }),
);

describe("notices of what ships", () => {
  test("the page on dependencies has every library, under its licence", () => {
    expect(packages.length).toBeGreaterThan(20);
    const missing = packages.filter(
      ({ name, licence }) =>
        !rows.some(({ names, licences }) => names.includes(name) && licences.includes(licence ?? "")),
    );
    expect(missing.map(({ name, licence }) => `${name} ${licence}`)).toEqual([]);
  });

  test("each once, with whose it is and the text of its licence", () => {
    expect(new Set(packages.map(({ name, version }) => `${name} ${version}`)).size).toBe(packages.length);
    for (const { name, text } of packages) {
      expect(text.length, name).toBeGreaterThan(400);
      expect(text, name).toMatch(/copyright|licen[cs]e/i);
    }
  });

  test("what the machine code is compiled of is named", () => {
    const crates = notices.find((text) => text.startsWith("Compiled into picture/index_bg.wasm")) ?? "";
    expect(crates).toMatch(/^tiny-skia 0\.10\.0$/m);
    expect(crates.split("\n").length).toBeGreaterThan(30);
  });

  test("data under a licence that asks for its notice have it", () => {
    const mit = reader.json("sources.json").sources.filter(({ licence }) => licence === "MIT");
    expect(mit.map(({ id }) => id).sort()).toEqual([
      "broda-weinstein-2006",
      "caliendo-parro-2015",
      "iso-3166",
    ]);
    for (const [whose, file] of [
      ["2022 concordance authors", "data/economics/substitution.json"],
      ["2021 cp2015 authors", "data/economics/substitution.json"],
      ["2016 widdix GmbH", "data/origins.json"],
    ] as const)
      expect(notices.some((text) => text.includes(`Copyright (c) ${whose}`) && text.includes(file))).toBe(
        true,
      );
  });

  test("the page that the report writes carries those of its libraries", () => {
    const script = readFileSync("dist/page/report.js", "utf8");
    for (const name of ["decimal.js", "echarts", "zrender"]) {
      const own = packages.find((one) => one.name === name)?.text.replaceAll("*/", "* /") ?? "?";
      expect(script).toContain(own);
    }
  });
});
