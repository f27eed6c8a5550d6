/** Files of entries whose headings and cells are written in yet other ways: one meaning is read, two are asked for. */
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { type Answer, audit, CAR, folder, OWED, rowsIn, rowsOf, run, table } from "./duty-file.js";

const asTabs = (heading: string, row: string): string => table(heading, row).replaceAll(" | ", "\t");

const ROW = `2025-06-19,${CAR},JP,30000`;

describe("headings of other programs", () => {
  test.each([
    ["an extract of ITRAC", "Entry Num | Entry Dt | HTS Num | Cntry Of Orgn | Ent Val Amt"],
    [
      "the form, box by box",
      "Line | 7. Entry Date | 29. A. HTSUS No. | 10. Country of Origin | 32. A. Entered Value",
    ],
    ["SAP in German", "Material | Fecha | Statistische Warennummer | Ursprungsland | Nettowert"],
    ["a shop's fields", "SKU | Date* | Meta: _hs_code | Meta: _country_of_origin | Entered Value (USD)"],
    [
      "remarks behind names",
      "SKU | Entry Date (required) | HTS Code (10 digits) | Country of Origin (ISO) | Value*",
    ],
    ["letters that are not seen", "SKU | \u200bdate | hts\u200b | \ufefforigin | value"],
    ["codes by their kind", "SKU | entry_date | hts_number | country_of_origin_iso2 | customs_value_usd"],
    ["eight digits", "SKU | Entry Date | HTS-8 | COO | Entered Value"],
    ["the order of days", "SKU | Entry Date (YYYY-MM-DD) | HTS Number | COO | Entered Value"],
  ])("%s", async (_, heading) => {
    const { rows } = await rowsOf(asTabs(heading, `X | 2025-06-19 | ${CAR} | JP | 30000`), "in.tsv");
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED]);
  });

  test.each([
    ["Entry Date (DD/MM/YYYY)", "06/07/2025"],
    ["Entry Date MM/DD/YYYY", "07/06/2025"],
    ["Entry Date [dd.mm.yy]", "06.07.25"],
  ])("%s says the order of its days", async (heading, day) => {
    const { rows } = await rowsOf(
      asTabs(`${heading} | hts | origin | value`, `${day} | 9403.60.80.93 | DE | 1000`),
      "in.tsv",
    );
    expect(rows).toMatchObject([{ status: "exact", duty_usd: "100.00" }]);
  });

  test.each([
    ["value", "Value,Entered Value", "30000,5"],
    ["date", "Date,Entry Date", "2025-01-02,2025-06-19"],
    ["origin", "Origin,Country of Origin", "CN,JP"],
  ])("a plain %s beside one that says more is asked for", async (column, headings, cells) => {
    const [own = ""] = headings.split(",");
    const others = ["date", "hts", "origin", "value"].filter((one) => one !== column);
    const of: Answer = { date: "2025-06-19", hts: CAR, origin: "JP", value: "30000" };
    const text = table(`${others},${headings}`, `${others.map((one) => of[one])},${cells}`);
    const { err, status } = await rowsOf(text);
    expect([status, err]).toEqual([2, expect.stringContaining(`--columns '${column}=${own}'`)]);
    const asked = await rowsOf(text, "in.csv", "--columns", `${column}=${headings.split(",")[1]}`);
    expect(asked.status).toBe(0);
  });

  test.each([
    ["value", "date,hts,origin,Amount", "value=Amount"],
    ["date", "Posting Date,hts,origin,value", "date=Posting Date"],
    ["origin", "date,hts,Country,value", "origin=Country"],
    ["hts", "date,Classification,origin,value", "hts=Classification"],
  ])("what may be %s is named, and not read", async (_, headings, named) => {
    const { err, status } = await rowsOf(table(headings, ROW));
    expect([status, err]).toEqual([2, expect.stringContaining(`--columns '${named}'`)]);
  });

  test("what is surest is read, whichever letters it has", async () => {
    const text = asTabs(
      "date | hts | origin | Total Entered Value | Line Value Amt",
      `2025-06-19 | ${CAR} | JP | 990000 | 30000`,
    );
    expect((await rowsOf(text, "in.tsv")).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("columns of one name are kept apart where nothing reads them, and refused where it does", async () => {
    const kept = await rowsOf(table("date,hts,origin,value,note,note", `${ROW},a,b`));
    expect(kept.rows).toMatchObject([{ note: "a", "note (F)": "b", duty_usd: OWED }]);
    const { status, err } = await rowsOf(
      table("date,HTS Number,origin,value,HTS Number", `${ROW},6109.10.00.12`),
    );
    expect([status, err]).toEqual([2, expect.stringContaining("one column of hts")]);
  });
});

describe("contents and quantities say in their headings what they count", () => {
  const PART = "8431.31.00.20";
  /** $10,500 of steel of Japan at 50% (90 FR 24199), the rest at 10% (90 FR 15041). */
  const OF_STEEL = "7200.00";
  test.each([
    ["Steel content %", "35"],
    ["Steel Content Value", "10500"],
    ["Steel Value (USD)", "10,500.00"],
    ["metal_steel %", "35"],
    ["Steel % of value", "35"],
    ["Steel % (value)", "35"],
    ["Steel value %", "35"],
    ["% steel by value", "35"],
    ["Steel content (%)", "35"],
    ["steel_content_pct", "35"],
    ["Share of steel content", "0.35"],
    ["metal_steel_usd", "10500"],
    ["Steel content ($)", "10500"],
    ["metal_steel", "USD 10500"],
    ["Metal Steel", "35%"],
  ])("%s: %s", async (heading, cell) => {
    const { rows } = await rowsOf(
      asTabs(`date | hts | origin | value | ${heading}`, `2025-06-19 | ${PART} | JP | 30000 | ${cell}`),
      "in.tsv",
    );
    expect(rows).toMatchObject([{ duty_usd: OF_STEEL }]);
  });

  describe("a share of a metal without a word of value, weight or content", () => {
    const of = (heading: string, cell: string, ...flags: string[]) =>
      rowsOf(
        asTabs(
          `date | hts | origin | value | ${heading}`,
          `2026-05-04 | 8302.41.60.80 | VN | 10000 | ${cell}`,
        ),
        "in.tsv",
        ...flags,
      );
    test.each([
      ["Steel %", "35"],
      ["% steel", "35"],
      ["steel_pct", "35"],
      ["Share of steel", "0.35"],
      ["Aluminium percent", "35%"],
    ])("%s: %s is asked for", async (heading, cell) => {
      const { status, err } = await of(heading, cell);
      const metal = /steel/i.test(heading) ? "steel" : "aluminum";
      expect([status, err]).toEqual([
        2,
        expect.stringContaining("may be a share of the value or of the weight"),
      ]);
      expect(err).toContain(`--columns 'metal_${metal}=${heading}'`);
      const asked = (column: string) => of(heading, cell, "--columns", `${column}=${heading}`);
      expect((await asked(`metal_${metal}`)).status).not.toBe(2);
      expect((await asked(`metal_weight_${metal}`)).status).not.toBe(2);
    });

    test.each(["0", "100%"])("%s is the same of both", async (cell) => {
      expect((await of("Steel %", cell)).status).toBe(0);
    });

    test.each(["Steel % by weight", "Steel weight %", "metal_weight_steel %"])(
      "%s is of the weight",
      async (heading) => {
        const flags = ["--metal", "steel=0.5"];
        const answers = async (given: string, cell: string) =>
          (await of(given, cell, ...flags)).rows.map(({ duty_usd, status }) => [duty_usd, status]);
        expect(await answers(heading, "14")).toEqual(await answers("metal_weight_steel", "0.14"));
        expect(await answers(heading, "14")).not.toEqual(await answers(heading, "16"));
      },
    );
  });

  const ofSteel = (heading: string, ...cells: string[]) =>
    rowsOf(
      table(
        `date,hts,origin,value,${heading}`,
        ...cells.map((cell) => `2025-06-19,${PART},JP,30000,${cell}`),
      ),
      "in.csv",
      ...(heading === "Steel" ? ["--columns", "metal_steel=Steel"] : []),
    );

  test.each([
    ["beside per cent", "metal_steel", ["35%", "35"], '"35" of "metal_steel" can be $35 or 35%'],
    ["beside a share", "metal_steel", ["0.2", "35"], '"35" of "metal_steel" can be $35 or 35%'],
    ["among such numbers under a heading of one's own", "Steel", ["35", "20"], '"35" of "Steel" can be'],
  ])("35 %s is asked for", async (_, heading, cells, words) => {
    const { status, err } = await ofSteel(heading, ...cells);
    expect([status, err]).toEqual([2, expect.stringContaining(words)]);
  });

  test.each([
    ["under the name of ours dollars", "metal_steel", ["10500", "35"]],
    ["beside more than a hundred dollars", "Steel", ["10500", "35"]],
    ["beside a share dollars where it says so", "metal_steel", ["35%", "$35"]],
  ])("35 is %s", async (_, heading, cells) => {
    const { rows } = await ofSteel(heading, ...cells);
    // $35 of steel at 50%, $29,965 at 10%: 90 FR 24199, 90 FR 15041.
    expect(rows).toMatchObject([{ duty_usd: OF_STEEL }, { duty_usd: "3014.00" }]);
  });

  /** More rows than are looked at before the first is priced. */
  const MANY = Array.from({ length: 6_000 }, () => "10500");
  test.each([
    ["at the end", [...MANY, "0.5", "35"]],
    ["apart from the share", ["35", ...MANY, "50%"]],
    ["at the beginning", ["50%", "35", ...MANY]],
  ])("35 beside a share is asked for wherever it stands: %s", async (_, cells) => {
    const { err, status, rows } = await ofSteel("metal_steel", ...cells);
    expect([status, rows.length]).toEqual([2, 0]);
    expect(err).toContain(`in.csv:${cells.indexOf("35") + 2}: "35" of "metal_steel" can be $35 or 35%`);
  });

  test("below plain rows a quantity of two meanings is none, as a value is", async () => {
    const plain = Array.from({ length: 1_100 }, () => "2025-06-19,0402.99.90.00,NZ,30000,1200");
    const { rows } = await rowsOf(
      table("date,hts,origin,value,qty", ...plain, "2025-06-19,0402.99.90.00,NZ,30000,1.200 kg"),
    );
    expect(rows.slice(-2)).toMatchObject([
      { status: "exact" },
      { status: "invalid", problem: expect.stringContaining("1.200 or 1200") },
    ]);
  });

  test("0.35 under a heading of percent is a third of it, or a third of one percent", async () => {
    const { rows } = await rowsOf(
      asTabs("date | hts | origin | value | Steel content %", `2025-06-19 | ${PART} | JP | 30000 | 0.35`),
      "in.tsv",
    );
    expect(rows).toMatchObject([{ status: "invalid" }]);
  });

  /** 1,200 kg of condensed milk: 46.3 cents a kilogram, 14.9% and the reciprocal 10%. */
  const MILK = "2025-06-19 | 0402.99.90.00 | NZ | 30000";
  test.each([
    ["Net Weight (kg)", "1200", "8025.60"],
    ["Net Weight KG", "1,200", "8025.60"],
    ["Qty (KG)", "1200", "8025.60"],
  ])("%s counts in its unit", async (heading, cell, duty_usd) => {
    const { rows } = await rowsOf(
      asTabs(`date | hts | origin | value | ${heading}`, `${MILK} | ${cell}`),
      "in.tsv",
    );
    expect(rows).toMatchObject([{ status: "exact", duty_usd }]);
  });

  /** Codes of UN/ECE Recommendation 20. Milk owes 46.3 cents a kilogram, 14.9% and 10%, wine 6.3 cents a liter and 10%. */
  test.each([
    [MILK, "1200", "KGM", "8025.60"],
    [MILK, "1.2", "TNE", "8025.60"],
    [MILK, "1.2", "MT", "8025.60"],
    ["2025-06-19 | 2204.21.50.40 | FR | 30000", "1000", "LTR", "3063.00"],
    ["2025-06-19 | 2204.21.50.40 | FR | 30000", "1", "MTQ", "3063.00"],
  ])("%s: %s %s", async (goods, qty, unit, duty_usd) => {
    const { rows } = await rowsOf(
      asTabs("date | hts | origin | value | qty | unit", `${goods} | ${qty} | ${unit}`),
      "in.tsv",
    );
    expect(rows).toMatchObject([{ status: "exact", duty_usd }]);
  });

  test.each(["EA", "PCE", "C62", "NAR", "units"])("%s counts pieces", async (unit) => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value,qty,unit", `2025-06-19,${CAR},JP,30000,1,${unit}`),
    );
    expect(rows).toMatchObject([{ status: "exact" }]);
  });

  test.each([
    ["30.000,00", "1.200"],
    ["30.000,00", "1.200,0"],
    ["30000,00", "1.200 kg"],
  ])("a file has one mark: with %s the quantity %s is of thousands", async (value, qty) => {
    const text = table("date;hts;origin;value;qty", `2025-06-19;0402.99.90.00;NZ;${value};${qty}`);
    const plain = table("date;hts;origin;value;qty", "2025-06-19;0402.99.90.00;NZ;30000;1200");
    expect((await rowsOf(text)).rows[0]?.duty_usd).toBe((await rowsOf(plain)).rows[0]?.duty_usd);
  });

  test("a quantity of thousands, or of thousandths, is asked for", async () => {
    const { status, err } = await rowsOf(
      table("date,hts,origin,value,qty", "2025-06-19,0402.99.90.00,NZ,30000,1.200"),
    );
    expect([status, err]).toEqual([2, expect.stringContaining("--decimal")]);
  });

  test("an amount that no row before it explains is not read", async () => {
    const many = Array.from({ length: 6000 }, () => ROW);
    const { rows } = await rowsOf(table("date,hts,origin,value", ...many, `2025-06-19,${CAR},JP,30.000`));
    expect(rows.at(-1)).toMatchObject({ status: "invalid", problem: expect.stringContaining("30000") });
  });
});

