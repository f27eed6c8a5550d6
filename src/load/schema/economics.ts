/** Shapes of the files of economics: estimates, each with its source. They are estimates, so their numbers are plain. */
import { z } from "zod";
import {
  chapter,
  count,
  country,
  figure,
  gtapSector,
  month,
  number,
  ranged,
  within,
} from "./estimate-words.js";
import { id, pattern, schemaRef, text } from "./words.js";

export const demand = z
  .strictObject({
    $schema: schemaRef,
    path: z.strictObject({
      shortRun: within("demand"),
      longRun: within("demand"),
      years: count,
      source: id,
      cite: text,
      why: text,
    }),
    alternatives: z.array(figure(within("demand"))),
    nests: z.strictObject({
      title: text,
      source: id,
      cite: text,
      sectors: z.array(
        z.strictObject({
          id: gtapSector,
          what: text,
          domesticOrImport: within("substitution"),
          amongImports: within("substitution"),
        }),
      ),
    }),
    notBundled: z.array(z.strictObject({ cite: text, why: text })),
  })
  .meta({ title: "Demand for imports: elasticities of all imports, over the years, and of nests" });

const median = { all: z.tuple([number, count]), chapters: z.array(z.tuple([chapter, number, count])) };

export const substitution = z
  .strictObject({
    $schema: schemaRef,
    estimates: z.array(
      z.discriminatedUnion("kind", [
        z.strictObject({ id, kind: z.literal("substitution"), title: text, source: id, ...median }),
        z.strictObject({ id, kind: z.literal("tariff"), title: text, source: id, ...median }),
        z.strictObject({
          id,
          kind: z.literal("shares"),
          title: text,
          source: id,
          industries: z.record(text, within("substitution")),
        }),
      ]),
    ),
  })
  .meta({ title: "How readily buyers change source: medians of a chapter, or of an industry" });

export const passThrough = z
  .strictObject({
    $schema: schemaRef,
    border: ranged(within("pass-through")),
    estimates: z.array(figure(within("pass-through"))),
    exceptions: z.array(
      z.strictObject({
        sectors: z.array(id).min(1),
        origins: z.array(country).min(1),
        offered: within("pass-through"),
        warning: text,
        source: id,
        cite: text,
        observed: z.array(
          z.strictObject({ month, priceChange: number, before: within("tariff"), after: within("tariff") }),
        ),
      }),
    ),
    retail: z.strictObject({
      longRun: within("pass-through"),
      firstYear: z.strictObject({ low: within("pass-through"), high: within("pass-through") }),
      source: id,
      cite: text,
    }),
    toConsumers: z.strictObject({ value: within("pass-through"), source: id, cite: text }),
  })
  .meta({ title: "How much of a tariff reaches buyers, at the border and in shops" });

export const collection = z
  .strictObject({
    $schema: schemaRef,
    uncollected: ranged(within("withheld")),
    offset: ranged(within("withheld")),
    alternatives: z.array(figure(within("withheld"))),
    modes: z.strictObject({ chained: text, additive: text }),
  })
  .meta({ title: "From duty owed to what the budget keeps" });

export const offsets = z
  .strictObject({
    $schema: schemaRef,
    source: id,
    title: text,
    byYear: z.record(z.string().regex(/^\d{4}$/, "expected a year"), within("withheld")),
  })
  .meta({ title: "What income and payroll taxes lose of a duty, by year" });

const inOrder = ({ low, high }: { low: number; high: number }): boolean => low <= high;

export const priors = z
  .strictObject({
    $schema: schemaRef,
    why: text,
    order: text,
    priors: z
      .array(
        z.strictObject({
          id: pattern,
          horizon: z.enum(["short", "long"]).optional(),
          central: number,
          distribution: z.discriminatedUnion("kind", [
            z
              .strictObject({ kind: z.literal("triangular"), low: number, mode: number, high: number })
              .refine(
                ({ low, mode, high }) => low <= mode && mode <= high,
                "expected low, mode and high in order",
              ),
            z
              .strictObject({ kind: z.literal("uniform"), low: number, high: number })
              .refine(inOrder, "expected low and high in order"),
            z.strictObject({
              kind: z.literal("normal"),
              mean: number,
              sd: z.number().positive("expected a number above zero"),
            }),
          ]),
        }),
      )
      .min(1),
  })
  .meta({ title: "What is believed about the parameters of a model" });

export type Demand = z.infer<typeof demand>;
export type Substitution = z.infer<typeof substitution>;
export type PassThrough = z.infer<typeof passThrough>;
export type TypicalCollection = z.infer<typeof collection>;
export type Offsets = z.infer<typeof offsets>;
export type Priors = z.infer<typeof priors>;
