/** Files of programs in other languages: what their columns, currencies and countries are called, and in which letters. */
import { describe, expect, test } from "vitest";
import { parseOrigin } from "../../src/contract/parse.js";
import { createContext } from "../../src/data/context.js";
import { DATA } from "../shipped.js";
import { CAR, duty, OWED, rowsOf, table } from "./duty-file.js";

describe("countries", () => {
  test.each([
    ["ISO 3166 with articles in brackets", "Korea (the Republic of)"],
    ["its articles alone", "Philippines (the)"],
    ["its longest name", "United Kingdom of Great Britain and Northern Ireland (the)"],
    ["two names of one", "Turkiye (Turkey)"],
    ["Japanese", "日本"],
    ["Japanese, in short", "韓国"],
    ["Korean", "일본"],
    ["Chinese", "德国"],
    ["Polish", "Niemcy"],
    ["Portuguese", "Alemanha"],
  ])("%s: %s", async (_, origin) => {
    const { rows } = await rowsOf(table("date,hts,origin,value", `2025-06-19,${CAR},"${origin}",30000`));
    expect(rows[0]?.duty_usd).toBe(OWED);
  });

  test.each(["Congo (the)", "Japan (China)", "República Democrática do Congo (the)", "(the)"])(
    "%s is none",
    async (origin) => {
      const { rows } = await rowsOf(table("date,hts,origin,value", `2025-06-19,${CAR},"${origin}",30000`));
      expect(rows[0]?.status).toBe("invalid");
    },
  );
});

describe("names of countries in the words of customs, the Census Bureau, ISO 3166 and the United Nations", () => {
  const { origins, homeOrigins } = createContext(DATA, "0").schedule();
  const of = (name: string) => parseOrigin(name, origins, homeOrigins);

  test.each([
    ["CD", "Democratic Republic of Congo", "Dem. Rep. of the Congo", "Congo, Dem. Rep. of the", "D.R. Congo"],
    ["CG", "Republic of Congo", "Congo, Rep.", "Congo Republic"],
    ["TL", "Timor", "E. Timor", "Democratic Republic of Timor-Leste"],
    ["KN", "St. Kitts", "St. Kitts-Nevis", "Saint Christopher and Nevis"],
    ["KP", "N. Korea", "Korea, D.P.R.", "Korea, Dem. People's Rep. of", "Dem. People's Rep. of Korea"],
    ["KR", "S. Korea", "So. Korea", "Rep. of Korea", "Korea Republic"],
    ["TR", "Tuerkiye", "Turkey / Türkiye", "Rep. of Turkey"],
    ["CN", "P. R. China", "P.R. of China", "People's Rep. of China", "CHINA (PEOPLE'S REPUBLIC)"],
    ["HK", "China, Hong Kong SAR", "Hong Kong SAR, China", "China (Hong Kong)"],
    ["TW", "China (Taiwan)", "Taiwan, Republic of China", "Rep. of China"],
    ["MK", "N. Macedonia", "Macedonia, the former Yugoslav Republic of", "FYR Macedonia"],
    ["CZ", "Czech Rep.", "Czech"],
    ["IR", "Iran, Islamic Rep."],
    ["LA", "Lao People's Dem. Rep.", "Laos, PDR"],
    ["TZ", "United Rep. of Tanzania", "Tanzania, United Rep."],
    ["SZ", "eSwatini (formerly Swaziland)"],
    ["GB", "Gt. Britain", "England, United Kingdom", "Great Britain & N. Ireland"],
    ["VG", "Br. Virgin Is.", "Virgin Islands (British)"],
    ["US", "U S A"],
    ["SS", "S. Sudan"],
    ["IS", "Island"],
    ["ET", "Ethiopia, Federal Democratic Republic of"],
  ])("%s: %s", (code, ...names) => {
    expect(names.map(of)).toEqual(names.map(() => code));
  });

  test.each([
    ["Congo", "can be Democratic Republic of the Congo (CD) or Congo (Brazzaville) (CG)"],
    ["Democratic Republic of Korea", "can be North Korea (KP) or South Korea (KR)"],
    ["Virgin Islands", "can be British Virgin Islands (VG) or United States Virgin Islands (VI)"],
    ["Belgium/Luxembourg", "can be Belgium (BE) or Luxembourg (LU)"],
    ["USSR", "can be Armenia (AM), Azerbaijan (AZ), Belarus (BY) or 12 more"],
    ["Germany/France", "expected a country of origin, as two letters or a name"],
    ["United Republic", "expected a country of origin, as two letters or a name"],
    ["Islands", "expected a country of origin, as two letters or a name"],
  ])("%s is asked for", (name, words) => {
    expect(() => of(name)).toThrow(words);
  });
});

