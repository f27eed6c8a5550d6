/** The rate of a year of trade from day to day, its mix as it was, or of one product. */
import type { Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { grouped, money } from "../../contract/text.js";
import { catalogueOf } from "../../entries/claims.js";
import { ratesAsked } from "../../entries/rates-asked.js";
import type { Judged } from "../../entries/row-questions.js";
import { assess } from "../../law/assess.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { changeDays, changedOn, type Period } from "../../law/days.js";
import { type Entry, NO_CLAIMS, ONE_DOLLAR } from "../../law/entry.js";
import { type HtsCode, numbersMeant, printHts } from "../../law/hts.js";
import type { Version, View } from "../../law/measure.js";
import type { Origin } from "../../law/origin.js";
import { positionOf, productOf } from "../../law/scope.js";
import { type Decimal, decimal } from "../../law/units.js";
import { dailyDuty, type Traded } from "../../trade/daily-duty.js";
import { exposedTo, flowOfProducts, isMixed, partlyMeant } from "../../trade/flow.js";
import { portionsOf, shareTrade } from "../../trade/price.js";
import type { Sums } from "../../trade/tally.js";
import { linesOf } from "../common/data-extent.js";

export interface TradeQuestion {
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
export function dutyByDay(asked: TradeQuestion, period: Period, context: Context): Stretch[] {
  const { origins, view } = asked;
  const schedule = context.schedule();
  const { assumptions: assume } = context.assume(asked.assume);
  const trade = flowsOf(asked, context);
  const days = changeDays(schedule, origins, period, view);
  const sums = dailyDuty(trade, days, schedule, { view, assume }, (all) => context.watch(all, "days"));
  return sums.map((one, index) => ({ ...one, day: days[index] as IsoDate }));
}

/** Goods asked about, spread and split as assumptions say. */
function flowsOf({ origins, products, flows, assume }: TradeQuestion, context: Context): Traded[] {
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
export function tradeNotes(
  { origins, products, flows, assume }: TradeQuestion,
  date: IsoDate,
  context: Context,
): string[] {
  const { titles, assumptions } = context.assume(assume);
  const trade = origins.map(({ code }) => context.flow(flows, code));
  const mixed = trade.some(({ hts }) => hts.some(isMixed));
  const partly = assumptions.productMix
    ? 0
    : trade.reduce((sum, flow) => sum + partlyMeant(flow, products), 0);
  const { orders, origins: known } = context.schedule();
  const exposed = trade.reduce(
    (sum, flow) => sum + exposedTo(orders, flowOfProducts(flow, products), known, date),
    0,
  );
  return [
    "Weights are the imports of the year of the flow on every day: trade that moves away from a tariff is not followed.",
    ...Object.entries(titles).flatMap(([kind, title]) =>
      kind !== "product-mix" || mixed ? [`Assumed: ${title}.`] : [],
    ),
    ...(exposed > 0
      ? [
          `Antidumping or countervailing duty orders name the number and country of $${grouped(String(exposed))} of these imports; their deposits are not in the rates.`,
        ]
      : []),
    ...(partly > 0
      ? [
          `$${money(decimal(partly))} of goods known only by chapter may be of these products; they are left out.`,
        ]
      : []),
  ];
}

/** A rate on a day; `null` while it cannot be known. */
export interface Point {
  readonly day: IsoDate;
  readonly rate: Decimal | null;
  readonly atLeast: boolean;
  readonly measures: readonly string[];
  /** How far a rate of one product is known, between what limits it lies, and what would change it. */
  readonly asked?: Judged;
}

/** @throws {UserError} if the tariff has no such product on the last day. */
export function productPoints(
  hts: HtsCode,
  origin: Origin,
  period: Period,
  view: View,
  context: Context,
): Point[] {
  const schedule = context.schedule();
  const code = productOn(hts, period.to, context);
  const products = numbersMeant(code, period.to, schedule.base).map((number) =>
    productOf(schedule, number, new Set()),
  );
  const asking = { catalogue: catalogueOf(context), contested: context.contestedLaw() };
  const askOf = ratesAsked([code], schedule, view, asking);
  const isMoved = (version: Version, day: IsoDate) =>
    products.some((product) => positionOf(version, product, origin, new Set(), day) !== "outside");
  return changeDays(schedule, [origin], period, view).flatMap((day, index): Point[] => {
    const entry: Entry = { ...ONE_DOLLAR, hts: code, origin: origin.code, date: day };
    const assessment = assess(entry, schedule, view);
    const asked = askOf({ hts: code, origin, date: day, claims: NO_CLAIMS });
    if (!assessment || !asked) return [];
    const before = index === 0 ? day : addDays(day, -1);
    const measures = changedOn(schedule, [origin], day, before, view)
      .filter(({ versions }) => versions.some((one) => isMoved(one, day) || isMoved(one, before)))
      .map(({ id }) => id);
    const atLeast = asked.status === "unknown";
    return [
      {
        day,
        rate: atLeast ? null : assessment.duty,
        atLeast,
        measures: index === 0 ? [] : measures,
        asked,
      },
    ];
  });
}

/** A number of six digits or more as it is. @throws {UserError} on one that is shorter, or that the tariff does not have. */
function productOn(hts: HtsCode, on: IsoDate, context: Context): HtsCode {
  const lines = linesOf(hts, on, context, "--hts");
  if (hts.length >= 6) return hts;
  throw new UserError(`${printHts(hts)} is too short to have a rate`, {
    where: "--hts",
    hint: `6, 8 or 10 digits, such as ${lines.slice(0, 3).map(printHts).join(", ")}; --product follows trade in all of it`,
  });
}
