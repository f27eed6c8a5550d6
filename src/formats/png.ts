import type { Format } from "../report.js";

/** A drawn chart in pixels, for documents that take no other pictures. */
const png: Format<Uint8Array> = {
  name: "png",
  summary: "a drawn chart in pixels",
  endings: [".png"],
  ofCharts: true,
  async render({ chart, ...report }, envelope) {
    if (chart === undefined || envelope.rasteriser === undefined)
      throw new Error("nothing to draw, or to draw with");
    const [{ pictureOf }, { pixelsOf }] = await Promise.all([
      import("./chart/picture.js"),
      import("./chart/pixels.js"),
    ]);
    return pixelsOf(await pictureOf(report, chart, envelope), await envelope.rasteriser());
  },
};

export default png;
