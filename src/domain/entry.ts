/** Goods entered on a day, with what the importer knows of them and asks for. */
import type { Country } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Quantity } from "./duty.js";
import type { HtsCode } from "./hts.js";
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

/** What is the same for every entry unless said: nothing is claimed, nothing is known beyond the four facts. */
export const NOTHING_STATED = {
  quantities: [],
  shares: {},
  components: new Map<string, Usd>(),
  loadedOn: null,
  claims: new Set<string>(),
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
