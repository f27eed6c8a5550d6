/** Two levers as a map: the darker, the more. Colours of one hue, so that no colour vision is asked for. */
import { spoken } from "./draw-bars.js";
import { type Drawing, FONT, INK, SIDE, SOFT } from "./frame.js";
import { numbersOf, type Plotted } from "./plotted.js";

const CELL = 34;
const LEFT = 64;
const AXES = 56;
const SCALE = 96;
const SHADES = ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"];
/** From this part of the scale on, white is easier to read than ink. */
const DARK = 0.55;
/** More columns than this have no room for the texts of their cells; they are then in the description alone. */
const MOST_COLUMNS = 14;
const MOST_HEIGHT = 900;

/** The first lever down, the second across. @param top Pixels above the drawing. */
export function drawMap(chart: Plotted, top: number): Drawing {
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
    height: body + AXES,
    options: {
      grid: { left: SIDE + LEFT, right: SIDE + SCALE, top, height: body },
      xAxis: axis(chart.along[1], across, 30),
      yAxis: { ...axis(chart.along[0], down, 40), inverse: true },
      visualMap: {
        ...{ min: least, max: most, right: SIDE, top, orient: "vertical", precision: 2, calculable: false },
        ...{ inRange: { color: SHADES }, itemHeight: Math.min(body - 40, 300) },
        text: [
          chart.view === "rate" ? `${most.toFixed(2)} %` : most.toFixed(0),
          least.toFixed(chart.view === "rate" ? 2 : 0),
        ],
        textStyle: { color: INK, fontSize: 12, fontFamily: FONT },
      },
      series: [
        {
          ...{ type: "heatmap", silent: true, itemStyle: { borderColor: "#fff", borderWidth: 1 } },
          data: chart.plots.map(({ along: [row = "", column = ""], values: [value] }) => ({
            value: [across.indexOf(column), down.indexOf(row), value?.number ?? null],
            label: { color: isDark(value?.number ?? least, least, most) ? "#fff" : INK },
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

const placesOf = ({ plots }: Plotted, index: number): string[] => [
  ...new Set(plots.map(({ along }) => along[index] ?? "")),
];

const isDark = (number: number, least: number, most: number): boolean =>
  most > least && (number - least) / (most - least) > DARK;
