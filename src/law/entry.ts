/** Goods entered on a day, with what the importer knows of them and asks for. */
import type { IsoDate } from "./calendar.js";
import type { Quantity } from "./duty/duty.js";
import type { HtsCode } from "./hts.js";
import type { Country } from "./origin.js";
import type { Shares } from "./part.js";
import { type Usd, usd } from "./units.js";

/** Goods entered on a day, with what the importer states and claims. What is left out is not known. */
export interface Entry {
  readonly hts: HtsCode;
  readonly origin: Country;
  readonly date: IsoDate;
  /** Customs value: price paid when sold for export, without freight and insurance (19 USC 1401a). */
  readonly value: Usd;
  readonly quantities: readonly Quantity[];
  /** Shares of the value by metal and of US origin; what is absent is not known. */
  readonly shares: Shares;
  /** Values of components such as a watch case, in dollars, by short name ("case", "strap"). */
  readonly components: ReadonlyMap<string, Usd>;
  readonly loadedOn: IsoDate | null;
  /** Agreements and facts the importer asserts: `USMCA`, `aircraft`, `patented`, `in-quota`, `donation`. */
  readonly claims: ReadonlySet<string>;
  /** Base duty in dollars observed in trade figures, used where the stated rate cannot be computed. */
  readonly observedBase: Usd | null;
}

/** Goods of which nothing is claimed. */
export const NO_CLAIMS: ReadonlySet<string> = new Set();

/** What is the same for every entry unless said: nothing is claimed, nothing is known beyond the four facts. */
export const NOTHING_STATED = {
  quantities: [],
  shares: {},
  components: new Map<string, Usd>(),
  loadedOn: null,
  claims: NO_CLAIMS,
  observedBase: null,
} as const satisfies Partial<Entry>;

/** A dollar of goods of which nothing is stated; who, what and when is in what reaches them. */
export const ONE_DOLLAR: Entry = {
  ...NOTHING_STATED,
  hts: "" as HtsCode,
  origin: "" as Country,
  date: "" as IsoDate,
  value: usd(1),
};

// Where the metal of goods was melted, smelted or cast, and what the law makes of it.

/** Countries in which steel was melted and poured, and aluminum smelted and last cast; two letters each. */
export interface MetalOrigin {
  readonly melt?: string;
  readonly smelt?: string;
  readonly cast?: string;
}

/** A claim that follows where every fact named is one of these countries. */
export interface FactRule {
  readonly claim: string;
  readonly when: Readonly<Partial<Record<keyof MetalOrigin, readonly string[]>>>;
}

/** Claims that follow from facts. What is not stated makes no claim. Source: HTSUS ch. 99, subch. III, notes 16, 19. */
export const claimsFrom = (facts: MetalOrigin, rules: readonly FactRule[]): string[] =>
  rules.filter(({ when }) => meets(facts, when)).map(({ claim }) => claim);

const meets = (facts: MetalOrigin, when: FactRule["when"]): boolean =>
  (["melt", "smelt", "cast"] as const).every((fact) => when[fact]?.includes(facts[fact] ?? "") ?? true);
