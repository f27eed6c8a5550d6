/** What a report carries for its script. */
import type { IsoDate } from "../domain/day.js";
import type { DataFiles } from "../library/data.js";
import type { ChangeText, ScenarioText } from "../texts/scenario.js";

export interface Payload {
  /** Rates by sector as the file was written. */
  readonly chart: Drawn;
  /** `null` where a page has no sliders. */
  readonly sliders: Sliders | null;
}

/** What the sliders price the trade with. */
export interface Sliders {
  readonly files: DataFiles;
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

/** Bars by group, one a series. */
export interface Drawn {
  readonly series: readonly string[];
  readonly groups: readonly GroupRates[];
}

/** Rates in per cent, one a series; `null` where one is not known. */
interface GroupRates {
  readonly label: string;
  readonly rates: readonly (number | null)[];
}

/** Pass-through at the border, in logs, and the part of the buyers' share that reaches shop prices. */
export interface Sharing {
  readonly border: number;
  readonly toConsumers: number;
}
