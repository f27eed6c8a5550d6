/** Estimates of collected duty against what customs calculated: each month knowing only the months before it. */
import type { Context, RealisedData } from "../../contract/command.js";
import { ALL } from "../../contract/question.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { IsoDate } from "../../law/calendar.js";
import { decimal } from "../../law/units.js";
import type { Forecaster } from "../../trade/collected.js";
import { monthBefore, monthsBetween, monthsFrom } from "../../trade/grouped-duty.js";
import {
  forecastAll,
  forecasterOf,
  lastKnown,
  lastKnownOfAll,
  type MonthlyLaw,
  monthlyLaw,
  OF_TRADE,
  rateIn,
  realisedIds,
} from "../common/realised.js";

/** Months that an estimate was made for, the ones the accuracy is stated of. */
const FIRST = "2025-07";
const AHEAD = [1, 2, 3] as const;
/** Errors within this many points are counted. */
const CLOSE = 1.5;
const BEFORE = ["metal-content", "observed-base", "chapter-mix", "usmca-claims"];

const COLUMNS: readonly Column[] = [
  { key: "partner", title: "Partner", kind: "text", drop: 0 },
  { key: "error_1_pp", title: "1 month, pp", kind: "level", drop: 0 },
  { key: "error_2_pp", title: "2 months", kind: "level", drop: 2 },
  { key: "error_3_pp", title: "3 months", kind: "level", drop: 2 },
  { key: "bias_1_pp", title: "Mean, 1 month", kind: "points", drop: 1 },
  { key: "structure_pp", title: "Not calibrated", kind: "level", drop: 0 },
  { key: "close", title: "Within 1.5", kind: "count", drop: 1 },
];

/** Errors of one partner, or of all, in points. */
interface Score {
  readonly name: string;
  readonly ahead: readonly (readonly number[])[];
  readonly structure: readonly number[];
}

/** Mean absolute errors by partner, or the parts of the gap to the statutory rate by month. */
export async function realisedScores(by: "partner" | "part", context: Context): Promise<Report> {
  const data = await context.realised();
  const months = monthsBetween(FIRST, lastKnownOfAll(data));
  const { asOf } = context.schedule();
  const law = monthlyLaw({ to: asOf }, { ids: OF_TRADE, byHeading: true }, data, context);
  return by === "part" ? partsReport(law, months, data, context) : scoresReport(scoresOf(law, FIRST, data));
}

/** Errors of each partner; those of all imports are the last. */
function scoresOf(law: MonthlyLaw, first: string, data: RealisedData): Score[] {
  const ids = realisedIds(data);
  const [full, bare] = [ids, ids.filter((id) => id !== "calibrated")].map((on) =>
    forecasterOf(law, new Set(on), "latest", data),
  ) as [Forecaster, Forecaster];
  const { partners } = data.settings;
  return [...partners, ALL].map((name): Score => {
    const own = name === ALL ? [...partners, data.rest] : [name];
    // Months of a user's own data may be of some partners alone.
    const known = monthsBetween(first, lastKnown(own, data));
    return {
      name,
      ahead: AHEAD.map((count) => known.map((month) => errorOf(own, month, count, full))),
      structure: known.map((month) => errorOf(own, month, 1, bare)),
    };
  });
}

function scoresReport(scores: readonly Score[]): Report {
  const counts = scores.map(({ structure }) => structure.length);
  const months = monthsFrom(FIRST, Math.max(...counts));
  const apart = scores.slice(0, -1);
  const [whole] = scores.slice(-1) as [Score];
  const close = apart.reduce((sum, one) => sum + closeIn(one), 0);
  const tried = apart.reduce((sum, one) => sum + one.structure.length, 0);
  const total = meanRow(apart, close);
  const japan = apart.find(({ name }) => name === "JP")?.ahead[0];
  const each = mean(apart.map(({ ahead }) => sizeOf(ahead[0]))).toFixed(2);
  return {
    title: `Estimates of collected duty, ${months[0]} to ${months.at(-1)}, knowing the months before`,
    heading: ["Mean absolute error in points of imports, of estimates made one, two and three months ahead"],
    columns: COLUMNS,
    rows: [rowOf(whole), ...apart.map(rowOf)],
    total: Object.fromEntries(COLUMNS.map(({ key }, index) => [key, total[index] ?? null])),
    notes: [
      `One month ahead: all imports ${printed(whole.ahead[0])} points, Japan ${printed(japan)}, ${apart.length} partners on average ${each}; ${close} of ${tried} partner-months within ${CLOSE} points.`,
      `Without calibration, by law and named assumptions alone: all imports ${printed(whole.structure)} points.`,
      ...(new Set(counts).size > 1
        ? [
            `Months are known of each partner to a month of its own; of all imports to ${months[whole.structure.length - 1]}.`,
          ]
        : []),
      "An estimate for a month knows no month at or after it: weights, claims and collected shares are of earlier months. The assumptions themselves were chosen with these months in sight. --by part splits the gap to the statutory rate.",
    ],
    facts: {},
  };
}

