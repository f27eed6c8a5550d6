/** Circles of yielding among measures in force on a day: nobody would give way. */
import { inForce } from "../../domain/in-force.js";
import type { Version } from "../../domain/measure.js";
import type { Schedule } from "../../domain/schedule.js";
import { names } from "../../domain/settle.js";
import { fileOf } from "./file-of.js";
import { error, type Problem } from "./problem.js";

/** Each circle once, on the first day it is found. */
export function circles(schedule: Pick<Schedule, "measures">): Problem[] {
  const days = new Set(schedule.measures.flatMap(({ versions }) => versions.map(({ from }) => from)));
  const found = new Map<string, Problem>();
  for (const day of [...days].sort()) {
    const standing = schedule.measures.flatMap((measure) => {
      const version = inForce(measure, day, "law");
      return version ? [{ id: measure.id, version }] : [];
    });
    const circle = circleAmong(standing);
    const [first] = circle ?? [];
    if (circle && first && !found.has(circle.join()))
      found.set(
        circle.join(),
        error(
          "circle",
          fileOf({ id: first }),
          "versions.yieldsTo",
          `on ${day} it yields in a circle: ${[...circle, first].join(" to ")}`,
          "take one of them out of the yieldsTo of another",
        ),
      );
  }
  return [...found.values()];
}

function circleAmong(standing: readonly { id: string; version: Version }[]): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return path.slice(path.indexOf(id));
    if (done.has(id)) return undefined;
    const own = standing.find((one) => one.id === id)?.version.yieldsTo;
    const next = standing.filter(
      (one) => own && [...own.entirely, ...own.onItsPart].some((pattern) => names(pattern, one.id)),
    );
    for (const other of next) {
      const circle = visit(other.id, [...path, id]);
      if (circle) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const { id } of standing) {
    const circle = visit(id, []);
    if (circle) return circle;
  }
  return undefined;
}
