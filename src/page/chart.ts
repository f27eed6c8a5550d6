/// <reference lib="dom" />
/** Rates by sector, before and after, as bars. */
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { SectorRates } from "./payload.js";

use([BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Of the palette of Okabe and Ito, told apart by people of every colour vision. */
const COLOURS = ["#0072b2", "#e69f00"];

/** Draws, or draws again, in the ink of the page. */
export function drawRates(element: HTMLElement, rates: readonly SectorRates[]): void {
  const ink = getComputedStyle(document.body).color;
  const chart = getInstanceByDom(element) ?? begun(element);
  chart.setOption({
    animation: false,
    color: COLOURS,
    aria: { enabled: true },
    textStyle: { color: ink },
    legend: { textStyle: { color: ink }, top: 0 },
    tooltip: { trigger: "axis" },
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    xAxis: { type: "value", axisLabel: { color: ink, formatter: "{value} %" } },
    yAxis: {
      type: "category",
      inverse: true,
      data: rates.map(({ label }) => label),
      axisLabel: { color: ink, width: 130, overflow: "truncate", interval: 0 },
    },
    series: [
      { name: "Baseline", type: "bar", data: rates.map(({ baseline }) => baseline) },
      { name: "Scenario", type: "bar", data: rates.map(({ scenario }) => scenario) },
    ],
  });
}

/** A chart that keeps to the width of the page. */
function begun(element: HTMLElement): ReturnType<typeof init> {
  const chart = init(element, null, { renderer: "svg" });
  addEventListener("resize", () => chart.resize());
  return chart;
}
