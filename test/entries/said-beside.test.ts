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
  const of = (heading: string, before: string, after: string, number = "ABC-1000001-1") =>
    rowsOf(
      table(
        `entry,${heading},line,${HEAD}`,
        `ABC-1000001-1,${before},1,2025-06-19,${CAR},JP,20000`,
        `${number},${after},1,${ROW}`,
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
    expect((await of(heading, before, after, number)).rows).toHaveLength(2);
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
