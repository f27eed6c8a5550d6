/** Workbooks of Excel: as people have them, as the program writes them, and as somebody builds them who means harm. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { createContext } from "../../src/data/context.js";
import { DATA } from "../shipped.js";
import { CAR, duty, folder, OWED } from "./duty-file.js";

interface Parts {
  readonly sheet: string;
  readonly book?: string;
  readonly shared?: string;
  readonly styles?: string;
  readonly more?: Readonly<Record<string, Buffer>>;
  /** A sheet behind the first. */
  readonly second?: string;
}

const HEAD = '<?xml version="1.0"?>';
const STYLES = `${HEAD}<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`;

/** A workbook of one sheet. */
async function workbook({
  sheet,
  book = "",
  shared,
  styles = STYLES,
  more = {},
  second,
}: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (path: string, text: string | Buffer) => zip.addBuffer(Buffer.from(text), path);
  add("[Content_Types].xml", `${HEAD}<Types/>`);
  add(
    "xl/workbook.xml",
    `${HEAD}<workbook xmlns:r="r">${book}<sheets><sheet name="Lines" r:id="a"/>${second ? '<sheet name="July" r:id="c"/>' : ""}</sheets></workbook>`,
  );
  add(
    "xl/_rels/workbook.xml.rels",
    `${HEAD}<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" TargetMode="External" Target="https://example.com/x.xlsx"/><Relationship Id="c" Target="worksheets/sheet2.xml"/></Relationships>`,
  );
  if (second) add("xl/worksheets/sheet2.xml", second);
  if (shared) add("xl/sharedStrings.xml", shared);
  add("xl/styles.xml", styles);
  add("xl/worksheets/sheet1.xml", sheet);
  for (const [path, bytes] of Object.entries(more)) add(path, bytes);
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (value: string | number, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;
const row = (...cells: string[]): string => `<row>${cells.join("")}</row>`;
const sheetOf = (rows: readonly string[], after = ""): string =>
  `${HEAD}<worksheet><sheetData>${rows.join("")}</sheetData>${after}</worksheet>`;
const NAMES = row(...["date", "hts", "origin", "value", "part"].map(text));
const GOOD = row(text("2025-06-19"), text(CAR), text("JP"), number(30000), text("P-1"));

async function rowsOf(bytes: Uint8Array, ...flags: string[]) {
  const { out, err, status } = await duty(bytes, "in.xlsx", "--no-asks", "-fndjson", ...flags);
  const rows = out
    .split("\n")
    .flatMap((line): Record<string, unknown>[] => (line === "" ? [] : [JSON.parse(line)]));
  return { rows, err, status };
}

describe("as people have them", () => {
  test.each([
    ["[$€-407] #,##0.00", "EUR", OWED],
    ['"£"#,##0.00', "GBP", OWED],
    ["[$¥-411]#,##0", "JPY", OWED],
    ["[$$-1009]#,##0.00", "CAD", OWED],
    ['"$"#,##0.00', "EUR", "5500.00"],
    ["[$$-409]#,##0.00", "EUR", "5500.00"],
  ])(
    "amounts shown as %s are of that currency, and dollars only where it says so",
    async (code, currency, owed) => {
      const shown = code.replaceAll('"', "&quot;");
      const bytes = await workbook({
        styles: `${HEAD}<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${shown}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`,
        sheet: sheetOf([
          NAMES,
          row(text("2025-06-19"), text(CAR), text("JP"), number(20000, 1), text("P-1")),
        ]),
      });
      expect((await rowsOf(bytes, "--rate", `${currency}=1.5`)).rows[0]).toMatchObject({ duty_usd: owed });
      if (owed === OWED)
        expect((await rowsOf(bytes)).rows[0]).toMatchObject({ status: "invalid", duty_usd: null });
    },
  );

  test.each(["<v></v>", "<v/>", ""])(
    "a formula whose value is %s has none, and is no zero",
    async (value) => {
      const cells = [text("2025-06-19"), text(CAR), text("JP"), `<c><f>100*300</f>${value}</c>`];
      const { rows } = await rowsOf(await workbook({ sheet: sheetOf([NAMES, row(...cells)]) }));
      expect(rows[0]).toMatchObject({
        status: "invalid",
        problem: expect.stringContaining("formula in column D"),
      });
    },
  );

  test("a second sheet of entries is named, and read where it is asked for", async () => {
    const bytes = await workbook({ sheet: sheetOf([NAMES, GOOD]), second: sheetOf([NAMES, GOOD, GOOD]) });
    const { rows, err } = await rowsOf(bytes);
    expect(rows).toHaveLength(1);
    expect(err).toContain('Only the sheet "Lines" is read; --sheet names another: July.');
    expect((await rowsOf(bytes, "--sheet", "July")).rows).toHaveLength(2);
  });

  test("titles, blank rows, totals and other columns; days and numbers as spreadsheets keep them", async () => {
    const shared = `${HEAD}<sst><si><t>Jap</t><r><t>an</t></r><rPh><t>x</t></rPh></si></sst>`;
    const { rows, err } = await rowsOf(
      await workbook({
        shared,
        sheet: sheetOf([
          row(text("Entries of June 2025")),
          row(),
          NAMES,
          row(number(45827, 1), number("8703230160"), '<c t="s"><v>0</v></c>', number(30000), text("P-1")),
          row(text(""), text(""), text("")),
          row(text("Total"), "<c/>", "<c/>", "<c><f>SUM(D4)</f><v>30000</v></c>"),
        ]),
      }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ date: "2025-06-19", part: "P-1", origin: "Japan", duty_usd: OWED });
    expect(err).toContain("Left out: 2 rows above the headings, 1 blank row, 1 row of totals (row 6).");
  });

  test("days of workbooks that count from 1904", async () => {
    const sheet = sheetOf([NAMES, row(number(45827 - 1462, 1), text(CAR), text("JP"), number(30000))]);
    const { rows } = await rowsOf(await workbook({ sheet, book: '<workbookPr date1904="1"/>' }));
    expect(rows[0]).toMatchObject({ date: "2025-06-19", duty_usd: OWED });
  });

  test("a number that lost its zero", async () => {
    const { err } = await rowsOf(
      await workbook({
        sheet: sheetOf([NAMES, row(text("2025-06-19"), number(703200015), text("CN"), number(1))]),
      }),
    );
    expect(err).toContain("703200015 as 0703.20.00.15");
  });

  test("a formula counts by the value saved with it; one without a value is told", async () => {
    const formula = (value: string) =>
      row(text("2025-06-19"), text(CAR), text("JP"), `<c><f>WEBSERVICE("http://x")</f>${value}</c>`);
    const { rows } = await rowsOf(
      await workbook({ sheet: sheetOf([NAMES, formula("<v>30000</v>"), formula("")]) }),
    );
    expect(rows[0]?.duty_usd).toBe(OWED);
    expect(rows[1]).toMatchObject({ status: "invalid", duty_usd: null });
    expect(rows[1]?.problem).toContain("the formula in column D has no value");
  });

  test("cells that are merged over rows are told", async () => {
    const merged = '<mergeCells count="1"><mergeCell ref="D2:D3"/></mergeCells>';
    const { rows } = await rowsOf(await workbook({ sheet: sheetOf([NAMES, GOOD, GOOD], merged) }));
    expect(rows.map(({ status }) => status)).toEqual(["invalid", "invalid"]);
    expect(rows[0]?.problem).toContain("the cells D2:D3 are merged");
  });

  test("macros and links to other files are left alone", async () => {
    const more = {
      "xl/vbaProject.bin": Buffer.from("x"),
      "xl/externalLinks/externalLink1.xml": Buffer.from("<x/>"),
    };
    expect((await rowsOf(await workbook({ sheet: sheetOf([NAMES, GOOD]), more }))).rows[0]?.duty_usd).toBe(
      OWED,
    );
  });
});

describe("as somebody builds them who means harm", () => {
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    [
      "a bomb",
      () => workbook({ sheet: HEAD + " ".repeat(70 * 1024 * 1024) }),
      "xl/worksheets/sheet1.xml unpacks to 70 MiB, 200 times its size or more",
    ],
    [
      "texts that name each other",
      () =>
        workbook({ sheet: `${HEAD}<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>${sheetOf([NAMES])}` }),
      "declares a document type",
    ],
    ["no XML", () => workbook({ sheet: "<worksheet><row></worksheet>" }), "is not XML"],
    ["no sheet that has a row", () => workbook({ sheet: sheetOf([]) }), "the workbook has no row"],
    [
      "a cell without an end",
      () => workbook({ sheet: sheetOf([row(text("x".repeat(2 * 1024 * 1024)))]) }),
      "this record is longer than 1 MiB",
    ],
    [
      "a directory that is cut off",
      async () => (await workbook({ sheet: sheetOf([NAMES, GOOD]) })).subarray(0, -30),
      "this is no workbook that can be read",
    ],
    [
      "a workbook of which the beginning alone has come",
      async () => (await workbook({ sheet: sheetOf([NAMES, GOOD]) })).subarray(0, 40),
      "open it in a spreadsheet",
    ],
  ])("%s is told, and nothing is priced", async (_, bytes, says) => {
    const { rows, err, status } = await rowsOf(await bytes());
    expect({ rows, status }).toEqual({ rows: [], status: 2 });
    expect(err).toContain(says);
  });
});

