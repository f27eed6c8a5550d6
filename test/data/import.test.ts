/** Official tables become folders of data, and two tariffs are held against each other. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toEdition } from "../../src/commands/data/tariff.js";
import { findProblems } from "../../src/commands/data/validate/answer.js";
import { createContext } from "../../src/data/context.js";
import { readerOver } from "../../src/data/overlay/overlaid-reader.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { printHts } from "../../src/law/hts.js";
import { session } from "../cli/session.js";
import { DATA, reader, shipped } from "../shipped.js";

const work = mkdtempSync(join(tmpdir(), "tariff-calc-import-"));
afterAll(() => rmSync(work, { recursive: true }));
const path = (name: string): string => join(work, name);
const run = (line: string): Promise<string> => session(`$ tariff-calc data ${line}`, 140);

/** As hts.usitc.gov names the columns of its exports. */
const CSV_HEAD =
  "\uFEFFHTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,Quota Quantity,Additional Duties";

interface Line {
  readonly htsno: string;
  readonly units: readonly string[];
  general: string;
  readonly special: string;
  readonly other: string;
}

/** Numbers of ten digits by their lines. */
function grouped(numbers: readonly string[]): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const number of numbers)
    lines.set(number.slice(0, 8), [...(lines.get(number.slice(0, 8)) ?? []), number]);
  return lines;
}

