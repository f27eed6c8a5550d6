/** The rate of a year of trade from day to day; its mix stays as it was. */
import type { Context } from "../command.js";
import { changeDays, type Period } from "../domain/change-days.js";
import type { Origin } from "../domain/country.js";
import { courseOf, type Traded } from "../domain/course.js";
import type { IsoDate } from "../domain/day.js";
import { isMixed } from "../domain/flow.js";
import { printHts } from "../domain/hts.js";
import { flowOfProducts, partlyMeant } from "../domain/only-products.js";
import type { View } from "../domain/schedule.js";
import type { Sums } from "../domain/tally.js";
import { portionsOf, shareTrade } from "../domain/trade.js";
import { decimal } from "../domain/units.js";
import { UserError } from "../errors.js";
import { money } from "../numbers.js";

export interface TradeAsked {
  readonly origins: readonly Origin[];
  readonly products: readonly string[];
  readonly flows: string;
  readonly assume: readonly string[];
  readonly view: View;
}

/** Imports and duty in the tariff base from a day on. */
export interface Stretch extends Sums {
  readonly day: IsoDate;
}

/** The duty on trade on each day of a period that the law of one of its origins changed. @throws {UserError} without trade. */
export function tradeCourse(asked: TradeAsked, period: Period, context: Context): Stretch[] {
  const { origins, view } = asked;
  const schedule = context.schedule();
  const { assumptions: assume } = context.assume(asked.assume);
  const trade = tradedOf(asked, context);
  const days = [...new Set(origins.flatMap((origin) => changeDays(schedule, origin, period, view)))].sort();
  const sums = courseOf(trade, days, schedule, { view, assume }, (all) => context.watch(all, "days"));
  return sums.map((one, index) => ({ ...one, day: days[index] as IsoDate }));
}

/** Goods asked about, spread and split as assumptions say. */
function tradedOf({ origins, products, flows, assume }: TradeAsked, context: Context): Traded[] {
  const { assumptions } = context.assume(assume);
  const asked = { assume: assumptions, past: context.schedule() };
  const imports = origins.map((origin) => ({ origin, flow: context.flow(flows, origin.code) }));
  shareTrade(imports, assumptions);
  const trade = imports.flatMap(({ origin, flow: whole }) =>
    portionsOf(whole, origin, asked)
      .map((portion): Traded => ({ ...portion, origin, flow: flowOfProducts(portion.flow, products) }))
      .filter(({ flow }) => flow.hts.length > 0),
  );
  if (trade.length > 0) return trade;
  const who = origins.map(({ name }) => name).join(", ");
  throw new UserError(`there are no imports of ${products.map(printHts).join(", ")} from ${who}`, {
    where: "--product",
    hint: "ask for other goods, or a shorter number",
  });
}

/** What is assumed of goods known only by chapter is told where there are such goods; so is what is left out. */
export function tradeNotes({ origins, products, flows, assume }: TradeAsked, context: Context): string[] {
  const { titles, assumptions } = context.assume(assume);
  const trade = origins.map(({ code }) => context.flow(flows, code));
  const mixed = trade.some(({ hts }) => hts.some(isMixed));
  const partly = assumptions.productMix
    ? 0
    : trade.reduce((sum, flow) => sum + partlyMeant(flow, products), 0);
  return [
    "Weights are the imports of the year of the flow on every day: trade that moves away from a tariff is not followed.",
    ...Object.entries(titles).flatMap(([kind, title]) =>
      kind !== "product-mix" || mixed ? [`Assumed: ${title}.`] : [],
    ),
    ...(partly > 0
      ? [
          `$${money(decimal(partly))} of goods known only by chapter may be of these products; they are left out.`,
        ]
      : []),
  ];
}
