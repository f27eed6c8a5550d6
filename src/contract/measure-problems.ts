/** What makes no sense in a measure beside the law it joins: its days, whom it yields to, and the names it uses. */
import { addDays, type IsoDate, type Span } from "../law/calendar.js";
import { printHts } from "../law/hts.js";
import { inForce, type Measure, spanIn, type Version, type View } from "../law/measure.js";
import { type Country, originNamed } from "../law/origin.js";
import type { Change } from "../law/scenario.js";
import type { BaseSchedule, Schedule } from "../law/schedule.js";
import { asks } from "../law/scope.js";
import { names } from "../law/settle.js";
import { closest, error, fileOf, type Problem, UserError, warning } from "./errors.js";

/** Versions that hold on the same day, or end before they begin; in the cash view where the law view has it not. */
export function overlaps(measure: Measure): Problem[] {
  const inLaw = spanFaults(measure, "law");
  const inCash = spanFaults(measure, "cash").filter(
    (fault) => !inLaw.some(({ index }) => index === fault.index),
  );
  return [
    ...inLaw.map((fault) => problemOf(measure, fault, "")),
    ...inCash.map((fault) => problemOf(measure, fault, " as collected")),
  ];
}

interface SpanFault {
  readonly index: number;
  readonly from: IsoDate;
  /** The day it ends, not after it begins; `null` if it lies within the version before it. */
  readonly ended: IsoDate | null;
}

function spanFaults(measure: Measure, view: View): SpanFault[] {
  const spans = measure.versions.flatMap((version, index) => {
    const span = spanIn(version, view);
    return span ? [{ ...span, index }] : [];
  });
  return spans.flatMap(({ from, until, index }, at): SpanFault[] => {
    if (until !== null && until <= from) return [{ index, from, ended: until }];
    const before = at === 0 ? from : (spans[at - 1]?.until ?? null);
    return before === null || before > from ? [{ index, from, ended: null }] : [];
  });
}

const problemOf = (measure: Measure, { index, from, ended }: SpanFault, view: string): Problem =>
  ended === null
    ? error(
        "overlap",
        fileOf(measure),
        `versions[${index}].from`,
        `${from} lies within the version before it${view}`,
        "end that one first: its until is the day on which this one begins",
      )
    : error(
        "backwards",
        fileOf(measure),
        `versions[${index}]`,
        `it ends on ${ended}, not after it begins on ${from}${view}`,
        "until is the first day on which it no longer holds",
      );

/** A gap as short as this between two versions is more likely a day miscounted than a tariff lifted. */
const SHORT_GAP = 7;

/** Days between two versions on which the measure is not in force, where they are few. */
export function gaps(measure: Measure): Problem[] {
  const spans = measure.versions
    .map((version, index) => ({ ...version, index }))
    .filter((one) => !one.onlyCollected);
  return spans.slice(1).flatMap(({ from, index }, at): Problem[] => {
    const until = spans[at]?.until ?? null;
    if (until === null || until >= from || addDays(until, SHORT_GAP) < from) return [];
    return [
      warning(
        "gap",
        fileOf(measure),
        `versions[${index}].from`,
        `nothing is in force ${daysBetween(until, from)}`,
        `if the terms change without a break, begin this version on ${until}`,
      ),
    ];
  });
}

const daysBetween = (until: IsoDate, from: IsoDate): string =>
  addDays(until, 1) === from ? `on ${until}` : `from ${until} to ${addDays(from, -1)}`;

// Circles of yielding among measures in force on a day: nobody would give way.

