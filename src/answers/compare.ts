/** Scenarios side by side: what each owes, and how far it is from the first. */
import type { Context } from "../command.js";
import type { View } from "../domain/schedule.js";
import { sumsWhere } from "../domain/tally.js";
import { effectiveRate, minusUsd, type Usd } from "../domain/units.js";
import type { Cell, Column, Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { changesInWords } from "./change-words.js";
import { type Grouping, grouped } from "./group.js";
import type { ScenarioRun } from "./run-scenario.js";
import { ran } from "./scenario.js";
import { tariffBase } from "./scenario-lines.js";

export interface ComparedCase {
  readonly name: string;
  readonly text: ScenarioText;
}

interface RanCase extends ComparedCase {
  readonly run: ScenarioRun;
}

const COLUMNS: readonly Column[] = [
  { key: "scenario", title: "Scenario", kind: "text", drop: 0 },
  { key: "changes", title: "Changes", kind: "text", drop: 4 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "from_first_usd", title: "From the first", kind: "usd", drop: 1 },
  { key: "from_first_pp", title: "pp", kind: "points", drop: 2 },
];

/** One row a case; with a grouping, one row a group and a duty a case. Units: dollars, fractions of customs value. */
export async function answerCompare(
  cases: readonly ComparedCase[],
  { by, view }: { readonly by: readonly Grouping[] | undefined; readonly view: View },
  context: Context,
): Promise<Report> {
  const runs: RanCase[] = [];
  for (const one of context.watch(cases, "scenarios"))
    runs.push({ ...one, run: (await ran(one.text, view, undefined, context)).run });
  const open = runs.filter(({ run }) => sumsWhere(run.changed, () => true).atLeast).map(({ name }) => name);
  return {
    title: `${runs.length} scenarios side by side`,
    heading: runs.map(
      ({ name, text }) =>
        `${name}: ${text.title}; ${changesInWords(text.changes).join(", ") || "the law as it was"}`,
    ),
    ...(by === undefined ? byCase(runs) : byGroup(runs, by, context)),
    total: null,
    notes: [
      "Arithmetic: trade stays as it was in each; rates are of goods of chapters 1-97.",
      ...(open.length > 0
        ? [`Lower bounds, because part of the goods have duties that cannot be computed: ${open.join(", ")}.`]
        : []),
    ],
    facts: {},
  };
}

const owedIn = ({ run }: RanCase) => {
  const { duty, imports } = sumsWhere(run.changed, () => true);
  return { duty, imports, rate: effectiveRate(duty, tariffBase(run)) };
};

function byCase(runs: readonly RanCase[]): Pick<Report, "columns" | "rows"> {
  const [first] = runs.map(owedIn);
  const rows = runs.map((one): Cell[] => {
    const { duty, imports, rate } = owedIn(one);
    const apart = first ? minusUsd(duty, first.duty) : null;
    const points = rate && first?.rate ? rate.minus(first.rate).times(100) : null;
    return [one.name, changesInWords(one.text.changes).join(", "), imports, duty, rate, apart, points];
  });
  return { columns: COLUMNS, rows };
}

/** Groups by the size of the first case. */
function byGroup(
  runs: readonly RanCase[],
  by: readonly Grouping[],
  context: Context,
): Pick<Report, "columns" | "rows"> {
  const tallies = runs.map(({ run }) => grouped(run, by, context.names(), tariffBase(run)));
  const ids = [...new Set(tallies.flatMap(({ after }) => [...after.keys()]))];
  const size = (id: string) => tallies[0]?.after.get(id)?.imports.toNumber() ?? 0;
  ids.sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
  const label = (id: string) =>
    tallies[0]
      ?.partsOf(id)
      .map((part) => part.label)
      .join(" / ") ?? id;
  return {
    columns: [
      { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
      { key: "label", title: "", kind: "text", drop: 0 },
      ...runs.map(
        ({ name }, index): Column => ({ key: `${index + 1}_duty_usd`, title: name, kind: "usd", drop: 0 }),
      ),
    ],
    rows: ids.map((id): Cell[] => [
      id,
      label(id),
      ...tallies.map(({ after }): Usd | null => after.get(id)?.duty ?? null),
    ]),
  };
}
