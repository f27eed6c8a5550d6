/** The rate of a year of trade from day to day, its mix as it was, or of one product. */
import type { Actual, Context } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { dollarsInWords } from "../../contract/text.js";
import { catalogueOf } from "../../entries/claims.js";
import type { Judged } from "../../entries/goods-asked.js";
import { type Assessment, assess } from "../../law/assess.js";
import { addDays, daysOfMonth, type IsoDate, meanOver, type RateFrom } from "../../law/calendar.js";
import { changeDays, changedOn, type Period } from "../../law/days.js";
import { type Entry, NO_CLAIMS, ONE_DOLLAR } from "../../law/entry.js";
import { type HtsCode, numbersMeant, printHts } from "../../law/hts.js";
import { spanIn, type Version, type View } from "../../law/measure.js";
import { namedOf, type Origin, originsInWords } from "../../law/origin.js";
import { coversOrigin, positionOf, productOf } from "../../law/scope.js";
import { type Decimal, decimal, effectiveRate, owed, type Usd, usd } from "../../law/units.js";
import { dailyDuty, type Traded } from "../../trade/daily-duty.js";
import { exposedTo, flowOfProducts, partlyMeant } from "../../trade/flow.js";
import { portionsOf, shareTrade } from "../../trade/price.js";
import type { Sums } from "../../trade/tally.js";
import { actualsOf, linesOf, withoutActuals } from "../common/data-extent.js";
import { heldNotes } from "../common/law-words.js";
import { ratesAsked } from "../common/rates-asked.js";
import { barredNotes } from "../scenario/words.js";

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
export function dutyByDay(
  asked: TradeQuestion,
  period: Period,
  context: Context,
  used?: Set<string>,
): Stretch[] {
  const { origins, view } = asked;
  const schedule = context.schedule();
  const { assumptions: assume } = context.assume(asked.assume);
  const trade = flowsOf(asked, context);
  const days = changeDays(schedule, origins, period, view);
  const watch = (all: readonly IsoDate[]) => context.watch(all, "days");
  const sums = dailyDuty(trade, days, schedule, { view, assume }, watch, used);
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
  const who = originsInWords(origins);
  throw new UserError(`there are no imports of ${products.map(printHts).join(", ")} from ${who}`, {
    where: "--product",
    hint: "ask for other goods, or a shorter number",
  });
}

/** Dollars of the trade that the law of a day bars. */
export const barredOf = (
  { origins, products, flows }: Pick<TradeQuestion, "origins" | "products" | "flows">,
  date: IsoDate,
  context: Context,
): string[] => barredNotes({ origins: origins.map(({ code }) => code), products, flows }, date, context);

/** What is assumed is told where goods are priced on it; so is what is left out. */
export function tradeNotes(
  { origins, products, flows, assume }: TradeQuestion,
  date: IsoDate,
  context: Context,
  used: ReadonlySet<string>,
  barred: readonly string[] = barredOf({ origins, products, flows }, date, context),
): string[] {
  const { titles, assumptions } = context.assume(assume);
  const trade = origins.map(({ code }) => context.flow(flows, code));
  const partly = assumptions.productMix
    ? 0
    : trade.reduce((sum, flow) => sum + partlyMeant(flow, products), 0);
  const { orders, origins: known } = context.schedule();
  const exposed = trade.reduce(
    (sum, flow) => sum + exposedTo(orders, flowOfProducts(flow, products), known, date),
    0,
  );
  return [
    "The same imports weight the rate on every day: trade that moves away from a tariff is not followed.",
    ...Object.entries(titles).flatMap(([kind, title]) => (used.has(kind) ? [`Assumed: ${title}.`] : [])),
    ...(exposed > 0
      ? [
          `Antidumping or countervailing duty orders name the number and country of ${dollarsInWords(decimal(exposed))} of these imports; their deposits are not in the rates.`,
        ]
      : []),
    ...barred,
    ...(partly > 0
      ? [
          `${dollarsInWords(decimal(partly))} of goods known only by chapter may be of these products; they are left out.`,
        ]
      : []),
  ];
}

