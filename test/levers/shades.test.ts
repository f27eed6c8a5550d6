/** The map of a sweep in colour: the same characters, with a colour a shade, and none where there is no colour. */
import { Chalk } from "chalk";
import { expect, test } from "vitest";
import { colourShades } from "../../src/formats/table.js";

const LINE = " 0 ··░░▒▒▓▓██";
const ESCAPE = String.fromCharCode(27);

test("says the same without colour", () => {
  expect(colourShades(LINE, new Chalk({ level: 0 }))).toBe(LINE);
});

test("has a colour of its own for each shade, and keeps every character", () => {
  const painted = colourShades(LINE, new Chalk({ level: 1 }));
  const colours = painted.split(ESCAPE).flatMap((part) => /^\[(3\d)m/.exec(part)?.[1] ?? []);
  expect(new Set(colours).size).toBe(5);
  expect(
    painted
      .split(ESCAPE)
      .map((part) => part.replace(/^\[\d+m/, ""))
      .join(""),
  ).toBe(LINE);
});
