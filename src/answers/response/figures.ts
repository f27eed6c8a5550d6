/** Columns and cells of trade that has answered. Amounts are rounded to cents: they come from a model. */
import { decimal, usd } from "../../domain/units.js";
import { steady } from "../../economics/quantile.js";
import type { Cell, Column, Further, Report } from "../../report.js";
import type { Outcome } from "./outcome.js";

const CENTS = 2;
const PLACES = 6;

export const dollars = (amount: number | null): Cell =>
  amount === null ? null : usd(steady(amount)).toDecimalPlaces(CENTS);
/** A ratio of prices as the change in per cent. */
const change = (ratio: number): Cell => decimal(steady((ratio - 1) * 100)).toDecimalPlaces(PLACES);

const money = (key: string, title: string, drop: number): Column => ({ key, title, kind: "usd", drop });

/** Of prices, trade diverted and welfare: the first table has no room for them. */
export const PRICES: readonly Column[] = [
  { key: "buyer_price_pct", title: "Buyers, %", kind: "points", drop: 0 },
  { key: "exporter_price_pct", title: "Sellers, %", kind: "points", drop: 0 },
];
export const priceCells = ({ buyerPrice, exporterPrice }: Outcome): Cell[] => [
  change(buyerPrice),
  change(exporterPrice),
];

export const BURDEN: readonly Column[] = [
  money("consumers_usd", "Consumers", 0),
  money("importers_usd", "Importers", 0),
  money("foreign_sellers_usd", "Abroad", 0),
];
export const burdenCells = ({ consumers, importers, foreignSellers }: Outcome): Cell[] =>
  [consumers, importers, foreignSellers].map(dollars);

export const GAINS: readonly Column[] = [
  money("diverted_usd", "Others gain", 0),
  money("welfare_usd", "Country gains", 0),
];
/** @param against The same goods under the baseline: others gain what they sell more than there. */
export function gainCells({ others, welfare }: Outcome, against: Outcome | null): Cell[] {
  const was = against?.others ?? null;
  const diverted = others === null || was === null ? null : others - was;
  return [diverted, welfare].map(dollars);
}

export const REVENUE: readonly Column[] = [
  money("static_duty_usd", "Static duty", 0),
  money("duty_usd", "Duty", 0),
  money("gross_usd", "Added", 0),
  money("collected_usd", "Collected", 0),
  money("net_usd", "Net", 0),
];
export const revenueCells = ({ staticDuty, duty, gross, collected, net }: Outcome): Cell[] =>
  [staticDuty, duty, gross, collected, net].map(dollars);

export const importsColumn = (key: string, title: string, drop: number): Column => money(key, title, drop);

/** Columns that only machine formats have in the first table: people read them in a smaller one. */
export const forMachines = (columns: readonly Column[]): readonly Column[] =>
  columns.map((column) => ({ ...column, machineOnly: true }));

/** Some columns of a report as a table of their own, without those that say nothing; none if all say nothing. */
export function excerpt(
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
