/**
 * The commands of a page run as they are printed, in order, in an empty folder. Blocks of `sh` must succeed; a block of
 * `text` that begins with `$ ` is a session, and shows what its command prints. `npx vitest run test/docs -u` rewrites
 * the sessions; read the difference as prose.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DATA } from "../shipped.js";

const ROOT = join(DATA, "..");
const BLOCK = /^```(\w*)\n([\s\S]*?)^```$/gm;
const work = mkdtempSync(join(tmpdir(), "tariff-calc-docs-"));
afterAll(() => rmSync(work, { recursive: true }));

const bin = join(work, "bin");
mkdirSync(bin);
writeFileSync(
  join(bin, "tariff-calc"),
  `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, "bin/tariff-calc.js")}' "$@"\n`,
);
chmodSync(join(bin, "tariff-calc"), 0o755);

/** Runs lines of a shell in a folder as a reader of the page would. */
function shell(script: string, cwd: string) {
  const { FORCE_COLOR, ...own } = process.env;
  const env = {
    ...own,
    PATH: `${bin}${delimiter}${own.PATH}`,
    NO_COLOR: "1",
    COLUMNS: "80",
    LC_ALL: "C.UTF-8",
  };
  const { stdout, stderr, status } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

const folderOf = (name: string): string => {
  const folder = join(work, name);
  mkdirSync(folder);
  return folder;
};

/** Pages whose commands are run in order; what they show is what is printed. */
const WALKED = ["new-tariff", "tour", "reading"];

test.each(WALKED)(
  "the commands of docs/%s.md run as printed, and print what it shows",
  {
    timeout: 400_000,
  },
  async (name) => {
    const page = join(ROOT, `docs/${name}.md`);
    const folder = folderOf(name);
    const text = readFileSync(page, "utf8");
    const now = text.replace(BLOCK, (block, kind: string, body: string) => {
      if (kind === "sh") expect(shell(body, folder)).toEqual({ stdout: "", stderr: "", status: 0 });
      const command = kind === "text" ? /^\$ (.*)\n/.exec(body)?.[1] : undefined;
      if (command === undefined) return block;
      const { stdout, stderr, status } = shell(command, folder);
      expect({ command, stderr, status }).toEqual({ command, stderr: "", status: 0 });
      return `\`\`\`text\n$ ${command}\n${stdout}\`\`\``;
    });
    expect(now).toContain("$ tariff-calc");
    await expect(now).toMatchFileSnapshot(page);
  },
);

describe("README.md", () => {
  const folder = folderOf("readme");
  symlinkSync(join(ROOT, "docs"), join(folder, "docs"));
  copyFileSync(join(ROOT, "docs/examples/entries.csv"), join(folder, "entries.csv"));
  const blocks = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(BLOCK)];
  const measure =
    blocks.find(([, kind, body = ""]) => kind === "json" && body.includes('"versions"'))?.[2] ?? "";
  writeFileSync(join(folder, "toys.json"), measure);
  /** Examples of the help are run by a test of their own; what later lines read is made here. */
  const pages = readdirSync(join(ROOT, "docs/commands")).map((page) =>
    readFileSync(join(ROOT, "docs/commands", page), "utf8"),
  );
  const isOfHelp = (line: string) =>
    !line.includes(" > ") && pages.some((page) => page.includes(`  ${line.replace(/ +#.*/, "")}\n`));
  const lines = blocks.flatMap(([, kind, body = ""]) =>
    kind === "" || kind === "sh"
      ? body.split("\n").filter((line) => line.startsWith("tariff-calc ") && !isOfHelp(line))
      : [],
  );

  test("has examples", () => expect(lines.length).toBeGreaterThan(5));

  /** What another program makes of the answer is its own matter. */
  test.each(lines)("%s", { timeout: 200_000 }, (line) => {
    const { stderr, status } = shell(line.replace(/ \| jq .*/, " > answer.json"), folder);
    expect({ status, bug: stderr.includes("this is a bug") }).toEqual({
      status: expect.toBeOneOf([0, 1]),
      bug: false,
    });
  });
});
