/** A rate over days: a step a change of law, letters under the changes, and what each of them was. */
import { wrapped } from "../../contract/text.js";
import { withoutSigns } from "./draw-series.js";
import { axisInk, COLOURS, type Drawing, GRID, INK, ink, SIDE, SOFT, textLines, WIDTH } from "./frame.js";
import { numbersOf, type PlottedReport, roundTop } from "./plotted.js";
import { columnOf, dayNumber, dayOf, lettersOf, type Span, spanOf } from "./steps.js";

const HEIGHT = 320;
const AXIS = 64;
const LEFT = 56;
/** Half of the last day's text. */
const RIGHT = 24;
/** Of one letter. */
const COLUMN = 13;
const COLUMNS = Math.floor((WIDTH - 2 * SIDE - LEFT - RIGHT) / COLUMN);
const DAY = 86_400_000;
/** Characters of the list that stand side by side. */
const FIT = 132;

/** @param top Pixels above the drawing. */
export function drawSteps(chart: PlottedReport, until: string | undefined, top: number): Drawing {
  const span = spanOf(chart, until);
  const letters = lettersOf(chart, span, COLUMNS);
  const list = textLines(eventTexts(chart, letters), top + HEIGHT + AXIS, { size: 13, fill: INK });
  return {
    height: HEIGHT + AXIS + list.height + 8,
    elements: list.elements,
    options: {
      useUTC: true,
      grid: { left: SIDE + LEFT, right: SIDE + RIGHT, top: top + 8, height: HEIGHT - 8 },
      xAxis: {
        ...{
          type: "time",
          min: timeOf(span.first),
          max: timeOf(span.last) + DAY,
          splitLine: { show: false },
        },
        axisLabel: { ...ink(SOFT, 12), margin: 28, formatter: "{yyyy}-{MM}", hideOverlap: true },
      },
      yAxis: { type: "value", min: 0, max: roundTop(numbersOf(chart)), ...axisInk(chart.what, 40) },
      series: [stepsOf(chart, span), letterSeries(chart, letters, span)],
    },
  };
}

const timeOf = (day: string): number => dayNumber(day) * DAY;

/** The line breaks where the rate is not known, and these days are shaded. */
function stepsOf(chart: PlottedReport, span: Span) {
  const points = chart.plots.map((plot) => [timeOf(dayOf(plot)), plot.values[0]?.number ?? null]);
  const end = [timeOf(span.last) + DAY, points.at(-1)?.[1] ?? null];
  return {
    ...{ type: "line", step: "end", silent: true, symbol: "none", color: COLOURS[0] },
    ...{ lineStyle: { width: 2.5 }, areaStyle: { opacity: 0.15 }, data: [...points, end] },
    markArea: {
      ...{ silent: true, itemStyle: { color: GRID, opacity: 0.6 } },
      label: ink(SOFT, 12),
      data: shadedOf(chart, span),
    },
  };
}

/** Days on which the rate is not known, or a lower bound. */
function shadedOf({ plots }: PlottedReport, span: Span) {
  return plots.flatMap((plot, index) => {
    const [value] = plot.values;
    const name = value?.number === null ? "unknown" : value?.atLeast ? "at least" : null;
    if (name === null) return [];
    const next = plots[index + 1];
    const until = next ? timeOf(dayOf(next)) : timeOf(span.last) + DAY;
    return [[{ name, xAxis: timeOf(dayOf(plot)) }, { xAxis: until }]];
  });
}

/** One letter under the axis for the changes of some days. */
function letterSeries({ plots }: PlottedReport, letters: ReadonlyMap<string, string>, span: Span) {
  const first = new Map<string, number>();
  for (const plot of plots) {
    const letter = letters.get(dayOf(plot));
    if (letter !== undefined && !first.has(letter)) first.set(letter, columnOf(dayOf(plot), span, COLUMNS));
  }
  const width = (timeOf(span.last) + DAY - timeOf(span.first)) / COLUMNS;
  return {
    ...{ type: "scatter", silent: true, symbolSize: 0.01, color: INK },
    data: [...first].map(([name, column]) => ({
      name,
      value: [timeOf(span.first) + (column + 0.5) * width, 0],
    })),
    label: {
      ...{ show: true, formatter: "{b}", position: "bottom", distance: 5 },
      ...{ ...ink(INK, 13), fontWeight: 600 },
    },
  };
}

const eventTexts = ({ plots }: PlottedReport, letters: ReadonlyMap<string, string>): string[] =>
  plots.flatMap((plot) => {
    const letter = letters.get(dayOf(plot));
    const start = `${letter ? `${letter}: ` : ""}${dayOf(plot)}, ${withoutSigns(plot.values[0]?.text ?? "")}`;
    return wrapped(plot.events.length > 0 ? `${start}: ${plot.events.join(", ")}` : start, FIT, "      ");
  });
