/** Worksheets of an entry: every number, part, fee and sum that a broker checks, in each kind of file. */
import { existsSync, readFileSync } from "node:fs";
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
    /** CSMS 64348411: 15 % on $7,000, and 50 % on the $3,000 of steel; 0.3464 % and 0.125 % of $10,000. */
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
      "| 34.64 |",
      "| 12.50 |",
      "It is no form of U.S. Customs",
    ])
      expect(text).toContain(said);
    expect(text).toContain("What would change the duty");
    expect(text).toMatch(/\| 9903\.81\.91 \| Section 232 steel[^|]*\| [^|]*Proclamation 10947/);
  });

  test("says that an all-in rate stands in full on its own number", async () => {
    /** 15 % of $30,000 in place of 2.5 % and 12.5 % (CSMS 66319804). */
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