describe("currencies", () => {
  test.each(["Valuta", "Waluta", "Moeda", "通貨", "币种"])("%s is that of the values", async (heading) => {
    const head = `date,hts,origin,value,${heading}`;
    const { rows } = await rowsOf(table(head, `2025-06-19,${CAR},DE,15000,EUR`), "in.csv", "--rate", "EUR=2");
    expect(rows[0]?.duty_usd).toBe(OWED);
    expect((await rowsOf(table(head, `2025-06-19,${CAR},DE,15000,EUR`))).rows[0]?.problem).toContain(
      "a rate for EUR",
    );
  });

  test.each([
    ["a cell without one beside others", `${CAR},DE,15000,EUR`, `${CAR},DE,30000,`, 3],
    ["the first without one", `${CAR},DE,30000,`, `${CAR},DE,15000,EUR`, 2],
  ])("%s is asked for", async (_, first, second, at) => {
    const text = table("date,hts,origin,value,currency", `2025-06-19,${first}`, `2025-06-19,${second}`);
    const { err, status } = await rowsOf(text, "in.csv", "--rate", "EUR=2");
    expect([status, err]).toEqual([2, expect.stringContaining(`in.csv:${at}: "currency" is empty beside a`)]);
  });

  test.each([
    ["date,hts,origin,value,currency", `${CAR},DE,30000,USD`, `${CAR},DE,30000,`],
    ["date,hts,origin,value,currency", `${CAR},DE,15000,EUR`, `${CAR},DE,$30000,`],
    ["date,hts,origin,value,currency", `${CAR},DE,15000,EUR`, `${CAR},DE,USD 30000,`],
    ["date,hts,origin,Value (EUR),currency", `${CAR},DE,15000,EUR`, `${CAR},DE,15000,`],
  ])("%s: none is needed where the rest says it", async (head, first, second) => {
    const text = table(head, `2025-06-19,${first}`, `2025-06-19,${second}`);
    const { rows } = await rowsOf(text, "in.csv", "--rate", "EUR=2");
    expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([OWED, OWED]);
  });

  test("under a name that is not known they are asked for, also where the value is named", async () => {
    const text = table("date,hts,origin,Betrag,Handelswährung", `2025-06-19,${CAR},DE,30000,EUR`);
    const { err, status } = await rowsOf(text, "in.csv", "--columns", "value=Betrag");
    expect(status).toBe(2);
    expect(err).toContain('in.csv:2: "Handelswährung" has currencies, such as EUR');
    expect(err).toContain("--columns 'currency=Handelswährung'");
  });

  test.each([
    ["date,hts,origin,value,Handelswährung", `${CAR},DE,30000,USD`, `${CAR},DE,30000,EUR`, "has currencies"],
    ["date,hts,origin,Zollwert", `${CAR},DE,USD 30000`, `${CAR},DE,30000`, "does not say which currency"],
    ["date,CN code,origin,value", "870323,DE,30000", "87032319,DE,30000", "the tariff of another country"],
  ])("of %s every row is looked at before it is priced", async (head, usual, odd, words) => {
    const rows = [...Array.from({ length: 6_000 }, () => usual), odd].map((row) => `2025-06-19,${row}`);
    const { err, status } = await rowsOf(table(head, ...rows));
    expect([status, err]).toEqual([2, expect.stringContaining("in.csv:6002: ")]);
    expect(err).toContain(words);
  });

  test.each([
    ["all of them are dollars", "date,hts,origin,value,Handelswährung", "30000,USD"],
    ["the heading of the values says dollars", "date,hts,origin,value usd,Handelswährung", "30000,EUR"],
    ["the values say so", "date,hts,origin,value,Handelswährung", "$30000,EUR"],
  ])("nothing is asked where %s", async (_, head, cells) => {
    expect((await rowsOf(table(head, `2025-06-19,${CAR},DE,${cells}`))).rows[0]?.duty_usd).toBe(OWED);
  });
});

describe("amounts that a heading counts in more or less than dollars are no dollars", () => {
  test.each([
    ["Value ($000)", "thousands"],
    ["Value in thousands", "thousands"],
    ["Value (kUSD)", "thousands"],
    ["Value TEUR", "thousands"],
    ["value_cents", "cents"],
    ["Value (USD millions)", "millions"],
  ])("%s", async (heading, scale) => {
    const text = table(`date,hts,origin,${heading}`, `2025-06-19,${CAR},JP,30`);
    const { err, out } = await duty(text, "in.csv", "--columns", `value=${heading}`);
    expect(out).toBe("");
    expect(err).toContain(`"${heading}" counts its amounts in ${scale}; expected value in full`);
    expect((await rowsOf(text)).status).toBe(2);
  });

  test("each column that is needed and missing is asked for; the price of one piece is not offered as a value", async () => {
    const { err } = await rowsOf(table("HS Code,COO,Posting day,Unit Price,Amount USD", `${CAR},JP,1,2,3`));
    expect(err).toContain("which is date? --columns 'date=Posting day'");
    expect(err).toContain("which is value? --columns 'value=Amount USD', or --value for all rows");
    expect(err).not.toContain("value=Unit Price");
  });
});

