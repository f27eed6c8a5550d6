/// <reference lib="dom" />
/** Rates by sector as bars: before and after, or of several scenarios. */
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Drawn } from "./payload.js";

use([BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Of the palette of Okabe and Ito, told apart by people of every colour vision. */
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999", "#f0e442"];

/** Draws, or draws again, in the ink of the page. */
export function drawRates(element: HTMLElement, { series, groups }: Drawn): void {
  const ink = getComputedStyle(document.body).color;
  const line = getComputedStyle(document.documentElement).getPropertyValue("--line");
  const chart = getInstanceByDom(element) ?? begun(element);
  chart.setOption({
    animation: false,
    color: COLOURS,
    aria: { enabled: true },
    textStyle: { color: ink },
    legend: { type: "scroll", textStyle: { color: ink }, top: 0 },
    tooltip: { trigger: "axis" },
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    xAxis: {
      type: "value",
      axisLabel: { color: ink, formatter: "{value} %", hideOverlap: true },
      splitLine: { lineStyle: { color: line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: groups.map(({ label }) => label),
      axisLabel: { color: ink, width: 130, overflow: "truncate", interval: 0 },
    },
    series: series.map((name, index) => ({
      name,
      type: "bar",
      data: groups.map(({ rates }) => rates[index] ?? null),
    })),
  });
}

/** A chart that keeps to the width of the page. */
function begun(element: HTMLElement): ReturnType<typeof init> {
  const chart = init(element, null, { renderer: "svg" });
  addEventListener("resize", () => chart.resize());
  return chart;
}