/** Duty that a court held not to be authorized is told where it is due on some day of the period. */
export function unlawfulNotes(
  { origins, view }: TradeQuestion,
  { from, to }: Period,
  context: Context,
  charged?: ReadonlySet<string>,
): string[] {
  const schedule = context.schedule();
  const isDue = (version: Version): boolean => {
    const span = spanIn(version, view);
    if (!span || span.from > to || (span.until !== null && span.until <= from)) return false;
    return origins.some((origin) => coversOrigin(version.covers, origin));
  };
  const isCharged = (authority: string) =>
    (charged?.has(authority) ?? true) &&
    schedule.measures.some((measure) => measure.authority === authority && measure.versions.some(isDue));
  return heldNotes(isCharged, "rates", context.heldUnlawful());
}

/** A rate on a day; `null` while it cannot be known. */
export interface Point {
  readonly day: IsoDate;
  readonly rate: Decimal | null;
  readonly atLeast: boolean;
  readonly measures: readonly string[];
  /** How far a rate of one product is known, between what limits it lies, and what would change it. */
  readonly asked?: Judged;
  /** What a dollar of one product owes. */
  readonly assessment?: Assessment;
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
        assessment,
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

// The statutory rate by month beside what customs calculated: statutory is not collected.

const COLUMNS: readonly Column[] = [
  { key: "month", title: "Month", kind: "text", drop: 0 },
  { key: "imports_usd", title: "Imports", kind: "usd", drop: 3 },
  { key: "statutory_rate", title: "Statutory", kind: "rate", drop: 0 },
  { key: "estimated_rate", title: "Estimate", kind: "rate", drop: 0 },
  { key: "actual_rate", title: "Actual", kind: "rate", drop: 0 },
  { key: "realised_share", title: "Actual/stat.", kind: "rate", drop: 1 },
  { key: "statutory_duty_usd", title: "Statutory duty", kind: "usd", drop: 4 },
  { key: "estimated_duty_usd", title: "Estimated duty", kind: "usd", drop: 5 },
  { key: "actual_duty_usd", title: "Actual duty", kind: "usd", drop: 2 },
  { key: "at_least", title: "At least", kind: "flag", drop: 6, machineOnly: true },
];

const CHART: Chart = {
  kind: "line",
  along: ["month"],
  views: {
    rate: ["statutory_rate", "estimated_rate", "actual_rate"],
    duty: ["statutory_duty_usd", "estimated_duty_usd", "actual_duty_usd"],
  },
  atLeast: "at_least",
  exact: ["actual_rate", "actual_duty_usd"],
};

/** Rates of all imports, chapters 98 and 99 too, since customs counts them so. */
interface Month {
  readonly actual: Actual;
  readonly statutory: Decimal;
  readonly estimated: Decimal;
  /** Part of the duty cannot be computed on some of its days. */
  readonly atLeast: boolean;
}

/** Whether the rate is a lower bound on a day of the month. */
function isOpen(course: readonly Stretch[], month: string): boolean {
  const [first, until] = daysOfMonth(month);
  return course.some(
    ({ day, atLeast }, index) => atLeast && day < until && (course[index + 1]?.day ?? until) > first,
  );
}

/** @throws {UserError} if imports of an origin are not known by month, or no whole month of them is in the period. */
export function monthlyActuals(
  asked: TradeQuestion,
  names: readonly string[],
  period: { readonly from: RateFrom["day"]; readonly to: RateFrom["day"] },
  context: Context,
): Omit<Report, "title" | "heading"> {
  const months = knownMonths(asked, names, context);
  const covered = months.filter(
    ({ month }) => `${month}-01` >= period.from && addDays(daysOfMonth(month)[1], -1) <= period.to,
  );
  const [first, last] = [covered[0], covered.at(-1)];
  if (first === undefined || last === undefined) throw noMonth(months, period);
  const { firstDay } = context.schedule();
  const until = daysOfMonth(last.month)[1];
  const used = new Set<string>();
  const course = dutyByDay(asked, { from: firstDay, to: until }, context, used);
  const all = importsOf(asked, context);
  const rates = course.map(({ day, duty }): RateFrom => ({ day, rate: duty.div(all) }));
  const kept = decimal(1).minus(context.compliance().share);
  const before = rates[0]?.rate ?? decimal(0);
  const rows = covered.map((actual): Month => {
    const statutory = meanOver(rates, ...daysOfMonth(actual.month));
    const estimated = before.plus(statutory.minus(before).times(kept));
    return { actual, statutory, estimated, atLeast: isOpen(course, actual.month) };
  });
  const isLeast = rows.some(({ atLeast }) => atLeast);
  return {
    columns: COLUMNS,
    chart: CHART,
    rows: rows.map(cells),
    total: null,
    notes: [
      ...withoutRows(months, period),
      ...tradeNotes(asked, period.to, context, used),
      ...unlawfulNotes(asked, period, context, used),
      ...notesOf(months, isLeast, context),
    ],
    facts: {},
  };
}

const withoutRows = (months: readonly Actual[], period: { from: string; to: string }): string[] => [
  ...partMonths(period, months),
  ...laterMonths(months, period.to),
];

/** Months that the period begins or ends within are left out: imports are known of whole months. */
function partMonths({ from, to }: { from: string; to: string }, months: readonly Actual[]): string[] {
  const parts = months
    .map(({ month }) => month)
    .filter((month) => {
      const [first, until] = daysOfMonth(month);
      const last = addDays(until, -1);
      return (from > first && from <= last) || (to >= first && to < last);
    });
  return parts.length > 0
    ? [
        `Imports are known of whole months: ${parts.join(" and ")}, of which some days are asked for, left out.`,
      ]
    : [];
}

/** Months that are asked for and not known yet have no row: said first. */
function laterMonths(months: readonly Actual[], to: string): string[] {
  const { month = "" } = months.at(-1) ?? {};
  return to.slice(0, 7) > month
    ? [`Imports are known to ${month}: later months have no row here; --realised estimates them.`]
    : [];
}

/** Customs value of all imports of the year, chapters 98 and 99 too. */
const importsOf = ({ origins, flows }: TradeQuestion, context: Context): Usd =>
  usd(origins.reduce((sum, { code }) => sum + context.flow(flows, code).value.reduce((a, b) => a + b, 0), 0));

function knownMonths(asked: TradeQuestion, names: readonly string[], context: Context): readonly Actual[] {
  const codes = asked.origins.map(({ code }) => code);
  const missing = withoutActuals(names, codes, context);
  if (missing.length === 0) return actualsOf(names, codes, context);
  const who = originsInWords(missing.slice(0, 6).map((code) => namedOf(code, context.schedule())));
  throw new UserError(`imports from ${who} are not known by month`, {
    where: "--actuals",
    hint: "ask for --origin all, or for a large partner such as JP, CN, CA, MX or EU",
  });
}

function noMonth(months: readonly Actual[], { from, to }: { from: string; to: string }): UserError {
  const known = `they are known from ${months[0]?.month} to ${months.at(-1)?.month}`;
  return new UserError(`no whole month of imports is known between ${from} and ${to}`, {
    where: "--actuals",
    hint: known,
  });
}

function cells({ actual, statutory, estimated, atLeast }: Month): Cell[] {
  const value = usd(actual.value);
  const duty = usd(actual.duty);
  const rate = effectiveRate(duty, value);
  const share = rate && !statutory.isZero() ? rate.div(statutory) : null;
  const [lawful, expected] = [statutory, estimated].map((one): Usd => owed(value, one));
  return [
    ...[actual.month, value, statutory, estimated, rate, share],
    ...[lawful ?? null, expected ?? null, duty, atLeast],
  ];
}

function notesOf(months: readonly Actual[], atLeast: boolean, context: Context): string[] {
  const { share, low, high } = context.compliance();
  const percent = (text: string) => decimal(text).times(100).toFixed();
  const { firstDay } = context.schedule();
  return [
    "Statutory: the rate of each day's law on the year's mix of goods, the mean over the days of the month; of all imports, chapters 98-99 too, as customs counts them. No preference is claimed unless assumed. The statutory rate of --realised is without the quota of British cars and US content, which its estimate has.",
    `Estimate: the rate of ${firstDay} and ${percent(decimal(1).minus(share).toFixed())}% of what was added since: ${percent(share)}% of new duty is taken not to be collected (range ${percent(low)} to ${percent(high)}%). It follows neither trade that moves away nor goods that claim a preference; --realised has an estimate that does.`,
    `Actual: what customs calculated on imports for consumption, known from ${months[0]?.month} to ${months.at(-1)?.month}; the law here begins on ${firstDay}.`,
    ...(atLeast
      ? ["Statutory rates are lower bounds: part of the goods have duties that cannot be computed."]
      : []),
  ];
}
