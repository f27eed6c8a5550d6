/** Shape of the drawback rules. */
import { z } from "zod";
import { day, decimalText, id, pattern, schemaRef, text } from "./words.js";

export const drawback = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    checkedOn: day,
    note: text,
    rate: decimalText,
    citation: text,
    rules: z.array(
      z.strictObject({
        of: z.array(pattern).min(1),
        eligible: z.boolean(),
        confidence: z.enum(["high", "medium", "low"]),
        citation: text,
      }),
    ),
  })
  .meta({ title: "Which duties and fees come back as drawback" });
