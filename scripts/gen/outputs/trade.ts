/** Answers about trade and the tariff over time. */
import { z } from "zod";
import type { Shape } from "./document.js";
import { count, day, flag, list, maybe, month, points, rate, text, usd } from "./words.js";

const figures = {
  imports_usd: usd,
  baseline_rate: maybe(rate),
  scenario_rate: maybe(rate),
  change_pp: maybe(points),
  baseline_duty_usd: usd,
  scenario_duty_usd: usd,
  change_usd: usd,
  contribution_pp: maybe(points),
};
const pair = { baseline: maybe(rate), scenario: maybe(rate) };
const both = z.tuple([z.number(), z.number()]);

const coverage = z
  .strictObject({ statutory_usd: usd, estimated_usd: usd, unknown_usd: usd, outside_usd: usd })
  .describe("Dollars of trade by how well their duty is known");
const effectiveRates = z.strictObject({
  fixed_weight: z.strictObject(pair),
  current_weight: z.looseObject(pair),
  simple_mean: z.strictObject({ ...pair, counts: text, lines: both, lines_left_out: both }),
  realised: maybe(z.strictObject({ month, rate: maybe(rate) })),
});

export const scenario: readonly Shape[] = [
  {
    rows: z.strictObject({
      group: maybe(text),
      label: text,
      ...figures,
      group2: maybe(text).optional(),
      label2: maybe(text).optional(),
    }),
    total: z.strictObject({ group: text, label: text, ...figures, rate_base_usd: usd, at_least: flag }),
    facts: { coverage, effective_rates: effectiveRates.optional() },
  },
  {
    rows: z.strictObject({ name: text, date: day, baseline: text, title: text, summary: text }),
    total: z.null(),
  },
];

export const timeline: readonly Shape[] = [
  {
    rows: z.strictObject({
      date: day,
      rate: maybe(rate),
      change_pp: maybe(points),
      at_least: flag,
      measures: list,
    }),
    total: z.null(),
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
      status: text,
      layers: list,
    }),
    total: z.null(),
  },
];

export const verify: readonly Shape[] = [
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
  },
];
