/** JSON answers as documents and NDJSON answers as rows, for every command. */
import { z } from "zod";
import { schemaText } from "../schemas.js";
import {
  audit,
  choose,
  claims,
  columns,
  compile,
  data,
  duty,
  events,
  find,
  grid,
  measures,
  when,
} from "./entries.js";
import { compare, solve, sweep } from "./levers.js";
import { balance, exposure, prices } from "./stakes.js";
import { rates, scenario, timeline, verify } from "./trade.js";
import { day, text } from "./words.js";

/** One of the forms that the answers of a command have. */
export interface Shape {
  readonly rows: z.ZodType;
  readonly total: z.ZodType;
  /** Further keys of the document. */
  readonly facts?: Readonly<Record<string, z.ZodType>>;
}

/** Commands that answer in rows; scripts of a shell and pages have a form of their own. */
const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  audit,
  balance,
  choose,
  claims,
  columns,
  compare,
  compile,
  data,
  duty,
  events,
  exposure,
  find,
  grid,
  measures,
  prices,
  rate: rates,
  scenario,
  solve,
  sweep,
  timeline,
  verify,
  when,
};

const partRead = z.strictObject({ edition: text, through: day });

/** Keys around every answer, so that it can be repeated from itself. */
const envelope = (command: string) => ({
  schema: z.literal(`tariff-calc/${command}/1`),
  program: z.strictObject({ name: z.literal("tariff-calc"), version: text }),
  lawAsOf: day.describe("The last day for which the law was checked"),
  edition: z
    .strictObject({ lines: partRead, headings: partRead, notes: partRead })
    .describe("Which edition of the tariff was read, part by part, and through which day"),
  inputs: z
    .array(z.strictObject({ name: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .describe("Everything the answer was made from"),
  command: z.array(text).describe("The command line, without the name of the program"),
  title: text,
  heading: z.array(text),
  notes: z.array(text),
});

const oneOf = (shapes: readonly z.ZodType[]): z.ZodType =>
  shapes.length === 1 ? (shapes[0] as z.ZodType) : z.union(shapes);

/** The document that `--format json` prints. Later versions may add keys to it, and columns to its rows. */
const documentOf = (command: string, shapes: readonly Shape[]): z.ZodType =>
  oneOf(
    shapes.map(({ rows, total, facts = {} }) =>
      z.looseObject({ ...envelope(command), ...facts, rows: z.array(rows), total }),
    ),
  ).meta({ title: `The answer of tariff-calc ${command} --format json` });

/** A line that `--format ndjson` prints. */
const rowOf = (command: string, shapes: readonly Shape[]): z.ZodType =>
  oneOf(shapes.map(({ rows }) => rows)).meta({
    title: `A line of tariff-calc ${command} --format ndjson`,
  });

export function outputSchemas(): [string, string][] {
  return Object.entries(SHAPES).flatMap(([name, shapes]): [string, string][] => [
    ...(name === "grid" ? [] : [schemaFile(name, documentOf(name, shapes))]),
    schemaFile(`${name}-row`, rowOf(name, shapes)),
  ]);
}

const schemaFile = (name: string, shape: z.ZodType): [string, string] => [
  `schema/output/${name}.schema.json`,
  schemaText(`output:${name}`, z.toJSONSchema(shape, { reused: "ref" })),
];
