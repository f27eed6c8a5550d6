/** The rate that customs collects, estimated by month, beside the statutory one and what is known. */
import type { Context, RealisedData } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { ALL } from "../../contract/question.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { daysOfMonth, meanOver, type RateFrom } from "../../law/calendar.js";
import type { Period } from "../../law/days.js";
import { type Decimal, decimal, effectiveRate, usd } from "../../law/units.js";
import { forecaster } from "../../trade/collected.js";
import { monthsBetween } from "../../trade/grouped-duty.js";
import { actualsOf } from "../common/data-extent.js";
import type { Weights } from "../common/law-words.js";
import {
  type Assumed,
  checkDataset,
  forecastAll,
  lastKnown,
  monthlyLaw,
  partnersNamed,
  type RealisedMonth,
  rateIn,
  realisedMonths,
  splitAssumptions,
  unknownByMonth,
} from "../common/realised.js";
import {
  type EstimateWeights,
  estimateWeights,
  estimateWeightsTold,
  forecastersOf,
  onImportsOf,
} from "../common/weights.js";
import { dutyByDay, type TradeQuestion, unlawfulNotes } from "./points.js";

const COLUMNS: readonly Column[] = [
  { key: "month", title: "Month", kind: "text", drop: 0 },
  { key: "statutory_rate", title: "Statutory", kind: "rate", drop: 0 },
  { key: "realised_rate", title: "Realised", kind: "rate", drop: 0 },
  { key: "realised_low", title: "From", kind: "rate", drop: 1 },
  { key: "realised_high", title: "To", kind: "rate", drop: 1 },
  { key: "actual_rate", title: "Actual", kind: "rate", drop: 0 },
];

const CHART: Chart = {
  kind: "line",
  along: ["month"],
  views: { rate: ["statutory_rate", "realised_rate", "actual_rate"] },
  exact: ["actual_rate"],
};

/** Decimals of an estimated rate: a ten-thousandth of a point. */
const PLACES = 6;

/** What is answered under the heading of a timeline, which says whose imports weight it. */
type Answer = Omit<Report, "title" | "heading"> & { readonly weights: Weights };

/** @throws {UserError} if imports of the origin are not known by month and industry. */
export async function realisedTimeline(
  asked: TradeQuestion,
  name: string,
  { assume, weights }: { readonly assume: readonly string[] | undefined; readonly weights: string },
  period: Period,
  context: Context,
): Promise<Answer> {
  checkDataset(asked.flows);
  const data = await context.realised();
  const partners = partnersNamed(
    name,
    asked.origins.map(({ code }) => code),
    data,
  );
  if (partners.length === 0) throw unknownByMonth(name, data, context);
  const months = monthsBetween(period.from.slice(0, 7), period.to.slice(0, 7));
  const imports = await estimateWeights(weights, data, context, partners);
  if (imports.file) checkNoMember(name, partners, data);
  const assumed = splitAssumptions(assume, data, context);
  const estimate: Estimate = { ...assumed, weights: imports, months, name, partners };
  const trade = assume === undefined ? asked : { ...asked, assume: estimate.trade };
  const statutory = statutoryIn(estimate, trade, data, context);
  const estimates = estimatesOf(estimate, data, context);
  const actuals = imports.file ? new Map<string, Decimal>() : actualRates(name, asked, context);
  return {
    columns: COLUMNS,
    chart: CHART,
    rows: months.map((month, index): Cell[] => {
      const lawful = statutory(month);
      return [month, lawful, ...estimated(estimates[index], lawful), actuals.get(month) ?? null];
    }),
    total: null,
    notes: [...notesOf(estimates, estimate, data), ...unlawfulNotes(asked, period, context)],
    facts: {},
    weights: estimateWeightsTold(imports, data, asked.flows, asked.origins),
  };
}

/** Statutory rates by month, on the imports that are meant. */
function statutoryIn(estimate: Estimate, trade: TradeQuestion, data: RealisedData, context: Context) {
  const { partners, months, weights } = estimate;
  if (isMember(partners, data)) return memberRates(estimate, trade, data, context);
  return statutoryRates(trade, months, weights.file ? onImportsOf(weights.file, context) : context);
}

/** @throws {UserError} on a member of the Union, whose lines of 2024 are in those of the Union. */
function checkNoMember(name: string, partners: readonly string[], data: RealisedData): void {
  if (!isMember(partners, data)) return;
  throw new UserError(`the lines of 2024 have the goods of ${name} among those of the European Union`, {
    where: "--weights",
    hint: `weight with months such as 2025-07..2025-11, or ask for --origin EU`,
  });
}

/** What is estimated, and under which assumptions. */
interface Estimate extends Assumed {
  readonly name: string;
  readonly partners: readonly string[];
  readonly months: readonly string[];
  readonly weights: EstimateWeights;
}

/** A day of the last month. */
const lastDay = (months: readonly string[]) => `${months.at(-1)}-01` as Period["to"];

