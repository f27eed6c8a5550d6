/** Checks data files for shape and sense: every problem in one run. */
import { memoize } from "../../../compiled/memo.js";
import type { Context, DataFiles, Inspected } from "../../../contract/command.js";
import { circles, deadNames, gaps, overlaps } from "../../../contract/measure-problems.js";
import { fileOf, type Problem } from "../../../contract/problem.js";
import type { Column, Report } from "../../../contract/report.js";
import { type Bears, borneOn, failingExamples, failingWorked } from "./examples.js";
import { generatedProblems, staleChecks, unknownSources } from "./freshness.js";
import { listProblems } from "./lists.js";
import { chargedTwice, deadHeadings, excludedTwice, unreachable } from "./measures.js";
import { leverNameProblems, smallFileProblems } from "./small-files.js";
import { tradeProblems } from "./trade.js";

/** For programs; people read the notes, whose lines are not cut. */
const COLUMNS: readonly Column[] = [
  { key: "level", title: "Level", kind: "text", drop: 0, machineOnly: true },
  { key: "check", title: "Check", kind: "text", drop: 0, machineOnly: true },
  { key: "file", title: "File", kind: "text", drop: 0, machineOnly: true },
  { key: "line", title: "Line", kind: "count", drop: 0, machineOnly: true },
  { key: "place", title: "Place", kind: "text", drop: 0, machineOnly: true },
  { key: "message", title: "What is wrong", kind: "text", drop: 0, machineOnly: true },
  { key: "mend", title: "What to do", kind: "text", drop: 0, machineOnly: true },
];

/** A problem with the path of its file and a line. */
export interface PlacedProblem extends Problem {
  readonly line: number;
}

interface Findings {
  readonly problems: readonly PlacedProblem[];
  /** What was checked, in words. */
  readonly heading: string;
}

/**
 * Every problem of the shipped data, or of what folders and files of the user make of it: theirs, and those that they
 * cause elsewhere. @param flags Names that levers cannot have. @throws {UserError} on a path that is neither file nor folder.
 */
export async function findProblems(
  context: Context,
  paths: readonly string[],
  flags: readonly string[] = [],
): Promise<Findings> {
  const inspected = await context.inspect(paths);
  const broken = inspected.problems.some(({ level }) => level === "error");
  const deep = [
    ...(broken && paths.length === 0 ? [] : newProblems(context, inspected, paths.length > 0)),
    ...leverNameProblems(inspected, flags),
  ];
  const { files } = inspected;
  const moved = deep.map((one) => ({ ...one, place: inspected.placeIn(one.file, one.place) }));
  const placed = [...inspected.problems, ...moved].map((problem) => ({
    ...problem,
    file: files.get(problem.file) ?? problem.file,
    line: problem.line ?? inspected.lineOf(problem.file, problem.place),
  }));
  return { problems: placed.sort(inOrder), heading: checkedWords(inspected, paths) };
}

/** Problems of sense; of an overlay those of its own files, and others that the data beneath it has not. */
function newProblems(
  beneath: Context,
  { context, data, files, sound }: Inspected,
  overlaid: boolean,
): Problem[] {
  if (overlaid && sound.length === 0) return [];
  const twice = overlaid
    ? chargedTwice(context.schedule(), beneath.schedule(), (id) => files.has(fileOf({ id })))
    : [];
  const bears = overlaid ? borneOn([...files.keys()], [beneath, context]) : () => true;
  const found = [...soundness(context, data), ...exampleProblems(context, data, bears), ...twice];
  if (!overlaid) return found;
  const elsewhere = found.filter(({ file }) => !files.has(file));
  if (elsewhere.length === 0) return found;
  const failing = elsewhere.some(({ check }) => check === "example")
    ? exampleProblems(beneath, beneath.data(), bears)
    : [];
  const known = new Set([...knownOf(beneath), ...failing.map(keyOf)]);
  return found.filter((problem) => files.has(problem.file) || !known.has(keyOf(problem)));
}

/** Problems of the data beneath, but for those of its examples. */
const knownOf = memoize((context: Context): readonly string[] =>
  soundness(context, context.data()).map(keyOf),
);

const keyOf = ({ file, check, place, message }: Problem): string => [file, check, place, message].join("\n");

/** Errors first, then by file and line. */
function inOrder(a: PlacedProblem, b: PlacedProblem): number {
  if (a.level !== b.level) return a.level === "error" ? -1 : 1;
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}

function checkedWords({ context, files }: Inspected, paths: readonly string[]): string {
  const law = `law checked to ${context.schedule().asOf}`;
  if (paths.length === 0)
    return `${context.measureTexts().size} measures, ${context.lists().length} lists; ${law}`;
  return `${files.size} ${files.size === 1 ? "file" : "files"} of ${paths.join(", ")} over the shipped data; ${law}`;
}

/** Every problem in one run; errors make the status 1. */
export function answerValidate({ problems, heading }: Findings): Report {
  const errors = problems.filter(({ level }) => level === "error").length;
  return {
    title: problems.length === 0 ? "The data is sound" : countWords(errors, problems.length - errors),
    heading: [heading],
    columns: COLUMNS,
    rows: problems.map(({ level, check, file, line, place, message, mend }) => [
      level,
      check,
      file,
      String(line),
      place,
      message,
      mend ?? null,
    ]),
    total: null,
    notes: problems.map(inWords),
    facts: {},
    findings: errors > 0,
  };
}

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
const countWords = (errors: number, warnings: number): string =>
  `${many(errors, "error")}, ${many(warnings, "warning")}`;

/** Where and what on a line, what to do about it behind it. */
export const inWords = ({ level, file, line, place, message, mend }: PlacedProblem): string =>
  `${level}: ${[`${file}:${line}`, place, message].filter(Boolean).join(": ")}${mend ? `; ${mend}` : ""}`;

/** Problems of the data as a whole. */
function soundness(context: Context, data: DataFiles): Problem[] {
  const schedule = context.schedule();
  const { headings, lastEdition } = context.headings();
  const texts = [...context.measureTexts().values()];
  const lists = context.lists();
  const circular = circles(schedule);
  const listIds = lists.map(({ id }) => id);
  return [
    ...Array.from(context.watch(schedule.measures, "measures"), (measure) => [
      ...overlaps(measure),
      ...gaps(measure),
      ...deadNames(measure, schedule, listIds),
      ...unreachable(measure, schedule),
      ...deadHeadings(measure, headings, lastEdition),
      ...excludedTwice(measure, schedule),
    ]).flat(),
    ...circular,
    ...texts.flatMap((text) => staleChecks(text, schedule.asOf)),
    ...lists.flatMap((list) => listProblems(list, schedule)),
    ...smallFileProblems(context, data),
    ...tradeProblems(context, data),
    ...unknownSources(context, data),
    ...generatedProblems(context, data),
  ];
}

/** Problems of examples, which are run only where every duty can be settled. */
function exampleProblems(context: Context, data: DataFiles, bears: Bears): Problem[] {
  const schedule = context.schedule();
  if (circles(schedule).length > 0) return [];
  return [
    ...[...context.measureTexts().values()].flatMap((text) => failingExamples(text, schedule, bears)),
    ...failingWorked(context, data.names("examples"), bears),
  ];
}