describe("cells", () => {
  const of = async (column: string, cell: string, hts = CAR, origin = "JP") =>
    (
      await rowsOf(
        asTabs(
          `date | hts | origin | value | ${column}`,
          `2025-06-19 | ${hts} | ${origin} | 30000 | ${cell}`,
        ),
        "in.tsv",
      )
    ).rows[0];

  test.each([
    ["2025-W25-4", OWED],
    ["20250619T000000Z", OWED],
    ["20250619143000", OWED],
    ["Thu, 19 Jun 2025 00:00:00 GMT", OWED],
    ["2025-06-19 08:00 PST", OWED],
    ["2025-06-19T05:00:00.000Z", OWED],
    ["2025-06-19T14:30:00Z", OWED],
    ["2025-06-19T02:30:00Z", null],
    ["2025-06-19T03:00:00+09:00", null],
    ["2025-W54-1", null],
  ])("%s", async (day, owed) => {
    const { rows } = await rowsOf(table("date,hts,origin,value", `"${day}",${CAR},JP,30000`));
    expect(rows[0]?.duty_usd).toBe(owed);
  });

  test.each([
    ["Sea-Air", null],
    ["ocean/air", null],
    ["Containerized Vessel", "37.50"],
    ["Vessel (11)", "37.50"],
    ["11 / air", null],
    ["TRK", "0.00"],
  ])("mode %s", async (mode, hmf) => {
    expect((await of("mode", mode))?.hmf_usd).toBe(hmf);
  });

  test.each(["01 - Consumption", "Type 01", "01 (Formal)"])("type of entry %s", async (type) => {
    expect((await of("Entry Type", type))?.mpf_usd).toBe("103.92");
  });

  test.each(["\u2713", "checked", "T", "on"])("%s is a yes", async (yes) => {
    expect((await of("donation", yes, "9403.60.80.93", "DE"))?.duty_usd).toBe("0.00");
  });

  test.each([
    ["donation", "maybe", "expected yes or no"],
    ["quota", "sometimes", "expected in or out"],
    ["smelt", "NA", "Namibia (NAM) or not applicable"],
  ])("%s %s is told", async (column, cell, says) => {
    expect(await of(column, cell, "7606.12.30.15", "CA")).toMatchObject({
      status: "invalid",
      problem: expect.stringContaining(says),
    });
  });

  test.each([
    ["Country of Melt and Pour", "7210.70.60.30", "MX", "US"],
    ["Primary Country of Smelt", "7606.12.30.15", "CA", "RU"],
    ["Most Recent Country of Cast", "7606.12.30.15", "CA", "RU"],
  ])("%s is read", async (column, hts, origin, cell) => {
    const { err } = await rowsOf(
      asTabs(`date | hts | origin | value | ${column}`, `2025-06-19 | ${hts} | ${origin} | 30000 | ${cell}`),
      "in.tsv",
    );
    expect(err).toContain(`${column} as `);
  });

  test("aluminum smelted in Russia owes 200% under whatever heading", async () => {
    /** 60,000 (90 FR 11249) and 3%, with the 25% on Canada (EO 14193), which metals do not owe. */
    expect((await of("Primary Country of Smelt", "RU", "7606.12.30.15", "CA"))?.duty_usd).toBe(
      (await of("smelt", "RU", "7606.12.30.15", "CA"))?.duty_usd,
    );
  });

  test("two symbols of one agreement, a slash between", async () => {
    expect((await of("SPI", "S/S+", "6109.10.00.12", "MX"))?.status).toBe("exact");
  });

  test("a number that lost the zero at its end is told", async () => {
    const { rows } = await rowsOf(table("date,hts,origin,value", "2025-06-19,8703.2,JP,30000"));
    expect(rows).toMatchObject([{ status: "invalid", problem: expect.stringContaining("zero at its end") }]);
  });
});

