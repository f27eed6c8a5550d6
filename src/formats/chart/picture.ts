/** Draws the chart of a report as SVG, on the server's side of the library: no browser, the same bytes every time. */
import { BarChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Chart, Envelope, Report } from "../../contract/report.js";
import { escaped } from "../markup.js";
import { drawBars, drawLine, withoutSigns } from "./draw-series.js";
import {
  axisInk,
  COLOURS,
  type Drawing,
  FONT,
  GRID,
  headLines,
  INK,
  ink,
  LINE,
  linesWithin,
  numbersOf,
  type PlottedReport,
  plotReport,
  plotsOf,
  roundTop,
  SIDE,
  SOFT,
  sourceTexts,
  textLines,
  WIDTH,
} from "./frame.js";
import { columnOf, dayNumber, dayOf, lettersOf, type Span, spanOf } from "./steps.js";

// A rate over days: a step a change of law, letters under the changes, and what each of them was.

const HEIGHT = 320;
const AXIS = 64;
const MAP_LEFT = 56;
/** Half of the last day's text. */
const RIGHT = 24;
/** Of one letter. */
const COLUMN = 13;
const COLUMNS = Math.floor((WIDTH - 2 * SIDE - MAP_LEFT - RIGHT) / COLUMN);
const DAY = 86_400_000;
/** Characters of the list that stand side by side. */
const FIT = 132;

/** @param top Pixels above the drawing. */
function drawSteps(chart: PlottedReport, until: string | undefined, top: number): Drawing {
  const span = spanOf(chart, until);
  const letters = lettersOf(chart, span, COLUMNS);
  const list = textLines(eventTexts(chart, letters), top + HEIGHT + AXIS, { size: 13, fill: INK });
  return {
    height: HEIGHT + AXIS + list.height + 8,
    elements: list.elements,
    options: {
      useUTC: true,
      grid: { left: SIDE + MAP_LEFT, right: SIDE + RIGHT, top: top + 8, height: HEIGHT - 8 },
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
    return linesWithin(plot.events.length > 0 ? `${start}: ${plot.events.join(", ")}` : start, FIT, "      ");
  });

// Two levers as a map: the darker, the more. Colours of one hue, so that no colour vision is asked for.

const CELL = 34;
const LEFT = 64;
const AXES = 56;
const GAP = 6;
const SCALE = 96;
const SHADES = ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"];
/** Texts have a contrast of 4.5 and more on every shade: black up to this part of the scale, white from there. */
const DARK = 0.72;
const BLACK = "#000";
const WHITE = "#fff";
/** More columns than this have no room for the texts of their cells; they are then in the description alone. */
const MOST_COLUMNS = 14;
const LEAST_HEIGHT = 160;
const MOST_HEIGHT = 900;

/** The first lever down, the second across. @param above Pixels over the drawing. */
function drawMap(chart: PlottedReport, above: number): Drawing {
  const [down, across] = [placesOf(chart, 0), placesOf(chart, 1)];
  const what = textLines([chart.what], above, { size: 13, fill: SOFT });
  const top = above + what.height + GAP;
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, down.length * CELL));
  return {
    height: top - above + height + AXES,
    elements: what.elements,
    options: {
      grid: { left: SIDE + LEFT, right: SIDE + SCALE, top, height },
      xAxis: axis(chart.along[1], across, 30),
      yAxis: { ...axis(chart.along[0], down, 40), inverse: true },
      visualMap: scaleOf(chart, top, height),
      series: [{ type: "heatmap", silent: true, ...cellsOf(chart, down, across) }],
    },
  };
}

const axis = (name = "", data: readonly string[], nameGap: number) => ({
  ...axisInk(name, nameGap),
  ...{ type: "category", data, axisLabel: ink(INK, 12), splitLine: { show: false } },
});

type Ends = readonly [number, number];

