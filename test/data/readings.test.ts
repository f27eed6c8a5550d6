/** What is contested can be chosen, or the data says why it is only told. */
import { expect, test } from "vitest";
import { withContested } from "../../src/data/law.js";
import { otherReadings } from "../../src/law/measure.js";
import { reader, shipped } from "../shipped.js";

const texts = reader.names("schedule/measures").map((name) => reader.json(name));
const contested = withContested(shipped, reader);
const chosen = new Set(otherReadings(contested).map(({ id }) => id));

test("every reading that is told can be chosen with --reading, or says why not", () => {
  const silent = texts.flatMap(({ id: measure, contested: all = [] }) =>
    all.flatMap(({ id, onlyTold }) => (chosen.has(id) || onlyTold ? [] : [`${measure}: ${id}`])),
  );
  expect(silent).toEqual([]);
});

test("none that can be chosen is said to be only told", () => {
  const both = texts.flatMap(({ contested: all = [] }) =>
    all.filter(({ id, onlyTold }) => chosen.has(id) && onlyTold).map(({ id }) => id),
  );
  expect(both).toEqual([]);
});
