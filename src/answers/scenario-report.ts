/** A scenario beside its baseline, as a report. */
import { coverageOf } from "../domain/tally.js";
import { type Decimal, minusUsd } from "../domain/units.js";
import type { Cell, Chart, Column, Report } from "../report.js";
import { type Grouping, grouped, type Names } from "./group.js";
import type { ScenarioRun } from "./run-scenario.js";
import { addedPoints, type Line, linesOf, ratesOf, tariffBase, totalLine } from "./scenario-lines.js";

const COLUMNS: readonly Column[] = [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "baseline_rate", title: "Baseline", kind: "rate", drop: 0 },
  { key: "scenario_rate", title: "Scenario", kind: "rate", drop: 0 },
  { key: "change_pp", title: "Change, pp", kind: "points", drop: 3 },
  { key: "baseline_duty_usd", title: "Baseline duty", kind: "usd", drop: 5 },
  { key: "scenario_duty_usd", title: "Scenario duty", kind: "usd", drop: 4 },
  { key: "change_usd", title: "Change", kind: "usd", drop: 1 },
  { key: "contribution_pp", title: "Adds, pp", kind: "points", drop: 6 },
];

/** Programs have the two names of a pair in columns of their own; people read them as one. */
const PAIR_COLUMNS: readonly Column[] = [
  ...COLUMNS.flatMap((column): Column[] =>
    column.key === "label"
      ? [
          { ...column, machineOnly: true },
          { ...column, tableOnly: true },
        ]
      : [column],
  ),
  { key: "group2", title: "Group", kind: "text", drop: 0, machineOnly: true },
  { key: "label2", title: "", kind: "text", drop: 0, machineOnly: true },
];

/** Before and after, for each group. */
const CHART: Chart = {
  kind: "bars",
  along: ["label"],
  views: { rate: ["baseline_rate", "scenario_rate"], duty: ["baseline_duty_usd", "scenario_duty_usd"] },
};

/** The table of a scenario. Heading, notes and further facts are the caller's. Units: dollars, fractions of customs value. */
export function scenarioReport(
  run: ScenarioRun,
  by: readonly Grouping[],
  top: number | null,
  names: Names,
): Pick<Report, "columns" | "rows" | "total"> & {
  readonly chart: Chart;
  readonly coverage: Readonly<Record<string, string>>;
} {
  const base = tariffBase(run);
  const groups = grouped(run, by, names, base);
  const lines = linesOf(groups, top);
  const points = addedPoints(lines, groups, base);
  const total = totalLine(run, base);
  const coverage = coverageOf(run.changed);
  const pair = by.length > 1;
  return {
    columns: pair ? PAIR_COLUMNS : COLUMNS,
    chart: CHART,
    rows: lines.map((line, index) => (pair ? pairCells : cells)(line, points[index] ?? null)),
    total: {
      ...Object.fromEntries(COLUMNS.map(({ key }, index) => [key, totalCells(total)[index] ?? null])),
      rate_base_usd: total.base,
      at_least: coverage.unknown.gt(0),
    },
    coverage: Object.fromEntries(
      Object.entries(coverage).map(([name, dollars]) => [`${name}_usd`, dollars.toFixed()]),
    ),
  };
}

/** The mark stands first, where a narrow table does not cut it off. */
const marked = (label: string, { atLeast }: Line): string => (atLeast ? `≥ ${label}` : label);

function cells(line: Line, points: Decimal | null): Cell[] {
  const [{ group, label } = { group: "", label: "" }] = line.parts;
  return [group, marked(label, line), ...figures(line, points)];
}

function pairCells(line: Line, points: Decimal | null): Cell[] {
  const [first, second] = line.parts;
  const together = line.parts.map(({ label }) => label).join(" / ");
  return [
    ...[first?.group ?? null, marked(first?.label ?? "", line), marked(together, line)],
    ...figures(line, points),
    ...[second?.group ?? null, second?.label ?? null],
  ];
}

function totalCells(line: Line): Cell[] {
  const [was, is] = ratesOf(line);
  const [{ group, label } = { group: "", label: "" }] = line.parts;
  return [
    ...[group, line.atLeast ? `${label}, at least` : label],
    ...figures(line, was && is ? pointsBetween(was, is) : null),
  ];
}

const pointsBetween = (was: Decimal, is: Decimal): Decimal => is.minus(was).times(100);

function figures(line: Line, points: Decimal | null): Cell[] {
  const { imports, before, after } = line;
  const [was, is] = ratesOf(line);
  const change = was && is ? pointsBetween(was, is) : null;
  return [imports, was, is, change, before, after, minusUsd(after, before), points];
}
