/** The pure part in a browser: bundled, run in headless Chromium, and its numbers held against the command line's. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { describe, expect, test } from "vitest";
import { type DataFiles, packData } from "../../src/index.js";
import { session } from "../cli/session.js";
import { answer, type PageAnswer } from "./page.js";

const DAY = "2025-06-19";
const LEVERS = { auto: "25", reciprocal: "24" };
const WANTED = { dataset: "us-imports-2024", origins: ["JP"], assume: ["metal-content", "observed-base"] };

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const browserPath = [process.env.CHROMIUM ?? "", ...BROWSERS].find((path) => path !== "" && existsSync(path));

/** The script of a page, and the modules that went into it. */
async function bundled(entry: string): Promise<{ script: string; from: readonly string[] }> {
  const bundle = await rolldown({ input: join(import.meta.dirname, entry), platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", name: "page", minify: true });
  return { script: output[0].code, from: output[0].moduleIds };
}

/** What the command line answers for the same question. */
async function answerOfCommand() {
  const printed = await session("$ tariff-calc scenario --auto 25 --reciprocal 24 --format json", 80);
  return JSON.parse(printed) as {
    rows: { group: string; scenario_duty_usd: string }[];
    total: { rate_base_usd: string; baseline_duty_usd: string; scenario_duty_usd: string };
  };
}

/** Numbers of the page beside those of the command. */
async function expectSame(page: PageAnswer): Promise<void> {
  const { rows, total } = await answerOfCommand();
  expect({ imports: page.imports, before: page.before, after: page.after }).toEqual({
    imports: total.rate_base_usd,
    before: total.baseline_duty_usd,
    after: total.scenario_duty_usd,
  });
  const duties = rows.map(({ group, scenario_duty_usd }) => [group, scenario_duty_usd]);
  expect(page.sectors).toEqual(Object.fromEntries(duties));
  expect(page.car).toBe("8250.00");
}

const packed = JSON.parse(JSON.stringify(packData(WANTED))) as DataFiles;

test("packed data answers as the whole data does, to the last digit", async () => {
  await expectSame(answer(packed, DAY, LEVERS));
});

test("packed data of one partner is small enough to stand in a page", () => {
  const bytes = Buffer.byteLength(JSON.stringify(packed));
  expect(bytes).toBeLessThan(1.8e6);
});

test("the pure part needs nothing of Node, and leaves out what a page does not use", async () => {
  const { script, from } = await bundled("page.ts");
  expect(from.filter((file) => /node:|zod|csv-parse|commander|streamparser/.test(file))).toEqual([]);
  expect(from.filter((file) => /src\/(commands|formats|economics)\//.test(file))).toEqual([]);
  expect(Buffer.byteLength(script)).toBeLessThan(200_000);
});

describe.skipIf(browserPath === undefined)(
  "in headless Chromium (install Chromium, or name it in CHROMIUM)",
  () => {
    test("the page computes what the command line computes", async () => {
      const { script } = await bundled("page.ts");
      const browser = await chromium.launch({
        ...(browserPath ? { executablePath: browserPath } : {}),
        args: ["--no-sandbox"],
      });
      try {
        const page = await browser.newPage();
        const wrong: string[] = [];
        page.on("pageerror", ({ message }) => wrong.push(message));
        await page.addScriptTag({ content: script });
        const told = await page.evaluate(
          ([files, day, levers]) => Reflect.get(globalThis, "page").answer(files, day, levers),
          [packed, DAY, LEVERS] as const,
        );
        expect(wrong).toEqual([]);
        await expectSame(told as PageAnswer);
      } finally {
        await browser.close();
      }
    });
  },
);
