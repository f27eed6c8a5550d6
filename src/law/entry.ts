/** Goods entered on a day, with the facts and rights that the importer states. What is not stated is not known. */
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

// Facts and rights by the words that state them: a fact is so whether stated or not, a right counts only once it is claimed.

/** What stands for a fact that is not stated, and where that is written. */
interface Presumption {
  /** `no` or `yes` as the law or its administration takes it; `none` where it takes nothing. */
  readonly value: "yes" | "no" | "none";
  readonly says: string;
  readonly citation?: string;
  /** Id of a source. */
  readonly source?: string;
}

/** What customs charges where the importer says that a fact is not known. */
interface WhenUnknown {
  /** `all` of the value, a country, `yes`, or `none` where nothing follows. */
  readonly value: string;
  readonly says: string;
  readonly citation: string;
  readonly source: string;
}

/** A fact or a right that the law asks for, by the word an importer writes. */
export interface Claim {
  readonly id: string;
  readonly title: string;
  /** A fact is so whether stated or not; a right counts only once it is claimed. */
  readonly kind: "fact" | "right";
  /** How a command line states it: `--claim cabinet`, `--metal steel=SHARE`. */
  readonly flag: string;
  /** The column of a file of entries that states it; `null` where there is none. */
  readonly column: string | null;
  /** Symbols of the special column (General Note 3(c)(i)). */
  readonly symbols?: readonly string[];
  readonly citation: string;
  readonly source: string;
  /** Of facts alone. */
  readonly presumes?: Presumption;
  readonly whenUnknown?: WhenUnknown;
  /** Facts that cannot be true of the same goods, whichever of the two names the other. */
  readonly excludes?: readonly string[];
  /** Facts that are true with it. */
  readonly implies?: readonly string[];
  readonly checkedOn: IsoDate;
  readonly confidence: "high" | "medium" | "low";
}

/** Claims with all that they imply. */
export function withImplied(
  claims: Iterable<string>,
  catalogue: ReadonlyMap<string, Pick<Claim, "implies">>,
): ReadonlySet<string> {
  const all = new Set(claims);
  for (const claim of all) for (const implied of catalogue.get(claim)?.implies ?? []) all.add(implied);
  return all;
}

/** Two of some claims that cannot both be true, if there are such. */
export function contradictionIn(
  claims: ReadonlySet<string>,
  catalogue: ReadonlyMap<string, Pick<Claim, "excludes">>,
): readonly [string, string] | undefined {
  for (const claim of claims)
    for (const other of catalogue.get(claim)?.excludes ?? []) if (claims.has(other)) return [claim, other];
  return undefined;
}
