/** Worksheets of an entry: every number, part, fee and sum that a broker checks, in each kind of file. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rowsOf as sheetRows } from "../../src/data/rows/read-rows.js";
import { folder, run } from "./duty-file.js";

/** The cells of each line of a Markdown table that begins with a digit or has a sum. */
const tableRows = (text: string): string[][] =>
  text.split("\n").flatMap((line) =>
    line.startsWith("| ")
      ? [
          line
            .slice(2, -2)
            .split(" | ")
            .map((cell) => cell.trim()),
        ]
      : [],
  );

async function worksheet(name: string, ...flags: string[]) {
  const path = join(folder, name);
  const answer = await run("duty", ...flags, "--worksheet", path);
  return { ...answer, path, text: existsSync(path) ? readFileSync(path, "utf8") : "" };
}

const STEEL = [
  "8431.31.00.20",
  "--origin",
  "DE",
  "--value",
  "10000",
  "--date",
  "2025-08-20",
  "--metal",
  "steel=0.3,aluminum=0",
];

describe("a worksheet", () => {
  test("has the lines of an entry summary: the rest and the steel content, each with the number of the goods last", async () => {
    const { text, status } = await worksheet("entry.md", ...STEEL, "--mode", "vessel");
    /** CSMS 64348411: 15% on $7,000, and 50% on the $3,000 of steel; 0.3464% and 0.125% of $10,000. */
    const rows = tableRows(text).map(([line, number, , value, , duty]) =>
      [line, number, value, duty].join(" "),
    );
    expect(status).toBe(0);
    expect(rows).toEqual(
      expect.arrayContaining([
        "1 9903.02.20 7,000.00 1,050.00",
        "1 8431.31.00.20 7,000.00 0.00",
        "2 9903.01.33 3,000.00 0.00",
        "2 9903.81.91 3,000.00 1,500.00",
        "2 8431.31.00.20 3,000.00 0.00",
      ]),
    );
    for (const said of [
      "| Duty and fees | $2,597.14 |",
      "| 0.3464% | 10,000.00 | 34.64 |",
      "| 0.125% | 10,000.00 | 12.50 |",
      "It is no form of U.S. Customs",
    ])
      expect(text).toContain(said);
    expect(text).toContain("What would change the duty");
    expect(text).toMatch(/\| 9903\.81\.91 \| Section 232 steel[^|]*\| [^|]*Proclamation 10947/);
  });

  test("says that an all-in rate stands in full on its own number", async () => {
    /** 15% of $30,000 in place of 2.5% and 12.5% (CSMS 66319804). */
    const flags = ["8703.23.01.60", "--origin", "JP", "--value", "30000", "--date", "2025-10-01"];
    const { text } = await worksheet("entry.md", ...flags);
    expect(text).toContain("The all-in rate of 9903.94.41 stands in full on its own number");
    expect(
      tableRows(text)
        .find(([, number]) => number === "9903.94.41")
        ?.at(-1),
    ).toBe("4,500.00");
  });

  test("puts the provision of chapter 98 first", async () => {
    const flags = ["8543.70.98.60", "--ch98", "9802.00.40", "--repair-value", "5000", "--origin", "ZA"];
    const { text } = await worksheet("entry.md", ...flags, "--value", "50000", "--date", "2025-12-15");
    expect(tableRows(text)[2]?.slice(0, 2)).toEqual(["1", "9802.00.40"]);
  });

  test("is a page without anything from elsewhere, which prints without its buttons", async () => {
    const { text } = await worksheet("entry.html", ...STEEL);
    expect(text).toMatch(/<h1>Worksheet: 8431\.31\.00\.20 of Germany/);
    expect(text).not.toMatch(/<(?:script|img|link[^>]*href="http)/);
    expect(text).toContain("@page");
  });

  test("is a workbook with a sheet for each table", async () => {
    const { path } = await worksheet("entry.xlsx", ...STEEL);
    const read = async (sheet: string) => {
      async function* bytes() {
        yield readFileSync(path);
      }
      const rows = [];
      for await (const batch of (await sheetRows(bytes(), "entry.xlsx", { sheet })).batches)
        rows.push(...batch.map(({ cells }) => cells));
      return rows;
    };
    expect((await read("Lines")).map((cells) => [cells[1], cells[3], cells[5]])).toContainEqual([
      "9903.81.91",
      "3000",
      "1500",
    ]);
    expect((await read("Sums"))[0]).toEqual(["Duty", "$2,550"]);
    expect((await read("Fees")).length).toBe(2);
  });

  test("of what is not known says so, and never zero", async () => {
    const flags = ["0402.99.90.00", "--origin", "NZ", "--value", "5000", "--date", "2025-06-19"];
    const { text } = await worksheet("entry.md", ...flags);
    expect(
      tableRows(text)
        .find(([, number]) => number === "0402.99.90.00")
        ?.slice(-2),
    ).toEqual(["not known", "not known"]);
    expect(text).toContain("| Duty | at least $");
  });

  test.each([
    ["another kind of file", "entry.pdf", STEEL, "expected a file that ends in .html, .htm, .xlsx, .md"],
    [
      "goods that may not be imported",
      "entry.md",
      ["2208.30.60.20", "--origin", "CA", "--value", "5000", "--date", "2026-10-05"],
      "the goods cannot be entered",
    ],
  ])("%s is refused", async (_, name, flags, says) => {
    const { err, status, text } = await worksheet(name, ...flags);
    expect([status, text]).toEqual([2, ""]);
    expect(err).toContain(says);
  });
});

describe("worksheets of a file", () => {
  const FILE = [
    "Entry Summary Number,Line,Entry Date,HTS,Country of Origin,Entered Value,mode,metal_steel,metal_aluminum,claims",
    "ABC-1,1,2025-08-20,8431.31.00.20,DE,10000,vessel,0.3,0,",
    "ABC-1,2,2025-08-20,8703.23.01.60,JP,30000,vessel,,,",
    "ABC-2,1,2026-10-01,6109.10.00.12,MX,5000,truck,,,USMCA",
    "ABC-3,1,2026-10-01,6109.10.00.12,VN,5000,air,,,",
    "ABC-3,2,2026-10-01,9903.01.25,VN,5000,air,,,",
  ];

  async function worksheets(name: string, rows: readonly string[], ...flags: string[]) {
    const [file, path] = [join(folder, "entries.csv"), join(folder, name)];
    writeFileSync(file, `${rows.join("\n")}\n`);
    const answer = await run("duty", "--file", file, "--format", "ndjson", "--worksheet", path, ...flags);
    return { ...answer, path, text: existsSync(path) ? readFileSync(path, "utf8") : "" };
  }

  test("an entry is a page: its lines numbered through, with its fees, sums, questions and law", async () => {
    const { text } = await worksheets("w.md", FILE);
    const [, first = "", second = "", third = ""] = text.split(/^## /m);
    /** CSMS 64348411 for the first line; 25% and 2.5% of the second (90 FR 14705). */
    const rows = tableRows(first).map(([line, number, , value, , duty]) =>
      [line, number, value, duty].join(" "),
    );
    expect(rows.slice(2, 11)).toEqual([
      "1 9903.02.20 7,000.00 1,050.00",
      "1 8431.31.00.20 7,000.00 0.00",
      "2 9903.01.33 3,000.00 0.00",
      "2 9903.81.91 3,000.00 1,500.00",
      "2 8431.31.00.20 3,000.00 0.00",
      "3 9903.01.33 30,000.00 0.00",
      "3 9903.94.01 30,000.00 7,500.00",
      "3 8703.23.01.60 30,000.00 750.00",
      "  40,000.00 10,800.00",
    ]);
    /** 0.3464% and 0.125% of $40,000. */
    for (const said of [
      "| 138.56 |",
      "| 50.00 |",
      "| Duty and fees | $10,988.56 |",
      "Proclamation 10908",
      "nothing is filed",
    ])
      expect(first).toContain(said);
    expect(second).toContain("Stated: claims USMCA.");
    expect(third).toContain("| Duty | at least $1,450 |");
    expect(third).toContain("line 2: hts: 9903.01.25 is a number of chapter 99");
  });

  test("what is missing is said of a line without questions too", async () => {
    const line = "A,1,2025-06-19,9403.20.00.50,VN,2000,,,,";
    const { text } = await worksheets("w.md", [FILE[0] ?? "", line], "--no-asks");
    expect(text).not.toContain("What would change the duty");
    expect(text).toContain("- line 1: not stated: steel content, aluminum content.");
  });

  test("each entry begins a page when it is printed", async () => {
    const { text } = await worksheets("w.html", FILE);
    expect(text.match(/<section class="page">/g)).toHaveLength(3);
    expect(text).toContain(".page+.page{break-before:page}");
  });

  test("a workbook has the lines of all entries on one sheet, and a sheet for each other table", async () => {
    const { path } = await worksheets("w.xlsx", FILE);
    const { out } = await run("duty", "--file", join(folder, "entries.csv"), "--format", "ndjson");
    const duties = out
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [Number(JSON.parse(line).duty_usd ?? 0)]));
    async function* bytes() {
      yield readFileSync(path);
    }
    const cells: (readonly string[])[] = [];
    for await (const batch of (await sheetRows(bytes(), "w.xlsx", { sheet: "Lines" })).batches)
      cells.push(...batch.map((row) => row.cells));
    const lines = cells.filter(([entry = ""]) => entry.startsWith("Entry ABC"));
    const sum = lines.reduce((total, line) => total + (Number(line[6]) || 0), 0);
    expect([lines.length, sum]).toEqual([13, duties.reduce((total, duty) => total + duty, 0)]);
  });

  test.each(["md", "html"])(
    "what the file names an entry tells no reader of .%s to do anything",
    async (ending) => {
      const hostile = "<img src=x>\u001b]0;title\u0007\u202eabc\u2066\u{e0041}";
      const path = join(folder, "hostile.csv");
      const sheet = join(folder, `hostile.${ending}`);
      const row = `${hostile},2025-06-19,8703.23.01.60,JP,30000`;
      writeFileSync(path, `entry,date,hts,origin,value\n${row}\n${hostile}2,2025-06-19,x${hostile},JP,1\n`);
      await run("duty", "--file", path, "--worksheet", sheet);
      const written = readFileSync(sheet, "utf8");
      expect(written).toContain("title");
      expect(written).not.toMatch(/[^\P{C}\n\t]/u);
      expect(written).not.toContain("<img");
    },
  );

  test("too many entries are refused where they begin, and nothing is written", async () => {
    const [head = "", ...rows] = [
      FILE[0],
      ...Array.from({ length: 251 }, (_, at) => FILE[4]?.replace("ABC-3", `E${at}`) ?? ""),
    ];
    const { err, status, text } = await worksheets("w.html", [head, ...rows], "--no-asks");
    expect([status, text]).toEqual([2, ""]);
    expect(err).toContain("at most 250 entries and 2000 lines");
    expect(err).toContain("from row 252 on");
  });

  test.each([
    ["--jobs", "2"],
    ["--engine", "duckdb"],
    ["--shard", "1/2"],
    ["--totals", "totals.ndjson"],
  ])("none are made with %s %s", async (flag, given) => {
    const { err, status } = await worksheets("w.html", FILE, flag, given);
    const refused = `${flag}: worksheets are made of a whole file, in one thread`;
    expect([status, err]).toEqual([2, expect.stringContaining(refused)]);
  });
});
