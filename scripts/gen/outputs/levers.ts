/** Answers about rates that are looked for, moved, or set side by side. */
import { z } from "zod";
import type { Shape } from "./document.js";
import {
  besideDuty,
  cell,
  count,
  flag,
  maybe,
  noteSums,
  number,
  points,
  rate,
  text,
  usd,
  weights,
} from "./words.js";

const peak = z
  .strictObject({ rate_pct: number, result: number })
  .describe("Where most is reached, if trade answers");

export const solve: readonly Shape[] = [
  {
    rows: z.strictObject({
      lever: text,
      rate_pct: number.describe("per cent of customs value"),
      side: text,
      result: number.describe("what the rate gives, in the unit that `unit` names"),
      duty_usd: usd,
      imports_usd: usd,
    }),
    total: z.null(),
    facts: {
      goal: text,
      target: number,
      unit: text,
      peak: maybe(peak),
      solutions: count,
      beside_duty: besideDuty,
      weights,
    },
  },
  { rows: z.strictObject({ rate_pct: number }), total: z.null() },
];

export const sweep: readonly Shape[] = [
  {
    rows: z
      .object({ imports_usd: usd, duty_usd: usd, rate: maybe(rate), at_least: flag })
      .catchall(number)
      .describe("The rate of each lever in per cent, as `<lever>_pct`, then these"),
    total: z.null(),
    facts: { points: count, exact: z.boolean(), beside_duty: besideDuty, weights },
  },
];

const cases = z
  .array(z.strictObject({ scenario: text, ...noteSums, weights }))
  .describe("Sums that the notes of each scenario tell in round dollars");

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
      at_least: flag,
    }),
    total: z.null(),
    facts: { cases },
  },
  {
    rows: z
      .object({
        group: text,
        label: text,
        case1_imports_usd: usd,
        case1_duty_usd: usd,
        case1_rate: maybe(rate),
        at_least: flag.describe("Part of its duty is not known in some case: figures are lower bounds"),
      })
      .catchall(cell)
      .describe(
        "The first case, then `case2_imports_usd`, `case2_duty_usd`, `case2_rate`, `case2_from_first_usd` and so on",
      ),
    total: z.object({ group: text, label: text, case1_duty_usd: usd, at_least: flag }).catchall(cell),
    facts: { cases },
  },
];
