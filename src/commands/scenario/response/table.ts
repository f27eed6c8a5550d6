/**
 * Trade that has answered as tables: a row a horizon, or a row a group of goods. Amounts are rounded to cents: they
 * come from a model.
 */
import type { Cell, Chart, Column, Further, Report } from "../../../contract/report.js";
import { steady } from "../../../economics/sample.js";
import { decimal, usd } from "../../../law/units.js";
import type { RowKey } from "../../common/groups.js";
import type { Law, Outcome, TradeCell } from "./cells.js";
import type { Horizon, Model, Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

const CENTS = 2;
const PLACES = 6;

export const dollars = (amount: number | null): Cell =>
  amount === null ? null : usd(steady(amount)).toDecimalPlaces(CENTS);
/** A ratio of prices as the change in per cent. */
const change = (ratio: number): Cell => decimal(steady((ratio - 1) * 100)).toDecimalPlaces(PLACES);

const money = (key: string, title: string, drop: number): Column => ({ key, title, kind: "usd", drop });

/** Of prices, trade diverted and welfare: the first table has no room for them. */
const PRICES: readonly Column[] = [
  { key: "buyer_price_pct", title: "Buyers, %", kind: "points", drop: 0 },
  { key: "exporter_price_pct", title: "Sellers, %", kind: "points", drop: 0 },
];
const priceCells = ({ buyerPrice, exporterPrice }: Outcome): Cell[] => [
  change(buyerPrice),
  change(exporterPrice),
];

const BURDEN: readonly Column[] = [
  money("consumers_usd", "Consumers", 0),
  money("importers_usd", "Importers", 0),
  money("foreign_sellers_usd", "Abroad", 0),
];
const burdenCells = ({ consumers, importers, foreignSellers }: Outcome): Cell[] =>
  [consumers, importers, foreignSellers].map(dollars);

/** Models whose welfare is of all tariffs on all origins, which is no sum to hold beside that of the others. */
export const OF_ALL_TARIFFS: readonly Model[] = ["armington", "nested", "gsim"];

const gainColumns = (model: Model): readonly Column[] => [
  money("diverted_usd", "Others sell more", 0),
  money("welfare_usd", OF_ALL_TARIFFS.includes(model) ? "US gain, all tariffs" : "US gain, these goods", 0),
];
/** @param against The same goods under the baseline: others gain what they sell more than there. */
function gainCells({ others, welfare }: Outcome, against: Outcome | null): Cell[] {
  const was = against?.others ?? null;
  const diverted = others === null || was === null ? null : others - was;
  return [diverted, welfare].map(dollars);
}

const REVENUE: readonly Column[] = [
  money("static_duty_usd", "Static duty", 0),
  money("duty_usd", "Duty", 0),
  money("gross_usd", "Added", 0),
  money("collected_usd", "Collected", 0),
  money("net_usd", "Net", 0),
];
const revenueCells = ({ staticDuty, duty, gross, collected, net }: Outcome): Cell[] =>
  [staticDuty, duty, gross, collected, net].map(dollars);

export const importsColumn = (key: string, title: string, drop: number): Column => money(key, title, drop);

/** Columns that only machine formats have in the first table: people read them in a smaller one. */
const forMachines = (columns: readonly Column[]): readonly Column[] =>
  columns.map((column) => ({ ...column, machineOnly: true }));

/** Some columns of a report as a table of their own, without those that say nothing; none if all say nothing. */
function excerpt(
  title: string,
  names: Column,
  columns: readonly Column[],
  { columns: all, rows }: Pick<Report, "columns" | "rows">,
): Further[] {
  const place = ({ key }: Column) => all.findIndex((column) => column.key === key);
  const kept = columns.filter((column) => rows.some((cells) => cells[place(column)] !== null));
  if (kept.length === 0 || rows.length === 0) return [];
  const shown = [names, ...kept];
  return [
    { title, columns: shown, rows: rows.map((cells) => shown.map((one) => cells[place(one)] ?? null)) },
  ];
}

const NAME: Column = { key: "case", title: "", kind: "text", drop: 0 };
const STATIC = REVENUE.slice(0, 1);

const caseColumns = (model: Model): readonly Column[] => [
  NAME,
  { key: "law", title: "Law", kind: "text", drop: 0, machineOnly: true },
  { key: "horizon", title: "Horizon", kind: "text", drop: 0, machineOnly: true },
  { key: "elasticity", title: "Elasticity", kind: "text", drop: 5, machineOnly: true },
  importsColumn("imports_before_usd", "Imports before", 3),
  importsColumn("imports_usd", "Imports", 0),
  ...forMachines(STATIC),
  ...REVENUE.slice(1),
  ...forMachines([...PRICES, ...BURDEN, ...gainColumns(model)]),
];

/** Each law and its title. */
export const LAWS: readonly (readonly [Law, string])[] = [
  ["baseline", "Baseline"],
  ["scenario", "Scenario"],
];

const CASE_CHART: Chart = { kind: "bars", along: ["case"], views: { duty: ["duty_usd"] } };

/**
 * People read duty if trade stayed, burden, prices and gains in tables of their own.
 * @param moves Whether the scenario changes the law: one that is not changed has one answer, not two alike.
 */
export function casesOf(
  trade: AnsweringTrade,
  { horizons, model }: Settings,
  moves: boolean,
): Pick<Report, "columns" | "rows" | "total" | "further" | "chart"> {
  const rows = (moves ? LAWS : LAWS.slice(0, 1)).flatMap(([law, title]) =>
    horizons.map(({ label, demand }): Cell[] => {
      const outcome = trade.outcome(law, demand);
      return [
        ...[`${title}, ${label}`, law, label, decimal(demand).toFixed()],
        ...[dollars(outcome.before), dollars(outcome.after)],
        ...revenueCells(outcome),
        ...priceCells(outcome),
        ...burdenCells(outcome),
        ...gainCells(outcome, law === "scenario" ? trade.outcome("baseline", demand) : null),
      ];
    }),
  );
  const table = { columns: caseColumns(model), rows };
  const further = [
    ...excerpt(
      "Duty if trade stayed as it was, and who bears what it adds",
      NAME,
      [...STATIC, ...BURDEN],
      table,
    ),
    ...excerpt(
      "What buyers pay and sellers get, trade diverted, welfare",
      NAME,
      [...PRICES, ...gainColumns(model)],
      table,
    ),
  ];
  return { ...table, total: null, further, chart: CASE_CHART };
}

const LABEL: Column = { key: "label", title: "", kind: "text", drop: 0 };

const groupColumns = (model: Model): readonly Column[] => [
  { key: "group", title: "Group", kind: "text", drop: 0, machineOnly: true },
  LABEL,
  importsColumn("imports_before_usd", "Imports before", 4),
  importsColumn("baseline_imports_usd", "Baseline", 3),
  importsColumn("scenario_imports_usd", "Scenario", 2),
  importsColumn("baseline_duty_usd", "Baseline duty", 0),
  importsColumn("scenario_duty_usd", "Scenario duty", 0),
  importsColumn("change_usd", "Change", 1),
  ...forMachines([...PRICES, ...BURDEN, ...gainColumns(model)]),
];

const GROUP_CHART: Chart = {
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
  model: Model,
  { labelOf }: RowKey,
  top: number | null,
): Pick<Report, "columns" | "rows" | "total" | "further" | "chart"> {
  const groups = sizedGroups(trade.cells);
  const columns = groupColumns(model);
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
    columns,
    chart: GROUP_CHART,
    rows,
    total: Object.fromEntries(columns.map(({ key }, index) => [key, total[index] ?? null])),
    further: smallerTables([...rows, total], columns, model),
  };
}

const smallerTables = (
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  model: Model,
): Further[] => [
  ...excerpt("Who bears what the duty adds if trade stayed as it was", LABEL, BURDEN, {
    columns,
    rows,
  }),
  ...excerpt(
    "What buyers pay and sellers get, trade diverted, welfare",
    LABEL,
    [...PRICES, ...gainColumns(model)],
    {
      columns,
      rows,
    },
  ),
];
