/** A drawn chart in pixels, with the font that is shipped: the same bytes on every machine. */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Format, Rasteriser } from "../contract/report.js";

/** Pixels for one of the drawing: sharp on screens and in print. */
const ZOOM = 2;
const FAMILY = "Source Sans 3";

let startRasteriser: Promise<void> | undefined;

/** @returns a PNG file. */
async function pixelsOf(svg: string, { code, fonts }: Rasteriser): Promise<Uint8Array> {
  startRasteriser ??= initWasm(code);
  await startRasteriser;
  const font = { fontBuffers: [...fonts], defaultFontFamily: FAMILY };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: ZOOM } }).render().asPng();
}

const png: Format<Uint8Array> = {
  name: "png",
  summary: "a drawn chart in pixels",
  endings: [".png"],
  ofCharts: true,
  async render({ chart, ...report }, envelope) {
    if (chart === undefined || envelope.rasteriser === undefined)
      throw new Error("nothing to draw, or to draw with");
    const { pictureOf } = await import("./chart/picture.js");
    return pixelsOf(await pictureOf(report, chart, envelope), await envelope.rasteriser());
  },
};

export default png;
