/** Shape of the fee schedule. */
import { z } from "zod";
import {
  claim,
  code,
  country,
  day,
  decimalText,
  id,
  openDay,
  originOrBloc,
  pattern,
  schemaRef,
  text,
} from "./words.js";

const amounts = { minimum: decimalText, maximum: decimalText, informal: decimalText };

const limits = z.strictObject({
  ...amounts,
  citation: text,
  years: z.array(z.strictObject({ from: day, until: openDay, ...amounts, citation: text })).min(1),
});

const exemption = z.strictObject({
  title: text,
  citation: text,
  claims: z.array(claim).min(1).exactOptional(),
  origins: z.array(originOrBloc).min(1).exactOptional(),
  products: z.array(code).min(1).exactOptional(),
  exceptProducts: z.array(code).min(1).exactOptional(),
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
        limits: limits.exactOptional(),
        modes: z.array(z.enum(["vessel", "air", "truck", "rail"])).exactOptional(),
        exemptions: z.array(exemption),
      }),
    ),
  })
  .meta({ title: "Fees on entries by fiscal year" });

// Shape of the drawback rules.

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

// Shape of the file of acts that a court held not to authorize their duties.

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

// Shape of the rules from facts to claims.

export const facts = z
  .strictObject({
    $schema: schemaRef,
    source: z.array(id).min(1),
    note: text,
    claims: z.array(
      z.strictObject({
        claim,
        when: z.strictObject({
          melt: z.array(country).min(1).exactOptional(),
          smelt: z.array(country).min(1).exactOptional(),
          cast: z.array(country).min(1).exactOptional(),
        }),
      }),
    ),
  })
  .meta({ title: "Claims that follow from where metal was melted, smelted or cast" });

export type FeesText = z.infer<typeof fees>;
export type DrawbackText = z.infer<typeof drawback>;
