/** Collected duty estimated month by month: statutory rates, what is assumed of them, and what customs calculated. */
import { memoize } from "../../compiled/memo.js";
import type { Context, RealisedData } from "../../contract/command.js";
import { closest, UserError } from "../../contract/errors.js";
import { ALL, assumedBy, type MonthWeights, partnersInWords } from "../../contract/question.js";
import { addDays, daysOfMonth, type IsoDate } from "../../law/calendar.js";
import { changeDays, transitWindows } from "../../law/days.js";
import { NO_CLAIMS } from "../../law/entry.js";
import type { View } from "../../law/measure.js";
import type { Origin } from "../../law/origin.js";
import {
  type Forecast,
  type Forecaster,
  forecaster,
  type Mix,
  type Switches,
} from "../../trade/collected.js";
import type { Traded } from "../../trade/daily-duty.js";
import { SHIPPED_FLOWS } from "../../trade/flow.js";
import {
  dutyByGroup,
  groupName,
  monthBefore,
  monthlyRates,
  monthsBetween,
  type RateSettings,
} from "../../trade/grouped-duty.js";
import { portionsOf, shareTrade } from "../../trade/price.js";
import type { Assumptions } from "../../trade/question.js";

/** What a year of trade does not say, as statutory rates by month take it. */
export const OF_TRADE = ["metal-content-by-metal", "observed-base", "chapter-mix", "other-preferences"];
const USMCA = new Set(["USMCA"]);

export interface RealisedQuestion {
  /** Ids that are on; all if not given. */
  readonly assume?: readonly string[] | undefined;
  readonly weights: MonthWeights;
  /** Last day that is asked about. */
  readonly to: IsoDate;
  /** Duty as it was collected at the time, if not given; as it was owed in the end. */
  readonly view?: View;
  /** Partners whose rates are needed; all if not given. */
  readonly partners?: readonly string[];
}

type Assumption = RealisedData["settings"]["assumptions"][number];
type Of<Id extends Assumption["id"]> = Extract<Assumption, { id: Id }>;

/** An assumption of the settings. */
const assumptionOf = <Id extends Assumption["id"]>({ settings }: RealisedData, id: Id): Of<Id> =>
  settings.assumptions.find((one): one is Of<Id> => one.id === id) as Of<Id>;

/** @throws {UserError} on flows that estimates are not made for. */
export function checkDataset(flows: string): void {
  if (flows === SHIPPED_FLOWS) return;
  throw new UserError(`what is collected is estimated on ${SHIPPED_FLOWS}; got ${flows}`, {
    where: "--flows",
    hint: "leave it out, and give other imports with --weights FILE",
  });
}

export const realisedIds = ({ settings }: RealisedData): readonly string[] =>
  settings.assumptions.map(({ id }) => id);

/** Ids that are on: of what is assumed of trade, and of what is collected. */
export interface Assumed {
  readonly trade: readonly string[];
  readonly collected: ReadonlySet<string>;
}

/** @throws {UserError} on one that is neither. */
export function splitAssumptions(
  assume: readonly string[] | undefined,
  data: RealisedData,
  context: Context,
): Assumed {
  const own = realisedIds(data);
  const on = assume === undefined ? [...OF_TRADE, ...own] : assumedBy(assume, [...OF_TRADE, ...own]);
  const trade = on.filter((id) => !own.includes(id));
  try {
    context.assume(trade);
  } catch (error) {
    const near = trade.flatMap((id) => closest(id, own) ?? [])[0];
    if (near === undefined) throw error;
    throw new UserError(`there is no assumption "${trade.find((id) => closest(id, own) === near)}"`, {
      where: "--assume",
      hint: `did you mean ${near}?`,
    });
  }
  return { trade, collected: new Set(on.filter((id) => own.includes(id))) };
}

/** Rates by month before they are weighted, and the days they were worked out for. */
export interface MonthlyLaw {
  readonly months: readonly string[];
  ratesWith(settings: RateSettings): ReturnType<typeof monthlyRates>;
}

/** What is assumed of the trade itself, and whether goods of claims that are known by heading stand apart. */
export interface TradeAssumed {
  readonly ids: readonly string[];
  readonly byHeading: boolean;
}

/** The law of each month on the goods of the partners, by industry. */
export function monthlyLaw(
  { to, partners, view = "cash" }: Pick<RealisedQuestion, "to" | "partners" | "view">,
  { ids, byHeading }: TradeAssumed,
  data: RealisedData,
  context: Context,
): MonthlyLaw {
  const months = monthsBetween(context.schedule().firstDay.slice(0, 7), to.slice(0, 7));
  const last = months.at(-1) as string;
  const trade = tradeOf(context, partners?.join(" ") ?? null, ids.join(" "), byHeading, view, last, data);
  return { months, ratesWith: (settings) => monthlyRates(trade.grouped, trade.days, months, settings) };
}

