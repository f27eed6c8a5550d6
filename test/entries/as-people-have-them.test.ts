/** Files of entries as people have them: exports, lists of shops, other ways of writing days, amounts, numbers, places. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type Answer, audit, CAR, duty, folder, OWED, rowsOf, table } from "./duty-file.js";

describe("a column has one way of writing its days and amounts", () => {
  test.each([
    ["days of Americans", "date,hts,origin,value", `06/19/2025,${CAR},JP,30000`],
    ["days with month names", "date,hts,origin,value", `19-Jun-2025,${CAR},JP,30000`],
    ["days of spreadsheets", "date,hts,origin,value", `45827,${CAR},JP,30000`],
    ["days with a time", "date,hts,origin,value", `2025-06-19T00:00:00,${CAR},JP,30000`],
    ["amounts with a sign", "date,hts,origin,value", `2025-06-19,${CAR},JP,"$30,000.00"`],
    ["amounts with a currency", "date,hts,origin,value", `2025-06-19,${CAR},JP,USD 30000`],
    ["a decimal comma between semicolons", "date;hts;origin;value", `19.06.2025;${CAR};JP;30.000,00`],
    ["days with names of their own", "date,hts,origin,value", `"Thursday, June 19, 2025",${CAR},JP,30000`],
    ["days with the year first", "date,hts,origin,value", `2025-Jun-19,${CAR},JP,30000`],
    ["what a spreadsheet takes for text", "date,hts,origin,value", `'2025-06-19,'8703230160,JP,"=""30000"""`],
    ["a currency on both sides", "date,hts,origin,value", `2025-06-19,${CAR},JP,$30000 USD`],
    ["a currency in the heading", "Entry Date,HTS #,C/O,Value (USD)", `2025-06-19,${CAR},JP,30000`],
    ["columns without a name at the end", "date,hts,origin,value,,", `2025-06-19,${CAR},JP,30000,,x`],
    ["days with the month first and hyphens", "date,hts,origin,value", `JUN-19-2025,${CAR},JP,30000`],
    ["days of Germans", "date,hts,origin,value", `19. Juni 2025,${CAR},JP,30000`],
    ["days of French", "date,hts,origin,value", `19 juin 2025,${CAR},JP,30000`],
    ["days of Spaniards", "date,hts,origin,value", `19 de junio de 2025,${CAR},JP,30000`],
    ["days of Japanese", "date,hts,origin,value", `2025年6月19日,${CAR},JP,30000`],
    ["days of XML, with their zone", "date,hts,origin,value", `2025-06-19+09:00,${CAR},JP,30000`],
    [
      "lakhs",
      "date,hts,origin,value",
      `2025-06-19,${CAR},JP,"30,000"\n2025-06-19,8471.30.01.00,CN,"1,00,000"`,
    ],
    ["amounts of Swiss", "date,hts,origin,value", `2025-06-19,${CAR},JP,30'000.-`],
    ["a dash for cents tells the mark", "date;hts;origin;value", `2025-06-19;${CAR};JP;30.000,-`],
    ["dollars of the U.S.", "date,hts,origin,value", `2025-06-19,${CAR},JP,"U.S. $30,000"`],
    ["the name of a number", "date,hts,origin,value", `2025-06-19,HTSUS: ${CAR},JP,30000`],
    ["numbers with thousands", "date,hts,origin,value", `2025-06-19,"8,703,230,160",JP,30000`],
    ["digits of full width", "date,hts,origin,value", `2025-06-19,８７０３２３０１６０,JP,30000`],
    ["tabs", "date\thts\torigin\tvalue", `2025-06-19\t${CAR}\tJP\t30000`],
  ])("%s", async (_, head, row) => {
    expect((await rowsOf(table(head, row))).rows.map(({ duty_usd }) => duty_usd)[0]).toBe(OWED);
  });

  test.each([
    "June 2025",
    "Juni 2025",
    "Jun-25",
    "2025-06",
    "2025-02-29",
    "19 juxx 2025",
    `19 ${"J".repeat(99)}`,
  ])("%s is no day", async (day) => {
    const { rows } = await rowsOf(table("date,hts,origin,value", `${day},${CAR},JP,30000`));
    expect(rows[0]).toMatchObject({ status: "invalid", duty_usd: null });
  });

  test.each([
    "CA$100",
    "C$ 100",
    "A$100",
    "R$ 100",
    "HK$100",
    "NT$100",
    "Rs. 100",
    "100.- CHF",
    "₫100",
    "¥100",
    "100 kr",
  ])("%s is no amount of dollars", async (amount) => {
    const { rows } = await rowsOf(table("date,hts,origin,value", `2025-06-19,${CAR},JP,${amount}`));
    expect(rows[0]).toMatchObject({ status: "invalid", duty_usd: null });
  });

  test("the whole column decides the order of its days", async () => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value", `07/06/2025,${CAR},JP,30000`, `19/06/2025,${CAR},JP,30000`),
    );
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED, OWED]);
  });

  test.each([
    ["days of two orders", "date,hts,origin,value", `06/07/2025,${CAR},JP,30000`, "--dates"],
    ["years before days, or after", "date,hts,origin,value", `25-06-19,${CAR},JP,30000`, "--dates"],
    [
      "thousands or thousandths, by a comma",
      "date;hts;origin;value",
      `2025-06-19;${CAR};JP;30,000`,
      "--decimal",
    ],
    ["thousands or thousandths", "date;hts;origin;value", `2025-06-19;${CAR};JP;30.000`, "--decimal"],
    [
      "both marks in one column",
      "date;hts;origin;value",
      `2025-06-19;${CAR};JP;12.50\n2025-06-19;${CAR};JP;1,5`,
      "--decimal",
    ],
  ])("%s are asked for, and nothing is priced", async (_, head, row, flag) => {
    const { rows, err, status } = await rowsOf(table(head, row));
    expect([rows, status]).toEqual([[], 2]);
    expect(err).toContain(`${flag} `);
  });

  test("a flag answers", async () => {
    const of = async (order: string) =>
      (await rowsOf(table("date,hts,origin,value", `04/03/2025,${CAR},JP,30000`), "in.csv", "--dates", order))
        .rows;
    /** Cars are charged from 2025-04-03 on: 2.5% before. */
    expect((await of("mdy")).map(({ duty_usd }) => duty_usd)).toEqual([OWED]);
    expect((await of("dmy")).map(({ duty_usd }) => duty_usd)).toEqual(["750.00"]);
  });

  test.each(["Value (EUR)", "value_eur", "Net Value in EUR", "Value [€]"])(
    "%s is never read as dollars",
    async (heading) => {
      const file = table(`date,hts,origin,${heading}`, `2025-06-19,${CAR},JP,20000`);
      expect((await rowsOf(file, "in.csv", "--rate", "EUR=1.5")).rows[0]?.duty_usd).toBe(OWED);
      expect((await rowsOf(file)).rows[0]).toMatchObject({ status: "invalid", duty_usd: null });
    },
  );

  describe("rates of days of exportation", () => {
    /** The rate of a quarter holds to its end; one of a day takes its place on that day (19 CFR 159.34, .35). */
    const RATES = table("currency,from,until,rate", "EUR,2025-04-01,,1.5", "EUR,2025-06-02,2025-06-02,1.2");
    const of = async (exported: string, rates = RATES) => {
      const path = join(folder, "rates.csv");
      writeFileSync(path, rates);
      const file = table(
        "date,hts,origin,value,currency,exported_on",
        `2025-07-19,${CAR},JP,20000,EUR,${exported}`,
      );
      return rowsOf(file, "in.csv", "--rates", path);
    };
    test.each([
      ["2025-05-20", "8250.00"],
      ["2025-06-02", "6600.00"],
      ["2025-06-30", "8250.00"],
    ])("%s", async (exported, owed) => {
      expect((await of(exported)).rows[0]?.duty_usd).toBe(owed);
    });

    test.each([
      ["2025-07-01", "the file of rates has none for EUR on 2025-07-01"],
      ["", "a rate for EUR is of the day of exportation (19 CFR 159.32); state it in exported_on"],
    ])("%s has none, and no other is taken", async (exported, says) => {
      expect((await of(exported)).rows[0]).toMatchObject({
        status: "invalid",
        problem: expect.stringContaining(says),
      });
    });

    test.each([
      ["currency,rate", "there is no from"],
      ["currency,from,rate\nEUR,soon,1.5", "expected a day written YYYY-MM-DD"],
      ["currency,from,rate\nEUR,2025-04-01,-1", "expected a factor such as 1.35"],
      ["currency,from,until,rate\nEUR,2025-04-01,2025-03-01,1.5", "cannot end on 2025-03-01"],
    ])("a file of rates that is wrong is told with its place: %s", async (rates, says) => {
      const { err, status, rows } = await of("2025-05-20", `${rates}\n`);
      expect([rows, status]).toEqual([[], 2]);
      expect(err).toContain("rates.csv");
      expect(err).toContain(says);
    });
  });

  test("another currency takes a rate, and is never read as dollars", async () => {
    const file = table("date,hts,origin,value,currency", `2025-06-19,${CAR},JP,20000,EUR`);
    expect((await rowsOf(file, "in.csv", "--rate", "EUR=1.5")).rows[0]?.duty_usd).toBe(OWED);
    expect((await rowsOf(file)).rows[0]).toMatchObject({ status: "invalid", duty_usd: null });
  });
});

