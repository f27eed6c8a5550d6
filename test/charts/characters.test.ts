/** Charts of characters: bars as long as their values, nothing unknown drawn, nothing wider than the terminal. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column, Look, Report } from "../../src/contract/report.js";
import { asciiMarks, asciiText } from "../../src/formats/ascii.js";
import { barOf } from "../../src/formats/chart/steps.js";
import chart from "../../src/formats/chart.js";
import table from "../../src/formats/table.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { type Decimal, decimal } from "../../src/law/units.js";
import { reader } from "../shipped.js";

const ENVELOPE = {
  command: [],
  version: "0.0.0",
  lawAsOf: "2026-01-01",
  edition: reader.json("edition.json"),
  inputs: async () => [],
};
const printed = async (report: Report, look: Look): Promise<string> => chart.render(report, ENVELOPE, look);
const BEYOND_ASCII = /[^\0-\x7f]/;
const COLOUR = "\u001b[";

const column = (key: string, kind: Column["kind"], title = key): Column => ({ key, title, kind, drop: 0 });

type Rate = Decimal | null;

/** Two rates a label, as `scenario` has. */
const bars = (rows: readonly (readonly [string, Rate, Rate])[]): Report => ({
  ...{ title: "Rates", heading: [], rows, total: null, notes: [], facts: {} },
  columns: [column("label", "text", ""), column("was", "rate", "Baseline"), column("is", "rate", "Scenario")],
  chart: { kind: "bars", along: ["label"], views: { rate: ["was", "is"] } },
});

/** A rate from a day on, as `timeline` has. */
const days = (
  rows: readonly (readonly [string, Rate, boolean, readonly string[]])[],
  until: string,
): Report => ({
  ...{ title: "Days", heading: [], rows, total: null, notes: [], facts: {} },
  columns: [column("date", "text"), column("rate", "rate"), column("open", "flag"), column("law", "list")],
  chart: {
    ...{ kind: "steps", along: ["date"], views: { rate: ["rate"] }, atLeast: "open", events: "law" },
    until: until as IsoDate,
  },
});

const part = fc.double({ min: 0, max: 1, noNaN: true });
const room = fc.integer({ min: 1, max: 200 });
const lengthOf = (bar: string): number => [...bar].length;

describe("a bar", () => {
  test("is no longer than its room, and nothing has none", () => {
    fc.assert(
      fc.property(part, room, fc.constantFrom(null, "#"), (share, width, mark) => {
        expect(lengthOf(barOf(share, width, mark))).toBeLessThanOrEqual(width);
        expect(barOf(0, width, mark)).toBe("");
      }),
    );
  });

  test("of more than nothing is seen, however little it is", () => {
    fc.assert(
      fc.property(part, room, fc.constantFrom(null, "#"), (share, width, mark) => {
        fc.pre(share > 0);
        expect(barOf(share, width, mark)).not.toBe("");
      }),
    );
  });

  test.each([
    [1, "████████"],
    [0.5, "████"],
    [1 / 8 + 1 / 64, "█▏"],
    [7 / 64, "▉"],
  ])("is exact to an eighth of a character: %d of 8", (share, bar) => {
    expect(barOf(share, 8, null)).toBe(bar);
  });

  test("has no more than whole characters in ASCII", () => {
    expect(barOf(0.5, 8, "=")).toBe("====");
    expect(barOf(0.01, 8, "=")).toBe(".");
  });
});

const label = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text));
const rate: fc.Arbitrary<Rate> = fc.oneof(
  fc.integer({ min: 0, max: 30_000 }).map((points) => decimal(points).div(10_000)),
  fc.constant(null),
);
const barReports = fc.array(fc.tuple(label, rate, rate), { minLength: 1, maxLength: 8 }).map(bars);

