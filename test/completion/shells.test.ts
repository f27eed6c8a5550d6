/** The scripts of `completion`, loaded by the shells themselves where these are installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatNames } from "../../src/cli/output.js";
import completion from "../../src/commands/completion/index.js";
import { COMMANDS } from "../../src/commands/index.js";
import { createContext } from "../../src/data/context.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const OFFERED_IN_ZSH = join(import.meta.dirname, "offered-in-zsh.zsh");
const folder = mkdtempSync(join(tmpdir(), "tariff-calc-completion-"));

async function scriptFor(shell: string): Promise<string> {
  const given = {
    argument: shell,
    more: [],
    commands: COMMANDS,
    formatsOf: formatNames,
    flags: {},
    dataFlags: new Map(),
    format: null,
    asked: null,
  };
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, String(await completion.run(given, context)));
  return path;
}

/** The program by its name, as it is where it is installed. */
symlinkSync(join(import.meta.dirname, "../../bin/tariff-calc.js"), join(folder, "tariff-calc"));
const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };

const installed = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;
/** Its tests need the shell; where it is missing, the run says so. */
const inShell = (shell: string, tests: () => void): void => {
  const is = installed(shell);
  describe.skipIf(!is)(is ? shell : `${shell} (install ${shell} to run these)`, tests);
};
const run = (shell: string, ...words: string[]): string[] =>
  execFileSync(shell, words, { encoding: "utf8", env }).trim().split(/\s+/);

/** What is typed, and the words that must be among those offered. */
const TYPED = [
  [["sce"], ["scenario"]],
  [["solve", "--lever", "rec"], ["reciprocal"]],
  [
    ["scenario", "--origin", "J"],
    ["JP", "JM", "JO"],
  ],
  [["scenario", "--recip"], ["--reciprocal"]],
  [["scenario", "--repeal", "section-232/cars-j"], ["section-232/cars-japan"]],
  [["scenario", "japan-20"], ["japan-2025"]],
  [["timeline", "--act"], ["--actuals"]],
  [
    ["compare", "--cha"],
    ["--chart", "--chart-of"],
  ],
  [["compare", "--chart-of", "d"], ["duty"]],
  [["choose", "--chart-of", ""], ["duty"]],
  [["grid", "--format", "p"], ["parquet"]],
  [["scenario", "--print"], ["--print-config"]],
  [["help", "rep"], ["report"]],
  // Numbers are asked of the program: those under the digits typed, and those that goods are found under.
  [
    ["duty", "848210"],
    ["8482101040", "8482105012"],
  ],
  [["rate", "bearings"], ["848210"]],
] as const;

inShell("bash", () => {
  test.each(TYPED)("%s offers %s", async (words, offered) => {
    const line = ["tariff-calc", ...words];
    const path = await scriptFor("bash");
    const given = `source ${path}; COMP_WORDS=(${line.join(" ")}); COMP_CWORD=${line.length - 1}; _tariff_calc; echo "\${COMPREPLY[@]}"`;
    expect(run("bash", "-c", given)).toEqual(expect.arrayContaining([...offered]));
  });
});

inShell("fish", () => {
  test.each(TYPED)("%s offers %s", async (words, offered) => {
    const path = await scriptFor("fish");
    const given = `source ${path}; complete -C "tariff-calc ${words.join(" ")}" | cut -f1`;
    expect(run("fish", "-c", given)).toEqual(expect.arrayContaining([...offered]));
  });
});

inShell("zsh", () => {
  test.each(TYPED)("%s offers %s", async (words, offered) => {
    const path = await scriptFor("zsh");
    const found = run("zsh", "-f", OFFERED_IN_ZSH, path, ["tariff-calc", ...words].join(" "));
    expect(found).toEqual(expect.arrayContaining([...offered]));
  });
});
