/** What a scenario adds to consumer prices and to what a household pays. Source: METHODS 5. */
import { type Context, defineCommand, flag, repeated } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseDay, parseIds } from "../../contract/parse.js";
import { parsePartner, questionOf } from "../../contract/question.js";
import type { Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import type { Estimates } from "../../economics/estimates.js";
import { burdenOf } from "../../economics/pass-through.js";
import { householdCost, impliedSpending } from "../../economics/prices.js";
import { steady } from "../../economics/sample.js";
import { type Decimal, decimal, minusUsd, usd } from "../../law/units.js";
import { sumsWhere } from "../../trade/tally.js";
import { STEP_COLUMNS, type Step, stepCells } from "../exposure/steps.js";
import { priceScenario } from "../scenario/answer.js";
import { recordedTrade } from "../scenario/response/trade.js";

/** Units: those of each row. @param retail Part of the rise that has reached shops; the long run if not given. */
async function answerPrices(
  text: ScenarioText,
  retail: number | undefined,
  context: Context,
): Promise<Report> {
  const estimates = await context.estimates();
  const { households, retail: shops } = estimates;
  const law = await lawSteps(text, context);
  const rise = law.rise.toNumber();
  return {
    title: `What it adds to prices: ${text.title}`,
    heading: [
      `Law of ${text.date} with the changes of the scenario, held against ${context.schedule().firstDay}`,
    ],
    columns: STEP_COLUMNS,
    rows: [...law.steps, ...priceSteps(rise, retail ?? shops.longRun, estimates)].map(stepCells),
    total: null,
    notes: [
      `Model: ${households.perRate.why}.`,
      `Limits: ${households.limit}; ${households.when}; in dollars of the year of those pairs; of the origins asked about alone, while prices answer tariffs on all.`,
      `In shops: ${shops.longRun} of the rise in the long run, ${shops.firstYear.low} to ${shops.firstYear.high} in the first year (${shops.cite}); --retail-passthrough takes another.`,
    ],
    facts: {},
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

/** Duty added, and what part of all imports it is. */
async function lawSteps(text: ScenarioText, context: Context): Promise<{ steps: Step[]; rise: Decimal }> {
  const { run, inputs } = await priceScenario(text, "law", undefined, context);
  const was = sumsWhere(recordedTrade(run, inputs, context), () => true).duty;
  const { duty } = sumsWhere(run.changed, () => true);
  const imports = context
    .flowOrigins(text.flows)
    .flatMap((code) => context.flow(text.flows, code).value)
    .reduce((sum, value) => sum + value, 0);
  const added = minusUsd(duty, was);
  const rise = added.div(imports);
  return {
    rise,
    steps: [
      step(
        "added_duty_usd",
        "duty added, trade unchanged",
        added,
        "USD",
        "law",
        "every line at its rate, a year, since the trade was recorded",
      ),
      step("all_imports_usd", "imports of all origins", usd(imports), "USD", "figure", text.flows),
      step(
        "rate_rise",
        "rise of the rate of all imports",
        rise.toDecimalPlaces(PLACES),
        "fraction",
        "arithmetic",
        "added_duty_usd / all_imports_usd",
      ),
    ],
  };
}

const PLACES = 12;

const model = (id: string, what: string, value: number, unit: string, from: string): Step => ({
  ...{ id, what, unit, from, basis: "model" },
  value: decimal(steady(value)),
});

function priceSteps(rise: number, through: number, { households, passThrough }: Estimates): Step[] {
  const { perRate, published } = households;
  const price = rise * perRate.value;
  const spending = impliedSpending(published) ?? 0;
  const cost = householdCost(price, spending, through);
  const from = `rate_rise × ${perRate.value} (${perRate.source})`;
  return [
    model("price_rise", "rise of consumer prices", price, "fraction", from),
    model(
      "spending_usd",
      "spending of a mean household",
      Math.round(spending),
      "USD",
      "least squares of published rises of prices and costs",
    ),
    model(
      "household_cost_usd",
      "cost a year for a mean household",
      Number(cost.toFixed(2)),
      "USD",
      `price_rise × spending_usd × ${through} that reaches shops`,
    ),
    ...burdenSteps(rise, passThrough),
  ];
}

function burdenSteps(rise: number, { border, toConsumers }: Estimates["passThrough"]): Step[] {
  const burden = burdenOf(border.value, 1 + rise, toConsumers.value);
  const buyers = `pass-through ${border.value}, of which ${toConsumers.value} to consumers`;
  return [
    model("share_consumers", "borne by consumers", burden.consumers, "fraction", buyers),
    model(
      "share_importers",
      "borne by importers",
      burden.importers,
      "fraction",
      "the rest of what sellers abroad do not bear",
    ),
    model(
      "share_foreign_sellers",
      "borne by sellers abroad",
      burden.foreignSellers,
      "fraction",
      "1 - level pass-through",
    ),
  ];
}

export default defineCommand({
  name: "prices",
  summary: "What a scenario adds to consumer prices and to a household's costs",
  details:
    "Takes the duty that a scenario adds, as a part of all imports, to the rise of consumer prices and the cost of a\n" +
    "mean household that published estimates give for it, and says who bears the duty. A rule of thumb with its limits.",
  argument: { name: "scenario", summary: "a name or a file; japan-2025 if not given", required: false },
  flags: {
    origin: repeated("<country>", "country of origin, all, or a bloc", (text, { schedule }) =>
      parsePartner(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
    retailPassthrough: flag("<x>", "part of the rise that has reached shops, from 0 to 1", parsePart),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc prices --auto 25 --reciprocal 24",
    "tariff-calc prices --origin all --date 2025-06-19 --retail-passthrough 0.5",
  ],
  async run({ argument, flags, dataFlags }, context) {
    const { origin, date, assume, retailPassthrough } = flags;
    const given = Object.entries({ origin, date, assume }).filter(([, value]) => value !== undefined);
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
