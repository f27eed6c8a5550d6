import type { Format } from "../contract/report.js";

/** A drawn chart that stays sharp at any size. */
const svg: Format = {
  name: "svg",
  summary: "a drawn chart that stays sharp at any size",
  endings: [".svg"],
  ofCharts: true,
  async render(report, envelope) {
    const { pictureOf } = await import("./chart/picture.js");
    return report.chart ? pictureOf(report, report.chart, envelope) : "";
  },
};

export default svg;
