/** Imports by origin and number, from tables of the Census Bureau and of DataWeb, as files of a dataset. */
import type { DataFiles } from "../../../contract/command.js";
import { UserError } from "../../../contract/errors.js";
import { parseOrigin } from "../../../contract/parse.js";
import { columnNamed, columnOf, type OfficialTable } from "../../../contract/rows.js";
import type { Country, Origin } from "../../../law/origin.js";

interface TradeTable {
  readonly year: number;
  /** What the table has of the year, in words: `2025`, or `2025-01 to 2025-06`. */
  readonly period: string;
  /** Months that it has nothing of. */
  readonly missing: readonly string[];
  readonly rows: ReadonlyMap<Country, ReadonlyMap<string, Trade>>;
  readonly left: ReadonlyMap<string, readonly string[]>;
}

interface Trade {
  /** Whole dollars. */
  value: number;
  duty: number;
}

/** Collects rows; those of the same origin and number are added up. */
function tradeBook() {
  const rows = new Map<Country, Map<string, Trade>>();
  const left = new Map<string, string[]>();
  return {
    rows,
    left,
    add(origin: Country, hts: string, { value, duty }: Trade): void {
      const own = rows.get(origin) ?? new Map<string, Trade>();
      rows.set(origin, own);
      const sum = own.get(hts) ?? { value: 0, duty: 0 };
      own.set(hts, sum);
      sum.value += value;
      sum.duty += duty;
    },
    /** One of the two amounts of a row. */
    addFigure(
      origin: Country,
      row: { partner: string; hts: string },
      figure: keyof Trade,
      dollars: number,
    ): void {
      if (dollars < 0) this.leave(BELOW_NOTHING, `${row.partner} ${row.hts}`);
      else this.add(origin, row.hts, { value: 0, duty: 0, [figure]: dollars });
    },
    leave(reason: string, row: string): void {
      const own = left.get(reason) ?? [];
      left.set(reason, own);
      own.push(row);
    },
  };
}

const EVEN = 2;

/** Digits of a number; spreadsheets drop the zero that chapters 1 to 9 begin with, and numbers have even digits. */
function digitsOf(cell: string): string {
  const digits = cell.replace(/[.\s-]/g, "");
  return /^\d+$/.test(digits) && digits.length % EVEN === 1 ? `0${digits}` : digits;
}

/** Whole dollars, below nothing where a month before is corrected; `undefined` for a cell that is none. */
function dollarsOf(cell: string): number | undefined {
  const plain = cell.replace(/[$,\s]/g, "");
  if (plain === "" || plain === "-") return 0;
  const amount = Number(plain);
  return /^-?\d+(\.\d+)?$/.test(plain) && Number.isSafeInteger(Math.round(amount))
    ? Math.round(amount)
    : undefined;
}

// The Census Bureau's interface timeseries/intltrade/imports/hs, as JSON or CSV. Source: US Census Bureau, Guide
// to the International Trade Datasets: names of columns, groups of countries.

interface CensusRow {
  readonly hts: string;
  readonly country: string;
  readonly month: string;
  readonly value: number;
  readonly duty: number;
}

const UNION = "0003";
const WHOLE_NUMBER = 10;

/** @throws {UserError} naming the column or row, if the table is of another kind or of several years. */
export function censusTrade(
  table: OfficialTable,
  origins: ReadonlyMap<Country, Origin>,
  year: number | undefined,
): TradeTable {
  const { rows, cumulative } = readRows(table);
  const years = [...new Set(rows.map(({ month }) => month.slice(0, 4)))].sort();
  const taken = String(year ?? (years.length === 1 ? years[0] : ""));
  if (!years.includes(taken))
    throw new UserError(`expected one of the years ${years.join(", ")}`, {
      where: "--year",
      hint: "name one",
    });
  const own = rows.filter(({ month }) => month.startsWith(taken));
  const last = own
    .map(({ month }) => month)
    .sort()
    .at(-1);
  const book = tradeBook();
  const byNumber = new Map(
    [...origins.values()].flatMap(({ code, census }) => census.map((one) => [one, code] as const)),
  );
  const members = own.some(
    ({ country }) => origins.get(byNumber.get(country) as Country)?.blocs.includes("EU") && country !== UNION,
  );
  const twice = rowsTwice();
  for (const row of own) {
    const origin = byNumber.get(row.country);
    const why = reasonToLeave(row, origin, members) ?? twice(row);
    if (why !== null) book.leave(why, `${row.country} ${row.hts} of ${row.month}`);
    else if (origin && (!cumulative || row.month === last)) book.add(origin, row.hts, row);
  }
  const months = monthsHad(
    own.map(({ month }) => month),
    taken,
    cumulative,
  );
  return { year: Number(taken), ...months, rows: book.rows, left: book.left };
}

const TWICE = "a row that is there twice with the same amounts";

/** Why a row that was there before is left: several of one month by port have amounts of their own and are added up. */
function rowsTwice(): (row: CensusRow) => string | null {
  const seen = new Set<string>();
  return ({ country, hts, month, value, duty }) => {
    const key = [country, hts, month, value, duty].join(" ");
    const isAgain = seen.has(key) && value !== 0;
    seen.add(key);
    return isAgain ? TWICE : null;
  };
}