describe("numbers that a spreadsheet changed", () => {
  test("a lost zero is put back and said", async () => {
    const { rows, err } = await rowsOf(table("date,hts,origin,value", "2025-06-19,703200015,CN,100"));
    expect(rows[0]).toMatchObject({ status: expect.not.stringContaining("invalid") });
    expect(err).toContain("Numbers that lost their first zero are read with it: 703200015 as 0703.20.00.15.");
  });

  test.each(["8.70323E+09", "870323016", "8703.2"])("%s is told, not guessed", async (hts) => {
    expect(
      (await rowsOf(table("date,hts,origin,value", `2025-06-19,${hts},JP,30000`))).rows[0],
    ).toMatchObject({
      status: "invalid",
      duty_usd: null,
    });
  });
});

describe("origins by any of their names", () => {
  test.each([
    ...["JP", "Japan", "JPN", "392", "5880", "5880.0"].map((name) => [name, "8250.00"]),
    ...["Korea, South", "Korea", "Republic of Korea", "Korea, Republic of", "UK", "Türkiye", "Viet Nam"].map(
      (name) => [name, "8250.00"],
    ),
  ])("%s", async (origin, owed) => {
    const { rows } = await rowsOf(table("date,hts,origin,value", `2025-06-19,${CAR},"${origin}",30000`));
    expect(rows[0]?.duty_usd).toBe(owed);
  });

  test("names of states, codes beside names, numbers that lost their zeros, provinces of Canada", async () => {
    const called = {
      CN: [
        "P.R.C.",
        "CN - China",
        "China (CN)",
        "CHN/China",
        "Peoples Republic of China",
        "Chine",
        "China P.R.",
        "Made in China",
      ],
      SG: ["Republic of Singapore", "702"],
      SA: ["Kingdom of Saudi Arabia", "KSA"],
      MO: ["Macao, China"],
      BA: ["Bosnia & Herzegovina", "Bosnia-Herzegovina"],
      IE: ["Republic of Ireland"],
      AT: ["40", "040", "40.0"],
      AE: ["U.A.E."],
      TT: ["Trinidad"],
      CA: ["XO", "XQ", "1220"],
      DE: ["Allemagne", "Alemania", "Deutschland", "Germania", "Duitsland", "GER"],
      KR: ["Corée du Sud", "Corea del Sur", "Südkorea"],
      GB: ["Royaume-Uni", "Reino Unido", "Vereinigtes Königreich", "XI"],
      JP: ["Japon", "Japón", "Giappone"],
      PS: ["GZ", "WE", "PSE"],
      CD: ["COD", "DRC"],
      GR: ["EL", "Grèce"],
    };
    const all = Object.entries(called).flatMap(([code, names]) => names.map((name) => [code, name] as const));
    const { rows } = await rowsOf(
      table(
        "date,hts,origin,value",
        ...all.flatMap((pair) => pair.map((name) => `2025-06-19,${CAR},"${name}",30000`)),
      ),
    );
    const answers = rows.map(({ origin: _, ...answer }) => answer);
    expect(rows.filter(({ status }) => status === "invalid")).toEqual([]);
    all.forEach((_, at) => {
      expect(answers[2 * at + 1]).toEqual(answers[2 * at]);
    });
  });

  test.each(["Congo", "Republic of Congo (CD)", "CN - Japan", "99", "Virgin Islands", "Nippon", "XX"])(
    "%s is of none or of two",
    async (origin) => {
      const { rows } = await rowsOf(table("date,hts,origin,value", `2025-06-19,${CAR},${origin},30000`));
      expect(rows[0]).toMatchObject({ status: "invalid" });
      expect(rows[0]?.problem).not.toContain("did you mean");
    },
  );
});

