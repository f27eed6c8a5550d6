/// <reference lib="dom" />
/** Charts of a report: bars side by side, and steps from day to day. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Drawing } from "./payload.js";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Of the palette of Okabe and Ito, told apart by people of every colour vision. */
const COLOURS = ["#0072b2", "#e69f00"];

/** Draws, or draws again, in the ink of the page. */
export function drawChart(drawing: Drawing): void {
  const element = document.getElementById(drawing.at);
  if (!element) return;
  const style = getComputedStyle(document.body);
  const [ink, line] = [style.color, style.getPropertyValue("--line")];
  const chart = getInstanceByDom(element) ?? begun(element);
  chart.setOption({
    animation: false,
    color: COLOURS,
    aria: { enabled: true },
    textStyle: { color: ink },
    legend: { textStyle: { color: ink }, top: 0, show: drawing.series.length > 1 },
    tooltip: { trigger: "axis", confine: true, valueFormatter: (value: unknown) => printed(value, drawing) },
    grid: {
      left: 8,
      right: drawing.kind === "bars" && drawing.series.length === 1 ? 72 : 32,
      top: drawing.series.length > 1 ? 36 : 12,
      bottom: 8,
      containLabel: true,
    },
    ...(drawing.kind === "bars" ? bars : steps)(drawing, ink, line),
  });
}

const printed = (value: unknown, { unit }: Drawing): string =>
  typeof value !== "number"
    ? "—"
    : unit === "%"
      ? `${value.toLocaleString("en")} %`
      : `$${value.toLocaleString("en")} m`;

/** A label is cut where a telephone has no room for it. */
const NARROW = 640;

function bars(drawing: Drawing, ink: string, line: string): object {
  return {
    xAxis: amounts(drawing, ink, line),
    yAxis: {
      type: "category",
      inverse: true,
      data: drawing.labels,
      axisLabel: { color: ink, width: innerWidth < NARROW ? 110 : 190, overflow: "truncate", interval: 0 },
    },
    series: drawing.series.map(({ name, values }) => ({
      ...{ name, type: "bar", barMaxWidth: 28, data: values },
      label: {
        ...{ show: drawing.series.length === 1, position: "right", color: ink },
        formatter: ({ value }: { value: unknown }) => printed(value, drawing),
      },
    })),
  };
}

function steps(drawing: Drawing, ink: string, line: string): object {
  return {
    xAxis: { type: "time", axisLabel: { color: ink, hideOverlap: true } },
    yAxis: amounts(drawing, ink, line),
    series: drawing.series.map(({ name, values }) => ({
      ...{ name, type: "line", step: "end", symbol: "none" },
      data: values.map((value, index) => [drawing.labels[index], value]),
    })),
  };
}

const amounts = ({ unit }: Drawing, ink: string, line: string): object => ({
  type: "value",
  splitNumber: unit === "%" ? 5 : 3,
  axisLabel: {
    color: ink,
    hideOverlap: true,
    formatter: (value: number) => printed(value, { unit } as Drawing),
  },
  splitLine: { lineStyle: { color: line } },
});

/** A chart that keeps to the width of the page. */
function begun(element: HTMLElement): ReturnType<typeof init> {
  const chart = init(element, null, { renderer: "svg" });
  addEventListener("resize", () => chart.resize());
  return chart;
}
