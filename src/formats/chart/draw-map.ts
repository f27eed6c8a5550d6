/** Two levers as a map: the darker, the more. Colours of one hue, so that no colour vision is asked for. */
import { withoutSigns } from "./draw-series.js";
import { axisInk, type Drawing, INK, ink, SIDE, SOFT, textLines } from "./frame.js";
import { numbersOf, type PlottedReport } from "./plotted.js";

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
export function drawMap(chart: PlottedReport, above: number): Drawing {
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
