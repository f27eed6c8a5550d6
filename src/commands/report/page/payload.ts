/** What a report carries for its script: what its sliders need, and its tables as charts. */

import { type Cell, isDecimal, type Report } from "../../../contract/report.js";
import type { DataFiles } from "../../../data/pack.js";
import type { ChangeText, ScenarioText } from "../../../data/shapes/scenario.js";
import type { IsoDate } from "../../../law/calendar.js";
import type { HeldUnlawful } from "../../../law/drawback.js";
import type { Titles } from "../../scenario/words.js";

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
  /** Acts whose duties a court held not to be authorized. */
  readonly unlawful: readonly HeldUnlawful[];
  /** Notes that no rate moves; they come last. */
  readonly fixedNotes: readonly string[];
}

/** Pass-through at the border, in logs, and the part of the buyers' share that reaches shop prices. */
export interface Sharing {
  readonly border: number;
  readonly toConsumers: number;
}

// Charts carry rounded numbers: more digits than a screen can tell apart would only make the page larger.

type Table = Pick<Report, "rows" | "columns">;

const cellsOf = ({ rows, columns }: Table, key: string): Cell[] => {
  const place = columns.findIndex((one) => one.key === key);
  return rows.map((cells) => cells[place] ?? null);
};

const numbersOf = (table: Table, key: string, factor: string, places: number): (number | null)[] =>
  cellsOf(table, key).map((cell) => (isDecimal(cell) ? Number(cell.times(factor).toFixed(places)) : null));
const percents = (table: Table, key: string) => numbersOf(table, key, "100", 2);
const millions = (table: Table, key: string) => numbersOf(table, key, "1e-6", 0);
const labelsOf = (table: Table, key: string): string[] =>
  cellsOf(table, key).map((cell) => String(cell ?? ""));

/** Rates by sector, before and after. */
export const sectorDrawing = (table: Table, at: string): Drawing => ({
  ...{ at, kind: "bars", unit: "%", labels: labelsOf(table, "label") },
  series: [
    { name: "Baseline", values: percents(table, "baseline_rate") },
    { name: "Scenario", values: percents(table, "scenario_rate") },
  ],
});

/** The rate of each of several scenarios, and its duty. */
export function comparedDrawings(table: Table, [rates, duty]: readonly [string, string]): Drawing[] {
  const labels = labelsOf(table, "scenario");
  const bars = { kind: "bars", labels } as const;
  return [
    { ...bars, at: rates, unit: "%", series: [{ name: "Rate", values: percents(table, "rate") }] },
    { ...bars, at: duty, unit: "$ m", series: [{ name: "Duty", values: millions(table, "duty_usd") }] },
  ];
}

/** The rate day by day; the last one stands to the end of the period. */
export function dailyDrawing(told: Pick<Report, "rows" | "columns" | "chart">, at: string): Drawing {
  const [days, rates] = [labelsOf(told, "date"), percents(told, "rate")];
  const until = told.chart?.until;
  const end = until !== undefined && until !== days.at(-1);
  return {
    ...{ at, kind: "steps", unit: "%", labels: end ? [...days, until] : days },
    series: [{ name: "Rate", values: end ? [...rates, rates.at(-1) ?? null] : rates }],
  };
}
