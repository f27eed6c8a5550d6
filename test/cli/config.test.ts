/** A configuration file says what flags would, where they are not given. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const CLI = join(ROOT, "bin/tariff-calc.js");

/** A folder two levels below one that has this configuration. */
function below(config: string): { path: string; folder: string } {
  const top = mkdtempSync(join(tmpdir(), "config-"));
  const folder = join(top, "a/b");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(top, "tariff-calc.json"), config);
  return { path: join(top, "tariff-calc.json"), folder };
}

function ran(folder: string, line: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...line.split(" ")], {
    cwd: folder,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

const CONFIG = JSON.stringify({ $schema: "x", origin: "JP", date: "2025-06-19", format: "json" });
const asked = (stdout: string): string[] => JSON.parse(stdout).command;

test("is found upward, and the answer says what it gave", () => {
  const { stdout } = ran(below(CONFIG).folder, "rate 8703.23.01");
  const given = ["--origin", "JP", "--date", "2025-06-19", "--format", "json"];
  expect(asked(stdout)).toEqual(["rate", "8703.23.01", ...given]);
});

test("gives way to flags, and a day to a period", () => {
  const { folder } = below(CONFIG);
  const line = "rate 8703.23.01 --origin KR --from 2025-01-01 --to 2025-02-01";
  expect(asked(ran(folder, line).stdout)).toEqual([...line.split(" "), "--format", "json"]);
  expect(ran(folder, "rate 8703.23.01 --format csv").stdout).toMatch(/^date_from,/);
});

test("does not change what a scenario that is named is about", () => {
  const { stdout } = ran(below(CONFIG).folder, "scenario japan-deal --top 1");
  expect(asked(stdout)).toEqual(["scenario", "japan-deal", "--top", "1", "--format", "json"]);
});

test("gives the imports that weight rates, and a file of them from where it stands", () => {
  const line = "scenario --auto 25 --format json";
  const months = ran(below(JSON.stringify({ weights: "2025-07..2025-11" })).folder, line);
  expect(asked(months.stdout)).toEqual([...line.split(" "), "--weights", "2025-07..2025-11"]);
  const { folder: other } = below(JSON.stringify({ weights: "2025-07..2025-11" }));
  for (const own of ["--actuals", "--hts 8703.23.01"]) {
    const asks = `timeline --origin JP --from 2025-07 --to 2025-08 ${own} --format json`;
    expect(asked(ran(other, asks).stdout)).toEqual(asks.split(" "));
  }
  const { path, folder } = below(JSON.stringify({ weights: "mine.csv" }));
  expect(ran(folder, line).stderr).toContain(join(path, "../mine.csv"));
  expect(ran(folder, "duty 8703.23.01 --origin JP --value 1 --date 2025-06-19").status).toBe(0);
});

test("is left out by --no-config", () => {
  const { status, stderr } = ran(below(CONFIG).folder, "duty 8703.23.01 --no-config");
  expect([status, stderr]).toEqual([2, expect.stringContaining("--origin: it is needed")]);
});

test("--print-config says what is in effect and where it is from", () => {
  const { path, folder } = below(CONFIG);
  const usual = "data: not set: the shipped data alone";
  const assume = "assume: not set: every assumption that is on by default";
  expect(ran(folder, "rate 8703 --origin KR -fcsv --print-config").stdout.split("\n")).toEqual([
    path,
    usual,
    "origin: KR (--origin)",
    `date: 2025-06-19 (${path})`,
    "format: csv (--format)",
    assume,
    "weights: not set: the imports that the trade flows have",
    "columns: not set: columns by their own names, and those that are known",
    "",
  ]);
  const { stdout } = ran(folder, "scenario japan-deal --print-config");
  expect(stdout).toContain(`origin: not used here; ${path} has JP\n`);
});

test("--print-config needs neither a command nor its argument", () => {
  const { path, folder } = below(CONFIG);
  for (const line of ["--print-config", "duty --print-config"])
    expect(ran(folder, line).stdout).toContain(`origin: JP (${path})\n`);
});

test("the file that decided what is shown is named whatever the format, unless nothing but the answer is wanted", () => {
  const { folder } = below('{ "origin": "JP" }');
  const told = "By ../../tariff-calc.json: --origin JP.\n";
  for (const format of ["table", "csv", "ndjson", "json", "markdown", "html"]) {
    expect(ran(folder, `rate 8703.23.01 --format ${format}`).stderr).toBe(told);
    expect(ran(folder, `rate 8703.23.01 --format ${format} -q`).stderr).toBe("");
  }
  expect(JSON.parse(ran(folder, "rate 8703.23.01 -q --format json").stdout).notes).toEqual([told.trim()]);
  expect(ran(folder, "rate 8703.23.01 --origin KR").stderr).not.toContain("tariff-calc.json");
});

test("a format that an answer cannot have is passed over; one that nothing has is refused", () => {
  expect(ran(below('{ "format": "png" }').folder, "rate 8703.23.01 --origin JP").status).toBe(0);
  const { stderr } = ran(below('{ "format": "cvs" }').folder, "rate 8703.23.01 --origin JP");
  expect(stderr).toMatch(/tariff-calc\.json: format: expected one of .*\n {2}hint: did you mean csv\?/);
});

test("names folders of data from where it stands", () => {
  const { folder } = below('{ "data": "a" }');
  expect(ran(folder, "--print-config").stdout).toContain(`data: ${join(folder, "..")} (`);
});

test.each([
  ['{ "orign": "JP" }', "orign: this key is not known"],
  ['{ "origin": 3 }', "origin: expected a text or a list of texts; got 3"],
  ['{ "date": "June" }', 'date: expected a day written YYYY-MM-DD; got "June"'],
  ['{ "origin": "JP", "origin": "KR" }', "origin"],
  ["{", "tariff-calc.json"],
  ['{ "orign": "JP" }', "did you mean origin?"],
  ['{ "data": "none" }', 'tariff-calc.json: data: there is no such folder: "none"'],
  ['{ "origin": "Japn" }', "tariff-calc.json: origin: expected a country"],
])("%s is refused", (config, message) => {
  const { status, stderr, stdout } = ran(below(config).folder, "rate 8703.23.01");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("    at ");
});

test("is refused where it is a folder or leads nowhere", () => {
  const { path, folder } = below(CONFIG);
  rmSync(path);
  mkdirSync(path);
  expect(ran(folder, "rate 8703.23.01").stderr).toContain(
    `${path}: this is a folder, a pipe or a device, not a file`,
  );
  rmSync(path, { recursive: true });
  symlinkSync("nowhere", path);
  expect(ran(folder, "rate 8703.23.01").stderr).toContain(`${path}: there is no such file`);
});

test.each([
  ["completion bash", "complete -o default"],
  ["scenario --dump-scenario", '"changes"'],
  ["solve --break-even domestic=70,foreign=50", '"rate_pct": "40"'],
])("gives nothing to a command line that has no use for it: %s", (line, expected) => {
  const { status, stdout, stderr } = ran(below(CONFIG).folder, line);
  expect([status, stderr.match(/error/)]).toEqual([0, null]);
  expect(stdout.replaceAll(/"([a-z_]+)":"/g, '"$1": "')).toContain(expected);
});
