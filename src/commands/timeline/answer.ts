/** The effective tariff rate day by day, with the measures that moved it. */

import { type Context, checkPeriod } from "../../contract/command.js";
import { needed, UserError } from "../../contract/errors.js";
import { assumedBy, partnersInWords, partnersOf } from "../../contract/question.js";
import type { Cell, Chart, Column, Report } from "../../contract/report.js";
import { casesOf } from "../../contract/text.js";
import { type Order, ordersNaming } from "../../law/adcvd.js";
import { addDays, type IsoDate } from "../../law/calendar.js";
import { changedOn, type ExemptionChange, exemptionsChangedOn, type Period } from "../../law/days.js";
import { type AnyGoods, eventsAhead, namesNumber } from "../../law/event.js";
import { type HtsCode, printHts } from "../../law/hts.js";
import type { Measure, View } from "../../law/measure.js";
import type { Country, Origin } from "../../law/origin.js";
import { type Decimal, effectiveRate } from "../../law/units.js";
import { SHIPPED_FLOWS } from "../../trade/flow.js";
import {
  aheadNotes,
  articlesNotes,
  chargedIn,
  heldNotes,
  ledBy,
  type OpenRate,
  percentRange,
  rateQuestionNotes,
  rateQuestionRows,
  type Weights,
  weightsFacts,
  weightsLines,
} from "../common/law-words.js";
import type { Weighting } from "../common/weights.js";
import {
  barredOf,
  dutyByDay,
  type Point,
  productPoints,
  type TradeQuestion,
  tradeNotes,
  unlawfulNotes,
} from "./points.js";

interface TimelineFlags {
  readonly hts?: HtsCode;
  readonly product?: readonly (readonly string[])[];
  /** An origin, `all`, a bloc or an agreement. */
  readonly origin?: string;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly flows?: string;
  readonly assume?: readonly string[];
  readonly view?: View;
  readonly actuals?: true;
  readonly realised?: true;
  readonly weights?: string;
}

const COLUMNS: readonly Column[] = [
  { key: "date", title: "From", kind: "text", drop: 0 },
  { key: "rate", title: "Rate", kind: "rate", drop: 0 },
  { key: "change_pp", title: "Change, pp", kind: "points", drop: 1 },
  { key: "chart", title: "", kind: "bar", drop: 2, tableOnly: true },
  { key: "at_least", title: "At least", kind: "flag", drop: 4, machineOnly: true },
  { key: "measures", title: "Measures that came, went or changed", kind: "list", drop: 0 },
];

/** Of one product: how far its rate is known, and between what limits it lies. */
const PRODUCT_COLUMNS: readonly Column[] = [
  ...COLUMNS,
  { key: "status", title: "Status", kind: "text", drop: 3 },
  { key: "at_least_rate", title: "At least", kind: "rate", drop: 5, machineOnly: true },
  { key: "up_to_rate", title: "Up to", kind: "rate", drop: 5, machineOnly: true },
];

/** What the law is applied with where what conditions free is an estimate of its own. */
const BY_LAW = ["metal-content", "observed-base", "chapter-mix", "usmca-claims"];
const ASSUMED = [...BY_LAW, "uk-car-quota", "usmca-us-content"];

/** @throws {UserError} without an origin, on days before the data, on a product or flows that do not exist. */
export async function answerTimeline(flags: TimelineFlags, context: Context): Promise<Report> {
  const { asOf, firstDay } = context.schedule();
  const period = { from: flags.from ?? firstDay, to: flags.to ?? asOf };
  checkPeriod(period, context);
  const name = nameOf(flags);
  const asked = tradeQuestion(name, flags, context);
  const weighting = flags.realised ? undefined : await weightingIn(flags, context);
  const trade = weighting ? { ...context, flow: flowsOf(weighting) } : context;
  const { weights = weighting && weightsTold(weighting, asked), ...answer } = await answerOf(
    name,
    flags,
    asked,
    period,
    trade,
  );
  const [days, what] =
    flags.actuals || flags.realised
      ? ["Months", "all imports"]
      : ["Days on which the law changed", whatOf(flags, asked)];
  return {
    title: `Tariff rate of ${what} from ${whoOf(name, context)}, ${spanWords(period, flags)}`,
    heading: [
      `${days}${flags.hts ? "" : `, on the trade of ${asked.flows === SHIPPED_FLOWS ? "2024" : asked.flows}`}; ${asked.view === "cash" ? "what was collected" : "what was owed in the end"}; law checked to ${asOf}${period.to > asOf ? ", later days extrapolate it" : ""}`,
      ...weightsLines(weights),
    ],
    ...answer,
    facts: { ...answer.facts, ...weightsFacts(weights) },
  };
}

