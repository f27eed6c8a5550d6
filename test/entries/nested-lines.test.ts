/** JSON in which an entry holds its lines in a list, as programs of brokers write it. */

import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { type Answer, rowsOf as rowsOfFile } from "./duty-file.js";

const rowsOf = (text: string | Uint8Array, name = "in.json", ...flags: string[]) =>
  rowsOfFile(text, name, ...flags);

const BEARING = { hts: "8482.10.50.68", origin: "JP", value: 5000 };
const CAR = { hts: "8703.23.01.60", origin: "JP", value: 30000 };
const ENTRIES = [
  { entry: "ABC-1000001-1", date: "2025-06-19", importer: { name: "A" }, lines: [BEARING, CAR] },
  { entry: "ABC-1000002-9", date: "2025-06-19", importer: { name: "B" }, lines: [CAR] },
];

/** What flat rows of the same lines owe, and the fees of their entries. */
const OWED = [
  ["ABC-1000001-1", "950.00", "17.32"],
  ["ABC-1000001-1", "8250.00", "103.92"],
  ["ABC-1000002-9", "8250.00", "103.92"],
];
const owed = (rows: readonly Answer[]) =>
  rows.map(({ entry, duty_usd, mpf_usd }) => [entry, duty_usd, mpf_usd]);

describe("an entry with its lines in a list is as many rows", () => {
  test("of an array, of NDJSON, of an answer that holds the array", async () => {
    expect(owed((await rowsOf(JSON.stringify(ENTRIES))).rows)).toEqual(OWED);
    expect(owed((await rowsOf(JSON.stringify({ data: { entries: ENTRIES } }))).rows)).toEqual(OWED);
    const lines = ENTRIES.map((entry) => JSON.stringify(entry)).join("\n");
    expect(owed((await rowsOf(lines, "in.ndjson")).rows)).toEqual(OWED);
  });

  test("of one entry alone, also within another object: what it says of all lines holds", async () => {
    const [one, own] = [ENTRIES[0], { date: "2025-06-19", currency: "EUR", lines: [BEARING] }];
    expect(owed((await rowsOf(JSON.stringify(one))).rows)).toEqual(OWED.slice(0, 2));
    const { rows } = await rowsOf(JSON.stringify({ shipment: own }), "in.json", "--rate", "EUR=2");
    expect(rows[0]).toMatchObject({ date: "2025-06-19", duty_usd: "1900.00" });
  });

  test.each([
    ["its number", { entry: { number: "A-1", date: "2025-06-19", lines: [BEARING, CAR] } }],
    ["its day alone", { entry: { date: "2025-06-19", id: 1, lines: [BEARING, CAR] } }],
    [
      "a head of it",
      { summary: { head: { entryNumber: "A-1", entryDate: "2025-06-19" }, lines: [BEARING, CAR] } },
    ],
  ])("what an object says with its own name is read: %s", async (name, file) => {
    const { rows } = await rowsOf(JSON.stringify(file));
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual(["950.00", "8250.00"]);
    if (name !== "its day alone") expect(rows.map(({ mpf_usd }) => mpf_usd)).toEqual(["17.32", "103.92"]);
  });

  test("in lists of invoices", async () => {
    const invoices = [
      { no: 1, items: [BEARING] },
      { no: 2, items: [CAR] },
    ];
    const { rows } = await rowsOf(JSON.stringify([{ entry: "A-1", date: "2025-06-19", invoices }]));
    expect(rows.map(({ entry, no, duty_usd }) => [entry, no, duty_usd])).toEqual([
      ["A-1", "1", "950.00"],
      ["A-1", "2", "8250.00"],
    ]);
  });

  test("the day of an answer is that of no entry", async () => {
    const { err } = await rowsOf(JSON.stringify({ count: 1, date: "2025-06-19", results: [BEARING] }));
    expect(err).toContain("there is no date");
  });
});

