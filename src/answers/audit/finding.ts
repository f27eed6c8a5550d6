/** What an audit says of a line or an entry. */
import { printCents } from "../../domain/printed.js";
import type { Decimal } from "../../domain/units.js";
import { grouped } from "../../numbers.js";

export interface Finding {
  readonly text: string;
  /** Something is wrong; else it is only told. */
  readonly wrong: boolean;
}

export const wrong = (text: string): Finding => ({ text, wrong: true });
export const told = (text: string): Finding => ({ text, wrong: false });

export const count = (number: number): string => grouped(String(number));
export const many = (number: number, one: "line" | "entry"): string =>
  `${count(number)} ${number === 1 ? one : PLURALS[one]}`;
const PLURALS = { line: "lines", entry: "entries" } as const;
export const dollars = (cents: number): string => `$${grouped(printCents(cents))}`;

/** Places of a per cent that was worked out from a duty. */
const PLACES = 4;
export const perCent = (fraction: Decimal): string =>
  `${fraction.times(100).toDecimalPlaces(PLACES).toFixed()} %`;
