/** Pixels of an SVG, with the font that is shipped: the same bytes on every machine. */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Rasteriser } from "../../report.js";

/** Pixels for one of the drawing: sharp on screens and in print. */
const ZOOM = 2;
const FAMILY = "Source Sans 3";

let started: Promise<void> | undefined;

/** @returns a PNG file. */
export async function pixelsOf(svg: string, { code, fonts }: Rasteriser): Promise<Uint8Array> {
  started ??= initWasm(code);
  await started;
  const font = { fontBuffers: [...fonts], defaultFontFamily: FAMILY };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: ZOOM } }).render().asPng();
}