describe("as the program writes them", () => {
  const CSV = `entry,date,hts,origin,value,note\nE-1,2025-06-19,${CAR},JP,30000.00,=1+1\nE-2,2025-06-19,0402.99.90.00,NZ,12.5,"a & <b>"\n`;

  test("read back, they give the same rows digit for digit", async () => {
    const path = join(folder, "out.xlsx");
    await duty(CSV, "in.csv", "--no-asks", "-o", path);
    const bytes = readFileSync(path);
    const direct = (await duty(CSV, "in.csv", "--no-asks", "-fcsv")).out;
    expect((await duty(bytes, "again.xlsx", "--no-asks", "-fcsv")).out).toBe(direct);
  });

  test("entries stand on a sheet of their own, with fees; what is not known is empty", async () => {
    const path = join(folder, "out.xlsx");
    const car = `E-1,2025-06-19,${CAR},JP,30000,vessel`;
    await duty(
      `entry,date,hts,origin,value,mode\n${car}\n${car}\nE-2,2025-06-19,1,JP,9,air\n`,
      "in.csv",
      "-o",
      path,
    );
    const entries = await createContext(DATA, "0").rows(path, { sheet: "Entries" });
    const rows = [];
    for await (const batch of entries.batches) rows.push(...batch.map(({ cells }) => cells));
    expect([entries.columns, ...rows]).toEqual([
      ["entry", "lines", "value_usd", "duty_usd", "mpf_usd", "hmf_usd", "total_usd", "status"],
      /** 27.5% of $60,000, 0.3464% (19 CFR 24.23) and 0.125% (19 CFR 24.24). */
      ["E-1", "2", "60000", "16500", "207.84", "75", "16782.84", "presumed"],
      ["E-2", "1", "", "", "", "", "", "invalid"],
    ]);
  });

  /** What spreadsheets run, what programs have of their own, what no other column may be called. */
  const ODD: Readonly<Record<string, string>> = {
    "=1+1": '=HYPERLINK("http://x")',
    "@x": "-1+1",
    __proto__x: "0001234",
    constructor: "12345678901234567890",
    'q"q,': 'say "hi", twice',
    "two\nlines": "line1\nline2",
    "naïve 日本": "émoji 🚀",
    "2025-01-01": "2025-06-19",
    "1.5": " 3.140 ",
    true: "TRUE",
    [`${"x".repeat(300)}`]: "L".repeat(32_000),
    _x000D_: "_x000D_",
  };

  test.each(["xlsx", "parquet"])(
    "columns of any name and text come back from .%s as they were",
    async (ending) => {
      const names = ["__proto__", ...Object.keys(ODD)];
      const cells = ["proto", ...Object.values(ODD)];
      const quoted = (texts: readonly string[]) =>
        texts.map((one) => `"${one.replaceAll('"', '""')}"`).join(",");
      const own = `date,hts,origin,value,${quoted(names)}\n2025-06-19,${CAR},JP,30000,${quoted(cells)}\n`;
      const path = join(folder, `odd.${ending}`);
      expect((await duty(own, "in.csv", "--no-asks", "-o", path)).status).toBe(0);
      const { out } = await duty(readFileSync(path), `back.${ending}`, "--no-asks", "--format", "ndjson");
      const back = JSON.parse(out) as Readonly<Record<string, unknown>>;
      expect([
        back.duty_usd,
        ...names.map((name) => Object.getOwnPropertyDescriptor(back, name)?.value),
      ]).toEqual([OWED, ...cells]);
    },
  );

  test("as Parquet too, with amounts as decimals of two places", async () => {
    const path = join(folder, "out.parquet");
    const { err } = await duty(CSV, "in.csv", "--no-asks", "-o", path);
    expect(err).toContain("2 rows: ");
    const bytes = readFileSync(path);
    const { schema } = await parquetMetadataAsync(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
    expect(schema.find(({ name }) => name === "duty_usd")).toMatchObject({
      converted_type: "DECIMAL",
      scale: 2,
    });
    const [first] = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    });
    expect(first).toMatchObject({
      value: "30000.00",
      duty_usd: 8250,
      layers: expect.stringContaining("9903.94.01:0.25:7500.00"),
    });
    const direct = (await duty(CSV, "in.csv", "--no-asks", "-fcsv")).out;
    expect((await duty(bytes, "again.parquet", "--no-asks", "-fcsv")).out).toBe(direct);
  });

  test.each([
    ["SNAPPY", undefined],
    ["GZIP", gzipSync],
    ["BROTLI", brotliCompressSync],
  ] as const)("every digit of decimals is read of Parquet packed with %s", async (codec, pack) => {
    const bytes = Buffer.from(
      parquetWriteBuffer({
        columnData: [
          { name: "hts", data: [CAR] },
          { name: "origin", data: ["JP"] },
          { name: "value", data: [12_345_678_901_234_567n] },
        ],
        schema: [
          { name: "root", num_children: 3 },
          { name: "hts", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
          { name: "origin", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
          ...[{ name: "value", type: "INT64", repetition_type: "REQUIRED" } as const].map((field) => ({
            ...field,
            ...({ converted_type: "DECIMAL", scale: 3, precision: 18 } as const),
          })),
        ],
        codec,
        ...(pack ? { compressors: { [codec]: pack } } : {}),
      }),
    );
    const { out } = await duty(bytes, "in.parquet", "--no-asks", "-fndjson", "--date", "2025-06-19");
    expect(JSON.parse(out).value).toBe("12345678901234.567");
  });

  test.each([
    ["FLOAT", [1234.1, 0.35, 16_777_216]],
    ["DOUBLE", [1234.1, 0.35, 16_777_216]],
  ] as const)("a %s of Parquet has the digits that it was written with", async (type, values) => {
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "hts", data: [CAR, CAR, CAR], type: "STRING" },
        { name: "origin", data: ["JP", "JP", "JP"], type: "STRING" },
        { name: "value", data: [...values], type },
      ],
    });
    const { out } = await duty(Buffer.from(bytes), "in.parquet", "-q", "-fndjson", "--date", "2025-06-19");
    const read = out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).value]));
    expect(read.map(String)).toEqual(["1234.1", "0.35", "16777216"]);
  });

  /** 1750386600 is 2025-06-20 at 02:30 at Greenwich, and the evening before in the United States. */
  test.each([
    ["at Greenwich", 1_750_386_600_000n, true, [null, "2025-06-20T02:30:00Z"]],
    ["of no zone", 1_750_386_600_000n, false, [OWED, "2025-06-20T02:30:00"]],
    ["at midnight in New York", 1_750_392_000_000n, true, [OWED, "2025-06-20T04:00:00Z"]],
    ["without a time", 1_750_377_600_000n, true, [OWED, "2025-06-20"]],
    ["that is none", 9_000_000_000_000_000_000n, false, [null, "no day"]],
  ] as const)("a moment %s is a day in Parquet where it is one in text", async (_, moment, isUtc, answer) => {
    const text = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" } as const;
    const stamp = { type: "TIMESTAMP", isAdjustedToUTC: isUtc, unit: "MILLIS" } as const;
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "date", data: [moment] },
        { name: "hts", data: [CAR] },
        { name: "origin", data: ["JP"] },
        { name: "value", data: ["30000"] },
      ],
      schema: [
        { name: "root", num_children: 4 },
        { name: "date", type: "INT64", repetition_type: "REQUIRED", logical_type: stamp },
        ...["hts", "origin", "value"].map((name) => ({ name, ...text })),
      ],
    });
    const { out } = await duty(Buffer.from(bytes), "in.parquet", "--no-asks", "-fndjson");
    const { duty_usd, date } = JSON.parse(out);
    expect([duty_usd, date]).toEqual(answer);
  });

  test.each([
    ["that is cut short", (bytes: Buffer) => bytes.subarray(0, -30)],
    [
      "whose directory is damaged",
      (bytes: Buffer) =>
        bytes.fill(0, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), bytes.length - 8),
    ],
    ["of nothing but its mark", () => Buffer.from("PAR1")],
  ])("a Parquet file %s is told, and nothing is priced", async (_, broken) => {
    const path = join(folder, "out.parquet");
    await duty(CSV, "in.csv", "--no-asks", "-o", path);
    const { out, err, status } = await duty(broken(readFileSync(path)), "in.parquet", "--no-asks", "-fcsv");
    expect([out, status]).toEqual(["", 2]);
    expect(err).toContain("no Parquet file that can be read");
  });
});