describe("a chart of bars", () => {
  test("has every value in its text, at any width", async () => {
    await fc.assert(
      fc.asyncProperty(barReports, fc.integer({ min: 40, max: 160 }), async (report, width) => {
        const text = await printed(report, { width, color: false });
        for (const [, ...rates] of report.rows as readonly (readonly [string, Rate, Rate])[])
          for (const one of rates)
            expect(text).toContain(one === null ? "no rate" : `${one.times(100).toFixed(2)}%`);
      }),
      { numRuns: 50 },
    );
  });

  test("is no wider than the terminal", async () => {
    await fc.assert(
      fc.asyncProperty(barReports, fc.integer({ min: 40, max: 160 }), async (report, width) => {
        const lines = (await printed(report, { width, color: false })).split("\n");
        expect(lines.filter((line) => lengthOf(line) > width)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test("draws nothing where there is no rate, not even nothing", async () => {
    const text = await printed(bars([["Gold", null, decimal("0.5")]]), { width: 80, color: false });
    const [line = ""] = text.split("\n").filter((one) => one.includes("Gold"));
    expect(line).toMatch(/^Gold {2}Baseline +no rate$/);
  });

  test("puts labels above the bars where there is little room, and the points of numbers under each other", async () => {
    const report = bars([["A name of some length", decimal("0.5"), decimal("0.002")]]);
    const text = await printed(report, { width: 40, color: false });
    expect(text).toContain("A name of some length\n  Baseline  50.00%  ████");
    expect(text).toContain("\n  Scenario   0.20%  ▏");
  });

  test("has colours only where they are wanted", async () => {
    const report = bars([["Cars", decimal("0.25"), decimal("0.15")]]);
    expect(await printed(report, { width: 80, color: true })).toContain(COLOUR);
    expect(await printed(report, { width: 80, color: false })).not.toContain(COLOUR);
  });
});

describe("a chart of days", () => {
  const spike = days(
    [
      ["2025-01-01", decimal("0.1"), false, []],
      ["2025-04-09", decimal("0.4"), false, ["ieepa/one"]],
      ["2025-04-10", decimal("0.1"), false, ["ieepa/two"]],
    ],
    "2026-10-09",
  );

  test("shows the rate of a single day, and both its events", async () => {
    const lines = (await printed(spike, { width: 80, color: false })).split("\n");
    const [top = ""] = lines.filter((line) => line.startsWith("40┤"));
    expect(top.replace("40┤", "").trim()).toBe("█");
    expect(lines).toContain("a 2025-04-09  40.00%  ieepa/one");
    expect(lines).toContain("a 2025-04-10  10.00%  ieepa/two");
  });

  test("leaves days without a known rate empty, and says so", async () => {
    const open = days(
      [
        ["2025-01-01", decimal("0.1"), true, []],
        ["2025-02-01", null, true, ["section-232/copper"]],
      ],
      "2025-02-28",
    );
    const lines = (await printed(open, { width: 62, color: false })).split("\n");
    const [bottom = ""] = lines.filter((line) => /^ *│█/.test(line)).slice(-1);
    const marks = lines.find((line) => line.includes("?")) ?? "";
    const drawn = [...bottom].filter((mark) => mark === "█").length;
    expect([...marks].filter((mark) => mark === "?").length + drawn).toBe(62 - "10│".length);
    expect(marks).toMatch(/^ {3}\++\?+$/);
    expect(lines).toContain("  2025-01-01  ≥ 10.00%");
    expect(lines).toContain("a 2025-02-01   unknown  section-232/copper");
  });

  test("is no wider than the terminal, whatever the days", async () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 90 }), rate, fc.boolean());
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 40, max: 160 }),
        fc.boolean(),
        async (steps, width, ascii) => {
          let day = "2025-01-01" as IsoDate;
          const rows = steps.map(([after, own, open]) => {
            day = addDays(day, after);
            return [day, own, open, ["section-232/cars"]] as const;
          });
          const text = await printed(days(rows, addDays(day, 30)), { width, color: false, ascii });
          expect(text.split("\n").filter((line) => lengthOf(line) > width)).toEqual([]);
          for (const [own] of rows) expect(text).toContain(own);
          if (ascii) expect(text).not.toMatch(BEYOND_ASCII);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a terminal of ASCII", () => {
  test("gets nothing else, in charts and in tables, whatever the texts are", async () => {
    const any = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 4 }), any, async (labels, title) => {
        const report = { ...bars(labels.map((one) => [one, null, decimal("0.25")])), title, notes: labels };
        const look = { width: 70, color: false, ascii: true };
        expect(await chart.render(report, ENVELOPE, look)).not.toMatch(BEYOND_ASCII);
        expect(await table.render(report, ENVELOPE, look)).not.toMatch(BEYOND_ASCII);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["≥ 12.5%", ">= 12.5%"],
    ["1.4606¢/kg", "1.4606 cents/kg"],
    ["Côte d’Ivoire", "Cote d'Ivoire"],
    ["U.S. note 2 — §301…", "U.S. note 2 - sec. 301..."],
    ["中", "?"],
  ])("reads %s as %s", (text, plain) => {
    expect(asciiText(text)).toBe(plain);
  });

  test("has tables as wide as they were set", () => {
    const set = "────  …—";
    expect(asciiMarks(set)).toBe("----  ~-");
    expect(asciiMarks(set).length).toBe(set.length);
  });
});
