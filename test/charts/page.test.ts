/** What docs/charts.md shows is what the program prints. `npx vitest run test/charts -u` writes its picture anew. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { session } from "../cli/session.js";
import { DATA } from "../shipped.js";

const DOCS = join(DATA, "../docs");
const PAGE = readFileSync(join(DOCS, "charts.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "page-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the session", async () => {
  const [, line = "", printed] = /```\n(\$ .* --chart .*)\n([\s\S]*?)```/.exec(PAGE) ?? [];
  expect(await session(line, 80)).toBe(printed);
});

/** Data changes more often than the picture does: its hash and the version are left out. */
const stable = (svg: string): string =>
  svg.replaceAll(
    /tariff-calc \d+\.\d+\.\d+, law as of \S+, inputs [0-9a-f]{16}/g,
    "tariff-calc, with its data",
  );

test("the picture", async () => {
  const [, line = ""] = /```\n(\$ .*) -o cars\.svg\n/.exec(PAGE) ?? [];
  const path = join(folder, "cars.svg");
  await session(`${line} -o ${path}`, 80);
  await expect(stable(readFileSync(path, "utf8"))).toMatchFileSnapshot(join(DOCS, "charts.svg"));
});

test("a title of one long word, or of a page of words, stays within the picture", async () => {
  const scenario = JSON.parse(readFileSync(join(DATA, "scenarios/japan-2025.json"), "utf8"));
  for (const title of ["A".repeat(10_000), "word ".repeat(2000).trim()]) {
    const [file, path] = [join(folder, "own.json"), join(folder, "own.svg")];
    writeFileSync(file, JSON.stringify({ ...scenario, title }));
    await session(`$ tariff-calc scenario ${file} -o ${path}`, 80);
    const texts = [...readFileSync(path, "utf8").matchAll(/<text [^>]*>([^<]*)</g)].map(
      ([, text = ""]) => text,
    );
    expect(texts.filter((text) => text.length > 135)).toEqual([]);
    expect(texts.filter((text) => /^(A+|word .*)( …)?$/.test(text))).toHaveLength(4);
  }
});
