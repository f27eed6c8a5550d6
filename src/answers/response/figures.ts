/** Columns and cells of trade that has answered. Amounts are rounded to cents: they come from a model. */
import { decimal, usd } from "../../domain/units.js";
import { steady } from "../../economics/quantile.js";
import type { Cell, Column } from "../../report.js";
import type { Outcome } from "./outcome.js";

const CENTS = 2;
const PLACES = 6;

export const dollars = (amount: number | null): Cell =>
  amount === null ? null : usd(steady(amount)).toDecimalPlaces(CENTS);
/** A ratio of prices as the change in per cent. */
const change = (ratio: number): Cell => decimal(steady((ratio - 1) * 100)).toDecimalPlaces(PLACES);

const money = (key: string, title: string, drop: number): Column => ({ key, title, kind: "usd", drop });

export const PRICES: readonly Column[] = [
  { key: "buyer_price_pct", title: "Buyers pay, %", kind: "points", drop: 4 },
  { key: "exporter_price_pct", title: "Sellers get, %", kind: "points", drop: 5 },
];
export const priceCells = ({ buyerPrice, exporterPrice }: Outcome): Cell[] => [
  change(buyerPrice),
  change(exporterPrice),
];

export const BURDEN: readonly Column[] = [
  money("consumers_usd", "Consumers bear", 6),
  money("importers_usd", "Importers", 7),
  money("foreign_sellers_usd", "Sellers abroad", 7),
  money("diverted_usd", "Others gain", 8),
  money("welfare_usd", "Country gains", 9),
];
/** @param against The same goods under the baseline: others gain what they sell more than there. */
export function burdenCells(outcome: Outcome, against: Outcome | null): Cell[] {
  const { consumers, importers, foreignSellers, others, welfare } = outcome;
  const was = against?.others ?? null;
  const diverted = others === null || was === null ? null : others - was;
  return [consumers, importers, foreignSellers, diverted, welfare].map(dollars);
}

export const REVENUE: readonly Column[] = [
  money("static_duty_usd", "Duty if trade stayed", 3),
  money("duty_usd", "Duty", 0),
  money("gross_usd", "Added", 2),
  money("collected_usd", "Collected", 6),
  money("net_usd", "Net", 1),
];
export const revenueCells = ({ staticDuty, duty, gross, collected, net }: Outcome): Cell[] =>
  [staticDuty, duty, gross, collected, net].map(dollars);

export const importsColumn = (key: string, title: string, drop: number): Column => money(key, title, drop);
