/** The program as a process: what only `main.ts` can get wrong. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DATA } from "../shipped.js";

const ROOT = join(DATA, "..");
const PROGRAM = [join(ROOT, "bin/tariff-calc.js")];
const ESCAPE = "\u001b[";
const elsewhere = mkdtempSync(join(tmpdir(), "tariff-calc-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));

/** Runs in a folder that is not the project's, with nothing of the caller's settings for colour. */
function run(
  argv: readonly string[],
  { env = {}, input = "" }: { env?: NodeJS.ProcessEnv; input?: string } = {},
) {
  const { NO_COLOR, FORCE_COLOR, COLUMNS, ...own } = process.env;
  return spawnSync(process.execPath, [...PROGRAM, ...argv], {
    cwd: elsewhere,
    env: { ...own, LC_ALL: "C.UTF-8", ...env },
    input,
    encoding: "utf8",
  });
}

const CARS = ["duty", "8703.23.01", "--origin", "JP", "--value", "30000", "--date", "2025-06-19"];

describe("colour", () => {
  test("output to a pipe has none", () => {
    expect(run(CARS).stdout).not.toContain(ESCAPE);
  });

  test("FORCE_COLOR gives it to a pipe", () => {
    expect(run(CARS, { env: { FORCE_COLOR: "1" } }).stdout).toContain(ESCAPE);
  });

  test.each([
    { name: "NO_COLOR", env: { FORCE_COLOR: "1", NO_COLOR: "1" }, more: [] },
    { name: "a dumb terminal", env: { FORCE_COLOR: "1", TERM: "dumb" }, more: [] },
    { name: "--no-color", env: { FORCE_COLOR: "1" }, more: ["--no-color"] },
    { name: "FORCE_COLOR=0", env: { FORCE_COLOR: "0" }, more: [] },
  ])("$name takes it away", ({ env, more }) => {
    expect(run([...CARS, ...more], { env }).stdout).not.toContain(ESCAPE);
  });
});

describe("what the system will not do is told in a line, as a mistake and not as a bug", () => {
  const LONG = "x".repeat(300);
  test.each([
    ["duty", "--file", "/dev/null/x"],
    ["duty", "--file", LONG],
    ["audit", "/dev/null/x"],
    ["audit", LONG],
    ["data", "validate", LONG],
    ["scenario", "--data", LONG],
    ["scenario", "--data", "/dev/null/x"],
    [...CARS, "-o", "/dev/null/x.csv"],
    [...CARS, "-o", `${LONG}.csv`],
    [...CARS, "-o", "."],
    [...CARS, "-o", "/dev/full"],
  ])("%s %s %s", (...argv) => {
    const { stdout, stderr, status } = run(argv);
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toMatch(/^tariff-calc: error: .+\n {2}hint: .+\n$/);
  });

  const quoted = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(" ");
  const inShell = (line: string) => spawnSync("bash", ["-c", line], { cwd: elsewhere, encoding: "utf8" });

  test("a folder to work in that was taken away is named", () => {
    const { stderr, status } = inShell(
      `mkdir gone && cd gone && rmdir ../gone && ${quoted} ${CARS.join(" ")}`,
    );
    expect(stderr).toMatch(
      /^tariff-calc: error: the folder you are in: it is no longer there\n {2}hint: .+\n$/,
    );
    expect(status).toBe(2);
  });

  test("a folder of tables that cannot be made is named as it was asked for", () => {
    const { stderr, status } = run([
      "compile",
      "--from",
      "2025-06-19",
      "--until",
      "2025-06-20",
      "--into",
      "/dev/null/x",
    ]);
    expect(stderr).toContain("error: cannot write /dev/null/x: a part of this path is a file");
    expect(status).toBe(2);
  });

  test.each([CARS.join(" "), "--help", "--version", "duty --help", "help", "help duty", "completion bash"])(
    "a full disk under standard output: %s",
    (line) => {
      const { stderr, status } = inShell(`${quoted} ${line} > /dev/full`);
      expect({ stderr, status }).toEqual({
        stderr:
          "tariff-calc: error: output: no space is left on the disk\n  hint: make room, or write elsewhere\n",
        status: 2,
      });
    },
  );

  test("standard error that goes away changes no status", () => {
    expect(inShell(`${quoted} duty 2>&-`).status).toBe(2);
    expect(inShell(`${quoted} duty 2> >(exec 0<&-; true)`).status).toBe(2);
  });

  test.each(["Infinity", "1e9", "-5", "0", "none"])(
    "a terminal of %s columns is taken for the usual one",
    (COLUMNS) => {
      const { stdout, status } = run(CARS, { env: { COLUMNS } });
      expect({ stdout, status }).toEqual({ stdout: run(CARS).stdout, status: 0 });
    },
  );
});

