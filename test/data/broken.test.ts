/**
 * Data files that are wrong, and what is said of each: `broken/NAME.json`, or a folder `broken/NAME`, with its problems
 * in `broken/NAME.txt`. `npx vitest run test/data/broken.test.ts -u` rewrites them; read the difference as prose.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findProblems, inWords } from "../../src/commands/data/validate/answer.js";
import { createContext } from "../../src/data/context.js";
import { DATA } from "../shipped.js";

const FOLDER = join(import.meta.dirname, "broken");
const cases = readdirSync(FOLDER).filter((name) => !name.endsWith(".txt"));
const context = createContext(DATA, "0");

test("there are many kinds of mistakes", () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

describe.each(cases)("%s", (name) => {
  test("is told with file, line and what to do", async () => {
    const { problems } = await findProblems(context, [join(FOLDER, name)]);
    expect(problems.length).toBeGreaterThan(0);
    for (const { line, mend } of problems)
      expect({ line, mend }).toEqual({ line: expect.any(Number), mend: expect.any(String) });
    const told = problems.map(inWords).join("\n").replaceAll(`${FOLDER}/`, "");
    await expect(`${told}\n`).toMatchFileSnapshot(join(FOLDER, `${name.replace(/\.json$/, "")}.txt`));
  });
});
