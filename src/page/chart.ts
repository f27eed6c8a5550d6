/// <reference lib="dom" />
/** Rates by sector, before and after, as bars. */
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { getInstanceByDom, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { isDecimal, type Report } from "../report.js";

use([BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Of the palette of Okabe and Ito, told apart by people of every colour vision. */
const COLOURS = ["#0072b2", "#e69f00"];

/** Draws, or draws again, in the ink of the page. */
export function drawRates(element: HTMLElement, { rows, columns }: Report): void {
  const ink = getComputedStyle(document.body).color;
  const column = (key: string) => columns.findIndex((one) => one.key === key);
  const rates = (key: string) =>
    rows.map((cells) => {
      const cell = cells[column(key)] ?? null;
      return isDecimal(cell) ? Number(cell.times(100).toFixed(2)) : null;
    });
  const chart = getInstanceByDom(element) ?? init(element, null, { renderer: "svg" });
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
      data: rows.map((cells) => String(cells[column("label")] ?? "")),
      axisLabel: { color: ink, width: 130, overflow: "truncate", interval: 0 },
    },
    series: [
      { name: "Baseline", type: "bar", data: rates("baseline_rate") },
      { name: "Scenario", type: "bar", data: rates("scenario_rate") },
    ],
  });
  addEventListener("resize", () => chart.resize(), { once: true });
}
