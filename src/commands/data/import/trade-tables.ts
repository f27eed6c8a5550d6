/** Imports by origin and number, and by month, from tables of the Census Bureau and of DataWeb. */
import { UserError } from "../../../contract/errors.js";
import { parseOrigin } from "../../../contract/parse.js";
import { ALL } from "../../../contract/question.js";
import { columnNamed, columnOf, type OfficialTable } from "../../../contract/rows.js";
import type { Country, Origin } from "../../../law/origin.js";

export interface TradeTable {
  readonly year: number;
  /** What the table has of the year, in words: `2025`, or `2025-01 to 2025-06`. */
  readonly period: string;
  /** Months that it has nothing of. */
  readonly missing: readonly string[];
  readonly rows: ReadonlyMap<Country, ReadonlyMap<string, Trade>>;
  readonly left: ReadonlyMap<string, readonly string[]>;
  /** By month, origin and industry, where the table has months; `all` where it has a row for all countries. */
  readonly months: MonthlyTrade;
}

export type MonthlyTrade = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Trade>>>;

interface Trade {
  /** Whole dollars. */
  value: number;
  duty: number;
}

/** Collects rows; those of the same origin and number are added up. */
function tradeBook(industryOf: (hts: string) => string) {
  const rows = new Map<Country, Map<string, Trade>>();
  const left = new Map<string, string[]>();
  return {
    rows,
    left,
    ...monthBook(industryOf),
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

/** The same by month, origin and industry. */
function monthBook(industryOf: (hts: string) => string) {
  const months = new Map<string, Map<string, Map<string, Trade>>>();
  return {
    months,
    addMonth(month: string, origin: string, hts: string, { value = 0, duty = 0 }: Partial<Trade>): void {
      const partners = months.get(month) ?? new Map<string, Map<string, Trade>>();
      months.set(month, partners);
      const own = partners.get(origin) ?? new Map<string, Trade>();
      partners.set(origin, own);
      const sum = own.get(industryOf(hts)) ?? { value: 0, duty: 0 };
      own.set(industryOf(hts), sum);
      sum.value += value;
      sum.duty += duty;
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
  industryOf: (hts: string) => string,
): TradeTable {
  const { rows, cumulative } = readRows(table);
  const taken = yearOfRows(rows, year);
  const own = rows.filter(({ month }) => month.startsWith(taken));
  const last = own
    .map(({ month }) => month)
    .sort()
    .at(-1);
  const book = tradeBook(industryOf);
  const byNumber = new Map(
    [...origins.values()].flatMap(({ code, census }) => census.map((one) => [one, code] as const)),
  );
  const originOf = ({ country }: CensusRow) => byNumber.get(country);
  const hasMembers = own.some(
    (row) => row.country !== UNION && origins.get(originOf(row) as Country)?.blocs.includes("EU"),
  );
  const twice = rowsTwice();
  for (const row of own) {
    const again = twice(row);
    const why = reasonToLeave(row, originOf(row), hasMembers) ?? again;
    if (!cumulative && again === null) bookMonth(row, why === null ? originOf(row) : undefined, book);
    bookRow(row, why, !cumulative || row.month === last ? originOf(row) : undefined, book);
  }
  const had = monthsHad(
    own.map(({ month }) => month),
    taken,
    cumulative,
  );
  return { year: Number(taken), ...had, rows: book.rows, left: book.left, months: book.months };
}

/** @throws {UserError} without a year that is meant. */
function yearOfRows(rows: readonly CensusRow[], year: number | undefined): string {
  const years = [...new Set(rows.map(({ month }) => month.slice(0, 4)))].sort();
  const taken = String(year ?? (years.length === 1 ? years[0] : ""));
  if (years.includes(taken)) return taken;
  throw new UserError(`expected one of the years ${years.join(", ")}`, { where: "--year", hint: "name one" });
}

type Book = ReturnType<typeof tradeBook>;

function bookRow(row: CensusRow, why: string | null, origin: Country | undefined, book: Book): void {
  if (why !== null) book.leave(why, `${row.country} ${row.hts} of ${row.month}`);
  else if (origin) book.add(origin, row.hts, row);
}

/** What a row adds to the months of its partner. */
function bookMonth(row: CensusRow, origin: Country | undefined, book: Book): void {
  const partner = PARTNERS[row.country] ?? origin;
  if (partner && isMonthOfNumber(row)) book.addMonth(row.month, partner, row.hts, row);
}

/** Rows of several countries that are partners all the same. */
const PARTNERS: Readonly<Record<string, string>> = { "-": ALL, [UNION]: "EU" };

const isMonthOfNumber = ({ hts, month, value, duty }: CensusRow): boolean =>
  hts.length === WHOLE_NUMBER && month.length > YEAR_DIGITS && value >= 0 && duty >= 0;
const YEAR_DIGITS = 4;

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
  industryOf: (hts: string) => string,
): TradeTable {
  const places = {
    code: columnOf(table, "HTS numbers", ["HTS Number", "HTS Code", "HTS"]),
    country: columnOf(table, "countries", ["Country", "Partner"]),
    kind: columnOf(table, "kinds of figures", ["Data Type"]),
  };
  const { taken, isOf, columns } = yearColumns(table, year);
  const book = tradeBook(industryOf);
  const kinds = new Set<string>();
  for (const { at, cells } of table.rows.filter((row) => isOf(row.cells))) {
    const cell = (place: number) => cells[place] ?? "";
    const row = { hts: digitsOf(cell(places.code)), partner: cell(places.country), kind: cell(places.kind) };
    const figure = KINDS[row.kind.trim().toLowerCase()];
    const origin = originNamed(row.partner, origins);
    const partner = WORLD.test(row.partner.trim()) ? ALL : origin;
    if (figure === undefined || partner === undefined || row.hts.length !== WHOLE_NUMBER) {
      book.leave(...whyLeft(row, figure, origin));
      continue;
    }
    kinds.add(figure);
    const figures = columns.map((column) => ({
      month: column.month,
      dollars: dollarsAt(cell(column.at), `${table.name}:${at}: ${table.columns[column.at]}`),
    }));
    addFigures({ origin, partner, row, figure }, figures, book);
  }
  checkKinds(kinds, table);
  const had = columns.some(({ month }) => month === null)
    ? { period: String(taken), missing: [] }
    : monthsHad([...book.months.keys()], String(taken), false);
  return { year: taken, ...had, rows: book.rows, left: book.left, months: book.months };
}

interface DatawebRow {
  /** None of a row of all countries. */
  readonly origin: Country | undefined;
  readonly partner: string;
  readonly row: { readonly partner: string; readonly hts: string };
  readonly figure: keyof Trade;
}

/** Dollars of a year, or of its months. */
function addFigures(
  { origin, partner, row, figure }: DatawebRow,
  figures: readonly { readonly month: string | null; readonly dollars: number }[],
  book: Book,
): void {
  for (const { month, dollars } of figures) {
    if (origin) book.addFigure(origin, row, figure, dollars);
    if (month !== null && dollars > 0) book.addMonth(month, partner, row.hts, { [figure]: dollars });
  }
}

/** How a row of all countries together is named. */
const WORLD = /^(all countries|world total|total|world)$/i;

/** @throws {UserError} without dollars and duty: goods would read as free. */
function checkKinds(kinds: ReadonlySet<string>, { name }: OfficialTable): void {
  if (kinds.size > 1) return;
  throw new UserError(
    `expected rows of ${Object.keys(KINDS).join(" and of ")}; got ${[...kinds].join(", ") || "neither"}`,
    { where: name, hint: "ask DataWeb for imports for consumption with both kinds of figures" },
  );
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

interface YearColumns {
  readonly taken: number;
  /** Whether a row is of the year. */
  isOf(cells: readonly string[]): boolean;
  /** One of the year, or one a month. */
  readonly columns: readonly { readonly at: number; readonly month: string | null }[];
}

const MONTH_NAMES = "january february march april may june july august september october november december";

/** The place of a month in the year, from its name or the first three letters of it. */
const monthNumber = (column: string): number =>
  MONTH_NAMES.split(" ").findIndex((name) => [name, name.slice(0, 3)].includes(column.trim().toLowerCase())) +
  1;

/** The columns of a year: `2024`, or `Year 2024`; or `January`, `February` beside a column `Year`. */
function yearColumns(table: OfficialTable, year: number | undefined): YearColumns {
  const { columns, rows } = table;
  const months = columns.flatMap((column, at) => {
    const number = monthNumber(column);
    return number > 0 ? [{ at, number: String(number).padStart(2, "0") }] : [];
  });
  const yearAt = columnNamed(table, ["Year"]);
  if (months.length > 0 && yearAt !== undefined) {
    const yearOf = (cells: readonly string[]) => Number(cells[yearAt]);
    const years = [...new Set(rows.map(({ cells }) => yearOf(cells)))].sort();
    const taken = chosenYear(years, year, table);
    return {
      taken,
      isOf: (cells) => yearOf(cells) === taken,
      columns: months.map(({ at, number }) => ({ at, month: `${taken}-${number}` })),
    };
  }
  const places = columns.flatMap((column, at) => {
    const digits = /^(?:year )?((?:19|20)\d\d)$/i.exec(column.trim())?.[1];
    return digits ? [[Number(digits), at] as const] : [];
  });
  const years = places.map(([own]) => own);
  const taken = chosenYear(years, year, table);
  const at = places.find(([own]) => own === taken)?.[1] ?? -1;
  return { taken, isOf: () => true, columns: [{ at, month: null }] };
}

/** @throws {UserError} without a year that is meant. */
function chosenYear(years: readonly number[], year: number | undefined, { name }: OfficialTable): number {
  const [only] = years;
  const chosen = year === undefined && years.length === 1 ? only : years.find((one) => one === year);
  if (chosen !== undefined) return chosen;
  throw new UserError(
    years.length === 0
      ? "expected a column of figures named by its year, such as 2024"
      : `expected one of the years ${years.join(", ")}`,
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
