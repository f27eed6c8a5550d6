/** Checks data files for shape and sense: every problem in one run. */
import { memoize } from "../../../compiled/memo.js";
import type { Context, DataFiles, Inspected } from "../../../contract/command.js";
import { error, fileOf, type Problem, warning } from "../../../contract/errors.js";
import {
  circles,
  codeProblems,
  deadNames,
  gaps,
  overlaps,
  suggestion,
} from "../../../contract/measure-problems.js";
import type { Column, Report } from "../../../contract/report.js";
import { jsonEscaped, printable } from "../../../contract/text.js";
import type { MeasureText } from "../../../data/shapes/measure.js";
import { addDays, type IsoDate } from "../../../law/calendar.js";
import { printHts } from "../../../law/hts.js";
import type { ListGroup, ProductList } from "../../../law/measure.js";
import type { Schedule } from "../../../law/schedule.js";
import {
  type Bears,
  borneOn,
  chargedTwice,
  deadHeadings,
  excludedTwice,
  failingExamples,
  failingWorked,
  unreachable,
} from "./measures.js";
import { leverNameProblems, smallFileProblems } from "./small-files.js";
import { tradeProblems } from "./trade.js";

// Whether somebody looked lately, whether sources are known, and whether made files are up to date.

/** Measures last checked longer ago than this are told, counted back from the last day the law was checked. */
const STALE_AFTER = 180;

/** Measures that nobody has looked at for half a year while the rest of the law was checked. */
function staleChecks(text: MeasureText, asOf: IsoDate): Problem[] {
  const { checkedOn, versions } = text;
  const last = versions.at(-1)?.until ?? null;
  if ((last !== null && last <= checkedOn) || checkedOn >= addDays(asOf, -STALE_AFTER)) return [];
  return [
    warning(
      "stale",
      fileOf(text),
      "checkedOn",
      `it was last checked on ${checkedOn}, more than ${STALE_AFTER} days before ${asOf}`,
      "read the law again, mend what has changed, and write the day",
    ),
  ];
}

/** Measures of the base tariff rest on no act of their own. */
const BASE = "base";

/** Acts and sources that the data does not name. */
const unknownSources = (context: Context, data: DataFiles): Problem[] => [
  ...deadSources(context, data),
  ...deadActs(context, data),
];

const SOURCED = ["flows", "trade", "assumptions", "labels", "descriptions"] as const;

function deadSources(context: Context, data: DataFiles): Problem[] {
  const sources = context.sources().map(({ id }) => id);
  return SOURCED.flatMap((folder) => data.names(folder)).flatMap((name) => {
    const { source } = data.json(name);
    if (sources.includes(source)) return [];
    const mend = suggestion(source, sources, "an id of sources.json");
    return [error("source", name, "source", `there is no source ${source}`, mend)];
  });
}

function deadActs(context: Context, data: DataFiles): Problem[] {
  const { authorities } = data.json("authorities.json");
  const acts = [BASE, ...authorities.map(({ id }) => id)];
  return [...context.measureTexts().values()].flatMap((text) => {
    const { authority } = text;
    if (acts.includes(authority)) return [];
    const mend = suggestion(authority, acts, "an id of authorities.json; add the act there");
    return [warning("authority", fileOf(text), "authority", `there is no act ${authority}`, mend)];
  });
}

const ALL = "schedule/measures.json";

/** Measures that differ from their own files. */
function generatedProblems(context: Context, data: DataFiles): Problem[] {
  const { measures } = data.json(ALL);
  const held = new Map(measures.map((measure) => [measure.id, JSON.stringify(measure)]));
  const ids = [...context.measureTexts().entries()];
  const stale = ids.filter(([id, text]) => {
    const { $schema, examples, contested, ...law } = text;
    return held.get(id) !== JSON.stringify(law);
  });
  return stale.map(([id]) =>
    error("generated", ALL, "measures", `${id} is not what its file says`, "run `npm run gen`"),
  );
}

// Whether product lists make sense on their own.

type Law = Pick<Schedule, "base" | "firstDay" | "asOf">;

/** Numbers the tariff never had or no longer has, numbers twice, groups that end before they begin or undo each other. */
export function listProblems(list: ProductList, law: Law): Problem[] {
  const file = `lists/${list.id}.json`;
  return list.groups.flatMap((group, index) => {
    const { from, until, codes } = group;
    const place = `groups[${index}]`;
    const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
    return [
      ...(until !== null && until <= from
        ? [
            error(
              "backwards",
              file,
              place,
              `it ends on ${until}, not after it begins on ${from}`,
              "until is the first day on which it no longer holds",
            ),
          ]
        : []),
      ...twice.map((code) =>
        error("twice", file, `${place}.codes`, `${code} is there twice`, "keep one of them"),
      ),
      ...codeProblems(file, `${place}.codes`, codes, group, law),
      ...undone(file, list, index),
    ];
  });
}

/** Numbers that a group lists and a later one takes out on the same days under the same condition. */
function undone(file: string, { groups }: ProductList, index: number): Problem[] {
  const group = groups[index];
  if (group === undefined) return [];
  return groups.slice(index + 1).flatMap((other, at) => {
    if (other.condition !== group.condition || (other.counts === false) === (group.counts === false))
      return [];
    if (!meet(group, other)) return [];
    return group.codes
      .filter((code) => other.codes.includes(code))
      .map((code) =>
        error(
          "undone",
          file,
          `groups[${index + 1 + at}].codes`,
          `${printHts(code)} is put on the list by groups[${index}] and taken off it on the same days`,
          "keep it in one of the two groups, or give them days that do not meet",
        ),
      );
  });
}

