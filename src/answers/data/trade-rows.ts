/** Imports by origin and number, from tables of any layout. */
import type { Country } from "../../domain/country.js";

export interface TradeTable {
  readonly year: number;
  readonly rows: ReadonlyMap<Country, ReadonlyMap<string, Trade>>;
  readonly left: ReadonlyMap<string, readonly string[]>;
}

export interface Trade {
  /** Whole dollars. */
  value: number;
  duty: number;
}

/** Collects rows; those of the same origin and number are added up. */
export function tradeBook() {
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
    leave(reason: string, row: string): void {
      const own = left.get(reason) ?? [];
      left.set(reason, own);
      own.push(row);
    },
  };
}

const EVEN = 2;

/** Digits of a number; spreadsheets drop the zero that chapters 1 to 9 begin with, and numbers have even digits. */
export function digitsOf(cell: string): string {
  const digits = cell.replace(/[.\s-]/g, "");
  return /^\d+$/.test(digits) && digits.length % EVEN === 1 ? `0${digits}` : digits;
}

/** Whole dollars; `undefined` for a cell that is none. */
export function dollarsOf(cell: string): number | undefined {
  const plain = cell.replace(/[$,\s]/g, "");
  if (plain === "" || plain === "-") return 0;
  const amount = Number(plain);
  return /^\d+(\.\d+)?$/.test(plain) && Number.isSafeInteger(Math.round(amount))
    ? Math.round(amount)
    : undefined;
}
