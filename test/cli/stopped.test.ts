/** A program that is stopped, or whose reader goes away, leaves nothing half done and says nothing. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { DATA } from "../shipped.js";

const ROOT = join(DATA, "..");
const PROGRAM = [process.execPath, join(ROOT, "bin/tariff-calc.js")];
const elsewhere = mkdtempSync(join(tmpdir(), "tariff-calc-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));

/** More rows than are priced before a signal arrives, and than a pipe holds. */
const ROWS = 300_000;
const entries = join(elsewhere, "entries.csv");
writeFileSync(entries, `date,hts,origin,value\n${"2025-06-19,8703.23.01,JP,30000\n".repeat(ROWS)}`);

describe.each([
  { signal: "SIGINT", status: 130 },
  { signal: "SIGTERM", status: 143 },
] as const)("$signal ends with $status and leaves no file", ({ signal, status }) => {
  /** The file is begun beside its place; what is stopped before it began has nothing to take away. */
  const LINES = [
    { line: ["grid", "--date", "2025-06-19", "-o", "out.csv"], begins: true },
    { line: ["duty", "--file", entries, "-o", "out.csv"], begins: true },
    {
      line: ["scenario", "--origin", "all", "--auto", "15", "--format", "csv", "-o", "out.csv"],
      begins: false,
    },
    { line: ["report", "--origin", "all", "--auto", "15", "-o", "out.html"], begins: false },
  ];

  test.each(LINES)("$line.0", async ({ line, begins }) => {
    const folder = join(elsewhere, `${signal}-${line[0]}`);
    mkdirSync(folder);
    const [command = "", ...args] = PROGRAM;
    const child = spawn(command, [...args, ...line], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (text) => {
      errors += text;
    });
    const ended = new Promise<number | string | null>((done) =>
      child.on("close", (code, by) => done(by ?? code)),
    );
    if (begins) while (readdirSync(folder).length === 0 && child.exitCode === null) await setTimeout(5);
    else await setTimeout(500);
    child.kill(signal);
    /** Without a file to take away the signal itself ends the program; a shell calls that the same status. */
    expect({
      ended: [status, signal].includes((await ended) as never),
      errors,
      left: readdirSync(folder),
    }).toEqual({
      ended: true,
      errors: "",
      left: [],
    });
  });
});

describe("a reader that goes away after a line is no error", () => {
  const quoted = PROGRAM.map((word) => `'${word}'`).join(" ");

  test.each([
    "grid --date 2025-06-19 --origin JP --origin KR",
    `duty --file ${entries}`,
    "scenario --by product --format csv",
    "timeline --origin JP --format json",
    "scenario --help",
  ])("%s | head -1", (line) => {
    const { stdout, stderr, status } = spawnSync(
      "bash",
      ["-c", `set -o pipefail; ${quoted} ${line} | head -1`],
      { cwd: elsewhere, encoding: "utf8" },
    );
    expect({ lines: stdout.trim().split("\n").length, stderr, status }).toEqual({
      lines: 1,
      stderr: "",
      status: 0,
    });
  });

  test("nor one of standard error", () => {
    const { stdout, stderr } = spawnSync(
      "bash",
      ["-c", `{ ${quoted} scenario nothing 2>&1 >&3 | true; } 3>&1`],
      { cwd: elsewhere, encoding: "utf8" },
    );
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
  });
});
