/** Charts as SVG and PNG: well-formed, the same bytes every time, with every label and value of the JSON. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { decimal } from "../../src/law/units.js";
import { session } from "../cli/session.js";

const folder = mkdtempSync(join(tmpdir(), "charts-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command writes to a file of that ending. */
async function written(line: string, name: string): Promise<Buffer> {
  const path = join(folder, name);
  expect(await session(`$ tariff-calc ${line} -o ${path}`, 80)).toBe("");
  return readFileSync(path);
}

const SCENARIO = "scenario --auto 25 --reciprocal 24";
const LINES = [
  SCENARIO,
  `${SCENARIO} --chart-of duty`,
  "scenario --auto 15 --by authority",
  "compare --case auto=15 --case auto=25",
  "compare --case auto=15 --case auto=25 --by sector",
  "sweep --product 8703 --lever auto=0:30:10",
  "sweep --product 8703 --lever auto=0:20:10 --lever reciprocal=0:20:10",
  "timeline --origin JP",
  "timeline --origin JP --actuals",
  "timeline --hts 8544.42.90.90 --origin JP",
];

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);

const ELEMENT = /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|<[^>]*>?/g;

/** Elements opened and not closed, or closed out of order; attributes twice or without quotes; ampersands alone. */
function faults(svg: string): string[] {
  const open: string[] = [];
  const wrong = [...svg.matchAll(ELEMENT)].filter(([, end, name = "", attributes = "", single]) => {
    const keys = [...attributes.matchAll(/([\w:-]+)=/g)].map(([, key]) => key);
    if (name === "" || new Set(keys).size < keys.length) return true;
    if (end) return open.pop() !== name;
    if (!single) open.push(name);
    return false;
  });
  return [...wrong.map(([all]) => all), ...open, ...(svg.match(/&(?!#?\w+;)/g) ?? [])];
}

/** All that is written in a picture, with what it says to those who cannot see it. */
const textsOf = (svg: string): string =>
  unescaped(
    [...svg.matchAll(/<(?:text|desc|title|tspan)\b[^>]*>([^<]*)</g)].map(([, text]) => text).join("\n"),
  );

describe.each(LINES)("%s as SVG", (line) => {
  test("is well-formed, with a title and a description", async () => {
    const svg = (await written(line, "one.svg")).toString("utf8");
    expect(svg).toMatch(/^<svg role="img" /);
    expect(svg).toMatch(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    expect(faults(svg.trim())).toEqual([]);
  });

  test("is the same bytes each time, whatever its file is called", async () => {
    const [first, second] = [await written(line, "one.svg"), await written(line, "other.svg")];
    expect(first.equals(second)).toBe(true);
  });

  test("has nothing that is no number, nothing of this machine, and nothing from elsewhere", async () => {
    const svg = (await written(line, "one.svg")).toString("utf8");
    expect(svg).not.toMatch(/NaN|undefined|Infinity|\[object|null/);
    expect(svg).not.toContain(folder);
    expect([...svg.matchAll(/(?:https?:)?\/\/[^"\s<]+/g)].map(([url]) => url)).toEqual(
      expect.arrayContaining(["http://www.w3.org/2000/svg"]),
    );
    expect(svg).not.toMatch(/(?:href|src|url)\s*[=(]\s*["']?https?:/);
  });
});

type Row = Readonly<Record<string, string | boolean | null>>;
const percent = (rate: Row[string]): string =>
  typeof rate === "string" ? `${decimal(rate).times(100).toFixed(2)}%` : "no rate";
const millions = (dollars: Row[string]): string =>
  Number(decimal(String(dollars)).div(1e6).toFixed(0)).toLocaleString("en-US");

async function rowsOf(line: string): Promise<readonly Row[]> {
  const { rows, total } = JSON.parse(await session(`$ tariff-calc ${line} --format json`, 80)) as {
    rows: Row[];
    total: Row | null;
  };
  return total ? [...rows, total] : rows;
}

test.each([
  ["scenario --auto 25 --reciprocal 24", "rate", ["baseline_rate", "scenario_rate"], "label"],
  ["scenario --auto 25 --reciprocal 24", "duty", ["baseline_duty_usd", "scenario_duty_usd"], "label"],
  ["compare --case auto=15 --case auto=25", "rate", ["rate"], "scenario"],
  ["sweep --product 8703 --lever auto=0:30:10", "duty", ["duty_usd"], "auto_pct"],
  ["timeline --hts 7318.15.20 --origin CN", "rate", ["rate"], "date"],
])("%s, %s: every label and value of the JSON is in the picture", async (line, view, keys, along) => {
  const texts = textsOf((await written(`${line} --chart-of ${view}`, "values.svg")).toString("utf8"));
  for (const row of await rowsOf(line)) {
    expect(texts).toContain(row[along]);
    for (const key of keys) expect(texts).toContain((view === "rate" ? percent : millions)(row[key] ?? null));
  }
});

test("a picture says which law, which command and which data it is of", async () => {
  const texts = textsOf((await written(SCENARIO, "source.svg")).toString("utf8"));
  expect(texts).toContain("Source: tariff-calc scenario --auto 25 --reciprocal 24\n");
  expect(texts).toMatch(/tariff-calc 0\.0\.0, law as of \d{4}-\d{2}-\d{2}, inputs [0-9a-f]{16}/);
  expect(texts).toContain("Baseline: law in force on 2025-06-19");
});

test("what is not known has a word and no line", async () => {
  const svg = (await written("timeline --hts 8544.42.90.90 --origin JP", "unknown.svg")).toString("utf8");
  expect(textsOf(svg)).toContain("2025-08-18, unknown");
});

describe("PNG", () => {
  const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

  test("begins as PNG does and has twice the pixels of the drawing each way", async () => {
    const png = await written(SCENARIO, "cars.png");
    const svg = (await written(SCENARIO, "cars.svg")).toString("utf8");
    const [width = 0, height = 0] = ["width", "height"].map((name) =>
      Number(new RegExp(` ${name}="(\\d+)"`).exec(svg)?.[1]),
    );
    expect([...png.subarray(0, 8)]).toEqual(SIGNATURE);
    expect(png.toString("latin1", 12, 16)).toBe("IHDR");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * width, 2 * height]);
  });

  test("is the same bytes each time", async () => {
    const [first, second] = [await written(SCENARIO, "one.png"), await written(SCENARIO, "two.png")];
    expect(first.equals(second)).toBe(true);
  });
});