describe("columns of other programs", () => {
  test("a list of a shop", async () => {
    const { rows, err } = await rowsOf(
      table("Handle,HS Code,Country of Origin,Cost per item", `car,${CAR},Japan,"$30,000.00"`),
      "shop.csv",
      "--date",
      "6/19/2025",
    );
    expect(rows[0]).toMatchObject({ Handle: "car", duty_usd: OWED });
    expect(err).toContain("HS Code as hts, Country of Origin as origin, Cost per item as value");
  });

  test.each([
    ["boxes of the 7501", "7. Entry Date,10. Country of Origin,29A. HTSUS No.,32A. Entered Value"],
    [
      "boxes that say so",
      "Box 7. Entry Date,Box 10 - Country of Origin,Block 29A. HTSUS No.,Box 32A. Entered Value",
    ],
    ["lengths of numbers", "Entry Date,COO (2),HTS Num (10),Entered Val Amt"],
    ["Germans of the United States", "Datum,Ursprungsland,HTS-Nummer,Zollwert (USD)"],
    ["Turkish", "Tarih,Menşe ülke,GTİP,Değer (USD)"],
    ["Hungarian", "Dátum,Származási ország,VTSZ,Érték (USD)"],
    ["another of brokers", "ENTRY_DT,CTRY_ORIGIN,TARIFF_NUM,ENTERED_VALUE_AMT"],
    ["words cut short", "Entry Dt,Ctry of Orig,HTS Nbr,Line Val"],
    ["Oracle", "ENTRY_DATE,COUNTRY_OF_ORIGIN_CODE,HARMONIZED_TARIFF_CODE,EXTENDED_AMOUNT"],
    ["Dynamics", "Entry Date,Origin country/region,Commodity,Line amount"],
    ["SAP of Germans", "Entry Date,Ursprungsland,Statistische Warennummer,Customs Value"],
    ["of a web service", "entryDate,countryCodeOfOrigin,harmonizedSystemCode,declaredValue"],
  ])("%s", async (_, head) => {
    expect((await rowsOf(table(head, `2025-06-19,JP,${CAR},30000`))).rows[0]?.duty_usd).toBe(OWED);
  });

  /** 8482.10.10 is a bearing with a shaft here, and any ball bearing of up to 30 mm in the Combined Nomenclature. */
  test.each([
    ["Warennummer", "84821010", null],
    ["Stat. Warennr.", "84821010", null],
    ["NCM", "8482.10.10", null],
    ["Fracción arancelaria", "8482.10.10", null],
    ["CN code", "8482101090", null],
    ["Warennummer", "8703230160", "8250.00"],
    ["NCM", "870323", "8250.00"],
    ["HS Code", "87032301", "8250.00"],
  ])("numbers of %s such as %s may be of another tariff", async (heading, number, owed) => {
    const file = table(`date,${heading},origin,value`, `2025-06-19,${number},JP,30000`);
    const { status, err } = await duty(file, "in.csv", "--no-asks", "-fcsv");
    if (owed === null) {
      expect([status, err]).toEqual([2, expect.stringContaining("may be of the tariff of another country")]);
      expect(err).toContain(`--columns 'hts=${heading}'`);
      const { err: told } = await duty(file, "in.csv", "--no-asks", "--columns", `hts=${heading}`);
      expect(told).not.toContain("may be of the tariff");
    } else expect((await rowsOf(file)).rows[0]?.duty_usd).toBe(owed);
  });

  /** A German, French or Spanish program writes euros, reals or pesos: dollars are not read where none are named. */
  test.each([
    ["Zollwert", "30000", [], null],
    ["Valeur en douane", "30000", [], null],
    ["Valor", "30000", [], null],
    ["Zollwert", "30000", ["--columns", "value=Zollwert"], "8250.00"],
    ["Zollwert", "30000 USD", [], "8250.00"],
    ["Zollwert (USD)", "30000", [], "8250.00"],
    ["Zollwert (EUR)", "30000", ["--rate", "EUR=1.10"], "9075.00"],
    ["Customs Value", "30000", [], "8250.00"],
  ])("values of %s such as %s may be in another currency", async (heading, value, flags, owed) => {
    const file = table(`date,hts,origin,${heading}`, `2025-06-19,${CAR},JP,${value}`);
    const { status, err } = await duty(file, "in.csv", "--no-asks", "-fcsv", ...flags);
    if (owed === null) {
      expect([status, err]).toEqual([2, expect.stringContaining("does not say which currency")]);
      expect(err).toContain(`--columns 'value=${heading}'`);
    } else expect((await rowsOf(file, "in.csv", ...flags)).rows[0]?.duty_usd).toBe(owed);
  });

  test.each([
    ["Schedule B Number", "hts"],
    ["Country of Export", "origin"],
    ["Duty Rate", "filed_duty_usd"],
    ["Unit Price", "value"],
    ["Amount (LCY)", "value"],
    ["Order Date", "date"],
  ])("%s is not taken for %s", async (heading, column) => {
    const cells = { date: "2025-06-19", hts: CAR, origin: "JP", value: "30000", [column]: undefined };
    const given = Object.entries(cells).filter(([, cell]) => cell !== undefined);
    const file = table(
      [...given.map(([name]) => name), heading].join(","),
      [...given.map(([, cell]) => cell), "1"].join(","),
    );
    const { err } = await duty(file, "in.csv", "--no-asks", "-fcsv");
    expect(err).not.toContain(`${heading} as`);
  });

  test("the answer of a web service: objects within objects, and a list that an object holds", async () => {
    const goods = { item: { hts: CAR, origin: "JP" }, value: { amount: "20000", currency: "EUR" } };
    const json = JSON.stringify({ page: 1, lines: [goods, { ...goods, item: null }] });
    const { rows } = await rowsOf(json, "in.json", "--date", "2025-06-19", "--rate", "EUR=1.5");
    expect(rows.map(({ duty_usd, status }) => [duty_usd, status])).toEqual([
      [OWED, "exact"],
      [null, "invalid"],
    ]);
    const { err, status } = await rowsOf('{"a":[{"hts":1}],"b":[{"hts":1}]}', "in.json");
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('expected one list of objects; got "a" and "b"'),
    ]);
  });

  test("our own answer in JSON: its goods are its rows, and its other lists are about them", async () => {
    const file = table("date,hts,origin,value", `2025-06-19,${CAR},JP,30000`, "2025-06-19,85,CN,100");
    const { out } = await duty(file, "in.csv", "--format", "json");
    const again = await duty(out, "in.json", "--format", "json");
    expect(JSON.parse(again.out).rows.map((row: Answer) => [row.duty_usd, row.asks])).toEqual(
      JSON.parse(out).rows.map((row: Answer) => [row.duty_usd, row.asks]),
    );
  });

  test.each(["in.json", "in.ndjson"])(
    "a number of %s has a point, whatever its digits; a text may not",
    async (name) => {
      const of = (value: unknown) => {
        const row = JSON.stringify({ date: "2025-06-19", hts: CAR, origin: "JP", value });
        return rowsOf(name === "in.json" ? `[${row}]` : row, name);
      };
      expect((await of(12.345)).rows[0]).toMatchObject({ value: "12.345", duty_usd: "3.30" });
      expect((await of("12.345")).err).toContain("--decimal");
    },
  );

  test("keys of what stands beside a list are none of its first object", async () => {
    const goods = [{ date: "2025-06-19", hts: CAR, origin: "JP", value: "30000" }];
    const json = JSON.stringify({ data: { asked: { by: { x: 1, y: 2, z: 3 } }, items: goods } });
    expect((await rowsOf(json, "in.json")).rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED]);
  });

  test.each(["utf-16le", "utf-16be"])("text in %s without a mark", async (encoding) => {
    const text = table("date,hts,origin,value", `2025-06-19,${CAR},JP,30000`);
    const bytes = Buffer.from(text, "utf16le");
    expect((await rowsOf(encoding === "utf-16le" ? bytes : bytes.swap16())).rows[0]?.duty_usd).toBe(OWED);
  });

  test("names that nobody knows are given", async () => {
    const { rows } = await rowsOf(
      table("when,Warennummer,Land,Betrag", `2025-06-19,${CAR},Japan,30000`),
      "in.csv",
      ...["--columns", "date=when,hts=Warennummer", "--columns", 'origin="Land",value=Betrag'],
    );
    expect(rows[0]?.duty_usd).toBe(OWED);
  });

  test("two columns of one name are refused", async () => {
    const { err, status } = await duty(table("date,hts,origin,Value,value", `2025-06-19,${CAR},JP,1,2`));
    expect(status).toBe(2);
    expect(err).toContain('expected one column of value; got "Value" and "value"');
  });

  test("names that JavaScript has are columns like others", async () => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value,constructor,toString", `2025-06-19,${CAR},JP,30000,a,b`),
    );
    expect(rows[0]).toMatchObject({ constructor: "a", toString: "b", duty_usd: OWED });
  });

  test("symbols and claims have columns", async () => {
    /** 2.5% by the general column, free under KORUS. */
    const { rows } = await rowsOf(
      table(
        "date,hts,origin,value,SPI,donation",
        "2025-02-19,8703.23.01.60,KR,1000,KR,no",
        "2025-02-19,8703.23.01.60,KR,1000,,no",
        "2025-02-19,8703.23.01.60,KR,1000,,maybe",
      ),
    );
    expect(rows.map(({ base_duty_usd }) => base_duty_usd)).toEqual(["0.00", "25.00", null]);
    expect(rows[2]?.status).toBe("invalid");
  });

  test.each([
    ["Donation?", "Y", "8250.00"],
    ["Donation (Y/N)", "Y", "8250.00"],
    ["Donation (yes/no)", "maybe", null],
  ])("a claim under %s: %s", async (heading, cell, owed) => {
    const { rows } = await rowsOf(
      table(`date,hts,origin,value,${heading}`, `2025-06-19,${CAR},JP,30000,${cell}`),
    );
    const isRead =
      owed === null ? rows[0]?.status === "invalid" : /9903\.01\.30/.test(String(rows[0]?.layers));
    expect([rows[0]?.duty_usd, isRead]).toEqual([owed, true]);
  });

  test("titles, blank rows and totals are left out and said", async () => {
    const { rows, err } = await rowsOf(
      table(
        "Entries of June,,,",
        "date,hts,origin,value",
        `2025-06-19,${CAR},JP,30000`,
        ",,,",
        "Total,,,30000",
      ),
    );
    expect(rows).toHaveLength(1);
    expect(err).toContain("Left out: 1 row above the headings, 1 blank row, 1 row of totals (row 5).");
  });

  test.each([
    ["a sum of no name", ",,,30000", "1 row of totals (row 3)"],
    ["a sum of an entry", "ABC-1234567-8 Total,,,30000", "1 row of totals (row 3)"],
    ["a sum of a country", ",,JP Total,30000", "1 row of totals (row 3)"],
    ["a sum of a number", ",8703.23.01.60 Total,,30000", "1 row of totals (row 3)"],
    ["a count of a number", ",8703.23.01.60 Count,,1", "1 row of totals (row 3)"],
    ["a sum of a number, of Germans", ",8703.23.01.60 Ergebnis,,30000", "1 row of totals (row 3)"],
    ["a sum of another name", "Importer total,,,30000", "1 row of totals (row 3)"],
    ["headings again", "date,hts,origin,value", "1 row of words or headings (row 3)"],
    ["words under the table", "Generated by ACE on 06/20/2025,,,", "1 row of words or headings (row 3)"],
    ["an end that is marked", "*** end ***,,,", "1 row of words or headings (row 3)"],
    ["an end in one word", "Fin,,,", "1 row of words or headings (row 3)"],
  ])("%s is no goods, and said", async (_, last, says) => {
    const { rows, err } = await rowsOf(table("date,hts,origin,value", `2025-06-19,${CAR},JP,30000`, last));
    expect(rows).toHaveLength(1);
    expect(err).toContain(`Left out: ${says}.`);
  });

  test("goods whose description says total are goods, though their number is wrong", async () => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value,what", "2025-06-19,TBD,JP,30000,Total station"),
    );
    expect(rows[0]).toMatchObject({ status: "invalid", what: "Total station" });
  });

  test.each([
    ["JO", "N", "0.00"],
    ["JP", "N", "25.00"],
    ["JP", "none", "25.00"],
  ])("the symbol of %s, %s", async (origin, symbol, owed) => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value,spi", `2025-02-19,${CAR},${origin},1000,${symbol}`),
    );
    expect(rows[0]?.base_duty_usd).toBe(owed);
  });

  test.each([
    ["EG", "N", null],
    ["JO", "N", null],
    ["JP", "N", "25.00"],
    ["EG", "No", "25.00"],
    ["EG", "QIZ", "0.00"],
    ["KR", "Y", null],
    ["KR", "KR", "0.00"],
  ])("a column FTA of %s, %s", async (origin, cell, owed) => {
    const file = table("date,hts,origin,value,FTA", `2025-02-19,${CAR},${origin},1000,${cell}`);
    expect((await rowsOf(file)).rows[0]?.base_duty_usd).toBe(owed);
    const beside = table("date,hts,origin,value,SPI,FTA", `2025-02-19,${CAR},${origin},1000,,${cell}`);
    expect((await rowsOf(beside)).rows[0]?.base_duty_usd).toBe("25.00");
  });

  test.each([
    ["vessel, container", "37.50"],
    ["Sea Freight", "37.50"],
    ["11", "37.50"],
    ["34", "0.00"],
    ["41", "0.00"],
  ])("goods that came by %s", async (mode, fee) => {
    const { rows } = await rowsOf(
      table("date,hts,origin,value,mode", `2025-06-19,${CAR},JP,30000,"${mode}"`),
    );
    expect(rows[0]?.hmf_usd).toBe(fee);
  });

  test("a table of the Census Bureau", async () => {
    const json = `[["I_COMMODITY","CTY_CODE","GEN_VAL_MO","time"],["8703230160","5880","30000","2025-06"]]`;
    expect((await rowsOf(json, "in.json", "--date", "2025-06-19")).rows[0]?.duty_usd).toBe(OWED);
  });
});

