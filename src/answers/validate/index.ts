/** Checks all data files for sense; shape is checked by their schemas. */
import type { Context } from "../../command.js";
import type { Column, Report } from "../../report.js";
import { listProblems } from "./lists.js";
import { circles, deadHeadings, deadNames, failingExamples, overlaps, unreachable } from "./measures.js";
import type { Problem } from "./problem.js";

/** For programs; people read the notes, whose lines are not cut. */
const COLUMNS: readonly Column[] = [
  { key: "level", title: "Level", kind: "text", drop: 0, machineOnly: true },
  { key: "file", title: "File", kind: "text", drop: 0, machineOnly: true },
  { key: "place", title: "Place", kind: "text", drop: 0, machineOnly: true },
  { key: "message", title: "What is wrong", kind: "text", drop: 0, machineOnly: true },
];

/** Every problem of the data in one run; errors make the status 1. */
export async function answerValidate(context: Context): Promise<Report> {
  const schedule = context.schedule();
  const { headings, lastEdition } = context.headings();
  const texts = [...context.measureTexts().values()];
  const problems: Problem[] = [
    ...(await context.misshapen()),
    ...schedule.measures.flatMap((measure) => [
      ...overlaps(measure),
      ...deadNames(measure, schedule),
      ...unreachable(measure, schedule),
      ...deadHeadings(measure, headings, lastEdition),
    ]),
    ...circles(schedule),
    ...texts.flatMap((text) => failingExamples(text, schedule)),
    ...context.lists().flatMap((list) => listProblems(list, schedule.base.everHad)),
  ];
  const errors = problems.filter(({ level }) => level === "error").length;
  return {
    title:
      problems.length === 0 ? "The data is sound" : `${errors} errors, ${problems.length - errors} warnings`,
    heading: [`${texts.length} measures, ${context.lists().length} lists; law checked to ${schedule.asOf}`],
    columns: COLUMNS,
    rows: problems.map(({ level, file, place, message }) => [level, file, place, message]),
    total: null,
    notes: problems.map(inWords),
    facts: {},
    findings: errors > 0,
  };
}

const inWords = ({ level, file, place, message }: Problem): string =>
  `${level}: ${[file, place, message].filter(Boolean).join(": ")}`;
