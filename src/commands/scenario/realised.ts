/** A scenario as it is collected: the statutory rate of its law beside the estimate for its month, by partner. */
import type { Context, RealisedData } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { ALL, isWeightsFile } from "../../contract/question.js";
import type { Cell, Column, Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { type IsoDate, isoDate } from "../../law/calendar.js";
import { decimal, type Usd, usd } from "../../law/units.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { sumsWhere } from "../../trade/tally.js";
import { actualsOf } from "../common/data-extent.js";
import { changesInWords, heldNotes, weightsFacts, weightsLines } from "../common/law-words.js";
import {
  type Assumed,
  checkDataset,
  lastKnown,
  partnersNamed,
  type RealisedMonth,
  realisedMonths,
  splitAssumptions,
  unknownByMonth,
} from "../common/realised.js";
import {
  type EstimateWeights,
  estimateWeights,
  estimateWeightsTold,
  forecastersOf,
} from "../common/weights.js";
import { priceScenario, weighted } from "./answer.js";
import { chargedUnder, lawNotes } from "./words.js";

const COLUMNS: readonly Column[] = [
  { key: "law", title: "Law", kind: "text", drop: 0, machineOnly: true },
  { key: "origin", title: "Origin", kind: "text", drop: 0, machineOnly: true },
  { key: "label", title: "", kind: "text", drop: 0 },
  { key: "month", title: "Month", kind: "text", drop: 2 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
  { key: "statutory_rate", title: "Statutory", kind: "rate", drop: 0 },
  { key: "realised_rate", title: "Realised", kind: "rate", drop: 0 },
  { key: "realised_low", title: "From", kind: "rate", drop: 1 },
  { key: "realised_high", title: "To", kind: "rate", drop: 1 },
  { key: "actual_rate", title: "Actual", kind: "rate", drop: 0 },
];
/** Decimals of an estimated rate: a ten-thousandth of a point. */
const PLACES = 6;

interface RealisedFlags {
  readonly by?: unknown;
  readonly entries?: unknown;
  readonly response?: unknown;
  readonly asks?: unknown;
  readonly product?: unknown;
  readonly top?: unknown;
  readonly assume?: readonly string[];
}

/**
 * A row a law and partner. Units: fractions of all imports of the partner, chapters 98 and 99 too.
 * @throws {UserError} on flags that estimates have no answer to, and on partners whose imports are not known by month.
 */
export async function answerRealised(
  text: ScenarioText,
  flags: RealisedFlags,
  context: Context,
): Promise<Report> {
  checkFlags(flags, text);
  const data = await context.realised();
  const weights = await estimateWeights(text.weights ?? "latest", data, context);
  const assumed = splitAssumptions(flags.assume, data, context);
  const lawful = flags.assume ? [...assumed.trade] : text.assume.filter((id) => !BY_ESTIMATE.includes(id));
  const laws = await lawsOf({ ...text, assume: lawful }, context);
  const estimate: Estimate = { weights, assumed, data };
  const rows = laws.flatMap((law) => rowsOf(law, text, estimate, context));
  const shown = laws[0] as LawShown;
  const knownTo = lastKnown(partnersOf(shown, text, data, context), data);
  const told = estimateWeightsTold(weights, data, text.flows, shown.run.origins);
  return {
    title: `${text.title}, as it is collected`,
    heading: [
      ...weightsLines(told),
      ...laws.map(({ title, words }) => (title === "" ? `By the ${words}` : `${title}: ${words}`)),
    ],
    columns: COLUMNS,
    rows,
    total: null,
    notes: [
      ...new Set(laws.flatMap(({ run }) => lawNotes(run))),
      ...(weights.file ? [OF_FILE] : []),
      ...notesOf(text, weights.file?.of ?? "2024", knownTo, estimate),
      ...heldNotes((act) => laws.some(({ run }) => chargedUnder(run)(act)), "rates", context.heldUnlawful()),
    ],
    facts: weightsFacts(told),
  };
}

const UNANSWERED = ["by", "entries", "response", "asks", "product", "top"] as const;

function checkFlags(flags: RealisedFlags, { products, flows }: ScenarioText): void {
  checkDataset(flows);
  const stray = UNANSWERED.find((flag) => flags[flag] !== undefined);
  if (stray === undefined && products === undefined) return;
  throw new UserError("what is collected is estimated for all imports of a partner together", {
    where: `--${stray ?? "product"}`,
    hint: "leave it out, or leave out --view realised",
  });
}

/** One of the laws that stand beside each other. */
interface LawShown {
  readonly id: "baseline" | "scenario";
  /** Empty where no other stands beside it. */
  readonly title: string;
  readonly words: string;
  readonly date: IsoDate;
  readonly run: ScenarioRun;
  /** Whether the rates are those of the run's changed law. */
  readonly isChanged: boolean;
}

/** What the estimate takes as conditions of its own; the statutory rate beside it is the law on the whole value. */
const BY_ESTIMATE: readonly string[] = ["uk-car-quota", "usmca-us-content"];

async function lawsOf(text: ScenarioText, context: Context): Promise<LawShown[]> {
  const priced = async (date: string, changes: ScenarioText["changes"]) => {
    const { baseline: _, weights, ...all } = text;
    const ofFile = weights !== undefined && isWeightsFile(weights) ? { weights } : {};
    const rest = { ...all, ...ofFile };
    const { run } = await priceScenario(
      { ...rest, date: date as IsoDate, changes },
      "law",
      undefined,
      await weighted(rest, context),
    );
    return run;
  };
  const { baseline, date } = text;
  const day = baseline === undefined ? date : isoDate(baseline);
  if (day === undefined)
    throw new UserError(`expected a day to hold against; got ${baseline}`, {
      where: "--baseline",
      hint: "what is collected is estimated under the law of a day, for example --baseline 2025-06-19",
    });
  const isAlone = day === date && text.changes.length === 0;
  const was: LawShown = {
    id: "baseline",
    title: isAlone ? "" : "Baseline",
    words: `law in force on ${day}`,
    date: day,
    run: await priced(day, []),
    isChanged: false,
  };
  if (isAlone) return [was];
  const words = changesInWords(text.changes).join(", ") || `the law of ${date}, unchanged`;
  const run = await priced(date, text.changes);
  return [was, { id: "scenario", title: "Scenario", words, date, run, isChanged: true }];
}

/** What estimates are made of. */
interface Estimate {
  readonly weights: EstimateWeights;
  readonly assumed: Assumed;
  readonly data: RealisedData;
}

function rowsOf(
  law: LawShown,
  text: ScenarioText,
  { weights, assumed, data }: Estimate,
  context: Context,
): Cell[][] {
  const isAll = text.origins.includes(ALL);
  const partners = partnersOf(law, text, data, context);
  const month = law.date.slice(0, 7);
  const asked = { to: law.date, ...(isAll ? {} : { partners }) };
  const { past, forecasts } = forecastersOf(asked, assumed, weights, data, context);
  const groups = [
    ...(partners.length > 1 ? [{ id: isAll ? ALL : "total", partners, label: "Total" }] : []),
    ...partners
      .map((id) => ({ id, partners: [id], label: nameOf(id, data, context) }))
      .sort((a, b) => byName(a, b, data)),
  ];
  return groups.map(({ id, partners: own, label }): Cell[] => {
    const isOwn = (code: string) =>
      own.some((one) => one === code || (one === data.rest && !partners.includes(code)));
    const { imports, was, is } = statutoryOf(law.run, isOwn);
    const [estimate] = realisedMonths(own, [month], forecasts, data, past);
    const factor = law.isChanged && was.gt(0) ? is.div(was) : decimal(1);
    const actual =
      weights.file || (law.isChanged && text.changes.length > 0) ? null : actualIn(id, own, month, context);
    return [
      ...[law.id, id, law.title === "" ? label : `${law.title}, ${label}`, month, imports],
      imports.isZero() ? null : is.div(imports),
      ...estimated(estimate).map((rate) => decimal(rate).times(factor).toDecimalPlaces(PLACES)),
      actual,
    ];
  });
}

/** @throws {UserError} where imports of one are not known by month. */
function partnersOf(
  { run }: LawShown,
  { origins }: ScenarioText,
  data: RealisedData,
  context: Context,
): readonly string[] {
  const codes = run.origins.map(({ code }) => code);
  const partners = partnersNamed(origins.includes(ALL) ? ALL : "", codes, data);
  if (partners.length > 0) return partners;
  throw unknownByMonth(codes.find((one) => !data.known.partners.has(one)) ?? "", data, context);
}

const estimated = (one: RealisedMonth | undefined): number[] =>
  one ? [one.rate, one.low, one.high] : [0, 0, 0];

/** By name; those of which no months of their own are known come last. */
const byName = (a: { id: string; label: string }, b: { id: string; label: string }, { rest }: RealisedData) =>
  Number(a.id === rest) - Number(b.id === rest) || (a.label < b.label ? -1 : 1);

const nameOf = (id: string, { rest }: RealisedData, context: Context): string =>
  id === rest ? "all others" : (context.schedule().origins.get(id as never)?.name ?? id);

/** Duty of the partner's goods before and after the changes. */
function statutoryOf({ baseline, changed }: ScenarioRun, isOwn: (code: string) => boolean) {
  const own = (priced: ScenarioRun["changed"]) => priced.filter(({ flow }) => isOwn(flow.origin));
  const sums = (priced: ScenarioRun["changed"]): { imports: Usd; duty: Usd } =>
    sumsWhere(own(priced), () => true);
  return { imports: sums(changed).imports, was: sums(baseline).duty, is: sums(changed).duty };
}

function actualIn(id: string, own: readonly string[], month: string, context: Context): Cell {
  const found = actualsOf([id], own as never, context).find((one) => one.month === month && one.value > 0);
  return found ? usd(found.duty).div(usd(found.value)).toDecimalPlaces(PLACES) : null;
}

const OF_FILE =
  "What is claimed and collected of an industry is that of the months known, and so are the bands: they are of errors on the imports there were.";

function notesOf(
  { changes, date }: ScenarioText,
  imports: string,
  knownTo: string,
  { assumed, data: { settings } }: Estimate,
): string[] {
  const on = settings.assumptions.filter(({ id }) => assumed.collected.has(id)).map(({ id }) => id);
  return [
    `Statutory: the law of the day on all imports of ${imports}, chapters 98 and 99 too, without quotas and US content, which the estimate has. Realised: an estimate of what customs calculates in the month, from months known before it. Imports and duty are known to ${knownTo}; timeline --realised has every month.`,
    ...(changes.length > 0
      ? [
          `What the scenario changes is taken to be collected in the same part as the law of ${date}: realised moves as statutory does.`,
        ]
      : []),
    "Bands hold nine months of ten by past errors; new law and shifts of trade that nobody knows are not in them.",
    `Assumed: ${on.join(", ") || "nothing but the weights"}${on.includes("calibrated") ? "; calibrated is an estimate, never law" : ""}.`,
  ];
}
