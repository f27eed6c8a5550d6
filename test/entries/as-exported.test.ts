/** Files as programs export them: entries stated once, quotes that are no quotes, headings in two rows, groups of rows. */
import { describe, expect, test } from "vitest";
import { audit, CAR, OWED, rowsIn, rowsOf, table } from "./duty-file.js";

describe("an entry that is stated on its first row alone", () => {
  const HEAD = "Entry No.,Entry Date,Line No.,HTSUS No.,Country of Origin,Entered Value";

  test("is that of the rows below, whose lines run on, and is said", async () => {
    const { rows, err } = await rowsOf(
      table(
        HEAD,
        `ABC-1000001-8,06/19/2025,1,${CAR},JP,30000`,
        `,,2,${CAR},JP,30000`,
        "Total ABC-1000001-8,,,,,60000",
        `,06/19/2025,3,${CAR},JP,30000`,
        `ABC-1000002-6,06/20/2025,1,${CAR},JP,30000`,
      ),
    );
    expect(rows.map((row) => [row["Entry No."], row["Line No."], row.duty_usd, row.status])).toEqual([
      ["ABC-1000001-8", "1", OWED, "exact"],
      ["ABC-1000001-8", "2", OWED, "exact"],
      ["ABC-1000001-8", "3", OWED, "exact"],
      ["ABC-1000002-6", "1", OWED, "exact"],
    ]);
    expect(err).toContain(
      "2 rows without the number of an entry or line are read as of the entry above, whose lines run on.",
    );
  });

  test.each([
    ["another day", `,06/20/2025,2,${CAR},JP,30000`],
    ["a line that is left out", `,,3,${CAR},JP,30000`],
    ["no number of a line", `,,,${CAR},JP,30000`],
  ])("%s: it is asked for", async (_, row) => {
    const { rows, status } = await rowsOf(
      table(HEAD, `ABC-1000001-8,06/19/2025,1,${CAR},JP,30000`, row, `,,1,${CAR},JP,30000`),
    );
    expect(status).toBe(1);
    expect(rows[1]).toMatchObject({
      status: "invalid",
      problem: expect.stringContaining("write in each row the number of its entry"),
    });
  });

  test("rows of numbers: the line too stands on the first of them, whether those of chapter 99 come before or after", async () => {
    const { out } = await audit(
      table(
        `${HEAD},Duty`,
        "ABC-1000001-8,06/19/2025,001,9903.94.01,JP,,7500",
        `,,,${CAR},JP,30000,750`,
        ",,002,8481.80.30.15,CN,1000,56",
        ",,,9903.88.03,CN,,250",
        ",,,9903.01.24,CN,,200",
        ",,,9903.01.25,CN,,100",
        "ABC-1000002-6,06/19/2025,001,9903.94.01,JP,,7500",
        `,,,${CAR},JP,30000,750`,
      ),
      "--format",
      "ndjson",
    );
    expect(rowsIn(out).map((row) => [row.entry, row.line, row.filed_duty_usd, row.status])).toEqual([
      ["ABC-1000001-8", "001", OWED, "agrees"],
      ["ABC-1000001-8", "002", "606.00", "agrees"],
      ["ABC-1000002-6", "001", OWED, "agrees"],
    ]);
  });
});
