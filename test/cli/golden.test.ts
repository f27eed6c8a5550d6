/**
 * Terminal sessions: lines that start with `$ ` are run, the rest is what they print. Lines that start with `# ` are
 * comments; `# width 140` sets the width of the terminal from there on, `# ascii` its characters. `npx vitest run test/cli -u` rewrites them;
 * read the difference as prose.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { session } from "./session.js";

const FOLDER = new URL("./golden/", import.meta.url);

test.each(readdirSync(FOLDER))("%s", async (name) => {
  const file = new URL(name, FOLDER).pathname;
  await expect(await replayed(readFileSync(file, "utf8"))).toMatchFileSnapshot(file);
});

/** Files of mistakes hold nothing else. */
test.each(readdirSync(FOLDER).filter((name) => name.startsWith("errors")))(
  "%s: each prints one message to stderr and ends with 2",
  (name) => {
    const [, ...sessions] = readFileSync(new URL(name, FOLDER), "utf8").split(/^(?=\$ )/m);
    const offences = sessions.filter((text) => !/^\$ .*\n(2> .*\n+)+\[exit 2\]\n+(# .*\n+)*$/.test(text));
    expect(offences).toEqual([]);
  },
);

test.each(readdirSync(FOLDER))("%s: percentages stand as in English text, without a space", (name) => {
  expect(readFileSync(new URL(name, FOLDER), "utf8").match(/\d %.*/g) ?? []).toEqual([]);
});

/** The same sessions with what they print now. */
async function replayed(text: string): Promise<string> {
  const parts: string[] = [];
  let width = 80;
  let ascii = false;
  for (const line of text.split("\n")) {
    width = Number(/^# width (\d+)$/.exec(line)?.[1] ?? width);
    ascii ||= line === "# ascii";
    if (line.startsWith("# ")) parts.push(`${line}\n`);
    else if (line.startsWith("$ ")) parts.push(`${line}\n${await session(line, width, false, ascii)}\n`);
  }
  return parts.join("").replace(/\n+$/, "\n");
}
