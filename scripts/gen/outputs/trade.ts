/** Answers about trade and the tariff over time. */
import { z } from "zod";
import type { Shape } from "./document.js";
import {
  asked,
  count,
  day,
  decimal,
  flag,
  goods,
  list,
  maybe,
  month,
  noteSums,
  number,
  points,
  rate,
  text,
  usd,
  weights,
  weightsOfEstimate,
} from "./words.js";

const figures = {
  imports_usd: usd,
  baseline_rate: maybe(rate),
  scenario_rate: maybe(rate),
  change_pp: maybe(points),
  baseline_duty_usd: usd,
  scenario_duty_usd: usd,
  change_usd: usd,
  contribution_pp: maybe(points),
  at_least: flag.describe("Part of its duty is not known: figures are lower bounds"),
};
const pair = { baseline: maybe(rate), scenario: maybe(rate) };
const both = z.tuple([count, count]);

const coverage = z
  .strictObject({ statutory_usd: usd, estimated_usd: usd, unknown_usd: usd, outside_usd: usd })
  .describe("Dollars of trade by how well their duty is known");
const effectiveRates = z.strictObject({
  fixed_weight: z.strictObject(pair),
  current_weight: z.looseObject(pair),
  simple_mean: z.strictObject({ ...pair, counts: text, lines: both, lines_left_out: both }),
  realised: maybe(z.strictObject({ month, rate: maybe(rate) })),
});

const prices = { buyer_price_pct: maybe(points), exporter_price_pct: maybe(points) };
const burden = {
  consumers_usd: maybe(usd),
  importers_usd: maybe(usd),
  foreign_sellers_usd: maybe(usd),
  diverted_usd: maybe(usd),
  welfare_usd: maybe(usd),
};
/** What a model was given and how it reckons; its numbers are binary. */
const facts = {
  coverage,
  ...noteSums,
  weights,
  response: z.looseObject({ model: text, sources: z.record(z.string(), text), arithmetic: text }),
};

const drawnFacts = { ...facts, uncertainty: z.looseObject({ draws: count, seed: count }) };

/** Trade that answers a tariff: cases beside one another, groups of goods, bands of headlines. */
const answered: readonly Shape[] = [
  {
    rows: z.strictObject({
      case: text,
      law: text,
      horizon: text,
      elasticity: maybe(decimal("per cent of imports for a per cent of price")),
      imports_before_usd: usd,
      imports_usd: usd,
      static_duty_usd: usd,
      duty_usd: usd,
      gross_usd: usd,
      collected_usd: usd,
      net_usd: usd,
      ...prices,
      ...burden,
    }),
    total: z.null(),
    facts,
  },
  {
    rows: z.strictObject({
      group: maybe(text),
      label: text,
      imports_before_usd: usd,
      baseline_imports_usd: usd,
      scenario_imports_usd: usd,
      baseline_duty_usd: usd,
      scenario_duty_usd: usd,
      change_usd: usd,
      ...prices,
      ...burden,
    }),
    total: z.looseObject({ label: text, baseline_duty_usd: usd, scenario_duty_usd: usd }),
    facts,
  },
  {
    rows: z.strictObject({
      group: text,
      headline: text,
      label: text,
      q05_usd: usd,
      q25_usd: usd,
      median_usd: usd,
      q75_usd: usd,
      q95_usd: usd,
      mean_usd: usd,
      sd_usd: usd,
      error_usd: usd,
    }),
    total: z.null(),
    facts: drawnFacts,
  },
  {
    rows: z.strictObject({
      id: text,
      parameter: text,
      low: number,
      high: number,
      net_at_low_usd: usd,
      net_at_high_usd: usd,
      swing_usd: usd,
      net_at_centres_usd: usd,
    }),
    total: z.null(),
    facts: drawnFacts,
  },
];

/** Of all imports of a month, chapters 98 and 99 too. */
const collected = {
  statutory_rate: maybe(rate),
  realised_rate: maybe(rate).describe("an estimate of what customs calculates"),
  realised_low: maybe(rate).describe("nine months of ten lie between this and realised_high"),
  realised_high: maybe(rate),
  actual_rate: maybe(rate).describe("what customs calculated; null where it is not known"),
};

