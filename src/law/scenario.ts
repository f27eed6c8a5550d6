/** A question asked of changed law: whose trade, on what day, with which tariffs set, repealed or enacted. */
import type { IsoDate } from "./calendar.js";
import type { Limits, Measure } from "./measure.js";
import type { Country } from "./origin.js";
import type { Rate } from "./units.js";

/** How a lever states a rate. */
export type RateChange =
  /** On top of the normal duty. */
  | { readonly kind: "on-top"; readonly rate: Rate }
  /** All-in: the normal duty counts towards it. */
  | { readonly kind: "floor"; readonly rate: Rate }
  /** No more than this; lower rates stay. */
  | { readonly kind: "cap"; readonly rate: Rate };

/** One change of the law: rates set, measures ended, limited, moved, restored or enacted. */
export type Change =
  | ({ readonly do: "set"; readonly measures: readonly string[]; readonly to: RateChange } & Limits)
  | ({ readonly do: "repeal"; readonly measures: readonly string[] } & Limits)
  | ({ readonly do: "exempt"; readonly measures: readonly string[] } & Limits)
  /** Back to the terms of another day; measures not in force then end. */
  | { readonly do: "restore"; readonly measures: readonly string[]; readonly termsOf: IsoDate }
  | { readonly do: "enact"; readonly measure: Measure }
  | {
      readonly do: "move";
      readonly measures: readonly string[];
      readonly from: IsoDate;
      readonly until: IsoDate | null;
    };

/** What the scenario is held against. */
export type Baseline =
  /** The law of a day, with the changes of another scenario. */
  | { readonly kind: "law"; readonly date: IsoDate; readonly changes: readonly Change[] }
  /** Base duties alone. */
  | { readonly kind: "no-tariffs" };

/** A question of changed law. */
export interface Scenario {
  readonly title: string;
  readonly date: IsoDate;
  readonly origins: readonly Country[];
  readonly flows: string;
  /** HTS prefixes of the goods asked about; all goods if not given. */
  readonly products?: readonly string[];
  readonly baseline: Baseline;
  readonly changes: readonly Change[];
  /** Ids of assumptions that are switched on. */
  readonly assume: readonly string[];
}

/** A short name for a group of measures: the flag `--auto`. */
export interface Lever {
  readonly name: string;
  readonly summary: string;
  /** Ids or patterns of measures. */
  readonly measures: readonly string[];
  /** An action that is pending: it has no rate and is in no law; the lever enacts it at the rate stated. */
  readonly enacts?: Measure;
  /** The action leaves open whose goods it reaches, so whoever sets it names the origins. */
  readonly namesOrigins?: boolean;
}
