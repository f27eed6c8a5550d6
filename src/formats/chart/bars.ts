/** Bars of characters: one line a value, to an eighth of a character where the terminal has them. */
import type { ChalkInstance } from "chalk";
import { wrapped } from "../../contract/text.js";
import { numbersOf, type Plot, type PlottedReport, type Value } from "./plotted.js";

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
