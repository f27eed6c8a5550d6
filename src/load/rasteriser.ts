/** What makes pixels of drawings, from the folder that the build fills. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.js";
import type { Rasteriser } from "../report.js";

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
