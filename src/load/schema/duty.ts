/** Duties as data files state them. */
import { z } from "zod";
import type { DutyText } from "../../texts/measure.js";
import { decimalText, text } from "./words.js";

const recursive = (id: string, options: () => Parameters<typeof z.discriminatedUnion>[1]) =>
  z.lazy(() => z.discriminatedUnion("kind", options())).meta({ id }) as unknown as z.ZodType<DutyText>;

/** Duties that are not made of others. */
const SIMPLE = [
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
  z.strictObject({
    kind: z.literal("top-up"),
    to: decimalText,
    against: z.enum(["general", "claimed"]),
    metHeading: text
      .optional()
      .describe("What goods declare whose base duty reaches the rate, if that is another heading"),
  }),
  z.strictObject({ kind: z.literal("unknown"), reason: text }),
] as const;

const quotaOf = (part: z.ZodType<DutyText>) =>
  z.strictObject({ kind: z.literal("quota"), inside: part, outside: part });

/** Several duties: what is owed in place of the base duty cannot be added to or compared with what is owed beside it. */
const several = () => [
  z.strictObject({ kind: z.literal("compound"), terms: z.array(besideBase).min(1) }),
  z.strictObject({
    kind: z.literal("mixed"),
    pick: z.enum(["greatest", "least"]),
    terms: z.array(besideBase).min(1),
  }),
];

const besideBase = recursive("duty-beside-base", () => [...SIMPLE, ...several(), quotaOf(besideBase)]);

export const duty = recursive("duty", () => [
  ...SIMPLE,
  ...several(),
  z.strictObject({ kind: z.literal("replacement"), duty: besideBase }),
  quotaOf(duty),
]);
