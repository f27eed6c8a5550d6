/** Rates by group, as the chart of a report shows them. */
import { type Cell, isDecimal, type Report } from "../report.js";
import type { Drawn } from "./payload.js";

/** The columns that a report names as rates of its chart; nothing of a report without one. */
export function ratesOf({ rows, columns, chart }: Pick<Report, "rows" | "columns" | "chart">): Drawn {
  const place = (key: string) => columns.findIndex((one) => one.key === key);
  const places = (chart?.views.rate ?? []).map(place);
  return {
    series: places.map((index) => columns[index]?.title ?? ""),
    groups: rows.map((cells) => ({
      label: String(cells[place("label")] ?? ""),
      rates: places.map((index) => percentOf(cells[index] ?? null)),
    })),
  };
}

const percentOf = (cell: Cell): number | null =>
  isDecimal(cell) ? Number(cell.times(100).toFixed(2)) : null;
