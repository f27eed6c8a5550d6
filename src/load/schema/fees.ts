/** Shape of the fee schedule. */
import { z } from "zod";
import { claim, code, day, decimalText, id, openDay, originOrBloc, schemaRef, text } from "./words.js";

const amounts = { minimum: decimalText, maximum: decimalText, informal: decimalText };

const limits = z.strictObject({
  ...amounts,
  citation: text,
  years: z.array(z.strictObject({ from: day, until: openDay, ...amounts, citation: text })).min(1),
});

const exemption = z.strictObject({
  title: text,
  citation: text,
  claims: z.array(claim).min(1).optional(),
  origins: z.array(originOrBloc).min(1).optional(),
  products: z.array(code).min(1).optional(),
  exceptProducts: z.array(code).min(1).optional(),
});

export const fees = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    checkedOn: day,
    confidence: z.enum(["high", "medium", "low"]),
    note: text,
    informalLimit: z.strictObject({ usd: decimalText, citation: text }),
    fees: z.array(
      z.strictObject({
        id,
        title: text,
        citation: text,
        rate: decimalText,
        limits: limits.optional(),
        modes: z.array(z.enum(["vessel", "air", "truck", "rail"])).optional(),
        exemptions: z.array(exemption),
      }),
    ),
  })
  .meta({ title: "Fees on entries by fiscal year" });
