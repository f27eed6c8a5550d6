/** The shape of a scenario file, and the scenario it describes. */
import type { IsoDate } from "../law/calendar.js";
import type { Country } from "../law/origin.js";
import type { Baseline, Change, Lever, Scenario } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { names } from "../law/settle.js";
import { closest, UserError } from "./errors.js";
import { type MeasureText, toMeasure } from "./measure-text.js";
import { parseRate } from "./parse.js";

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

export interface ScenarioText {
  $schema?: string;
  title: string;
  summary?: string;
  date: IsoDate;
  origins: string[];
  flows: string;
  /** HTS prefixes of the goods asked about; all goods if not given. */
  products?: string[];
  /** A day's law, `no-tariffs`, or the name of a scenario. */
  baseline?: string;
  changes: ChangeText[];
  assume: string[];
  /** A grouping, or two joined by a comma. */
  by?: string;
}

/** The scenario a file describes. @throws {UserError} on an unknown lever or a rate that is none. */
export function toScenario(
  text: ScenarioText,
  origins: readonly Country[],
  baseline: Baseline,
  levers: readonly Lever[],
): Scenario {
  return {
    title: text.title,
    date: text.date,
    origins,
    flows: text.flows,
    ...(text.products ? { products: text.products.map((code) => code.replaceAll(".", "")) } : {}),
    baseline,
    changes: text.changes.map((change) => toChange(change, levers)),
    assume: text.assume,
  };
}

export function toChange(text: ChangeText, levers: readonly Lever[]): Change {
  if (text.do === "enact") return { do: "enact", measure: toMeasure(text.measure) };
  const limits = {
    origins: text.origins ?? [],
    products: (text.products ?? []).map((code) => code.replaceAll(".", "")),
  };
  const measures = targets(text, levers);
  switch (text.do) {
    case "set":
      return { do: "set", measures, to: parseRate(text.rate), ...limits };
    case "restore":
      return { do: "restore", measures, termsOf: text.termsOf };
    case "move":
      return { do: "move", measures, from: text.from, until: text.until };
    case "repeal":
    case "exempt":
      return { do: text.do, measures, ...limits };
  }
}

function targets({ lever, measures = [] }: Targets, levers: readonly Lever[]): readonly string[] {
  if (lever === undefined) return measures;
  const known = levers.find(({ name }) => name === lever);
  if (known) return known.measures;
  const names = levers.map(({ name }) => name);
  const near = closest(lever, names);
  throw new UserError(`there is no lever "${lever}"`, {
    where: "scenario",
    hint: near ? `did you mean ${near}?` : `there are: ${names.join(", ")}`,
  });
}

/** A change that reached nothing: no such measure, or none for these goods. */
export function missedChange(missed: Change, origins: readonly string[], { measures }: Schedule): UserError {
  const patterns = missed.do === "enact" ? [missed.measure.id] : missed.measures;
  const there = measures.some(({ id }) => patterns.some((pattern) => names(pattern, id)));
  const limits = missed.do === "set" ? missed.origins : [];
  const asked = limits.length > 0 ? limits : origins;
  const shown = patterns.length > 0 ? patterns.join(", ") : "any name";
  if (there)
    return new UserError(`nothing to change: ${shown} does not reach goods of ${asked.join(", ")}`, {
      where: "scenario",
      hint: `its trade is of ${origins.join(", ")}; \`tariff-calc measures\` shows whom each measure reaches, and from when`,
    });
  const near = closest(
    patterns[0] ?? "",
    measures.map(({ id }) => id),
  );
  return new UserError(`nothing to change: there is no measure ${shown}`, {
    where: "scenario",
    hint: near ? `did you mean ${near}?` : "`tariff-calc measures` lists them",
  });
}
