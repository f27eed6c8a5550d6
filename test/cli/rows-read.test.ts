/** Files of rows as they are read: what each form means, and what is said of files that are damaged. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatUserError, UserError } from "../../src/contract/errors.js";
import type { Row, RowForm } from "../../src/contract/rows.js";
import { createContext } from "../../src/data/context.js";
import { rowsOf } from "../../src/data/rows/read-rows.js";
import { DATA } from "../shipped.js";

type Bytes = string | readonly (string | readonly number[])[];

const bytes = (parts: Bytes): Buffer =>
  Buffer.concat(
    (typeof parts === "string" ? [parts] : parts).map((part) =>
      typeof part === "string" ? Buffer.from(part) : Buffer.from(part),
    ),
  );

async function* cut(whole: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

async function read(chunks: AsyncIterable<Buffer>, form?: RowForm) {
  const { batches, columns, form: had, name } = await rowsOf(chunks, "file", { ...(form ? { form } : {}) });
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return { form: had, columns, name, rows };
}

const complaint = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no complaint",
    (error) => (error instanceof UserError ? formatUserError(error) : Promise.reject(error)),
  );

/** Rows as `at: cells` and the fault, if there is one. */
const shown = (rows: readonly Row[]): string[] =>
  rows.map(({ at, cells, fault }) => `${at}: ${cells.join("|")}${fault === null ? "" : ` (${fault})`}`);

