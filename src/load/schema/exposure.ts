/** Shape of a file of figures of an exporting country. */
import { z } from "zod";
import { id, schemaRef, text } from "./words.js";

/** What steps are made of; other ids are shown as they are. */
const figure = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/, "expected an id in small letters such as exports_to_us"),
  value: z.string().regex(/^-?\d+(\.\d+)?(e\d+)?$/, 'expected a decimal in quotes such as "59.3e9"'),
  unit: text,
  period: text,
  what: text,
  source: id,
  confidence: z.enum(["high", "medium", "low"]),
  note: text.optional(),
});

export const exposure = z
  .strictObject({
    $schema: schemaRef,
    country: z.string().regex(/^[A-Z]{2}$/, "expected two letters of a country"),
    title: text,
    currency: z.string().regex(/^[A-Z]{3}$/, "expected three letters of a currency"),
    sectors: z.array(id).min(1, "expected a sector or more"),
    sectorTitle: text,
    figures: z.array(figure).min(1, "expected a figure or more"),
    contested: z.array(z.strictObject({ figure: text, readings: z.array(text).min(2), why: text })),
  })
  .meta({ title: "Figures of an exporting country: surplus, exports, output, jobs" });
