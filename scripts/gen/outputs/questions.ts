/** Answers about rates that are looked for, scenarios side by side, and what is at stake. */
import { z } from "zod";
import type { Shape } from "./document.js";
import { decimal, flag, maybe, points, rate, text, usd } from "./words.js";

const percent = decimal("per cent");
const peak = maybe(z.strictObject({ rate_pct: percent, result: decimal("in the unit of the goal") }));

export const solve: readonly Shape[] = [
  {
    rows: z.strictObject({
      lever: text,
      rate_pct: percent.describe("per cent, as the flag of the lever takes it"),
      side: text,
      result: decimal("what the goal comes to, in its unit"),
      duty_usd: usd,
      imports_usd: usd,
    }),
    total: z.null(),
    facts: {
      goal: text,
      target: decimal("in the unit of the goal"),
      unit: text,
      peak,
      solutions: z.number(),
    },
  },
  { rows: z.strictObject({ rate_pct: maybe(percent) }), total: z.null() },
];

export const sweep: readonly Shape[] = [
  {
    rows: z
      .object({ imports_usd: usd, duty_usd: usd, rate: maybe(rate) })
      .catchall(percent)
      .describe("A column for each lever that is moved, named auto_pct for the lever auto, then these"),
    total: z.null(),
    facts: { points: z.number(), exact: flag },
  },
];

const compared = z
  .object({ group: text, label: text })
  .catchall(maybe(decimal("dollars (case1_duty_usd), a fraction (case1_rate) or percentage points")))
  .describe("Columns for each case in its order: case1_duty_usd, case1_rate, case2_from_first_usd, ...");

export const compare: readonly Shape[] = [
  {
    rows: z.strictObject({
      scenario: text,
      changes: text,
      imports_usd: usd,
      duty_usd: usd,
      rate: maybe(rate),
      from_first_usd: usd,
      from_first_pp: maybe(points),
    }),
    total: z.null(),
  },
  { rows: compared, total: compared },
];

const figure = { value: maybe(text), unit: text };

export const exposure: readonly Shape[] = [
  {
    rows: z.strictObject({ id: text, what: text, ...figure, basis: text, from: text }),
    total: z.null(),
    facts: { country: text, currency: text },
  },
];

export const prices: readonly Shape[] = [
  { rows: z.strictObject({ id: text, what: text, ...figure, basis: text, from: text }), total: z.null() },
];

export const balance: readonly Shape[] = [
  { rows: z.strictObject({ what: text, ...figure, kind: text, how: text }), total: z.null() },
];
