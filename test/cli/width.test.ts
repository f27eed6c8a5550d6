/** What a terminal shows fits it: no line passes the width, but for a word that cannot be broken. */
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { renderAnswer } from "../../src/cli/output.js";
import { COMMANDS } from "../../src/commands/index.js";
import { type Column, type ColumnKind, hasTable, type Report } from "../../src/contract/report.js";
import table from "../../src/formats/table.js";
import { decimal } from "../../src/law/units.js";
import { reader } from "../shipped.js";
import { session } from "./session.js";

const WIDTHS = [40, 60, 80, 140];

/** A question of each command that is quick to answer. Answers that are files of their own have no width. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  audit: ["audit docs/examples/filed.csv", "audit test/cli/files/filed-bad.csv --view cash"],
  balance: ["balance", "balance --origin VN --origin JP --origin DE"],
  choose: [
    "choose 8482.10.50.68 --value 10000 --from JP,CN,MX,VN",
    "choose --bom docs/examples/parts.csv --from JP,MX,VN",
  ],
  claims: ["claims", "claims 9403.60.80.93 --origin VN --date 2026-08-01"],
  columns: ["columns test/cli/files/entries-bad.csv"],
  compare: ["compare --product 8703 --case auto=25 --case auto=15"],
  compile: [],
  completion: [],
  data: [
    "data list",
    "data sources",
    "data diff 2025-01-01 2025-06-19",
    "data record --notes test/cli/files/notes-earlier.txt --notes test/cli/files/notes-later.txt",
    "data validate test/data/broken",
  ],
  duty: [
    "duty 8703.23.01 --origin JP --value 30000 --date 2025-06-19 --explain",
    "duty --file test/cli/files/entries-bad.csv --on-error report --format table",
  ],
  events: ["events", "events --hts 9403.40.90.60 --origin VN"],
  exposure: ["exposure --auto 15"],
  find: [
    "find ball bearings for cars --origin JP",
    "find 8482.10 --origin JP --date 2026-10-01",
    "find zzqqxx",
  ],
  grid: [],
  measures: ["measures", "measures section-232/steel"],
  prices: ["prices --auto 15"],
  rate: [
    "rate 8703.23.01 --origin JP --from 2025-01-01 --to 2025-12-31",
    "rate 6110.20.20 --date 2025-08-07",
  ],
  report: [],
  scenario: [
    "scenario --auto 15",
    "scenario --product 8703 --auto 15 --by origin,authority",
    "scenario --product 8703 --auto 15 --response elastic",
  ],
  solve: ["solve --product 8703 --lever auto --target rate=15"],
  sweep: ["sweep --product 8703 --lever auto=0:50:10"],
  timeline: ["timeline --hts 8703.23.01 --origin JP"],
  verify: ["verify"],
  when: ["when 8703.23.01.60 --origin JP --value 30000 --from 2025-03-01 --until 2025-10-09"],
};

test("every command has its questions", () => {
  expect(Object.keys(QUESTIONS)).toEqual(COMMANDS.map(({ name }) => name).sort());
});

const asked = [
  ...Object.values(QUESTIONS).flat(),
  ...COMMANDS.map(({ name }) => `${name} --help`),
  "--help",
  "help",
  "help stacking",
  "",
];

describe.each(WIDTHS)("at %i columns", (width) => {
  test.each(asked)("tariff-calc %s", async (line) => {
    const text = await session(`$ tariff-calc ${line}`, width, true);
    expect(text.split("\n").map(withoutMark).filter(passes(width))).toEqual([]);
  });

  test.each([
    "scenario nothing",
    "scenrio",
    "duty 8703.23.02 --origin JP --value 1 --date 2025-06-19",
    "scenario --atuo 15",
    "audit test/cli/files/filed-typo.csv",
  ])("the mistake tariff-calc %s", async (line) => {
    const text = await session(`$ tariff-calc ${line}`, width, true);
    expect(text).toContain("2> tariff-calc: error:");
    expect(text.split("\n").map(withoutMark).filter(passes(width))).toEqual([]);
  });
});

/** The session marks lines of standard error. */
const withoutMark = (line: string): string => line.replace(/^2> /, "");

/** Longer than the width although it could be broken: a word has no blank but those before it and its mark. */
const passes = (width: number) => (line: string) =>
  stringWidth(line) > width && /\S /.test(line.replace(/^ *(- )?/, ""));

const LOOK = { color: false };
const ENVELOPE = {
  command: [],
  version: "0.0.0",
  lawAsOf: "2026-01-01",
  edition: reader.json("edition.json"),
  inputs: async () => [],
};

