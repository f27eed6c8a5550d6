/** The shape of a scenario file. */
import { z } from "zod";
import type { ScenarioText } from "../../contract/scenario-text.js";
import { checked, refuseKind } from "./check.js";
import { measure } from "./measure.js";
import {
  day,
  dottedCode,
  groupings,
  id,
  openDay,
  originOrAll,
  originOrBloc,
  pattern,
  rateText,
  schemaRef,
  text,
} from "./words.js";

const targets = {
  lever: text.optional(),
  measures: z.array(pattern).min(1, "expected at least one measure").optional(),
  origins: z.array(originOrBloc).optional(),
  products: z.array(dottedCode).optional(),
};

/** What a change is of must be said, in one of two ways. */
const saysOfWhat = (change: {
  do: string;
  lever?: string | undefined;
  measures?: string[] | undefined;
}): boolean => change.do === "enact" || change.lever !== undefined || change.measures !== undefined;

const change = z
  .discriminatedUnion("do", [
    z.strictObject({ do: z.literal("set"), rate: rateText, ...targets }),
    z.strictObject({ do: z.literal("repeal"), ...targets }),
    z.strictObject({ do: z.literal("exempt"), ...targets }),
    z.strictObject({ do: z.literal("restore"), termsOf: day, ...targets }),
    z.strictObject({ do: z.literal("move"), from: day, until: openDay, ...targets }),
    z.strictObject({ do: z.literal("enact"), measure }),
  ])
  .refine(saysOfWhat, "expected a lever, or a list of measures");

export const scenario = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    summary: text.optional(),
    date: day.describe("The day whose law the scenario starts from"),
    origins: z
      .array(originOrAll)
      .min(1, "expected at least one origin")
      .describe("ISO codes, a bloc, or `all` that the flows have"),
    flows: id,
    products: z.array(dottedCode).min(1).optional().describe("HTS prefixes of the goods asked about"),
    baseline: text.optional().describe("A day, `no-tariffs`, or a scenario; without it the law of the day"),
    changes: z.array(change),
    assume: z.array(id),
    by: groupings.optional().describe("A grouping, or two joined by a comma"),
  })
  .meta({ title: "A scenario: whose trade, on what day, with which tariffs changed" });

/** @throws {UserError} listing every problem of the file. */
export function checkScenario(value: unknown, path: string): ScenarioText {
  refuseKind(
    value,
    "versions",
    path,
    "this is a measure, not a scenario",
    `add it to a scenario with --enact ${path}`,
  );
  return checked(
    scenario,
    value,
    path,
    "`tariff-calc scenario --dump-scenario` prints one to start from",
  ) as ScenarioText;
}
