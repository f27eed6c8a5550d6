/** Rates before and after, as the chart of a report shows them. */
import { isDecimal, type Report } from "../report.js";
import type { SectorRates } from "./payload.js";

/** Rates of a report by sector. */
export function ratesOf({ rows, columns }: Pick<Report, "rows" | "columns">): SectorRates[] {
  const place = (key: string) => columns.findIndex((one) => one.key === key);
  const [label, baseline, scenario] = [place("label"), place("baseline_rate"), place("scenario_rate")];
  return rows.map((cells) => {
    const percent = (index: number): number | null => {
      const cell = cells[index] ?? null;
      return isDecimal(cell) ? Number(cell.times(100).toFixed(2)) : null;
    };
    return { label: String(cells[label] ?? ""), baseline: percent(baseline), scenario: percent(scenario) };
  });
}