describe("text", () => {
  test.each([
    [
      "cells as spreadsheets are told to leave them",
      table("date,hts,origin,value", '2025-06-19,="8703230160",JP,30000'),
    ],
    ["blanks before quotes", table("date, hts, origin, value", `2025-06-19, "${CAR}", "JP", "30,000"`)],
    ["empty cells behind the last column", table("date,hts,origin,value", `${ROW},`)],
    ["a line under the names", table("date,hts,origin,value", "-----,-----,-----,-----", ROW)],
    [
      "a table of Markdown",
      table("| date | hts | origin | value |", "|---|:--|---|--:|", `| 2025-06-19 | ${CAR} | JP | 30000 |`),
    ],
    ["a sum with a date", table("date,hts,origin,value", ROW, "2025-06-30,Total,,30000")],
    [
      "JSON that is named .csv",
      JSON.stringify([{ date: "2025-06-19", hts: CAR, origin: "JP", value: 30000 }]),
    ],
  ])("%s", async (_, text) => {
    const { rows } = await rowsOf(text);
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED]);
  });

  test("quoted text keeps what looks like the beginning of a cell", async () => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value,note", `${ROW},"a, ""b"", =""c"""`, `2025-06-19,="8703230160",JP,30000,x`),
    );
    expect(rows).toMatchObject([{ note: 'a, "b", ="c"' }, { duty_usd: OWED }]);
  });

  const goods = { date: "2025-06-19", hts: CAR, origin: "JP", value: 30000 };
  test.each([
    ["a list within objects", { data: { items: [goods] } }, 1],
    ["an object a line, named .json", `${JSON.stringify(goods)}\n${JSON.stringify(goods)}\n`, 2],
  ])("%s", async (_, value, count) => {
    const { rows } = await rowsOf(typeof value === "string" ? value : JSON.stringify(value), "in.json");
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual(Array.from({ length: count }, () => OWED));
  });

  test.each([
    ["near", []],
    ["far", Array.from({ length: 2000 }, () => goods)],
  ])("of two lists within objects none is read: %s", async (_, more) => {
    const { status, err } = await rowsOf(
      JSON.stringify({ data: { items: [goods, ...more], left: [{ hts: "1" }] } }),
      "in.json",
    );
    expect([status, err]).toEqual([2, expect.stringContaining('"data.items" and "data.left"')]);
  });
});

// Workbooks.

const HEAD = '<?xml version="1.0"?>';
type Sheet = readonly [name: string, rows: readonly string[], state?: string];

async function workbook(sheets: readonly Sheet[], properties = "", columns = ""): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path);
  add("[Content_Types].xml", `${HEAD}<Types/>`);
  const named = sheets.map(
    ([name, , state], at) => `<sheet name="${name}" r:id="r${at}" ${state ? `state="${state}"` : ""}/>`,
  );
  add(
    "xl/workbook.xml",
    `${HEAD}<workbook xmlns:r="r">${properties}<sheets>${named.join("")}</sheets></workbook>`,
  );
  const targets = sheets.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/s${at}.xml"/>`);
  add("xl/_rels/workbook.xml.rels", `${HEAD}<Relationships>${targets.join("")}</Relationships>`);
  add(
    "xl/styles.xml",
    `${HEAD}<styleSheet><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
  );
  sheets.forEach(([, rows], at) => {
    add(
      `xl/worksheets/s${at}.xml`,
      `${HEAD}<worksheet>${columns}<sheetData>${rows.join("")}</sheetData></worksheet>`,
    );
  });
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}
const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (value: number, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;
const row = (...cells: string[]): string => `<row>${cells.join("")}</row>`;
const NAMES = row(...["date", "hts", "origin", "value"].map(text));
const goodsOn = (day: string, value = 30000) => row(day, text(CAR), text("JP"), number(value));
const GOODS = goodsOn(text("2025-06-19"));

describe("workbooks", () => {
  test("a hidden sheet is read where it is asked for alone, and named", async () => {
    const book = await workbook([
      ["Old", [NAMES, GOODS, GOODS], "hidden"],
      ["New", [NAMES, GOODS]],
    ]);
    const { rows, err } = await rowsOf(book, "in.xlsx");
    expect([rows.length, err]).toEqual([1, expect.stringContaining('Only the sheet "New" is read')]);
    expect((await rowsOf(book, "in.xlsx", "--sheet", "Old")).rows).toHaveLength(2);
  });

  test("hidden rows are read, and said", async () => {
    const hidden = GOODS.replace("<row>", '<row hidden="1">');
    const { rows, err } = await rowsOf(await workbook([["A", [NAMES, GOODS, hidden]]]), "in.xlsx");
    expect([rows.length, err]).toEqual([
      2,
      expect.stringContaining("Rows that the workbook hides are read as well: 1."),
    ]);
  });

  test("hidden columns are read, and named", async () => {
    const book = await workbook(
      [["A", [NAMES, GOODS]]],
      "",
      '<cols><col min="4" max="9" hidden="1"/></cols>',
    );
    const { rows, err } = await rowsOf(book, "in.xlsx");
    expect([rows.length, err]).toEqual([
      1,
      expect.stringContaining("Columns that the workbook hides are read as the others are: value."),
    ]);
  });

  test("two columns of one name are refused", async () => {
    const book = await workbook([
      ["A", [row(...["date", "hts", "origin", "value", "value"].map(text)), GOODS]],
    ]);
    const { status, err } = await rowsOf(book, "in.xlsx");
    expect([status, err]).toEqual([2, expect.stringContaining("one column of value")]);
  });

  test("numbers of a workbook that counts from 1904 are days of that count", async () => {
    const book = await workbook(
      [["A", [NAMES, goodsOn(number(45827 - 1462))]]],
      '<workbookPr date1904="1"/>',
    );
    expect((await rowsOf(book, "in.xlsx")).rows).toMatchObject([{ duty_usd: OWED }]);
  });

  test("a count of days that stands as text there may be that of another, and is asked for", async () => {
    const rows = [NAMES, goodsOn(text("45827")), goodsOn(text("2025-06-19")), goodsOn(number(45827 - 1462))];
    const answer = await rowsOf(await workbook([["A", rows]], '<workbookPr date1904="1"/>'), "in.xlsx");
    expect(answer.rows.map(({ duty_usd }) => duty_usd)).toEqual([null, OWED, OWED]);
    expect(answer.rows[0]).toMatchObject({
      date: "45827",
      problem:
        "date: 45827 is text in a workbook that counts days from 1904, and may be a count from 1900: write it as a day",
    });
    expect((await rowsOf(await workbook([["A", rows.slice(0, 2)]]), "in.xlsx")).rows[0]?.duty_usd).toBe(OWED);
  });

  test("days of which a spreadsheet took some for others are asked for", async () => {
    /** 19/06/2025 stayed text, and 06/06/2025 may have been another day. */
    const book = await workbook([["A", [NAMES, goodsOn(text("19/06/2025")), goodsOn(number(45814, 1))]]]);
    const { status, err } = await rowsOf(book, "in.xlsx");
    expect([status, err]).toEqual([2, expect.stringContaining("day and month changed")]);
    expect((await rowsOf(book, "in.xlsx", "--dates", "dmy")).status).toBe(0);
  });

  test.each([
    ["1234.5600000000002", "339.63"],
    ["12.340000000000002", "3.30"],
    ["100.49999999999999", "27.78"],
  ])(
    "a formula that came to %s counts by the fifteen digits that the spreadsheet shows",
    async (value, owed) => {
      const cells = [text("2025-06-19"), text(CAR), text("JP"), `<c><f>A1</f><v>${value}</v></c>`];
      const { rows } = await rowsOf(await workbook([["A", [NAMES, row(...cells)]]]), "in.xlsx");
      expect(rows).toMatchObject([{ duty_usd: owed }]);
    },
  );

  test("how a text is spoken is no part of it, in cells of their own as in shared ones", async () => {
    const japan = `<c t="inlineStr"><is><t>Japan</t><rPh sb="0" eb="2"><t>ニホン</t></rPh></is></c>`;
    const cells = [text("2025-06-19"), text(CAR), japan, number(30000)];
    const { rows } = await rowsOf(await workbook([["A", [NAMES, row(...cells)]]]), "in.xlsx");
    expect(rows).toMatchObject([{ origin: "Japan", duty_usd: OWED }]);
  });

  test("cells that are merged over rows are told under whatever prefix", async () => {
    const merged = `</sheetData><x:mergeCells><x:mergeCell ref='D2:D3'/></x:mergeCells><sheetData>`;
    const { rows } = await rowsOf(await workbook([["A", [NAMES, GOODS, GOODS, merged]]]), "in.xlsx");
    expect(rows.map(({ status }) => status)).toEqual(["invalid", "invalid"]);
  });

  test("hundredths are what they show", async () => {
    const names = row(...["date", "hts", "origin", "value", "Steel content %"].map(text));
    const part = row(text("2025-06-19"), text("8431.31.00.20"), text("JP"), number(30000), number(0.35, 2));
    expect((await rowsOf(await workbook([["A", [names, part]]]), "in.xlsx")).rows).toMatchObject([
      { duty_usd: "7200.00" },
    ]);
  });
});

describe("what was filed", () => {
  test("amounts with a decimal comma are read by the mark of their file, joined lines too", async () => {
    const export_ = table(
      "Entry Summary Number;Line Number;HTS Number - Full;Country of Origin Code;Entry Date;Line Goods Value Amount;Line Duty Amount",
      "ABC-1234567-1;1;9903.94.01;JP;19.06.2025;0,00;7.500,00",
      `ABC-1234567-1;1;${CAR};JP;19.06.2025;30.000,00;750,00`,
    );
    const { out } = await audit(export_, "--format", "ndjson");
    expect(rowsIn(out)).toMatchObject([{ filed_duty_usd: OWED, computed_duty_usd: OWED, status: "agrees" }]);
    const plain = table(
      "date;hts;origin;value;filed_duty_usd;filed_mpf_usd;mode",
      `19.06.2025;${CAR};JP;30.000,00;8.250;103,92;air`,
    );
    expect(rowsIn((await audit(plain, "--format", "ndjson")).out)).toMatchObject([{ status: "agrees" }]);
  });

  test("columns shows the same", async () => {
    const { writeFileSync } = await import("node:fs");
    writeFileSync(
      `${folder}/forms.csv`,
      table("Entry Date (DD/MM/YYYY),HTS Code*,COO,Amount", "06/07/2025,8703230160,JP,5"),
    );
    const { out } = await run("columns", `${folder}/forms.csv`, "--format", "csv");
    expect(out).toContain("Entry Date (DD/MM/YYYY),date,");
    expect(out).toContain("Amount,,");
  });
});
