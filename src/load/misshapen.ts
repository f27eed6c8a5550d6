/** Checks the shape of every data file against its schema. */
import type { z } from "zod";
import { error, type Problem } from "../answers/validate/problem.js";
import type { Reader } from "./reader.js";
import { problemsOf } from "./schema/check.js";
import { agreements, assumption, authorities, levers, productList, sectors } from "./schema/data-files.js";
import { drawback } from "./schema/drawback.js";
import * as economics from "./schema/economics.js";
import { examples } from "./schema/examples.js";
import { facts } from "./schema/facts.js";
import { fees } from "./schema/fees.js";
import { measure } from "./schema/measure.js";
import * as published from "./schema/published.js";
import { refunds } from "./schema/refunds.js";
import { scenario } from "./schema/scenario.js";

/** The schema of the files in a folder, or of one file. */
const SHAPES: readonly (readonly [string, z.ZodType])[] = [
  ["schedule/measures", measure],
  ["lists", productList],
  ["scenarios", scenario],
  ["examples", examples],
  ["levers.json", levers],
  ["sectors.json", sectors],
  ["agreements.json", agreements],
  ["drawback.json", drawback],
  ["facts.json", facts],
  ["fees.json", fees],
  ["refunds.json", refunds],
  ["authorities.json", authorities],
  ["assumptions/metal-content.json", assumption],
  ["assumptions/metal-content-by-metal.json", assumption],
  ["assumptions/observed-base.json", assumption],
  ["economics/demand.json", economics.demand],
  ["economics/substitution.json", economics.substitution],
  ["economics/pass-through.json", economics.passThrough],
  ["economics/collection.json", economics.collection],
  ["economics/compared.json", published.compared],
  ["economics/offsets.json", economics.offsets],
  ["economics/priors.json", economics.priors],
  ["economics/households.json", published.households],
  ["economics/reciprocal-formula.json", published.reciprocalFormula],
];

/** Every problem of shape, in every file. */
export function misshapen(reader: Reader): Problem[] {
  return SHAPES.flatMap(([place, shape]) => {
    const names = place.endsWith(".json") ? [place] : reader.names(place);
    return names.flatMap((name) => [...pathProblems(reader, name), ...shapeProblems(reader, name, shape)]);
  });
}

function shapeProblems(reader: Reader, name: string, shape: z.ZodType): Problem[] {
  const value = reader.json<unknown>(name);
  return problemsOf(shape, value).map((message) => error(name, "", message));
}

/** The id of a measure or list is its path. */
function pathProblems(reader: Reader, name: string): Problem[] {
  const folder = ["schedule/measures/", "lists/"].find((start) => name.startsWith(start));
  if (folder === undefined) return [];
  const { id } = reader.json<{ id?: string }>(name);
  const expected = name.slice(folder.length, -".json".length);
  return id === expected
    ? []
    : [error(name, "id", `expected "${expected}", the path of the file; got "${id}"`)];
}
