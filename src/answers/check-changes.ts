/** Changes of a scenario that make no sense in the law they change. */
import type { Measure } from "../domain/measure.js";
import type { Change } from "../domain/scenario.js";
import type { Schedule } from "../domain/schedule.js";
import { names } from "../domain/settle.js";
import { tallyLayers } from "../domain/tally.js";
import { closest, UserError } from "../errors.js";
import type { ScenarioRun } from "./run-scenario.js";
import { circles } from "./validate/circles.js";
import { deadNames } from "./validate/names.js";
import { overlaps } from "./validate/spans.js";

/** @throws {UserError} if a measure to enact names lists or origins that are not there, or overlaps itself. */
export function checkEnacted(changes: readonly Change[], schedule: Schedule): void {
  for (const change of changes) if (change.do === "enact") checkSense(change.measure, schedule);
}

function checkSense(measure: Measure, schedule: Schedule): void {
  const others = schedule.measures.filter(({ id }) => id !== measure.id);
  const problems = [
    ...overlaps(measure),
    ...deadNames(measure, schedule),
    ...circles({ measures: [...others, measure] }),
  ].filter(({ level }) => level === "error");
  if (problems.length === 0) return;
  const lines = problems.map(({ place, message }) => `\n    ${place}: ${message}`);
  throw new UserError(
    `${problems.length === 1 ? "one thing is" : `${problems.length} things are`} wrong${lines.join("")}`,
    {
      where: `measure ${measure.id}`,
      hint: "name lists and origins that the data has; `tariff-calc measures` shows how others do",
    },
  );
}

/** Ids of measures that take the place of one of the law. */
export const replacedIds = (changes: readonly Change[], { measures }: Schedule): string[] =>
  changes.flatMap((change) =>
    change.do === "enact" && measures.some(({ id }) => id === change.measure.id) ? [change.measure.id] : [],
  );

/** Measures enacted that none of the trade is charged under: nothing would move, and nothing say why. */
export function idleIds({ scenario, changed }: ScenarioRun): string[] {
  const enacted = scenario.changes.flatMap((change) => (change.do === "enact" ? [change.measure.id] : []));
  if (enacted.length === 0) return [];
  const charged = tallyLayers(changed, (layer) => layer?.id ?? "");
  return enacted.filter((id) => !charged.has(id));
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