/** Kept, since several answers may ask for the same trade: what is asked stands in texts. */
const tradeOf = memoize(
  (
    context: Context,
    partners: string | null,
    ids: string,
    byHeading: boolean,
    view: View,
    last: string,
    data: RealisedData,
  ) => {
    const schedule = context.schedule();
    const { assumptions: assume } = context.assume(ids === "" ? [] : ids.split(" "));
    const apart = new Set<string>(data.settings.partners);
    const partnerOf = (code: string): string => (apart.has(code) ? code : data.rest);
    const meant = partners === null ? null : new Set(partners.split(" "));
    const codes = context.flowOrigins(SHIPPED_FLOWS).filter((code) => !meant || meant.has(partnerOf(code)));
    const origins = codes.flatMap((code) => schedule.origins.get(code) ?? []);
    const headings = new Set(byHeading ? data.known.claims.partners.keys() : []);
    const period = { from: schedule.firstDay, to: addDays(daysOfMonth(last)[1], -1) };
    const days = daysOfRates(schedule, origins, period, view);
    const grouping = {
      groupOf: ({ origin: { code }, terms }: Traded, hts: string) =>
        groupName({
          partner: partnerOf(code),
          industry: data.industryOf(hts),
          heading: headings.has(code) ? hts.slice(0, 4) : null,
          claiming: headings.has(code) && terms.claims.size > 0,
        }),
      conditions: conditionsOf(data),
    };
    const goods = goodsOf(origins, headings, assume, context);
    const watch = (all: readonly IsoDate[]) => context.watch(all, "days of the law");
    return { days, grouped: dutyByGroup(goods, days, schedule, { view, assume }, grouping, watch) };
  },
);

/** Days on which the law changed, or no longer spares goods that were on their way. */
const daysOfRates = (...[schedule, origins, period, view]: Parameters<typeof changeDays>): IsoDate[] =>
  [
    ...new Set([
      ...changeDays(schedule, origins, period, view),
      ...transitWindows(schedule)
        .map(({ enteredBefore }) => enteredBefore)
        .filter((day) => period.from <= day && day <= period.to),
    ]),
  ].sort();

const conditionsOf = (data: RealisedData) =>
  assumptionOf(data, "conditions").rows.map((row) => ({
    ...row,
    from: row.from as IsoDate,
    free: Number(row.free),
  }));

/** Goods of origins; those whose claims are known by heading twice, without a claim and with it. */
function goodsOf(
  origins: readonly Origin[],
  headings: ReadonlySet<string>,
  assume: Assumptions,
  context: Context,
): Traded[] {
  const past = context.schedule();
  const imports = origins.map((origin) => ({ origin, flow: context.flow(SHIPPED_FLOWS, origin.code) }));
  shareTrade(imports, assume);
  return imports.flatMap(({ origin, flow }) =>
    portionsOf(flow, origin, { assume, past }).flatMap((portion): Traded[] =>
      headings.has(origin.code)
        ? [NO_CLAIMS, USMCA].map((claims) => ({ ...portion, origin, terms: { ...portion.terms, claims } }))
        : [{ ...portion, origin }],
    ),
  );
}

/** Forecasts under the assumptions that are on. */
export function forecasterOf(
  law: MonthlyLaw,
  on: ReadonlySet<string>,
  weights: MonthWeights,
  data: RealisedData,
  mix?: { readonly law: MonthlyLaw },
): Forecaster {
  const transit = assumptionOf(data, "in-transit");
  const settings = { conditions: on.has("conditions"), transit: on.has("in-transit") ? transit : null };
  const groups = law.ratesWith(settings);
  const switches = switchesOf(on, weights, data);
  const other = mix && mixOf(mix.law.ratesWith(settings));
  return forecaster({ months: law.months, groups }, data.known, { ...switches, mix: other });
}

const MONTHS = 12;

/** Imports of a year by partner and industry, a month each; goods that may claim stand there twice. */
function mixOf(groups: Mix["groups"]): Mix {
  const imports = new Map<string, Map<string, number>>();
  for (const { partner, industry, claiming, imports: dollars } of groups) {
    const own = imports.get(partner) ?? new Map<string, number>();
    imports.set(partner, own);
    if (!claiming) own.set(industry, (own.get(industry) ?? 0) + dollars / MONTHS);
  }
  return { groups, imports };
}