/** Each circle once, on the first day it is found. */
export function circles(schedule: Pick<Schedule, "measures">): Problem[] {
  const measures = mayCircle(schedule.measures);
  const days = new Set(measures.flatMap(({ versions }) => versions.map(({ from }) => from)));
  const found = new Map<string, Problem>();
  for (const day of [...days].sort()) {
    const standing = measures.flatMap((measure) => {
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

/** Measures that can stand in a circle, whatever the day: each yields, at some time, to one of the others or to itself. */
function mayCircle(measures: readonly Measure[]): readonly Measure[] {
  const patterns = new Map(
    measures.map(({ id, versions }) => [
      id,
      [...new Set(versions.flatMap(({ yieldsTo }) => yieldedTo(yieldsTo)))],
    ]),
  );
  const yields = ({ id }: Measure, others: readonly Measure[]) =>
    patterns.get(id)?.some((pattern) => others.some((other) => names(pattern, other.id)));
  let left = measures;
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const among = left;
    left = among.filter((measure) => yields(measure, among));
  }
  return left;
}

const yieldedTo = ({ entirely, onItsPart }: Version["yieldsTo"]): readonly string[] => [
  ...entirely,
  ...onItsPart,
];

function circleAmong(standing: readonly { id: string; version: Version }[]): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return path.slice(path.indexOf(id));
    if (done.has(id)) return undefined;
    const own = standing.find((one) => one.id === id)?.version.yieldsTo;
    const next = standing.filter((one) => own && yieldedTo(own).some((pattern) => names(pattern, one.id)));
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

// Names in measures that lead nowhere: lists, origins, measures to yield to, numbers of the tariff, acts.

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

// Whether names are those of origins or blocs.

/** Names of no origin and no bloc, once each; `*` and `all` stand for every origin. */
export function originProblems(
  file: string,
  place: string,
  named: readonly string[],
  law: Pick<Schedule, "origins" | "homeOrigins">,
): Problem[] {
  const blocs = new Set([...law.origins.values()].flatMap(({ blocs: own }) => own));
  const known = (name: string) =>
    name === "*" || name === "all" || blocs.has(name) || originNamed(name as Country, law) !== undefined;
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

// Whether numbers are those of the tariff, and were in it when they count.

/** Chapter 77 is reserved, and no chapter is beyond 99. */
const isChapter = (code: string): boolean => code >= "01" && code.slice(0, 2) !== "77";

/** Chapter 99 holds measures, which no table of lines has. */
const isSpecial = (code: string): boolean => code.startsWith("99");

/** Numbers that no edition had, and those that were not in the tariff on any day on which they count. */
export function codeProblems(
  file: string,
  place: string,
  codes: readonly string[],
  span: Span,
  { base, firstDay, asOf }: Pick<Schedule, "base" | "firstDay" | "asOf">,
): Problem[] {
  const goods = codes.filter((code) => code !== "*" && !isSpecial(code));
  const known = goods.filter((code) => base.everHad(code));
  const unknown = goods.filter((code) => !base.everHad(code));
  const clip = (day: IsoDate): IsoDate => (day < firstDay ? firstDay : day > asOf ? asOf : day);
  return [
    ...unknown.map((code) => unknownCode(file, place, code)),
    ...known
      .filter((code) => !everOn(code, clip(span.from), clip(span.until ?? asOf), base))
      .map((code) =>
        warning(
          "ceased-code",
          file,
          place,
          `${printHts(code)} is not in the tariff from ${clip(span.from)}`,
          "name the number that took its place, or end this one on the day it ceased",
        ),
      ),
  ];
}

const unknownCode = (file: string, place: string, code: string): Problem =>
  isChapter(code)
    ? warning(
        "unknown-code",
        file,
        place,
        `no edition of the tariff has ${code}`,
        "check the digits; a number of 10 digits may be newer than the last edition",
      )
    : error("unknown-code", file, place, `there is no chapter ${code.slice(0, 2)}`, "check the digits");

function everOn(code: string, from: IsoDate, until: IsoDate, base: BaseSchedule): boolean {
  const days = [from, ...base.changeDays.filter((day) => day > from && day < until)];
  return days.some((day) => isOn(code, day, base));
}

const RATE_DIGITS = 8;

const isOn = (code: string, day: IsoDate, base: BaseSchedule): boolean =>
  code.length < RATE_DIGITS ||
  (code.length === RATE_DIGITS ? base.ratesOf(code, day) !== undefined : base.exists(code, day));

// Measures that a scenario adds: they are checked as those of a data folder are.

/**
 * @param claims Those that the catalogue has; any word if not given.
 * @throws {UserError} if a measure to enact names lists, origins or claims that are not there, or overlaps itself.
 */
export function checkEnacted(
  changes: readonly Change[],
  schedule: Schedule,
  claims?: readonly string[],
): void {
  for (const change of changes) if (change.do === "enact") checkSense(change.measure, schedule, claims);
}

/** Claims that a measure asks for and the catalogue lacks: nobody could make them. */
const strangeClaims = (measure: Measure, claims: readonly string[]): Problem[] =>
  measure.versions.flatMap((version, index) =>
    [...new Set(asks(version).claims)]
      .filter((claim) => !claims.includes(claim))
      .map((claim) =>
        error(
          "claim",
          fileOf(measure),
          `versions[${index}]`,
          `there is no claim ${claim}; ${suggestion(claim, claims, "one that `tariff-calc claims` lists")}`,
        ),
      ),
  );

function checkSense(measure: Measure, schedule: Schedule, claims: readonly string[] | undefined): void {
  const others = schedule.measures.filter(({ id }) => id !== measure.id);
  const problems = [
    ...overlaps(measure),
    ...deadNames(measure, schedule),
    ...circles({ measures: [...others, measure] }),
    ...(claims ? strangeClaims(measure, claims) : []),
  ].filter(({ level }) => level === "error");
  if (problems.length === 0) return;
  const lines = problems.map(({ place, message }) => `\n    ${place}: ${message}`);
  throw new UserError(
    `${problems.length === 1 ? "one thing is" : `${problems.length} things are`} wrong${lines.join("")}`,
    {
      where: `measure ${measure.id}`,
      hint: "name lists, origins and claims that the data has; `tariff-calc measures` shows how others do",
    },
  );
}
