/** Texts of a rate over days in characters: dates under it, and the changes of law as a list. */
import { wrapped } from "../../wrap.js";
import type { Paper } from "./bars.js";
import { dayOf, firstDayOf, type Span } from "./days.js";
import type { Plot, Plotted } from "./plotted.js";

/** Terminals with fewer columns than this. */
export const NARROW = 60;
const DATE = 10;

/** The first day at the left, the last at the right, and one between where there is room. */
export function dateLine(span: Span, columns: number): string {
  if (columns < 2 * DATE + 1) return span.first.padEnd(columns);
  const middle = Math.floor((columns - DATE) / 2);
  if (columns < 3 * DATE + 4) return `${span.first.padEnd(columns - DATE)}${span.last}`;
  const between = firstDayOf(middle, span, columns);
  return `${span.first.padEnd(middle)}${between}`.padEnd(columns - DATE) + span.last;
}

/** One change: its letter, its day, what the value came to, and the measures that came, went or changed. */
export function eventLines(
  plot: Plot,
  letters: ReadonlyMap<string, string>,
  chart: Plotted,
  { width }: Paper,
): string[] {
  const longest = chart.plots.reduce(
    (most, { values: [value] }) => Math.max(most, value?.text.length ?? 0),
    0,
  );
  const [value] = plot.values;
  const start = `${letters.get(dayOf(plot)) ?? " "} ${dayOf(plot)}  ${(value?.text ?? "").padStart(longest)}  `;
  const indent = width < NARROW ? "    " : " ".repeat(start.length);
  return wrapped(`${start}${plot.events.join(", ")}`, width, indent).map((line) => line.trimEnd());
}
