/** The scenario that a file describes. */
import type { LeverText } from "../data/shapes/lists.js";
import type { ChangeText, ScenarioText } from "../data/shapes/scenario.js";
import type { Country } from "../law/origin.js";
import type { Baseline, Change, Lever, Scenario } from "../law/scenario.js";
import type { Schedule } from "../law/schedule.js";
import { names } from "../law/settle.js";
import { closest, UserError } from "./errors.js";
import { toMeasure } from "./measure-text.js";
import { parseRate } from "./parse.js";

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
    changes: toChanges(text.changes, levers),
    assume: text.assume,
  };
}

/** A lever as the data states it. */
export const toLever = ({ enacts, ...lever }: LeverText): Lever =>
  enacts ? { ...lever, enacts: toMeasure(enacts) } : lever;

/** Changes in order; before the first of a lever on a pending action, that action at no rate. @throws {UserError} */
export function toChanges(texts: readonly ChangeText[], levers: readonly Lever[]): readonly Change[] {
  const enacted = new Set<string>();
  return texts.flatMap((text): Change[] => {
    const change = toChange(text, levers);
    const lever = "lever" in text ? levers.find(({ name }) => name === text.lever) : undefined;
    if (lever?.enacts === undefined) return [change];
    if (lever.namesOrigins && change.do === "set" && change.origins.length === 0)
      throw new UserError("it is not decided whose goods this reaches; no origin is named", {
        where: `--${lever.name}`,
        hint: `name them behind the rate: --${lever.name} 100@CN,IN`,
      });
    if (enacted.has(lever.name)) return [change];
    enacted.add(lever.name);
    return [{ do: "enact", measure: lever.enacts }, change];
  });
}

function toChange(text: ChangeText, levers: readonly Lever[]): Change {
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

function targets(
  { lever, measures = [] }: Exclude<ChangeText, { do: "enact" }>,
  levers: readonly Lever[],
): readonly string[] {
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
  const isNew = missed.do === "enact";
  const there = isNew || measures.some(({ id }) => patterns.some((pattern) => names(pattern, id)));
  const limits = missed.do === "set" ? missed.origins : [];
  const asked = limits.length > 0 ? limits : origins;
  const shown = patterns.length > 0 ? patterns.join(", ") : "any name";
  if (there)
    return new UserError(`nothing to change: ${shown} does not reach goods of ${asked.join(", ")}`, {
      where: "scenario",
      hint: `its trade is of ${origins.join(", ")}; ${isNew ? "--origin names others, --origin all takes every one" : "`tariff-calc measures` shows whom each measure reaches, and from when"}`,
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
