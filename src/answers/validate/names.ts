/** Names in measures that lead nowhere: lists, origins, measures to yield to, numbers of the tariff, acts. */
import type { Measure, Version } from "../../domain/measure.js";
import type { Schedule } from "../../domain/schedule.js";
import { names } from "../../domain/settle.js";
import { closest } from "../../errors.js";
import { codeProblems } from "./codes.js";
import { fileOf } from "./file-of.js";
import { originProblems } from "./origins.js";
import { error, type Problem, warning } from "./problem.js";

/** Each name once, at the version that has it. */
export function deadNames(measure: Measure, schedule: Schedule, listIds: readonly string[] = []): Problem[] {
  const file = fileOf(measure);
  return measure.versions.flatMap((version, index) => {
    const place = `versions[${index}]`;
    return [
      ...listsOf(version)
        .filter((id) => !schedule.lists.get(id))
        .map((id) =>
          error("list", file, place, `there is no list ${id}`, suggestion(id, listIds, "lists/<id>.json")),
        ),
      ...originProblems(file, place, originsOf(version), schedule),
      ...yieldProblems(file, place, version, schedule),
      ...codeProblems(file, `${place}.covers.products`, version.covers.products, version, schedule),
      ...codeProblems(
        file,
        `${place}.covers.exceptProducts`,
        version.covers.exceptProducts,
        version,
        schedule,
      ),
    ];
  });
}

const listsOf = ({ covers, freedBy }: Version): string[] => [
  ...new Set([...covers.lists, ...covers.exceptLists, ...freedBy.flatMap((one) => one.lists ?? [])]),
];

const originsOf = ({ covers, freedBy, byOrigin }: Version): string[] => [
  ...covers.origins,
  ...covers.exceptOrigins,
  ...byOrigin.flatMap((one) => one.origins),
  ...freedBy.flatMap((one) => one.origins ?? []),
];

/** Patterns of measures that a version names, and where. */
const measuresNamed = ({
  yieldsTo,
  freedBy,
}: Version): readonly (readonly [where: string, pattern: string])[] => [
  ...[...yieldsTo.entirely, ...yieldsTo.onItsPart].map((pattern) => ["yieldsTo", pattern] as const),
  ...freedBy.flatMap(({ displaces }, index) =>
    typeof displaces === "object"
      ? displaces.map((pattern) => [`freedBy[${index}].displaces`, pattern] as const)
      : [],
  ),
];

const yieldProblems = (file: string, place: string, version: Version, { measures }: Schedule): Problem[] =>
  measuresNamed(version)
    .filter(([, pattern]) => !measures.some(({ id }) => names(pattern, id)))
    .map(([where, pattern]) =>
      warning(
        "yields-to",
        file,
        `${place}.${where}`,
        `no measure is named ${pattern}`,
        suggestion(
          pattern,
          measures.map(({ id }) => id),
          "the id of a measure, or the start of one and *",
        ),
      ),
    );

/** What may have been meant, else where names of the kind come from. */
export function suggestion(name: string, known: readonly string[], else_: string): string {
  const near = closest(name, known);
  return near ? `did you mean ${near}?` : `expected ${else_}`;
}
