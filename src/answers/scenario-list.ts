/** The named scenarios, with what each asks. */
import type { Context } from "../command.js";
import type { Column, Report } from "../report.js";

const COLUMNS: readonly Column[] = [
  { key: "name", title: "Name", kind: "text", drop: 0 },
  { key: "date", title: "Day", kind: "text", drop: 2 },
  { key: "baseline", title: "Beside", kind: "text", drop: 1 },
  { key: "title", title: "Title", kind: "text", drop: 0 },
  { key: "summary", title: "What it asks", kind: "text", drop: 0, machineOnly: true },
];

/** A row a scenario; what each asks stands in the notes, where there is room. */
export async function answerScenarioList(context: Context): Promise<Report> {
  const scenarios = context.scenarios();
  return {
    title: `${scenarios.length} named scenarios`,
    heading: ["tariff-calc scenario NAME runs one; NAME+NAME composes them"],
    columns: COLUMNS,
    rows: scenarios.map(({ name, text }) => [
      name,
      text.date,
      text.baseline ?? "the same day",
      text.title,
      text.summary ?? null,
    ]),
    total: null,
    notes: scenarios.map(({ name, text }) => `${name}: ${text.summary ?? text.title}.`),
    facts: {},
  };
}