describe("where output goes", () => {
  test("-o writes the whole file, in the form its ending says, and nothing to stdout", () => {
    const { stdout, stderr, status } = run([...CARS, "-o", "cars.json"]);
    expect({ stdout, stderr, status }).toEqual({ stdout: "", stderr: "", status: 0 });
    expect(JSON.parse(readFileSync(join(elsewhere, "cars.json"), "utf8")).total.duty_usd).toBe("8250");
    expect(readdirSync(elsewhere)).toEqual(["cars.json"]);
  });

  test("mistakes go to stderr with status 2", () => {
    const { stdout, stderr, status } = run(["duty"]);
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toContain("hts");
  });

  test("two runs print the same bytes", () => {
    expect(run([...CARS, "-f", "json"]).stdout).toBe(run([...CARS, "-f", "json"]).stdout);
  });

  test("a reader that goes away after a line is no error", () => {
    const quoted = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(" ");
    const { stdout, stderr, status } = spawnSync(
      "bash",
      ["-c", `set -o pipefail; ${quoted} grid --date 2025-06-19 --origin JP --origin KR | head -1`],
      { cwd: elsewhere, encoding: "utf8" },
    );
    expect({ lines: stdout.trim().split("\n").length, stderr, status }).toEqual({
      lines: 1,
      stderr: "",
      status: 0,
    });
  });
});

test("a file of entries comes from stdin as -, in the form of its first character", () => {
  const csv = "date,hts,origin,value\n2025-06-19,8703.23.01,JP,30000\n";
  const json = '[{"date":"2025-06-19","hts":"87032301","origin":"JP","value":30000}]';
  const ndjson = json.slice(1, -1);
  for (const input of [csv, json, ndjson]) {
    const { stdout, status } = run(["duty", "--file", "-", "-f", "ndjson"], { input });
    expect({ duty: JSON.parse(stdout).duty_usd, status }).toEqual({ duty: "8250.00", status: 0 });
  }
  const { stdout, stderr, status } = run(["duty", "--file", "-"], { input: "" });
  expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
  expect(stderr).toContain("standard input: this file is empty");
});

test.each(["duty --file -", "scenario -"])("%s waits for a program that takes its time to write", (words) => {
  const quoted = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(" ");
  const { stderr, status } = spawnSync("bash", ["-c", `(sleep 1; printf x) | ${quoted} ${words}`], {
    cwd: elsewhere,
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).not.toContain("EAGAIN");
  expect(stderr).toContain("expected");
});

test("a scenario comes from stdin as -", () => {
  const asked = run(["scenario", "--auto", "15", "--dump-scenario"]).stdout;
  const direct = run(["scenario", "--auto", "15"]).stdout;
  expect(run(["scenario", "-"], { input: asked }).stdout).toBe(direct);
});

test("COLUMNS says how wide the terminal is", () => {
  const widest = (columns: string) =>
    Math.max(
      ...run(CARS, { env: { COLUMNS: columns } })
        .stdout.split("\n")
        .map((line) => line.length),
    );
  expect(widest("80")).toBeLessThanOrEqual(80);
  expect(widest("140")).toBeGreaterThan(80);
});
