/** Numbers of the Harmonized Tariff Schedule: 2 to 10 digits, no dots. Shorter numbers are prefixes. */

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

/**
 * Chapters 98 and 99 are special provisions, not goods: what is entered there has its duty elsewhere.
 * Source: HTSUS chapters 98 and 99, U.S. notes.
 */
export const isOutsideTariffBase = (code: string): boolean => code >= "98";
