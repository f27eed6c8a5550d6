/** A report of several scenarios in headless Chromium, against `compare` and `scenario`. */
import { readFileSync, statSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { session } from "../cli/session.js";
import {
  answerOf,
  browserPath,
  cellsOf,
  faults,
  launch,
  linesOf,
  opener,
  rowsOf,
  written,
} from "./browser.js";
import { expectFigures } from "./figures.js";

describe.skipIf(browserPath === undefined)(
  "a report of several scenarios in headless Chromium (install Chromium, or name it in CHROMIUM)",
  () => {
    const words = "japan-2025 japan-deal eu-deal";
    const wrong: string[] = [];
    const opened = opener(wrong);
    let browser: Browser;
    let file: string;

    beforeAll(async () => {
      file = await written(`${words} --anyway`, "several");
      browser = await launch();
    });
    afterAll(async () => {
      await browser?.close();
      expect(wrong).toEqual([]);
    });

    test("is under 2 MB, and says that it has no sliders", async () => {
      expect(statSync(file).size).toBeLessThan(2_000_000);
      const page = await opened(browser, file);
      expect(await page.$$("input")).toEqual([]);
      expect(await page.textContent("main")).toContain("A page of several scenarios has no sliders");
    });

    test("sets them side by side as `compare` does, in a table and two charts", async () => {
      const page = await opened(browser, file);
      const keys = ["scenario", "imports_usd", "duty_usd", "rate", "from_first_usd", "from_first_pp"];
      const compared = await answerOf(`compare ${words} --anyway`);
      expect(await cellsOf(page, "#compared", keys)).toEqual(rowsOf(compared, keys));
      for (const id of ["compared-rates", "compared-duty"])
        expect(await page.textContent(`#${id} svg`)).toContain("japan-deal");
    });

    test("has a section for each with every number of `scenario`", async () => {
      const page = await opened(browser, file);
      for (const [index, name] of words.split(" ").entries())
        await expectFigures(page, `-${index + 1}`, await answerOf(`scenario ${name}`));
      expect(await page.$$eval("section.scenario h2", (all) => all.map((one) => one.id))).toEqual([
        "name-1",
        "name-2",
        "name-3",
      ]);
    });

    test("tells how the law moved the rate once for each partner", async () => {
      const page = await opened(browser, file);
      expect(await page.$$(".course")).toHaveLength(2);
      expect((await linesOf(page, "#scenario-2")).join("\n")).toContain("is told under japan-2025");
    });

    test("takes flags for all of them, and cases of levers", async () => {
      const other = await written("japan-2025 --case auto=25 --auto 15 --reciprocal 15", "cases");
      const page = await opened(browser, other);
      const answered = await answerOf("scenario --auto 15 --reciprocal 15");
      await expectFigures(page, "-1", answered);
      await expectFigures(page, "-2", answered);
    });

    test.each([
      { dark: true, width: 390 },
      { dark: false, width: 1280 },
    ])(
      "axe-core finds no violation at $width, dark: $dark",
      async (look) => {
        const { found, wide } = await faults(await opened(browser, file, look));
        expect(found).toEqual([]);
        expect(wide).toBeLessThanOrEqual(look.width);
      },
      60_000,
    );
  },
);

test("a scenario that is not there is named, and nothing is written", async () => {
  expect(await session("$ tariff-calc report japan-2025 nowhere -o nowhere.html", 80)).toContain(
    'there is no scenario "nowhere"',
  );
});

test("scenarios of other trade stand side by side only if that is asked for, and the page says so first", async () => {
  expect(await session("$ tariff-calc report japan-2025 eu-deal -o nowhere.html", 80)).toContain("--anyway");
  const page = readFileSync(await written("japan-2025 eu-deal --anyway", "unlike"), "utf8");
  expect(page).toMatch(
    /<strong>Not like with like: they differ in origins, days[^<]*<\/strong><\/p><h2>Side by side/,
  );
});
