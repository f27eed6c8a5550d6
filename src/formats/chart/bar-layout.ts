/** What stands where in a chart of bars of characters. */
import type { Plot, Plotted } from "./plotted.js";
import { numbersOf } from "./scale.js";

export const GAP = "  ";
/** With less room for bars than this, labels stand above them. */
const ENOUGH = 16;

export interface Layout {
  readonly label: number;
  readonly series: number;
  readonly value: number;
  readonly room: number;
  readonly most: number;
  /** Labels stand on lines of their own. */
  readonly above: boolean;
}

const widest = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);

export function layoutOf(chart: Plotted, width: number): Layout {
  const all = [...chart.plots, ...(chart.total ? [chart.total] : [])];
  const label = widest([...all.map(labelOf), chart.along.join(" / ")]);
  const series = chart.series.length > 1 ? widest(chart.series) + GAP.length : 0;
  const value = widest(
    all.flatMap(({ values }) => values.flatMap((one) => (one.number === null ? [] : one.text))),
  );
  const beside = width - label - series - value - 2 * GAP.length;
  const above = beside < ENOUGH;
  const room = above ? width - series - value - 2 * GAP.length : beside;
  return { label, series, value, room, above, most: numbersOf(chart).reduce((a, b) => Math.max(a, b), 0) };
}

export const labelOf = ({ along }: Plot): string => along.join(" / ");
