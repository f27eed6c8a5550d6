/** Scenarios side by side: what each owes, and how far it is from the first. */
import type { Context } from "../command.js";
import type { View } from "../domain/schedule.js";
import { sumsWhere } from "../domain/tally.js";
import { effectiveRate, minusUsd } from "../domain/units.js";
import type { Cell, Chart, Column, Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { changesInWords } from "./change-words.js";
import { groupsBeside } from "./compare-groups.js";
import type { Grouping } from "./group.js";
import type { ScenarioRun } from "./run-scenario.js";
import { ran } from "./scenario.js";
import { tariffBase } from "./scenario-lines.js";
import { changeNotes } from "./scenario-notes.js";
import { notesOf } from "./scenario-words.js";

export interface ComparedCase {
  readonly name: string;
  readonly text: ScenarioText;
}

interface RanCase extends ComparedCase {
  readonly run: ScenarioRun;
  readonly notes: readonly string[];
}

const COLUMNS: readonly Column[] = [
  { key: "scenario", title: "Scenario", kind: "text", drop: 0 },
  { key: "changes", title: "Changes", kind: "text", drop: 4 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "from_first_usd", title: "From the first", kind: "usd", drop: 1 },
  { key: "from_first_pp", title: "pp", kind: "points", drop: 2 },
  { key: "at_least", title: "At least", kind: "flag", drop: 5, machineOnly: true },
];

const CHART: Chart = {
  kind: "bars",
  along: ["scenario"],
  views: { rate: ["rate"], duty: ["duty_usd"] },
  atLeast: "at_least",
};

/** One row a case; with a grouping, one row a group and its figures in each case. Units: dollars, fractions of customs value. */
export async function answerCompare(
  cases: readonly ComparedCase[],
  { by, view }: { readonly by: readonly Grouping[] | undefined; readonly view: View },
  context: Context,
): Promise<Report> {
  const runs: RanCase[] = [];
  for (const one of context.watch(cases, "scenarios")) {
    const { run, titles } = await ran(one.text, view, undefined, context);
    runs.push({ ...one, run, notes: [...changeNotes(run, context.schedule()), ...notesOf(run, titles)] });
  }
  return {
    title: `${runs.length} scenarios side by side`,
    heading: runs.map(
      ({ name, text }) =>
        `${name}: ${text.title}; ${changesInWords(text.changes).join(", ") || "the law as it was"}`,
    ),
    ...(by === undefined ? byCase(runs) : groupsBeside(runs, by, context.names())),
    notes: [
      "Arithmetic: trade stays as it was in each; rates are of goods of chapters 1-97.",
      ...notesOfAll(runs),
    ],
    facts: {},
  };
}

/** Notes that all cases share once, then those of each under its name. */
function notesOfAll(runs: readonly RanCase[]): string[] {
  const shared = (note: string) => runs.every(({ notes }) => notes.includes(note));
  return [
    ...(runs[0]?.notes.filter(shared) ?? []),
    ...runs.flatMap(({ name, notes }) =>
      notes.filter((note) => !shared(note)).map((note) => `${name}: ${note}`),
    ),
  ];
}

const owedIn = ({ run }: RanCase) => {
  const { duty, imports, atLeast } = sumsWhere(run.changed, () => true);
  return { duty, imports, atLeast, rate: effectiveRate(duty, tariffBase(run)) };
};

function byCase(runs: readonly RanCase[]): Pick<Report, "columns" | "rows" | "total" | "chart"> {
  const [first] = runs.map(owedIn);
  const rows = runs.map((one): Cell[] => {
    const { duty, imports, atLeast, rate } = owedIn(one);
    const apart = first ? minusUsd(duty, first.duty) : null;
    const points = rate && first?.rate ? rate.minus(first.rate).times(100) : null;
    return [
      ...[one.name, changesInWords(one.text.changes).join(", ")],
      ...[imports, duty, rate, apart, points, atLeast],
    ];
  });
  return { columns: COLUMNS, rows, total: null, chart: CHART };
}
