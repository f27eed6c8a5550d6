/** What the environment says of the terminal: its characters. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DATA } from "../shipped.js";

const PROGRAM = [join(DATA, "../bin/tariff-calc.js")];
const folder = mkdtempSync(join(tmpdir(), "characters-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SETTINGS = ["LC_ALL", "LC_CTYPE", "LANG", "TERM", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TZ"];

function run(line: string, env: NodeJS.ProcessEnv): string {
  const own = Object.fromEntries(Object.entries(process.env).filter(([key]) => !SETTINGS.includes(key)));
  const { stdout, stderr } = spawnSync(process.execPath, [...PROGRAM, ...line.split(" ")], {
    cwd: folder,
    env: { ...own, ...env },
    encoding: "utf8",
  });
  return stdout + stderr;
}

/** Few days, so that it is quick to work out. */
const LINE = "timeline --hts 7318.15.20 --origin CN --from 2025-03-01 --to 2025-04-30";
const BEYOND_ASCII = /[^\0-\x7f]/;

test.each([
  [{ LC_ALL: "C" }],
  [{ LANG: "C" }],
  [{ LANG: "POSIX" }],
  [{ LANG: "en_US.UTF-8", LC_ALL: "C" }],
  [{ LANG: "de_DE.ISO-8859-1" }],
  [{ LANG: "en_US.UTF-8", TERM: "dumb" }],
])("%o: tables, charts and messages are ASCII", (env) => {
  for (const line of [LINE, `${LINE} --chart`, "scenario naïve…"])
    expect(run(line, env)).not.toMatch(BEYOND_ASCII);
});

test.each([[{ LANG: "en_US.UTF-8" }], [{ LANG: "C", LC_ALL: "C.utf8" }], [{}]])(
  "%o: they have the characters of Unicode",
  (env) => {
    expect(run(LINE, env)).toContain("───");
    expect(run(`${LINE} --chart`, env)).toContain("███");
  },
);

test("a file is UTF-8 wherever it is written, and machine formats never change", () => {
  run(`${LINE} -o law.txt`, { LC_ALL: "C" });
  expect(readFileSync(join(folder, "law.txt"), "utf8")).toContain("───");
  const json = (env: NodeJS.ProcessEnv) => run(`${LINE} --format json`, env);
  expect(json({ LC_ALL: "C" })).toBe(json({ LANG: "en_US.UTF-8" }));
});

test("a picture of days is the same in every time zone", () => {
  const [here, there] = ["UTC", "Asia/Tokyo"].map((TZ) =>
    run(`${LINE} --format svg`, { TZ, LANG: "C.UTF-8" }),
  );
  expect(here).toMatch(/^<svg/);
  expect(there).toBe(here);
});
