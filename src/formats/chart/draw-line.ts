/** A line of a picture over numbers or months, a line a series. */
import { wrapped } from "../../wrap.js";
import { spoken } from "./draw-bars.js";
import { type Drawing, SIDE, textLines } from "./frame.js";
import { axisInk, COLOURS, INK, ink, legendOf } from "./ink.js";
import type { Plotted } from "./plotted.js";
import { numbersOf, roundTop } from "./scale.js";

const HEIGHT = 360;
const AXIS = 64;
const LEFT = 64;
/** More values than this and their texts would hide one another. */
const MOST_TEXTS = 24;
const FIT = 132;

/** @param top Pixels above the drawing. */
export function drawLine(chart: Plotted, top: number): Drawing {
  const { legend, legendHeight } = legendOf(chart, top, SIDE);
  const height = legendHeight + HEIGHT + AXIS;
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
      series: chart.series.map((name, index) => seriesOf(chart, name, index)),
    },
  };
}

const placesOf = ({ plots }: Plotted): string[] => plots.map(({ along: [place = ""] }) => place);

/** Every value of one line stands beside it; those of several, or of very many, in a list beneath. */
const hasTexts = ({ plots, series }: Plotted): boolean =>
  series.length === 1 &&
  plots.length <= MOST_TEXTS &&
  plots.every(({ values }) => values.every(({ number }) => number !== null));

const listed = (chart: Plotted): string[] =>
  hasTexts(chart)
    ? []
    : chart.plots.flatMap(({ along, values }) => {
        const texts = values.map(({ text }, index) => `${chart.series[index]} ${spoken(text)}`);
        return wrapped(`${along[0]}: ${texts.join(", ")}`, FIT, "      ");
      });

const isNumeric = (chart: Plotted): boolean => placesOf(chart).every((place) => /^\d+(\.\d+)?$/.test(place));

/** Symbols as well as colours tell lines apart; where a value is not known there is none. */
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

const seriesOf = (chart: Plotted, name: string, index: number) => ({
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
      spoken(chart.plots[dataIndex]?.values[index]?.text ?? ""),
  },
});
