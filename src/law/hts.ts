/** Numbers of the Harmonized Tariff Schedule: 2 to 10 digits, no dots. Shorter numbers are prefixes. */
import { dayInWords, type IsoDate, inSeason, type Season, seasonOf } from "./calendar.js";

declare const hts: unique symbol;
/** Digits of an HTS number, known to be one. */
export type HtsCode = string & { readonly [hts]: true };

/** The digits of an HTS number written with or without dots and spaces, else `undefined`. */
export function htsCode(text: string): HtsCode | undefined {
  const digits = text.replace(/[.\s-]/g, "");
  return /^\d{2}(\d{2}){0,4}$/.test(digits) ? (digits as HtsCode) : undefined;
}

/** `8703230160` as the tariff prints it: `8703.23.01.60`. */
export const printHts = (code: string): string =>
  [code.slice(0, 4), ...(code.slice(4).match(/.{1,2}/g) ?? [])].join(".");

export const chapterOf = (code: string): string => code.slice(0, 2);
export const headingOf = (code: string): string => code.slice(0, 4);
/** The eight digits that carry the rate; statistical suffixes inherit it. */
export const rateLineOf = (code: string): string => code.slice(0, 8);

export const isOfChapter98 = (code: string): boolean => code.startsWith("98");

/**
 * Chapters 98 and 99 are special provisions, not goods: what is entered there has its duty elsewhere.
 * Source: HTSUS chapters 98 and 99, U.S. notes.
 */
export const isOutsideTariffBase = (code: string): boolean => code >= "98";

/** The numbers that the tariff of a day has. */
interface Numbers {
  exists(hts: string, on: IsoDate): boolean;
  linesUnder(hts: string, on: IsoDate): readonly string[];
}

/** A number shorter than this has no rate of its own, and too many lines to be any of them. */
const SHORTEST = 6;

/**
 * The numbers of ten digits that a number may stand for on a day: itself where the tariff has it. One of six or eight
 * digits may be any under it, and one whose last two digits the tariff does not have any of its line; it is itself
 * where there are none. Digits after the eighth are for statistics, but lists of the law name them.
 */
export function numbersMeant(hts: HtsCode, on: IsoDate, base: Numbers): readonly HtsCode[] {
  if (hts.length < SHORTEST || (hts.length === 10 && base.exists(hts, on))) return [hts];
  const under = base.linesUnder(hts.length === 10 ? rateLineOf(hts) : hts, on);
  return under.length > 0 ? (under as HtsCode[]) : [hts];
}

/** Beer, wine, cider, spirits and other fermented or distilled beverages: headings 2203 to 2208. */
export const isAlcoholic = (code: string): boolean => code >= "2203" && code < "2209";

/** Numbers of which one is declared, in words: `9903.80.22 or 9903.80.25`. */
export const anyOf = (numbers: readonly string[]): string =>
  [...new Set(numbers)].filter(Boolean).sort().join(" or ");

/** What is wrong with a number on a day that its season does not have, or for goods that came another way; `null` if nothing is. */
export function seasonProblem(
  hts: string,
  { date: on, mode = null }: { readonly date: IsoDate; readonly mode?: string | null },
  { seasons }: { readonly seasons: readonly Season[] },
): { readonly message: string; readonly hint: string } | null {
  const season = seasonOf(hts, seasons);
  if (season === undefined) return null;
  const { modes } = season;
  if (inSeason(season, on))
    return mode === null || modes === undefined || modes.includes(mode)
      ? null
      : {
          message: `${printHts(hts)} is for goods that came by ${modes.join(" or ")}; these came by ${mode}`,
          hint: "goods that came another way have another line beside it",
        };
  const periods = season.periods.map(([first, last]) => `${dayInWords(first)} to ${dayInWords(last)}`);
  const others = seasons.filter((one) => one.group === season.group && inSeason(one, on));
  return {
    message: `${printHts(hts)} is for goods entered from ${periods.join(" or ")}; they are entered on ${on}`,
    hint:
      others.length > 0
        ? `on that day they are of ${others.map(({ number }) => printHts(number)).join(" or ")}`
        : "goods of the rest of the year have another line beside it",
  };
}