describe("letters of Windows-1250", () => {
  const fileOf = (hex: string) =>
    Buffer.concat([
      Buffer.from(`date;hts;origin;value;goods\n2025-06-19;${CAR};JP;30000;`),
      Buffer.from(hex, "hex"),
      Buffer.from("\n"),
    ]);

  test.each([
    ["Polish", "żółte łożyska", "bff3b3746520b36fbf79736b61"],
    ["Polish, one letter", "Śruby", "8c72756279"],
    ["Czech", "Šrouby s maticí, kuličky", "8a726f7562792073206d61746963ed2c206b756c69e86b79"],
    ["Hungarian", "külső tükör, fűrész", "6bfc6c73f52074fc6bf6722c2066fb72e9737a"],
    ["Hungarian, one word", "cső", "6373f5"],
    ["Hungarian in capitals", "SZŰRŐ", "535adb52d5"],
    ["Romanian, one word", "maşină", "6d61ba696ee3"],
    ["Romanian", "piuliţă de oţel", "7069756c69fee3206465206ffe656c"],
    ["Croatian", "Kuglični ležaj", "4b75676c69e86e69206c659e616a"],
  ])("%s: %s", async (_, text, hex) => {
    const { rows, err } = await rowsOf(fileOf(hex));
    expect(rows[0]).toMatchObject({ goods: text, duty_usd: OWED });
    expect(err).toContain("The text of the file is read as Windows-1250.");
  });

  test.each([
    ["çiçek şişesi, ığdır", "e769e7656b20fe69fe6573692c20fdf064fd72"],
    ["İğne", "ddf06e65"],
    ["Menşe ülke", "4d656efe6520fc6c6b65"],
    ["dişli", "6469fe6c69"],
    ["AĞIR ÇELİK", "41d0495220c7454cdd4b"],
  ])("Turkish is Windows-1254: %s", async (text, hex) => {
    const { rows, err } = await rowsOf(fileOf(hex));
    expect(rows[0]).toMatchObject({ goods: text, duty_usd: OWED });
    expect(err).toContain("The text of the file is read as Windows-1254.");
  });

  test.each([
    [
      "French with a Czech name",
      "Pièces Škoda modèle à règle",
      "5069e863657320 8a6b6f6461206d6f64e86c6520e02072e8676c65",
    ],
    ["Danish with a Czech name", "Kølevæske Škoda ærø Åre", "4bf86c6576e6736b65208a6b6f646120e672f820c57265"],
    ["Spanish", "¿qué niño? Nºs", "bf7175e9206e69f16f3f204eba73"],
    ["French", "Œuvre, cœur", "8c757672652c20639c7572"],
    [
      "Portuguese",
      "Peças e condições, põe, AÇÕES, limões",
      "5065e76173206520636f6e6469e7f565732c2070f5652c2041c7d545532c206c696df56573",
    ],
    ["Portuguese with a number", "mão, nº 5", "6de36f2c206eba2035"],
    ["French with a circumflex", "coût, août, sûr", "636ffb742c20616ffb742c2073fb72"],
    ["Estonian", "või, põhi, jõud, külmõli", "76f5692c2070f568692c206af575642c206bfc6c6df56c69"],
    ["Icelandic", "það, þörf, fræðsla, verð", "fe61f02c20fef672662c206672e6f0736c612c20766572f0"],
    ["Icelandic, short", "það", "fe61f0"],
    ["Danish", "Størrelse, kølevæske", "5374f87272656c73652c206bf86c6576e6736b65"],
    ["German", "Größe für Öl", "4772f6df652066fc7220d66c"],
    ["Spanish with accents", "tubería, año, válvula", "7475626572ed612c2061f16f2c2076e16c76756c61"],
    ["Italian", "qualità, perché, più", "7175616c6974e02c207065726368e92c207069f9"],
    ["English", "£50, ½ inch, 5 m³ or m³/h", "a335302c20bd20696e63682c2035206db3206f72206db32f68"],
  ])("%s is Windows-1252", async (_, text, hex) => {
    const { rows, err } = await rowsOf(fileOf(hex.replaceAll(" ", "")));
    expect(rows[0]).toMatchObject({ goods: text, duty_usd: OWED });
    expect(err).toContain("The text of the file is read as Windows-1252 (Latin-1).");
  });
});
