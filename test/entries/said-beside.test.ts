/** What words beside a table, and columns beside those that are read, say of its amounts: nothing is priced against them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { audit, CAR, duty, folder, OWED, rowsOf, run, table } from "./duty-file.js";

const ROW = `2025-06-19,${CAR},JP,30000`;
const HEAD = "date,hts,origin,value";

describe("words above or below a table say what its amounts are counted in", () => {
  test.each([
    ["thousands", "Imports by HTS (in USD 000)"],
    ["thousands", "All values in thousands of US dollars"],
    ["millions", "US$ millions"],
    ["EUR", "All amounts in EUR"],
    ["JPY", "Currency: JPY"],
    ["EUR", "values in euros"],
  ])("%s: %s", async (told, words) => {
    for (const text of [`${words}\n${table(HEAD, ROW)}`, `${table(HEAD, ROW)}"${words}: yes"\n`]) {
      const { err, status, rows } = await rowsOf(text);
      expect([status, rows]).toEqual([2, []]);
      expect(err).toContain(told);
      expect(err).toContain("expected US dollars in full");
    }
  });

  test.each([
    ["titles of other things", `Report of June 2025, 1 page\nIMPORTS IN JUN\n${table(HEAD, ROW)}`],
    ["dollars", `All amounts in USD\n${table(HEAD, ROW)}`],
  ])("%s say nothing of them", async (_, text) => {
    expect((await rowsOf(text)).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("a currency that rows or the heading name is the one they name", async () => {
    const text = `All amounts in EUR\n${table(`${HEAD},currency`, `${ROW},EUR`)}`;
    expect((await rowsOf(text, "in.csv", "--rate", "EUR=1")).rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

describe("what one is worth is not what a line of several is", () => {
  const of = (pieces: string, count: string, ...flags: string[]) =>
    rowsOf(
      table(`Date,HTS,COO,${pieces},Cost per item`, `2025-06-19,${CAR},JP,${count},30000`),
      "in.csv",
      ...flags,
    );

  test.each(["Quantity", "Order Qty", "pcs"])(
    "beside %s of more than one it is asked for",
    async (pieces) => {
      const { err, status } = await of(pieces, "50");
      expect([status, err]).toEqual([2, expect.stringContaining(`"${pieces}" says how many there are: 50`)]);
    },
  );

  test("of one, of what is in store, and where it is named it is the value", async () => {
    const flags = ["--columns", "value=Cost per item"];
    const answers = [
      await of("Quantity", "1"),
      await of("Variant Inventory Qty", "50"),
      await of("Quantity", "50", ...flags),
    ];
    for (const { rows } of answers) expect(rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("a price alone is no value, and is said to be of one", async () => {
    const { err } = await rowsOf(table("Date,HTS,COO,Qty,Unit Price (USD)", `2025-06-19,${CAR},JP,50,30000`));
    expect(err).toContain("there is no value\n  hint: it has: Date, HTS, COO, Qty, Unit Price (USD)");
    expect(err).toContain('"Unit Price (USD)" is of one piece: write what each line is worth');
  });
});

describe("numbers of chapter 99 in columns of their own", () => {
  const filed = table(
    "Entry No,Entry Date,Line,Tariff No,Sup Tariff 1,C/O,Entered Val,Duty Amt,Sup Duty 1",
    "ABC-1000001-1,06/19/2025,1,8482.10.5068,9903.01.25,JP,12500,1125.00,1250.00",
  );

  test("are not what an audit calls not filed: it asks for them", async () => {
    const { err, status } = await audit(filed);
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('filed.csv:2: "Sup Tariff 1" has numbers of chapter 99, such as 9903.01.25'),
    ]);
  });

  test("change nothing of what is owed", async () => {
    expect((await rowsOf(filed)).rows).toMatchObject([{ duty_usd: "2375.00" }]);
  });
});

describe("headings and rows of sheets", () => {
  test("a column with an apostrophe in its name is named by the flag that the hint shows", async () => {
    const text = table("Date d'importation,hts,origin,value", ROW);
    const { err } = await rowsOf(text);
    expect(err).toContain(`--columns "date=Date d'importation"`);
    const { rows } = await rowsOf(text, "in.csv", "--columns", "date=Date d'importation");
    expect(rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("a sum with a colon is left out, and a heading on two lines is told on one", async () => {
    const rows = [`ABC-1000001-1,${ROW}`, "ABC-1000001-1 Subtotal:,,,,30000"];
    const { err, status } = await rowsOf(table(`Entry Number,date,hts,origin,"Entered\r\nValue"`, ...rows));
    expect(status).toBe(0);
    expect(err).toContain("1 row of totals (row 4)");
    expect(err).toContain("Entered Value as value");
  });

  test("a table under another, with other columns, is not read by the names of the first", async () => {
    const text = table(HEAD, ROW, ",,,", "Refund Date,HTS,Country of Origin,Refund", ROW);
    const { err, status } = await rowsOf(text);
    expect([status, err]).toEqual([2, expect.stringContaining("in.csv:4: another table begins here")]);
    const same = table(HEAD, ROW, ",,,", HEAD, ROW);
    expect((await rowsOf(same)).rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED, OWED]);
  });

  test("names in Korean are known", async () => {
    const text = table("Entry Date,HS코드,원산지,금액(USD)", ROW);
    expect((await rowsOf(text)).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test.each(["Import Date", "Einfuhrdatum", "輸入日", "进口日期", "수입일자"])(
    "the day of importation is not taken for the day of entry: %s",
    async (heading) => {
      const { err, status } = await rowsOf(table(`${heading},hts,origin,value`, ROW));
      expect([status, err]).toEqual([2, expect.stringContaining("there is no date")]);
    },
  );

  test("a day of entry in Japanese is read", async () => {
    expect((await rowsOf(table("日付,hts,origin,value", ROW))).rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

test("columns says what headings say of their numbers", async () => {
  const path = join(folder, "c.csv");
  writeFileSync(path, table("hts,Value (EUR),Steel content %,Net weight (lb)", `${CAR},"1.000,50",35,12`));
  const { out } = await run("columns", path, "--format", "csv");
  expect(out).toContain('Value (EUR),value,"EUR, decimal comma"');
  expect(out).toContain('Steel content %,metal_steel,"per cent, decimal comma"');
  expect(out).toContain('Net weight (lb),qty,"lb, decimal comma"');
});

describe("two versions of one entry are not both counted", () => {
  const of = (heading: string, before: string, after: string, number = "ABC-1000001-1", line = 1) =>
    rowsOf(
      table(
        `entry,${heading},line,${HEAD}`,
        `ABC-1000001-1,${before},1,2025-06-19,${CAR},JP,20000`,
        `${number},${after},${line},${ROW}`,
      ),
    );

  test.each([
    ["Version", "1", "2"],
    ["Entry Summary Version Number", "1", "2"],
    ["PSC", "N", "Y"],
    ["PSC", "", "Y"],
    ["Amendment No.", "0", "1"],
    ["Filing Type", "Original", "PSC"],
    ["Action", "Add", "Replace"],
    ["Reason Code", "", "Corrected value"],
  ])("%s: %s and %s", async (heading, before, after) => {
    const { err, status } = await of(heading, before, after);
    expect([status, err]).toEqual([
      2,
      expect.stringContaining("two versions of one entry would both be counted"),
    ]);
    expect(err).toContain("in.csv:3");
  });

  test.each([
    ["of two entries", "Version", "1", "2", "ABC-1000002-9"],
    ["of one version", "Version", "2", "2"],
    ["of types that replace nothing", "Record Type", "Header", "Line"],
    ["of a part", "Revision", "A", "B"],
  ])("but rows %s are", async (_, heading, before, after, number = "ABC-1000001-1") => {
    expect((await of(heading, before, after, number, 2)).rows).toHaveLength(2);
  });

  test.each([
    ["Superseded", "Y"],
    ["Is Latest", "N"],
    ["Summary Status", "Replaced"],
    ["Document Type", "Credit Memo"],
    ["Transaction Type", "Return"],
  ])("a row is asked about that says so itself: %s %s", async (heading, cell) => {
    expect((await of(heading, "", cell, "ABC-1000002-9")).err).toContain(
      `"${heading}" says "${cell}" of this row`,
    );
  });
});

describe("a statistical suffix in a column of its own", () => {
  const of = (hts: string, suffix: string) =>
    rowsOf(table("date,HTS8,Stat Suffix,origin,value", `2026-10-01,${hts},${suffix},VN,10000`));

  test.each([
    ["39269099", "89"],
    ["3926.90.99", "'89"],
    ["3926.90.99", "89.0"],
    ["3926909989", "89"],
  ])("is of the number: %s and %s", async (hts, suffix) => {
    const { rows, err } = await of(hts, suffix);
    expect(String(rows[0]?.layers)).toContain("3926.90.99.89");
    expect(err).toContain("Stat Suffix as stat_suffix");
  });

  test("is of it under its short name too, unless the tariff has no such line", async () => {
    const of = (suffix: string) =>
      rowsOf(table("date,hts,Suffix,origin,value", `2026-10-01,39269099,${suffix},VN,10000`));
    expect(String((await of("89")).rows[0]?.layers)).toContain("3926.90.99.89");
    expect(String((await of("77")).rows[0]?.problem)).toContain("has no 3926.90.99.77; priced at its line");
  });

  test("is of it whatever the threads", async () => {
    const text = table("date,HTS8,Stat Suffix,origin,value", "2026-10-01,39269099,89,VN,10000");
    const csv = async (...flags: string[]) =>
      (await duty(text, "in.csv", "--no-asks", "--format", "csv", ...flags)).out;
    expect(await csv("--jobs", "2")).toBe(await csv());
  });

  test("has lost a zero as the number has", async () => {
    expect((await of("4029903", "0")).err).toContain("402990300 as 0402.99.03.00");
  });

  test("that the line does not have is told as it is beside a whole number", async () => {
    const [apart, whole] = [await of("39269099", "98"), await of("3926909998", "")];
    expect(apart.rows[0]?.duty_usd).toEqual(whole.rows[0]?.duty_usd);
  });
});

describe("a price on delivered terms is no customs value", () => {
  const of = (value: string, terms: string, ...flags: string[]) =>
    rowsOf(table(`date,hts,origin,${value},Incoterms`, `${ROW},${terms}`), "in.csv", ...flags);

  test.each(["CIF", "DDP Chicago", "C&F", "cfr"])("%s is asked about", async (terms) => {
    const { err, status } = await of("Invoice Value", terms);
    expect([status, err]).toEqual([
      2,
      expect.stringContaining(`on terms of ${terms} has freight and insurance`),
    ]);
  });

  test.each([
    ["Invoice Value", "FOB Shanghai", []],
    ["Invoice Value", "EXW", []],
    ["Entered Value", "CIF", []],
    ["value", "DDP", []],
    ["Invoice Value", "DDP", ["--columns", "value=Invoice Value"]],
  ])("but %s on %s is read", async (value, terms, flags) => {
    expect((await of(value, terms, ...flags)).rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

describe("of several columns that may be one the surest is read", () => {
  test.each([
    ["Invoice Value", "Entered Value"],
    ["Entered Value", "Invoice Value"],
    ["Total Value", "Entered Value"],
    ["Line Amount", "Customs Value"],
  ])("%s beside %s: that of customs", async (one, other) => {
    const isFirst = /Entered|Customs/.test(one);
    const values = isFirst ? "30000,36000" : "36000,30000";
    const { rows, err } = await rowsOf(
      table(`date,hts,origin,${one},${other}`, `2025-06-19,${CAR},JP,${values}`),
    );
    expect(rows).toMatchObject([{ duty_usd: OWED }]);
    expect(err).toContain(`${isFirst ? one : other} as value`);
  });

  test("two that a count alone tells apart are asked for", async () => {
    const { err, status } = await rowsOf(
      table("date,hts,Origin 1,Origin 2,value", `2025-06-19,${CAR},JP,CN,30000`),
    );
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('expected one column of origin; got "Origin 2" and "Origin 1"'),
    ]);
  });
});

describe("one line of an entry that stands twice", () => {
  const of = (first: string, second: string, head = "entry,line") =>
    rowsOf(table(`${head},${HEAD}`, `${first},2025-06-19,${CAR},JP,20000`, `${second},${ROW}`));

  test.each([
    ["A1,1", "A1,1"],
    ["A1,001", "A1,1"],
    ["A1,1.0", "A1,1"],
    ["ABC-1234567-8,1", "ABC12345678,1"],
  ])("%s and %s are asked for: both would be counted", async (first, second) => {
    const { err, status } = await of(first, second);
    expect([status, err]).toEqual([2, expect.stringContaining(`in.csv:3: line 1 of`)]);
    expect(err).toContain(`has ${CAR} twice, in row 2 and here`);
  });

  test.each([
    ["lines of two entries", "A1,1", "A2,1"],
    ["two lines", "A1,1", "A1,2"],
    ["lines without a number", "A1,", "A1,"],
  ])("but %s are priced", async (_, first, second) => {
    expect((await of(first, second)).rows).toMatchObject([{ duty_usd: "5500.00" }, { duty_usd: OWED }]);
  });
});

test("one number of an entry is one entry however it is written: its least fee is owed once", async () => {
  const numbers = ["ABC-1234567-8", "ABC12345678", "abc 1234567 8"];
  const { rows } = await rowsOf(
    table("entry,date,hts,origin,value", ...numbers.map((one) => `${one},2025-06-19,${CAR},JP,1000`)),
  );
  // 0.3464% of $3,000 is $10.39, and the least of fiscal year 2025 $32.71 (19 CFR 24.23(b)(1)(i)(B)).
  const fees = rows.map(({ mpf_usd }) => Number(mpf_usd));
  expect(fees.reduce((sum, fee) => sum + fee, 0)).toBeCloseTo(32.71, 2);
});

describe("days that stand for none", () => {
  test.each(["9999-12-31", "1900-01-01", "12/31/9999", "0001-01-01", "1970-01-01", "2999-12-31"])(
    "%s is no day of entry, and says so",
    async (day) => {
      const { rows } = await rowsOf(table(HEAD, `${day},${CAR},JP,30000`));
      expect(rows).toMatchObject([
        {
          status: "invalid",
          problem: `date: ${day} is what programs write where no day is known: write the day, or leave the cell empty`,
        },
      ]);
    },
  );

  test("nor one of loading: goods would be of the law before", async () => {
    const { rows } = await rowsOf(
      table(`${HEAD},mode,loaded_on`, `2025-04-20,${CAR},JP,30000,vessel,1900-01-01`),
    );
    expect(rows).toMatchObject([
      { status: "invalid", problem: expect.stringContaining("loaded_on: 1900-01-01 is") },
    ]);
  });
});

test.each([
  ["Jersey", "GB"],
  ["GG", "GB"],
  ["Isle of Man", "GB"],
  ["AX", "FI"],
  ["BL", "FR or GP"],
  ["Canary Islands", "ES"],
])("%s, which trade figures do not have, is told what may be meant", async (place, code) => {
  const { rows } = await rowsOf(table(HEAD, `2025-06-19,${CAR},${place},30000`));
  expect(rows).toMatchObject([
    { status: "invalid", problem: expect.stringContaining(`write ${code} if Customs`) },
  ]);
});

describe("rows that were superseded, by whatever or whenever", () => {
  test.each([
    ["Superseded By", "ABC-1000002-9"],
    ["Superseded", "2025-07-01"],
    ["Cancelled On", "2025-07-01"],
    ["void date", "07/01/2025"],
  ])("%s %s is asked about", async (heading, cell) => {
    const { err, status } = await rowsOf(table(`${HEAD},${heading}`, `${ROW},`, `${ROW},${cell}`));
    expect([status, err]).toEqual([2, expect.stringContaining(`in.csv:3: "${heading}" says "${cell}"`)]);
  });

  test.each(["", "N", "No", "-", "null", "0"])('but "%s" is none', async (cell) => {
    const { rows } = await rowsOf(table(`${HEAD},Superseded By`, `${ROW},${cell}`));
    expect(rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

describe("what is added to a price is in the customs value (19 USC 1401a(b)(1))", () => {
  const of = (value: string, added: string, cell: string, ...flags: string[]) =>
    rowsOf(table(`date,hts,origin,${value},${added}`, `${ROW},${cell}`), "in.csv", ...flags);

  test.each([
    "Assists",
    "Assist Value",
    "Royalties",
    "Royalty",
    "License Fees",
    "Packing",
    "Packing Cost (USD)",
    "Selling Commission",
    "Proceeds",
  ])("%s beside an invoice value is asked for", async (added) => {
    const { err, status } = await of("Invoice Value", added, "200");
    expect([status, err]).toEqual([2, expect.stringContaining(`"${added}" has 200 beside "Invoice Value"`)]);
  });

  test.each([
    ["nothing of it", "Invoice Value", "Assists", "0.00"],
    ["words", "Invoice Value", "Packing", "2 cartons"],
    ["a customs value, which has it", "Entered Value", "Assists", "200"],
    ["what is none of it", "Invoice Value", "Buying Commission", "200"],
  ])("but not beside %s", async (_, value, added, cell) => {
    expect((await of(value, added, cell)).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("nor where --columns says that it is in it", async () => {
    const { rows } = await of("Invoice Value", "Assists", "200", "--columns", "value=Invoice Value");
    expect(rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

test("an entry and one that takes its place are asked for where both are there", async () => {
  const of = (first: string, second: string) =>
    rowsOf(
      table(`entry,Supersedes,${HEAD}`, `ABC-1000001-1,${first},${ROW}`, `ABC-1000002-9,${second},${ROW}`),
    );
  for (const one of [await of("", "ABC10000011"), await of("ABC-1000002-9", "")])
    expect([one.status, one.err]).toEqual([2, expect.stringContaining('takes its place by "Supersedes"')]);
  expect((await of("", "ABC-1000009-4")).rows).toMatchObject([{ duty_usd: OWED }, { duty_usd: OWED }]);
});

describe("goods have one country of origin", () => {
  const of = (other: string, cell: string) => rowsOf(table(`${HEAD},${other}`, `${ROW},${cell}`));

  test.each(["Made In", "Country of Manufacture", "Ctry of Origin"])(
    "%s with another is asked for",
    async (other) => {
      const { err, status } = await of(other, "China");
      expect([status, err]).toEqual([2, expect.stringContaining("goods have one country of origin")]);
    },
  );

  test.each([
    ["the same in words", "Made In", "Japan"],
    ["none", "Made In", ""],
    ["where it was shipped from", "Country of Export", "CN"],
    ["where its maker sits", "Manufacturer Country", "CN"],
  ])("but %s is none", async (_, other, cell) => {
    expect((await of(other, cell)).rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

describe("the currency of an invoice is not that of every value", () => {
  const of = (value: string, ...flags: string[]) =>
    rowsOf(table(`date,hts,origin,${value},Invoice Currency`, `${ROW},JPY`), "in.csv", ...flags);

  test("a value that says it is in dollars is", async () => {
    expect((await of("Entered Value USD")).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("an entered value that says nothing is asked for, whatever rate is given", async () => {
    const { err, status } = await of("Entered Value", "--rate", "JPY=0.0067");
    expect([status, err]).toEqual([2, expect.stringContaining('in the JPY of "Invoice Currency"')]);
  });

  test("a price on an invoice is in it", async () => {
    expect((await of("Invoice Value", "--rate", "JPY=1")).rows).toMatchObject([{ duty_usd: OWED }]);
  });
});

describe("duty in columns beside that of the line", () => {
  const of = (duty: string, more: string, cell: string) =>
    audit(table(`${HEAD},${duty},${more}`, `${ROW},750.00,${cell}`), "--format", "csv");

  test.each([
    "IEEPA Duty",
    "Section 232 Duty",
    "Section 301 Duty Amount",
    "Additional Duties",
    "232 Steel Duty",
  ])("%s is not called unpaid: it is asked for", async (more) => {
    const { err, status } = await of("Duty", more, "7500.00");
    expect([status, err]).toEqual([2, expect.stringContaining(`"${more}" has 7500.00 beside "Duty"`)]);
  });

  test.each([
    ["a total has it", "Total Duty", "Section 232 Duty", "7500.00"],
    ["nothing is paid", "Duty", "Section 232 Duty", "0.00"],
    ["a rate is stated", "Duty", "Section 232 Duty Rate", "25"],
  ])("but not where %s", async (_, duty, more, cell) => {
    expect((await of(duty, more, cell)).status).not.toBe(2);
  });
});
