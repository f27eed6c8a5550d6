/** What a measure of law is: whom it reaches, what it charges, to whom it yields, and where that is written. */
import type { IsoDate, Span } from "./day.js";
import type { Duty } from "./duty.js";
import type { Part, Piece } from "./part.js";
import type { Decimal } from "./units.js";

/** Where the words of the law can be read. */
export interface Source {
  /** Citation as a lawyer would write it: `"90 FR 14705"`. */
  readonly cite: string;
  readonly title: string;
  /** What it says, in one line of our own words. */
  readonly summary: string;
}

/** The goods a measure reaches. A code matches every code that starts with it. */
export interface Scope {
  /** ISO codes, blocs, or `"*"` for all. */
  readonly origins: readonly string[];
  readonly exceptOrigins: readonly string[];
  /** HTS prefixes, or `"*"` for all goods of chapters 1 to 97. */
  readonly products: readonly string[];
  readonly lists: readonly string[];
  readonly exceptProducts: readonly string[];
  readonly exceptLists: readonly string[];
  /** What must be claimed for the measure to reach at all: a patented drug, a crane of one kind. */
  readonly onlyIf: readonly string[];
  /** Limits of a scenario: goods must be within all of these ... */
  readonly within: readonly Limits[];
  /** ... and within none of these. */
  readonly beyond: readonly Limits[];
}

/** Goods that a change is limited to; an empty list limits nothing. */
export interface Limits {
  readonly origins: readonly string[];
  /** HTS prefixes. */
  readonly products: readonly string[];
}

/** Goods that are free of a measure they would owe. Every condition given must hold. */
export interface Exemption {
  readonly heading: string;
  readonly title: string;
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  /** Any of these claims. */
  readonly claims?: readonly string[];
  readonly lists?: readonly string[];
  readonly products?: readonly string[];
  readonly origins?: readonly string[];
  /** The exempt goods still displace what yields to the measure, or those of it that these patterns name. */
  readonly displaces?: boolean | readonly string[];
}

/** Goods already on their way when the law changed. */
export interface Transit {
  readonly heading: string;
  readonly loadedBefore: IsoDate;
  readonly enteredBefore: IsoDate;
  /** What they pay instead; nothing if not given. */
  readonly duty?: Duty;
}

/** Content of US origin that is left out of the value charged. */
export interface UsContent {
  readonly heading: string;
  /** The least share of the value that must be of US origin. */
  readonly atLeast: Decimal;
  readonly claims?: readonly string[];
  /** The share of the value that is charged however much is of US origin. */
  readonly leastShare?: Decimal;
}

/** Ids of measures; `section-232/cars*` names all that start so. */
interface YieldsTo {
  /** What goods declare that owe nothing on account of another, where chapter 99 has a heading for them. */
  readonly heading?: string;
  /** Owes nothing if the other stands. */
  readonly entirely: readonly string[];
  /** Owes nothing on the part of the value that the other is charged on. */
  readonly onItsPart: readonly string[];
}

/** Terms for some of the origins a version covers. */
interface OriginTerms {
  readonly origins: readonly string[];
  readonly heading: string;
  readonly duty: Duty;
}

/** The terms of a measure between two days. */
export interface Version extends Span {
  readonly heading: string;
  readonly duty: Duty;
  /** Where the rate differs by origin; an origin not named pays `duty`. */
  readonly byOrigin: readonly OriginTerms[];
  readonly part: Part;
  /** Share of the named piece to take where none is stated; the law or its administration presumes it. */
  readonly presumed?: { readonly piece: Exclude<Piece, "us" | "rest">; readonly share: Decimal };
  readonly covers: Scope;
  readonly yieldsTo: YieldsTo;
  readonly freedBy: readonly Exemption[];
  /** The first window that goods fit decides. */
  readonly transit: readonly Transit[];
  readonly usContent: UsContent | null;
  /** The first day it was collected, where the law reaches further back. */
  readonly collectedFrom: IsoDate | null;
  /** A version that was collected but that later law took back to its first day. */
  readonly onlyCollected: boolean;
  /** Lists are read as of this day instead of the day of entry; set where a scenario moves a measure in time. */
  readonly listedOn: IsoDate | null;
  readonly sources: readonly Source[];
}

export type MeasureId = string;

/** A reading of the law that sources disagree on, and what it would change. */
export interface Contested {
  readonly id: string;
  readonly question: string;
  readonly chosen: string;
  readonly other: string;
  /** Versions under the other reading, for `--reading`. */
  readonly versions: readonly Version[] | null;
}

/** A measure of tariff law with all its versions. */
export interface Measure {
  readonly id: MeasureId;
  readonly title: string;
  /** The act it rests on: `section-232`, `ieepa`, `section-301` ... */
  readonly authority: string;
  readonly versions: readonly Version[];
  readonly checkedOn: IsoDate;
  readonly confidence: "high" | "medium" | "low";
  readonly contested: readonly Contested[];
}
