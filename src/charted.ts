/** Charts among the formats: which is asked for, and of what. */
import { UserError } from "./errors.js";
import { FORMATS } from "./formats/index.js";
import type { Chart, ChartView, Report, RowStream } from "./report.js";

export interface ChartOptions {
  /** As a chart, not a table. */
  readonly chart?: boolean;
  /** What the chart shows. */
  readonly chartOf?: string;
}

type Entry = (typeof FORMATS)[number];

/** The format where `--chart` or `--chart-of` may choose it: a chart in place of a table. @throws {UserError} on another. */
export function chartFormat({ chart, chartOf }: ChartOptions, said: Entry | undefined): Entry | undefined {
  if ((!chart && chartOf === undefined) || said?.ofCharts) return said;
  if (said === undefined || said.name === "table") return FORMATS.find(({ name }) => name === "chart");
  const pictures = FORMATS.filter(({ ofCharts }) => ofCharts).map(({ name }) => name);
  throw new UserError(`${said.name} has no charts; expected one of ${pictures.join(", ")}`, {
    where: chart ? "--chart" : "--chart-of",
    hint: `leave out ${chart ? "--chart" : "--chart-of"}, or the format`,
  });
}

/** An answer with the view of its chart that is asked for. @throws {UserError} if a format of charts has none to show. */
export function withChart(
  answer: Report | RowStream,
  asked: Entry | undefined,
  options: ChartOptions & { readonly format?: string; readonly output?: string },
): Report | RowStream {
  if (!asked?.ofCharts) return answer;
  if (!("rows" in answer) || answer.chart === undefined)
    throw new UserError("this answer has no chart", {
      where: askedBy(options),
      hint: "scenario, compare, sweep and timeline make charts; --format html has tables to look at",
    });
  const { chartOf } = options;
  return chartOf === undefined ? answer : { ...answer, chart: viewed(answer.chart, chartOf) };
}

const askedBy = ({ format, chart, chartOf, output }: Parameters<typeof withChart>[2]): string => {
  if (format !== undefined) return "--format";
  if (output !== undefined) return "--output";
  return chart || chartOf === undefined ? "--chart" : "--chart-of";
};

function viewed(chart: Chart, name: string): Chart {
  const view = chart.views[name as ChartView];
  if (view && Object.hasOwn(chart.views, name)) return { ...chart, views: { [name]: view } };
  throw new UserError(`expected ${Object.keys(chart.views).join(" or ")}; got "${name}"`, {
    where: "--chart-of",
  });
}
