/** Every example of every measure of the shipped law, in the law as a whole. */
import { describe, expect, test } from "vitest";
import { assess, type Layer } from "../../src/domain/assess.js";
import type { ExampleText, MeasureText } from "../../src/texts/measure.js";
import { entryOf } from "../make.js";
import { reader, shipped } from "../shipped.js";

const files = reader.names("schedule/measures").map((name) => ({ name, text: reader.json<MeasureText>(name) }));

function said({ fate }: Layer, { by, duty }: ExampleText) {
  const named = fate.outcome === "displaced" ? fate.by.find((id) => id === by) : fate.outcome === "freed" ? fate.by : undefined;
  return {
    outcome: fate.outcome,
    ...(duty === undefined ? {} : { duty: fate.outcome === "charged" ? fate.duty.toString() : "none" }),
    ...(by === undefined ? {} : { by: named }),
  };
}

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
    const assessment = assess(entryOf(example.entry), shipped, example.view);
    expect(assessment, `the tariff has no line ${example.entry.hts}`).toBeDefined();
    const layer = assessment?.layers.find(({ measure }) => measure.id === text.id);
    const { outcome, duty, by } = example;
    const expected = { outcome, ...(duty === undefined ? {} : { duty }), ...(by === undefined ? {} : { by }) };
    expect(layer ? said(layer, example) : { outcome: "outside" }).toEqual(expected);
  });
});
