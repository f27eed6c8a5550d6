/** Reports in headless Chromium: the numbers a page shows, and the JSON of the command line beside them. */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { session } from "../cli/session.js";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const browserPath = [process.env.CHROMIUM ?? "", ...BROWSERS].find(
  (path) => path !== "" && existsSync(path),
);

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(browserPath ? { executablePath: browserPath } : {}), args: ["--no-sandbox"] });

/** The page that `report` writes for these words. */
export async function written(words: string, name: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "report-")), `${name}.html`);
  const printed = await session(`$ tariff-calc report ${words} -o ${file}`, 80);
  if (printed.includes("[exit")) throw new Error(printed);
  return file;
}

/** Opens pages; errors and requests go to `wrong`. */
export const opener =
  (wrong: string[]) =>
  async (browser: Browser, path: string, look: { dark?: boolean; width?: number } = {}): Promise<Page> => {
    const page = await browser.newPage({
      colorScheme: look.dark ? "dark" : "light",
      viewport: { width: look.width ?? 1280, height: 900 },
    });
    page.on("pageerror", ({ message }) => wrong.push(message));
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.on("request", (request) => /^(https?|wss?):/.test(request.url()) && wrong.push(request.url()));
    await page.goto(`file://${path}`);
    await page.waitForSelector("body[data-ready=yes]");
    return page;
  };

/** Moves the slider of a lever as a hand does. */
export const move = (page: Page, lever: string, rate: string): Promise<void> =>
  page.$eval(
    `input[name=${lever}]`,
    (input, value) => {
      Reflect.set(input, "value", value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    rate,
  );

/** What axe-core finds, and the width that the page takes. */
export async function faults(page: Page): Promise<{ readonly found: unknown; readonly wide: unknown }> {
  await page.addScriptTag({ content: axe.source });
  const found = await page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, "axe").run();
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
      id,
      nodes.map(({ html }) => html.slice(0, 120)),
    ]);
  });
  return { found, wide: await page.evaluate("document.documentElement.scrollWidth") };
}

type Row = Readonly<Record<string, unknown>>;

/** An answer of the command line, as a program reads it. */
export interface Answered {
  readonly heading: readonly string[];
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
  readonly total: Readonly<Record<string, string>>;
}

export async function answerOf(words: string): Promise<Answered> {
  return JSON.parse(await session(`$ tariff-calc ${words} --format json`, 80)) as Answered;
}

/** Cells of a table of a page by row, every digit. */
export const cellsOf = (page: Page, table: string, keys: readonly string[]) =>
  page.$$eval(
    `${table} tbody tr, ${table} tfoot tr`,
    (rows, wanted) =>
      rows.map((row) =>
        wanted.map((key) => row.querySelector(`[data-key=${key}]`)?.getAttribute("data-value") ?? null),
      ),
    keys,
  );

/** The same cells of an answer. */
export const rowsOf = (
  { rows, total }: Pick<Answered, "rows"> & Partial<Answered>,
  keys: readonly string[],
) => [...rows, ...(total ? [total] : [])].map((row) => keys.map((key) => row[key] ?? null));

/** Numbers in sentences of a page: what is shown, and every digit, by name. */
export const dataOf = (page: Page, element: string) =>
  page.$$eval(`${element} data`, (all) =>
    all.map((one) => [one.getAttribute("data-key"), one.getAttribute("value"), one.textContent]),
  );

/** Lines of a page under an element, one a paragraph or item. */
export const linesOf = (page: Page, element: string) =>
  page.$$eval(`${element} p, ${element} li`, (all) => all.map(({ textContent }) => textContent));
