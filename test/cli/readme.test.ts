/** Sessions in the README are what the program prints. `npx vitest run test/cli -u` rewrites them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DATA } from "../shipped.js";
import { session } from "./session.js";

const README = join(DATA, "../README.md");
const WIDTH = 80;
const SESSION = /(?<=```text\n)(\$ tariff-calc .*)\n[\s\S]*?(?=```\n)/g;

test("every session of the README is what the program prints", async () => {
  const text = readFileSync(README, "utf8");
  const printed = new Map<string, string>();
  for (const [, line = ""] of text.matchAll(SESSION)) printed.set(line, await session(line, WIDTH));
  expect(printed.size).toBe(text.split("\n$ tariff-calc ").length - 1);
  const now = text.replace(SESSION, (_, line: string) => `${line}\n${printed.get(line)}`);
  await expect(now).toMatchFileSnapshot(README);
});
