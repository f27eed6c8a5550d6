/** Whether names are those of origins or blocs. */
import type { Schedule } from "../../domain/schedule.js";
import { error, type Problem } from "./problem.js";

/** Names of no origin and no bloc, once each; `*` and `all` stand for every origin. */
export function originProblems(
  file: string,
  place: string,
  named: readonly string[],
  { origins }: Pick<Schedule, "origins">,
): Problem[] {
  const blocs = new Set([...origins.values()].flatMap(({ blocs: own }) => own));
  const known = (name: string) =>
    name === "*" || name === "all" || blocs.has(name) || origins.has(name as never);
  return [...new Set(named)]
    .filter((name) => !known(name))
    .map((name) =>
      error(
        "origin",
        file,
        place,
        `there is no origin ${name}`,
        `two letters as in ISO 3166, or a bloc: ${[...blocs].sort().join(", ")}`,
      ),
    );
}