describe.each([{ size: 1 }, { size: 1 << 20 }])("in pieces of $size bytes", ({ size }) => {
  test.each<{ name: string; text: Bytes; form: RowForm; columns: string[]; rows: string[] }>([
    {
      name: "quotes hold commas, newlines and doubled quotes (RFC 4180)",
      text: 'a,b\n"1,5","x\ny"\n"say ""no""",4\n',
      form: "csv",
      columns: ["a", "b"],
      rows: ["2: 1,5|x\ny", '4: say "no"|4'],
    },
    {
      name: "lines end in CRLF or LF, and blank ones are no rows",
      text: '\r\na,b\r\n1,2\n\n \t\r\n"3\r\n",4\r\n5,6',
      form: "csv",
      columns: ["a", "b"],
      rows: ["3: 1|2", "6: 3\r\n|4", "8: 5|6"],
    },
    {
      name: "lines of an old Mac end in CR",
      text: "a,b\r1,2\r",
      form: "csv",
      columns: ["a", "b"],
      rows: ["2: 1|2"],
    },
    {
      name: "a header without commas may have semicolons",
      text: 'a;"b,c"\n1,5;2\n',
      form: "csv",
      columns: ["a", "b,c"],
      rows: ["2: 1,5|2"],
    },
    { name: "or tabs", text: "a\tb\n1\t2\n", form: "csv", columns: ["a", "b"], rows: ["2: 1|2"] },
    {
      name: "a byte order mark is no part of a name, nor are blanks around it",
      text: '\ufeff"a", b \n1, 2\n',
      form: "csv",
      columns: ["a", "b"],
      rows: ["2: 1| 2"],
    },
    {
      name: "a row of another width is a fault of that row",
      text: "a,b\n1\n1,2,3\n1,2\n",
      form: "csv",
      columns: ["a", "b"],
      rows: ["2: 1| (expected 2 cells; got 1)", "3: 1|2 (expected 2 cells; got 3)", "4: 1|2"],
    },
    {
      name: "a quoted empty cell is a row of one column",
      text: 'a\n""\n',
      form: "csv",
      columns: ["a"],
      rows: ["2: "],
    },
    { name: "names without rows are no rows", text: "a,b\n", form: "csv", columns: ["a", "b"], rows: [] },
    {
      name: "values of JSON become text without exponents",
      text: '[{"a":"é€😀","b":1e-7},{"a":true,"b":null},{"b":[1,"x",false]},{"a":-0.10,"b":1E3}]',
      form: "json",
      columns: ["a", "b"],
      rows: ["1: é€😀|0.0000001", "2: true|", "3: |1;x;false", "4: -0.1|1000"],
    },
    {
      name: "items of JSON that do not fit are faults of their rows",
      text: '[{"a":1},{"a":{"x":2}},{"a":{"x":1}},5,{"a":[[1]]},{"a":12345678901234567890}]',
      form: "json",
      columns: ["a"],
      rows: [
        "1: 1",
        '2:  ("a" should be text, a number or a list of these; got an object)',
        '3:  ("a" should be text, a number or a list of these; got an object)',
        "4:  (expected an object; got a number)",
        '5:  ("a" should be text, a number or a list of these; got a list of something else)',
        '6:  ("a" is a number with more digits than can be kept exactly: write it in quotes)',
      ],
    },
    {
      name: "keys that later objects have besides are columns, empty in the others",
      text: '[{"a":1},{"b":2,"a":3},{"c":{"d":4}}]',
      form: "json",
      columns: ["a", "b", "c.d"],
      rows: ["1: 1||", "2: 3|2|", "3: ||4"],
    },
    {
      name: "of NDJSON too",
      text: '{"a":1}\n{"b":2,"a":3}\n',
      form: "ndjson",
      columns: ["a", "b"],
      rows: ["1: 1|", "2: 3|2"],
    },
    {
      name: "what is within another object has the names of both, and an object may hold the list",
      text: '{"page":1,"items":[{"a":{"b":1,"c":{"d":2}},"e":3},{"a":null,"e":4},{"e":5}]}',
      form: "json",
      columns: ["a.b", "a.c.d", "e"],
      rows: ["1: 1|2|3", "2: ||4", "3: ||5"],
    },
    {
      name: "an object alone is a row, over several lines too",
      text: '{\n  "a": 1,\n  "b": ["x", "y"],\n  "c": {"d": []}\n}\n',
      form: "json",
      columns: ["a", "b", "c.d"],
      rows: ["1: 1|x;y|"],
    },
    { name: "an empty JSON array has neither", text: " [ ]\n", form: "json", columns: [], rows: [] },
    {
      name: "NDJSON has an object a line, and a line that is none is a fault of its row",
      text: '{"a":1,"__proto__":2}\n\n{"a":\n[]\r\n{"a":"z"}',
      form: "ndjson",
      columns: ["a", "__proto__"],
      rows: [
        "1: 1|2",
        "3: | (this is not JSON: expected a value at character 6; the line ends)",
        "4: | (expected an object; got a list)",
        "5: z|",
      ],
    },
  ])("$name", async ({ text, form, columns, rows }) => {
    const found = await read(cut(bytes(text), size));
    expect({ ...found, rows: shown(found.rows) }).toEqual({ form, columns, name: "file", rows });
  });

  test.each<{ name: string; text: Bytes; form?: RowForm; says: string }>([
    { name: "nothing", text: "", says: "file: this file is empty" },
    { name: "blanks", text: ["\ufeff \r\n\n"], says: "file: this file is empty" },
    {
      name: "names that are missing or used twice",
      text: "a,b,a,\n",
      says: 'file:1: expected a name of its own for each column; got no name for column 4; "a" more than once',
    },
    {
      name: "a quote never closed",
      text: 'a,b\n1,2\n3,"4\n5,6\n',
      says: "file:3: cell 2 of this record opens a quote that is never closed",
    },
    {
      name: "text with a separator after a closing quote",
      text: 'a,b\n"1" 2, 3",4\n',
      says: "file:2: cell 1 of this record opens a quote that is not closed where the cell ends",
    },
    {
      name: "a character cut short",
      text: ["a,b\n1,", [0xe2, 0x82]],
      says: "file:2: expected text in UTF-8; got bytes that are none",
    },
    { name: "a zero byte", text: "a,b\n1,\0\n", says: "file:2: this is no text file: it has a byte 0" },
    {
      name: "UTF-32",
      text: [[0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]],
      says: "file: expected text in UTF-8; this is UTF-32 text",
    },
    {
      name: "an Excel workbook",
      text: "PK\x03\x04......[Content_Types].xml",
      says: "file: expected text in UTF-8; this is an Excel workbook",
    },
    {
      name: "a ZIP archive",
      text: "PK\x03\x04......rows.csv",
      says: "file: expected text in UTF-8; this is a ZIP archive",
    },
    {
      name: "an old Excel workbook",
      text: [[0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
      says: "file: expected text in UTF-8; this is an old Excel workbook",
    },
    { name: "Parquet cut short", text: "PAR1..", says: "file: this is no Parquet file that can be read" },
    { name: "PDF", text: "%PDF-1.7", says: "file: expected text in UTF-8; this is a PDF document" },
    {
      name: "JSON cut short",
      text: '[{"a":1},\n{"a":"x',
      says: "file:2: this is not JSON: the file ends before its array does",
    },
    {
      name: "a comma too many",
      text: '[{"ä":1},\n {"ä":,2}]',
      says: "file:2:7: this is not JSON: did not expect ,",
    },
    {
      name: "text after the array",
      text: '[{"a":1}]\n x',
      says: "file:2:2: this is not JSON: did not expect x",
    },
    {
      name: "an object where an array should be",
      text: '{"rows":[]}',
      form: "json",
      says: "file: expected a JSON array of objects; got an object that holds none",
    },
    {
      name: "an array of numbers",
      text: "[1,2]",
      says: "file, item 1: expected an object that names the columns; got a number",
    },
    {
      name: "an object of nothing",
      text: "{}",
      form: "json",
      says: "file: expected a JSON array of objects; got an object that holds none",
    },
    {
      name: "an object over several lines that is cut short",
      text: '{\n"a":1\n',
      says: "file:3: this is not JSON: the file ends before its array does",
    },
  ])("$name is refused", async ({ text, form, says }) => {
    expect(await complaint(read(cut(bytes(text), size), form))).toContain(`tariff-calc: error: ${says}`);
  });
});

describe("a record that never ends stops early, with its line", () => {
  const MEBIBYTE = 1024 * 1024;

  test.each([
    { name: "a CSV cell", start: "a,b\n1,2\n3,", filling: "x" },
    { name: "a CSV quote", start: 'a,b\n1,2\n3,"', filling: "x\n" },
    { name: "a CSV row of nothing but commas", start: "a,b\n1,2\n", filling: "," },
    { name: "an NDJSON line", start: '{"a":1}\n\n{"a":"', filling: "x" },
    { name: "a JSON text", start: '[{"a":1},\n\n{"a":"', filling: "x" },
    { name: "a JSON object of many keys", start: '[{"a":1},\n\n{"a":1', filling: ',"a":1' },
  ])("$name", async ({ start, filling }) => {
    const piece = Buffer.from(filling.repeat((128 * 1024) / filling.length));
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(start);
      for (; given < 1024 * MEBIBYTE; given += piece.length) yield piece;
    }
    expect(await complaint(read(endless()))).toContain("file:3: this record is longer than 1 MiB");
    expect(given).toBeLessThan(2 * MEBIBYTE);
  });
});

test("rows come in order, in batches of a thousand at most, whatever the pieces", async () => {
  const lines = Array.from({ length: 2500 }, (_, index) => `${index},x\n`).join("");
  const { batches } = await rowsOf(cut(Buffer.from(`a,b\n${lines}`), 3000), "file");
  const read: string[] = [];
  for await (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(1000);
    read.push(...batch.map(({ cells: [first = ""] }) => first));
  }
  expect(read).toEqual(Array.from({ length: 2500 }, (_, index) => String(index)));
});

describe("through the context", () => {
  const folder = mkdtempSync(join(tmpdir(), "tariff-calc-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "rows.csv");
  writeFileSync(path, "abc");

  test("a file is an input by its hash once it has been read", async () => {
    const context = createContext(DATA, "0.0.0");
    const { batches } = await context.rows(path);
    for await (const _ of batches) expect(_).toEqual([]);
    /** SHA-256 of "abc": FIPS 180-2, appendix B.1. */
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await context.inputs()).toEqual([{ name: path, sha256 }]);
  });

  test.each([
    { name: "no.csv", says: "there is no such file" },
    { name: "", says: "this is a folder, not a file" },
  ])('"$name": $says', async ({ name, says }) => {
    const where = join(folder, name);
    const context = createContext(DATA, "0.0.0");
    expect(await complaint(context.rows(where))).toContain(`tariff-calc: error: ${where}: ${says}`);
  });
});
