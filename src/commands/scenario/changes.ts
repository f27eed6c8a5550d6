/** Changes of a scenario in a few words, for its heading. */
import { UserError } from "../../contract/errors.js";
import { circles, deadNames, overlaps } from "../../contract/measure-problems.js";
import type { ChangeText } from "../../data/shapes/scenario.js";
import { printHts } from "../../law/hts.js";
import type { Measure } from "../../law/measure.js";
import type { Change } from "../../law/scenario.js";
import type { Schedule } from "../../law/schedule.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { tallyLayers } from "../../trade/tally.js";

export const changesInWords = (changes: readonly ChangeText[]): string[] => changes.map(changeInWords);

function changeInWords(change: ChangeText): string {
  if (change.do === "enact") return `enacts ${change.measure.id}`;
  const what = change.lever ?? (change.measures ?? []).join(" and ");
  const where = [
    ...(change.origins ?? []),
    ...(change.products ?? []).map((code) => printHts(code.replaceAll(".", ""))),
  ];
  const limited = where.length === 0 ? "" : ` for ${where.join(", ")}`;
  switch (change.do) {
    case "set":
      return `${what} ${rateInWords(change.rate)}${limited}`;
    case "repeal":
      return `repeals ${what}${limited}`;
    case "exempt":
      return `exempts from ${what}${limited}`;
    case "restore":
      return `${what === "*" ? "all measures" : what} as on ${change.termsOf}`;
    case "move":
      return `moves ${what} to ${change.from}`;
  }
}

function rateInWords(rate: string): string {
  const [, kind, digits = ""] = /^(?:(floor|cap):)?(.+?)%?$/.exec(rate.trim()) ?? [];
  return `${digits.trim()} %${kind === "floor" ? " all-in" : kind === "cap" ? " at most" : ""}`;
}

// Changes of a scenario that make no sense in the law they change.

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
