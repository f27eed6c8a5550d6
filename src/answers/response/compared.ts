/** How far an answer is from other published calculations of the same question, and why. */

import { decimal } from "../../domain/units.js";
import type { Estimates, PublishedOutcome } from "../../economics/estimates.js";
import type { ChangeText, ScenarioText } from "../../texts/scenario.js";
import type { Law } from "./elastic.js";
import type { Settings } from "./settings.js";
import type { AnsweringTrade } from "./trade.js";

/** Notes on the cases that the data has another calculation of. */
export function comparedNotes(
  text: ScenarioText,
  trade: AnsweringTrade,
  settings: Settings,
  { compared }: Estimates,
): string[] {
  if (settings.model !== "elastic" || text.products !== undefined || text.baseline !== undefined) return [];
  const cases = (["baseline", "scenario"] as const).flatMap((law) =>
    settings.horizons.flatMap(({ label, demand }) => {
      const other = compared.outcomes.find(
        (one) =>
          asks(one, law, text) &&
          one.demand === demand &&
          one.passThrough === settings.passThrough("", demand),
      );
      return other ? [`${law}, ${label}: ${beside(trade, law, demand, other)}`] : [];
    }),
  );
  return cases.length === 0
    ? []
    : [`Beside a coarser calculation of our own (imports, duty): ${cases.join("; ")}. Why: ${compared.why}.`];
}

function beside(trade: AnsweringTrade, law: Law, demand: number, other: PublishedOutcome): string {
  const { after, duty } = trade.outcome(law, demand);
  const apart = (own: number, its: number) => {
    const share = decimal(own).div(its).minus(1).times(100).toFixed(1);
    return `${share.startsWith("-") ? "" : "+"}${share} %`;
  };
  return `${apart(after, other.imports)}, ${apart(duty, other.duty)}`;
}

function asks({ origins, date, levers }: PublishedOutcome, law: Law, text: ScenarioText): boolean {
  const rates = law === "baseline" ? {} : ratesOf(text.changes);
  return (
    date === text.date &&
    origins.join() === text.origins.join() &&
    rates !== null &&
    Object.keys({ ...rates, ...levers }).every((lever) => rates[lever] === levers[lever])
  );
}

/** Rates of levers in per cent; `null` if something else is changed. */
function ratesOf(changes: readonly ChangeText[]): Readonly<Record<string, number>> | null {
  const rates: Record<string, number> = {};
  for (const change of changes) {
    if (change.do !== "set" || change.lever === undefined || !/^\d+(\.\d+)?$/.test(change.rate)) return null;
    rates[change.lever] = Number(change.rate);
  }
  return rates;
}
