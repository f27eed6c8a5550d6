/**
 * What customs will have calculated: rates of industries on the mix of the last months known, and the part of them that
 * was collected then. An estimate: nothing here is law. No month later than the last one known is looked at.
 */
import { type MonthlyRate, monthBefore } from "./grouped-duty.js";

/** Columns of equal length, a month each. Units: dollars of customs value and calculated duty. */
export interface MonthlyColumns {
  readonly value: readonly number[];
  readonly duty: readonly number[];
}

/** Imports of a partner by industry, month by month. */
export interface PartnerMonths {
  /** The partner whose rates its goods owe: the Union for a member of it. */
  readonly law: string;
  readonly industries: ReadonlyMap<string, MonthlyColumns>;
}

/** Imports of a heading and what of them claimed, month by month. */
export interface ClaimColumns {
  readonly value: readonly number[];
  readonly claimed: readonly number[];
}

/** What is known by month. */
export interface Known {
  /** Of the columns, in order, `YYYY-MM`. */
  readonly months: readonly string[];
  readonly partners: ReadonlyMap<string, PartnerMonths>;
  readonly claims: {
    readonly months: readonly string[];
    /** By partner and heading. */
    readonly partners: ReadonlyMap<string, ReadonlyMap<string, ClaimColumns>>;
  };
}

/** Rates by month, in the order of their months. */
export interface Rates {
  readonly months: readonly string[];
  readonly groups: readonly MonthlyRate[];
}

