/** A scenario beside its baseline, as a report. */
import { coverageOf, type Sums, sumsWhere } from "../domain/tally.js";
import { type Decimal, effectiveRate, minusUsd, NO_USD, plusUsd, type Usd } from "../domain/units.js";
import type { Cell, Column, Report } from "../report.js";
import { type Grouped, type Grouping, grouped, type Names } from "./group.js";
import type { ScenarioRun } from "./run-scenario.js";

const SCENARIO_COLUMNS: readonly Column[] = [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "baseline_rate", title: "Baseline", kind: "rate", drop: 0 },
  { key: "scenario_rate", title: "Scenario", kind: "rate", drop: 0 },
  { key: "change_pp", title: "Change, pp", kind: "points", drop: 3 },
  { key: "baseline_duty_usd", title: "Baseline duty", kind: "usd", drop: 5 },
  { key: "scenario_duty_usd", title: "Scenario duty", kind: "usd", drop: 4 },
  { key: "change_usd", title: "Change", kind: "usd", drop: 1 },
];

/** One line of the report: imports, and duty before and after. */
interface Line {
  readonly group: string;
  readonly label: string;
  readonly imports: Usd;
  readonly before: Usd;
  readonly after: Usd;
  /** What the rates are of; `null` where goods have no rate. */
  readonly base: Usd | null;
  /** Part of the duty cannot be known: sums are lower bounds. */
  readonly atLeast: boolean;
}

/** The table of a scenario. Heading and notes are the caller's. Units: dollars, fractions of customs value. */
export function scenarioReport(
  run: ScenarioRun,
  by: Grouping,
  top: number | null,
  names: Names,
): Pick<Report, "columns" | "rows" | "total" | "facts"> {
  const groups = grouped(run, by, names);
  const lines = topLines(ordered(linesOf(groups, tariffBase(run))), groups, top);
  const total = totalLine(run);
  const labelled = by === "origin" || by === "sector" || groups.layers ? lines : lines.map(withCode);
  const coverage = coverageOf(run.changed);
  return {
    columns: SCENARIO_COLUMNS,
    rows: labelled.map((line) => cells(line)),
    total: {
      ...Object.fromEntries(SCENARIO_COLUMNS.map(({ key }, index) => [key, cells(total)[index] ?? null])),
      rate_base_usd: total.base,
      at_least: coverage.unknown.gt(0),
    },
    facts: {
      coverage: Object.fromEntries(
        Object.entries(coverage).map(([name, dollars]) => [`${name}_usd`, dollars.toFixed()]),
      ),
    },
  };
}

/** Customs value of the goods of chapters 1 to 97, which rates of all goods are of. */
const tariffBase = ({ changed }: ScenarioRun): Usd =>
  sumsWhere(changed, ({ status }) => status !== "outside").imports;

function totalLine(run: ScenarioRun): Line {
  const all = () => true;
  const before = sumsWhere(run.baseline, all);
  const { imports, duty, atLeast } = sumsWhere(run.changed, all);
  const sums = { imports, before: before.duty, after: duty, base: tariffBase(run) };
  return { group: "total", label: "Total", ...sums, atLeast: atLeast || before.atLeast };
}

function linesOf({ before, after, labelOf, layers, outside }: Grouped, base: Usd): Line[] {
  const nothing: Sums = { imports: NO_USD, duty: NO_USD, atLeast: false };
  const groups = [...new Set([...before.keys(), ...after.keys()])];
  return groups.map((group) => {
    const was = before.get(group) ?? nothing;
    const is = after.get(group) ?? nothing;
    const imports = is.imports.gt(was.imports) ? is.imports : was.imports;
    const own = group === outside ? null : layers ? base : imports;
    const atLeast = was.atLeast || is.atLeast;
    return { group, label: labelOf(group), imports, before: was.duty, after: is.duty, base: own, atLeast };
  });
}

const ordered = (lines: readonly Line[]): Line[] =>
  [...lines].sort((a, b) => b.imports.cmp(a.imports) || (a.group < b.group ? -1 : 1));

/** The largest `top` groups and one line for the rest, in the order of their kind. */
function topLines(lines: readonly Line[], { order, layers }: Grouped, top: number | null): Line[] {
  const kept = top === null ? lines : lines.slice(0, top);
  const rest = lines.slice(kept.length);
  const placed = order
    ? [...kept].sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
    : [...kept];
  if (rest.length === 0) return placed;
  const sum = (of: (line: Line) => Usd) => rest.map(of).reduce(plusUsd, NO_USD);
  const base = layers ? (rest[0]?.base ?? null) : sum((line) => line.base ?? NO_USD);
  const label = `${rest.length} smaller groups`;
  return [
    ...placed,
    {
      group: "rest",
      label,
      imports: sum((l) => l.imports),
      before: sum((l) => l.before),
      after: sum((l) => l.after),
      base,
      atLeast: rest.some((line) => line.atLeast),
    },
  ];
}

const withCode = (line: Line): Line =>
  /^\d+$/.test(line.group) ? { ...line, label: `${line.group} ${line.label}` } : line;

function cells({ group, label, imports, before, after, base, atLeast }: Line): Cell[] {
  const name = atLeast ? (group === "total" ? `${label}, at least` : `${label} (≥)`) : label;
  const rates = [before, after].map((duty) => (base === null ? null : effectiveRate(duty, base)));
  const [was, is] = rates as [Decimal | null, Decimal | null];
  const points = was && is ? is.minus(was).times(100) : null;
  return [group, name, imports, was, is, points, before, after, minusUsd(after, before)];
}
