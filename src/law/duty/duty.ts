/** The ways the law states a duty, as values. Each kind is computed by the file of its name in this folder. */
import type { Decimal, Rate, Usd } from "../units.js";

interface Free {
  readonly kind: "free";
}

/** A share of customs value. */
export interface AdValorem {
  readonly kind: "ad-valorem";
  readonly rate: Rate;
}

/** A share of the value of one component of the goods: "6% on the case". */
export interface Component {
  readonly kind: "component";
  readonly rate: Rate;
  readonly of: string;
}

/** Dollars a unit of quantity: "1.4606¢/kg", "8.8¢/kg on copper content". */
export interface Specific {
  readonly kind: "specific";
  readonly usdPerUnit: Usd;
  readonly unit: string;
  /** What is measured, where that is not the goods whole: "copper content". */
  readonly of: string | null;
}

/** Several duties that add up: "6.5% + 12¢/kg". */
export interface Compound {
  readonly kind: "compound";
  readonly terms: readonly Duty[];
}

/** The greater or the lesser of several duties. */
export interface Mixed {
  readonly kind: "mixed";
  readonly pick: "greatest" | "least";
  readonly terms: readonly Duty[];
}

/**
 * A rate that counts the normal duty in: goods owe `to` in all, or the normal duty where that is more.
 * `against` is the base rate the law compares: the statutory general rate, or the rate that is claimed.
 * `metHeading` is what goods declare whose normal duty reaches `to`, where chapter 99 has a heading of its own for them.
 */
export interface TopUp {
  readonly kind: "top-up";
  readonly to: Rate;
  readonly against: "general" | "claimed";
  readonly metHeading?: string;
}

/** A duty that depends on the value a unit of the goods: steps from the lowest price up, the last without an end. */
export interface ByPrice {
  readonly kind: "by-price";
  readonly unit: string;
  readonly steps: readonly PriceStep[];
}

export interface PriceStep {
  /** Dollars a unit that the goods are valued less than; `null` for the rest. */
  readonly below: Usd | null;
  readonly heading: string;
  readonly duty: Duty;
}

/** A duty instead of the base duty. */
interface Replacement {
  readonly kind: "replacement";
  readonly duty: Duty;
}

/**
 * One duty within a quantity limit, another beyond it; goods are within it only if that is claimed. `insideHeading` is
 * what goods within it declare, where chapter 99 has a heading of its own for them.
 */
interface Quota {
  readonly kind: "quota";
  readonly inside: Duty;
  readonly outside: Duty;
  readonly insideHeading?: string;
}

/**
 * How a rate follows from those of other numbers: the highest of the articles in a set, that of each on its own value, or that
 * of the one article that the goods are for.
 */
export type ByArticles = "highest" | "each" | "one";

/** An article in a set or an ensemble, or that parts are of, as it is named among components, with the texts of its rates. */
export interface Article {
  readonly name: string;
  readonly general: string | null;
  readonly column2: string | null;
}

/** A duty that the tariff states in words this program cannot yet compute. Never read as zero. */
interface NotComputable {
  readonly kind: "unknown";
  readonly reason: string;
  /** The least and the most that the words let it come to, where they say so. */
  readonly limits?: readonly [least: Duty, most: Duty];
  /** Where the words leave it to other numbers. */
  readonly by?: ByArticles;
}

/** A duty as the law states it: a fraction of the value, dollars a unit, or made of these. */
export type Duty =
  | Free
  | AdValorem
  | Component
  | Specific
  | Compound
  | Mixed
  | TopUp
  | ByPrice
  | Replacement
  | Quota
  | NotComputable;

const NO_PARTS: readonly Duty[] = [];

/** The duties that a duty is made of, not counting theirs. The compiler asks for a case when a kind is added. */
export function partsOf(duty: Duty): readonly Duty[] {
  switch (duty.kind) {
    case "free":
    case "ad-valorem":
    case "component":
    case "specific":
    case "top-up":
      return NO_PARTS;
    case "unknown":
      return duty.limits ?? NO_PARTS;
    case "compound":
    case "mixed":
      return duty.terms;
    case "replacement":
      return [duty.duty];
    case "by-price":
      return duty.steps.map((step) => step.duty);
    case "quota":
      return [duty.inside, duty.outside];
  }
}

/** Whether a duty, or one that it is made of at any depth, is such. */
export const hasPart = (duty: Duty, isSuch: (part: Duty) => boolean): boolean =>
  isSuch(duty) || partsOf(duty).some((part) => hasPart(part, isSuch));

/** Whether a duty depends on the base duty of the goods. */
export const countsBase = (duty: Duty): boolean => hasPart(duty, ({ kind }) => kind === "top-up");

/** The duty that goods owe within the quantity of a quota, or beyond it. */
export const withinQuota = (duty: Duty, inQuota: boolean): Duty =>
  duty.kind === "quota" ? withinQuota(inQuota ? duty.inside : duty.outside, inQuota) : duty;

/** What a duty is charged on. */
export interface Charged {
  /** Value of the part of the goods the duty is on. */
  readonly value: Usd;
  /** That part as a share of the customs value. */
  readonly share: Decimal;
  readonly quantities: readonly Quantity[];
  /** Fractions of a unit count whatever the rate, as of alcoholic beverages (19 CFR 159.4). */
  readonly exactQuantity: boolean;
  /** Values of components in dollars, by short name ("case", "strap"). */
  readonly components: ReadonlyMap<string, Usd>;
  readonly inQuota: boolean;
  /** Base duty on the whole goods, for duties that count it in; `null` while it is not known. */
  readonly base: BaseAmounts | null;
}

export interface Quantity {
  readonly amount: Decimal;
  readonly unit: string;
  readonly of: string | null;
}

/** Base duty in dollars on the whole customs value: by the general column, and as actually charged. */
export interface BaseAmounts {
  /** `null` where it is not known, though the duty charged is. */
  readonly general: Usd | null;
  readonly charged: Usd;
  readonly customsValue: Usd;
}

/** Dollars owed, or what must be known before they can be. */
export type Charge = { readonly duty: Usd } | { readonly needs: readonly string[] };
