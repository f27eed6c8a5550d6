/** Estimates as the data has them: each with its source, and a default with what it may lie between. */
import type { Country } from "../law/origin.js";
import type { PublishedCost } from "./prices.js";
import type { DemandPath } from "./response.js";
import type { Collection } from "./revenue.js";
import type { Prior } from "./uncertainty.js";

interface Cited {
  /** Id of the source. */
  readonly source: string;
  readonly cite: string;
}

interface Ranged extends Cited {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A sector and origins for which the usual pass-through contradicts the data. */
interface PassThroughException extends Cited {
  readonly sectors: readonly string[];
  readonly origins: readonly string[];
  /** What may be used instead. */
  readonly offered: number;
  readonly warning: string;
}

/** What another published calculation of the same question says, in dollars and fractions. */
export interface PublishedOutcome {
  readonly origins: readonly string[];
  readonly date: string;
  /** Rates of levers in per cent; none for the law as it was. */
  readonly levers: Readonly<Record<string, number>>;
  readonly demand: number;
  readonly passThrough: number;
  readonly imports: number;
  readonly duty: number;
  readonly gross: number;
  readonly net: number;
}

/** A tariff, in per cent, that raises most revenue or gains the country most, in a model of whole economies. */
export interface PublishedPeak {
  readonly most: "revenue" | "gain";
  readonly percent: number;
  readonly when: string;
  readonly cite: string;
}

/** What behaviour rests on. */
export interface Estimates {
  readonly demand: { readonly path: DemandPath & Cited };
  readonly passThrough: {
    readonly border: Ranged;
    readonly exceptions: readonly PassThroughException[];
    readonly toConsumers: Cited & { readonly value: number };
  };
  readonly collection: Collection;
  readonly collectionSources: { readonly uncollected: Ranged; readonly offset: Ranged };
  priors(horizon: "short" | "long"): readonly Prior[];
  /** Elasticity of substitution among sources, of the chapter of a product. */
  substitution(hts: string): number;
  /** Id of its source. */
  readonly substitutionSource: string;
  /** What a rise of prices costs a household, as published. */
  readonly households: {
    readonly published: readonly PublishedCost[];
    /** The last pair published of a rise of prices and a rise of the rate of all imports, as fractions. */
    readonly pair: {
      readonly priceRise: number;
      readonly rateRise: number;
      readonly source: string;
      readonly why: string;
    };
    /** The rule before it. */
    readonly perRate: { readonly value: number; readonly source: string; readonly why: string };
    readonly when: string;
    readonly limit: string;
  };
  readonly retail: {
    readonly longRun: number;
    readonly firstYear: { readonly low: number; readonly high: number };
    readonly cite: string;
  };
  readonly compared: {
    readonly title: string;
    readonly why: string;
    readonly source: string;
    readonly outcomes: readonly PublishedOutcome[];
  };
  readonly peaks: readonly PublishedPeak[];
}

export const exceptionFor = (
  { passThrough }: Pick<Estimates, "passThrough">,
  sector: string,
  origins: readonly Country[],
): PassThroughException | undefined =>
  passThrough.exceptions.find(
    (one) => one.sectors.includes(sector) && origins.some((origin) => one.origins.includes(origin)),
  );
