/** Two levers as a map: the darker, the more. Colours of one hue, so that no colour vision is asked for. */
import { spoken } from "./draw-bars.js";
import { type Drawing, FONT, INK, SIDE, SOFT, textLines } from "./frame.js";
import { numbersOf, type Plotted } from "./plotted.js";

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
const MOST_HEIGHT = 900;

/** The first lever down, the second across. @param above Pixels over the drawing. */
export function drawMap(chart: Plotted, above: number): Drawing {
  const what = textLines([chart.what], above, { size: 13, fill: SOFT });
  const top = above + what.height + GAP;
  const [down, across] = [placesOf(chart, 0), placesOf(chart, 1)];
  const body = Math.min(MOST_HEIGHT, Math.max(160, down.length * CELL));
  const numbers = numbersOf(chart);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const axis = (name: string | undefined, data: readonly string[], nameGap: number) => ({
    ...{ type: "category", name, data, nameGap, nameLocation: "middle", splitArea: { show: false } },
    nameTextStyle: { color: SOFT, fontSize: 13, fontFamily: FONT },
    axisLabel: { color: INK, fontSize: 12, fontFamily: FONT },
  });
  return {
    height: top - above + body + AXES,
    elements: what.elements,
    options: {
      grid: { left: SIDE + LEFT, right: SIDE + SCALE, top, height: body },
      xAxis: axis(chart.along[1], across, 30),
      yAxis: { ...axis(chart.along[0], down, 40), inverse: true },
      visualMap: {
        ...{ min: least, max: most, right: SIDE, top, orient: "vertical", precision: 2, calculable: false },
        ...{ inRange: { color: SHADES }, itemHeight: Math.min(body - 40, 300) },
        text: [textAt(chart, most), textAt(chart, least)],
        textStyle: { color: INK, fontSize: 12, fontFamily: FONT },
      },
      series: [
        {
          ...{ type: "heatmap", silent: true, itemStyle: { borderColor: WHITE, borderWidth: 1 } },
          data: chart.plots.map(({ along: [row = "", column = ""], values: [value] }) => ({
            value: [across.indexOf(column), down.indexOf(row), value?.number ?? null],
            label: { color: isDark(value?.number ?? least, least, most) ? WHITE : BLACK },
          })),
          label: {
            ...{ show: across.length <= MOST_COLUMNS, fontSize: 12, fontFamily: FONT },
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              spoken(chart.plots[dataIndex]?.values[0]?.text ?? ""),
          },
        },
      ],
    },
  };
}

const textAt = ({ plots }: Plotted, number: number): string =>
  plots.flatMap(({ values }) => values).find((value) => value.number === number)?.text ?? "";

const placesOf = ({ plots }: Plotted, index: number): string[] => [
  ...new Set(plots.map(({ along }) => along[index] ?? "")),
];

const isDark = (number: number, least: number, most: number): boolean =>
  most > least && (number - least) / (most - least) > DARK;
