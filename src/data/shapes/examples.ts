/** Shape of the worked examples: of entries, of entry summaries, of fees, of drawback. */
import { z } from "zod";
import { entry } from "./measure.js";
import { claim, day, decimalText, dottedCode, id, originOrBloc, pattern, schemaRef, text } from "./words.js";

const wholeDollars = z.int("expected whole dollars").nonnegative();

const summary = z.strictObject({
  date: day,
  entryType: z.enum(["formal", "informal"]),
  mode: z.enum(["vessel", "air", "truck", "rail"]).optional(),
  lines: z
    .array(
      entry.omit({ date: true }).extend({
        value: wholeDollars,
        declared: z.array(text).min(1).describe("In order, each number with its duty: 9903.94.01 7500.00"),
      }),
    )
    .min(1),
});

const fees = z.strictObject({
  date: day,
  entryType: z.enum(["formal", "informal"]),
  mode: z.enum(["vessel", "air", "truck", "rail"]).optional(),
  feeFactor: decimalText.optional(),
  lines: z
    .array(
      z.strictObject({
        hts: dottedCode,
        origin: originOrBloc,
        value: wholeDollars,
        claims: z.array(claim).optional(),
      }),
    )
    .min(1),
});

const drawback = z.strictObject({
  paid: z.array(z.strictObject({ id: pattern, amount: decimalText })).min(1),
  exported: decimalText,
  imported: decimalText,
});

const example = z
  .strictObject({
    id,
    name: text,
    contested: text.optional(),
    entry: entry.optional(),
    view: z.enum(["law", "cash"]).optional(),
    rate: decimalText.optional(),
    base_rate: decimalText.optional(),
    base_duty: decimalText.optional(),
    summary: summary.optional(),
    duty: decimalText.optional(),
    fees: fees.optional(),
    owed: z.record(id, text).optional().describe("By fee: dollars and cents, freed or unknown"),
    drawback: drawback.optional(),
    refund: decimalText.optional(),
    barred: decimalText.optional(),
    unknown: decimalText.optional(),
  })
  .refine(
    ({ entry: goods, rate, base_rate, base_duty }) =>
      (goods !== undefined) === [rate, base_rate, base_duty].some(isGiven),
    "expected an entry with its rate, base_rate or base_duty",
  )
  .refine((one) => isGiven(one.summary) === isGiven(one.duty), "expected a summary with its duty")
  .refine(
    (one) => (isGiven(one.fees) || isGiven(one.summary)) === isGiven(one.owed),
    "expected fees, or a summary, with the fees owed",
  )
  .refine((one) => isGiven(one.drawback) === isGiven(one.refund), "expected drawback with its refund")
  .refine(
    (one) => [one.entry, one.summary, one.fees, one.drawback].filter(isGiven).length === 1,
    "expected one of entry, summary, fees, drawback",
  );

function isGiven(value: unknown): boolean {
  return value !== undefined;
}

export const examples = z
  .strictObject({
    $schema: schemaRef,
    family: text,
    title: text,
    source: text,
    examples: z.array(example),
  })
  .meta({ title: "Entries, entry summaries, fees and drawback worked out without this program" });
