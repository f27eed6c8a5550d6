/** Notes under a table: those that matter first, all of them where they are asked for or a program reads them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withNotes } from "../../src/cli/output.js";
import { leadingNotes } from "../../src/commands/common/law-words.js";
import type { Report } from "../../src/contract/report.js";
import { dollarsInWords } from "../../src/contract/text.js";
import { decimal } from "../../src/law/units.js";
import { session } from "./session.js";

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

  test("of rows that come in batches too", () => {
    const stream = {
      ...{ title: "t", columns: [], form: "table" as const, batches: (async function* () {})() },
      end: () => ({ total: null, facts: {}, notes: ["a", "b", "warning", "c"], leading: ["warning"] }),
    };
    const notesAs = (options: Parameters<typeof withNotes>[1]) =>
      (withNotes(stream, options) as typeof stream).end().notes;
    expect(notesAs({})).toEqual(["warning", "3 more notes: --verbose prints them."]);
    expect(notesAs({ verbose: true })).toEqual(["warning", "a", "b", "c"]);
    expect(notesAs({ format: "csv" })).toEqual(["a", "b", "warning", "c"]);
  });

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

describe("dollars of trade are said as people say them", () => {
  test.each([
    ["544534123456", "$544.5 billion"],
    ["15834921529", "$15.8 billion"],
    ["1000000000", "$1 billion"],
    ["285295345", "$285.3 million"],
    ["1000000", "$1 million"],
    ["999999", "$999,999"],
    ["0", "$0"],
    ["0.4", "$0"],
    ["3251150000000", "$3.25 trillion"],
    // What rounds up to the next word takes it: nobody says 1,000 million.
    ["999999.5", "$1 million"],
    ["999949999", "$999.9 million"],
    ["999950000", "$1 billion"],
    ["999949999999", "$999.9 billion"],
    ["995000000000", "$995 billion"],
    ["999950000000", "$1 trillion"],
    ["-71172000000", "-$71.2 billion"],
    ["-0.2", "$0"],
  ])("%s: %s", (amount, words) => expect(dollarsInWords(decimal(amount))).toBe(words));

  test("in every golden session of a year of trade", () => {
    const sessions = readdirSync(GOLDEN)
      .filter((name) => name.endsWith(".txt"))
      .flatMap((name) => readFileSync(join(GOLDEN, name), "utf8").split(/^(?=\$ )/m))
      .filter((session) => OF_TRADE.test(session));
    expect(sessions.length).toBeGreaterThan(100);
    expect(sessions.filter((session) => LONG_DOLLARS.test(session))).toEqual([]);
  });
});

const GOLDEN = join(import.meta.dirname, "golden");
/** Commands that price a year of trade; their tables have no dollar sign before a number. */
const OF_TRADE = /^\$ tariff-calc (scenario|compare|timeline|sweep|report|exposure|prices|balance|events) /;
const LONG_DOLLARS = /\$\d{1,3}(,\d{3}){2,}/;

describe("notes of a timeline speak of its own goods", () => {
  test.each([
    ["--origin CH", /metal content/, /USMCA|British|US content/],
    ["--origin EU --product 2204", /specific base duties/, /metal content|USMCA|British/],
    ["--origin GB --product 8703", /British cars/, /USMCA/],
    ["--origin CA --product 8703", /USMCA claimed/, /British/],
  ])("%s", async (goods, told, untold) => {
    const printed = await session(
      `$ tariff-calc timeline ${goods} --from 2025-05-01 --to 2025-12-31 --verbose`,
      80,
    );
    const notes = printed.replaceAll(/\n {2}/g, " ");
    expect(notes).toMatch(told);
    expect(notes).not.toMatch(untold);
  });

  // EO 14257 section 3(b)(ii) and note 2(v): what Section 232 charges owes no reciprocal tariff.
  test("a British car owes no duty under the IEEPA while Section 232 charges it", async () => {
    const of = (days: string) => session(`$ tariff-calc timeline --hts 8703.23.01 --origin GB ${days}`, 80);
    expect(await of("--from 2025-04-03 --to 2025-08-01")).not.toContain("held unlawful");
    expect(
      await session(
        "$ tariff-calc timeline --hts 6109.10.00 --origin GB --from 2025-05-01 --to 2025-08-01",
        80,
      ),
    ).toContain("held unlawful");
  });
});
