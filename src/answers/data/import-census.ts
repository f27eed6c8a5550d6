/**
 * Imports by number and country from the Census Bureau's interface, timeseries/intltrade/imports/hs, as JSON or CSV.
 * Source: US Census Bureau, Guide to the International Trade Datasets: names of columns, groups of countries.
 */
import type { Country, Origin } from "../../domain/country.js";
import { UserError } from "../../errors.js";
import { columnNamed, columnOf, type OfficialTable } from "../../texts/official-table.js";
import { digitsOf, dollarsOf, type TradeTable, tradeBook } from "./trade-rows.js";

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
  for (const row of own) {
    const origin = byNumber.get(row.country);
    const why = reasonToLeave(row, origin, members);
    if (why !== null) book.leave(why, `${row.country} ${row.hts}`);
    else if (origin && (!cumulative || row.month === last)) book.add(origin, row.hts, row);
  }
  return { year: Number(taken), rows: book.rows, left: book.left };
}

function reasonToLeave(
  { hts, country }: CensusRow,
  origin: Country | undefined,
  members: boolean,
): string | null {
  if (origin === undefined) return "a group of countries, or a country that origins.json has no number of";
  if (country === UNION && members) return "the Union, whose members are there";
  return hts.length === WHOLE_NUMBER ? null : "a sum of numbers of ten digits";
}

/** Rows with amounts; `cumulative` where each month holds the year so far. */
function readRows(table: OfficialTable): { rows: CensusRow[]; cumulative: boolean } {
  const code = columnOf(table, "HTS numbers", ["I_COMMODITY", "COMMODITY"]);
  const country = columnOf(table, "country numbers", ["CTY_CODE"]);
  const cumulative = columnNamed(table, ["CON_VAL_MO"]) === undefined;
  const value = columnOf(table, "imports for consumption", ["CON_VAL_MO", "CON_VAL_YR"]);
  const duty = columnOf(table, "calculated duty", cumulative ? ["CAL_DUT_YR"] : ["CAL_DUT_MO"]);
  const month = monthOf(table);
  const amount = (cell: string | undefined, at: number): number => {
    const dollars = dollarsOf(cell ?? "");
    if (dollars !== undefined) return dollars;
    throw new UserError(`expected whole dollars; got "${cell}"`, {
      where: `${table.name}:${at}`,
      hint: "export the table again",
    });
  };
  const rows = table.rows.map(({ at, cells }) => ({
    hts: digitsOf(cells[code] ?? ""),
    country: countryNumber(cells[country] ?? ""),
    month: month(cells, at),
    value: amount(cells[value], at),
    duty: amount(cells[duty], at),
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
