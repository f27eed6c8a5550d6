/** What a reader who follows one command has to open: files of `src` of which any function runs. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = `file://${join(ROOT, "src")}/`;

/** Coverage as V8 writes it: of each script its functions, the first of which is the module itself. */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** What tsx adds to every file that it translates. */
const ADDED = "__name";

function filesRun(line: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "coverage-"));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "src/main.ts", "--no-config", ...line.split(" ")],
      { cwd: ROOT, encoding: "utf8", env: { ...process.env, NODE_V8_COVERAGE: folder } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const scripts = readdirSync(folder).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Coverage;
      return result.filter(({ url }) => url.startsWith(SOURCES));
    });
    const ran = scripts.filter(({ functions: [, ...functions] }) =>
      functions.some(({ functionName, ranges: [all] }) => functionName !== ADDED && (all?.count ?? 0) > 0),
    );
    return [...new Set(ran.map(({ url }) => url.slice(SOURCES.length)))].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ["duty 8703.23.01 --origin JP --value 30000", 45, "law/assess.ts"],
  ["scenario --auto 25 --reciprocal 24", 70, "trade/run-scenario.ts"],
])("functions of few files run for %s: at most %i", (line, most, certain) => {
  const files = filesRun(line);
  expect(files).toContain(certain);
  expect(files.length, files.join("\n")).toBeLessThanOrEqual(most);
});
