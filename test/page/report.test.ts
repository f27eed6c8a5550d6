/** A report in headless Chromium: every number of it is held against the command line's JSON. */
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerOf,
  browserPath,
  cellsOf,
  dataOf,
  faults,
  launch,
  move,
  opener,
  rowsOf,
  written,
} from "./browser.js";
import { expectCourse, expectFigures } from "./figures.js";

const expectSame = async (page: Page, words: string): Promise<void> =>
  expectFigures(page, "", await answerOf(`scenario ${words}`));

describe.skipIf(browserPath === undefined)(
  "a report in headless Chromium (install Chromium, or name it in CHROMIUM)",
  () => {
    const wrong: string[] = [];
    const opened = opener(wrong);
    let browser: Browser;
    let file: string;

    beforeAll(async () => {
      file = await written("--auto 15 --reciprocal 15", "cars");
      browser = await launch();
    });
    afterAll(async () => {
      await browser?.close();
      expect(wrong).toEqual([]);
    });

    test("is under 2 MB", () => {
      expect(statSync(file).size).toBeLessThan(2_000_000);
    });

    test("shows what the command line computes, as written and after sliders moved", async () => {
      const page = await opened(browser, file);
      await expectSame(page, "--auto 15 --reciprocal 15");
      await move(page, "auto", "25");
      await move(page, "reciprocal", "24.5");
      await expectSame(page, "--auto 25 --reciprocal 24.5");
    });

    test("on other imports shows what the command line computes on them, after sliders moved too", async () => {
      const page = await opened(browser, await written("--auto 15 --weights latest", "weighted"));
      await expectSame(page, "--auto 15 --weights latest");
      await move(page, "auto", "25");
      await move(page, "reciprocal", "24");
      await expectSame(page, "--auto 25 --reciprocal 24 --weights latest");
      expect(await page.textContent("#headline")).toContain("on imports of 2025-10 to 2025-11");
    });

    test("splits nothing where the sliders stand at the rates in force", async () => {
      const page = await opened(browser, file);
      await move(page, "auto", "25");
      await move(page, "reciprocal", "10");
      await expectSame(page, "--auto 25 --reciprocal 10");
      expect(await page.textContent("#who-pays")).toContain("no change of duty to split");
    });

    test("tells how the law moved the rate, by titles of measures", async () => {
      const page = await opened(browser, file);
      const assume = "metal-content,observed-base,chapter-mix,usmca-claims";
      const told = await answerOf(`timeline --origin JP --assume ${assume}`);
      const { rows } = await answerOf("measures");
      const titles = new Map(rows.map(({ id, title }) => [String(id), String(title)]));
      await expectCourse(page, ".course", told, titles);
    });

    test("takes what is set beside levers in the order of the command line", async () => {
      const flags = "--reciprocal 15 --set section-232/cars=40 --repeal section-232/copper*";
      const page = await opened(browser, await written(flags, "set"));
      await expectSame(page, flags);
      await move(page, "auto", "20");
      await expectSame(page, `--auto 20 ${flags}`);
    });

    test.each([
      ["--parts 10", "auto", "25", "--parts 10 --auto 25"],
      ["--steel 20", "metals", "30", "--steel 20 --metals 30"],
    ])(
      "takes levers that overlap in the order of the levers: %s, then %s at %s",
      async (flags, lever, rate, same) => {
        const page = await opened(browser, await written(flags, "overlap"));
        await move(page, lever, rate);
        await expectSame(page, same);
      },
      60_000,
    );

    test("takes a lever that a file sets as a flag after the file, once its slider moves", async () => {
      const asked = join(mkdtempSync(join(tmpdir(), "report-")), "asked.json");
      const changes = [
        { do: "set", lever: "auto", rate: "15" },
        { do: "set", measures: ["section-232/cars"], rate: "40" },
      ];
      const text = { title: "Cars", date: "2025-06-19", origins: ["JP"], flows: "us-imports-2024", changes };
      writeFileSync(asked, JSON.stringify({ ...text, assume: ["metal-content", "observed-base"] }));
      const page = await opened(browser, await written(asked, "asked"));
      await expectSame(page, asked);
      await move(page, "auto", "20");
      await expectSame(page, `${asked} --auto 20`);
    });

    test("keeps the order a reader chose, what is not known last", async () => {
      const page = await opened(browser, file);
      await page.click("#sectors thead th:nth-child(3) button");
      const sorted = async () =>
        (await cellsOf(page, "#sectors", ["baseline_rate"])).slice(0, -1).map(([rate]) => rate);
      const first = await sorted();
      const known = first.flatMap((rate) => (rate ? Number(rate) : []));
      expect(known).toEqual([...known].sort((a, b) => b - a));
      expect(first.slice(known.length).every((rate) => !rate)).toBe(true);
      await move(page, "auto", "24");
      expect(await sorted()).toEqual(first);
    });

    test("of more trade than it can carry has no sliders, and the numbers of the command line", async () => {
      const words = "--origin all --assume none --auto 15";
      const other = await written(words, "all");
      expect(statSync(other).size).toBeLessThan(2_000_000);
      const page = await opened(browser, other);
      expect(await page.$$("#levers")).toEqual([]);
      expect(await page.textContent("#move")).toContain("more than a page can carry");
      await expectSame(page, words);
    });

    test("finds lines by everyday words and by digits, with what they stand under and their rates", async () => {
      const page = await opened(browser, file);
      await page.fill("#goods", "ball bearings for cars");
      const [first] = await page.$$("#found button");
      expect(await first?.getAttribute("data-hts")).toBe("848210");
      expect(await first?.textContent()).toContain("Ball or roller bearings, and parts thereof");
      const { total } = await answerOf("scenario --auto 15 --reciprocal 15 --product 8482.10");
      const shown = await dataOf(page, "#found li:first-child");
      const told = ["baseline_rate", "scenario_rate", "imports_usd"];
      expect(shown.map(([key, value]) => [key, value])).toEqual(told.map((key) => [key, total[key]]));
      await page.fill("#goods", "8703.23");
      const numbers = await page.$$eval("#found button", (all) =>
        all.map((one) => one.getAttribute("data-hts")),
      );
      expect(numbers.length).toBeGreaterThan(1);
      expect(numbers.every((hts) => hts?.startsWith("870323"))).toBe(true);
      await page.fill("#goods", "zzqqxx");
      expect(await page.textContent("#find-said")).toContain("No line of this trade is like it");
      expect(await page.$$("#found button")).toEqual([]);
    });

    test("picks a line by keys alone, which then answers the sliders as the command line does", async () => {
      const page = await opened(browser, file);
      await page.focus("#goods");
      await page.keyboard.type("ball bearings");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      const keys = ["imports_usd", "baseline_rate", "scenario_rate", "change_usd"];
      const same = async (levers: string) => {
        const answer = await answerOf(`scenario ${levers} --product 8482.10 --by product`);
        expect(await cellsOf(page, "#line", keys)).toEqual(rowsOf(answer, keys));
      };
      expect(await page.textContent("#line-name")).toContain("8482.10 Ball bearings");
      await same("--auto 15 --reciprocal 15");
      await move(page, "reciprocal", "30");
      await same("--auto 15 --reciprocal 30");
      const { found } = await faults(page);
      expect(found).toEqual([]);
      await page.focus("#found button");
      await page.keyboard.press("Escape");
      expect(await page.evaluate("document.activeElement.id")).toBe("goods");
    });

    test.each([
      ["8708.30.50", 3],
      ["7419.80.09", 2],
    ])(
      "has the rates of %s by day and by origin, as timeline --hts and rate have them",
      async (line, rates) => {
        const page = await opened(browser, file);
        await page.fill("#goods", line);
        await page.click("#found button");
        const days = await answerOf(`timeline --hts ${line} --origin JP`);
        const told = rowsOf({ rows: days.rows }, ["date", "rate"]);
        expect(told.length).toBeGreaterThanOrEqual(rates);
        expect(await cellsOf(page, "#by-day", ["date", "rate"])).toEqual(expect.arrayContaining(told));
        const { rows } = await answerOf(`rate ${line} --date 2025-06-19`);
        const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) => (String(a) < String(b) ? -1 : 1);
        const owed = rowsOf({ rows }, ["origin", "total_rate", "status"]).sort(byName);
        expect((await cellsOf(page, "#by-origin", ["origin", "rate", "status"])).sort(byName)).toEqual(owed);
      },
      60_000,
    );

    test("on a telephone no name of a sector is cut", async () => {
      const page = await opened(browser, file, { width: 390 });
      const names = await page.locator("#chart svg text").allTextContents();
      expect(names).toContain("Cars and light trucks");
      expect(names.filter((name) => /\.\.\.|…/.test(name))).toEqual([]);
    });

    test.each([true, false])(
      "axe-core finds no violation, and a telephone has room for it, dark: %s",
      async (dark) => {
        const { found, wide } = await faults(await opened(browser, file, { dark, width: 390 }));
        expect(found).toEqual([]);
        expect(wide).toBeLessThanOrEqual(390);
      },
      60_000,
    );
  },
);