describe("the examples of the documentation", () => {
  const example = (name: string) =>
    readFileSync(join(import.meta.dirname, "../../docs/examples", name), "utf8");

  test("a broker's export: two entries are right, the jacket has its base duty twice", async () => {
    /** All in, 15% of $10,000 counts the 7.1% in: $710 too much (CSMS 66319804). */
    const { out } = await audit(example("ace.csv"), "--format", "json");
    const { total, rows } = JSON.parse(out) as { total: Answer; rows: readonly Answer[] };
    expect(total).toMatchObject({
      entries: "3",
      lines_with_faults: "1",
      overpaid_usd: "710.00",
      underpaid_usd: "0.00",
    });
    expect(rows.map(({ status }) => status)).toEqual(["agrees", "overpaid", "agrees"]);
  });

  test("a shop's list is read, with its lost zero put back", async () => {
    const { rows, err } = await rowsOf(example("shop.csv"), "shop.csv", "--date", "2026-10-01");
    expect(rows.map(({ status }) => status === "invalid")).toEqual([false, false, false]);
    expect(err).toContain("703200015 as 0703.20.00.15");
  });
});

describe("texts of other encodings, and packed ones", () => {
  const text = table("date,hts,origin,value,maker", `2025-06-19,${CAR},JP,30000,Müller`);
  test.each<[string, Uint8Array, string]>([
    ["gzip", gzipSync(text), "in.csv.gz"],
    ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]), "in.csv"],
    ["Latin-1", Buffer.from(text, "latin1"), "in.csv"],
  ])("%s", async (_, bytes, name) => {
    expect((await rowsOf(bytes, name)).rows[0]).toMatchObject({ maker: "Müller", duty_usd: OWED });
  });

  const written = (hex: string): Buffer =>
    Buffer.concat([
      Buffer.from(`date,hts,origin,value,maker\n2025-06-19,${CAR},JP,30000,`),
      Buffer.from(hex, "hex"),
      Buffer.from("\n"),
    ]);
  test.each([
    ["Windows-1252, with its marks", "“D’Or” – Œuvre €5", "9344924f72942096208c75767265208035"],
    ["Shift_JIS", "トヨタ自動車", "83678388835e8ea993ae8ed4"],
    ["Shift_JIS without a byte of its own alone", "表示ソフト能力", "955c8ea6835c83748367945c97cd"],
    ["dashes of Windows-1252", "––––––", "969696969696"],
  ])("%s is read letter by letter", async (_, maker, hex) => {
    expect((await rowsOf(written(hex), "in.csv")).rows[0]).toMatchObject({ maker, duty_usd: OWED });
  });

  test.each([
    ["Chinese", "bdceb3b520bdf8bfda"],
    ["Cyrillic", "cbe5e3eaeee2eee920e0e2f2eeeceee1e8ebfc"],
    ["Korean", "bdc2bfebc2f720bcf6c0d4"],
    ["Mac OS", "4d6f648f6c652090747265208d61"],
    ["Greek", "c1f5f4efeadfede7f4ef20fcf7e7ece1"],
  ])("%s is no Western text, and is asked for in UTF-8", async (_, hex) => {
    const { err, status } = await duty(written(hex), "in.csv");
    expect([status, err]).toEqual([2, expect.stringContaining("in.csv:2: expected text in UTF-8")]);
  });

  test("a sign of euros in Windows-1252 is one", async () => {
    const bytes = Buffer.from(`date;hts;origin;value\n2025-06-19;${CAR};JP;20.000,00 \x80\n`, "latin1");
    expect((await rowsOf(bytes, "in.csv")).rows[0]).toMatchObject({ status: "invalid" });
    expect((await rowsOf(bytes, "in.csv", "--rate", "EUR=1.5")).rows[0]).toMatchObject({ duty_usd: OWED });
  });

  test("gzip that is cut short is told", async () => {
    const { err, status } = await duty(gzipSync(text).subarray(0, 40), "in.csv.gz");
    expect(status).toBe(2);
    expect(err).toContain("what gzip packed is damaged");
  });
});

