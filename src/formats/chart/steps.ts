/** A rate over days in characters: columns as high as the rate, dates under them, and the changes of law as a list. */
import { wrapped } from "../../wrap.js";
import type { Paper } from "./bars.js";
import { type DayColumn, dayColumns, lettersOf, type Span, spanOf } from "./days.js";
import type { Plotted } from "./plotted.js";
import { numbersOf, roundTop } from "./scale.js";
import { dateLine, eventLines, NARROW } from "./step-texts.js";

const HIGH = 10;
/** On narrow terminals. */
const LOW = 6;
/** With fewer columns than this there is only the list. */
const LEAST_COLUMNS = 12;

const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_PARTS = [" ", ".", ":", "#"];

/** Lines of the chart and of its list. */
export function stepLines(chart: Plotted, until: string | undefined, paper: Paper): string[] {
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

function pictureOf(chart: Plotted, { span, columns, top, scale }: Frame, { ink, ascii }: Paper): string[] {
  const days = dayColumns(chart, span, columns);
  const height = scale.length - 1;
  const parts = ascii ? ASCII_PARTS : EIGHTHS;
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