describe("nothing of an entry is taken for that of a line", () => {
  const entry = { entry: "A-1", date: "2025-06-19" };
  const second = { entry: "A-2", date: "2025-06-19" };

  test("a value beside several lines; beside one it is that of the line", async () => {
    const { value, ...bare } = BEARING;
    const { rows, status } = await rowsOf(
      JSON.stringify([
        { ...entry, value, lines: [bare] },
        { ...second, value, lines: [bare, bare] },
      ]),
    );
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual(["950.00", null, null]);
    expect(rows[1]?.problem).toContain('"value" stands beside several lines: write in each what is of it');
    expect(status).toBe(1);
  });

  test("what both state is the line's", async () => {
    const { rows } = await rowsOf(JSON.stringify([{ ...entry, value: 35000, lines: [BEARING, CAR] }]));
    expect(rows.map((row) => [row.duty_usd, row["value (of all lines)"]])).toEqual([
      ["950.00", "35000"],
      ["8250.00", "35000"],
    ]);
  });

  test.each([
    ["several lists", { ...second, lines: [BEARING], charges: [{ x: 1 }] }, "holds several lists"],
    ["no line", { ...second, lines: [] }, "hts: expected"],
    ["no object", { ...second, lines: [BEARING, 5] }, 'expected objects in "lines"; got a number'],
  ])("%s", async (_, other, problem) => {
    const { rows, status } = await rowsOf(JSON.stringify([{ ...entry, lines: [BEARING] }, other]));
    expect(rows[0]?.duty_usd).toBe("950.00");
    expect(rows.at(-1)).toMatchObject({ status: "invalid", problem: expect.stringContaining(problem) });
    expect(status).toBe(1);
  });

  test("one entry of more than 1 MiB is refused if it says anything of all lines", async () => {
    const lines = Array.from({ length: 30_000 }, () => BEARING);
    const { err, status } = await rowsOf(JSON.stringify({ ...entry, currency: "EUR", lines }));
    expect(status).toBe(2);
    expect(err).toContain("in.json:1: this record is longer than 1 MiB");
  });
});

describe("structs and lists of Parquet are objects and lists of JSON", () => {
  const text = (name: string) =>
    ({ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }) as const;
  const group = (name: string, num_children: number, repetition_type: "OPTIONAL" | "REPEATED" = "OPTIONAL") =>
    ({ name, num_children, repetition_type }) as const;
  const listOf = (name: string, ...item: SchemaElement[]): SchemaElement[] => [
    { ...group(name, 1), converted_type: "LIST" },
    group("list", 1, "REPEATED"),
    ...item,
  ];
  const fileOf = (names: string[], rows: readonly unknown[][], ...schema: SchemaElement[]) =>
    Buffer.from(
      parquetWriteBuffer({
        columnData: names.map((name, at) => ({ name, data: rows.map((row) => row[at]) })),
        schema: [{ name: "root", num_children: names.length }, ...schema],
      }),
    );

  test("an entry with its lines in a list, decimals and claims of each", async () => {
    const line = ({ hts, origin, value }: typeof CAR, claims: readonly string[] | null = null) => ({
      ...{ hts, origin, claims },
      value: BigInt(value * 100),
    });
    const value = { name: "value", type: "INT64", repetition_type: "OPTIONAL", scale: 2, precision: 18 };
    const file = fileOf(
      ["entry", "head", "lines"],
      [
        ["ABC-1000001-1", { date: "2025-06-19" }, [line(BEARING), line(CAR, ["donation", "not-patented"])]],
        ["ABC-1000002-9", { date: "2025-06-19" }, [line(CAR)]],
        ["ABC-1000003-7", null, null],
      ],
      text("entry"),
      ...[group("head", 1), text("date")],
      ...listOf("lines", group("element", 4), text("hts"), text("origin")),
      ...listOf("claims", text("element")),
      { ...value, converted_type: "DECIMAL" } as SchemaElement,
    );
    const { rows } = await rowsOf(file, "in.parquet", "--columns", "date=head.date");
    expect(owed(rows.slice(0, 3))).toEqual(OWED);
    expect(rows.map((row) => row.claims)).toEqual(["", "donation;not-patented", "", ""]);
    expect(rows[3]).toMatchObject({ entry: "ABC-1000003-7", status: "invalid" });
  });

  test.each(["12.345", "12345"])(
    "a decimal within a list is a number, and has a point: %s",
    async (digits) => {
      const scale = digits.split(".")[1]?.length ?? 0;
      const of = (value: SchemaElement, cell: unknown) =>
        fileOf(
          ["date", "lines"],
          [["2025-06-19", [{ hts: CAR.hts, origin: "JP", value: cell }]]],
          text("date"),
          ...listOf("lines", group("element", 3), text("hts"), text("origin"), value),
        );
      const value = { name: "value", type: "INT64", repetition_type: "OPTIONAL", scale, precision: 18 };
      const stored = BigInt(digits.replace(".", ""));
      const decimals = of({ ...value, converted_type: "DECIMAL" } as SchemaElement, stored);
      expect((await rowsOf(decimals, "in.parquet")).rows[0]).toMatchObject({
        value: digits,
        status: "exact",
      });
      if (scale > 0)
        expect((await rowsOf(of(text("value"), digits), "in.parquet")).err).toContain("--decimal");
    },
  );

  test("a map has no columns", async () => {
    const map = [{ ...group("of", 1), converted_type: "MAP" } as const, group("key_value", 2, "REPEATED")];
    const file = fileOf(
      ["of"],
      [[{ a: "1" }]],
      ...map,
      { ...text("key"), repetition_type: "REQUIRED" },
      text("value"),
    );
    const { err, status } = await rowsOf(file, "in.parquet");
    expect([status, err]).toEqual([2, expect.stringContaining("in.parquet: the column of holds a map")]);
  });
});
