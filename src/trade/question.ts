/** What the price of a year of trade is made of. */
import type { StatedBase } from "../compiled/base-terms.js";
import type { IsoDate } from "../law/calendar.js";
import type { Entry } from "../law/entry.js";
import type { MeasureId, View } from "../law/measure.js";
import type { Shares } from "../law/part.js";
import type { Schedule } from "../law/schedule.js";
import type { Reached } from "../law/scope.js";
import type { Decimal } from "../law/units.js";
import type { ProductMix } from "./apportion.js";
import type { AssumptionKind, ClaimTerms, Flow } from "./flow.js";
import type { PreferenceUse } from "./preference.js";

/** How well the duty of a row is known. */
export type Status = "statutory" | "estimated" | "unknown" | "outside";

/** What products are made of. */
export interface MetalContent {
  /** The same for products of the same content. */
  keyOf(hts: string): string | undefined;
  /** Metal content of a product that these measures reach. */
  of(hts: string, reached: readonly Reached[]): Shares | undefined;
}

/** The same share of US content of all goods of some products that claim something. */
interface UsContentShare {
  readonly origins: readonly string[];
  /** HTS prefixes. */
  readonly products: readonly string[];
  readonly claims: readonly string[];
  readonly share: Decimal;
}

/** What a year of trade does not say, as assumptions say it; each is off unless it is given. */
export interface Assumptions {
  readonly metalContent?: MetalContent;
  /** Take the duty that customs calculated for base duties that cannot be computed from value alone. */
  readonly observedBase?: boolean;
  /** What goods that are known only by chapter are made of; asked for when there are such goods. */
  readonly productMix?: () => ProductMix;
  /** Content of US origin. */
  readonly usContent?: UsContentShare;
  /** Preferences that are claimed; the first that speaks of an origin is taken. */
  readonly preferences?: readonly PreferenceUse[];
}

/** The law under which trade is priced, and what is assumed of what the trade does not say. */
export interface Question {
  readonly date: IsoDate;
  readonly view: View;
  readonly assume: Assumptions;
  /** The law as it was, which a scenario cannot change: it tells what customs calculated then. */
  readonly past: Schedule;
  /** Days of loading and entry, for goods that were on their way when the law changed; not if not given. */
  readonly onTheWay?: OnTheWay;
}

/** The day goods were loaded, and the one of their entry by which windows for goods on their way are open. */
export type OnTheWay = Pick<Entry, "date"> & { readonly loadedOn: IsoDate };

/** A layer of duty beside the base duty. */
export interface PricedLayer {
  readonly id: MeasureId;
  readonly authority: string;
  readonly title: string;
  /** Dollars a dollar of value; dollars of the one row where the class is a row. */
  readonly duty: Decimal;
  /** It cannot be computed: the duty is a lower bound. */
  readonly atLeast: boolean;
}

/** Rows that the same measures reach, and what those charge. */
export interface PriceClass {
  /** Duties are a dollar of value, or those of a single row that counts in a base duty known only in dollars. */
  readonly per: "value" | "row";
  readonly layers: readonly PricedLayer[];
  /** Sum of the layers. */
  readonly duty: Decimal;
  /** The base duty is not owed beside them. */
  readonly replacesBase: boolean;
  readonly assumed: readonly AssumptionKind[];
  /** What is missing; empty where all layers are known. */
  readonly needs: readonly string[];
}

/** Rows of one base rate. */
export interface BaseClass {
  readonly status: Status;
  /** What its lines state; `undefined` where there is no such line. */
  readonly stated: StatedBase | undefined;
  /** Dollars a dollar of value; `null` where it is the duty observed on each row. */
  readonly rate: Decimal | null;
  /** The rate is not a dollar of value but the dollars of the one row. */
  readonly perRow?: true;
  readonly assumed: readonly AssumptionKind[];
  readonly needs: readonly string[];
}

/** What rows owe: as the measures that reach them charge, and the base duty. */
export interface Price {
  readonly priceClass: PriceClass;
  readonly base: BaseClass;
}

/** Trade priced: `of` has the number of each row's price among the prices. */
export interface PricedFlow {
  readonly flow: Flow;
  /** On which its rows are priced. */
  readonly terms: ClaimTerms;
  readonly of: Int32Array;
  readonly prices: readonly Price[];
}

/** Share of new duty that is taken not to be collected, as decimals. */
export interface Compliance {
  readonly share: string;
  readonly low: string;
  readonly high: string;
}
