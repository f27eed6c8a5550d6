/** Every example of every measure of the shipped law, in the law as a whole. */
import { describe, expect, test } from "vitest";
import { checkMeasureExample } from "../../src/commands/verify/check.js";
import { reader, shipped } from "../shipped.js";

const files = reader.names("schedule/measures").map((name) => ({ name, text: reader.json(name) }));

describe.each(files)("$name", ({ name, text }) => {
  test("its id is its path", () => expect(`schedule/measures/${text.id}.json`).toBe(name));

  test("versions follow one another without overlap, in each view", () => {
    for (const cash of [false, true]) {
      const spans = text.versions
        .filter((version) => cash || !version.onlyCollected)
        .map(({ from, until, collectedFrom }) => ({ from: (cash && collectedFrom) || from, until }));
      for (const [index, later] of spans.slice(1).entries()) {
        const until = spans[index]?.until;
        expect(until != null && until <= later.from, `${until} then ${later.from}`).toBe(true);
      }
    }
  });

  test.each(text.examples)("$name", (example) => {
    expect(checkMeasureExample(text.id, example, shipped)).toBeNull();
  });
});
