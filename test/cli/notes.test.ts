/** Notes under a table: those that matter first, all of them where they are asked for or a program reads them. */
import { describe, expect, test } from "vitest";
import { withNotes } from "../../src/cli/output.js";
import { leadingNotes } from "../../src/commands/common/law-words.js";
import type { Report } from "../../src/contract/report.js";

const report = (notes: readonly string[], leading?: readonly string[]): Report => ({
  ...{ title: "t", heading: [], columns: [], rows: [], total: null, facts: {} },
  notes,
  ...(leading === undefined ? {} : { leading }),
});
const notesIn = (answer: Report, options: Parameters<typeof withNotes>[1]) =>
  (withNotes(answer, options) as Report).notes;

describe("a table has the notes that matter first, and says how to read the others", () => {
  const long = report(["a", "b", "warning", "c"], ["warning", "a"]);
  test.each([
    ["as a table", {}, ["warning", "a", "2 more notes: --verbose prints them."]],
    ["as a chart", { format: "chart" }, ["warning", "a", "2 more notes: --verbose prints them."]],
    ["with --verbose", { verbose: true }, ["warning", "a", "b", "c"]],
    ["with --quiet", { quiet: true }, []],
    ["as JSON", { format: "json" }, ["a", "b", "warning", "c"]],
    ["as a page", { format: "html" }, ["a", "b", "warning", "c"]],
  ])("%s", (_, options, expected) => expect(notesIn(long, options)).toEqual(expected));

  test("one note more is printed: to say so would take as much room", () =>
    expect(notesIn(report(["a", "b", "c"], ["b", "a"]), {})).toEqual(["b", "a", "c"]));
  test("an answer that names none as leading prints all", () =>
    expect(notesIn(report(["a", "b", "c", "d"]), {})).toEqual(["a", "b", "c", "d"]));
});

describe("of a scenario", () => {
  test("warnings come first and are never left out", () =>
    expect(leadingNotes(["w", "x", "y", "z"], ["a", "w", "x", "y", "z"])).toEqual(["w", "x", "y", "z"]));
  test("others fill up to three", () =>
    expect(leadingNotes(["w"], ["a", "b", "w", "c"])).toEqual(["w", "a", "b"]));
});
