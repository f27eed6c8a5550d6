/** A line of a picture over numbers or months, a line a series. */
import { wrapped } from "../../wrap.js";
import { spoken } from "./draw-bars.js";
import { COLOURS, type Drawing, FONT, GRID, INK, SIDE, SOFT, textLines } from "./frame.js";
import { numbersOf, type Plotted, roundTop } from "./plotted.js";

const HEIGHT = 360;
const LEGEND = 32;
const AXIS = 64;
const LEFT = 64;
/** More values than this and their texts would hide one another. */
const MOST_TEXTS = 24;
const FIT = 132;

/** @param top Pixels above the drawing. */
export function drawLine(chart: Plotted, top: number): Drawing {
  const legend = chart.series.length > 1 ? LEGEND : 0;
  const list = textLines(listed(chart), top + legend + HEIGHT + AXIS, { size: 13, fill: INK });
  const axisLabel = { color: SOFT, fontSize: 12, fontFamily: FONT };
  const nameTextStyle = { color: SOFT, fontSize: 13, fontFamily: FONT };
  return {
    height: legend + HEIGHT + AXIS + list.height,
    elements: list.elements,
    options: {
      color: COLOURS,
      legend: {
        show: legend > 0,
        top,
        left: SIDE,
        textStyle: { color: INK, fontSize: 14, fontFamily: FONT },
      },
      grid: { left: SIDE + LEFT, right: SIDE + 40, top: top + legend + 24, height: HEIGHT - 24 },
      xAxis: {
        ...{
          type: isNumeric(chart) ? "value" : "category",
          name: chart.along[0] ?? "",
          axisLabel,
          nameTextStyle,
        },
        ...{ nameLocation: "middle", nameGap: 30, splitLine: { show: false }, boundaryGap: false },
        ...(isNumeric(chart) ? {} : { data: chart.plots.map(({ along }) => along[0] ?? "") }),
      },
      yAxis: {
        ...{
          type: "value",
          min: 0,
          max: roundTop(numbersOf(chart)),
          name: chart.what,
          axisLabel,
          nameTextStyle,
        },
        ...{ nameLocation: "middle", nameGap: 50, splitLine: { lineStyle: { color: GRID } } },
      },
      series: chart.series.map((name, index) => seriesOf(chart, name, index)),
    },
  };
}

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

const isNumeric = ({ plots }: Plotted): boolean =>
  plots.every(({ along: [place = ""] }) => /^\d+(\.\d+)?$/.test(place));

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
    ...{ color: INK, fontSize: 12, fontFamily: FONT },
    formatter: ({ dataIndex }: { dataIndex: number }) =>
      spoken(chart.plots[dataIndex]?.values[index]?.text ?? ""),
  },
});
