/** What cells of an answer look like. All digits are text: most readers of JSON turn its numbers into binary floats. */
import { z } from "zod";

const DECIMAL = /^-?\d+(\.\d+)?$/;
export const decimal = (what: string) => z.string().regex(DECIMAL).describe(what);

export const text = z.string();
export const list = z.array(z.string());
export const flag = z.boolean();
export const day = z.iso.date();
export const month = z.string().regex(/^\d{4}-\d{2}$/);
export const count = z.string().regex(/^\d+$/).describe("a whole number, as text");
export const number = decimal("a number, every digit");
export const usd = decimal("US dollars, every digit");
export const cents = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .describe("US dollars and cents");
export const rate = decimal("a fraction of customs value: 25% is 0.25");
export const points = decimal("percentage points");
/** What could be stated: which of the three it is, and how a command line states it. */
export const asked = {
  kind: z.enum(["fact", "right", "reading"]),
  fact: text.optional(),
  right: text.optional(),
  reading: text.optional(),
  title: text,
  state: text.describe("what to state, as a command line has it"),
};
/** Open facts of a file by the dollars they move; `counted` names what they are open on. */
export const openFacts = <K extends string>(counted: K, dollars: z.ZodType) =>
  z.array(
    z.strictObject({
      kind: asked.kind,
      ...{ id: text, title: text, [counted]: count },
      ...{ more_usd: dollars, less_usd: dollars },
    }),
  );
/** `null` is not known or does not apply; it is never zero. */
export const maybe = <T extends z.ZodType>(shape: T) => shape.nullable();

/** A cell of a command whose columns are not described one by one. */
export const cell = z.union([z.string(), z.boolean(), z.null(), z.array(z.string())]);
export const anyRow = z.record(z.string(), cell);

/** What a number of the tariff is, by its official text. */
export const goods = z
  .strictObject({
    hts: z.string().describe("the number that the text is of: the one that was asked for, or its beginning"),
    text: z.string().describe("the text of its line"),
    path: list.describe("the texts it stands under, heading first"),
  })
  .nullable();

/** Other imports than those of the year, with --weights. */
export const weights = z
  .strictObject({ imports_of: text, left_out_usd: usd.describe("imports that have no line to stand on") })
  .describe("with --weights: whose imports the lines of the year have")
  .optional();

/** The same of an estimate of collected duty, whose weights are always said. */
export const weightsOfEstimate = z
  .strictObject({ imports_of: text, left_out_usd: usd.describe("imports that have no line to stand on") })
  .describe(
    "whose imports weight the estimate; statutory rates are of the lines of the year unless a file is given",
  );

/** Imports of which the duty does not tell all. */
export const besideDuty = z
  .strictObject({
    orders_usd: usd.describe("imports that antidumping or countervailing orders name by number and country"),
    barred_usd: usd.describe("imports that the law of the day bars"),
    may_be_barred_usd: usd.describe("imports that it may bar, by facts that are not stated"),
  })
  .describe("Imports of which the duty does not tell all");

/** Sums that notes tell in round dollars. */
export const noteSums = {
  assumed: z
    .array(z.strictObject({ kind: text, title: text, imports_usd: usd, duty_usd: usd }))
    .describe("imports and duty of the scenario that rest on each assumption"),
  held_unlawful: z
    .array(z.strictObject({ authority: text, on: day, citation: text, duty_usd: usd }))
    .describe("duty of the scenario under acts that a court held not to authorize it"),
  beside_duty: besideDuty,
  ended_numbers_usd: usd.describe("imports under ten-digit numbers that the tariff has dropped"),
};