const meet = (a: ListGroup, b: ListGroup): boolean =>
  (a.until === null || a.until > b.from) && (b.until === null || b.until > a.from);

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

// Problems as other programs read them: JUnit XML for build servers, SARIF for code hosts.

/** A suite a file, a case a problem: errors fail, warnings are told. Without problems one case that passes. */
export function junit(problems: readonly PlacedProblem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  const failures = problems.filter(({ level }) => level === "error").length;
  const suites = files.map((file) =>
    suiteOf(
      file,
      problems.filter((one) => one.file === file),
    ),
  );
  const body =
    suites.length > 0 ? suites.join("") : suite("data", 1, 0, testCase("data", "the data is sound", ""));
  const count = Math.max(problems.length, 1);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tariff-calc data validate" tests="${count}" failures="${failures}" errors="0">\n${body}</testsuites>\n`;
}

function suiteOf(file: string, problems: readonly PlacedProblem[]): string {
  const failures = problems.filter(({ level }) => level === "error").length;
  return suite(file, problems.length, failures, problems.map(caseOf).join(""));
}

const suite = (name: string, tests: number, failures: number, cases: string): string =>
  `  <testsuite name="${escaped(name)}" tests="${tests}" failures="${failures}" errors="0">\n${cases}  </testsuite>\n`;

function caseOf({ check, level, file, line, place, message, mend }: PlacedProblem): string {
  const text = escaped([`${file}:${line}`, message, mend].filter(Boolean).join("\n"));
  const said = escaped(message);
  const body =
    level === "error"
      ? `      <failure type="${escaped(check)}" message="${said}">${text}</failure>\n`
      : `      <system-out>warning: ${text}</system-out>\n`;
  return testCase(file, `${check}, line ${line}${place ? `, ${place}` : ""}`, body);
}

const testCase = (file: string, name: string, body: string): string =>
  `    <testcase classname="${escaped(file)}" name="${escaped(name)}"${body === "" ? " />" : `>\n${body}    </testcase>`}\n`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Control characters have no place in XML, not even escaped. */
const escaped = (text: string): string =>
  printable(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const NOWHERE = "names that lead nowhere";
/** What each check finds; docs/validate.md has the same. */
export const CHECKS: Readonly<Record<string, string>> = {
  json: "text that is no JSON or not UTF-8, keys twice, keys that are refused, depth, numbers too long",
  place: "files where no kind of data stands, ids that are not the path, links out of the folder",
  shape: "what the schema of the file refuses",
  backwards: "versions and groups that end before they begin",
  overlap: "versions that hold on the same day",
  gap: "up to seven days between two versions on which nothing is in force",
  circle: "measures that yield to each other in a circle",
  unreachable: "a version that reaches no line of the tariff",
  ...{ list: NOWHERE, origin: NOWHERE, lever: NOWHERE, measure: NOWHERE, source: NOWHERE },
  ...{ flows: NOWHERE, assume: NOWHERE, baseline: NOWHERE },
  "yields-to": "measures to yield to that are not there",
  authority: "acts that the data does not name",
  heading: "headings chapter 99 never had, or not while the version holds",
  "unknown-code": "numbers no edition of the tariff has",
  "ceased-code": "numbers that had ended when they count",
  twice: "codes twice in a group",
  undone: "codes that one group lists and another takes out",
  claim: "claims that are asked for and not explained, and the other way round",
  "charged-twice": "measures of one act that charge the same goods, where neither yields",
  "excluded-twice": "codes on a list that is covered and on one that is excepted",
  example: "examples that the law does not bear out",
  "no-example": "a measure without examples",
  sum: "columns of unequal length, shares above one, files of a dataset that do not add up to its total",
  order: "rows that are not in their order",
  stale: "measures last checked 180 days before the rest of the law",
  day: "scenarios before the data begins",
  generated: "measures.json that is not what the files say",
  hash: "files changed since they were imported",
};

// Code hosts show SARIF beside the lines. Source: OASIS SARIF 2.1.0.

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** One run with a result a problem. @param uriOf The address of a file, from the working folder where it is in it. */
export function sarif(
  problems: readonly PlacedProblem[],
  version: string,
  uriOf: (path: string) => string,
): string {
  const checks = [...new Set(problems.map(({ check }) => check))].sort();
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "tariff-calc", version, rules: checks.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: problems.map((one) => resultOf(one, checks.indexOf(one.check), uriOf(one.file))),
      },
    ],
  };
  return `${jsonEscaped(JSON.stringify(log, null, 2))}\n`;
}

/** A name is never the id again: a check of one word has none (3.49.7). */
function ruleOf(id: string) {
  const finds = CHECKS[id] ?? id;
  const text = `${finds.charAt(0).toUpperCase()}${finds.slice(1)}.`;
  const where = "docs/validate.md of the package lists every check, its level and what to do.";
  return {
    id,
    ...(id.includes("-") && { name: id.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase()) }),
    shortDescription: { text },
    fullDescription: { text: `tariff-calc data validate found: ${finds}.` },
    help: { text: `${text} ${where}` },
  };
}

const resultOf = (
  { check, level, line, place, message, mend }: PlacedProblem,
  ruleIndex: number,
  uri: string,
) => ({
  ruleId: check,
  ruleIndex,
  level,
  message: { text: [[place, message].filter(Boolean).join(": "), mend].filter(Boolean).join("; ") },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri },
        region: { startLine: line },
      },
    },
  ],
});