function endsOf(chart: PlottedReport): Ends {
  const numbers = numbersOf(chart);
  return [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
}

function scaleOf(chart: PlottedReport, top: number, height: number) {
  const [min, max] = endsOf(chart);
  return {
    ...{ min, max, top, right: SIDE, orient: "vertical", precision: 2, calculable: false },
    ...{ inRange: { color: SHADES }, itemHeight: Math.min(height - 40, 300) },
    ...{ text: [textAt(chart, max), textAt(chart, min)].map(withoutSigns), textStyle: ink(INK, 12) },
  };
}

function cellsOf(chart: PlottedReport, down: readonly string[], across: readonly string[]) {
  const ends = endsOf(chart);
  return {
    itemStyle: { borderColor: WHITE, borderWidth: 1 },
    data: chart.plots.map(({ along: [row = "", column = ""], values: [value] }) => ({
      value: [across.indexOf(column), down.indexOf(row), value?.number ?? null],
      label: { color: isDark(value?.number ?? ends[0], ends) ? WHITE : BLACK },
    })),
    label: {
      ...{ show: across.length <= MOST_COLUMNS, ...ink(BLACK, 12) },
      formatter: ({ dataIndex }: { dataIndex: number }) =>
        withoutSigns(chart.plots[dataIndex]?.values[0]?.text ?? ""),
    },
  };
}

const textAt = ({ plots }: PlottedReport, number: number): string =>
  plots.flatMap(({ values }) => values).find((value) => value.number === number)?.text ?? "";

const placesOf = ({ plots }: PlottedReport, index: number): string[] => [
  ...new Set(plots.map(({ along }) => along[index] ?? "")),
];

const isDark = (number: number, [least, most]: Ends): boolean =>
  most > least && (number - least) / (most - least) > DARK;

use([BarChart, HeatmapChart, LineChart, ScatterChart]);
use([GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, VisualMapComponent, SVGRenderer]);

const PARTS_GAP = 16;

/** A whole SVG document, on white. */
export async function pictureOf(report: Report, chart: Chart, envelope: Envelope): Promise<string> {
  const plots = plotReport(report, chart);
  const head = headLines(report);
  const top = head.top + head.height + PARTS_GAP;
  const drawing = drawView(plots, chart, top);
  const foot = textLines(await sourceTexts(plots, envelope), top + drawing.height + PARTS_GAP, {
    size: 12,
    fill: SOFT,
  });
  const height = foot.top + foot.height + SIDE - LINE / 2;
  const instance = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  instance.setOption({
    ...{ animation: false, backgroundColor: "#fff", textStyle: { fontFamily: FONT } },
    ...drawing.options,
    graphic: [...head.elements, ...(drawing.elements ?? []), ...foot.elements],
  });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return `${described(steady(svg), report.title, plots)}\n`;
}

function drawView(plots: PlottedReport, chart: Chart, top: number): Drawing {
  switch (chart.kind) {
    case "bars":
      return drawBars(plots, top);
    case "line":
      return drawLine(plots, top);
    case "map":
      return drawMap(plots, top);
    case "steps":
      return drawSteps(plots, chart.until, top);
  }
}

/**
 * The library counts the pictures of a process in the names inside them, and adds styles for a pointer over them: a
 * picture has neither names of its own nor a pointer.
 */
const steady = (svg: string): string =>
  svg
    .replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>\s*/g, "")
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, "")
    .replaceAll(/\bzr\d+-/g, "zr0-");

/** With a title and every value in words, for who cannot see it. */
function described(svg: string, title: string, plots: PlottedReport): string {
  const lines = plotsOf(plots).map(({ along, values }) => {
    const texts = values.map(({ text }, index) => `${plots.series[index]} ${withoutSigns(text)}`);
    return `${along.join(" / ")}: ${texts.join(", ")}`;
  });
  const words = `<title>${escaped(title)}</title><desc>${escaped([plots.what, ...lines].join("; "))}</desc>`;
  return svg.replace(/<svg ([^>]*)>/, (_, attributes) => `<svg role="img" ${attributes}>${words}`);
}
