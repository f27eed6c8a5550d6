/** JSON Schemas of the data files, for editors and for other programs. */
import { z } from "zod";
import {
  agreements,
  assumption,
  authorities,
  examples,
  levers,
  productList,
  sectors,
} from "../../src/load/schema/data-files.js";
import { measure } from "../../src/load/schema/measure.js";
import { scenario } from "../../src/load/schema/scenario.js";

const KINDS = {
  agreements,
  assumption,
  authorities,
  examples,
  levers,
  list: productList,
  measure,
  scenario,
  sectors,
} as const;

export function schemas(): [string, string][] {
  return Object.entries(KINDS).map(([name, shape]) => [
    `schema/${name}.schema.json`,
    `${JSON.stringify(z.toJSONSchema(shape, { io: "input", reused: "ref" }), null, 2)}\n`,
  ]);
}
