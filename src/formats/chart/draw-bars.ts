/** Bars of a picture: a group a row, a bar a series. */
import { type Drawing, LINE, plotsOf, SIDE, textLines } from "./frame.js";
import { axisInk, COLOURS, INK, ink, legendOf } from "./ink.js";
import type { Plot, Plotted } from "./plotted.js";
import { numbersOf, roundTop } from "./scale.js";

const BAR = 15;
const BETWEEN = 10;
const AXIS = 52;
/** Room for labels; longer ones are broken. */
const LABEL = 250;
/** Room for the text of a value beyond the longest bar. */
const VALUE = 110;

/** Rows from the top down. @param top Pixels above the drawing. */
export function drawBars(chart: Plotted, top: number): Drawing {
  const plots = chart.view === "rate" ? plotsOf(chart) : chart.plots;
  const { legend, legendHeight } = legendOf(chart, top, SIDE);
  const body = plots.length * (chart.series.length * BAR + BETWEEN);
  const height = legendHeight + body + AXIS;
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
      series: chart.series.map((name, index) => seriesOf(name, index, plots)),
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
const seriesOf = (name: string, index: number, plots: readonly Plot[]) => ({
  name,
  type: "bar",
  silent: true,
  barWidth: BAR - 2,
  barGap: "10%",
  data: plots.map(({ values }) => values[index]?.number ?? 0),
  label: {
    ...{ show: true, position: "right", ...ink(INK, 13) },
    formatter: ({ dataIndex }: { dataIndex: number }) => spoken(plots[dataIndex]?.values[index]?.text ?? ""),
  },
});

/** The font of pictures in pixels has no sign for it. */
export const spoken = (text: string): string => text.replace("≥ ", "at least ");

const sumLines = ({ total, series, what }: Plotted): string[] =>
  total
    ? [
        `${total.along.join(" / ")} (${what}): ${total.values.map(({ text }, index) => `${series[index]} ${spoken(text)}`).join(", ")}`,
      ]
    : [];
