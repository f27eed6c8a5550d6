/** Trade that has answered, by groups of goods: under the baseline and under the scenario side by side. */
import type { Cell, Chart, Column, Further, Report } from "../../report.js";
import type { RowKey } from "../group-keys.js";
import type { TradeCell } from "./cells.js";
import {
  BURDEN,
  burdenCells,
  dollars,
  excerpt,
  forMachines,
  GAINS,
  gainCells,
  importsColumn,
  PRICES,
  priceCells,
} from "./figures.js";
import type { Outcome } from "./outcome.js";
import type { Horizon } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const LABEL: Column = { key: "label", title: "", kind: "text", drop: 0 };

const COLUMNS: readonly Column[] = [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  LABEL,
  importsColumn("imports_before_usd", "Imports before", 3),
  importsColumn("baseline_imports_usd", "Baseline", 2),
  importsColumn("scenario_imports_usd", "Scenario", 0),
  importsColumn("baseline_duty_usd", "Baseline duty", 4),
  importsColumn("scenario_duty_usd", "Scenario duty", 0),
  importsColumn("change_usd", "Change", 1),
  ...forMachines([...PRICES, ...BURDEN, ...GAINS]),
];

const CHART: Chart = {
  kind: "bars",
  along: ["label"],
  views: { duty: ["baseline_duty_usd", "scenario_duty_usd"] },
};

/** Groups of goods, the largest first. */
export function sizedGroups(cells: readonly TradeCell[]): string[] {
  const sizes = new Map<string, number>();
  for (const { group, value } of cells) sizes.set(group, (sizes.get(group) ?? 0) + value);
  return [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([group]) => group);
}

/** The `top` largest groups; the order is by size. */
export function groupsOf(
  trade: AnsweringTrade,
  { demand }: Horizon,
  { labelOf }: RowKey,
  top: number | null,
): Pick<Report, "columns" | "rows" | "total" | "further" | "chart"> {
  const groups = sizedGroups(trade.cells);
  const both = (group?: string) => [
    trade.outcome("baseline", demand, group),
    trade.outcome("scenario", demand, group),
  ];
  const cells = (group: string, label: string, [was, is]: readonly Outcome[]): Cell[] =>
    was && is
      ? [
          ...[group, label],
          ...[is.before, was.after, is.after, was.duty, is.duty, is.duty - was.duty].map(dollars),
          ...priceCells(is),
          ...burdenCells(is),
          ...gainCells(is, was),
        ]
      : [];
  const total = cells("total", "Total", both());
  const rows = groups
    .slice(0, top ?? groups.length)
    .map((group) => cells(group, labelOf(group), both(group)));
  return {
    columns: COLUMNS,
    chart: CHART,
    rows,
    total: Object.fromEntries(COLUMNS.map(({ key }, index) => [key, total[index] ?? null])),
    further: smallerTables([...rows, total]),
  };
}

const smallerTables = (rows: readonly (readonly Cell[])[]): Further[] => [
  ...excerpt("Who bears what the duty adds if trade stayed as it was", LABEL, BURDEN, {
    columns: COLUMNS,
    rows,
  }),
  ...excerpt("What buyers pay and sellers get, trade diverted, welfare", LABEL, [...PRICES, ...GAINS], {
    columns: COLUMNS,
    rows,
  }),
];
