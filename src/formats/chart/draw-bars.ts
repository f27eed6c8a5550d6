/** Bars of a picture: a group a row, a bar a series. */
import { COLOURS, type Drawing, FONT, GRID, INK, LINE, plotsOf, SIDE, SOFT, textLines } from "./frame.js";
import { numbersOf, type Plot, type Plotted, roundTop } from "./plotted.js";

const BAR = 15;
const BETWEEN = 10;
const AXIS = 52;
const LEGEND = 32;
/** Room for labels; longer ones are broken. */
const LABEL = 250;
/** Room for the text of a value beyond the longest bar. */
const VALUE = 110;

/** Rows from the top down. @param top Pixels above the drawing. */
export function drawBars(chart: Plotted, top: number): Drawing {
  const plots = chart.view === "rate" ? plotsOf(chart) : chart.plots;
  const sum = chart.view === "rate" ? [] : sumLines(chart);
  const legend = chart.series.length > 1 ? LEGEND : 0;
  const body = plots.length * (chart.series.length * BAR + BETWEEN);
  const sums = textLines(sum, top + legend + body + AXIS, { size: 14, fill: INK, weight: 600 });
  return {
    height: legend + body + AXIS + sums.height,
    elements: sums.elements,
    options: {
      color: COLOURS,
      legend: {
        show: legend > 0,
        top,
        left: SIDE,
        textStyle: { color: INK, fontSize: 14, fontFamily: FONT },
      },
      grid: { left: SIDE + LABEL, right: SIDE + VALUE, top: top + legend, height: body },
      xAxis: {
        type: "value",
        max: roundTop(numbersOf(chart)),
        name: chart.what,
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: { color: SOFT, fontSize: 13, fontFamily: FONT },
        axisLabel: { color: SOFT, fontSize: 12, fontFamily: FONT },
        splitLine: { lineStyle: { color: GRID } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: plots.map(({ along }) => along.join(" / ")),
        axisTick: { show: false },
        axisLabel: {
          ...{
            color: INK,
            fontSize: 14,
            fontFamily: FONT,
            interval: 0,
            width: LABEL - 12,
            overflow: "break",
          },
          lineHeight: LINE - 4,
        },
      },
      series: chart.series.map((name, index) => seriesOf(name, index, plots)),
    },
  };
}

/** What is not known has no bar, but a word. */
const seriesOf = (name: string, index: number, plots: readonly Plot[]) => ({
  name,
  type: "bar",
  silent: true,
  barWidth: BAR - 2,
  barGap: "10%",
  data: plots.map(({ values }) => values[index]?.number ?? 0),
  label: {
    ...{ show: true, position: "right", color: INK, fontSize: 13, fontFamily: FONT },
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
