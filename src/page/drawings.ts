/** Tables of a report as its charts show them: numbers that a screen can tell apart. */
import { type Cell, isDecimal, type Report } from "../report.js";
import type { Drawing } from "./payload.js";

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
export function courseDrawing(told: Pick<Report, "rows" | "columns" | "chart">, at: string): Drawing {
  const [days, rates] = [labelsOf(told, "date"), percents(told, "rate")];
  const until = told.chart?.until;
  const end = until !== undefined && until !== days.at(-1);
  return {
    ...{ at, kind: "steps", unit: "%", labels: end ? [...days, until] : days },
    series: [{ name: "Rate", values: end ? [...rates, rates.at(-1) ?? null] : rates }],
  };
}
