/** Shape of the file of acts that a court held not to authorize their duties. */
import { z } from "zod";
import { day, id, schemaRef, text } from "./words.js";

export const refunds = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    checkedOn: day,
    confidence: z.enum(["high", "medium", "low"]),
    note: text,
    heldUnlawful: z.array(
      z.strictObject({
        authority: id.describe("The act, as measures name it"),
        on: day.describe("Day of the ruling"),
        citation: text,
        summary: text,
      }),
    ),
  })
  .meta({ title: "Acts that a court held not to authorize the duties levied under them" });
