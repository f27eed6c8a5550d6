/** JSON Schemas of the data files, for editors and for other programs. */
import { z } from "zod";
import { FILE_KINDS } from "../../src/load/file-kinds.js";

export function schemas(): [string, string][] {
  const shapes = new Map(FILE_KINDS.map(({ name, shape }) => [name, shape]));
  return [...shapes].map(([name, shape]) => [
    `schema/${name}.schema.json`,
    `${JSON.stringify(z.toJSONSchema(shape, { io: "input", reused: "ref" }), null, 2)}\n`,
  ]);
}
