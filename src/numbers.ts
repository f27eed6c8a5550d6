/** Digits as people read them. */
import type { Decimal } from "./domain/units.js";

/** Thousands set apart; a minus before nothing is dropped. */
export const grouped = (digits: string): string => {
  const [whole = "", ...rest] = digits.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".").replace(/^-(0(\.0*)?)$/, "$1");
};

/** Dollars and cents; whole dollars without. */
export const money = (amount: Decimal): string => grouped(amount.toFixed(amount.isInteger() ? 0 : 2));
