/** A scenario beside its baseline, as a report: imports, and duty before and after, of each group. */
import type { Names } from "../../contract/command.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { type Decimal, effectiveRate, minusUsd, NO_USD, plusUsd, type Usd } from "../../law/units.js";
import { contributions } from "../../trade/effective-rate.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { coverageOf, type Sums, sumsWhere } from "../../trade/tally.js";
import { type GroupedRun, type Grouping, groupRun, smallerGroups } from "../common/groups.js";

const COLUMNS: readonly Column[] = [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  /** A name for programs, and one that says to people that its figures are lower bounds. */
  { key: "label", title: "", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0, tableOnly: true },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "baseline_rate", title: "Baseline", kind: "rate", drop: 0 },
  { key: "scenario_rate", title: "Scenario", kind: "rate", drop: 0 },
  { key: "change_pp", title: "Change, pp", kind: "points", drop: 3 },
  { key: "baseline_duty_usd", title: "Baseline duty", kind: "usd", drop: 5 },
  { key: "scenario_duty_usd", title: "Scenario duty", kind: "usd", drop: 4 },
  { key: "change_usd", title: "Change", kind: "usd", drop: 1 },
  { key: "contribution_pp", title: "Adds, pp", kind: "points", drop: 6 },
  { key: "at_least", title: "At least", kind: "flag", drop: 7, machineOnly: true },
];

/** Programs have the two names of a pair in columns of their own; people read them as one. */
const PAIR_COLUMNS: readonly Column[] = [
  ...COLUMNS,
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
  const groups = groupRun(run, by, names, base);
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
  return [group, label, marked(label, line), ...figures(line, points)];
}

function pairCells(line: Line, points: Decimal | null): Cell[] {
  const [first, second] = line.parts;
  const together = line.parts.map(({ label }) => label).join(" / ");
  return [
    ...[first?.group ?? null, first?.label ?? "", marked(together, line)],
    ...figures(line, points),
    ...[second?.group ?? null, second?.label ?? null],
  ];
}

function totalCells(line: Line): Cell[] {
  const [was, is] = ratesOf(line);
  const [{ group, label } = { group: "", label: "" }] = line.parts;
  const name = line.atLeast ? `${label}, at least` : label;
  return [...[group, name, name], ...figures(line, was && is ? pointsBetween(was, is) : null)];
}

const pointsBetween = (was: Decimal, is: Decimal): Decimal => is.minus(was).times(100);

function figures(line: Line, points: Decimal | null): Cell[] {
  const { imports, before, after } = line;
  const [was, is] = ratesOf(line);
  const change = was && is ? pointsBetween(was, is) : null;
  return [imports, was, is, change, before, after, minusUsd(after, before), points, line.atLeast];
}

export interface Line {
  /** What it goes by: one thing, or two. */
  readonly parts: readonly { readonly group: string; readonly label: string }[];
  readonly imports: Usd;
  readonly before: Usd;
  readonly after: Usd;
  /** What the rates are of; `null` where goods have no rate. */
  readonly base: Usd | null;
  /** Part of the duty cannot be known: sums are lower bounds. */
  readonly atLeast: boolean;
}

/** Customs value of the goods of chapters 1 to 97, which rates of all goods are of. */
export const tariffBase = ({ changed }: ScenarioRun): Usd =>
  sumsWhere(changed, ({ status }) => status !== "outside").imports;

export function totalLine(run: ScenarioRun, base: Usd): Line {
  const all = () => true;
  const before = sumsWhere(run.baseline, all);
  const { imports, duty, atLeast } = sumsWhere(run.changed, all);
  const parts = [{ group: "total", label: "Total" }];
  return { parts, imports, before: before.duty, after: duty, base, atLeast: atLeast || before.atLeast };
}

/** The `top` largest groups, or all, in the order of their kind, else by size; then the rest in one line. */
function linesOf(groups: GroupedRun, top: number | null): Line[] {
  const all = [...new Set([...groups.before.keys(), ...groups.after.keys()])].map((group) => ({
    group,
    line: lineOf(groups, group),
  }));
  all.sort((a, b) => b.line.imports.cmp(a.line.imports) || (a.group < b.group ? -1 : 1));
  const kept = all.slice(0, top ?? all.length);
  const rest = all.slice(kept.length).map(({ line }) => line);
  const { order } = groups;
  if (order) kept.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  return [...kept.map(({ line }) => line), ...(rest.length > 0 ? [addLines(rest, groups)] : [])];
}

const NOTHING: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };

function lineOf({ before, after, partsOf, baseOf }: GroupedRun, group: string): Line {
  const was = before.get(group) ?? NOTHING;
  const is = after.get(group) ?? NOTHING;
  const imports = is.imports.gt(was.imports) ? is.imports : was.imports;
  const own = baseOf(group);
  return {
    ...{ parts: partsOf(group), imports, before: was.duty, after: is.duty },
    base: own === undefined ? imports : own,
    atLeast: was.atLeast || is.atLeast,
  };
}

/** Layers of the same goods have one base; of several goods their sum has none. */
function addLines(lines: readonly Line[], { layers }: GroupedRun): Line {
  const sum = (of: (line: Line) => Usd) => lines.map(of).reduce(plusUsd, NO_USD);
  const [first] = lines;
  const shared = lines.every(({ base }) => base === first?.base) ? (first?.base ?? null) : null;
  return {
    parts: [{ group: "rest", label: smallerGroups(lines.length) }],
    imports: sum((line) => line.imports),
    before: sum((line) => line.before),
    after: sum((line) => line.after),
    base: layers ? shared : sum((line) => line.base ?? NO_USD),
    atLeast: lines.some((line) => line.atLeast),
  };
}

/** Rates of a line, before and after. */
const ratesOf = ({ before, after, base }: Line): readonly [Decimal | null, Decimal | null] =>
  base === null ? [null, null] : [effectiveRate(before, base), effectiveRate(after, base)];

/**
 * What each line adds to the change of the total rate, in points; `null` for goods without a rate. Layers are of all
 * goods, other groups weigh what they are of all goods: either way the points add up to the change of the total.
 */
const addedPoints = (lines: readonly Line[], { layers }: GroupedRun, total: Usd): (Decimal | null)[] =>
  lines.map((line) =>
    layers ? pointsOf(line, total, total) : line.base && pointsOf(line, line.base, total),
  );

function pointsOf({ before, after }: Line, own: Usd, total: Usd): Decimal | null {
  if (own.isZero()) return null;
  const weight = own.div(total);
  const [part] = contributions([{ weight, rate: before.div(own) }], [{ weight, rate: after.div(own) }]);
  return part ? part.rateEffect.plus(part.mixEffect).times(100) : null;
}
