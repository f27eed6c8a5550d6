/** Draws the chart of a report as SVG, on the server's side of the library: no browser, the same bytes every time. */
import { BarChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Chart, Envelope, Report } from "../../contract/report.js";
import { escaped } from "../markup.js";
import { drawMap } from "./draw-map.js";
import { drawBars, drawLine, withoutSigns } from "./draw-series.js";
import { drawSteps } from "./draw-steps.js";
import {
  type Drawing,
  FONT,
  headLines,
  LINE,
  plotsOf,
  SIDE,
  SOFT,
  sourceTexts,
  textLines,
  WIDTH,
} from "./frame.js";
import { type PlottedReport, plotReport } from "./plotted.js";

use([BarChart, HeatmapChart, LineChart, ScatterChart]);
use([GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, VisualMapComponent, SVGRenderer]);

const GAP = 16;

/** A whole SVG document, on white. */
export async function pictureOf(report: Report, chart: Chart, envelope: Envelope): Promise<string> {
  const plots = plotReport(report, chart);
  const head = headLines(report);
  const top = head.top + head.height + GAP;
  const drawing = drawView(plots, chart, top);
  const foot = textLines(await sourceTexts(plots, envelope), top + drawing.height + GAP, {
    size: 12,
    fill: SOFT,
  });
  const height = foot.top + foot.height + SIDE - LINE / 2;
  const instance = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  instance.setOption({
    ...{ animation: false, backgroundColor: "#fff", textStyle: { fontFamily: FONT } },
    ...drawing.options,
    graphic: [...head.elements, ...(drawing.elements ?? []), ...foot.elements],
  });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return `${described(steady(svg), report.title, plots)}\n`;
}

function drawView(plots: PlottedReport, chart: Chart, top: number): Drawing {
  switch (chart.kind) {
    case "bars":
      return drawBars(plots, top);
    case "line":
      return drawLine(plots, top);
    case "map":
      return drawMap(plots, top);
    case "steps":
      return drawSteps(plots, chart.until, top);
  }
}

/**
 * The library counts the pictures of a process in the names inside them, and adds styles for a pointer over them: a
 * picture has neither names of its own nor a pointer.
 */
const steady = (svg: string): string =>
  svg
    .replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>\s*/g, "")
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, "")
    .replaceAll(/\bzr\d+-/g, "zr0-");

/** With a title and every value in words, for who cannot see it. */
function described(svg: string, title: string, plots: PlottedReport): string {
  const lines = plotsOf(plots).map(({ along, values }) => {
    const texts = values.map(({ text }, index) => `${plots.series[index]} ${withoutSigns(text)}`);
    return `${along.join(" / ")}: ${texts.join(", ")}`;
  });
  const words = `<title>${escaped(title)}</title><desc>${escaped([plots.what, ...lines].join("; "))}</desc>`;
  return svg.replace(/<svg ([^>]*)>/, (_, attributes) => `<svg role="img" ${attributes}>${words}`);
}
