/** One edition of the law, ready to be asked: base duties, measures, lists, origins. */
import type { Orders } from "./adcvd.js";
import type { Ban } from "./ban.js";
import type { IsoDate, Season, Span } from "./calendar.js";
import type { FactRule, StatedValue } from "./entry.js";
import type { Lists, Measure } from "./measure.js";
import type { Agreement, Country, Origin } from "./origin.js";

/** Rate texts of a product on a day. `null` where the column is empty. */
export interface BaseRates {
  /** The number whose line states the rate; statistical suffixes inherit it. */
  readonly line: string;
  readonly general: string | null;
  readonly special: string | null;
  readonly column2: string | null;
}

export interface BaseSchedule {
  /** The rates of an HTS number on a day, or `undefined` if no such line exists then. */
  ratesOf(hts: string, on: IsoDate): BaseRates | undefined;
  /** Whether a line of eight digits was in the tariff on all its days and stated the same in a column. */
  isConstant(line: string, column: "general" | "special" | "column2"): boolean;
  /**
   * Whether a number of ten digits is in the tariff on a day; shorter numbers are if any line starts so. On lines that its
   * columns do not divide, as those of watches, any last two digits are: notes state them.
   */
  exists(hts: string, on: IsoDate): boolean;
  /** Whether any edition had a number that starts so. */
  everHad(code: string): boolean;
  /** Days on which any line came, went or took another rate. */
  readonly changeDays: readonly IsoDate[];
  /** Days on which any column, or what lines there are, began to differ. */
  readonly editionDays: readonly IsoDate[];
  /** Numbers of ten digits that any edition had, in order. */
  readonly numbers: readonly string[];
  /** Numbers of the tariff that start with `prefix` on a day, in order: those of ten digits. */
  linesUnder(prefix: string, on: IsoDate): readonly string[];
}

/** Lines whose rate is that of other articles, and the starts of numbers that these can have. */
export interface SetOf {
  readonly numbers: readonly string[];
  readonly of: readonly string[];
  readonly except?: readonly string[];
  /** Articles are of two numbers at least that differ in so many first digits. */
  readonly twoBy?: number;
  /** What the tariff says of them. */
  readonly says: string;
}

/** The law: base duties, measures, lists, origins and agreements. */
export interface Schedule {
  readonly base: BaseSchedule;
  readonly measures: readonly Measure[];
  readonly lists: Lists;
  readonly origins: ReadonlyMap<Country, Origin>;
  /** The United States and its possessions: origins of entries alone. */
  readonly homeOrigins: readonly Origin[];
  readonly agreements: readonly Agreement[];
  readonly bans: readonly Ban[];
  readonly chapter98: Chapter98;
  /** Lines that are for goods entered in a part of the year. */
  readonly seasons: readonly Season[];
  /** What articles may be of lines whose rate is theirs; none is refused where nothing is said. */
  readonly sets?: readonly SetOf[];
  /** What follows from facts that are stated of goods. */
  readonly facts: readonly FactRule[];
  /** Antidumping and countervailing duty orders. */
  readonly orders: Orders;
  /** The last day for which the law was checked. */
  readonly asOf: IsoDate;
  /** The first day the data covers. */
  readonly firstDay: IsoDate;
  /** Starts of measure ids in the order that an entry declares their numbers; others come after. */
  readonly declaredFirst: readonly string[];
}

/** A provision of chapter 98 that makes part of the customs value dutiable. */
export interface Provision {
  /** Its numbers start so. */
  readonly number: string;
  readonly title: string;
  /** What decides the dutiable value: `us-parts` is taken off the full value, the others are the dutiable value itself. */
  readonly value: StatedValue;
  readonly citation: string;
}

/** On what value measures are due on goods of some provisions of chapter 98. */
export interface Chapter98Rule extends Span {
  /** Ids of measures; `ieepa/*` names all that start so. */
  readonly measures: readonly string[];
  /** Numbers that start so; of several rules the longest start decides. */
  readonly provisions: readonly string[];
  /** `provision`: on the dutiable value of the provision, nothing where that is free; `whole`: on the full value. */
  readonly charged: "nothing" | "provision" | "whole";
  readonly citation: string;
}

/** A provision that states no rate in the general column: free to goods of some origins, or of a preference. */
export interface FreeProvision {
  readonly number: string;
  readonly origins?: readonly string[];
  /** The preference whose origins, days and goods it has. */
  readonly claim?: string;
  readonly citation: string;
}

/** The goods that the text of provisions names, by how their numbers start. */
export interface NamedGoods {
  readonly numbers: readonly string[];
  readonly articles: readonly string[];
  readonly origins?: readonly string[];
}

/** Provisions of chapter 98, and what measures charge on goods entered under them. */
export interface Chapter98 {
  readonly provisions: readonly Provision[];
  readonly free: readonly FreeProvision[];
  readonly rules: readonly Chapter98Rule[];
  /** Provisions that are for goods of some numbers, and origins, alone. */
  readonly named?: readonly NamedGoods[];
  /** Claims that a provision opens to goods of any number, and goods that are never such. */
  readonly never?: readonly { readonly claim: string; readonly articles: readonly string[] }[];
}

/** Of data that say nothing of chapter 98: its numbers are as any other. */
export const NO_CHAPTER_98: Chapter98 = { provisions: [], free: [], rules: [] };
