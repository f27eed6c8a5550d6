/** Whether measures make sense on their own and together. */
import type { IsoDate } from "../../domain/day.js";
import { inForce, spanIn } from "../../domain/in-force.js";
import type { Measure, Version } from "../../domain/measure.js";
import type { Schedule } from "../../domain/schedule.js";
import { names } from "../../domain/settle.js";
import type { MeasureText } from "../../texts/measure.js";
import { checkMeasureExample } from "../check-example.js";
import { error, type Problem, warning } from "./problem.js";

const fileOf = ({ id }: { id: string }): string => `schedule/measures/${id}.json`;

/** Versions that hold on the same day, or end before they begin. */
export function overlaps(measure: Measure): Problem[] {
  return (["law", "cash"] as const).flatMap((view) => {
    const spans = measure.versions.flatMap((version, index) => {
      const span = spanIn(version, view);
      return span ? [{ ...span, index }] : [];
    });
    const backwards = spans.filter(({ from, until }) => until !== null && until <= from);
    const overlapping = spans.slice(1).filter(({ from }, at) => {
      const until = spans[at]?.until ?? null;
      return until === null || until > from;
    });
    return [
      ...backwards.map(({ index, from, until }) =>
        error(
          fileOf(measure),
          `versions[${index}]`,
          `it ends on ${until}, not after it begins on ${from} (${view} view)`,
        ),
      ),
      ...overlapping.map(({ index, from }) =>
        error(
          fileOf(measure),
          `versions[${index}].from`,
          `${from} lies within the version before it (${view} view); end that one first`,
        ),
      ),
    ];
  });
}

/** Names that lead nowhere: lists, origins, measures to yield to. */
export function deadNames(measure: Measure, schedule: Schedule): Problem[] {
  const file = fileOf(measure);
  const blocs = new Set([...schedule.origins.values()].flatMap(({ blocs: own }) => own));
  return measure.versions.flatMap((version, index) => {
    const { covers, freedBy, yieldsTo, byOrigin } = version;
    const lists = [...covers.lists, ...covers.exceptLists, ...freedBy.flatMap((one) => one.lists ?? [])];
    const origins = [
      ...covers.origins,
      ...covers.exceptOrigins,
      ...byOrigin.flatMap((one) => one.origins),
      ...freedBy.flatMap((one) => one.origins ?? []),
    ];
    const yields = [...yieldsTo.entirely, ...yieldsTo.onItsPart];
    const place = `versions[${index}]`;
    return [
      ...lists
        .filter((id) => !schedule.lists.get(id))
        .map((id) => error(file, place, `there is no list ${id}`)),
      ...origins
        .filter((name) => name !== "*" && !blocs.has(name) && !schedule.origins.has(name as never))
        .map((name) => error(file, place, `there is no origin ${name}`)),
      ...yields
        .filter((pattern) => !schedule.measures.some(({ id }) => names(pattern, id)))
        .map((pattern) => warning(file, `${place}.yieldsTo`, `no measure is named ${pattern}`)),
    ];
  });
}

/** Versions that no line of the tariff can be reached by. */
export function unreachable(measure: Measure, { base, lists, asOf, firstDay }: Schedule): Problem[] {
  return measure.versions.flatMap((version, index) => {
    const { products, lists: ids } = version.covers;
    if (products.includes("*")) return [];
    const day = version.from < firstDay ? firstDay : version.from > asOf ? asOf : version.from;
    const listed = ids.flatMap(
      (id) => lists.get(id)?.groups.flatMap(({ codes, counts }) => (counts === false ? [] : codes)) ?? [],
    );
    const reaches = [...products, ...listed].some(
      (code) => base.ratesOf(code.padEnd(8, "0"), day) || base.linesUnder(code, day).length > 0,
    );
    return reaches
      ? []
      : [
          error(
            fileOf(measure),
            `versions[${index}].covers`,
            "it reaches no line of the tariff on its first day",
          ),
        ];
  });
}

/** Headings that chapter 99 never had, or no longer had when a version began. */
export function deadHeadings(
  measure: Measure,
  headings: ReadonlyMap<string, readonly [IsoDate, IsoDate | null]>,
  lastEdition: IsoDate,
): Problem[] {
  const named = (version: Version) => [
    version.heading,
    ...version.byOrigin.map(({ heading }) => heading),
    ...version.freedBy.map(({ heading }) => heading),
  ];
  return measure.versions.flatMap((version, index) => {
    if (version.from > lastEdition) return [];
    return [...new Set(named(version))]
      .filter((heading) => heading.startsWith("9903.") && !headings.has(heading))
      .map((heading) =>
        warning(fileOf(measure), `versions[${index}].heading`, `no edition of chapter 99 has ${heading}`),
      );
  });
}

/** Circles of yielding among measures in force on a day: nobody would give way. */
export function circles(schedule: Schedule): Problem[] {
  const days = new Set(schedule.measures.flatMap(({ versions }) => versions.map(({ from }) => from)));
  const found = new Map<string, Problem>();
  for (const day of days) {
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
          fileOf({ id: first }),
          "versions.yieldsTo",
          `on ${day} it yields in a circle: ${[...circle, first].join(" to ")}`,
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

/** Examples that the law does not bear out, and measures without any. */
export function failingExamples(text: MeasureText, schedule: Schedule): Problem[] {
  if (text.examples.length === 0)
    return [
      warning(fileOf(text), "examples", "it has no example: add at least the first day and the day before"),
    ];
  return text.examples.flatMap((example, index) => {
    const finding = checkMeasureExample(text.id, example, schedule);
    return finding
      ? [
          error(
            fileOf(text),
            `examples[${index}]`,
            `"${example.name}": expected ${finding.expected}; got ${finding.found}`,
          ),
        ]
      : [];
  });
}
