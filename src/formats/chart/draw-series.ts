/** Bars and lines of a picture: a group a row or a line over numbers or months, one a series. */
import {
  axisInk,
  COLOURS,
  type Drawing,
  INK,
  ink,
  LINE,
  legendOf,
  linesWithin,
  numbersOf,
  type Plot,
  type PlottedReport,
  plotsOf,
  roundTop,
  SIDE,
  textLines,
} from "./frame.js";

const BAR = 15;
const BETWEEN = 10;
const BAR_AXIS = 52;
/** Room for labels; longer ones are broken. */
const LABEL = 250;
/** Room for the text of a value beyond the longest bar. */
const VALUE = 110;

/** Rows from the top down. @param top Pixels above the drawing. */
export function drawBars(chart: PlottedReport, top: number): Drawing {
  const plots = chart.view === "rate" ? plotsOf(chart) : chart.plots;
  const { legend, legendHeight } = legendOf(chart, top, SIDE);
  const body = plots.length * (chart.series.length * BAR + BETWEEN);
  const height = legendHeight + body + BAR_AXIS;
  const sum = chart.view === "rate" ? [] : sumLines(chart);
  const sums = textLines(sum, top + height, { size: 14, fill: INK, weight: 600 });
  return {
    height: height + sums.height,
    elements: sums.elements,
    options: {
      color: COLOURS,
      legend,
      grid: { left: SIDE + LABEL, right: SIDE + VALUE, top: top + legendHeight, height: body },
      xAxis: { type: "value", max: roundTop(numbersOf(chart)), ...axisInk(chart.what, 26) },
      yAxis: labelAxis(plots),
      series: chart.series.map((name, index) => barSeries(name, index, plots)),
    },
  };
}

const labelAxis = (plots: readonly Plot[]) => ({
  type: "category",
  inverse: true,
  data: plots.map(({ along }) => along.join(" / ")),
  axisTick: { show: false },
  axisLabel: {
    ...ink(INK, 14),
    ...{ interval: 0, width: LABEL - 12, overflow: "break", lineHeight: LINE - 4 },
  },
});

/** What is not known has no bar, but a word. */
const barSeries = (name: string, index: number, plots: readonly Plot[]) => ({
  name,
  type: "bar",
  silent: true,
  barWidth: BAR - 2,
  barGap: "10%",
  data: plots.map(({ values }) => values[index]?.number ?? 0),
  label: {
    ...{ show: true, position: "right", ...ink(INK, 13) },
    formatter: ({ dataIndex }: { dataIndex: number }) =>
      withoutSigns(plots[dataIndex]?.values[index]?.text ?? ""),
  },
});

/** The font of pictures in pixels has no sign for it. */
export const withoutSigns = (text: string): string => text.replace("≥ ", "at least ");

const sumLines = ({ total, series, what }: PlottedReport): string[] =>
  total
    ? [
        `${total.along.join(" / ")} (${what}): ${total.values.map(({ text }, index) => `${series[index]} ${withoutSigns(text)}`).join(", ")}`,
      ]
    : [];

const HEIGHT = 360;
const LINE_AXIS = 64;
const LEFT = 64;
/** More values than this and their texts would hide one another. */
const MOST_TEXTS = 24;
const FIT = 132;

/** @param top Pixels above the drawing. */
export function drawLine(chart: PlottedReport, top: number): Drawing {
  const { legend, legendHeight } = legendOf(chart, top, SIDE);
  const height = legendHeight + HEIGHT + LINE_AXIS;
  const list = textLines(listed(chart), top + height, { size: 13, fill: INK });
  return {
    height: height + list.height,
    elements: list.elements,
    options: {
      color: COLOURS,
      legend,
      grid: { left: SIDE + LEFT, right: SIDE + 40, top: top + legendHeight + 24, height: HEIGHT - 24 },
      xAxis: {
        ...{ ...axisInk(chart.along[0] ?? "", 30), splitLine: { show: false }, boundaryGap: false },
        ...(isNumeric(chart) ? { type: "value" } : { type: "category", data: placesOf(chart) }),
      },
      yAxis: { type: "value", min: 0, max: roundTop(numbersOf(chart)), ...axisInk(chart.what, 50) },
      series: chart.series.map((name, index) => lineSeries(chart, name, index)),
    },
  };
}

const placesOf = ({ plots }: PlottedReport): string[] => plots.map(({ along: [place = ""] }) => place);

/** Every value of one line stands beside it; those of several, or of very many, in a list beneath. */
const hasTexts = ({ plots, series }: PlottedReport): boolean =>
  series.length === 1 &&
  plots.length <= MOST_TEXTS &&
  plots.every(({ values }) => values.every(({ number }) => number !== null));

const listed = (chart: PlottedReport): string[] =>
  hasTexts(chart)
    ? []
    : chart.plots.flatMap(({ along, values }) => {
        const texts = values.map(({ text }, index) => `${chart.series[index]} ${withoutSigns(text)}`);
        return linesWithin(`${along[0]}: ${texts.join(", ")}`, FIT, "      ");
      });

const isNumeric = (chart: PlottedReport): boolean =>
  placesOf(chart).every((place) => /^\d+(\.\d+)?$/.test(place));

/** Symbols as well as colours tell lines apart; where a value is not known there is none. */
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

const lineSeries = (chart: PlottedReport, name: string, index: number) => ({
  ...{ name, type: "line", silent: true, symbol: SYMBOLS[index % SYMBOLS.length], symbolSize: 8 },
  lineStyle: { width: 2.5 },
  data: chart.plots.map(({ along: [place = ""], values }) => {
    const number = values[index]?.number ?? null;
    return isNumeric(chart) ? [Number(place), number] : number;
  }),
  label: {
    ...{ show: hasTexts(chart), position: "top" },
    ...ink(INK, 12),
    formatter: ({ dataIndex }: { dataIndex: number }) =>
      withoutSigns(chart.plots[dataIndex]?.values[index]?.text ?? ""),
  },
});
