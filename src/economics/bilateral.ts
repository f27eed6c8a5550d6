/** Trade in goods between two countries. Partial: the whole balance of a country is saving less investment. Source: METHODS 3. */
import type { Country } from "../law/origin.js";

/** In one currency: imports at customs value, free on board. */
export interface Balance {
  readonly exports: number;
  readonly imports: number;
}

/** Parameters of the formula of 2 April 2025. */
export interface ReciprocalFormula {
  /** Elasticity of imports in their price, and pass-through of tariffs to it: 4 and 0.25 as used on 2 April 2025. */
  readonly elasticity: number;
  readonly passThrough: number;
}

/** As published: their product is 1, so that imports are taken to fall one for one with the tariff rate. */
const AS_PUBLISHED: ReciprocalFormula = { elasticity: 4, passThrough: 0.25 };

/** Nobody was given less than 10%. */
const FLOOR = 10;

/**
 * The tariff that the formula of the US Trade Representative says would close a deficit, in per cent, before it is
 * halved; `null` without imports. The deficit is given for itself: as published it is rounded apart from its parts.
 */
export const formulaRate = (
  deficit: number,
  imports: number,
  { elasticity, passThrough }: ReciprocalFormula = AS_PUBLISHED,
): number | null => (imports === 0 ? null : (100 * deficit) / (elasticity * passThrough * imports));

/**
 * The rates as made of it, in per cent. `posted`: half, rounded up, as in Annex I. `promulgated`: half of the formula
 * rounded to whole per cent, then rounded up, as in headings 9903.01.43 to 9903.01.76. Japan, Vietnam and Vanuatu
 * differ by one.
 */
export function reciprocalRates(
  deficit: number,
  imports: number,
): { posted: number; promulgated: number } | null {
  const whole = formulaRate(deficit, imports);
  if (whole === null) return null;
  return {
    posted: Math.max(FLOOR, Math.ceil(whole / 2)),
    promulgated: Math.max(FLOOR, Math.ceil(Math.round(whole) / 2)),
  };
}

/**
 * The tariff, as a fraction, at which imports equal exports if nobody answers; `null` without exports or imports, or if
 * demand does not respond.
 * @param elasticity Of customs value in the tax factor, below zero.
 */
export const closingTariff = (
  { exports, imports }: Balance,
  before: number,
  elasticity: number,
): number | null =>
  exports > 0 && imports > 0 && elasticity < 0
    ? (1 + before) * (exports / imports) ** (1 / elasticity) - 1
    : null;

/** How a partner answers, and how trade answers both. */
export interface Retaliation {
  /** Elasticities of either side's customs value in its tax factor, below zero. */
  readonly imports: number;
  readonly exports: number;
  /** What the partner adds, as a fraction. */
  readonly tariff: number;
}

/** The same when the partner answers: exports fall too. */
export function closingTariffUnder(balance: Balance, before: number, answer: Retaliation): number | null {
  const exports = balance.exports * (1 + answer.tariff) ** answer.exports;
  return closingTariff({ exports, imports: balance.imports }, before, answer.imports);
}

/**
 * A sector's part of a surplus: more than 1 if other sectors are in deficit. It is not a share of exports. `null` if
 * trade balances.
 */
export const shareOfSurplus = (sector: Balance, whole: Balance): number | null =>
  whole.exports === whole.imports
    ? null
    : (sector.exports - sector.imports) / (whole.exports - whole.imports);

// Trade in goods with a partner, as either side publishes it.

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
