/** Worked examples as files state them, and the entries they describe. */
import type { IsoDate } from "../law/calendar.js";
import { type Entry, NOTHING_STATED } from "../law/entry.js";
import type { EntryFacts } from "../law/fees.js";
import type { HtsCode } from "../law/hts.js";
import type { View } from "../law/measure.js";
import type { Country } from "../law/origin.js";
import { decimal, usd } from "../law/units.js";
import type { ExampleText } from "./measure-text.js";

interface Named {
  readonly id: string;
  readonly name: string;
  /** Why the law gives another figure, where it does. */
  readonly contested?: string;
}

/** What an entry owes in all, by someone who worked it out without this program. */
export interface EntryExample extends Named {
  readonly entry: ExampleText["entry"];
  readonly view?: View;
  /** Total duty, or base duty, as a fraction of customs value. */
  readonly rate?: string;
  readonly base_rate?: string;
  /** Base duty as an entry summary states it, in dollars and cents. */
  readonly base_duty?: string;
}

/** What fees an entry owes: dollars and cents by fee, or what became of it. */
export interface FeeExample extends Named {
  readonly fees: {
    readonly date: IsoDate;
    readonly entryType: EntryFacts["entryType"];
    readonly mode?: string;
    readonly feeFactor?: string;
    readonly lines: readonly {
      readonly hts: string;
      readonly origin: string;
      readonly value: number;
      readonly claims?: readonly string[];
    }[];
  };
  readonly owed: Readonly<Record<string, string>>;
}

/** What a whole entry owes, line by line, in dollars and cents. */
export interface SummaryExample extends Named {
  readonly summary: {
    readonly date: IsoDate;
    readonly entryType: EntryFacts["entryType"];
    readonly mode?: string;
    readonly lines: readonly (Omit<ExampleText["entry"], "date" | "value"> & {
      /** Whole dollars. */
      readonly value: number;
      /** Numbers in the order of declaration, each with its duty: `9903.94.01 7500.00`. */
      readonly declared: readonly string[];
    })[];
  };
  readonly duty: string;
  readonly owed: Readonly<Record<string, string>>;
}

/** What of duties and fees comes back on export, in dollars and cents. */
export interface DrawbackExample extends Named {
  readonly drawback: {
    readonly paid: readonly { readonly id: string; readonly amount: string }[];
    /** Exported part of what was imported, in any one unit. */
    readonly exported: string;
    readonly imported: string;
  };
  readonly refund: string;
  readonly barred?: string;
  readonly unknown?: string;
}

export type WorkedExample = EntryExample | SummaryExample | FeeExample | DrawbackExample;

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
    components: new Map(Object.entries(text.components ?? {}).map(([name, value]) => [name, usd(value)])),
    loadedOn: text.loadedOn ?? null,
    quantities: (text.quantities ?? []).map(({ amount, unit }) => ({
      amount: decimal(amount),
      unit,
      of: null,
    })),
  };
}
