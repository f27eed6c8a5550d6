/** What a report carries for its script. */
import type { Titles } from "../answers/scenario-words.js";
import type { IsoDate } from "../domain/day.js";
import type { DataFiles } from "../library/data.js";
import type { ChangeText, ScenarioText } from "../texts/scenario.js";

export interface Payload {
  /** Charts as the file was written. */
  readonly charts: readonly Drawing[];
  /** What sliders need; `null` where there are none. */
  readonly sliders: Sliders | null;
}

/** A chart, and the id of the element it goes to. */
export interface Drawing {
  readonly at: string;
  /** A bar for each label, or steps from day to day. */
  readonly kind: "bars" | "steps";
  /** What stands after a value. */
  readonly unit: "%" | "$ m";
  readonly labels: readonly string[];
  /** `null` where a value is not known. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** What the trade is priced with again, and what is told of it. */
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
  /** What assumptions are called. */
  readonly titles: Titles;
  /** Notes that no rate moves; they come last. */
  readonly fixedNotes: readonly string[];
}

/** Pass-through at the border, in logs, and the part of the buyers' share that reaches shop prices. */
export interface Sharing {
  readonly border: number;
  readonly toConsumers: number;
}
