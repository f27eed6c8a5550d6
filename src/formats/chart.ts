import { Chalk } from "chalk";
import type { Chart, Format, Look, Report } from "../contract/report.js";
import { wrapped } from "../contract/text.js";
import { asciiMarks, asciiReport } from "./ascii.js";
import { plotReport } from "./chart/frame.js";
import { barLines, stepLines } from "./chart/steps.js";

/** A chart of characters, as wide as the terminal, in place of the table. */
const chart: Format = {
  name: "chart",
  summary: "a chart of characters, as wide as the terminal",
  endings: [],
  ofCharts: true,
  render(report, _, look) {
    return look.ascii ? asciiMarks(drawReport(asciiReport(report), look)) : drawReport(report, look);
  },
};

function drawReport(report: Report, look: Look): string {
  const ink = new Chalk({ level: look.color ? 1 : 0 });
  const title = wrapped(report.title, look.width, "").map((line) => ink.bold(line));
  const parts = [
    [...title, ...report.heading.flatMap((line) => wrapped(line, look.width, "  "))].join("\n"),
    report.chart ? linesOf(report, report.chart, look, ink).join("\n") : "",
    report.notes
      .flatMap((note) => wrapped(`- ${note}`, look.width, "  "))
      .map((line) => ink.dim(line))
      .join("\n"),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** A map of two levers stands in the heading already. */
function linesOf(report: Report, chart: Chart, look: Look, ink: InstanceType<typeof Chalk>): string[] {
  if (chart.kind === "map") return [];
  const ascii = look.ascii === true;
  const plots = plotReport(report, chart, ascii ? ">= " : undefined);
  const paper = { width: look.width, ascii, ink };
  return chart.kind === "steps" ? stepLines(plots, chart.until, paper) : barLines(plots, paper);
}

export default chart;
