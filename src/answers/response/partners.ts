/** The same goods from other origins: what buyers can turn to. */
import type { Context } from "../../command.js";
import type { Origin } from "../../domain/country.js";
import type { IsoDate } from "../../domain/day.js";
import { isMixed } from "../../domain/flow.js";
import { onlyProducts } from "../../domain/only-products.js";
import type { Schedule, View } from "../../domain/schedule.js";
import { type GroupOf, tallyRows } from "../../domain/tally.js";
import { priceTrade } from "../../domain/trade.js";
import type { Market } from "../../economics/market.js";
import type { ScenarioRun } from "../run-scenario.js";

/** A law on a day. */
export interface DatedLaw {
  readonly schedule: Schedule;
  readonly date: IsoDate;
}

/** Markets of other origins by group; goods known only by chapter are left out. */
export type OtherMarkets = ReadonlyMap<string, readonly Market[]>;

/** @returns Under the law when trade was recorded and under another, which others owe whatever the scenario does. */
export function otherMarkets(
  run: ScenarioRun,
  laws: { readonly recorded: DatedLaw; readonly then: DatedLaw; readonly view: View },
  groupOf: GroupOf,
  context: Context,
): OtherMarkets {
  const { scenario } = run;
  const { assumptions: assume } = context.assume(scenario.assume.filter((id) => id !== "chapter-mix"));
  const markets = new Map<string, Market[]>();
  for (const origin of context.watch(othersOf(run, context), "other origins")) {
    const flow = context.flow(scenario.flows, origin.code);
    const sums = ({ schedule, date }: DatedLaw) =>
      tallyRows(
        priceTrade(flow, origin, schedule, { date, view: laws.view, assume, past: context.schedule() }).map(
          (one) => onlyProducts(one, scenario.products ?? []),
        ),
        groupOf,
      );
    const [before, after] = [sums(laws.recorded), sums(laws.then)];
    for (const [group, { imports, duty }] of before) {
      const own = markets.get(group) ?? [];
      markets.set(group, own);
      const value = imports.toNumber();
      const rate = (dollars: { toNumber(): number }) => (value === 0 ? 0 : dollars.toNumber() / value);
      own.push({ value, before: rate(duty), after: rate(after.get(group)?.duty ?? duty) });
    }
  }
  return markets;
}

/** Origins whose trade is known line by line. */
function othersOf({ scenario, origins }: ScenarioRun, context: Context): Origin[] {
  const known = context.schedule().origins;
  const asked = new Set(origins.map(({ code }) => code));
  return context
    .flowOrigins(scenario.flows)
    .filter((code) => !asked.has(code))
    .filter((code) => !context.flow(scenario.flows, code).hts.every(isMixed))
    .flatMap((code) => known.get(code) ?? []);
}
