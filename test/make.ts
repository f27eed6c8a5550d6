/** Short constructors for tests. */
import type { Country } from "../src/domain/country.js";
import type { IsoDate } from "../src/domain/day.js";
import { type Entry, NOTHING_STATED } from "../src/domain/entry.js";
import type { HtsCode } from "../src/domain/hts.js";
import type { ExampleText } from "../src/texts/measure.js";
import { decimal, usd } from "../src/domain/units.js";

export const hts = (text: string): HtsCode => text.replaceAll(".", "") as HtsCode;

/** An entry as the examples of law files write it. */
export function entryOf(text: ExampleText["entry"]): Entry {
  const shares = Object.entries(text.shares ?? {}).map(([piece, share]) => [piece, decimal(share)]);
  return {
    ...NOTHING_STATED,
    hts: hts(text.hts),
    origin: text.origin as Country,
    date: text.date as IsoDate,
    value: usd(text.value),
    claims: new Set(text.claims),
    shares: Object.fromEntries(shares),
    loadedOn: text.loadedOn ?? null,
    quantities: (text.quantities ?? []).map(({ amount, unit }) => ({ amount: decimal(amount), unit, of: null })),
  };
}