/** Estimates are of whole months, also where the period begins or ends within one. */
const spanWords = ({ from, to }: Period, { realised }: TimelineFlags): string =>
  realised ? `${from.slice(0, 7)} to ${to.slice(0, 7)}` : `${from} to ${to}`;

const weightsTold = (weighting: Weighting, { flows, origins }: TradeQuestion): Weights => {
  const codes = origins.map(({ code }) => code);
  return {
    of: weighting.of,
    words: weighting.words(flows, codes),
    leftOut: weighting.leftOut(flows, codes),
  };
};

/** Imports that weight the rates of days in place of the year's; loaded where they are asked for alone. */
const weightingIn = async ({ weights }: TimelineFlags, context: Context): Promise<Weighting | undefined> =>
  weights === undefined ? undefined : (await import("../common/weights.js")).weightingOf(weights, context);

const flowsOf =
  (weighting: Weighting): Context["flow"] =>
  (dataset, origin) =>
    weighting.flow(dataset, origin).flow;

/** @throws {UserError} where what is asked by month is not known so. */
function checkMonths({ hts, product, actuals, realised }: TimelineFlags): void {
  const [other] = hts ? ["--hts"] : product ? ["--product"] : [];
  const byMonth = realised ? "--realised" : actuals && "--actuals";
  if (byMonth && other)
    throw new UserError(`months are known of all goods together; got ${other} too`, {
      where: byMonth,
      hint: `leave ${other} out`,
    });
}

/** @throws {UserError} where there is nothing that other imports could weight. */
function checkWeighted({ hts, actuals, realised, weights }: TimelineFlags): void {
  if (weights !== undefined && (hts || (actuals && !realised)))
    throw new UserError(
      hts
        ? "the rate of one product has no weights"
        : "--actuals has the law on the goods of 2024 beside what customs calculated",
      { where: "--weights", hint: hts ? "leave it out" : "give --realised in place of --actuals" },
    );
}

/** @throws {UserError} without an origin, or where flags ask for two things. */
function nameOf(flags: TimelineFlags): string {
  checkMonths(flags);
  checkWeighted(flags);
  const { origin, hts, product } = flags;
  if (hts && product)
    throw new UserError("expected one of --hts and --product; got both", {
      where: "--product",
      hint: "--hts follows the rate of one product, --product a year of trade in several",
    });
  if (origin === undefined) throw needed("--origin", "for example --origin JP");
  return origin;
}

function tradeQuestion(name: string, flags: TimelineFlags, context: Context): TradeQuestion {
  const schedule = context.schedule();
  const flows = flags.flows ?? SHIPPED_FLOWS;
  const codes = flags.hts ? [name as Country] : partnersOf([name], schedule, context.flowOrigins(flows));
  return {
    origins: codes.flatMap((code) => schedule.origins.get(code) ?? []),
    products: flags.product?.flat() ?? [],
    flows,
    assume: flags.realised ? BY_LAW : flags.assume ? assumedBy(flags.assume, ASSUMED) : ASSUMED,
    view: flags.view ?? "law",
  };
}

const whatOf = ({ hts }: TimelineFlags, { products }: TradeQuestion): string =>
  hts
    ? printHts(hts)
    : products.length > 0
      ? `imports of ${products.map(printHts).join(", ")}`
      : "imports of goods of chapters 1-97";

const whoOf = (name: string, context: Context): string => partnersInWords([name], context.schedule());

type Answer = Omit<Report, "title" | "heading"> & { readonly weights?: Weights };

async function answerOf(
  name: string,
  flags: TimelineFlags,
  asked: TradeQuestion,
  period: Period,
  context: Context,
): Promise<Answer> {
  if (flags.realised) {
    const { realisedTimeline } = await import("./realised.js");
    const { assume, weights = "latest" } = flags;
    return realisedTimeline(asked, name, { assume, weights }, period, context);
  }
  if (flags.actuals) {
    const { monthlyActuals } = await import("./points.js");
    return monthlyActuals(asked, [name], period, context);
  }
  if (flags.hts === undefined) {
    const used = new Set<string>();
    const points = tradePoints(asked, period, context, used);
    return { ...dayByDay(points, period, []), ...tradeTold(points, used, asked, period, context) };
  }
  return productAnswer(flags.hts, onlyOrigin(name, asked), asked, period, context);
}

