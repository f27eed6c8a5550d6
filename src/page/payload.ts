/** What a report carries for its sliders. */
import type { IsoDate } from "../domain/day.js";
import type { DataFiles } from "../library/data.js";
import type { ChangeText, ScenarioText } from "../texts/scenario.js";

export interface Payload {
  readonly files: DataFiles;
  readonly text: ScenarioText;
  readonly baseline:
    | { readonly kind: "no-tariffs" }
    | { readonly kind: "law"; readonly date: IsoDate; readonly changes: readonly ChangeText[] };
  readonly origins: readonly string[];
  readonly sharing: Sharing;
  /** Title of the table by sector. */
  readonly caption: string;
}

/** Pass-through at the border, in logs, and the part of the buyers' share that reaches shop prices. */
export interface Sharing {
  readonly border: number;
  readonly toConsumers: number;
}
