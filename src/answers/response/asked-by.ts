/** Which cases of an answer another calculation was made of: the same goods, day, rates and behaviour. */
import type { PublishedOutcome } from "../../economics/estimates.js";
import type { ChangeText, ScenarioText } from "../../texts/scenario.js";
import { LAWS } from "./cases.js";
import type { Law } from "./elastic.js";
import type { Settings } from "./settings.js";

interface AskedCase {
  /** As the first table names it. */
  readonly title: string;
  readonly law: Law;
  readonly demand: number;
  readonly other: PublishedOutcome;
}

export function askedBy(
  text: ScenarioText,
  settings: Settings,
  outcomes: readonly PublishedOutcome[],
): AskedCase[] {
  if (settings.model !== "elastic" || text.products !== undefined || text.baseline !== undefined) return [];
  return LAWS.flatMap(([law, title]) =>
    settings.horizons.flatMap(({ label, demand }) => {
      const other = outcomes.find(
        (one) =>
          asks(one, law, text) &&
          one.demand === demand &&
          one.passThrough === settings.passThrough("", demand),
      );
      return other ? [{ title: `${title}, ${label}`, law, demand, other }] : [];
    }),
  );
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
