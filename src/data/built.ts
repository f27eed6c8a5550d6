/** What the build makes of the data: the parts of a page, what makes pixels of drawings, the index of a search. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { UserError } from "../contract/errors.js";
import type { Rasteriser } from "../contract/report.js";
import { pack, type Wanted } from "./pack.js";
import type { Reader } from "./reader.js";

/** The script of a page, which the build makes, and what packs the data it needs. @throws {UserError} if it is not built. */
export function pageParts(data: string, reader: Reader, wanted: Wanted) {
  const path = join(data, "../dist/page/report.js");
  if (!existsSync(path))
    throw new UserError("expected the script of the page; it is not built", {
      where: "dist/page/report.js",
      hint: "run: npm run build",
    });
  return {
    script: readFileSync(path, "utf8"),
    files: () => pack(reader, { ...wanted, entries: true, everywhere: true }),
  };
}

/** The index of `find`, which the build makes. @throws {UserError} if it is not built. */
export function readSearchIndex(data: string): unknown {
  const path = join(data, "../dist/search/index.json");
  if (!existsSync(path))
    throw new UserError("expected the index of the search; it is not built", {
      where: "dist/search/index.json",
      hint: "run: npm run build; numbers can be browsed without it, such as: find 8482",
    });
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Text as base64 of its deflated bytes. */
export const deflated = (text: string): string => deflateSync(text, { level: 9 }).toString("base64");

// What makes pixels of drawings, from the folder that the build fills.

/** @param data The folder of the shipped data. @throws {UserError} if it is not built. */
export function readRasteriser(data: string): Rasteriser {
  const folder = join(data, "../dist/picture");
  if (!existsSync(folder))
    throw new UserError("expected what draws pixels; it is not built", {
      where: "dist/picture",
      hint: "run: npm run build; or write an .svg",
    });
  const files = readdirSync(folder).sort();
  const read = (ending: string) =>
    files
      .filter((file) => file.endsWith(ending))
      .map((file) => Uint8Array.from(readFileSync(join(folder, file))));
  const [code] = read(".wasm");
  if (code === undefined)
    throw new UserError("expected a file that ends in .wasm", { where: "dist/picture" });
  return { code, fonts: read(".woff2") };
}
