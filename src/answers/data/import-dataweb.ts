/**
 * Imports by number and country from the Commission's DataWeb: a row a number, country and kind of figure, with a
 * column a year. Customs value and calculated duties must both be among the kinds.
 */
import type { Country, Origin } from "../../domain/country.js";
import { UserError } from "../../errors.js";
import { parseOrigin } from "../../parse.js";
import { columnOf, type OfficialTable } from "../../texts/official-table.js";
import { digitsOf, dollarsOf, type TradeTable, tradeBook } from "./trade-rows.js";

const KINDS: Readonly<Record<string, "value" | "duty">> = {
  "customs value": "value",
  "calculated duties": "duty",
};
const WHOLE_NUMBER = 10;

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
    book.add(origin, row.hts, {
      value: 0,
      duty: 0,
      [figure]: dollarsAt(cells[amount] ?? "", `${table.name}:${at}`),
    });
  }
  if (kinds.size < 2)
    throw new UserError(
      `expected rows of ${Object.keys(KINDS).join(" and of ")}; got ${[...kinds].join(", ") || "neither"}`,
      {
        where: table.name,
        hint: "ask DataWeb for imports for consumption with both kinds of figures",
      },
    );
  return { year: taken, rows: book.rows, left: book.left };
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
