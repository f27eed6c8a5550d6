/** A report in headless Chromium: every number of its table is held against the command line's JSON. */
import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { session } from "../cli/session.js";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const browserPath = [process.env.CHROMIUM ?? "", ...BROWSERS].find((path) => path !== "" && existsSync(path));

type Row = Readonly<Record<string, string | null>>;
const KEYS = ["imports_usd", "baseline_rate", "scenario_rate", "change_pp", "baseline_duty_usd"];
const ALL_KEYS = [...KEYS, "scenario_duty_usd", "change_usd", "contribution_pp"];

/** What the command line says, as JSON. */
async function answered(line: string): Promise<{ rows: Row[]; total: Row | null }> {
  return JSON.parse(await session(`$ tariff-calc ${line} --format json`, 80));
}

const cellsOf = (rows: readonly (Row | null)[], keys: readonly string[]): (string | null)[][] =>
  rows.flatMap((row) => (row ? [keys.map((key) => row[key] ?? null)] : []));

async function rowsOfCommand(flags: string): Promise<(string | null)[][]> {
  const { rows, total } = await answered(`scenario ${flags}`);
  return cellsOf([...rows, total], ALL_KEYS);
}

/** Every digit of a table of the page. */
const tableOfPage = (page: Page, table: string, keys: readonly string[]): Promise<(string | null)[][]> =>
  page.$$eval(
    `${table} tbody tr, ${table} tfoot tr`,
    (rows, wanted) =>
      rows.map((row) =>
        wanted.map((key) => row.querySelector(`[data-key=${key}]`)?.getAttribute("data-value") ?? null),
      ),
    keys,
  );

const rowsOfPage = (page: Page): Promise<(string | null)[][]> => tableOfPage(page, "#sectors", ALL_KEYS);

const inMillions = (dollars: string | null | undefined): string =>
  Math.abs(Number(dollars) / 1e6).toLocaleString("en", { maximumFractionDigits: 0 });
const inPercent = (rate: string | null | undefined): string => `${(Number(rate) * 100).toFixed(2)} %`;

/** Moves the slider of a lever as a hand does. */
const move = (page: Page, lever: string, rate: string): Promise<void> =>
  page.$eval(
    `input[name=${lever}]`,
    (input, value) => {
      Reflect.set(input, "value", value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    rate,
  );

/** What axe-core finds, with the places. */
async function violations(page: Page): Promise<unknown[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, "axe").run();
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
      id,
      nodes.map(({ html }) => html.slice(0, 120)),
    ]);
  });
}

