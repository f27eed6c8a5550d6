/** Columns and cells of points that were swept. */
import type { Decimal } from "../../domain/units.js";
import type { Cell, Chart, Column } from "../../report.js";
import type { Swept } from "./sweep.js";

export const columnsOf = (names: readonly string[]): Column[] => [
  ...names.map((lever): Column => ({ key: `${lever}_pct`, title: `${lever}, %`, kind: "text", drop: 0 })),
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 2 },
  { key: "duty_usd", title: "Duty", kind: "usd", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 1 },
  { key: "at_least", title: "At least", kind: "flag", drop: 4, machineOnly: true },
  { key: "bar", title: "", kind: "bar", drop: 3, tableOnly: true },
];

export const chartOf = (names: readonly string[]): Chart => ({
  kind: names.length === 1 ? "line" : "map",
  along: names.map((lever) => `${lever}_pct`),
  views: { duty: ["duty_usd"], rate: ["rate"] },
  atLeast: "at_least",
});

/** Characters of the longest bar. */
const WIDEST = 30;

export const sweptCells = (
  { point, imports, duty, rate }: Swept,
  most: Decimal,
  atLeast: boolean,
): Cell[] => [
  ...point.map((one) => one.toFixed()),
  imports,
  duty,
  rate.toDecimalPlaces(20),
  atLeast,
  most.isZero() ? "" : "█".repeat(Math.round(duty.div(most).times(WIDEST).toNumber())),
];