/** What is told of trade: what moved the rate, how far it is known and what is ahead first. */
function tradeTold(
  points: readonly Point[],
  used: ReadonlySet<string>,
  asked: TradeQuestion,
  period: Period,
  context: Context,
): Pick<Report, "notes" | "leading"> {
  const moved = exemptionNotes(points, asked.products, asked.view, context);
  const barred = barredOf(asked, period.to, context);
  const known = [
    ...(points.some(({ atLeast }) => atLeast) ? [LOWER_BOUNDS] : []),
    ...unlawfulNotes(asked, period, context, used),
    ...aheadOf(asked, asked.products, period, context),
  ];
  const notes = [...moved, ...tradeNotes(asked, period.to, context, used, barred), ...known];
  return ledBy([...moved, ...barred, ...known], notes);
}

/** The rate of one product, and what it leaves open. */
function productAnswer(
  hts: HtsCode,
  origin: Origin,
  asked: TradeQuestion,
  period: Period,
  context: Context,
): Answer {
  const points = productPoints(hts, origin, period, asked.view, context);
  const open = openRates(points, hts, origin.code);
  const needs = points.some(({ atLeast }) => atLeast) ? [NEEDS_FACTS] : [];
  const goods = { hts, origin: origin.code, date: period.to };
  const ahead = aheadOf(asked, [hts], period, context);
  const answer = dayByDay(points, period, [
    ...exemptionNotes(points, [hts], asked.view, context),
    ...needs,
    ...articlesNotes(points.flatMap(({ assessment }) => assessment ?? [])),
    ...rangeNotes(points),
    ...rateQuestionNotes(open),
    ...heldNotes(
      chargedIn(points.flatMap(({ assessment }) => assessment ?? [])),
      "rates",
      context.heldUnlawful(),
    ),
    ...orderNotes(ordersNaming(goods, context.schedule().orders.of(goods.origin))),
    ...ahead,
  ]);
  return {
    ...answer,
    columns: PRODUCT_COLUMNS,
    rows: withStatus(rowsOf(movement(points)), points),
    facts: { asks: rateQuestionRows(open) },
  };
}

/** How far each rate is known until the next: as far as on the day on which it is known least. */
function withStatus(rows: readonly Cell[][], points: readonly Point[]): Cell[][] {
  const moved = movement(points);
  return rows.map((row, at) => {
    const next = moved[at + 1]?.day;
    const own = points.filter(
      ({ day }) => day >= (moved[at]?.day ?? "") && (next === undefined || day < next),
    );
    const status = (["unknown", "presumed", "exact"] as const).find((one) =>
      own.some(({ asked }) => asked?.status === one),
    );
    const limits = moved[at]?.asked?.limits;
    return [...row, status ?? null, limits?.least ?? null, limits?.most ?? null];
  });
}

/** What the rate leaves open on days from which something else is asked. */
function openRates(points: readonly Point[], hts: HtsCode, origin: Country): OpenRate[] {
  const words = ({ asked }: Point) => JSON.stringify([asked?.status, asked?.presumed, asked?.questions]);
  const other = points.filter((point, at) => {
    const before = points[at - 1];
    return before === undefined || words(point) !== words(before);
  });
  return other.flatMap(({ day, asked }) =>
    asked ? [{ ...asked, from: day, hts: printHts(hts), origin }] : [],
  );
}

const orderNotes = (orders: readonly Order[]): string[] =>
  orders.length > 0
    ? [`An order may cover the goods and add a deposit, by the words of its scope: ${casesOf(orders)}.`]
    : [];

/** Between what a rate lies on days on which it is not known, where something limits it. */
function rangeNotes(points: readonly Point[]): string[] {
  const ranges = movement(points).flatMap(({ day, atLeast, asked }) =>
    atLeast && asked?.limits.most ? [`${day} ${percentRange(asked.limits.least, asked.limits.most)}`] : [],
  );
  return ranges.length === 0 ? [] : [`Between, from: ${ranges.join("; ")}.`];
}

/** A line on changes of the law after the period: of one product those that move its rate, of trade all that may touch it. */
function aheadOf(
  { origins, view }: TradeQuestion,
  products: readonly string[],
  { to }: Period,
  context: Context,
): string[] {
  const schedule = context.schedule();
  const numbers = products.length > 0 ? products.map((hts) => ({ hts })) : [{}];
  const goods = origins.flatMap((origin) =>
    numbers.map((number): AnyGoods & { origin: Origin } => ({ ...number, origin, claims: new Set() })),
  );
  const moves = ({ hts, origin }: (typeof goods)[number], on: IsoDate) => {
    if (hts === undefined || hts.length < 8) return true;
    const days = productPoints(hts as HtsCode, origin, { from: addDays(on, -1), to: on }, view, context);
    return movement(days).length > 1;
  };
  return aheadNotes(eventsAhead(context.events(), to, goods, schedule.lists, moves));
}

