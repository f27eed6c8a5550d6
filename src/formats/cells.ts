/**
 * Cells as people read them, in one unit of money a table and with no digit that is not meant; and rows as objects of
 * machine formats.
 */
import {
  type Cell,
  type Column,
  type ColumnKind,
  isDecimal,
  type Json,
  plain,
  type Report,
} from "../contract/report.js";
import { grouped, lastDayIn } from "../contract/text.js";
import { type Decimal, decimal } from "../law/units.js";

/** A unit of money for a whole table. */
export interface MoneyUnit {
  readonly title: string;
  readonly places: number;
  readonly power: number;
}

const DOLLARS: MoneyUnit = { title: "$", places: 2, power: 0 };
const THOUSANDS: MoneyUnit = { title: "$k", places: 0, power: 3 };
const MILLIONS: MoneyUnit = { title: "$m", places: 0, power: 6 };
const BILLIONS: MoneyUnit = { title: "$bn", places: 1, power: 9 };
const TABLE_PLACES = 2;

/** The largest amount of a table decides; four digits and more of it are kept. */
const UNITS = [
  { from: 1e13, unit: BILLIONS },
  { from: 1e9, unit: MILLIONS },
  { from: 1e7, unit: THOUSANDS },
];

/** Dollars and cents for an entry, thousands for a product, millions for a country, billions for the world. */
export function moneyUnit({ columns, rows, total }: Report): MoneyUnit {
  if (columns.some(({ toTheCent }) => toTheCent)) return DOLLARS;
  const cells = rows.flatMap((row) => row.filter((_, index) => columns[index]?.kind === "usd"));
  const totals = columns.flatMap(({ key, kind }) => (kind === "usd" && total?.[key] ? [total[key]] : []));
  const largest = [...cells, ...totals].reduce<number>(
    (most, cell) => (isDecimal(cell) ? Math.max(most, cell.abs().toNumber()) : most),
    0,
  );
  return UNITS.find(({ from }) => largest >= from)?.unit ?? DOLLARS;
}

/** A cell as text; an em dash for what does not apply or is not known. */
export function cellText(cell: Cell, kind: ColumnKind, unit: MoneyUnit, asStated?: boolean): string {
  if (isDecimal(cell)) return number(cell, asStated ? "stated" : kind, unit);
  return cell === null ? "—" : wordsOf(cell, kind);
}

function wordsOf(cell: Exclude<Cell, null>, kind: ColumnKind): string {
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  const text = plain(cell);
  if (typeof text === "string")
    return kind === "cents" ? grouped(text) : kind === "end" ? lastDayIn(text) : text;
  return [text].flat().join(", ");
}

function number(value: Decimal, kind: ColumnKind | "stated", unit: MoneyUnit): string {
  switch (kind) {
    case "stated":
      return statedRate(value);
    case "usd":
      return grouped(value.div(`1e${unit.power}`).toFixed(unit.places));
    case "rate":
      return rateText(value, TABLE_PLACES);
    case "points":
      return signed(value.toFixed(TABLE_PLACES));
    case "level":
      return value.toFixed(TABLE_PLACES);
    case "count":
      return grouped(value.toFixed());
    default:
      return value.toFixed();
  }
}

const rateText = (value: Decimal, places: number): string => `${value.times(100).toFixed(places)}%`;

/** Places of the fees' rates in per cent, which have the most: 0.3464%. */
const STATED_PLACES = 4;

/** A rate as the law states it, or rounded as all are where no law has so many places. */
function statedRate(value: Decimal): string {
  const places = value.times(100).decimalPlaces();
  return rateText(value, places > TABLE_PLACES && places <= STATED_PLACES ? places : TABLE_PLACES);
}

const signed = (digits: string): string =>
  /^-?0(\.0*)?$/.test(digits) ? digits.replace("-", "") : digits.startsWith("-") ? digits : `+${digits}`;

export const isNumeric = (kind: ColumnKind): boolean => NUMERIC.has(kind);
const NUMERIC: ReadonlySet<ColumnKind> = new Set(["usd", "cents", "rate", "points", "level", "count"]);

/** Makes an object of each row: its keys are those of the columns. */
export function toObject(columns: readonly Column[]): (cells: readonly Cell[]) => Json {
  const kept = columns.flatMap(({ key, tableOnly }, index) => (tableOnly ? [] : [{ key, index }]));
  return (cells) => Object.fromEntries(kept.map(({ key, index }) => [key, plain(cells[index] ?? null)]));
}

/** Numbers of facts as text too: most readers of JSON turn its numbers into binary floats. */
export const digitsAsText = (_key: string, value: Json): Json =>
  typeof value === "number" ? (Number.isFinite(value) ? decimal(value).toFixed() : null) : value;
