/** What a report of one page is made of. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { UserError } from "../errors.js";
import { pack, type Wanted } from "../library/pack.js";
import type { Reader } from "./reader.js";

/** The script of a page, which the build makes, and the data it needs. @throws {UserError} if it is not built. */
export function pageParts(data: string, reader: Reader, wanted: Wanted) {
  const path = join(data, "../dist/page/report.js");
  if (!existsSync(path))
    throw new UserError("expected the script of the page; it is not built", {
      where: "dist/page/report.js",
      hint: "run: npm run build",
    });
  return { script: readFileSync(path, "utf8"), files: pack(reader, wanted) };
}

/** Text as base64 of its deflated bytes. */
export const deflated = (text: string): string => deflateSync(text, { level: 9 }).toString("base64");
