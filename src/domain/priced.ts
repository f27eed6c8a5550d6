/** What the price of a year of trade is made of. */
import type { IsoDate } from "./day.js";
import type { Flow } from "./flow.js";
import type { MeasureId } from "./measure.js";
import type { Shares } from "./part.js";
import type { Reaching } from "./reach.js";
import type { View } from "./schedule.js";
import type { Decimal } from "./units.js";

/** How well the duty of a row is known. */
export type Status = "statutory" | "estimated" | "unknown" | "outside";

/** What a year of trade does not say, as assumptions say it; each is off unless it is given. */
export interface Assumptions {
  /** Metal content of a product that these measures reach. */
  readonly metalContent?: (hts: string, reached: readonly Reaching[]) => Shares | undefined;
  /** Take the duty that customs calculated for base duties that cannot be computed from value alone. */
  readonly observedBase?: boolean;
}

export interface Question {
  readonly date: IsoDate;
  readonly view: View;
  readonly assume: Assumptions;
}

/** A layer of duty beside the base duty. */
export interface PricedLayer {
  readonly id: MeasureId;
  readonly authority: string;
  readonly title: string;
  /** Dollars a dollar of value; dollars of the one row where the class is a row. */
  readonly duty: Decimal;
}

/** Rows that are priced alike. */
export interface PriceClass {
  readonly status: Status;
  /** Duties are a dollar of value, or those of a single row whose base duty is a sum of dollars. */
  readonly per: "value" | "row";
  readonly layers: readonly PricedLayer[];
  /** The base duty, or `null` where it is the duty observed on each row. */
  readonly base: Decimal | null;
  /** Assumptions its duty rests on. */
  readonly assumed: readonly ("metal-content" | "observed-base")[];
  /** What is missing where the status is `unknown`. */
  readonly needs: readonly string[];
}

export interface PricedFlow {
  readonly flow: Flow;
  /** Class of each row. */
  readonly of: Int32Array;
  readonly classes: readonly PriceClass[];
}
