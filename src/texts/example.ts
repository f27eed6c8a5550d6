/** Worked examples as files state them, and the entries they describe. */
import type { Country } from "../domain/country.js";
import type { IsoDate } from "../domain/day.js";
import { type Entry, NOTHING_STATED } from "../domain/entry.js";
import type { HtsCode } from "../domain/hts.js";
import type { View } from "../domain/schedule.js";
import { decimal, usd } from "../domain/units.js";
import type { ExampleText } from "./measure.js";

/** What an entry owes in all, by someone who worked it out without this program. */
export interface WorkedExample {
  readonly id: string;
  readonly name: string;
  readonly entry: ExampleText["entry"];
  readonly view?: View;
  /** Total duty, or base duty, as a fraction of customs value. */
  readonly rate?: string;
  readonly base_rate?: string;
  /** Why the law gives another figure, where it does. */
  readonly contested?: string;
}

export interface ExampleFile {
  readonly family: string;
  readonly title: string;
  readonly source: string;
  readonly examples: readonly WorkedExample[];
}

export function toEntry(text: ExampleText["entry"]): Entry {
  const shares = Object.entries(text.shares ?? {}).map(([piece, share]) => [piece, decimal(share)]);
  return {
    ...NOTHING_STATED,
    hts: text.hts.replaceAll(".", "") as HtsCode,
    origin: text.origin as Country,
    date: text.date as IsoDate,
    value: usd(text.value),
    claims: new Set(text.claims),
    shares: Object.fromEntries(shares),
    loadedOn: text.loadedOn ?? null,
    quantities: (text.quantities ?? []).map(({ amount, unit }) => ({
      amount: decimal(amount),
      unit,
      of: null,
    })),
  };
}
