/** Shapes of the files of economics that hold what others published: costs, balances, answers to the same question. */
import { z } from "zod";
import { country, number, within } from "./estimate-words.js";
import { id, schemaRef, text } from "./words.js";

export const households = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    source: id,
    when: text,
    published: z.array(z.strictObject({ priceRise: number, dollars: number })).min(1),
    perRate: z.strictObject({ value: number, source: id, why: text }),
    priceResponse: z.strictObject({ followed: number, currency: number, source: id }),
    limit: text,
  })
  .meta({ title: "What a rise of prices costs a household" });

export const reciprocalFormula = z
  .strictObject({
    $schema: schemaRef,
    sources: z.array(id).min(1),
    unit: text,
    partners: z.record(
      country,
      z.tuple([
        number.nullable(),
        number.nullable(),
        number.nullable(),
        number.nullable(),
        number.nullable(),
      ]),
    ),
  })
  .meta({ title: "Trade of 2024 with every partner, and the reciprocal rates made of it" });

export const compared = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    why: text,
    source: id,
    outcomes: z.array(
      z.strictObject({
        origins: z.array(country).min(1),
        date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day written YYYY-MM-DD"),
        levers: z.record(text, number),
        demand: within("demand"),
        passThrough: within("pass-through"),
        imports: number,
        duty: number,
        gross: number,
        net: number,
      }),
    ),
  })
  .meta({ title: "What other calculations of the same question say" });

export const peaks = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    estimates: z
      .array(
        z.strictObject({
          id,
          most: z.enum(["revenue", "gain"], "expected revenue or gain"),
          percent: number,
          when: text,
          source: id,
          cite: text,
        }),
      )
      .min(1),
  })
  .meta({ title: "Tariffs that raise or gain most, in models of whole economies" });

export type Peaks = z.infer<typeof peaks>;
export type Compared = z.infer<typeof compared>;
/** What partners' own statistics say of their trade with the United States. */
export const mirrors = z
  .strictObject({
    $schema: schemaRef,
    figures: z.array(
      z.strictObject({
        origin: country,
        what: text,
        value: number,
        unit: text,
        period: text,
        source: id,
        cite: text,
        confidence: z.enum(["high", "medium", "low"], "expected high, medium or low"),
        note: text,
      }),
    ),
  })
  .meta({ title: "Trade with the United States as partners' own statistics have it" });

export type Mirrors = z.infer<typeof mirrors>;
export type Households = z.infer<typeof households>;
export type ReciprocalFormula = z.infer<typeof reciprocalFormula>;
