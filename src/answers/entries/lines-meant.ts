/** The lines of the tariff that a number in a file means on a day. */

import type { IsoDate } from "../../domain/day.js";
import { rangeOf } from "../../domain/flow.js";
import { type HtsCode, printHts, rateLineOf } from "../../domain/hts.js";
import type { BaseSchedule } from "../../domain/schedule.js";

export interface LinesMeant {
  /** Numbers of ten digits. */
  readonly numbers: readonly string[];
  /** What the reader should know of the number: that it has ended. */
  readonly remark: string | null;
}

/**
 * Numbers of 10, 8 or 6 digits. The digits after the eighth are for statistics: a number that has ended is priced at
 * its line, as trade under it is.
 */
export function linesMeant(
  hts: HtsCode,
  on: IsoDate,
  lines: readonly string[],
  base: BaseSchedule,
): LinesMeant | { readonly problem: string } {
  const under = numbersUnder(hts, lines).filter((number) => base.exists(number, on));
  if (under.length > 0) return { numbers: under, remark: null };
  const line = rateLineOf(hts);
  if (hts.length === 10 && base.ratesOf(line, on) !== undefined)
    return { numbers: [hts], remark: base.exists(hts, on) ? null : atItsLine(hts, line, on) };
  return { problem: base.everHad(hts) ? ended(hts, on) : neverWas(hts, lines) };
}

const atItsLine = (hts: HtsCode, line: string, on: IsoDate): string =>
  `the tariff of ${on} has no ${printHts(hts)}; priced at its line ${printHts(line)}`;

const numbersUnder = (hts: string, lines: readonly string[]): string[] => lines.slice(...rangeOf(lines, hts));

const ended = (hts: string, on: IsoDate): string =>
  `the tariff of ${on} has no line ${printHts(hts)}, though another edition had it`;

function neverWas(hts: string, lines: readonly string[]): string {
  const start = [8, 6, 4].find((digits) => numbersUnder(hts.slice(0, digits), lines).length > 0);
  const near = start === undefined ? "check the first digits" : nearOf(hts.slice(0, start), lines);
  return `no edition of the tariff has a line ${printHts(hts)}; ${near}`;
}

const MOST_SHOWN = 3;
const nearOf = (start: string, lines: readonly string[]): string =>
  `there is ${numbersUnder(start, lines).slice(0, MOST_SHOWN).map(printHts).join(", ")}`;
