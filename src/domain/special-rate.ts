/** The special column of the tariff: who may claim which preferential rate. */
import type { Duty } from "./duty.js";
import { parseRateText } from "./rate-text.js";

/** A rate of the special column and the programme symbols it is for. */
export interface SpecialRate {
  readonly symbols: readonly string[];
  /** `null` where the column points to a heading of chapter 98 or 99 instead of stating a rate. */
  readonly duty: Duty | null;
  readonly text: string;
}

const GROUP = /([^()]+?)\s*\(([^)]*)\)/g;

/**
 * The rates in a text of the special column: "Free (A+,AU,BH) 1.7% (KR) See 9822.05.20 (P)".
 *
 * Errors: none; text outside such groups grants nothing. Source: HTSUS General Note 3(c).
 */
export function parseSpecialText(text: string): SpecialRate[] {
  return [...text.matchAll(GROUP)].map(([, rate = "", symbols = ""]) => ({
    text: rate.trim(),
    duty: /^see\b/i.test(rate.trim()) ? null : parseRateText(rate.trim()),
    symbols: symbols
      .split(/[,\s]+/)
      .map((symbol) => symbol.replace(/^\./, ""))
      .filter(Boolean),
  }));
}

/** The first rate of the column that any of `symbols` opens. */
export const specialFor = (
  rates: readonly SpecialRate[],
  symbols: readonly string[],
): SpecialRate | undefined =>
  rates.find((special) => special.symbols.some((symbol) => symbols.includes(symbol)));
