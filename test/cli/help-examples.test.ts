/** Examples of the help run as they are printed, with files of the user that they name beside them. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/commands/index.js";
import type { Command } from "../../src/contract/command.js";
import { DATA } from "../shipped.js";
import { session } from "./session.js";

const ROOT = join(DATA, "..");
const folder = mkdtempSync(join(tmpdir(), "tariff-calc-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What examples call files of the user. */
const OWN = {
  "docs/examples/filed.csv": join(ROOT, "docs/examples/filed.csv"),
  "docs/examples/parts.csv": join(ROOT, "docs/examples/parts.csv"),
  "entries.csv": join(folder, "entries.csv"),
  "korea.json": join(DATA, "exposure/JP.json"),
  "my-data": join(folder, "my-data"),
};
/** Editions of the whole tariff and of its notes, which nobody keeps beside the program; import.test.ts and change-records.test.ts take them in. */
const EDITION = /hts_2026_rev4\.csv|notes-rev-20\.txt/;

copyFileSync(join(ROOT, "docs/examples/entries.csv"), OWN["entries.csv"]);
mkdirSync(join(OWN["my-data"], "schedule/measures/section-232"), { recursive: true });
copyFileSync(
  join(ROOT, "test/cli/files/toys.json"),
  join(OWN["my-data"], "schedule/measures/section-232/toys.json"),
);

/** A word of an example as it is given here: files of the user stand in a folder of the test. */
function given(word: string, before: string | undefined): string {
  if (["-o", "--into", "--check"].includes(before ?? "")) return join(folder, word);
  return Object.hasOwn(OWN, word) ? OWN[word as keyof typeof OWN] : word;
}

/** Without what a shell does with the output; every origin is stood for by one, as it takes long. */
function asRun(example: string): string {
  const [own = ""] = example.split(/ [|>] /);
  const words = own.split(" ").map((word, index, all) => given(word, all[index - 1]));
  return words.join(" ").replace("--origin all", "--origin JP");
}

const commands = await Promise.all(
  COMMANDS.map(async ({ load }) => (await load()).default as unknown as Command),
);

describe.each(commands.map(({ name, examples }) => ({ name, examples })))("$name", ({ examples }) => {
  test.each(examples.filter((example) => !EDITION.test(example)))("%s", async (example) => {
    const printed = await session(`$ ${asRun(example)}`, 80);
    expect(printed).not.toContain("tariff-calc: error:");
    expect(printed).not.toMatch(/\[exit (2|70)\]/);
  });
});
