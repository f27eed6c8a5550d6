/** How far the axis of a chart goes. */
import type { Plotted } from "./plotted.js";

/** Every number drawn; the total only where it is of the same size, as rates are. */
export function numbersOf({ view, plots, total }: Plotted): number[] {
  const drawn = view === "rate" && total ? [...plots, total] : plots;
  return drawn.flatMap(({ values }) => values.flatMap(({ number }) => number ?? []));
}

const STEPS = [1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A round number that no value passes; 1 where there is nothing above zero. */
export function roundTop(numbers: readonly number[]): number {
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return Number(((STEPS.find((step) => step * power >= most) ?? 10) * power).toPrecision(3));
}
