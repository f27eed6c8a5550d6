/** Files of entries that cannot be read: one message with its place, no output, no file left. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowsOf } from "../../src/data/rows/read-rows.js";
import { csv, duty, folder, GOOD, HEADER } from "./duty-file.js";

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const LONG = "x".repeat(2 * 1024 * 1024);
/** One object that holds no list, and more than any row. */
const longObject = (): string => {
  const pairs = Array.from({ length: 60_000 }, (_, at) => `"column ${at}":"some text"`);
  return `{${pairs.join()}}`;
};

/** Name of the file, its bytes, and the beginning of what is said. */
const DAMAGED: readonly (readonly [what: string, name: string, bytes: string | Uint8Array, says: string])[] =
  [
    ["nothing", "in.csv", "", "in.csv: this file is empty"],
    [
      "more columns than a spreadsheet has",
      "in.csv",
      `${HEADER},${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(",")}\n`,
      "in.csv:1: expected at most 16,384 columns, as a spreadsheet has; got 100005",
    ],
    [
      "an entry without end",
      "in.csv",
      csv(...Array.from({ length: 20_002 }, () => "A-1,2025-06-19,8703.23.01.60,JP,1")),
      "in.csv:20002: A-1 has more than 20,000 lines, which are held until an entry ends",
    ],
    ["blanks", "in.csv", " \r\n\n", "in.csv: this file is empty"],
    ["an empty array", "in.json", "[]", "in.json: expected the columns date, hts, origin, value"],
    [
      "the beginning of a workbook",
      "in.xlsx",
      "PK\x03\x04 [Content_Types].xml",
      "in.xlsx: this is no workbook that can be read",
    ],
    [
      "an old workbook",
      "in.xls",
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      "in.xls: expected text in UTF-8; this is an old",
    ],
    ["a Parquet file cut short", "in.csv", "PAR1....", "in.csv: this is no Parquet file that can be read"],
    ["a PDF", "in.csv", "%PDF-1.7", "in.csv: expected text in UTF-8; this is a PDF"],
    [
      "text of two encodings",
      "in.csv",
      Buffer.concat([Buffer.from(csv(GOOD, "Müller,2025-06-19,8703.23.01.60,JP,1")), latin1("Mü,,,,\n")]),
      "in.csv:4: expected text in UTF-8",
    ],
    ["a byte 0", "in.csv", csv(GOOD, "N\0,2025-06-19,8703.23.01.60,JP,1"), "in.csv:3: this is no text file"],
    [
      "an open quote",
      "in.csv",
      csv(GOOD, '"Q,2025-06-19,8703.23.01.60,JP,1'),
      "in.csv:3: cell 1 of this record opens",
    ],
    [
      "a column twice",
      "in.csv",
      `${HEADER},hts\n${GOOD},x\n`,
      'in.csv: expected one column of hts; got "hts" and "hts (F)"',
    ],
    [
      "no names of columns",
      "in.csv",
      `${GOOD}\n`,
      "in.csv: expected the columns date, hts, origin, value; there is no",
    ],
    [
      "columns parted by blanks",
      "in.txt",
      "\nENTRY REPORT      PAGE 1\nENTRY NO   HTS NUMBER      CO  ENTRY DATE   VALUE USD\n---------- ------------- --- ---------- ----\nABC-1      8703.23.01.60  JP  06/19/2025   30,000\n",
      "in.txt:3: this is a table of fixed width: blanks stand between its columns",
    ],
    [
      "a column missing",
      "in.csv",
      "date,hts,value\n2025-06-19,87032301,1\n",
      "in.csv: expected the columns date, hts, origin, value; there is no origin",
    ],
    [
      "an object that is no entry",
      "in.json",
      '{"date":"2025-06-19"}',
      "in.json: expected the columns date, hts, origin, value; there is no hts, origin, value",
    ],
    [
      "numbers for objects",
      "in.json",
      "[1,2]",
      "in.json, item 1: expected an object that names the columns; got a number",
    ],
    ["JSON that is cut short", "in.json", '[{"date":"2025-06-19",\n"hts":', "in.json:2: this is not JSON"],
    [
      "JSON without a comma",
      "in.json",
      '[{"date":"2025-06-19"\n"hts":"1"}]',
      "in.json:2:1: this is not JSON",
    ],
    ["a first line that is no JSON", "in.ndjson", "date,hts\n", "in.ndjson:1: this is not JSON"],
    ["a line without end", "in.csv", csv(GOOD, LONG), "in.csv:3: this record is longer than 1 MiB"],
    [
      "a quote that swallows the rest",
      "in.csv",
      csv(GOOD, `"${"x\n".repeat(1024 * 1024)}`),
      "in.csv:3: this record is longer than 1 MiB",
    ],
    ["one object longer than a row", "in.json", longObject(), "in.json:1: this record is longer than 1 MiB"],
    ["a string without end", "in.json", `[{"a":"${LONG}`, "in.json:1: this record is longer than 1 MiB"],
    ["an object without end", "in.ndjson", `{"a":"${LONG}`, "in.ndjson:1: this record is longer than 1 MiB"],
  ];

describe("a file that cannot be read: one message, no output, status 2", () => {
  test.each(DAMAGED)("%s", async (_, name, bytes, says) => {
    const { out, err, status, left } = await duty(bytes, name, "-o", join(folder, "out.csv"));
    expect(err.slice(0, "tariff-calc: error: ".length + says.length)).toBe(`tariff-calc: error: ${says}`);
    expect({ out, status, left }).toEqual({ out: "", status: 2, left: [] });
    expect(err.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(2);
  });

  test("damage after thousands of good rows leaves the file that was there", async () => {
    const target = join(folder, "out.csv");
    writeFileSync(target, "what was there\n");
    const bytes = csv(...Array.from({ length: 5000 }, () => GOOD), "N\0,,,,");
    const { err, status, left } = await duty(bytes, "in.csv", "-o", target);
    expect({ status, left }).toEqual({ status: 2, left: ["out.csv"] });
    expect(err).toContain("in.csv:5002: this is no text file");
    expect(readFileSync(target, "utf8")).toBe("what was there\n");
  });

  test("a line of a gigabyte is given up after a few mebibytes", async () => {
    let taken = 0;
    async function* endless() {
      yield Buffer.from(`${csv(GOOD)}`);
      const piece = Buffer.alloc(1024 * 1024, "x");
      for (; taken < 1024; taken += 1) yield piece;
    }
    const read = async () => {
      for await (const _ of (await rowsOf(endless(), "in.csv")).batches);
    };
    await expect(read()).rejects.toThrow("this record is longer than 1 MiB");
    expect(taken).toBeLessThan(4);
  });
});

test("no bytes make it fail as a bug would", async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .constantFrom(GOOD, "\n", ",", '"', ";", "\r", "[{", "}]", "\0", "\ufeff")
      .map((text) => Buffer.from(text)),
  );
  const files = fc.record({
    pieces: fc.array(piece, { maxLength: 12 }),
    headed: fc.boolean(),
    name: fc.constantFrom("in.csv", "in.json", "in.ndjson", "in"),
  });
  await fc.assert(
    fc.asyncProperty(files, async ({ pieces, headed, name }) => {
      const bytes = Buffer.concat([...(headed ? [Buffer.from(`${HEADER}\n`)] : []), ...pieces]);
      const { status, err, left } = await duty(bytes, name);
      expect([0, 1, 2]).toContain(status);
      expect(err).not.toContain("bug");
      expect(left).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
