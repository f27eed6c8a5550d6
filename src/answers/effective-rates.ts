/** The effective rates of a scenario under each kind of weights, side by side. */
import type { Actual } from "../command.js";
import { type RatedGoods, simpleMean, weightedRate } from "../domain/effective-rate.js";
import type { PricedFlow, Question } from "../domain/priced.js";
import type { Schedule } from "../domain/schedule.js";
import { sumsWhere } from "../domain/tally.js";
import { type Decimal, effectiveRate, usd } from "../domain/units.js";
import { type Json, plain } from "../report.js";
import type { ScenarioRun } from "./run-scenario.js";

/**
 * Before and after: `fixed_weight` with the imports of the year; `current_weight` with those after the change, the same
 * while trade does not answer it; `simple_mean` over lines, imported or not; `realised` what customs calculated last.
 */
export function effectiveRates(
  run: ScenarioRun,
  question: Omit<Question, "date">,
  realised: Actual | undefined,
): Json {
  const { scenario, before, applied, baseline, changed } = run;
  const { baseline: law, date, products = [] } = scenario;
  const mean = (schedule: Schedule, on: Question["date"]) =>
    simpleMean(run.origins, schedule, { ...question, date: on }, products);
  const [was, is] = [mean(before, law.kind === "law" ? law.date : date), mean(applied.schedule, date)];
  return {
    fixed_weight: pair(weightedRate(goodsOf(baseline)), weightedRate(goodsOf(changed))),
    current_weight: {
      ...pair(weightedRate(goodsOf(baseline)), weightedRate(goodsOf(changed))),
      why: "trade is taken not to answer the change: its weights are those of the year",
    },
    simple_mean: {
      ...pair(was.rate, is.rate),
      counts:
        "lines of ten digits of chapters 1-97, once for each origin, imported or not; nothing is claimed; duties on a quantity are left out",
      lines: [was.lines, is.lines],
      lines_left_out: [was.unknown, is.unknown],
    },
    realised: realised
      ? { month: realised.month, rate: text(effectiveRate(usd(realised.duty), usd(realised.value))) }
      : null,
  };
}

const text = (rate: Decimal | null): Json => plain(rate) as Json;
const pair = (baseline: Decimal | null, scenario: Decimal | null) => ({
  baseline: text(baseline),
  scenario: text(scenario),
});

const goodsOf = (priced: readonly PricedFlow[]): RatedGoods[] =>
  priced.map((flow) => {
    const { imports, duty } = sumsWhere([flow], ({ status }) => status !== "outside");
    return { rate: effectiveRate(duty, imports), value: imports };
  });
