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

  test.each(["ditto", "-", "\u3003"])("%s is no number of an entry: it is asked for", async (mark) => {
    const { rows } = await rowsOf(
      table(HEAD, `A,06/19/2025,1,${CAR},JP,30000`, `${mark},06/19/2025,2,${CAR},JP,30000`),
    );
    expect(rows).toMatchObject([{ status: "exact", mpf_usd: null }, { status: "invalid" }]);
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

describe("quotes in files that are parted by tabs or bars, whose programs do not quote", () => {
  const of = (separator: string, ...rows: (readonly string[])[]) =>
    rowsOf(
      table(
        ...[
          ["date", "hts", "origin", "name", "value"],
          ...rows.map(([name = "", value = ""]) => ["2025-06-19", CAR, "JP", name, value]),
        ].map((cells) => cells.join(separator)),
      ),
      "in.txt",
    );

  test.each(["\t", "|"])("stand for themselves within a cell: %j", async (separator) => {
    const names = ['12" pipe', '1/2"', '"special" order', `"a${separator}b"`, '"12"" pipe"'];
    const { rows, err } = await of(separator, ...names.map((name) => [name, "30000"]), ["x", '"30,000"']);
    expect(err).not.toContain("invalid:");
    expect(rows.map(({ name, duty_usd }) => [name, duty_usd])).toEqual(
      ['12" pipe', '1/2"', '"special" order', `a${separator}b`, '12" pipe', "x"].map((name) => [name, OWED]),
    );
  });

  test.each([
    ["closed in another row", ['"special', 'x "']],
    ["closed within a cell of another row", ['"special', 'x "y']],
    ["never closed", ['"special', "x"]],
  ])("at the beginning of a cell and %s: no row is lost", async (_, names) => {
    const { err, rows, status } = await of("|", ...names.map((name) => [name, "30000"]));
    expect([status, rows]).toEqual([2, []]);
    expect(err).toMatch(/in.txt:2: cell 4 of this record opens a quote/);
  });
});

describe("text in an encoding that its bytes do not tell", () => {
  /** 名称 and 阀门, 品名 and 閥門, 품명 and 밸브, Имя and Клапан, as those encodings have them. */
  const NAMES = [
    ["gbk", "c3fbb3c6", "b7a7c3c5", "名称", "阀门"],
    ["gb2312", "c3fbb3c6", "b7a7c3c5", "名称", "阀门"],
    ["big5", "ab7ea657", "bbd6aaf9", "品名", "閥門"],
    ["euc-kr", "c7b0b8ed", "b9ebbaea", "품명", "밸브"],
    ["windows-1251", "c8ecff", "caebe0efe0ed", "Имя", "Клапан"],
    ["cp1251", "c8ecff", "caebe0efe0ed", "Имя", "Клапан"],
  ] as const;
  const bytesOf = (heading: string, name: string) =>
    Buffer.concat([
      ...[Buffer.from("date,hts,origin,value,"), Buffer.from(heading, "hex")],
      ...[Buffer.from(`\n2025-06-19,${CAR},JP,30000,`), Buffer.from(name, "hex"), Buffer.from("\n")],
    ]);

  test.each(NAMES)("%s is read where it is asked for, and said", async (encoding, ...texts) => {
    const [heading, name, column, cell] = texts;
    const { rows, err } = await rowsOf(bytesOf(heading, name), "in.csv", "--encoding", encoding);
    expect(rows).toMatchObject([{ duty_usd: OWED, [column]: cell }]);
    expect(err).toContain("The text of the file is read as ");
  });

  test.each([
    ["no encoding", []],
    ["another", ["--encoding", "utf-8"]],
  ])("with %s nothing is priced", async (_, flags) => {
    const { rows, status } = await rowsOf(bytesOf("c3fbb3c6", "b7a7c3c5b7a7c3c5"), "in.csv", ...flags);
    expect([rows, status]).toEqual([[], 2]);
  });

  test.each([
    ["an encoding that nobody has", "runes", `x`, "expected an encoding such as gb18030"],
    ["one beside a mark of UTF-8", "gbk", "\ufeffdate,hts,origin,value\n", "says itself that it is UTF-8"],
    ["one of UTF-16", "utf-16le", "x", "UTF-16 is known by its first bytes"],
  ])("%s is refused", async (_, encoding, text, words) => {
    const { err, status } = await rowsOf(text, "in.csv", "--encoding", encoding);
    expect([status, err]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe("rows in groups, as programs of accountants write them", () => {
  test("names of groups and their sums are left out, and said", async () => {
    const { rows, err } = await rowsOf(
      table(
        "Type,Date,Num,HTS,Country of Origin,Qty,Value",
        "Inventory,,,,,,",
        "Acme,,,,,,",
        `Bill,06/19/2025,101,${CAR},JP,1,30000`,
        `Bill,06/19/2025,102,${CAR},JP,1,30000`,
        "Total Acme,,,,,2,60000",
        "Zeta,,,,,,",
        `Bill,06/19/2025,103,${CAR},JP,1,30000`,
        "Total Zeta,,,,,1,30000",
        "TOTAL,,,,,3,90000",
      ),
    );
    expect(rows.map(({ Num, duty_usd }) => [Num, duty_usd])).toEqual([
      ["101", OWED],
      ["102", OWED],
      ["103", OWED],
    ]);
    expect(err).toContain(
      "Left out: 3 rows of totals (row 6, 9, 10), 3 rows of words or headings (row 2, 3, 7).",
    );
  });

  test("a word that stands alone in a file without such sums may be goods, and is told", async () => {
    const { rows } = await rowsOf(
      table("sku,date,hts,origin,value", "A1,,,,", `A2,2025-06-19,${CAR},JP,30000`, "Total,,,,30000"),
    );
    expect(rows.map(({ sku, status }) => [sku, status])).toEqual([
      ["A1", "invalid"],
      ["A2", "exact"],
    ]);
  });
});

describe("headings in two rows", () => {
  const CELLS = `2025-06-19,A1,${CAR},JP`;
  test.each([
    ["groups over currencies", ",,,,Value,Value", "Date,Entry,HTS,Origin,EUR,USD", `${CELLS},27000,30000`],
    [
      "a group over two columns",
      "Entry,,Goods,,Value,",
      "Date,Number,HTS,Origin,EUR,USD",
      `${CELLS},27000,30000`,
    ],
    ["units under the names", "Date,Entry,HTS,Origin,Value,Qty", ",,,,USD,kg", `${CELLS},30000,1200`],
    ["currencies under one name", "Date,Entry,HTS,Origin,Value,", ",,,,EUR,USD", `${CELLS},27000,30000`],
    [
      "how days are written",
      "Date,Entry,HTS,Origin,Value,x",
      "DD/MM/YYYY,,,,USD,",
      `19/06/2025,A1,${CAR},JP,30000,`,
    ],
    [
      "invoices beside entries",
      "Invoice,Entry,Entry,Goods,,",
      "Date,Date,Number,HTS,Origin,Value",
      `2025-01-02,${CELLS},30000`,
    ],
    [
      "words that end the names",
      "Date of,Entry,HTS,Country,Entered,Customs",
      "entry,number,number,of origin,quantity,value",
      `${CELLS},1,30000`,
    ],
    ["words that end one name", "Date,Entry,HTS,Country of,Value", ",,,origin,", `${CELLS},30000`],
    [
      "other words under other names",
      "Date,Entry,HTS,Country,Value",
      "Day,No.,Number,of origin,of goods",
      `${CELLS},30000`,
    ],
  ])("%s", async (_, ...lines) => {
    const { rows, err } = await rowsOf(table(...lines));
    expect({ err, duties: rows.map(({ duty_usd }) => duty_usd) }).toMatchObject({ duties: [OWED] });
  });

  test.each([
    ["EUR", "Value (EUR)", { status: "invalid" }],
    ["(EUR)", "Value (EUR)", { status: "invalid" }],
  ])("%s under Value is no dollar", async (unit, heading, answer) => {
    const file = table("date,hts,origin,Value", `,,,${unit}`, `2025-06-19,${CAR},JP,20000`);
    expect((await rowsOf(file)).rows).toMatchObject([{ ...answer, [heading]: "20000" }]);
    expect((await rowsOf(file, "in.csv", "--rate", "EUR=1.5")).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("a currency at the foot of the values is heard", async () => {
    const { rows, status, err } = await rowsOf(
      table("date,hts,origin,Value", `2025-06-19,${CAR},JP,20000`, ",,,EUR"),
    );
    expect([rows, status, err]).toEqual([[], 2, expect.stringContaining("amounts are in EUR")]);
  });

  test.each([
    ["thousands under it", ["date,hts,origin,Value", ",,,in thousands"]],
    ["a currency above it", [",,,(EUR)", "date,hts,origin,Value"]],
    ["the day of an invoice alone", ["Invoice,Goods,,", "Date,HTS,Origin,Value"]],
  ])("%s: nothing is priced", async (_, lines) => {
    const { rows, status } = await rowsOf(table(...lines, `2025-06-19,${CAR},JP,30`));
    expect([rows, status]).toEqual([[], 2]);
  });
});

describe("quotes that nobody wrote twice", () => {
  const of = (cell: string) => table("date,hts,origin,value,what,note", `2025-06-19,${CAR},JP,30000,${cell}`);

  test.each([
    ['12" pipe,x', '12" pipe'],
    ['12" x 6" pipe,x', '12" x 6" pipe'],
    ['the "new" one,x', 'the "new" one'],
    ['"12" pipe,x', '"12" pipe'],
    ['"pipe, black" ,x', "pipe, black"],
    ['"""A, B"" Inc",x', '"A, B" Inc'],
  ])("%s stays as it is", async (cell, what) => {
    const { rows } = await rowsOf(of(cell));
    expect(rows[0]).toMatchObject({ duty_usd: OWED, what, note: "x" });
  });

  test.each(['"12" pipe, black",x', '"12" pipe, black",,', '"x","y"z"'])(
    "%s may have a comma in it, and is asked for",
    async (cell) => {
      const { err, status } = await rowsOf(of(cell));
      expect(status).toBe(2);
      expect(err).toMatch(/in.csv:2: cell \d of this record opens a quote that is not closed where/);
    },
  );

  test("an inch among blanks and quotes opens no cell, in a file of any length", async () => {
    const row = `2025-06-19,${CAR},JP,30000,12" pipe, "x"`;
    const text = table("date,hts,origin,value,what,note", ...Array.from({ length: 30_000 }, () => row));
    const { rows } = await rowsOf(text);
    expect(rows.length).toBe(30_000);
    expect(new Set(rows.map(({ what, note }) => `${what} ${note}`))).toEqual(new Set(['12" pipe x']));
  });
});

describe("what a shop asks for its goods is no customs value", () => {
  test.each([
    "Variant Price",
    "Retail price",
    "MSRP",
    "Variant Compare At Price",
    "list_price",
    "Sale Price",
  ])("%s is not offered as one", async (heading) => {
    const { err, status } = await rowsOf(table(`date,hts,origin,${heading}`, `2025-06-19,${CAR},JP,30000`));
    expect(status).toBe(2);
    expect(err).toContain(`"${heading}" is what buyers pay in a shop`);
    expect(err).not.toContain(`value=${heading}`);
  });

  test.each(["price", "Price", "Preis"])("%s is no value without a word", async (heading) => {
    const { err } = await rowsOf(table(`date,hts,origin,${heading}`, `2025-06-19,${CAR},JP,30000`));
    expect(err).toContain(`"${heading}" may be what buyers pay in a shop, or what one piece costs`);
    expect(err).not.toContain(`value=${heading}`);
  });

  test.each(["CIF Value", "Landed cost", "Total DDP Price"])(
    "%s has freight in it, and is none",
    async (heading) => {
      const { err, status } = await rowsOf(table(`date,hts,origin,${heading}`, `2025-06-19,${CAR},JP,30000`));
      expect([status, err]).toEqual([
        2,
        expect.stringContaining(`"${heading}" has freight and insurance in it`),
      ]);
      expect(err).not.toContain(`value=${heading}`);
    },
  );

  test("beside a cost it is kept", async () => {
    const { rows, err } = await rowsOf(
      table("date,HS Code,Country of Origin,Variant Price,Cost per item", `2025-06-19,${CAR},JP,50000,30000`),
    );
    expect(rows).toMatchObject([{ duty_usd: OWED }]);
    expect(err).toContain("Columns that are kept and not read: Variant Price.");
  });
});

test.each([
  ["line", "Entry Number", "A-1"],
  ["entry", "Line", "1"],
  ["entry and line", "Remark", "x"],
])(
  "an audit asks for the column of %s where numbers of chapter 99 have rows of their own",
  async (missing, heading, cell) => {
    const head = `${heading},Entry Date,HTS,Country of Origin,Entered Value,Duty`;
    const { err, status, out } = await audit(
      table(head, `${cell},06/19/2025,9903.94.01,JP,,7500`, `${cell},06/19/2025,${CAR},JP,30000,750`),
    );
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(`9903.94.01 has a row of its own, and no column of ${missing} says`);
  },
);

describe("rows that are not to be counted as they stand", () => {
  const of = (heading: string, cell: string) =>
    table(
      `date,hts,origin,value,${heading}`,
      `2025-06-19,${CAR},JP,30000,`,
      `2025-06-19,${CAR},JP,30000,${cell}`,
    );

  test.each([
    ["Status", "Cancelled"],
    ["Entry Status", "rejected"],
    ["Dr/Cr", "C"],
    ["debit/credit indicator", "credit"],
    ["Soll/Haben", "H"],
    ["is_deleted", "true"],
  ])("%s %s is asked for", async (heading, cell) => {
    const { err, status } = await rowsOf(of(heading, cell));
    expect([status, err]).toEqual([
      2,
      expect.stringContaining(`in.csv:3: "${heading}" says "${cell}" of this`),
    ]);
  });

  test.each([
    ["Status", "Accepted"],
    ["Dr/Cr", "D"],
    ["is_deleted", "false"],
  ])("%s %s is none of it", async (heading, cell) => {
    expect((await rowsOf(of(heading, cell))).rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED, OWED]);
  });

  const lines = (heading: string, ...values: string[]) =>
    table(
      `entry,line,date,hts,origin,${heading}`,
      ...values.map((value, at) => `A1,${at + 1},2025-06-19,${CAR},JP,${value}`),
    );

  test("a total that stands on each line of an entry is asked for, unless it is named", async () => {
    const text = lines("Total Entered Value", "30000", "30000");
    const { err, status } = await rowsOf(text);
    expect([status, err]).toEqual([2, expect.stringContaining("is 30000 on several lines of one entry")]);
    const named = await rowsOf(text, "in.csv", "--columns", "value=Total Entered Value");
    expect(named.rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED, OWED]);
    expect((await rowsOf(lines("Total Entered Value", "30000", "15000"))).status).toBe(0);
    expect((await rowsOf(lines("Entered Value", "30000", "30000"))).status).toBe(0);
  });

  test("so is a total duty that stands on lines of several values", async () => {
    const filed = (heading: string, ...lines: (readonly [value: string, duty: string])[]) =>
      table(
        `entry,line,date,hts,origin,value,${heading}`,
        ...lines.map(([value, duty], at) => `A1,${at + 1},2025-06-19,${CAR},JP,${value},${duty}`),
      );
    const text = filed("Total Duty", ["30000", "12375"], ["15000", "12375"]);
    const { err, status } = await audit(text);
    expect([status, err]).toEqual([2, expect.stringContaining("it may be what all of them owe")]);
    for (const one of [
      await audit(text, "--columns", "filed_duty_usd=Total Duty"),
      await audit(filed("Duty", ["30000", "12375"], ["15000", "12375"])),
      await audit(filed("Total Duty", ["30000", "8250"], ["30000", "8250"])),
      await audit(filed("Total Duty", ["30000", "8250"], ["15000", "4125"])),
      await audit(filed("Total Duty", ["30000", "0"], ["15000", "0"])),
    ])
      expect(one.err).toBe("");
  });

  test.each(["3.16E10", "3.16E+10", "1E+10"])(
    "the number of an entry that lost digits is refused: %s",
    async (entry) => {
      const text = table("entry,date,hts,origin,value", `${entry},2025-06-19,${CAR},JP,30000`);
      expect((await rowsOf(text)).err).toContain(
        `the number of the entry is ${entry}, which has lost its last digits`,
      );
    },
  );

  test.each(["3E1-1234567-8", "3E112345678", "316E10", "3E10"])(
    "one of a filer like it is none of those: %s",
    async (entry) => {
      const text = table("entry,date,hts,origin,value", `${entry},2025-06-19,${CAR},JP,30000`);
      expect((await rowsOf(text)).rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED]);
    },
  );

  test("what is carried from page to page is no goods", async () => {
    const text = table(
      "date,hts,origin,value",
      `2025-06-19,${CAR},JP,30000`,
      "Carried forward,,,30000",
      "b/f,,,30000",
    );
    expect((await rowsOf(text)).rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED]);
  });
});
