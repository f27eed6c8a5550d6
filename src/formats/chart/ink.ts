/** Colours, fonts and axes that drawn charts share. */
import type { Plotted } from "./plotted.js";

export const FONT = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif";
/** Text on white has a contrast of 7 and more. */
export const INK = "#1b1f24";
export const SOFT = "#4d5661";
export const GRID = "#d5dae0";

/** The colours of Okabe and Ito, told apart by people of every colour vision. */
export const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

/** How a text looks. `fontSize` in pixels. */
export const ink = (color: string, fontSize: number) => ({ color, fontSize, fontFamily: FONT });

/** Text along an axis, and its name in the middle, `nameGap` pixels from it. */
export const axisInk = (name: string, nameGap: number) => ({
  ...{ name, nameGap, nameLocation: "middle", nameTextStyle: ink(SOFT, 13), axisLabel: ink(SOFT, 12) },
  splitLine: { lineStyle: { color: GRID } },
});

const LEGEND = 32;

/** Names of the series where there are several, and the pixels that they take. */
export const legendOf = ({ series }: Plotted, top: number, left: number) => ({
  legend: { show: series.length > 1, top, left, textStyle: ink(INK, 14) },
  legendHeight: series.length > 1 ? LEGEND : 0,
});
