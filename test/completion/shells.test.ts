/** The scripts of `completion`, loaded by the shells themselves where these are installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import completion from "../../src/commands/completion.js";
import { COMMANDS } from "../../src/commands/index.js";
import { formatNames } from "../../src/format-asked.js";
import { createContext } from "../../src/load/context.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
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
  };
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, String(await completion.run(given, context)));
  return path;
}

const installed = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;
const asked = (shell: string) => (installed(shell) ? test : test.skip);
const run = (shell: string, text: string): string[] =>
  execFileSync(shell, ["-c", text], { encoding: "utf8" }).trim().split(/\s+/);

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
  [["grid", "--format", "p"], ["parquet"]],
  [["scenario", "--print"], ["--print-config"]],
  [["help", "rep"], ["report"]],
] as const;

describe("bash", () => {
  asked("bash").each(TYPED)("%s offers %s", async (words, offered) => {
    const line = ["tariff-calc", ...words];
    const path = await scriptFor("bash");
    const given = `source ${path}; COMP_WORDS=(${line.join(" ")}); COMP_CWORD=${line.length - 1}; _tariff_calc; echo "\${COMPREPLY[@]}"`;
    expect(run("bash", given)).toEqual(expect.arrayContaining([...offered]));
  });
});

describe("fish", () => {
  asked("fish").each(TYPED)("%s offers %s", async (words, offered) => {
    const path = await scriptFor("fish");
    const lines = run("fish", `source ${path}; complete -C "tariff-calc ${words.join(" ")}" | cut -f1`);
    expect(lines).toEqual(expect.arrayContaining([...offered]));
  });
});

describe("zsh", () => {
  asked("zsh")("takes the script as the completion of tariff-calc", async () => {
    const path = await scriptFor("zsh");
    const given = `autoload -Uz compinit && compinit -uD; source ${path}; print -r -- $_comps[tariff-calc]`;
    expect(run("zsh", given)).toEqual(["_tariff_calc"]);
  });
});
