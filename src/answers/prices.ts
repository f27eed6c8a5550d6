/** What a scenario adds to consumer prices and to what a household pays. Source: METHODS 5. */
import type { Context } from "../command.js";
import { sumsWhere } from "../domain/tally.js";
import { type Decimal, decimal, minusUsd, usd } from "../domain/units.js";
import type { Estimates } from "../economics/estimates.js";
import { householdCost, impliedSpending } from "../economics/household.js";
import { burdenOf } from "../economics/pass-through.js";
import { steady } from "../economics/quantile.js";
import type { Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { STEP_COLUMNS, stepCells } from "./exposure/step-table.js";
import type { Step } from "./exposure/steps.js";
import { asRecorded } from "./response/trade.js";
import { ran } from "./scenario.js";

/** Units: those of each row. @param retail Part of the rise that has reached shops; the long run if not given. */
export async function answerPrices(
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
  const { run, inputs } = await ran(text, "law", undefined, context);
  const was = sumsWhere(asRecorded(run, inputs, context), () => true).duty;
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
