/** Words of the files of economics: numbers that an estimate may be, with where they come from. */
import { z } from "zod";
import { expectedOf, outOfRange, type Quantity } from "../../economics/range.js";
import { id, text } from "./words.js";

export const within = (quantity: Quantity) =>
  z
    .number(expectedOf(quantity))
    .refine((value) => outOfRange(quantity, value) === null, expectedOf(quantity));
export const number = z.number("expected a number");
export const count = z.int("expected a whole number").positive("expected a number above zero");
export const chapter = z.string("expected a chapter").regex(/^\d{2}$/, "expected two digits of a chapter");
export const country = z
  .string("expected a country")
  .regex(/^[A-Z]{2}$/, "expected two letters of a country");
export const month = z.string("expected a month").regex(/^\d{4}-\d{2}$/, "expected a month written YYYY-MM");
export const gtapSector = z
  .string("expected a GTAP sector")
  .regex(/^[a-z_]{3}$/, "expected a GTAP sector such as mvh");

/** A figure as a publication has it. */
export const figure = (value: z.ZodType<number>) =>
  z.strictObject({ id, value, what: text, source: id, cite: text });
/** A default and what it may lie between. */
export const ranged = (value: z.ZodType<number>) =>
  z.strictObject({ value, low: value, high: value, source: id, cite: text, why: text.optional() });
