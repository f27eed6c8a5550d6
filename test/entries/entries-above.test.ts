/** Entries whose number stands on a row of its own above their lines, in a column of its own or in words. */
import { describe, expect, test } from "vitest";
import { CAR, rowsOf, table } from "./duty-file.js";

const MACHINE = "8479.20.00.00,VN,10000";
/** Fees of an entry are shared out over its lines by value: 0.3464% of $40,000 (19 CFR 24.23(b)(1)). */
const SHARED = ["34.64", "103.92", "34.64"];

describe("a row that states an entry and no goods is of the lines below it", () => {
  test.each([
    [
      "with lines that run on",
      [
        "Entry No,Line,Entry Date,HTS,Origin,Value",
        "A1,,06/19/2025,,,",
        `,1,,${MACHINE}`,
        `,2,,${CAR},JP,30000`,
      ],
      ["A2,0,06/19/2025,,,", `,1,,${MACHINE}`],
    ],
    [
      "without numbers of lines, above a total",
      ["Entry No,Entry Date,HTS,Origin,Value", "A1,06/19/2025,,,", `,,${MACHINE}`, `,,${CAR},JP,30000`],
      ["A2,06/19/2025,,,50000", `,,${MACHINE}`, "Total,,,,50000"],
    ],
    [
      "with the day on each line",
      [
        "Entry No,Entry Date,HTS,Origin,Value",
        "A1,,,,",
        `,06/19/2025,${MACHINE}`,
        `,06/19/2025,${CAR},JP,30000`,
      ],
      ["A2,,,,", `,06/19/2025,${MACHINE}`],
    ],
    [
      "in words, where no column is of entries",
      ["Line,Entry Date,HTS,Origin,Value", "Entry No: ABC-1000001-1,,,,", `1,06/19/2025,${MACHINE}`],
      [`2,06/19/2025,${CAR},JP,30000`, "Entry No.,ABC-1000002-9,,,", `1,06/19/2025,${MACHINE}`],
    ],
  ])("%s", async (_, first, rest) => {
    const { rows } = await rowsOf(table(...first, ...rest));
    expect(rows.map(({ mpf_usd }) => mpf_usd)).toEqual(SHARED);
    expect(rows.map((row) => row["Entry No"] ?? row["entry above"])).toEqual(
      first.join().includes("A1") ? ["A1", "A1", "A2"] : ["ABC-1000001-1", "ABC-1000001-1", "ABC-1000002-9"],
    );
  });

  test("in words above the headings it is of all rows", async () => {
    const head = ["Entry Number: ABC-1000001-1   Port 2704,,,", "HTS,Origin,Value,Entry Date"];
    const text = table(...head, "8479.20.00.00,VN,1000,06/19/2025", `${CAR},JP,3000,06/19/2025`);
    const { rows } = await rowsOf(text);
    /** The least of an entry, $32.71, once. */
    expect(rows.map(({ mpf_usd }) => mpf_usd)).toEqual(["8.18", "24.53"]);
  });

  test("a row of an entry that no line runs on from is none of goods, and said", async () => {
    const head = "Entry No,Line,Entry Date,HTS,Origin,Value";
    const { rows } = await rowsOf(table(head, "A1,,06/19/2025,,,", `,7,,${MACHINE}`));
    expect(rows.map(({ status }) => status)).toEqual(["invalid", "invalid"]);
  });

  test("a sum under the lines of an entry is no row of another", async () => {
    const head = "Entry No,Line,Entry Date,HTS,Origin,Value";
    const text = table(head, `A1,1,06/19/2025,${MACHINE}`, "A1,,,,,10000", `,5,06/19/2025,${MACHINE}`);
    expect((await rowsOf(text)).rows.at(-1)?.problem).toContain(
      "entry: there is no number below a row of A1",
    );
  });
});
