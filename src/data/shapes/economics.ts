/** Shapes of the files of economics: estimates, each with its source. They are estimates, so their numbers are plain. */
import { z } from "zod";
import { expectedOf, outOfRange, type Quantity } from "../../economics/range.js";
import { id, pattern, schemaRef, text } from "./check.js";

// Words of the files of economics: numbers that an estimate may be, with where they come from.

const within = (quantity: Quantity) =>
  z
    .number(expectedOf(quantity))
    .refine((value) => outOfRange(quantity, value) === null, expectedOf(quantity));
const number = z.number("expected a number");
const count = z.int("expected a whole number").positive("expected a number above zero");
const chapter = z.string("expected a chapter").regex(/^\d{2}$/, "expected two digits of a chapter");
const country = z.string("expected a country").regex(/^[A-Z]{2}$/, "expected two letters of a country");
const month = z.string("expected a month").regex(/^\d{4}-\d{2}$/, "expected a month written YYYY-MM");
const gtapSector = z
  .string("expected a GTAP sector")
  .regex(/^[a-z_]{3}$/, "expected a GTAP sector such as mvh");

/** A figure as a publication has it. */
const figure = (value: z.ZodType<number>) =>
  z.strictObject({ id, value, what: text, source: id, cite: text });
/** A default and what it may lie between. */
const ranged = (value: z.ZodType<number>) =>
  z.strictObject({ value, low: value, high: value, source: id, cite: text, why: text.exactOptional() });

const partOf = z.string().regex(/^(0|1|0?\.\d+|1\.0+)$/, "expected a part from 0 to 1, such as 0.95");
const stated = { title: text, source: id, note: text };
const partners = z.array(country);
const condition = z.strictObject({
  ...stated,
  measures: z.array(text),
  origins: z.array(z.string().regex(/^([A-Z]{2}|\*)$/, 'expected two letters, or "*"')),
  products: z.array(z.string().regex(/^\d{2,10}$/, "expected an HTS prefix")),
  claims: z.array(text).exactOptional(),
  from: z.iso.date("expected a day"),
  free: partOf.describe("Part of the duty that is taken not to be owed"),
});
/** What an estimate of collected duty assumes: each can be switched off by its id. */
export const realised = z
  .strictObject({
    $schema: schemaRef,
    partners: partners.describe("Partners whose industries are known by month; the rest are taken together"),
    bands: z.strictObject({
      from: month.describe("First month whose error counts"),
      months: count.describe("Latest errors that count"),
      prior: number.describe("An error counted beside them, a fraction of imports"),
      priorMonths: count,
      growth: number.describe("Of the variance, a month ahead"),
      deviations: number.describe("Standard deviations to either side"),
      note: text,
    }),
    weightMonths: count.describe("How many of the last months known weight the rates"),
    assumptions: z.tuple([
      z.strictObject({ id: z.literal("usmca-by-month"), ...stated, recordedFrom: month }),
      z.strictObject({ id: z.literal("in-transit"), ...stated, days: count, except: partners }),
      z.strictObject({ id: z.literal("conditions"), ...stated, rows: z.array(condition) }),
      z.strictObject({ id: z.literal("computers"), ...stated, industry: text, except: partners }),
      z.strictObject({ id: z.literal("calibrated"), ...stated, months: z.array(partOf), pooled: partOf }),
    ]),
  })
  .meta({ title: "What an estimate of collected duty assumes" });
export type RealisedText = z.infer<typeof realised>;

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
          horizon: z.enum(["short", "long"]).exactOptional(),
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
export type PassThrough = z.infer<typeof passThrough>;

// Shapes of the files of economics that hold what others published: costs, balances, answers to the same
// question.

export const households = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    source: id,
    when: text,
    published: z.array(z.strictObject({ priceRise: number, dollars: number })).min(1),
    pair: z
      .strictObject({ priceRise: number, rateRise: number.positive(), source: id, when: text, why: text })
      .describe("A rise of prices and the rise of the rate of all imports that it was published with"),
    perRate: z.strictObject({ value: number, source: id, why: text }),
    priceResponse: z.strictObject({ followed: number, currency: number, source: id }),
    limit: text,
  })
  .meta({ title: "What a rise of prices costs a household" });

export const reciprocalFormula = z
  .strictObject({
    $schema: schemaRef,
    sources: z.array(id).min(1),
    unit: text,
    partners: z.record(
      country,
      z.tuple([
        number.nullable(),
        number.nullable(),
        number.nullable(),
        number.nullable(),
        number.nullable(),
      ]),
    ),
  })
  .meta({ title: "Trade of 2024 with every partner, and the reciprocal rates made of it" });

export const compared = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    why: text,
    source: id,
    outcomes: z.array(
      z.strictObject({
        origins: z.array(country).min(1),
        date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day written YYYY-MM-DD"),
        levers: z.record(text, number),
        demand: within("demand"),
        passThrough: within("pass-through"),
        imports: number,
        duty: number,
        gross: number,
        net: number,
      }),
    ),
  })
  .meta({ title: "What other calculations of the same question say" });

export const peaks = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    estimates: z
      .array(
        z.strictObject({
          id,
          most: z.enum(["revenue", "gain"], "expected revenue or gain"),
          percent: number,
          when: text,
          source: id,
          cite: text,
        }),
      )
      .min(1),
  })
  .meta({ title: "Tariffs that raise or gain most, in models of whole economies" });

/** What partners' own statistics say of their trade with the United States. */
export const mirrors = z
  .strictObject({
    $schema: schemaRef,
    figures: z.array(
      z.strictObject({
        origin: country,
        what: text,
        value: number,
        unit: text,
        period: text,
        source: id,
        cite: text,
        confidence: z.enum(["high", "medium", "low"], "expected high, medium or low"),
        note: text,
      }),
    ),
  })
  .meta({ title: "Trade with the United States as partners' own statistics have it" });

/** A figure of an exporting country as its publisher has it. What steps are made of; other ids are shown as they are. */
const exposureFigure = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/, "expected an id in small letters such as exports_to_us"),
  value: z.string().regex(/^-?\d+(\.\d+)?(e\d+)?$/, 'expected a decimal in quotes such as "59.3e9"'),
  unit: text,
  period: text,
  what: text,
  source: id,
  confidence: z.enum(["high", "medium", "low"]),
  note: text.exactOptional(),
});

export const exposure = z
  .strictObject({
    $schema: schemaRef,
    country,
    title: text,
    currency: z.string().regex(/^[A-Z]{3}$/, "expected three letters of a currency"),
    sectors: z.array(id).min(1, "expected a sector or more"),
    sectorTitle: text,
    figures: z.array(exposureFigure).min(1, "expected a figure or more"),
    contested: z.array(z.strictObject({ figure: text, readings: z.array(text).min(2), why: text })),
  })
  .meta({ title: "Figures of an exporting country: surplus, exports, output, jobs" });

export type ExposureText = z.infer<typeof exposure>;
export type ExposureFigure = z.infer<typeof exposureFigure>;
export type Households = z.infer<typeof households>;
