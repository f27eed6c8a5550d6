/** What surrounds a drawn chart: title and subtitles above, sources beneath. */
import type { EChartsCoreOption } from "echarts/core";
import type { Report } from "../../report.js";
import { wrapped } from "../../wrap.js";
import { FONT, INK, SOFT } from "./ink.js";
import type { Plot, Plotted } from "./plotted.js";

/** Of pixels at one to one. */
export const WIDTH = 960;
export const SIDE = 24;
export const LINE = 20;
const TITLE_LINE = 30;
/** Characters of text of 14 pixels that stand side by side, and of a title. */
export const FIT = 130;
const TITLE_FIT = 78;
/** Lines of text at a place, all of a kind. */
interface Lines {
  readonly top: number;
  readonly height: number;
  readonly elements: readonly object[];
}

interface TextLook {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly height?: number;
}

/** Lines of text, one under another. `weight` as in CSS. */
export function textLines(
  lines: readonly string[],
  top: number,
  { size, fill, weight = 400, height = LINE }: TextLook,
): Lines {
  const elements = lines.map((text, index) => ({
    type: "text",
    left: SIDE,
    top: top + index * height,
    silent: true,
    style: { text, fill, fontSize: size, fontWeight: weight, fontFamily: FONT },
  }));
  return { top, height: lines.length * height, elements };
}

/** Title and heading; lines after an empty one are a picture of characters. */
export function headLines({ title, heading }: Report): Lines {
  const end = heading.indexOf("");
  const own = end < 0 ? heading : heading.slice(0, end);
  const titles = textLines(wrapped(title, TITLE_FIT, ""), SIDE, {
    ...{ size: 22, fill: INK, weight: 600, height: TITLE_LINE },
  });
  const rest = textLines(
    own.flatMap((line) => wrapped(line, FIT, "  ")),
    titles.top + titles.height,
    { size: 14, fill: SOFT },
  );
  return { top: SIDE, height: titles.height + rest.height, elements: [...titles.elements, ...rest.elements] };
}

export const plotsOf = ({ plots, total }: Plotted): readonly Plot[] => (total ? [...plots, total] : plots);

/** What a drawing of a kind adds: its options, and the pixels it needs under the head. */
export interface Drawing {
  readonly options: EChartsCoreOption;
  readonly height: number;
  /** Further text under it. */
  readonly elements?: readonly object[];
}