/** Months with their bands; none where nothing is assumed. */
function estimatesOf(estimate: Estimate, data: RealisedData, context: Context): RealisedMonth[] {
  const { name, partners, months, collected, weights } = estimate;
  if (collected.size === 0 && weights.months === "2024") return [];
  const asked = { to: lastDay(months), ...(name === ALL ? {} : { partners: lawsOf(partners, data) }) };
  const { past, forecasts } = forecastersOf(asked, estimate, weights, data, context);
  return realisedMonths(partners, months, forecasts, data, past);
}

/** The estimate and its band; without anything assumed the statutory rate stands for all three. */
const estimated = (month: RealisedMonth | undefined, lawful: Decimal): Decimal[] =>
  month
    ? [month.rate, month.low, month.high].map((rate) => decimal(rate.toFixed(PLACES)))
    : [lawful, lawful, lawful];

const lawsOf = (partners: readonly string[], { known }: RealisedData): string[] =>
  partners.map((partner) => known.partners.get(partner)?.law ?? partner);

const isMember = (partners: readonly string[], { known }: RealisedData): boolean =>
  partners.some((partner) => known.partners.get(partner)?.law !== partner);

/** The mean over a month's days of the law on the mix of the year of the flows, of all imports. */
function statutoryRates(asked: TradeQuestion, months: readonly string[], context: Context) {
  const [from] = daysOfMonth(months[0] as string);
  const [, to] = daysOfMonth(months.at(-1) as string);
  const course = dutyByDay(asked, { from, to }, context);
  const all = usd(
    asked.origins.reduce(
      (sum, { code }) => sum + context.flow(asked.flows, code).value.reduce((a, b) => a + b, 0),
      0,
    ),
  );
  const rates = course.map(({ day, duty }): RateFrom => ({ day, rate: duty.div(all) }));
  return (month: string): Decimal => meanOver(rates, ...daysOfMonth(month));
}

/** The same of a member of the Union: the Union's goods by industry, on the member's industries of the year. */
function memberRates(
  { partners, months }: Estimate,
  { assume }: TradeQuestion,
  data: RealisedData,
  context: Context,
) {
  const law = monthlyLaw(
    { to: lastDay(months), partners: lawsOf(partners, data), view: "law" },
    { ids: assume, byHeading: false },
    data,
    context,
  );
  const off = { claims: null, growth: null, calibration: null, weights: monthsBetween("2024-01", "2024-12") };
  const groups = law.ratesWith({ conditions: false, transit: null });
  const forecasts = forecaster({ months: law.months, groups }, data.known, off);
  return (month: string): Decimal =>
    decimal(
      (rateIn(forecastAll(partners, (one) => forecasts.forecast(one, month, month))) ?? 0).toFixed(PLACES),
    );
}

function actualRates(name: string, { origins }: TradeQuestion, context: Context) {
  const codes = origins.map(({ code }) => code);
  return new Map(
    actualsOf([name], codes, context).flatMap(({ month, value, duty }) => {
      const rate = value > 0 ? effectiveRate(usd(duty), usd(value)) : null;
      return rate ? [[month, rate] as const] : [];
    }),
  );
}

function notesOf(
  estimates: readonly RealisedMonth[],
  { collected, weights, partners }: Estimate,
  data: RealisedData,
): string[] {
  if (estimates.length === 0)
    return ["Nothing is assumed: the realised rate is the statutory one on the imports of 2024."];
  const on = data.settings.assumptions.filter(({ id }) => collected.has(id));
  return [
    `Realised is an estimate of what customs calculates on all imports, chapters 98 and 99 too: ${lawWords(weights, data)} Imports and duty are known to ${lastKnown(partners, data)}.`,
    ...(weights.file
      ? [
          "Statutory: the mean of each day's law on these imports. What customs calculated was on other imports and is left out; bands are of errors on those.",
        ]
      : [
          "Statutory: the mean of each day's law on the goods of 2024, without quotas and US content, which the estimate has; timeline --actuals counts the quota of British cars and US content in its statutory rate. Actual: what customs calculated in the month.",
        ]),
    "Bands hold nine months of ten by past errors; new law and shifts of trade that nobody knows are not in them.",
    ...on.map(({ id, title }) => `Assumed (${id}): ${title}.`),
    ...(on.length === 0 ? ["Nothing is assumed but the weights."] : []),
  ];
}

/** What law on whose imports, and what it is estimated from. */
function lawWords({ months, file }: EstimateWeights, { settings }: RealisedData): string {
  const apart = "Claims and collected shares are of months before each month, the mix is not.";
  if (file) return `the law of each month on the imports of ${file.of}. ${apart}`;
  if (months === "latest")
    return `the law of each month on the industries of the last ${settings.weightMonths} months known before it. Each month is estimated from months before it.`;
  const mix = months === "2024" ? "2024" : `${months.from} to ${months.to}`;
  return `the law of each month on the industries of ${mix}. ${months === "2024" ? "Each month is estimated from months before it." : apart}`;
}