const ACE =
  "Entry Summary Number,Entry Date,Line Number,HTS Number - Full,Country of Origin Code,Line Goods Value Amount,Line Duty Amount";

describe("an export of entry summaries, a row a number", () => {
  const lines = (duty: string) =>
    table(
      ACE,
      `A-1,06/19/2025,001,9903.94.01,JP,0,${duty}`,
      `A-1,06/19/2025,1,${CAR},JP,"30,000",750.00`,
      `A-2,06/20/2025,1,9903.94.01,JP,0,7500.00`,
      `A-2,06/20/2025,1,${CAR},JP,"30,000",750.00`,
    );

  test("what was paid in full agrees to the cent", async () => {
    const { out, err } = await audit(lines("7500.00"), "--format", "csv");
    expect(out.match(/,agrees,/g)).toHaveLength(2);
    expect(err).toContain("4 rows of numbers are joined to 2 lines of entries.");
  });

  /** Rows of one line that are exported twice, or two lines of one number: nothing says which, and one value would be lost. */
  test.each([
    ["$10,000.00", "$10,000.00"],
    ["10,000", "5,000"],
  ])("goods that a line has twice are asked for: %s and %s", async (one, other) => {
    const { rows } = await rowsOf(
      table(
        ACE,
        `A-1,06/19/2025,1,9903.94.01,JP,,2500.00`,
        `A-1,06/19/2025,1,${CAR},JP,"${one}",250.00`,
        `A-1,06/19/2025,1,${CAR},JP,"${other}",250.00`,
        `A-2,06/20/2025,1,9903.94.01,JP,,7500.00`,
        `A-2,06/20/2025,1,${CAR},JP,"30,000",750.00`,
        `A-2,06/20/2025,1,${CAR},JP,,`,
      ),
    );
    expect(rows).toMatchObject([{ status: "invalid" }, { status: "exact", duty_usd: OWED }]);
    expect(rows[0]?.problem).toContain(`${CAR} 2 times, with ${one} and ${other}`);
  });

  test.each([
    ["origins", "06/19/2025,1,9903.94.01,KR", "KR and JP"],
    ["days", "06/18/2025,1,9903.94.01,JP", "06/18/2025 and 06/19/2025"],
  ])("rows of one line with other %s are asked for", async (_, other, words) => {
    const { rows } = await rowsOf(
      table(ACE, `A-1,${other},,7500.00`, `A-1,06/19/2025,1,${CAR},JP,"30,000",750.00`),
    );
    expect(rows).toMatchObject([{ status: "invalid", problem: expect.stringContaining(words) }]);
  });

  test("several values of which none stands beside the goods are asked for", async () => {
    const { rows } = await rowsOf(
      table(
        ACE,
        `A-1,06/19/2025,1,9903.94.01,JP,"7,000",2500.00`,
        `A-1,06/19/2025,1,9903.01.33,JP,"3,000",0.00`,
        `A-1,06/19/2025,1,${CAR},JP,0,250.00`,
      ),
    );
    expect(rows).toMatchObject([{ status: "invalid", problem: expect.stringContaining("7,000 and 3,000") }]);
  });

  test("a duty that is short is found, with its number", async () => {
    const { out } = await audit(lines("4500.00"), "--format", "csv");
    expect(out).toContain("5250.00,8250.00,-3000.00");
    expect(out).toContain("9903.94.01: filed");
  });
});

