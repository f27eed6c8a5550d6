/** What a scenario adds to consumer prices and to what a household pays. Source: METHODS 5. */

import { type Context, defineCommand, flag, repeated } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseDay, parseIds } from "../../contract/parse.js";
import { parsePartner, parseProducts, questionOf, weightsFlag } from "../../contract/question.js";
import type { Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import { steady } from "../../economics/elementary.js";
import type { Estimates } from "../../economics/estimates.js";
import { householdCost, impliedSpending } from "../../economics/prices.js";
import { burdenOf } from "../../economics/response.js";
import { type Decimal, decimal, minusUsd, usd } from "../../law/units.js";
import { monthsBetween } from "../../trade/grouped-duty.js";
import type { ScenarioRun } from "../../trade/run-scenario.js";
import { sumsWhere, tallyRows } from "../../trade/tally.js";
import { keyOf } from "../common/groups.js";
import { heldNotes, type Weights, weightsFacts, weightsLines } from "../common/law-words.js";
import { STEP_COLUMNS, type Step, stepCells } from "../exposure/steps.js";
import { priceScenario, weighted, weightsOf } from "../scenario/answer.js";
import { recordedTrade } from "../scenario/response/trade.js";
import { chargedUnder, lawNotes } from "../scenario/words.js";

const inPercent = (share: number): number => Number((100 * share).toFixed(2));

/** Units: those of each row. @param retail Part of the rise that has reached shops; the long run if not given. */
async function answerPrices(
  text: ScenarioText,
  retail: number | undefined,
  shipped: Context,
): Promise<Report> {
  const context = await weighted(text, shipped);
  const estimates = await context.estimates();
  const { households, retail: shops } = estimates;
  const through = retail ?? shops.longRun;
  const law = await lawOf(text, context);
  // The rate is of the imports of all origins, whichever are asked about.
  const everyone = shipped.flowOrigins(text.flows).map((code) => ({ code }));
  const weights = await weightsOf(text, { origins: everyone }, shipped);
  const since = context.schedule().firstDay;
  return {
    title: `What it adds to prices: ${text.title}`,
    heading: [
      `Law of ${text.date}${law.day === null ? "" : " with the changes of the scenario"}, held against the law of ${since}${againstWords(law.day, text.date)}`,
      ...weightsLines(weights),
    ],
    columns: STEP_COLUMNS,
    rows: [
      ...lawSteps(law, since, text.flows, weights),
      ...priceSteps(law, since, through, estimates),
      ...burdenSteps(law, estimates),
    ].map(stepCells),
    total: null,
    notes: [
      ...law.notes,
      ...spanNotes(weights),
      `Model: ${households.pair.why}. Beside it stands ${households.perRate.why}.`,
      ...exceptionWords(law.origins, estimates),
      `Limits: ${households.limit}; ${households.when}; in dollars of the year of those pairs; of the origins asked about alone, while prices answer tariffs on all.`,
      `Shops pass on ${inPercent(shops.longRun)}% of the rise in the long run, ${inPercent(shops.firstYear.low)} to ${inPercent(shops.firstYear.high)}% in the first year (${shops.cite}); --retail-passthrough takes another share.`,
    ],
    facts: weightsFacts(weights),
  };
}

const spanNotes = (weights: Weights | undefined): string[] =>
  weights
    ? [
        `Duty and imports are dollars of ${weights.of}; the rise of prices and the cost of a household, a year, follow from the rate.`,
      ]
    : [];

const againstWords = (day: string | null, date: string): string =>
  day === null
    ? ""
    : day === date
      ? ", and against the same law without them"
      : `, and against that of ${day}`;

/** The step from the baseline: a scenario on the day of its baseline adds all of it itself. */
const movedWords = (day: string, date: string): string =>
  day === date ? "by the scenario alone" : `from ${day} on`;

/** Duty on trade that stays as it was. */
interface LawMoved {
  readonly origins: ScenarioRun["origins"];
  /** Dollars added since the trade was recorded, and by the scenario to its baseline. */
  readonly added: Decimal;
  readonly moved: Decimal;
  readonly imports: Decimal;
  /** Day of the baseline; `null` where the scenario moves nothing. */
  readonly day: string | null;
  /** The day whose law it is. */
  readonly date: string;
  /** Dollars added since the trade was recorded, by sector. */
  readonly bySector: ReadonlyMap<string, number>;
  /** Where the law is not simply that of its day. */
  readonly notes: readonly string[];
}

async function lawOf(text: ScenarioText, context: Context): Promise<LawMoved> {
  const { run, inputs } = await priceScenario(text, "law", undefined, context);
  const recorded = recordedTrade(run, inputs, context);
  const key = keyOf(run, "sector", context.names());
  const groupOf = key.of === "rows" ? key.groupOf : () => "";
  const [was, is] = [tallyRows(recorded, groupOf), tallyRows(run.changed, groupOf)];
  const total = (priced: typeof recorded) => sumsWhere(priced, () => true).duty;
  const imports = context
    .flowOrigins(text.flows)
    .flatMap((code) => context.flow(text.flows, code).value)
    .reduce((sum, value) => sum + value, 0);
  const { baseline } = run.scenario;
  return {
    origins: run.origins,
    added: minusUsd(total(run.changed), total(recorded)),
    moved: minusUsd(total(run.changed), total(run.baseline)),
    imports: usd(imports),
    day: run.changed === run.baseline ? null : baseline.kind === "law" ? baseline.date : text.date,
    date: text.date,
    notes: [...heldNotes(chargedUnder(run), "figures", context.heldUnlawful()), ...lawNotes(run)],
    bySector: new Map(
      [...is].map(([sector, { duty }]) => [sector, duty.minus(was.get(sector)?.duty ?? 0).toNumber()]),
    ),
  };
}

const step = (
  id: string,
  what: string,
  value: Decimal,
  unit: string,
  basis: Step["basis"],
  from: string,
): Step => ({ id, what, value, unit, basis, from });

const PLACES = 12;

/** Duty added, and what part of all imports it is. */
function lawSteps(
  { added, moved, imports, day, date }: LawMoved,
  since: string,
  flows: string,
  weights: Weights | undefined,
): Step[] {
  const span = weights ? `imports of ${weights.of}` : "a year";
  const of = weights ? `${flows}, ${span}` : flows;
  const during = duringWords(weights);
  return [
    step(
      "added_duty_usd",
      `duty added since ${since}${during}`,
      added,
      "USD",
      "law",
      `every line at its rate, ${span}, trade unchanged, since the trade was recorded`,
    ),
    ...(day === null ? [] : [movedStep(`duty added ${movedWords(day, date)}${during}`, moved)]),
    step("all_imports_usd", `imports of all origins${during}`, imports, "USD", "figure", of),
    {
      ...{ id: "rate_rise", what: "rise of the rate of all imports" },
      ...{ value: added.div(imports).toDecimalPlaces(PLACES), unit: "fraction", isChange: true },
      ...{ basis: "arithmetic", from: "added_duty_usd / all_imports_usd" },
    },
  ];
}

/** How long dollars are of, where that is not a year; a file of weights is of what it is of. */
function duringWords(weights: Weights | undefined): string {
  if (weights === undefined) return "";
  const [, from, to] = /^(\d{4}-\d\d)(?: to (\d{4}-\d\d))?$/.exec(weights.of) ?? [];
  if (from === undefined) return /^\d{4}$/.test(weights.of) ? "" : ", as weighted";
  const months = monthsBetween(from, to ?? from).length;
  return months === 12 ? "" : `, in ${months === 1 ? "a month" : `${months} months`}`;
}

const movedStep = (what: string, moved: Decimal): Step =>
  step("scenario_duty_usd", what, moved, "USD", "law", "what the scenario adds to its baseline");

const model = (id: string, what: string, value: number, unit: string, from: string): Step => ({
  ...{ id, what, unit, from, basis: "model" },
  value: decimal(steady(value)),
});

function priceSteps(law: LawMoved, since: string, through: number, { households }: Estimates): Step[] {
  const { pair, perRate, published } = households;
  const spending = impliedSpending(published) ?? 0;
  const perPoint = pair.priceRise / pair.rateRise;
  const rise = law.added.div(law.imports).toNumber();
  const from = `rate_rise × ${pair.priceRise} / ${pair.rateRise} (${pair.source})`;
  const older = `rate_rise × ${perRate.value} (${perRate.source}, an older rule)`;
  const costs = householdCosts(law, since, { rise, perPoint, perRate: perRate.value, pair });
  const spent = "least squares of published rises of prices and costs";
  return [
    model("price_rise", "rise of consumer prices", rise * perPoint, "fraction", from),
    model("price_rise_older_rule", "the same, by an older rule", rise * perRate.value, "fraction", older),
    model("spending_usd", "spending of an average household", Math.round(spending), "USD", spent),
    ...costs.map(([id, what, by, of]) => {
      const cost = Number(householdCost(by, spending, through).toFixed(2));
      return model(id, what, cost, "USD", `${of} × spending_usd × ${through} that reaches shops`);
    }),
  ];
}

/** Id, words, rise of prices as a fraction, and what that is. */
type HouseholdCost = readonly [id: string, what: string, rise: number, of: string];

interface Rises {
  /** Of the rate of all imports, since the trade was recorded. */
  readonly rise: number;
  /** Of prices, for one of the rate, and by the older rule. */
  readonly perPoint: number;
  readonly perRate: number;
  readonly pair: Estimates["households"]["pair"];
}

/** Since the trade was recorded, by either rule; then by the scenario alone, where it moves anything. */
function householdCosts(law: LawMoved, since: string, { rise, perPoint, perRate, pair }: Rises) {
  const recorded: readonly HouseholdCost[] = [
    ["household_cost_usd", `a household, since ${since}`, rise * perPoint, "price_rise"],
    ["household_cost_older_rule_usd", "the same, by an older rule", rise * perRate, "price_rise_older_rule"],
  ];
  if (law.day === null) return recorded;
  const moved = law.moved.div(law.imports).toNumber();
  const from = `scenario_duty_usd / all_imports_usd × ${pair.priceRise} / ${pair.rateRise}`;
  const words = `a household, ${movedWords(law.day, law.date)}`;
  return [...recorded, ["household_cost_scenario_usd", words, moved * perPoint, from] as const];
}

/** Sectors whose makers bore another part than is usual, where all goods are theirs. */
const observedOf = (origins: LawMoved["origins"], { passThrough }: Estimates) =>
  passThrough.exceptions.filter((one) => origins.every(({ code }) => one.origins.includes(code)));

const exceptionWords = (origins: LawMoved["origins"], estimates: Estimates): string[] =>
  observedOf(origins, estimates).map(
    ({ sectors, warning, offered, cite }) =>
      `Exception, ${sectors.join(", ")}: ${warning} (${cite}). Who bears the duty counts ${offered} for it; the rise of prices, an estimate for tariffs on all goods, does not, and is too high by what those makers bear.`,
  );

/** Means of the sectors, by the duty that is added. */
function burdenSteps({ bySector, added, imports, origins }: LawMoved, estimates: Estimates): Step[] {
  const { border, toConsumers } = estimates.passThrough;
  const observed = observedOf(origins, estimates);
  const factor = 1 + added.div(imports).toNumber();
  const all = [...bySector.values()].reduce((sum, one) => sum + one, 0);
  const own = observed.map(({ sectors, offered }) => ({
    offered,
    weight: all === 0 ? 0 : sectors.reduce((sum, one) => sum + (bySector.get(one) ?? 0), 0) / all,
  }));
  const rest = 1 - own.reduce((sum, { weight }) => sum + weight, 0);
  const parts = [...own, { offered: border.value, weight: rest }].map(({ offered, weight }) => ({
    weight,
    burden: burdenOf(offered, factor, toConsumers.value),
  }));
  const mean = (share: keyof ReturnType<typeof burdenOf>) =>
    parts.reduce((sum, { weight, burden }) => sum + weight * burden[share], 0);
  const cars = observed.map(({ sectors, offered }) => `, ${offered} of ${sectors.join(", ")}`).join("");
  const buyers = `pass-through ${border.value}${cars}, of which ${toConsumers.value} to consumers`;
  return [
    model("share_consumers", "borne by consumers", mean("consumers"), "fraction", buyers),
    model(
      "share_importers",
      "borne by importers",
      mean("importers"),
      "fraction",
      "the rest of what sellers abroad do not bear",
    ),
    model(
      "share_foreign_sellers",
      "borne by sellers abroad",
      mean("foreignSellers"),
      "fraction",
      "1 - level pass-through",
    ),
  ];
}

export default defineCommand({
  name: "prices",
  summary: "What a scenario adds to consumer prices and to a household's costs",
  details:
    "Estimates what the duty that a scenario adds does to consumer prices and to the costs of an average household, from\n" +
    "published estimates for all imports, and says who bears the duty. It is a rule of thumb, and its limits are stated.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    origin: repeated("<country>", "country of origin, all, or a bloc", (text, { schedule }) =>
      parsePartner(text, schedule()),
    ),
    product: repeated("<numbers>", "only goods of these HTS numbers", (text, { schedule }) =>
      parseProducts(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    baseline: flag("<law>", "held against: a day, no-tariffs, or a scenario", (text) => text),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
    weights: weightsFlag(),
    retailPassthrough: flag("<x>", "part of the rise that has reached shops, from 0 to 1", parsePart),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc prices --auto 25 --reciprocal 24",
    "tariff-calc prices --origin all --date 2025-06-19 --retail-passthrough 0.5",
  ],
  async run({ argument, flags, dataFlags }, context) {
    const { retailPassthrough, ...question } = flags;
    const given = Object.entries(question).filter(([, value]) => value !== undefined);
    const text = await questionOf(argument, Object.fromEntries(given), dataFlags, context);
    return answerPrices(text, retailPassthrough, context);
  },
});

/** @throws {UserError} on what is no part of a whole. */
function parsePart(text: string): number {
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value <= 1) return value;
  throw new UserError(`expected a part from 0 to 1, such as 0.5; got "${text}"`, {
    hint: "0.2 to 0.6 in the first year, 1 in the long run",
  });
}
