/** Days of a timeline in columns: what each column of the picture stands for. */
import type { Plot, Plotted, Value } from "./plotted.js";

const DAY = 86_400_000;
/** Number of a day, for distances between days. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayText = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

export interface Span {
  readonly first: string;
  readonly last: string;
}

/** Some days side by side. */
export interface DayColumn {
  /** The highest value of these days; `null` if none of them is known. */
  readonly number: number | null;
  /** On one of the days it is not known. */
  readonly unknown: boolean;
  readonly atLeast: boolean;
  /** Stands under the column and before each event in the list. */
  readonly letter: string | null;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** The days there are, from the first change to the last day asked about. */
export const spanOf = ({ plots }: Plotted, until: string | undefined): Span => {
  const days = plots.map(dayOf);
  return { first: days[0] ?? "", last: until ?? days.at(-1) ?? "" };
};

export const dayOf = ({ along }: Plot): string => along[0] ?? "";

/** The column of a day. */
export function columnOf(day: string, { first, last }: Span, columns: number): number {
  const days = dayNumber(last) - dayNumber(first) + 1;
  return Math.min(columns - 1, Math.floor(((dayNumber(day) - dayNumber(first)) * columns) / days));
}

/** Letters of changes: those that fall in one column share theirs. The first day is no change. */
export function lettersOf({ plots }: Plotted, span: Span, columns: number): Map<string, string> {
  const letters = new Map<string, string>();
  let before = -1;
  let used = -1;
  for (const plot of plots.slice(1)) {
    const column = columnOf(dayOf(plot), span, columns);
    if (column !== before) used += 1;
    before = column;
    letters.set(dayOf(plot), LETTERS[used] ?? "*");
  }
  return letters;
}

/** The first day of a column. */
export function firstDayOf(column: number, { first, last }: Span, columns: number): string {
  const days = dayNumber(last) - dayNumber(first) + 1;
  return dayText(dayNumber(first) + Math.ceil((column * days) / columns));
}

/** Every column, with the highest value of its days. */
export function dayColumns(chart: Plotted, span: Span, columns: number): DayColumn[] {
  const letters = lettersOf(chart, span, columns);
  let held: Value | undefined;
  return Array.from({ length: columns }, (_, column) => {
    const own = chart.plots.filter((plot) => columnOf(dayOf(plot), span, columns) === column);
    const begins = own.some((plot) => dayOf(plot) === firstDayOf(column, span, columns));
    const values = [...(held && !begins ? [held] : []), ...own.flatMap(({ values: [value] }) => value ?? [])];
    held = values.at(-1);
    const known = values.flatMap(({ number }) => number ?? []);
    return {
      number: known.length > 0 ? Math.max(...known) : null,
      unknown: values.some(({ number }) => number === null),
      atLeast: values.some(({ atLeast }) => atLeast),
      letter: own.flatMap((plot) => letters.get(dayOf(plot)) ?? [])[0] ?? null,
    };
  });
}