describe.skipIf(browserPath === undefined)(
  "a report in headless Chromium (install Chromium, or name it in CHROMIUM)",
  () => {
    const file = join(mkdtempSync(join(tmpdir(), "report-")), "cars.html");
    const wrong: string[] = [];
    let browser: Browser;

    async function opened(colorScheme: "light" | "dark", width = 1280, path = file): Promise<Page> {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      page.on("pageerror", ({ message }) => wrong.push(message));
      page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
      page.on("request", (request) => /^https?:/.test(request.url()) && wrong.push(request.url()));
      await page.goto(`file://${path}`);
      await page.waitForSelector("body[data-ready=yes]");
      return page;
    }

    beforeAll(async () => {
      await session(`$ tariff-calc report --auto 15 --reciprocal 15 -o ${file}`, 80);
      browser = await chromium.launch({
        ...(browserPath ? { executablePath: browserPath } : {}),
        args: ["--no-sandbox"],
      });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      expect(wrong).toEqual([]);
    });

    test("is under 2 MB", () => {
      expect(statSync(file).size).toBeLessThan(2_000_000);
    });

    test("shows what the command line computes, as written and after sliders moved", async () => {
      const page = await opened("light");
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand("--auto 15 --reciprocal 15"));
      await move(page, "auto", "25");
      await move(page, "reciprocal", "24.5");
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand("--auto 25 --reciprocal 24.5"));
    }, 60_000);

    test("headline, who pays and timeline are those of the command line too", async () => {
      const page = await opened("light");
      for (const flags of ["--auto 15 --reciprocal 15", "--auto 20 --reciprocal 30"]) {
        const [, auto = "", reciprocal = ""] = /--auto (\d+) --reciprocal (\d+)/.exec(flags) ?? [];
        await move(page, "auto", auto);
        await move(page, "reciprocal", reciprocal);
        const { total } = await answered(`scenario ${flags}`);
        const headline = await page.textContent("#headline");
        for (const duty of [total?.baseline_duty_usd, total?.scenario_duty_usd, total?.change_usd])
          expect(headline).toContain(`$${inMillions(duty)} m`);
        for (const rate of [total?.baseline_rate, total?.scenario_rate])
          expect(headline).toContain(inPercent(rate));
        const remitted = await page.textContent("#who-pays [data-fact=remitted]");
        expect(remitted).toBe(
          `${Number(total?.change_usd) < 0 ? "−" : ""}$${inMillions(total?.change_usd)} m`,
        );
        const shares = await page.$$eval("#who-pays li", (items) =>
          items.map((item) => Number(/([\d.]+) %/.exec(item.textContent ?? "")?.[1])),
        );
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
      }
      const { rows } = await answered(
        "timeline --origin JP --assume metal-content,observed-base,chapter-mix,usmca-claims",
      );
      const keys = ["date", "rate", "change_pp"];
      expect(await tableOfPage(page, ".plain", keys)).toEqual(cellsOf(rows, keys));
    }, 120_000);

    test("says so where nothing changes", async () => {
      const page = await opened("light");
      await move(page, "auto", "25");
      await move(page, "reciprocal", "10");
      expect(await page.textContent("#who-pays")).toContain("Duty does not change");
      expect(await page.textContent("#headline")).toContain("Duty does not change");
    }, 60_000);

    test("of several scenarios has what compare says of them, and each by itself", async () => {
      const other = join(mkdtempSync(join(tmpdir(), "report-")), "several.html");
      const names = ["japan-2025", "japan-deal"];
      await session(`$ tariff-calc report ${names.join(" ")} --auto 20 -o ${other}`, 80);
      const page = await opened("light", 1280, other);
      const files = [];
      for (const name of names) {
        const file = join(mkdtempSync(join(tmpdir(), "report-")), `${name}.json`);
        writeFileSync(file, await session(`$ tariff-calc scenario ${name} --auto 20 --dump-scenario`, 80));
        files.push(file);
      }
      const beside = await answered(`compare ${files.join(" ")}`);
      const keys = ["imports_usd", "duty_usd", "rate", "from_first_usd", "from_first_pp"];
      expect(await tableOfPage(page, "#beside", keys)).toEqual(cellsOf(beside.rows, keys));
      const sectors = await answered(`compare ${files.join(" ")} --by sector`);
      const ofCases = ["case1_imports_usd", "case1_duty_usd", "case1_rate", "case2_duty_usd", "case2_rate"];
      expect(await tableOfPage(page, "#sectors", ofCases)).toEqual(
        cellsOf([...sectors.rows, sectors.total], ofCases),
      );
      for (const [at, name] of names.entries())
        expect(await tableOfPage(page, `#case-${at + 1}`, ALL_KEYS)).toEqual(
          await rowsOfCommand(`${name} --auto 20`),
        );
      expect(await page.$$("#levers")).toEqual([]);
      expect(await violations(page)).toEqual([]);
    }, 120_000);

    test("takes what is set beside levers in the order of the command line", async () => {
      const flags = "--reciprocal 15 --set section-232/cars=40 --repeal section-232/copper*";
      const other = join(mkdtempSync(join(tmpdir(), "report-")), "set.html");
      await session(`$ tariff-calc report ${flags} -o ${other}`, 80);
      const page = await opened("light", 1280, other);
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand(flags));
      await move(page, "auto", "20");
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand(`--auto 20 ${flags}`));
    }, 60_000);

    test.each([
      ["--parts 10", "auto", "25", "--parts 10 --auto 25"],
      ["--steel 20", "metals", "30", "--steel 20 --metals 30"],
    ])(
      "takes levers that overlap in the order of the levers: %s, then %s at %s",
      async (flags, lever, rate, same) => {
        const other = join(mkdtempSync(join(tmpdir(), "report-")), "overlap.html");
        await session(`$ tariff-calc report ${flags} -o ${other}`, 80);
        const page = await opened("light", 1280, other);
        await move(page, lever, rate);
        expect(await rowsOfPage(page)).toEqual(await rowsOfCommand(same));
      },
      60_000,
    );

    test("takes a lever that a file sets as a flag after the file, once its slider moves", async () => {
      const folder = mkdtempSync(join(tmpdir(), "report-"));
      const [asked, other] = [join(folder, "asked.json"), join(folder, "asked.html")];
      const changes = [
        { do: "set", lever: "auto", rate: "15" },
        { do: "set", measures: ["section-232/cars"], rate: "40" },
      ];
      const text = { title: "Cars", date: "2025-06-19", origins: ["JP"], flows: "us-imports-2024", changes };
      writeFileSync(asked, JSON.stringify({ ...text, assume: ["metal-content", "observed-base"] }));
      await session(`$ tariff-calc report ${asked} -o ${other}`, 80);
      const page = await opened("light", 1280, other);
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand(asked));
      await move(page, "auto", "20");
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand(`${asked} --auto 20`));
    }, 60_000);

    test("keeps the order a reader chose, what is not known last", async () => {
      const page = await opened("light");
      await page.click("#sectors thead th:nth-child(3) button");
      const sorted = async () => (await rowsOfPage(page)).slice(0, -1).map(([, rate]) => rate);
      const first = await sorted();
      const known = first.flatMap((rate) => (rate ? Number(rate) : []));
      expect(known).toEqual([...known].sort((a, b) => b - a));
      expect(first.slice(known.length).every((rate) => !rate)).toBe(true);
      await move(page, "auto", "24");
      expect(await sorted()).toEqual(first);
    }, 60_000);

    test("of more trade than it can carry has no sliders, and the numbers of the command line", async () => {
      const other = join(mkdtempSync(join(tmpdir(), "report-")), "all.html");
      await session(`$ tariff-calc report --origin all --assume none --auto 15 -o ${other}`, 80);
      expect(statSync(other).size).toBeLessThan(2_000_000);
      const page = await opened("light", 1280, other);
      expect(await page.$$("#levers")).toEqual([]);
      expect(await page.textContent("#move")).toContain("more than a page can carry");
      expect(await rowsOfPage(page)).toEqual(await rowsOfCommand("--origin all --assume none --auto 15"));
    }, 60_000);

    test.each(["light", "dark"] as const)(
      "axe-core finds no violation, %s",
      async (scheme) => {
        const page = await opened(scheme, 390);
        expect(await violations(page)).toEqual([]);
        const wide = await page.evaluate("document.documentElement.scrollWidth");
        expect(wide).toBeLessThanOrEqual(390);
      },
      60_000,
    );
  },
);