/** The shipped tariff of a day as rows of an export: a line of eight digits, then its numbers, which inherit its rates. */
function linesOn(day: IsoDate): Line[] {
  const { lines } = reader.json("schedule/base/units.json");
  const all = Object.keys(reader.json("schedule/base/general.json").lines).sort();
  const numbers = grouped(shipped.base.linesUnder("", day));
  return all.flatMap((line): Line[] => {
    const rates = shipped.base.ratesOf(line, day);
    if (rates === undefined) return [];
    const { general, special, column2 } = rates;
    const own = {
      ...{ htsno: printHts(line), units: [] },
      ...{ general: general ?? "", special: special ?? "", other: column2 ?? "" },
    };
    const inherits = { general: "", special: "", other: "" };
    const under = (numbers.get(line) ?? []).map((number) => ({
      ...{ htsno: printHts(number), units: lines[number]?.split("|") ?? [] },
      ...inherits,
    }));
    return [own, ...under];
  });
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csvOf = (lines: readonly Line[]): string =>
  [
    CSV_HEAD,
    ...lines.map(({ htsno, units, general, special, other }) =>
      [htsno, "2", "", units.length > 0 ? JSON.stringify(units) : "", general, special, other, "", ""]
        .map(quoted)
        .join(","),
    ),
  ].join("\r\n");
const jsonOf = (lines: readonly Line[]): string =>
  JSON.stringify(
    lines.map((line) => ({ ...line, indent: "2", description: "", superior: null, footnotes: [] })),
  );

const FIRST = "2025-01-01" as IsoDate;
const LATER = "2026-02-24" as IsoDate;
const changed = linesOn(LATER);

beforeAll(() => {
  writeFileSync(path("first.csv"), csvOf(linesOn(FIRST)));
  writeFileSync(path("later.csv"), csvOf(linesOn(LATER)));
  writeFileSync(path("later.json"), jsonOf(linesOn(LATER)));
  const car = changed.find(({ htsno }) => htsno === "8703.23.01");
  if (car) car.general = "5%";
  writeFileSync(path("changed.csv"), csvOf(changed));
});

describe("an exported edition", () => {
  test.each([
    ["first.csv", FIRST],
    ["later.csv", LATER],
    ["later.json", LATER],
  ])("%s has the rates of the shipped tariff of %s", async (file, day) => {
    expect(await run(`diff ${day} ${path(file)}`)).toMatch(/^No difference in any rate\n/);
  });

  test("becomes a folder whose rates are those of the edition, on the day found by them", async () => {
    const printed = await run(`import hts ${path("first.csv")} --into ${path("first")}`);
    expect(printed).toMatch(
      /^No difference in any rate\nEdition in force from 2025-01-01, found by its rates/,
    );
    expect(await run(`diff ${FIRST} ${path("first")}`)).toMatch(/^No difference in any rate\n/);
    expect((await findProblems(createContext(DATA, "0"), [path("first")])).problems).toEqual([]);
  });

  test("of rates that no edition has needs its day", async () => {
    const printed = await run(`import hts ${path("changed.csv")} --into ${path("undated")}`);
    expect(printed).toContain("--date: expected the day on which this edition took effect");
    expect(printed).toContain("from which one rate differs");
    expect(existsSync(path("undated"))).toBe(false);
  });

  test("holds from its day on, and leaves the days before", async () => {
    await run(`import hts ${path("changed.csv")} --into ${path("changed")} --date 2026-12-01`);
    const { base } = createContext(DATA, "0", readerOver(DATA, [path("changed")])).schedule();
    const general = (day: string) => base.ratesOf("87032301", day as IsoDate)?.general;
    expect([general("2026-11-30"), general("2026-12-01")]).toEqual(["2.5%", "5%"]);
  });

  test("differs in rates and dollars: the imports of the line times the difference", async () => {
    const printed = await session(
      `$ tariff-calc data diff ${LATER} ${path("changed.csv")} --format json`,
      140,
    );
    const { rows } = JSON.parse(printed);
    const context = createContext(DATA, "0");
    const imports = context
      .flowOrigins("us-imports-2024")
      .map((origin) => ({
        flow: context.flow("us-imports-2024", origin),
        column2: shipped.origins.get(origin)?.column2,
      }))
      .flatMap(({ flow, column2 }) =>
        flow.hts.flatMap((hts, row) =>
          hts.startsWith("87032301") ? [{ value: flow.value[row] ?? 0, column2 }] : [],
        ),
      );
    const sum = (of: typeof imports) => of.reduce((total, { value }) => total + value, 0);
    expect(rows).toEqual([
      {
        ...{ what: "8703.23.01", column: "general", before: "2.5%", after: "5%" },
        imports_usd: String(sum(imports)),
        duty_change_usd: String(sum(imports.filter(({ column2 }) => !column2)) * 0.025),
      },
    ]);
  });

  test("never takes the place of a folder that is there", async () => {
    const printed = await run(`import hts ${path("first.csv")} --into ${path("first")}`);
    expect(printed).toContain("this folder is there already");
    expect(readdirSync(work).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("is a whole one", async () => {
    writeFileSync(path("chapter.csv"), csvOf(linesOn(FIRST).filter(({ htsno }) => htsno.startsWith("01"))));
    expect(await run(`import hts ${path("chapter.csv")}`)).toContain("expected a whole edition");
  });
});

test("the row of eight digits states the rates, or the row of ten where there is none; others are told", () => {
  const row = (hts: string, general: string) => ({ hts, general, special: "", column2: "", units: "No." });
  const { general, suffixes, left, headings } = toEdition([
    row("01012100", "Free"),
    row("0101210010", ""),
    row("0101300000", "6.8%"),
    row("0101300010", "7%"),
    row("99038803", "The duty provided in the applicable subheading + 25%"),
  ]);
  expect([...general]).toEqual([
    ["01012100", "Free"],
    ["01013000", "6.8%"],
  ]);
  expect([...suffixes]).toEqual([
    ["01012100", ["10"]],
    ["01013000", ["00", "10"]],
  ]);
  expect([...left]).toEqual([["a second rate for the same eight digits", ["0101300010 7%"]]]);
  expect([...headings.keys()]).toEqual(["9903.88.03"]);
});

/** As the interface answers: the first line names the columns. */
const CENSUS = [
  ["CTY_CODE", "CTY_NAME", "I_COMMODITY", "CON_VAL_MO", "CAL_DUT_MO", "COMM_LVL", "time"],
  ["5880", "JAPAN", "8703230160", "1000000", "25000", "HS10", "2025-01"],
  ["5880", "JAPAN", "8703230160", "2000000", "50000", "HS10", "2025-02"],
  ["5880", "JAPAN", "8703", "3000000", "75000", "HS4", "2025-02"],
  ["-", "TOTAL FOR ALL COUNTRIES", "8703230160", "9000000", "75000", "HS10", "2025-02"],
  ["0003", "EUROPEAN UNION", "0101210010", "5000", "0", "HS10", "2025-02"],
  ["4280", "GERMANY", "0101210010", "5000", "0", "HS10", "2025-02"],
];

const flowIn = (folder: string, dataset: string, origin: string) =>
  createContext(DATA, "0", readerOver(DATA, [path(folder)])).flow(dataset, origin as never);

describe("imports from the Census Bureau", () => {
  test.each(["json", "csv"])(
    "as %s are added up by country and number; sums and groups are left out",
    async (form) => {
      const text = form === "json" ? JSON.stringify(CENSUS) : CENSUS.map((row) => row.join(",")).join("\n");
      writeFileSync(path(`census.${form}`), text);
      const printed = await run(`import census ${path(`census.${form}`)} --into ${path(`census-${form}`)}`);
      expect(printed).toContain("Imports for consumption of 2025-01 to 2025-02: 2 origins, 6 rows");
      expect(printed).toContain("Left out, a sum of numbers of ten digits: 5880 8703 of 2025-02.");
      expect(printed).toContain("Left out, the Union, whose members are there: 0003 0101210010 of 2025-02.");
      const { hts, value, duty } = flowIn(`census-${form}`, "census-2025", "JP");
      expect({ hts, value, duty }).toEqual({ hts: ["8703230160"], value: [3_000_000], duty: [75_000] });
      expect((await findProblems(createContext(DATA, "0"), [path(`census-${form}`)])).problems).toEqual([]);
    },
  );

  test("of the year so far count in the last month alone", async () => {
    const rows = CENSUS.slice(0, 3).map((row) => row.map((cell) => cell.replace("_MO", "_YR")));
    writeFileSync(path("so-far.json"), JSON.stringify(rows));
    await run(`import census ${path("so-far.json")} --into ${path("so-far")} --name so-far`);
    expect(flowIn("so-far", "so-far", "JP").value).toEqual([2_000_000]);
  });

  test("of part of a year are said to be that, and what is there twice or below nothing is named", async () => {
    const [head = [], january = [], february = []] = CENSUS;
    const correction = ["4280", "GERMANY", "0101210010", "-700", "0", "HS10", "2025-02"];
    const byPort = ["5880", "JAPAN", "8703230160", "400", "10", "HS10", "2025-02"];
    writeFileSync(path("part.json"), JSON.stringify([head, january, february, february, byPort, correction]));
    const printed = await run(`import census ${path("part.json")} --into ${path("part")} --name part`);
    expect(printed).toContain("Imports for consumption of 2025-01 to 2025-02: 1 origins, 5 rows");
    expect(printed).toContain("The table has nothing of 2025-03, 2025-04,");
    expect(printed).toMatch(/these are not the\s+imports of 2025/);
    expect(printed).toContain("twice with the same amounts: 5880 8703230160 of 2025-02.");
    expect(printed).toContain("an amount below nothing, which corrects another month");
    expect(flowIn("part", "part", "JP").value).toEqual([3_000_400]);
  });

  test("of members of a union are the imports from the union", async () => {
    const [head = []] = CENSUS;
    const horse = (country: string, dollars: string) => [
      country,
      "",
      "0101210010",
      dollars,
      "0",
      "HS10",
      "2025-01",
    ];
    writeFileSync(path("members.json"), JSON.stringify([head, horse("4280", "5000"), horse("4279", "700")]));
    await run(`import census ${path("members.json")} --into ${path("members")} --name members`);
    expect(flowIn("members", "members", "EU")).toMatchObject({
      origin: "EU",
      hts: ["0101210010"],
      value: [5700],
    });
    expect(() => flowIn("members", "members", "JP")).toThrow("no imports from Japan");
  });

  test("of several years need one", async () => {
    writeFileSync(
      path("years.json"),
      JSON.stringify([...CENSUS, [...(CENSUS[1] ?? []).slice(0, 6), "2024-01"]]),
    );
    const printed = await run(`import census ${path("years.json")} --into ${path("years")}`);
    expect(printed).toContain("--year: expected one of the years 2024, 2025");
    await run(`import census ${path("years.json")} --into ${path("years")} --year 2024`);
    expect(flowIn("years", "census-2024", "JP").value).toEqual([1_000_000]);
  });

  test("without their columns are refused with those there are", async () => {
    writeFileSync(path("other.csv"), "a,b\n1,2\n");
    const printed = await run(`import census ${path("other.csv")}`);
    expect(printed).toContain(
      "expected a column of HTS numbers, named I_COMMODITY or COMMODITY; there is none",
    );
    expect(printed).toContain("its columns are: a, b");
  });
});

describe("imports from DataWeb", () => {
  const table = (rows: readonly string[]) =>
    ["Data Type,HTS Number,Description,Country,2024", ...rows].join("\n");

  test("have value and duty in rows of their own, and numbers that a spreadsheet shortened", async () => {
    writeFileSync(
      path("dataweb.csv"),
      table([
        'Customs Value,8703230160,Cars,Japan,"1,000,000"',
        'Calculated Duties,8703230160,Cars,Japan,"25,000"',
        "Customs Value,101210010,Horses,Germany,5000",
        "Calculated Duties,101210010,Horses,Germany,0",
        "Customs Value,101210010,Horses,All Others,5",
      ]),
    );
    const printed = await run(`import dataweb ${path("dataweb.csv")} --into ${path("dataweb")}`);
    expect(printed).toContain("Left out, a partner that is not one origin: All Others.");
    const { value, duty } = flowIn("dataweb", "dataweb-2024", "JP");
    expect({ value, duty }).toEqual({ value: [1_000_000], duty: [25_000] });
    expect(flowIn("dataweb", "dataweb-2024", "DE").hts).toEqual(["0101210010"]);
  });

  test("without duties are refused: they would read as free", async () => {
    writeFileSync(path("half.csv"), table(["Customs Value,8703230160,Cars,Japan,1000"]));
    expect(await run(`import dataweb ${path("half.csv")}`)).toContain(
      "expected rows of customs value and of calculated duties; got value",
    );
  });
});

describe("months of imports", () => {
  /** The goods of a year from Japan, a twelfth in each month, at a duty of one dollar in ten. */
  const goods = () => {
    const { hts, value } = createContext(DATA, "0").flow("us-imports-2024", "JP" as never);
    return hts.map((number, row) => ({ number, value: Math.floor((value[row] ?? 0) / 12) }));
  };
  const monthly = (months: readonly string[], only = "") =>
    ["CTY_CODE,I_COMMODITY,CON_VAL_MO,CAL_DUT_MO,time"]
      .concat(
        months.flatMap((month) =>
          goods()
            .filter(({ number }) => number.startsWith(only))
            .map(({ number, value }) => `5880,${number},${value},${Math.floor(value / 10)},${month}`),
        ),
      )
      .join("\n");
  const monthsOf = (...folders: string[]) => {
    const context = createContext(DATA, "0", readerOver(DATA, folders.map(path)));
    const rates = context
      .actuals("JP" as never)
      .map(({ month, value, duty }) => [month, duty / value] as const);
    return { context, rates: new Map(rates) };
  };

  test("become what customs calculated, after the months known and year by year", async () => {
    writeFileSync(path("dec.csv"), monthly(["2025-12"]));
    writeFileSync(path("jan.csv"), monthly(["2026-01", "2026-02"]));
    const printed = await run(`import census ${path("dec.csv")} --into ${path("dec")}`);
    expect(printed.replace(/\s+/g, " ")).toContain("customs calculated in 2025-12 on all imports from JP.");
    await run(`import census ${path("jan.csv")} --into ${path("jan")}`);
    expect((await findProblems(createContext(DATA, "0"), [path("dec"), path("jan")])).problems).toEqual([]);
    const { context, rates } = monthsOf("dec", "jan");
    expect(rates.get("2025-11")).toBeCloseTo(0.1426, 3);
    for (const month of ["2025-12", "2026-01", "2026-02"]) expect(rates.get(month)).toBeCloseTo(0.1, 4);
    const { known } = await context.realised();
    const lengths = (code: string) =>
      [...(known.partners.get(code)?.industries.values() ?? [])][0]?.value.length;
    // Of Korea and of all partners together nothing was added.
    expect(["JP", "KR", "rest"].map(lengths)).toEqual([26, 23, 23]);
  });

  test("after a month that is missing are not known", async () => {
    const { known } = await monthsOf("jan").context.realised();
    expect([...(known.partners.get("JP")?.industries.values() ?? [])][0]?.value.length).toBe(23);
  });

  test("of some goods alone are no month of a partner", async () => {
    writeFileSync(path("cars.csv"), monthly(["2025-12"], "8703"));
    const printed = await run(`import census ${path("cars.csv")} --into ${path("cars")}`);
    expect(printed.replace(/\s+/g, " ")).toContain("leave the months of JP out: the table has only part of");
    expect(existsSync(path("cars/actuals"))).toBe(false);
  });

  test("of DataWeb stand in columns beside the year", async () => {
    const row = (kind: string, part: number) =>
      goods().map(({ number, value }) => `${kind},${number},Japan,2025,,${Math.floor(value / part)}`);
    writeFileSync(
      path("monthly.csv"),
      [
        "Data Type,HTS Number,Country,Year,November,December",
        ...row("Customs Value", 1),
        ...row("Calculated Duties", 5),
      ].join("\n"),
    );
    await run(`import dataweb ${path("monthly.csv")} --into ${path("monthly")}`);
    const { rates } = monthsOf("monthly");
    expect(rates.get("2025-12")).toBeCloseTo(0.2, 4);
    expect(rates.get("2025-11")).toBeCloseTo(0.1426, 3);
  });
});

test("a file that was changed after its import is told", async () => {
  const file = path("dataweb/levers.json");
  const flow = path("dataweb/flows/dataweb-2024/JP.json");
  expect(existsSync(file)).toBe(false);
  writeFileSync(flow, readFileSync(flow, "utf8").replace("25000", "26000"));
  const { problems } = await findProblems(createContext(DATA, "0"), [path("dataweb")]);
  expect(problems.map(({ check, level }) => `${level} ${check}`).sort()).toEqual([
    "error sum",
    "warning hash",
  ]);
});