/** Imports that a forecast is made for in place of those of months, and the law on their lines. */
export interface Mix {
  /** As the rates of the forecast itself, by the same months. */
  readonly groups: readonly MonthlyRate[];
  /** Dollars a month by partner and industry. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Which assumptions are on. */
export interface Switches {
  /** Months whose imports weight the rates; the last ones known if not given, that many. */
  readonly weights: readonly string[] | { readonly last: number };
  /** Other imports; those of the months if not given. What is collected is of the months all the same. */
  readonly mix?: Mix | undefined;
  /** Claims by heading as recorded; in months before `recordedFrom` more than that. */
  readonly claims: { readonly recordedFrom: string } | null;
  /** Growth of an industry since a year is free. */
  readonly growth: {
    readonly industry: string;
    readonly year: string;
    readonly except: readonly string[];
  } | null;
  /** Weights of the last months, latest first, and how far industries lean on the partner as a whole. */
  readonly calibration: { readonly months: readonly number[]; readonly pooled: number } | null;
}

/** Duty and imports of a month as they are taken to be; their quotient is the rate. */
export interface Forecast {
  readonly imports: number;
  readonly duty: number;
}

/** Forecasts of the collected duty of partners. */
export interface Forecaster {
  /** Of a month, knowing imports and duty to another one. Units: dollars a month. */
  forecast(partner: string, month: string, knownTo: string): Forecast;
  /** Imports and duty that customs calculated; `undefined` where the month is not known. */
  actual(partner: string, month: string): Forecast | undefined;
}

/** What a forecast is made of, by place. */
interface World {
  readonly rates: Rates;
  readonly known: Known;
  readonly switches: Switches;
  readonly groupsOf: ReadonlyMap<string, readonly MonthlyRate[]>;
  readonly mixOf: ReadonlyMap<string, readonly MonthlyRate[]>;
  readonly columnAt: ReadonlyMap<string, number>;
  readonly rateAt: ReadonlyMap<string, number>;
  /** Rates of industries that were worked out. */
  readonly kept: Map<string, ReadonlyMap<string, number>>;
}

const placesIn = (months: readonly string[]): ReadonlyMap<string, number> =>
  new Map(months.map((month, index) => [month, index]));

function groupedByPartner(groups: readonly MonthlyRate[]): ReadonlyMap<string, readonly MonthlyRate[]> {
  const found = new Map<string, MonthlyRate[]>();
  for (const group of groups) {
    const own = found.get(group.partner) ?? [];
    found.set(group.partner, own);
    own.push(group);
  }
  return found;
}

export function forecaster(rates: Rates, known: Known, switches: Switches): Forecaster {
  const world: World = {
    rates,
    known,
    switches,
    groupsOf: groupedByPartner(rates.groups),
    mixOf: groupedByPartner(switches.mix?.groups ?? []),
    columnAt: placesIn(known.months),
    rateAt: placesIn(rates.months),
    kept: new Map(),
  };
  return {
    forecast: (partner, month, knownTo) => forecastOf(partner, month, knownTo, world),
    actual: (partner, month) => actualOf(partner, month, world),
  };
}

function actualOf(code: string, month: string, { known, columnAt }: World): Forecast | undefined {
  const partner = known.partners.get(code);
  const at = columnAt.get(month);
  if (partner === undefined || at === undefined) return undefined;
  const columns = [...partner.industries.values()];
  const imports = columns.reduce((sum, { value }) => sum + (value[at] ?? 0), 0);
  if (imports <= 0) return undefined;
  return { imports, duty: columns.reduce((sum, { duty }) => sum + (duty[at] ?? 0), 0) };
}

function forecastOf(code: string, month: string, knownTo: string, world: World): Forecast {
  const { known, switches } = world;
  const partner = known.partners.get(code);
  if (partner === undefined) return { imports: 0, duty: 0 };
  const months = "last" in switches.weights ? lastMonths(knownTo, switches.weights.last) : switches.weights;
  const mix = switches.mix?.imports.get(code);
  const rates = (mix ? mixRatesOf : ratesOf)(partner, month, knownTo, world);
  const meant = mix ?? importsIn(partner, months, world);
  const collectedOf = switches.calibration
    ? collectedShares(partner, knownTo, switches.calibration, world)
    : (industry: string, rate: number) => rate * grownPart(code, industry, meant.get(industry) ?? 0, world);
  let [imports, duty] = [0, 0];
  for (const [industry, dollars] of meant) {
    imports += dollars;
    if (dollars > 0) duty += dollars * collectedOf(industry, rates.get(industry) ?? 0);
  }
  return { imports, duty };
}

/** Dollars a month by industry. */
const importsIn = ({ industries }: PartnerMonths, months: readonly string[], world: World) =>
  new Map(
    [...industries].map(([industry, { value }]) => [industry, sumOf(value, months, world) / months.length]),
  );

const sumOf = (column: readonly number[], months: readonly string[], { columnAt }: World): number =>
  months.reduce((sum, month) => sum + (column[columnAt.get(month) ?? -1] ?? 0), 0);

/** Mean rates of the industries of a partner in a month, with the claims of the last month known. */
function ratesOf(
  partner: PartnerMonths,
  month: string,
  knownTo: string,
  world: World,
): ReadonlyMap<string, number> {
  const at = world.rateAt.get(month);
  if (at === undefined) return new Map();
  // Members of the Union share its rates, but what is taken of claims is each partner's own.
  const key = `${partner.law} ${month} ${knownTo}`;
  const own = world.kept.get(key) ?? industryRates(partner, at, knownTo, world);
  world.kept.set(key, own);
  return own;
}

/** The same on the lines of other imports, claimed as the headings were. */
function mixRatesOf(
  partner: PartnerMonths,
  month: string,
  knownTo: string,
  world: World,
): ReadonlyMap<string, number> {
  const at = world.rateAt.get(month);
  return at === undefined ? new Map() : industryRates(partner, at, knownTo, world, world.mixOf);
}

function industryRates(
  partner: PartnerMonths,
  at: number,
  knownTo: string,
  world: World,
  mixOf?: World["mixOf"],
): ReadonlyMap<string, number> {
  const { known, switches, groupsOf, rateAt } = world;
  const [own, mix] = [groupsOf.get(partner.law) ?? [], mixOf?.get(partner.law) ?? []];
  const groups = mixOf ? mix : own;
  const claims = switches.claims && known.claims.partners.get(partner.law);
  if (!switches.claims || !claims)
    return weighted(groups.map((group) => [group, group.imports, group.rates[at] as number]));
  const last = known.claims.months.findLastIndex((month) => month <= knownTo);
  const cells = claimCells(own, claims, Math.max(0, last));
  const knownAt = rateAt.get(knownTo);
  const unrecorded =
    knownAt !== undefined && knownTo < switches.claims.recordedFrom
      ? unrecordedPart(cells, knownAt, collectedRate(partner, knownTo, world))
      : 0;
  const meant = mixOf ? claimCells(mix, claims, Math.max(0, last)) : cells;
  return weighted(
    meant.map((cell) => [
      cell.plain,
      mixOf ? cell.plain.imports : cell.value,
      rateOfCell(cell, at, unrecorded),
    ]),
  );
}

function collectedRate({ industries }: PartnerMonths, month: string, world: World): number {
  let [imports, collected] = [0, 0];
  for (const { value, duty } of industries.values()) {
    imports += sumOf(value, [month], world);
    collected += sumOf(duty, [month], world);
  }
  return imports > 0 ? collected / imports : 0;
}

/** The part of an industry's imports that it had in the year growth is counted from. */
function grownPart(code: string, industry: string, now: number, world: World): number {
  const { growth } = world.switches;
  if (!growth || growth.industry !== industry || growth.except.includes(code)) return 1;
  const value = world.known.partners.get(code)?.industries.get(industry)?.value ?? [];
  const year = world.known.months.filter((month) => month.startsWith(growth.year));
  const then = sumOf(value, year, world) / year.length;
  return now > then ? then / now : 1;
}

/** Dollars of an industry over the months that are known: imports, what the rates give, what was collected. */
interface Collected {
  value: number;
  owed: number;
  collected: number;
}

/** Turns rates of industries into what is collected of them, by what was in the last months known. */
function collectedShares(
  partner: PartnerMonths,
  knownTo: string,
  { months: weights, pooled }: NonNullable<Switches["calibration"]>,
  world: World,
): (industry: string, rate: number) => number {
  const months = lastMonths(knownTo, weights.length).filter((month) => world.rateAt.has(month));
  const sums = new Map<string, Collected>();
  const whole: Collected = { value: 0, owed: 0, collected: 0 };
  for (const [index, month] of months.entries()) {
    const rates = ratesOf(partner, month, month, world);
    const weight = weights[index] as number;
    for (const [industry, { value, duty }] of partner.industries) {
      const own = sums.get(industry) ?? { value: 0, owed: 0, collected: 0 };
      sums.set(industry, own);
      const dollars = sumOf(value, [month], world) * weight;
      const collected = sumOf(duty, [month], world) * weight;
      for (const sum of [own, whole]) {
        sum.value += dollars;
        sum.owed += dollars * (rates.get(industry) ?? 0);
        sum.collected += collected;
      }
    }
  }
  const all = whole.owed > 0 ? whole.collected / whole.owed : 1;
  const lean = (pooled * whole.owed) / Math.max(1, sums.size);
  return (industry, rate) => shareCollected(sums.get(industry), rate, all, lean);
}

function shareCollected(own: Collected | undefined, rate: number, all: number, lean: number): number {
  if (own === undefined || own.value <= 0) return rate * all;
  const { value, owed, collected } = own;
  if (owed <= 0) return collected / value + rate * all;
  if (owed <= value * LEAST_RATE) return collected / value;
  return rate * Math.min(MOST, (collected + lean * all) / (owed + lean));
}

/** Below this rate a share of it says nothing: what was collected a dollar is taken. */
const LEAST_RATE = 0.001;
/** More of a rate than this is not taken to be collected. */
const MOST = 3;

/** Months to the last one known, latest first. */
function lastMonths(knownTo: string, count: number): string[] {
  const months = [knownTo];
  while (months.length < count) months.push(monthBefore(months.at(-1) as string));
  return months;
}

/** Goods of an industry and heading: what they owe without and with a claim, and how many claim. */
interface ClaimCell {
  readonly plain: MonthlyRate;
  readonly claiming: MonthlyRate;
  readonly value: number;
  readonly share: number;
}

/** Imports of a heading in a month, shared over its industries as in the year of the flows. */
function claimCells(
  groups: readonly MonthlyRate[],
  claims: ReadonlyMap<string, ClaimColumns>,
  month: number,
): ClaimCell[] {
  const claimingOf = new Map(
    groups.flatMap((group) =>
      group.claiming ? [[`${group.industry} ${group.heading}`, group] as const] : [],
    ),
  );
  const whole = new Map<string, number>();
  for (const { heading, imports, claiming } of groups)
    if (!claiming && heading) whole.set(heading, (whole.get(heading) ?? 0) + imports);
  return groups.flatMap((plain): ClaimCell[] => {
    const { heading, claiming: isClaiming } = plain;
    const claiming = claimingOf.get(`${plain.industry} ${heading}`);
    if (isClaiming || heading === null || claiming === undefined) return [];
    const { value = [], claimed = [] } = claims.get(heading) ?? {};
    const dollars = value[month] ?? 0;
    const part = plain.imports / (whole.get(heading) || 1);
    return [
      { plain, claiming, value: dollars * part, share: dollars > 0 ? (claimed[month] ?? 0) / dollars : 0 },
    ];
  });
}

function rateOfCell({ plain, claiming, share }: ClaimCell, at: number, unrecorded: number): number {
  const free = share + (1 - share) * unrecorded;
  return free * (claiming.rates[at] as number) + (1 - free) * (plain.rates[at] as number);
}

/** The part of goods without a recorded claim that must have been free for the duty to be what was collected. */
function unrecordedPart(cells: readonly ClaimCell[], at: number, collected: number): number {
  const rateWith = (unrecorded: number): number => {
    let [imports, duty] = [0, 0];
    for (const cell of cells) {
      imports += cell.value;
      duty += cell.value * rateOfCell(cell, at, unrecorded);
    }
    return imports > 0 ? duty / imports : 0;
  };
  const [none, all] = [rateWith(0), rateWith(1)];
  return none > all ? Math.min(1, Math.max(0, (none - collected) / (none - all))) : 0;
}

/** Mean rate of each industry. */
function weighted(cells: readonly (readonly [MonthlyRate, number, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { imports: number; duty: number }>();
  for (const [{ industry }, imports, rate] of cells) {
    const own = sums.get(industry) ?? { imports: 0, duty: 0 };
    sums.set(industry, own);
    own.imports += imports;
    own.duty += imports * rate;
  }
  return new Map(
    [...sums].map(([industry, { imports, duty }]) => [industry, imports > 0 ? duty / imports : 0]),
  );
}