const KINDS: readonly ColumnKind[] = ["text", "usd", "rate", "points", "count", "list", "flag"];

const cellOf = (kind: ColumnKind) => {
  const number = fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map((cents) => decimal(cents).div(100));
  if (kind === "text") return fc.oneof(fc.string({ maxLength: 60, unit: "binary" }), fc.constant(null));
  if (kind === "list") return fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 });
  return kind === "flag" ? fc.boolean() : fc.oneof(number, fc.constant(null));
};

const column = fc.record({
  kind: fc.constantFrom(...KINDS),
  title: fc.string({ maxLength: 20 }),
  drop: fc.integer({ min: 0, max: 4 }),
});

const reports: fc.Arbitrary<Report> = fc.array(column, { minLength: 1, maxLength: 12 }).chain((columns) =>
  fc
    .array(fc.tuple(...columns.map(({ kind }) => cellOf(kind))), { minLength: 1, maxLength: 6 })
    .map((rows) => ({
      ...{ title: "A table", heading: [], rows, total: null, notes: [], facts: {} },
      columns: columns.map((one, index): Column => ({ key: `column_${index}`, ...one })),
    })),
);

describe("one unit of money a table", () => {
  const printed = (amounts: readonly string[], toTheCent = false) =>
    table.render(
      {
        ...{ title: "A table", heading: [], total: null, notes: [], facts: {} },
        columns: [{ key: "duty_usd", title: "Duty", kind: "usd", drop: 0, toTheCent }],
        rows: amounts.map((amount) => [decimal(amount)]),
      },
      ENVELOPE,
      { ...LOOK, width: 80 },
    );

  /** By the largest amount; the unit stands in the head. */
  test.each([
    [["9999999.99", "1"], "Duty $", "1.00"],
    [["10000000", "1500"], "Duty $k", "2"],
    [["1000000000", "1500000"], "Duty $m", "2"],
    [["10000000000000", "150000000"], "Duty $bn", "0.2"],
    [["-10000000", "1500"], "Duty $k", "2"],
  ])("%j: %s", async (amounts, head, last) => {
    const lines = (await printed(amounts)).trimEnd().split("\n");
    expect([lines[2]?.trim(), lines.at(-1)?.trim()]).toEqual([head, last]);
  });

  test("what an entry owes is in dollars and cents, however much it is", async () => {
    expect(await printed(["27500000.01"], true)).toContain("27,500,000.01");
  });
});

