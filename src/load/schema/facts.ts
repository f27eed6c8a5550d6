/** Shape of the rules from facts to claims. */
import { z } from "zod";
import { claim, id, schemaRef, text } from "./words.js";

const country = z.string().regex(/^[A-Z]{2}$/);

export const facts = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    note: text,
    claims: z.array(
      z.strictObject({
        claim,
        when: z.strictObject({
          melt: z.array(country).min(1).optional(),
          smelt: z.array(country).min(1).optional(),
          cast: z.array(country).min(1).optional(),
        }),
      }),
    ),
  })
  .meta({ title: "Claims that follow from where metal was melted, smelted or cast" });