/** Exemptions that began or ended on days on which the rate moved: a measure that changed may only free other goods. */
function exemptionNotes(
  points: readonly Point[],
  products: readonly string[],
  view: View,
  context: Context,
): string[] {
  const { measures, lists } = context.schedule();
  const isOfGoods = ({ exemption: { products: own, lists: ids } }: ExemptionChange): boolean =>
    products.length === 0 ||
    products.some(
      (hts) =>
        (own === undefined || namesNumber({ products: own }, hts, lists)) &&
        (ids === undefined || namesNumber({ lists: ids }, hts, lists)),
    );
  const ofMeasures = new Map<string, string[]>();
  for (const { day, measures: changed } of movement(points))
    for (const measure of measures.filter(({ id }) => changed.includes(id)))
      for (const one of exemptionsChangedOn(measure, day, view).filter(isOfGoods)) {
        const words = exemptionWords(day, one);
        ofMeasures.set(words, [...(ofMeasures.get(words) ?? []), measure.id]);
      }
  return [...ofMeasures].map(([words, ids]) => `${words}: ${ids.join(", ")}.`);
}

const exemptionWords = (day: IsoDate, { began, exemption: { heading, title } }: ExemptionChange): string =>
  `${began ? "From" : "Until"} ${day}, ${title} (${heading}) are free of`;

const LOWER_BOUNDS = "Some rates are lower bounds: part of the goods have duties that cannot be computed.";
const NEEDS_FACTS = "Days without a rate need a fact, such as use or metal content.";

/** @throws {UserError} if several origins are meant: the rate of one product differs among them. */
function onlyOrigin(name: string, { origins }: TradeQuestion): Origin {
  const [origin] = origins;
  if (origin) return origin;
  throw new UserError(`expected one country; got ${name}`, {
    where: "--origin",
    hint: "the rate of one product is that of one country; --product takes all",
  });
}

/** The rate of a year of trade, and what came, went or changed on the days that it moved. */
function tradePoints(asked: TradeQuestion, period: Period, context: Context, used: Set<string>): Point[] {
  const { origins, view } = asked;
  const schedule = context.schedule();
  const unasked = new Set(
    context.claims().flatMap(({ id, asked: isAsked }) => (isAsked === false ? [id] : [])),
  );
  /** What customs finds of single shipments, and no importer claims, moves no year of trade. */
  const isOfTrade = ({ versions }: Measure): boolean =>
    !versions.every(({ covers: { onlyIf } }) => onlyIf.some((claim) => unasked.has(claim)));
  return dutyByDay(asked, period, context, used).map(({ day, imports, duty, atLeast }, index) => {
    const changed = index === 0 ? [] : changedOn(schedule, origins, day, addDays(day, -1), view);
    const measures = changed.filter(isOfTrade).map(({ id }) => id);
    return { day, rate: effectiveRate(duty, imports), atLeast, measures };
  });
}

const CHART: Chart = {
  kind: "steps",
  along: ["date"],
  views: { rate: ["rate"] },
  atLeast: "at_least",
  events: "measures",
};

const dayByDay = (points: readonly Point[], { to }: Period, notes: readonly string[]): Answer => ({
  columns: COLUMNS,
  chart: { ...CHART, until: to },
  rows: rowsOf(movement(points)),
  total: null,
  notes,
  facts: {},
});

/** Only the days on which the rate moved. */
const movement = (points: readonly Point[]): Point[] =>
  points.filter((point, index) => index === 0 || heightOf(point) !== heightOf(points[index - 1]));

const heightOf = (point?: Point): string =>
  [point?.rate, point?.asked?.limits.least, point?.asked?.limits.most].map((rate) => rate?.toFixed()).join();

/** Width of the longest bar. */
const BAR = 14;

function rowsOf(points: readonly Point[]): Cell[][] {
  const most = points.reduce((max, { rate }) => Math.max(max, rate?.toNumber() ?? 0), 0);
  return points.map(({ day, rate, atLeast, measures }, index) => {
    const before: Decimal | null | undefined = points[index - 1]?.rate;
    const change = rate && before ? rate.minus(before).times(100) : null;
    const bar = rate && most > 0 ? "█".repeat(Math.round((rate.toNumber() / most) * BAR)) : "";
    return [day, rate, change, bar, atLeast, measures];
  });
}
