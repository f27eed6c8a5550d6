/** Shapes of the files that users write: scenarios, and the configuration of a folder. */
import { z } from "zod";
import type { IsoDate } from "../../law/calendar.js";
import {
  checked,
  day,
  dottedCode,
  groupings,
  id,
  openDay,
  originOrAll,
  originOrBloc,
  pattern,
  rateText,
  refuseKind,
  schemaRef,
  text,
} from "./check.js";
import { type MeasureText, measure } from "./measure.js";

const targets = {
  lever: text.exactOptional(),
  measures: z.array(pattern).min(1, "expected at least one measure").exactOptional(),
  origins: z.array(originOrBloc).exactOptional(),
  products: z.array(dottedCode).exactOptional(),
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
  .refine(saysOfWhat, "expected a lever, or a list of measures") satisfies z.ZodType<ChangeText>;

// Written out for those who build changes with the library; the compiler holds the shape against it.

/** Which measures a change is about: a lever's, or those of these ids and patterns. */
interface Targets {
  lever?: string;
  measures?: string[];
  origins?: string[];
  products?: string[];
}

/** A change of the law as a scenario file states it. */
export type ChangeText =
  | ({ do: "set"; rate: string } & Targets)
  | ({ do: "repeal" } & Targets)
  | ({ do: "exempt" } & Targets)
  | ({ do: "restore"; termsOf: IsoDate } & Targets)
  | ({ do: "move"; from: IsoDate; until: IsoDate | null } & Targets)
  | { do: "enact"; measure: MeasureText };

export const scenario = z
  .strictObject({
    $schema: schemaRef,
    title: text,
    summary: text.exactOptional(),
    date: day.describe("The day whose law the scenario starts from"),
    origins: z
      .array(originOrAll)
      .min(1, "expected at least one origin")
      .describe("ISO codes, a bloc, or `all` that the flows have"),
    flows: id,
    products: z.array(dottedCode).min(1).exactOptional().describe("HTS prefixes of the goods asked about"),
    baseline: text
      .exactOptional()
      .describe("A day, `no-tariffs`, or a scenario; without it the law of the day"),
    changes: z.array(change),
    weights: text
      .exactOptional()
      .describe(
        "Whose imports the lines have: latest, months such as 2025-07..2025-11, or a file of yours; else those of the flows",
      ),
    assume: z.array(id),
    by: groupings.exactOptional().describe("A grouping, or two joined by a comma"),
  })
  .meta({ title: "A scenario: whose trade, on what day, with which tariffs changed" });

export type ScenarioText = z.infer<typeof scenario>;

/** @throws {UserError} listing every problem of the file. */
export function checkScenario(value: unknown, path: string): ScenarioText {
  refuseKind(
    value,
    "versions",
    path,
    "this is a measure, not a scenario",
    `add it to a scenario with --enact ${path}`,
  );
  return checked(scenario, value, path, "`tariff-calc scenario --dump-scenario` prints one to start from");
}

// The configuration file of a folder: what a command takes where its line says nothing.

const oneOrMore = z.union([text, z.array(text).min(1)], "expected a text or a list of texts");

export const config = z
  .strictObject({
    $schema: schemaRef,
    data: oneOrMore.exactOptional().describe("Folders of data, from the folder of this file"),
    origin: oneOrMore.exactOptional().describe("A country, a bloc, or all"),
    date: day.exactOptional().describe("The day whose law is taken"),
    format: text.exactOptional().describe("table, csv, json, ..."),
    assume: z.array(text).exactOptional().describe("Assumptions by id; an empty list for none"),
    weights: text
      .exactOptional()
      .describe(
        "Whose imports weight rates: 2024, latest, months such as 2025-07..2025-11, or a file, from the folder of this file",
      ),
    columns: z
      .record(z.string().regex(/^[\w-]+$/, "expected what is read, such as hts"), text)
      .exactOptional()
      .describe("What columns of files of entries are called, by what they are read as"),
  })
  .meta({ title: "A configuration file, tariff-calc.json" });

export type ConfigText = z.infer<typeof config>;
