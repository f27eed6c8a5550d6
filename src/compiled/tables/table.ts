/** What tables of the law are: columns of few types, claims and exemptions as bits, rates as whole numbers over others. */
import type { IsoDate } from "../../law/calendar.js";
import type { Claim } from "../../law/entry.js";
import type { FeeSchedule } from "../../law/fees.js";
import type { View } from "../../law/measure.js";
import type { Schedule } from "../../law/schedule.js";
import { claimsOfLaw } from "../../law/scope.js";
import type { Decimal } from "../../law/units.js";

export type ColumnType = "integer" | "number" | "wide" | "text" | "day";
export type TableCell = number | string | null;

/** A table with its columns in order; whole numbers of up to 15 digits are `number`, of up to 18 `wide`. */
export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly rows: readonly (readonly TableCell[])[];
}

/** What tables are made from. */
export interface LawRead {
  readonly schedule: Schedule;
  readonly fees: FeeSchedule;
  readonly catalogue: ReadonlyMap<string, Claim>;
  unitOf(hts: string): string | null;
}

/** Days from the first up to the last, which is not counted in, in stretches on which the law is the same. */
export interface Window {
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** First days of the stretches, in order; the first is `from`. */
  readonly stretches: readonly IsoDate[];
  readonly view: View;
}

/** Bits in a word of claims: every sum of them is exact in a double. */
const BITS = 50;
/** Columns that hold the claims of a law, a word each, by the end of their names. */
export const CLAIM_WORDS = ["a", "b", "c"] as const;

/** Columns of one name that hold a word of claims each. */
export const wordColumns = (name: string): Table["columns"] =>
  Object.fromEntries(CLAIM_WORDS.map((word) => [`${name}_${word}`, "number"]));

/** Claims as the values of their bits, one number a word. */
export type WordsOf = (claims: Iterable<string>) => readonly number[];

/** @throws {Error} if the law asks for more claims than the words hold. */
export function claimWords(schedule: Schedule): WordsOf {
  const all = [...new Set(claimsOfLaw(schedule))].sort();
  const most = CLAIM_WORDS.length * BITS;
  if (all.length > most) throw new Error(`the law asks for ${all.length} claims; tables have ${most}`);
  const place = new Map(all.map((claim, at) => [claim, at]));
  return (claims) => {
    const words = CLAIM_WORDS.map(() => 0);
    for (const claim of new Set(claims)) {
      const at = place.get(claim) ?? -1;
      const word = Math.floor(at / BITS);
      if (at >= 0) words[word] = (words[word] ?? 0) + 2 ** (at % BITS);
    }
    return words;
  };
}

/** A decimal as a whole number over a power of ten. */
export function fraction(rate: Decimal): { readonly num: string; readonly den: string } {
  const den = 10 ** rate.decimalPlaces();
  return { num: rate.times(den).toFixed(0), den: String(den) };
}

/** Runs of stretches on which something is the same. */
export function stretchesOf<T>(
  count: number,
  at: (stretch: number) => T,
): { from: number; until: number; value: T }[] {
  const runs: { from: number; until: number; value: T; key: string }[] = [];
  for (let stretch = 0; stretch < count; stretch += 1) {
    const value = at(stretch);
    const key = count === 1 ? "" : JSON.stringify(value);
    const last = runs.at(-1);
    if (last?.key === key) last.until = stretch + 1;
    else runs.push({ from: stretch, until: stretch + 1, value, key });
  }
  return runs;
}

// Fees: exemptions are bits that lines, origins and claims share.

export type Exemption = FeeSchedule["fees"][number]["exemptions"][number];

export const exemptionsOf = ({ fees }: FeeSchedule): Exemption[] =>
  fees.flatMap(({ exemptions }) => exemptions);

export const bitsWhere = (exemptions: readonly Exemption[], isSo: (one: Exemption) => boolean): number =>
  exemptions.reduce((sum, one, at) => sum + (isSo(one) ? 2 ** at : 0), 0);

export const meetsProducts = ({ products, exceptProducts }: Exemption, hts: string): boolean =>
  (!products || products.some((start) => hts.startsWith(start))) &&
  !exceptProducts?.some((start) => hts.startsWith(start));