function switchesOf(on: ReadonlySet<string>, weights: MonthWeights, data: RealisedData): Switches {
  const { months, pooled } = assumptionOf(data, "calibrated");
  const growth = assumptionOf(data, "computers");
  return {
    weights:
      weights === "latest"
        ? { last: data.settings.weightMonths }
        : weights === "2024"
          ? monthsBetween("2024-01", "2024-12")
          : monthsBetween(weights.from, weights.to),
    claims: on.has("usmca-by-month") ? assumptionOf(data, "usmca-by-month") : null,
    growth: on.has("computers") ? { ...growth, year: "2024" } : null,
    calibration: on.has("calibrated") ? { months: months.map(Number), pooled: Number(pooled) } : null,
  };
}

/** Partners that origins are, or all; none if imports of one are not known by month and industry. */
export function partnersNamed(name: string, codes: readonly string[], data: RealisedData): readonly string[] {
  if (name === ALL) return [...data.settings.partners, data.rest];
  return codes.every((code) => data.known.partners.has(code)) ? codes : [];
}

/** Sum over partners. */
export const forecastAll = (
  partners: readonly string[],
  forecastOf: (partner: string) => Forecast | undefined,
): Forecast | undefined => {
  const parts = partners.map(forecastOf);
  return parts.every((part) => part !== undefined)
    ? parts.reduce((sum, { imports, duty }) => ({ imports: sum.imports + imports, duty: sum.duty + duty }), {
        imports: 0,
        duty: 0,
      })
    : undefined;
};

/** The last month whose duty is known of all these partners; a file of a user's may know more of some. */
export function lastKnown(partners: readonly string[], { known }: RealisedData): string {
  const lengths = partners.map((partner) => {
    const [first] = known.partners.get(partner)?.industries.values() ?? [];
    return first?.value.length ?? 0;
  });
  return known.months[Math.min(known.months.length, ...lengths) - 1] as string;
}

/** Of all partners together. */
export const lastKnownOfAll = (data: RealisedData): string =>
  lastKnown([...data.settings.partners, data.rest], data);

/** The last month whose duty is known, before another one. */
const knownBefore = (month: string, last: string): string => [monthBefore(month), last].sort()[0] as string;

/** A month as it is estimated, knowing the months before it; fractions of all imports. */
export interface RealisedMonth {
  readonly month: string;
  /** The last month whose duty was known. */
  readonly knownTo: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Estimates of some months for partners together, each from the months known before it, with bands.
 * @param past Forecasts that past errors are of: those of the imports there were.
 */
export function realisedMonths(
  partners: readonly string[],
  months: readonly string[],
  forecasts: Forecaster,
  data: RealisedData,
  past: Forecaster = forecasts,
): RealisedMonth[] {
  const { bands } = data.settings;
  const rateOf = (month: string, knownTo: string, by: Forecaster): number =>
    rateIn(forecastAll(partners, (one) => by.forecast(one, month, knownTo))) ?? 0;
  const errors = data.known.months
    .filter((month) => month >= bands.from)
    .flatMap((month) => {
      const actual = rateIn(forecastAll(partners, (one) => forecasts.actual(one, month)));
      return actual === undefined ? [] : [{ month, error: rateOf(month, monthBefore(month), past) - actual }];
    });
  const last = lastKnown(partners, data);
  return months.map((month) => {
    const knownTo = knownBefore(month, last);
    const rate = rateOf(month, knownTo, forecasts);
    const own = errors.filter((one) => one.month <= knownTo).slice(-bands.months);
    const squares = own.reduce((sum, { error }) => sum + error * error, bands.priorMonths * bands.prior ** 2);
    const sd = Math.sqrt(squares / (own.length + bands.priorMonths));
    const ahead = monthsBetween(knownTo, month).length - 1;
    const reach = bands.deviations * sd * Math.sqrt(1 + bands.growth * (ahead - 1));
    return { month, knownTo, rate, low: Math.max(0, rate - reach), high: rate + reach };
  });
}

export const rateIn = (sums: Forecast | undefined): number | undefined =>
  sums === undefined || sums.imports <= 0 ? undefined : sums.duty / sums.imports;

/** The error for a partner whose imports are not known by month and industry. */
export function unknownByMonth(name: string, { settings }: RealisedData, context: Context): UserError {
  return new UserError(
    `imports from ${partnersInWords([name], context.schedule())} are not known by month and industry`,
    {
      where: "--realised",
      hint: `ask for --origin all, a member of the Union such as DE, or one of ${settings.partners.join(", ")}`,
    },
  );
}
