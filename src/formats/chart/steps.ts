/** A rate over days in characters: columns as high as the rate, dates under them, and the changes of law as a list. */

import type { ChalkInstance } from "chalk";
import { wrapped } from "../../contract/text.js";
import { numbersOf, type Plot, type PlottedReport, roundTop, type Value } from "./frame.js";

// Bars of characters: one line a value, to an eighth of a character where the terminal has them.

export interface Paper {
  readonly width: number;
  readonly ascii: boolean;
  readonly ink: ChalkInstance;
}

/** With less than this there are no bars, only values. */
const LEAST = 4;

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const ASCII_MARKS = ["=", "#", "*", "+"];

/** A part of `room` characters. What is more than nothing never looks like nothing. */
export function barOf(part: number, room: number, mark: string | null): string {
  if (mark !== null) return mark.repeat(Math.round(part * room)) || (part > 0 ? "." : "");
  const eighths = Math.max(Math.round(part * room * 8), part > 0 ? 1 : 0);
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** Lines of the chart, under a line that says what it shows. */
export function barLines(chart: PlottedReport, paper: Paper): string[] {
  const layout = layoutOf(chart, paper.width);
  const named = chart.along.filter(Boolean).join(" / ").toLowerCase();
  const head = named ? `${chart.what}, by ${named}` : chart.what;
  const lines = (plot: Plot, drawn: boolean) => plotLines(plot, chart.series, layout, paper, drawn);
  return [
    ...wrapped(head, paper.width, "").map((line) => paper.ink.bold(line)),
    ...chart.plots.flatMap((plot) => lines(plot, true)),
    ...(chart.total
      ? [paper.ink.dim("─".repeat(paper.width)), ...lines(chart.total, chart.view === "rate")]
      : []),
  ];
}

const NUMBER = /^\d+(\.\d+)?$/;
const labelCell = (label: string, { label: width }: Layout): string =>
  NUMBER.test(label) ? label.padStart(width) : label.padEnd(width);

/** @param drawn Whether it has bars; a sum of what is above has none. */
function plotLines(
  plot: Plot,
  series: readonly string[],
  layout: Layout,
  paper: Paper,
  drawn: boolean,
): string[] {
  const values = plot.values.map((value, index) => {
    const name = layout.series ? (series[index] ?? "").padEnd(layout.series) : "";
    return `${name}${valueLine(value, index, layout, paper, drawn)}`;
  });
  if (layout.above)
    return [...wrapped(labelOf(plot), paper.width, "  "), ...values.map((line) => `${GAP}${line}`)];
  return values.map((line, index) => `${labelCell(index === 0 ? labelOf(plot) : "", layout)}${GAP}${line}`);
}

function valueLine(
  { number, text }: Value,
  index: number,
  { value, room, most }: Layout,
  { ink, ascii }: Paper,
  drawn: boolean,
): string {
  if (number === null) return ink.dim(text.padStart(value));
  if (!drawn || room < LEAST || most === 0) return text.padStart(value);
  const mark = ascii ? (ASCII_MARKS[index % ASCII_MARKS.length] ?? "#") : null;
  const colour = [ink.blue, ink.yellow, ink.cyan, ink.magenta][index % 4] ?? ink.blue;
  return `${text.padStart(value)}${GAP}${colour(barOf(number / most, room, mark))}`.trimEnd();
}

const GAP = "  ";
/** With less room for bars than this, labels stand above them. */
const ENOUGH = 16;

interface Layout {
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

function layoutOf(chart: PlottedReport, width: number): Layout {
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

const labelOf = ({ along }: Plot): string => along.join(" / ");

const HIGH = 10;
/** On narrow terminals. */
const LOW = 6;
/** With fewer columns than this there is only the list. */
const LEAST_COLUMNS = 12;

const LEVELS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_PARTS = [" ", ".", ":", "#"];

/** Lines of the chart and of its list. */
export function stepLines(chart: PlottedReport, until: string | undefined, paper: Paper): string[] {
  const span = spanOf(chart, until);
  const height = paper.width < NARROW ? LOW : HIGH;
  const top = roundTop(numbersOf(chart));
  const scale = scaleOf(top, height);
  const columns = paper.width - (scale[0]?.length ?? 0) - 1;
  const picture = columns < LEAST_COLUMNS ? [] : pictureOf(chart, { span, columns, top, scale }, paper);
  const head = wrapped(`${chart.what}, by day`, paper.width, "").map((line) => paper.ink.bold(line));
  const letters = lettersOf(chart, span, Math.max(columns, 1));
  return [...head, ...picture, "", ...chart.plots.flatMap((plot) => eventLines(plot, letters, chart, paper))];
}

interface Frame {
  readonly span: Span;
  readonly columns: number;
  readonly top: number;
  /** A label a line, the highest first; then that of nothing. */
  readonly scale: readonly string[];
}

/** Labels at the top, in the middle and at nothing. */
function scaleOf(top: number, height: number): string[] {
  const labels = Array.from({ length: height + 1 }, (_, line) =>
    line === 0 || line === height / 2 || line === height ? `${(top * (height - line)) / height}` : "",
  );
  const width = labels.reduce((most, { length }) => Math.max(most, length), 0);
  return labels.map((label) => label.padStart(width));
}

function pictureOf(
  chart: PlottedReport,
  { span, columns, top, scale }: Frame,
  { ink, ascii }: Paper,
): string[] {
  const days = dayColumns(chart, span, columns);
  const height = scale.length - 1;
  const parts = ascii ? ASCII_PARTS : LEVELS;
  const left = " ".repeat(scale[0]?.length ?? 0);
  const rows = scale.slice(0, -1).map((label, line) => {
    const cells = days.map((day) => cellOf(day, (height - 1 - line) / height, top / height, top, parts));
    return `${label}${label.trim() ? "┤" : "│"}${ink.blue(cells.join("").trimEnd())}`;
  });
  return [
    ...rows,
    `${scale.at(-1)}└${"─".repeat(columns)}`,
    ...markLines(days, left, ink),
    `${left} ${dateLine(span, columns)}`,
  ];
}

/** How full one character is. @param from Where it begins, as a part of the whole height. @param step Its height. */
function cellOf(
  { number }: DayColumn,
  from: number,
  step: number,
  top: number,
  parts: readonly string[],
): string {
  if (number === null) return " ";
  const full = parts.length - 1;
  const part = Math.round(((number - from * top) / step) * full);
  const shown = from === 0 && number > 0 ? Math.max(1, part) : part;
  return parts[Math.min(full, Math.max(0, shown))] ?? " ";
}

/** Letters of changes; then `?` where the value is not known, `+` where it is a lower bound. */
function markLines(days: readonly DayColumn[], left: string, ink: Paper["ink"]): string[] {
  const letters = days.map(({ letter }) => letter ?? " ").join("");
  const marks = days.map(({ unknown, atLeast }) => (unknown ? "?" : atLeast ? "+" : " ")).join("");
  return [
    ...(letters.trim() ? [ink.bold(`${left} ${letters}`.trimEnd())] : []),
    ...(marks.trim() ? [`${left} ${marks}`.trimEnd()] : []),
    ...(marks.includes("?") ? [`${left} ? not known`] : []),
    ...(marks.includes("+") ? [`${left} + at least`] : []),
  ];
}

/** Terminals with fewer columns than this. */
const NARROW = 60;
const DATE = 10;

/** The first day at the left, the last at the right, and one between where there is room. */
function dateLine(span: Span, columns: number): string {
  if (columns < 2 * DATE + 1) return span.first.padEnd(columns);
  const middle = Math.floor((columns - DATE) / 2);
  if (columns < 3 * DATE + 4) return `${span.first.padEnd(columns - DATE)}${span.last}`;
  const between = firstDayOf(middle, span, columns);
  return `${span.first.padEnd(middle)}${between}`.padEnd(columns - DATE) + span.last;
}

/** One change: its letter, its day, what the value came to, and the measures that came, went or changed. */
function eventLines(
  plot: Plot,
  letters: ReadonlyMap<string, string>,
  chart: PlottedReport,
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

// A column of characters stands for several days: it shows the highest value of them, so that no peak is lost.

const DAY = 86_400_000;
/** Number of a day, for distances between days. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayText = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

export interface Span {
  readonly first: string;
  readonly last: string;
}

/** Some days side by side. */
interface DayColumn {
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
export const spanOf = ({ plots }: PlottedReport, until: string | undefined): Span => {
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
export function lettersOf({ plots }: PlottedReport, span: Span, columns: number): Map<string, string> {
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
function firstDayOf(column: number, { first, last }: Span, columns: number): string {
  const days = dayNumber(last) - dayNumber(first) + 1;
  return dayText(dayNumber(first) + Math.ceil((column * days) / columns));
}

/** Every column, with the highest value of its days. */
function dayColumns(chart: PlottedReport, span: Span, columns: number): DayColumn[] {
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
