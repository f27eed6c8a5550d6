/** Trade in goods with a partner, as either side publishes it. */
import type { Country } from "../domain/country.js";

/** Trade of a year in millions of dollars, and per cent; `null` where nothing is published. */
export interface PartnerBalance {
  readonly exports: number | null;
  readonly imports: number | null;
  readonly deficit: number | null;
  /** Rate set in headings 9903.01.43 to 9903.01.76, and posted in Annex I. */
  readonly promulgated: number | null;
  readonly posted: number | null;
}

/** A figure of the partner's statistics. */
export interface MirrorFigure {
  readonly origin: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly period: string;
  readonly source: string;
  readonly cite: string;
  readonly confidence: string;
  /** Why it differs, or what else is said of it. */
  readonly note: string;
}

/** Balances with every partner, and what partners say themselves. */
export interface Balances {
  readonly partners: ReadonlyMap<Country, PartnerBalance>;
  readonly mirrors: readonly MirrorFigure[];
}
