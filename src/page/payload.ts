/** What a report carries for its sliders. */
import type { IsoDate } from "../domain/day.js";
import type { DataFiles } from "../library/data.js";
import type { ChangeText, ScenarioText } from "../texts/scenario.js";

export interface Payload {
  /** Data that the sliders price the trade with; `null` where it would not fit in a page. */
  readonly files: DataFiles | null;
  /** Rates by sector as the file was written. */
  readonly rates: readonly SectorRates[];
  /** How many of the changes are those of the scenario named: flags come after them. */
  readonly ofFile: number;
  /** How many of the changes come after those of levers: the command line puts these before them. */
  readonly afterLevers: number;
  readonly text: ScenarioText;
  readonly baseline:
    | { readonly kind: "no-tariffs" }
    | { readonly kind: "law"; readonly date: IsoDate; readonly changes: readonly ChangeText[] };
  readonly origins: readonly string[];
  readonly sharing: Sharing;
  /** Title of the table by sector. */
  readonly caption: string;
}

/** Rates in per cent; `null` where one is not known. */
export interface SectorRates {
  readonly label: string;
  readonly baseline: number | null;
  readonly scenario: number | null;
}

/** Pass-through at the border, in logs, and the part of the buyers' share that reaches shop prices. */
export interface Sharing {
  readonly border: number;
  readonly toConsumers: number;
}
