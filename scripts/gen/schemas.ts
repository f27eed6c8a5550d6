/** JSON Schemas of the data files, for editors and for other programs. */
import { z } from "zod";
import { FILE_KINDS } from "../../src/data/shapes/file-kinds.js";
import { config } from "../../src/data/shapes/scenario.js";

export function schemas(): [string, string][] {
  const kinds = FILE_KINDS.map(({ name, shape }): [string, z.ZodType] => [name, shape]);
  const shapes = new Map([...kinds, ["config", config] as const]);
  return [...shapes].map(([name, shape]) => [
    `schema/${name}.schema.json`,
    schemaText(name, z.toJSONSchema(shape, { io: "input", reused: "ref" })),
  ]);
}

/** A schema under a name of its own, so that others can refer to it wherever its file lies. */
export function schemaText(
  name: string,
  { $schema, ...rest }: object & { readonly $schema?: unknown },
): string {
  return `${JSON.stringify({ $schema, $id: `urn:tariff-calc:schema:${name}`, ...rest }, null, 2)}\n`;
}
