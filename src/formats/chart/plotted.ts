/** Rows of a report as values to draw, each with its text as a table prints it, and how far their axis goes. */
import { type Cell, type Chart, type ColumnKind, isDecimal, type Report } from "../../contract/report.js";
import { cellText, type MoneyUnit, moneyUnit } from "../cells.js";

/** A value of one series. */
export interface Value {
  /** In per cent, or in the unit of money; `null` is never drawn. */
  readonly number: number | null;
  readonly text: string;
  readonly atLeast: boolean;
}

/** A row: a value a series. */
export interface Plot {
  /** Where it stands. */
  readonly along: readonly string[];
  readonly values: readonly Value[];
  /** What moved the value. */
  readonly events: readonly string[];
}

export interface PlottedReport {
  readonly view: "rate" | "duty";
  /** Of what, and in which unit. */
  readonly what: string;
  /** What `along` is. */
  readonly along: readonly string[];
  readonly series: readonly string[];
  readonly plots: readonly Plot[];
  readonly total: Plot | null;
}

type Cells = (key: string) => Cell;

/** The first view of the chart of a report; `mark` stands before lower bounds. Numbers are binary floats, for drawing alone; texts come from the decimals. */
export function plotReport(report: Report, chart: Chart, mark = "≥ "): PlottedReport {
  const [[view = "rate", keys = []] = []] = Object.entries(chart.views) as [
    PlottedReport["view"],
    readonly string[],
  ][];
  const unit = moneyUnit(report);
  const columnOf = (key: string) => report.columns.find((column) => column.key === key);
  const kind: ColumnKind = view === "rate" ? "rate" : "usd";
  const plot = (cells: Cells): Plot => ({
    along: chart.along.map((key) => String(cells(key) ?? "")),
    values: keys.map((key) => {
      const open =
        chart.atLeast !== undefined && cells(chart.atLeast) === true && !chart.exact?.includes(key);
      return readValue(cells(key), kind, unit, open ? mark : "");
    }),
    events: (chart.events && (cells(chart.events) as readonly string[] | null)) || [],
  });
  const places = new Map(report.columns.map(({ key }, index) => [key, index]));
  const { total } = report;
  return {
    view,
    what: view === "rate" ? "Rate, % of customs value" : `${chart.dollarsOf ?? "Duty"}, ${unit.title}`,
    along: chart.along.map((key) => columnOf(key)?.title ?? key),
    series: keys.map((key) => columnOf(key)?.title ?? key),
    plots: report.rows.map((row) => plot((key) => row[places.get(key) ?? -1] ?? null)),
    total: total && plot((key) => total[key] ?? null),
  };
}

/** What is not known, or does not apply, says so in words: it has no number. */
function readValue(cell: Cell, kind: ColumnKind, unit: MoneyUnit, mark: string): Value {
  const atLeast = mark !== "";
  if (!isDecimal(cell)) {
    const text = kind === "rate" && !atLeast ? "no rate" : "unknown";
    return { number: null, text, atLeast: false };
  }
  const number = kind === "rate" ? cell.times(100) : cell.div(`1e${unit.power}`);
  return { number: number.toNumber(), text: `${mark}${cellText(cell, kind, unit)}`, atLeast };
}

/** Every number drawn; the total only where it is of the same size, as rates are. */
export function numbersOf({ view, plots, total }: PlottedReport): number[] {
  const drawn = view === "rate" && total ? [...plots, total] : plots;
  return drawn.flatMap(({ values }) => values.flatMap(({ number }) => number ?? []));
}

const STEPS = [1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A round number that no value passes; 1 where there is nothing above zero. */
export function roundTop(numbers: readonly number[]): number {
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return Number(((STEPS.find((step) => step * power >= most) ?? 10) * power).toPrecision(3));
}