/** A year without months is whole. */
function monthsHad(
  stated: readonly string[],
  year: string,
  cumulative: boolean,
): Pick<TradeTable, "period" | "missing"> {
  const months = [...new Set(stated)].sort();
  if (months.includes(year)) return { period: year, missing: [] };
  const all = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`);
  const last = months.at(-1) ?? "";
  const missing = all.filter((month) => (cumulative ? month > last : !months.includes(month)));
  if (missing.length === 0) return { period: year, missing };
  const first = cumulative ? all[0] : months[0];
  return { period: first === last ? last : `${first} to ${last}`, missing };
}

function reasonToLeave(
  { hts, country, value, duty }: CensusRow,
  origin: Country | undefined,
  members: boolean,
): string | null {
  if (origin === undefined) return "a group of countries, or a country that origins.json has no number of";
  if (country === UNION && members) return "the Union, whose members are there";
  if (hts.length !== WHOLE_NUMBER) return "a sum of numbers of ten digits";
  return value < 0 || duty < 0 ? BELOW_NOTHING : null;
}

const BELOW_NOTHING = "an amount below nothing, which corrects another month and is no import of its own";

/** Rows with amounts; `cumulative` where each month holds the year so far. */
function readRows(table: OfficialTable): { rows: CensusRow[]; cumulative: boolean } {
  const code = columnOf(table, "HTS numbers", ["I_COMMODITY", "COMMODITY"]);
  const country = columnOf(table, "country numbers", ["CTY_CODE"]);
  const cumulative = columnNamed(table, ["CON_VAL_MO"]) === undefined;
  const value = columnOf(table, "imports for consumption", ["CON_VAL_MO", "CON_VAL_YR"]);
  const duty = columnOf(table, "calculated duty", cumulative ? ["CAL_DUT_YR"] : ["CAL_DUT_MO"]);
  const month = monthOf(table);
  const amount = (cells: readonly string[], column: number, at: number): number => {
    const dollars = dollarsOf(cells[column] ?? "");
    if (dollars !== undefined) return dollars;
    throw new UserError(`expected whole dollars; got "${cells[column] ?? ""}"`, {
      where: `${table.name}:${at}: ${table.columns[column]}`,
      hint: "export the table again",
    });
  };
  const rows = table.rows.map(({ at, cells }) => ({
    hts: digitsOf(cells[code] ?? ""),
    country: countryNumber(cells[country] ?? ""),
    month: month(cells, at),
    value: amount(cells, value, at),
    duty: amount(cells, duty, at),
  }));
  return { rows, cumulative };
}

/** The month of a row, from `time`, or from a year and a month. */
function monthOf(table: OfficialTable): (cells: readonly string[], at: number) => string {
  const time = columnNamed(table, ["time"]);
  const year = time ?? columnOf(table, "months", ["YEAR"]);
  const month = columnNamed(table, ["MONTH"]);
  return (cells, at) => {
    const text =
      time === undefined
        ? [cells[year], cells[month ?? -1]?.padStart(2, "0")].filter(Boolean).join("-")
        : cells[time];
    if (text !== undefined && /^\d{4}(-\d{2})?$/.test(text)) return text;
    throw new UserError(`expected a month written YYYY-MM; got "${text}"`, {
      where: `${table.name}:${at}`,
      hint: "ask the interface for time, or for YEAR and MONTH",
    });
  };
}

const COUNTRY_DIGITS = 4;

/** Spreadsheets drop the zeros that groups of countries begin with. */
const countryNumber = (cell: string): string =>
  /^\d+$/.test(cell.trim()) ? cell.trim().padStart(COUNTRY_DIGITS, "0") : cell.trim();

// The Commission's DataWeb: a row a number, country and kind of figure, with a column a year. Customs value and
// calculated duties must both be among the kinds.

const KINDS: Readonly<Record<string, "value" | "duty">> = {
  "customs value": "value",
  "calculated duties": "duty",
};

/** @throws {UserError} naming the column or row, if the table is of another kind or of several years. */
export function datawebTrade(
  table: OfficialTable,
  origins: ReadonlyMap<Country, Origin>,
  year: number | undefined,
): TradeTable {
  const code = columnOf(table, "HTS numbers", ["HTS Number", "HTS Code", "HTS"]);
  const country = columnOf(table, "countries", ["Country", "Partner"]);
  const kind = columnOf(table, "kinds of figures", ["Data Type"]);
  const { taken, at: amount } = yearColumn(table, year);
  const book = tradeBook();
  const kinds = new Set<string>();
  for (const { at, cells } of table.rows) {
    const row = { hts: digitsOf(cells[code] ?? ""), partner: cells[country] ?? "", kind: cells[kind] ?? "" };
    const figure = KINDS[row.kind.trim().toLowerCase()];
    const origin = originNamed(row.partner, origins);
    if (figure === undefined || origin === undefined || row.hts.length !== WHOLE_NUMBER) {
      book.leave(...whyLeft(row, figure, origin));
      continue;
    }
    kinds.add(figure);
    book.addFigure(
      origin,
      row,
      figure,
      dollarsAt(cells[amount] ?? "", `${table.name}:${at}: ${table.columns[amount]}`),
    );
  }
  if (kinds.size < 2)
    throw new UserError(
      `expected rows of ${Object.keys(KINDS).join(" and of ")}; got ${[...kinds].join(", ") || "neither"}`,
      {
        where: table.name,
        hint: "ask DataWeb for imports for consumption with both kinds of figures",
      },
    );
  return { year: taken, period: String(taken), missing: [], rows: book.rows, left: book.left };
}

function whyLeft(
  { hts, partner, kind }: { hts: string; partner: string; kind: string },
  figure: string | undefined,
  origin: Country | undefined,
): [reason: string, row: string] {
  if (figure === undefined) return ["a kind of figure that flows do not hold", kind];
  if (origin === undefined) return ["a partner that is not one origin", partner];
  return ["a number that has not ten digits", `${partner} ${hts}`];
}

/** @throws {UserError} */
function dollarsAt(cell: string, where: string): number {
  const dollars = dollarsOf(cell);
  if (dollars !== undefined) return dollars;
  throw new UserError(`expected dollars; got "${cell}"`, { where, hint: "export the table again" });
}

/** The column of a year: `2024`, or `Year 2024`. */
function yearColumn(
  { columns, name }: OfficialTable,
  year: number | undefined,
): { taken: number; at: number } {
  const years = columns.flatMap((column, at): { taken: number; at: number }[] => {
    const digits = /^(?:year )?((?:19|20)\d\d)$/i.exec(column.trim())?.[1];
    return digits ? [{ taken: Number(digits), at }] : [];
  });
  const [only] = years;
  const chosen = year === undefined && years.length === 1 ? only : years.find(({ taken }) => taken === year);
  if (chosen) return chosen;
  throw new UserError(
    years.length === 0
      ? "expected a column of figures named by its year, such as 2024"
      : `expected one of the years ${years.map(({ taken }) => taken).join(", ")}`,
    { where: years.length === 0 ? name : "--year", hint: "export whole years, and name one with --year" },
  );
}

function originNamed(name: string, origins: ReadonlyMap<Country, Origin>): Country | undefined {
  try {
    return parseOrigin(name, origins);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

// Files of a dataset of flows, from imports by origin and number.

/** Sources that sources.json names. */
const SOURCES = { census: "census-imports", dataweb: "usitc-dataweb-imports" } as const;
const PUBLISHERS = {
  census: {
    publisher: "US Census Bureau",
    title: "International Trade Datasets, imports for consumption by HTS number and country",
    url: "https://api.census.gov/data/timeseries/intltrade/imports/hs",
  },
  dataweb: {
    publisher: "United States International Trade Commission",
    title: "DataWeb, imports for consumption by HTS number and country",
    url: "https://dataweb.usitc.gov",
  },
} as const;

/** One file an origin, the totals they add up to, and their source. */
export function flowFiles(
  kind: keyof typeof SOURCES,
  dataset: string,
  { year, period, rows }: TradeTable,
  data: DataFiles,
): Map<string, unknown> {
  const source = SOURCES[kind];
  const dated = datedNumbers(data);
  const files = new Map<string, unknown>();
  const whole = { value: 0, duty: 0 };
  for (const [origin, own] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { value, duty }] of sorted) {
      whole.value += value;
      whole.duty += duty;
    }
    files.set(`flows/${dataset}/${origin}.json`, {
      ...{ dataset, origin, year },
      measure: "imports for consumption, customs value and calculated duty",
      ...{ unit: "USD", source },
      dated: sorted.flatMap(([hts], row) => dated(hts).map((span) => [row, ...span])),
      hts: sorted.map(([hts]) => hts),
      value: sorted.map(([, { value }]) => value),
      duty: sorted.map(([, { duty }]) => duty),
    });
  }
  const title = `Imports for consumption of ${period}, as imported from ${PUBLISHERS[kind].publisher}`;
  files.set("datasets.json", { datasets: [{ id: dataset, title, source, ...whole }] });
  files.set("sources.json", {
    sources: [{ id: source, ...PUBLISHERS[kind], licence: "US Government work" }],
  });
  return files;
}

/** Days of numbers that were not in the tariff all the time; `null, null` for never. */
function datedNumbers(data: DataFiles): (hts: string) => [string | null, string | null][] {
  const { lines } = data.json("schedule/base/suffixes.json");
  return (hts) => {
    if (hts >= "98") return [];
    const own = lines[hts.slice(0, 8)] ?? "";
    const [always, ...dated] = typeof own === "string" ? ([own] as const) : own;
    if (always.split(" ").includes(hts.slice(8))) return [];
    const spans = dated.filter(([, , suffix]) => suffix === hts.slice(8));
    const [first] = spans;
    if (first === undefined) return [[null, null]];
    return [[first[0], spans.at(-1)?.[1] ?? null]];
  };
}