describe("entries whose filer has a column of its own", () => {
  const head =
    "Filer Code,Entry Number,Entry Date,Line Number,HTS Number - Full,Country of Origin Code,Line Goods Value Amount,Line Duty Amount";
  const text = table(
    head,
    "ABC,12345678,06/19/2025,1,9903.94.01,JP,,7500.00",
    `ABC,12345678,06/19/2025,1,${CAR},JP,30000,750.00`,
    `XYZ,12345678,06/19/2025,1,${CAR},JP,30000,${OWED}`,
  );

  test("two filers may share the rest of a number: these are two entries", async () => {
    const { out } = await audit(text, "--format", "ndjson");
    const rows = out.split("\n").flatMap((line): Answer[] => (line === "" ? [] : [JSON.parse(line)]));
    expect(rows.map(({ entry }) => entry)).toEqual(["ABC-12345678", "XYZ-12345678"]);
    expect(rows[0]).toMatchObject({ filed_duty_usd: OWED, computed_duty_usd: OWED, status: "agrees" });
  });

  test.each([
    "Brkr Filer Cd,Entry Num,Ln No",
    "filer_code,entry_number,line_nbr",
    "Entry Filer,Entry #,LN #",
  ])("and is known by its usual names: %s", async (names) => {
    const other = text.replace("Filer Code,Entry Number", names.split(",").slice(0, 2).join(","));
    const { out } = await audit(other.replace("Line Number", names.split(",")[2] ?? ""), "--format", "csv");
    expect(out).toContain("ABC-12345678,1,");
    expect(out).toContain("XYZ-12345678,1,");
  });

  test("each owes the least fee of an entry, with one job or two", async () => {
    // 0.3464% of $1,000 is less than the least fee, $32.71 an entry (19 CFR 24.23; 89 FR 59123).
    const small = table(
      "Filer Code,Entry No.,date,hts,origin,value",
      "ABC,1234567-8,2025-06-19,8479.20.00.00,JP,1000",
      "XYZ,1234567-8,2025-06-19,8479.20.00.00,JP,500",
      "XYZ,XYZ-1234567-8,2025-06-19,8479.20.00.00,JP,500",
    );
    const cents = ({ rows }: Awaited<ReturnType<typeof rowsOf>>) =>
      rows.map(({ mpf_usd }) => Math.round(Number(mpf_usd) * 100));
    const [first, second = 0, third = 0] = cents(await rowsOf(small));
    expect([first, second + third]).toEqual([3271, 3271]);
    expect(cents(await rowsOf(small, "in.csv", "--jobs", "2"))).toEqual([first, second, third]);
  });
});

test("objects of JSON may have keys that the first lacks", async () => {
  const rows = [
    { hts: CAR, origin: "JP", value: 30000, date: "2025-06-19" },
    { hts: "6109.10.00.12", origin: "VN", value: 100, date: "2025-06-19", claims: "donation" },
  ];
  const lines = rows.map((one) => JSON.stringify(one)).join("\n");
  for (const [text, name] of [
    [JSON.stringify(rows), "in.json"],
    [lines, "in.ndjson"],
  ] as const) {
    const { rows: answered } = await rowsOf(text, name);
    expect(answered.map(({ duty_usd }) => duty_usd)).toEqual([OWED, "16.50"]);
  }
});