const rate = (partners: readonly string[], month: string, knownTo: string, forecasts: Forecaster): number =>
  rateIn(forecastAll(partners, (one) => forecasts.forecast(one, month, knownTo))) ?? 0;

const actualRate = (partners: readonly string[], month: string, forecasts: Forecaster): number =>
  rateIn(forecastAll(partners, (one) => forecasts.actual(one, month) ?? { imports: 0, duty: 0 })) ?? 0;

function errorOf(partners: readonly string[], month: string, ahead: number, forecasts: Forecaster): number {
  let knownTo = month;
  for (let count = 0; count < ahead; count += 1) knownTo = monthBefore(knownTo);
  return (rate(partners, month, knownTo, forecasts) - actualRate(partners, month, forecasts)) * 100;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const sizeOf = (errors: readonly number[] = []): number => mean(errors.map(Math.abs));
const printed = (errors: readonly number[] = []): string => sizeOf(errors).toFixed(2);
const closeIn = ({ ahead: [next = []] }: Score): number =>
  next.filter((error) => Math.abs(error) <= CLOSE).length;

/** Hundredths of a point are more than such an error says. */
const points = (value: number) => decimal(value.toFixed(2));

const rowOf = (score: Score): Cell[] => [
  score.name,
  ...score.ahead.map((errors) => points(sizeOf(errors))),
  points(mean(score.ahead[0] ?? [])),
  points(sizeOf(score.structure)),
  decimal(closeIn(score)),
];

const meanRow = (scores: readonly Score[], close: number): Cell[] => [
  `Mean of ${scores.length}`,
  ...AHEAD.map((_, index) => points(mean(scores.map(({ ahead }) => sizeOf(ahead[index]))))),
  null,
  points(mean(scores.map(({ structure }) => sizeOf(structure)))),
  decimal(close),
];

// The gap between the statutory rate and what was collected, split: each part is what the rate moves by when one more
// assumption is switched on, so that the parts add up to the gap.

/** A rate by month under what is assumed so far. */
interface Step {
  readonly label: string;
  readonly rates: readonly number[];
}

function partsReport(
  law: MonthlyLaw,
  months: readonly string[],
  data: RealisedData,
  context: Context,
): Report {
  const steps = stepsOf(law, months, data, context);
  const rows = steps.map(({ label, rates }, index): Cell[] => {
    const earlier = steps[index - 1]?.rates;
    const moved = rates.map((own, month) => own - (earlier?.[month] ?? 0));
    return [label, ...moved.map(points), points(mean(moved))];
  });
  const collected = steps.at(-1)?.rates ?? [];
  const columns: Column[] = [
    { key: "part", title: "Part", kind: "text", drop: 0 },
    ...months.map(
      (month): Column => ({ key: month.replace("-", "_"), title: month, kind: "level", drop: 1 }),
    ),
    { key: "mean", title: "Mean", kind: "level", drop: 0 },
  ];
  const total = ["Collected", ...collected.map(points), points(mean(collected))];
  return {
    title: `From the statutory to the collected rate of all imports, ${months[0]} to ${months.at(-1)}, points`,
    heading: ["Each part is what one more assumption moves the rate by, knowing only the months before"],
    columns,
    rows,
    total: Object.fromEntries(columns.map(({ key }, index) => [key, total[index] ?? null])),
    notes: ["The first row and the parts add up to what customs calculated, to the rounding of a hundredth."],
    facts: {},
  };
}

/** Rates of all imports by month, with one more assumption on in each step; the last are those collected. */
function stepsOf(law: MonthlyLaw, months: readonly string[], data: RealisedData, context: Context): Step[] {
  const partners = [...data.settings.partners, data.rest];
  const to = `${months.at(-1)}-01` as IsoDate;
  const plain = monthlyLaw({ to }, { ids: BEFORE, byHeading: false }, data, context);
  const ratesBy = (forecasts: Forecaster) =>
    months.map((month) => rate(partners, month, monthBefore(month), forecasts) * 100);
  const unassumed = (weights: "2024" | "latest") => ratesBy(forecasterOf(plain, new Set(), weights, data));
  const on = new Set<string>();
  const assumed = STEPS.map(([id, label]): Step => {
    on.add(id);
    return { label, rates: ratesBy(forecasterOf(law, on, "latest", data)) };
  });
  const known = forecasterOf(law, on, "latest", data);
  return [
    { label: "Statutory in cash, goods of 2024", rates: unassumed("2024") },
    { label: "Weights of the last months known", rates: unassumed("latest") },
    ...assumed,
    {
      label: "Not known the month before",
      rates: months.map((month) => actualRate(partners, month, known) * 100),
    },
  ];
}

/** Assumptions in the order in which they are switched on. */
const STEPS = [
  ["usmca-by-month", "Claims and metal content"],
  ["conditions", "Quotas and conditions"],
  ["in-transit", "Goods in transit"],
  ["computers", "Growth of computers"],
  ["calibrated", "Calibration"],
] as const;
