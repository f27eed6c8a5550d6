/** Rows of a file of entries that cannot be priced, and what is unusual and no mistake. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csv, duty, folder, GOOD, HEADER } from "./duty-file.js";

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
  ["a number that has lost a digit", "B,2025-06-19,870323016,JP,30000", "hts: expected an HTS number"],
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
    "value: expected US dollars, or a rate for EUR (--rate EUR=1.08); got €30000",
  ],
  ["a formula", "B,2025-06-19,8703.23.01.60,JP,=30000*1", "value: expected an amount of US dollars"],
  ["a formula for a number", '"=cmd()",2025-06-19,=1+1,JP,30000', "hts: expected an HTS number"],
  ["a name and no more", "B,,,,", 'date: expected a day written YYYY-MM-DD; got ""'],
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
    expect(err).toMatch(
      /^3 rows: 0 exact, 2 presumed, 0 unknown, 1 invalid\.\nDuty at least \$16,500 on \$60,000 /,
    );
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

test("a row without a number below one of an entry may be of it: neither is given a fee", async () => {
  const goods = "2025-06-19,8471.30.01.00,TW,1000";
  const file = csv(`,${goods}`, `A,${goods}`, `,${goods}`, `,${goods}`, `B,${goods}`);
  const { out, status } = await duty(file, "in.csv", "--format", "ndjson", "--no-asks");
  const rows = out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(status).toBe(1);
  expect(rows.map((row) => [row.status, row.mpf_usd])).toEqual([
    ["exact", "32.71"],
    ["exact", null],
    ["invalid", null],
    ["invalid", null],
    ["exact", "32.71"],
  ]);
  expect(rows[2].problem).toBe(
    "entry: there is no number below a row of A: write in each row the number of its entry",
  );
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
