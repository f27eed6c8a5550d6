/** Files of the reader are never lost to an answer, and a run that fails prints no answer before it says so. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DATA } from "../shipped.js";

const ROOT = join(DATA, "..");
const folder = mkdtempSync(join(tmpdir(), "tariff-calc-own-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...line: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "bin/tariff-calc.js"), ...line],
    {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
    },
  );
  return { status, stdout, stderr };
};

describe("a file that is read is not written over", () => {
  const entries = readFileSync(join(ROOT, "docs/examples/entries.csv"), "utf8");
  beforeAll(() => {
    writeFileSync(join(folder, "in.csv"), entries);
    writeFileSync(join(folder, "parts.csv"), "hts,value\n8482.10.50.68,500\n");
    symlinkSync("in.csv", join(folder, "link.csv"));
    linkSync(join(folder, "in.csv"), join(folder, "same.csv"));
  });

  test.each([
    ["--output", "duty --file in.csv -o in.csv"],
    ["--output", "duty --file=in.csv --output=./in.csv"],
    ["--totals", "duty --file in.csv --totals in.csv --no-asks"],
    ["--totals", "duty --file in.csv --totals same.csv --no-asks"],
    ["--output", "columns in.csv -o link.csv"],
    ["--output", "choose --bom parts.csv --from JP,DE -o parts.csv"],
  ])("%s of `%s`", (flag, line) => {
    const before = readFileSync(join(folder, line.includes("parts") ? "parts.csv" : "in.csv"), "utf8");
    const { status, stdout, stderr } = run(...line.split(" "));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^tariff-calc: error: ${flag}: .* is read for the answer`));
    expect(readFileSync(join(folder, line.includes("parts") ? "parts.csv" : "in.csv"), "utf8")).toBe(before);
  });

  test.each([
    ["measures", "--data", "laid", "-o", "laid/schedule/measures/section-232/toys.json"],
    ["data", "validate", "laid", "-f", "json", "-o", "laid/schedule/measures/section-232/toys.json"],
    ["rate", "8703.23.01", "-o", "own/tariff-calc.json"],
  ])("nor is the law or the configuration of the answer: %s %s %s %s", (...line) => {
    const at = line.at(-1) ?? "";
    mkdirSync(join(folder, "laid/schedule/measures/section-232"), { recursive: true });
    mkdirSync(join(folder, "own"), { recursive: true });
    const toys = readFileSync(join(ROOT, "test/cli/files/toys.json"), "utf8");
    writeFileSync(join(folder, "laid/schedule/measures/section-232/toys.json"), toys);
    writeFileSync(join(folder, "own/tariff-calc.json"), '{ "origin": "JP" }');
    const before = readFileSync(join(folder, at), "utf8");
    const cwd = at.startsWith("own") ? join(folder, "own") : folder;
    const words = line.map((word) => word.replace(/^own\//, ""));
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "bin/tariff-calc.js"), ...words], {
      cwd,
      encoding: "utf8",
      timeout: 60_000,
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining("is read for the answer")]);
    expect(readFileSync(join(folder, at), "utf8")).toBe(before);
  });

  test("another that is there already is, and nothing stays beside it", () => {
    writeFileSync(join(folder, "out.csv"), "old");
    expect(run("columns", "in.csv", "-o", "out.csv").status).toBe(0);
    expect(readFileSync(join(folder, "out.csv"), "utf8")).toMatch(/^column,/);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

test("rows that cannot be read do not take the place of the answer by a link, and what is there stays", () => {
  writeFileSync(join(folder, "bad.csv"), "hts,origin,date,value\n8703.23.01.60,JP,2025-05-01,abc\n");
  symlinkSync("answer.csv", join(folder, "rows.csv"));
  for (const before of [null, "before"]) {
    if (before !== null) writeFileSync(join(folder, "answer.csv"), before);
    const { status, stderr } = run(..."duty --file bad.csv -o answer.csv --rejected rows.csv".split(" "));
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^tariff-calc: error: --rejected: .* another part of the answer goes there\n/,
      ),
    });
    const after = existsSync(join(folder, "answer.csv"))
      ? readFileSync(join(folder, "answer.csv"), "utf8")
      : null;
    expect(after).toBe(before);
  }
});

test("a worksheet that cannot be written leaves no answer on standard output", () => {
  const entry = "duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19".split(" ");
  expect(run(...entry, "--worksheet", "nowhere/w.html")).toMatchObject({ status: 2, stdout: "" });
});

describe("a manifest of tables that is none is refused", () => {
  const manifest = join(folder, "tables/manifest.json");
  beforeAll(() => mkdirSync(join(folder, "tables")));

  test.each(["null", "{}", '{"files":{"a":1}}', '{"files":{"../in.csv":"x"}}'])("%s", (text) => {
    writeFileSync(manifest, text);
    const { status, stdout, stderr } = run("compile", "--check", "tables");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/manifest\.json: expected files/);
  });

  test("a pipe or an endless device is not waited for", () => {
    rmSync(manifest);
    symlinkSync("/dev/zero", manifest);
    expect(run("compile", "--check", "tables").status).toBe(2);
    rmSync(manifest);
    expect(spawnSync("mkfifo", [manifest]).status).toBe(0);
    expect(run("compile", "--check", "tables").status).toBe(2);
  });
});
