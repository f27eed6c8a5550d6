/** JSON Schemas of the data files, for editors and for other programs. */
import { z } from "zod";
import {
  agreements,
  assumption,
  authorities,
  levers,
  productList,
  sectors,
} from "../../src/load/schema/data-files.js";
import { drawback } from "../../src/load/schema/drawback.js";
import {
  collection,
  demand,
  offsets,
  passThrough,
  priors,
  substitution,
} from "../../src/load/schema/economics.js";
import { examples } from "../../src/load/schema/examples.js";
import { facts } from "../../src/load/schema/facts.js";
import { fees } from "../../src/load/schema/fees.js";
import { measure } from "../../src/load/schema/measure.js";
import { compared, households, reciprocalFormula } from "../../src/load/schema/published.js";
import { refunds } from "../../src/load/schema/refunds.js";
import { scenario } from "../../src/load/schema/scenario.js";

const KINDS = {
  collection,
  compared,
  demand,
  households,
  offsets,
  "pass-through": passThrough,
  priors,
  "reciprocal-formula": reciprocalFormula,
  substitution,
  agreements,
  assumption,
  authorities,
  drawback,
  examples,
  facts,
  fees,
  levers,
  list: productList,
  measure,
  refunds,
  scenario,
  sectors,
} as const;

export function schemas(): [string, string][] {
  return Object.entries(KINDS).map(([name, shape]) => [
    `schema/${name}.schema.json`,
    `${JSON.stringify(z.toJSONSchema(shape, { io: "input", reused: "ref" }), null, 2)}\n`,
  ]);
}