describe("numbers and names in a narrow table", () => {
  const texts = (cells: readonly string[], width: number) =>
    table.render(
      {
        ...{ title: "", heading: [], total: null, notes: [], facts: {} },
        columns: [
          { key: "what", title: "What", kind: "text", drop: 0 },
          { key: "one", title: "One", kind: "text", drop: 0 },
        ],
        rows: cells.map((cell) => [cell, "x".repeat(12)]),
      },
      ENVELOPE,
      { ...LOOK, width },
    );

  test("a cut never ends inside a number", async () => {
    expect(await texts(["of it duty of $12,345,678,901 and more"], 30)).toMatch(/ \$…/);
  });

  test("a list is cut between its names, and says how many more there are", async () => {
    const names = ["section-232/aluminum", "section-232/steel", "section-232/copper", "section-232/cars"];
    const columns = [{ key: "measures", title: "Measures", kind: "list" as const, drop: 0 }];
    const report = { ...{ title: "", heading: [], total: null, notes: [], facts: {} }, columns };
    for (let width = 28; width < 90; width += 1) {
      const printed = await table.render({ ...report, rows: [[names]] }, ENVELOPE, { ...LOOK, width });
      const told =
        String(printed)
          .split("─\n")[1]
          ?.split(/,\s+/)
          .map((one) => one.trim()) ?? [];
      const more = /^(\d+) more$/.exec(told.at(-1) ?? "")?.[1];
      const shown = more === undefined ? told : told.slice(0, -1);
      expect(shown).toEqual(names.slice(0, shown.length));
      expect(shown.length + Number(more ?? 0)).toBe(names.length);
    }
  });

  test("a text is cut between words where one ends near by, and not where that takes a third of it", async () => {
    expect(await texts(["glassware of all kinds and sets of descriptions whatever"], 32)).toMatch(/sets…/);
    expect(await texts(["glassware of all kinds and descriptions whatever"], 32)).toMatch(/and descr…/);
  });

  test("rows that a cut would make alike keep their ends", async () => {
    const head = "of all that is at stake for makers of cars there";
    const printed = await texts([`${head}, by volume`, `${head}, by value`], 30);
    expect(printed).toMatch(/….*volume/);
    expect(printed).toMatch(/….*value/);
  });

  test("what names a row goes on in a second line before it is cut, an id behind a stroke", async () => {
    const lines = (await texts(["jobs at risk by volume", "section-232/aluminum"], 30)).trimEnd().split("\n");
    expect(lines.slice(-4)).toEqual([
      "jobs at risk by  xxxxxxxxxxxx",
      "  volume",
      "section-232/     xxxxxxxxxxxx",
      "  aluminum",
    ]);
  });

  test("heads of numbers stand in lines of their words before names are cut", async () => {
    const report: Report = {
      ...{ title: "", heading: [], total: null, notes: [], facts: {} },
      columns: [
        { key: "what", title: "", kind: "text", drop: 0 },
        ...["Imports of all goods", "Duty on all of these goods"].map(
          (title, at): Column => ({ key: `n${at}`, title, kind: "rate", drop: 0 }),
        ),
      ],
      rows: [["Cars and light trucks", decimal(1), decimal(1)]],
    };
    const lines = (await table.render(report, ENVELOPE, { ...LOOK, width: 50 }))
      .toString()
      .trimEnd()
      .split("\n");
    expect(lines.at(-1)).toMatch(/^Cars and light trucks /);
    expect(lines.join("\n")).not.toContain("…");
  });

  test("a letter that takes two columns of a terminal is counted as two", async () => {
    const lines = (await texts(["日本汽车", "abcd", "é"], 80)).trimEnd().split("\n").slice(-3);
    expect(lines).toEqual(["日本汽车  xxxxxxxxxxxx", "abcd      xxxxxxxxxxxx", "é         xxxxxxxxxxxx"]);
  });

  test("and is cut as two", async () => {
    const lines = (await texts(["日本汽车有限公司的长长的名字和地址", "ab"], 30))
      .trimEnd()
      .split("\n")
      .slice(-2);
    expect(lines).toEqual(["日本汽车有限公…  xxxxxxxxxxxx", "ab               xxxxxxxxxxxx"]);
  });

  test("decimal points stand under each other", async () => {
    const lines = (await texts(["1.5", "1,234", "0.25%"], 80)).trimEnd().split("\n").slice(-3);
    expect(lines.map((line) => line.slice(0, 9))).toEqual([
      "    1.5  ",
      "1,234    ",
      "    0.25%".slice(0, 9),
    ]);
  });
});

describe("a table of anything", () => {
  const linesOf = async (report: Report, width: number): Promise<string[]> => {
    const printed = await renderAnswer(report, { format: "table" }, () => ENVELOPE, { ...LOOK, width });
    const [text] = printed as string[];
    return (text ?? "").replace(/\n$/, "").split("\n");
  };

  test("has no line longer than the width, if its first column fits", async () => {
    await fc.assert(
      fc.asyncProperty(reports, fc.integer({ min: 40, max: 160 }), async (report, width) => {
        expect((await linesOf(report, width)).filter(passes(width))).toEqual([]);
      }),
    );
  });

  test("has one line a row, or two where its name is long", async () => {
    await fc.assert(
      fc.asyncProperty(reports, fc.integer({ min: 40, max: 160 }), async (report, width) => {
        fc.pre(hasTable(report));
        const lines = await linesOf(report, width);
        const rule = lines.findIndex((line) => /^─[─ ]*$/.test(line));
        /** Nothing but empty cells has no width, and no rule. */
        fc.pre(rule >= 0);
        const until = lines.findIndex((line, index) => index > rule && line.startsWith("Columns left out"));
        const count = (until < 0 ? lines.length : until) - rule - 1;
        expect(count).toBeGreaterThanOrEqual(report.rows.length);
        expect(count).toBeLessThanOrEqual(report.rows.length * 2);
      }),
    );
  });
});

test("a period is told to people by its last day, at 80 columns too, and to programs by the day after", async () => {
  const asked = "when 8703.23.01.60 --origin JP --value 30000 --from 2025-03-01 --until 2025-04-03 --quiet";
  const shown = await session(`$ tariff-calc ${asked}`, 80);
  expect(shown).toMatch(/^From +To +Duty \$/m);
  expect(shown).toMatch(/^2025-03-01 {2}2025-04-02 /m);
  expect(shown).toMatch(/^2025-04-03 {2}2025-04-03 /m);
  expect(await session(`$ tariff-calc ${asked} --format csv`, 80)).toContain("2025-03-01,2025-04-03,exact");
});