export const scenario: readonly Shape[] = [
  ...answered,
  {
    rows: z.strictObject({
      law: z.enum(["baseline", "scenario"]),
      origin: text,
      label: text,
      month,
      imports_usd: usd,
      ...collected,
    }),
    total: z.null(),
    facts: { weights: weightsOfEstimate },
  },
  {
    rows: z.strictObject({
      group: maybe(text),
      label: text,
      ...figures,
      group2: maybe(text).optional(),
      label2: maybe(text).optional(),
    }),
    total: z.strictObject({ group: text, label: text, ...figures, rate_base_usd: usd, at_least: flag }),
    facts: {
      coverage,
      ...noteSums,
      weights,
      effective_rates: effectiveRates.optional(),
      asks: z
        .array(
          z.strictObject({
            kind: z.enum(["fact", "reading"]),
            id: text,
            title: text,
            presumed: flag,
            imports_usd: usd,
            change_usd: usd,
          }),
        )
        .describe("with --asks: what the trade does not say of its goods, by the duty it moves")
        .optional(),
      at_least_usd: usd.optional(),
      up_to_usd: usd.optional(),
    },
  },
  {
    rows: z.strictObject({ name: text, date: day, baseline: text, title: text, summary: text }),
    total: z.null(),
  },
];

/** Something that is not stated of goods and would change their rate. */
const rateQuestion = z.strictObject({
  hts: text,
  origin: text,
  date_from: day.describe("from this day on"),
  ...asked,
  rate: maybe(rate).describe("rate then; null where it would still not be known"),
  change_pp: points.describe("rate then, or at least, less rate now, or at least"),
  heading: maybe(text),
  citation: text,
});

const rateAsks = z
  .array(rateQuestion)
  .describe(
    "what is not stated and would change the rate; most points first, for each day from which it is so",
  );

const certainty = z.enum(["barred", "unknown", "presumed", "exact"]);

export const timeline: readonly Shape[] = [
  {
    rows: z.strictObject({
      date: day,
      rate: maybe(rate),
      change_pp: maybe(points),
      at_least: flag,
      measures: list,
      status: maybe(certainty),
      at_least_rate: maybe(rate),
      up_to_rate: maybe(rate),
    }),
    total: z.null(),
    facts: { asks: rateAsks },
  },
  {
    rows: z.strictObject({
      date: day,
      rate: maybe(rate),
      change_pp: maybe(points),
      at_least: flag,
      measures: list,
    }),
    total: z.null(),
    facts: { weights },
  },
  {
    rows: z.strictObject({ month, ...collected }),
    total: z.null(),
    facts: { weights: weightsOfEstimate },
  },
  {
    rows: z.strictObject({
      month,
      imports_usd: usd,
      statutory_rate: maybe(rate),
      estimated_rate: maybe(rate),
      actual_rate: maybe(rate),
      realised_share: maybe(rate),
      statutory_duty_usd: maybe(usd),
      estimated_duty_usd: maybe(usd),
      actual_duty_usd: maybe(usd),
      at_least: flag,
    }),
    total: z.null(),
  },
];

export const rates: readonly Shape[] = [
  {
    rows: z.strictObject({
      date_from: day,
      date_until: maybe(day),
      hts: text,
      origin: text,
      base_rate: maybe(rate),
      additional_rate: maybe(rate),
      total_rate: maybe(rate),
      at_least_rate: maybe(rate),
      up_to_rate: maybe(rate),
      status: certainty,
      layers: list,
      asks: list.describe("what to state, and the points that it moves the rate by"),
      description: maybe(text).describe("what the tariff says of the line, cut to some 150 characters"),
    }),
    total: z.null(),
    facts: { goods, asks: rateAsks },
  },
];

export const verify: readonly Shape[] = [
  {
    rows: z.strictObject({
      partner: text,
      error_1_pp: maybe(points),
      error_2_pp: maybe(points),
      error_3_pp: maybe(points),
      bias_1_pp: maybe(points),
      structure_pp: maybe(points),
      close: text,
    }),
    total: z.looseObject({ partner: text, error_1_pp: maybe(points) }),
  },
  {
    rows: z.object({ part: text, mean: maybe(points) }).catchall(maybe(points)),
    total: z.looseObject({ part: text, mean: maybe(points) }),
  },
  {
    rows: z.strictObject({
      family: text,
      examples: count,
      passed: count,
      contested: count,
      missed: count,
      source: maybe(text),
    }),
    total: z.looseObject({ family: text, examples: count, passed: count, contested: count, missed: count }),
    facts: {
      conditions: z
        .strictObject({
          facts: count,
          presumed: count,
          presumed_cited: count,
          unpresumed: count,
          rights: count,
          cited: count,
        })
        .describe("facts with and without a presumption, rights, and how many name the law"),
    },
  },
];
