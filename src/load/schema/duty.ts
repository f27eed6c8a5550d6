/** Duties as data files state them. */
import { z } from "zod";
import type { DutyText } from "../../texts/measure.js";
import { decimalText, text } from "./words.js";

export const duty: z.ZodType<DutyText> = z
  .lazy(() =>
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("free") }),
      z.strictObject({
        kind: z.literal("ad-valorem"),
        rate: decimalText.describe("Fraction of customs value"),
      }),
      z.strictObject({ kind: z.literal("component"), rate: decimalText, of: text }),
      z.strictObject({
        kind: z.literal("specific"),
        usdPerUnit: decimalText,
        unit: text,
        of: text.optional(),
      }),
      z.strictObject({ kind: z.literal("compound"), terms: z.array(duty).min(1) }),
      z.strictObject({
        kind: z.literal("mixed"),
        pick: z.enum(["greatest", "least"]),
        terms: z.array(duty).min(1),
      }),
      z.strictObject({
        kind: z.literal("top-up"),
        to: decimalText,
        against: z.enum(["general", "claimed"]),
        metHeading: text
          .optional()
          .describe("What goods declare whose base duty reaches the rate, if that is another heading"),
      }),
      z.strictObject({ kind: z.literal("replacement"), duty }),
      z.strictObject({ kind: z.literal("quota"), inside: duty, outside: duty }),
      z.strictObject({ kind: z.literal("unknown"), reason: text }),
    ]),
  )
  .meta({ id: "duty" }) as unknown as z.ZodType<DutyText>;
