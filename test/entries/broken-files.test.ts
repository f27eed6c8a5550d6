/** Files of entries that are damaged, in whole or in rows: a message with its place, no wrong number, no file left. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli.js";
import { createContext } from "../../src/load/context.js";
import { rowsOf } from "../../src/load/rows/read-rows.js";
import { save } from "../../src/load/save.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const folder = mkdtempSync(join(tmpdir(), "entries-"));
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

/** What `duty --file` prints of these bytes, with the folder of the test taken out. */
async function duty(bytes: string | Uint8Array, name = "in.csv", ...flags: string[]) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  let [out, err] = ["", ""];
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text.replaceAll(`${folder}/`, "");
    },
    look: { color: false, width: 80 },
    live: false,
  };
  const world = { version: "0", context: async () => context, save };
  const status = await main(["duty", "--file", path, ...flags], io, world);
  rmSync(path);
  return { out, err, status, left: readdirSync(folder) };
}

const HEADER = "entry,date,hts,origin,value";
const GOOD = "G,2025-06-19,8703.23.01.60,JP,30000";
const csv = (...rows: string[]): string => [HEADER, ...rows, ""].join("\n");
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const LONG = "x".repeat(2 * 1024 * 1024);

/** Name of the file, its bytes, and the beginning of what is said. */
const DAMAGED: readonly (readonly [what: string, name: string, bytes: string | Uint8Array, says: string])[] =
  [
    ["nothing", "in.csv", "", "in.csv: this file is empty"],
    ["blanks", "in.csv", " \r\n\n", "in.csv: this file is empty"],
    ["an empty array", "in.json", "[]", "in.json: expected the columns date, hts, origin, value"],
    [
      "a workbook",
      "in.xlsx",
      "PK\x03\x04 [Content_Types].xml",
      "in.xlsx: expected text in UTF-8; this is an Excel",
    ],
    [
      "an old workbook",
      "in.xls",
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      "in.xls: expected text in UTF-8; this is an old",
    ],
    [
      "a compressed file",
      "in.csv",
      gzipSync(csv(GOOD)),
      "in.csv: expected text in UTF-8; this is compressed",
    ],
    ["a Parquet file", "in.csv", "PAR1....", "in.csv: expected text in UTF-8; this is a Parquet file"],
    ["a PDF", "in.csv", "%PDF-1.7", "in.csv: expected text in UTF-8; this is a PDF"],
    ["UTF-16", "in.csv", utf16(csv(GOOD)), "in.csv: expected text in UTF-8; this is UTF-16"],
    [
      "Latin-1",
      "in.csv",
      latin1(csv(GOOD, "Müller,2025-06-19,8703.23.01.60,JP,1")),
      "in.csv:3: expected text in UTF-8",
    ],
    ["a byte 0", "in.csv", csv(GOOD, "N\0,2025-06-19,8703.23.01.60,JP,1"), "in.csv:3: this is no text file"],
    [
      "an open quote",
      "in.csv",
      csv(GOOD, '"Q,2025-06-19,8703.23.01.60,JP,1'),
      "in.csv:3: cell 1 of this record opens",
    ],
    [
      "a quote inside",
      "in.csv",
      csv(GOOD, 'Q"1,2025-06-19,8703.23.01.60,JP,1'),
      "in.csv:3: cell 1 of this record has",
    ],
    [
      "text after a quote",
      "in.csv",
      csv(GOOD, '"Q"1,2025-06-19,8703.23.01.60,JP,1'),
      "in.csv:3: cell 1 of this record goes on",
    ],
    [
      "a column twice",
      "in.csv",
      `${HEADER},hts\n${GOOD},x\n`,
      'in.csv:1: expected a name of its own for each column; got "hts"',
    ],
    [
      "a column without name",
      "in.csv",
      `${HEADER},\n${GOOD},x\n`,
      "in.csv:1: expected a name of its own for each column",
    ],
    [
      "no names of columns",
      "in.csv",
      `${GOOD}\n`,
      "in.csv: expected the columns date, hts, origin, value; there is no",
    ],
    [
      "a column missing",
      "in.csv",
      "date,hts,value\n2025-06-19,87032301,1\n",
      "in.csv: expected the columns date, hts, origin, value; there is no origin",
    ],
    [
      "an object for an array",
      "in.json",
      '{"date":"2025-06-19"}',
      "in.json: expected a JSON array of objects; got an object",
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

/** Rows of an answer as objects of text. */
async function answered(row: string, ...flags: string[]) {
  const { out, err, status } = await duty(csv(GOOD, row, GOOD), "in.csv", "--format", "ndjson", ...flags);
  const rows = out
    .split("\n")
    .flatMap((line): Record<string, unknown>[] => (line === "" ? [] : [JSON.parse(line)]));
  return { rows, err, status };
}

const NUMBERS = [
  "base_duty_usd",
  "additional_duty_usd",
  "duty_usd",
  "rate",
  "at_least_usd",
  "mpf_usd",
  "hmf_usd",
];

const BAD_ROWS: readonly (readonly [what: string, row: string, says: string])[] = [
  ["too few cells", "B,2025-06-19,8703.23.01.60", "expected 5 cells; got 3"],
  ["too many cells", "B,2025-06-19,8703.23.01.60,JP,30000,more", "expected 5 cells; got 6"],
  ["dollars with unquoted commas", "B,2025-06-19,8703.23.01.60,JP,30,000", "expected 5 cells; got 6"],
  [
    "a day as Americans write it",
    "B,06/19/2025,8703.23.01.60,JP,30000",
    "date: expected a day written YYYY-MM-DD",
  ],
  [
    "a day as Germans write it",
    "B,19.06.2025,8703.23.01.60,JP,30000",
    "date: expected a day written YYYY-MM-DD",
  ],
  [
    "a day as spreadsheets count it",
    "B,45827,8703.23.01.60,JP,30000",
    "date: expected a day written YYYY-MM-DD",
  ],
  ["a day that is none", "B,2025-02-29,8703.23.01.60,JP,30000", "date: expected a day written YYYY-MM-DD"],
  ["a day before the data", "B,2024-12-31,8703.23.01.60,JP,30000", "date: the data begins on 2025-01-01"],
  [
    "a number that never was",
    "B,2025-06-19,8703.99.99,JP,30000",
    "hts: no edition of the tariff has a line 8703.99.99",
  ],
  [
    "a chapter that is empty",
    "B,2025-06-19,7701.00.00,JP,30000",
    "hts: no edition of the tariff has a line 7701.00.00",
  ],
  [
    "a line that another edition had",
    "B,2025-01-02,4420.19.00,JP,30000",
    "hts: the tariff of 2025-01-02 has no line 4420.19.00",
  ],
  ["a number that lost its first zero", "B,2025-06-19,703200015,CN,30000", "hts: expected an HTS number"],
  ["a number in powers of ten", "B,2025-06-19,8.70323E+09,JP,30000", "hts: expected an HTS number"],
  ["a country of no list", "B,2025-06-19,8703.23.01.60,XX,30000", "origin: expected a country of origin"],
  ["a negative value", "B,2025-06-19,8703.23.01.60,JP,-30000", "value: expected an amount of US dollars"],
  [
    "an absurd value",
    "B,2025-06-19,8703.23.01.60,JP,99999999999999999999",
    "value: expected an amount of US dollars",
  ],
  [
    "more than a trillion",
    "B,2025-06-19,8703.23.01.60,JP,1000000000001",
    "value: expected the dollars of one line",
  ],
  [
    "a value in another currency",
    "B,2025-06-19,8703.23.01.60,JP,€30000",
    "value: expected an amount of US dollars",
  ],
  ["a formula", "B,2025-06-19,8703.23.01.60,JP,=30000*1", "value: expected an amount of US dollars"],
  ["a formula for a number", '"=cmd()",2025-06-19,=1+1,JP,30000', "hts: expected an HTS number"],
  ["empty cells", ",,,,", 'date: expected a day written YYYY-MM-DD; got ""'],
];

describe("a row that cannot be priced: told in its place, without a number, status 1", () => {
  test.each(BAD_ROWS)("%s", async (_, row, says) => {
    const { rows, err, status } = await answered(row);
    expect(status).toBe(1);
    expect(rows.map((one) => one.duty_usd)).toEqual(["8250.00", null, "8250.00"]);
    const bad = rows[1] ?? {};
    expect(bad.status).toBe("invalid");
    expect(bad.problem).toContain(says);
    expect(NUMBERS.map((key) => bad[key])).toEqual(NUMBERS.map(() => null));
    expect(err).toMatch(/^3 rows: 2 exact, 0 unknown, 1 invalid\.\nDuty at least \$16,500 on \$60,000 /);
  });

  test.each(BAD_ROWS)("%s: --on-error stop names the line", async (_, row, says) => {
    const { out, err, status, left } = await duty(csv(GOOD, row, GOOD), "in.csv", "--on-error", "stop");
    expect(err).toContain("tariff-calc: error: in.csv:3: ");
    expect(err).toContain(says);
    expect({ out, status, left }).toEqual({ out: "", status: 2, left: [] });
  });

  test("--on-error skip leaves it out", async () => {
    const { rows, status } = await answered("B,yesterday,8703.23.01.60,JP,30000", "--on-error", "skip");
    expect({ rows: rows.map(({ entry }) => entry), status }).toEqual({ rows: ["G", "G"], status: 1 });
  });

  test("a line of NDJSON that is no JSON", async () => {
    const good = JSON.stringify({ date: "2025-06-19", hts: "8703230160", origin: "JP", value: 30000 });
    const { out, status } = await duty(`${good}\n{"date":\n${good}\n`, "in.ndjson");
    const rows = out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
    expect(status).toBe(1);
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual(["8250.00", null, "8250.00"]);
    expect(rows[1]?.problem).toContain("this is not JSON: expected a value at character 9; the line ends");
  });
});

describe("what is unusual and no mistake", () => {
  test.each([
    ["a byte order mark", `\ufeff${csv(GOOD)}`],
    ["lines of Windows", csv(GOOD).replaceAll("\n", "\r\n")],
    ["lines of an old Mac", csv(GOOD).replaceAll("\n", "\r")],
    ["semicolons", csv(GOOD).replaceAll(",", ";")],
    ["tabs", csv(GOOD).replaceAll(",", "\t")],
    ["quotes everywhere", csv(GOOD).replaceAll(/[^,\n]+/g, '"$&"')],
    ["blank lines", `\n\n${csv(GOOD, "", "  ")}`],
  ])("%s", async (_, text) => {
    const { out, status } = await duty(text, "in.csv", "--format", "ndjson");
    expect(status).toBe(0);
    expect(
      out
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line).duty_usd),
    ).toEqual(["8250.00"]);
  });

  test("names of columns and no rows", async () => {
    expect(await duty(csv())).toMatchObject({ status: 0, err: expect.stringContaining("0 rows") });
  });

  test("a day after the law was checked: priced, and said", async () => {
    const { rows, err, status } = await answered("F,2027-01-01,8703.23.01.60,JP,30000");
    expect(status).toBe(0);
    expect(rows[1]?.duty_usd).toBe("4500.00");
    expect(err).toContain("rows of later days extrapolate it: 1.");
  });

  test("a statistical number that has ended: priced at its line, and said", async () => {
    const { rows, status } = await answered("F,2026-09-01,0202.30.80.00,AU,30000");
    expect(status).toBe(0);
    expect(rows[1]?.problem).toContain("priced at its line 0202.30.80");
  });

  test("text that a spreadsheet would run as a formula is written so that it does not", async () => {
    const { out } = await duty(
      csv('"=HYPERLINK(""x"")",2025-06-19,8703.23.01.60,JP,30000', "@SUM,2025-06-19,x,JP,1"),
    );
    const firsts = out.split("\n").map((line) => line.replace(/^"/, "")[0]);
    expect(firsts.slice(1, 3)).toEqual(["'", "'"]);
  });
});

test("rejected rows are written as they stood, with line and problem, to be mended and sent again", async () => {
  const path = join(folder, "rejected.csv");
  const bad = csv(GOOD, "B-1,yesterday,8703.23.01.60,JP,30000", "B-2,2025-06-19,8703.23.01.60,JP,30000,9");
  const first = await duty(bad, "in.csv", "--rejected", path, "-o", join(folder, "out.csv"));
  expect({ status: first.status, left: first.left }).toEqual({
    status: 1,
    left: ["out.csv", "rejected.csv"],
  });
  const rejected = readFileSync(path, "utf8");
  expect(rejected.split("\n").map((line) => line.split(",").slice(0, 6).join(","))).toEqual([
    `${HEADER},row`,
    "B-1,yesterday,8703.23.01.60,JP,30000,3",
    "B-2,2025-06-19,8703.23.01.60,JP,30000,4",
    "",
  ]);
  const mended = await duty(rejected.replace("yesterday", "2025-06-19"), "mended.csv", "--format", "ndjson");
  const duties = mended.out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).duty_usd);
  expect({ status: mended.status, duties }).toEqual({ status: 0, duties: ["8250.00", "8250.00"] });
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
}, 60_000);
