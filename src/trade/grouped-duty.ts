/**
 * The duty on a year of trade by groups of its rows, from day to day: what estimates of collected duty start from. Sums
 * are doubles; `dailyDuty` has the exact ones.
 */

import { lawIn } from "../compiled/base-terms.js";
import { placesOf, shareNumbers } from "../compiled/line-index.js";
import { memoizeRows, memoizeThing } from "../compiled/memo.js";
import { addDays, daysOfMonth, type IsoDate } from "../law/calendar.js";
import { loadingsSpared } from "../law/days.js";
import type { Schedule } from "../law/schedule.js";
import { wereOnTheWay } from "../law/settle.js";
import type { Decimal } from "../law/units.js";
import { changedPlaces, linesFor, lotsOf, type Traded } from "./daily-duty.js";
import { type LinePrices, linePrices } from "./line-prices.js";
import type { OnTheWay, Price, PriceClass, Question } from "./question.js";

/** A part of a duty that goods of some products are taken not to owe. */
interface Condition {
  /** Ids; one that ends in `*` stands for all that begin so. */
  readonly measures: readonly string[];
  /** `*` for all. */
  readonly origins: readonly string[];
  /** HTS prefixes. */
  readonly products: readonly string[];
  /** Only goods that claim one of these. */
  readonly claims?: readonly string[] | undefined;
  readonly from: IsoDate;
  /** Part of the duty, from 0 to 1. */
  readonly free: number;
}

/** How rows are sorted, and what is taken not to be owed on some. */
export interface Grouping {
  groupOf(goods: Traded, hts: string): string;
  readonly conditions: readonly Condition[];
}

/** Duty of each group. */
interface Sums {
  /** As the law has it. */
  readonly lawful: Float64Array;
  /** Less what conditions free. */
  readonly conditional: Float64Array;
}

/** On a day; where the law spares goods on their way, of those loaded before a day too, the earliest first. */
interface DayDuty extends Sums {
  readonly onTheWay: readonly (Sums & { readonly loadedBefore: IsoDate })[];
}

/** Duty of each group on each day; its imports are the same on all. */
export interface GroupedDuty {
  readonly groups: readonly string[];
  readonly imports: Float64Array;
  readonly days: readonly DayDuty[];
}

/** Goods of one lot that are of the same class of lines, the same group and the same conditions. */
interface Cell {
  readonly group: number;
  readonly place: number;
  readonly conditions: readonly Condition[];
  value: number;
  observed: number;
}

/** What the groups of a lot owe under the prices of a day, in the order of its own groups. */
interface LotSums {
  readonly groups: readonly number[];
  readonly lawful: Float64Array;
  readonly conditional: Float64Array;
}

/** Duty of trade in the tariff base by group, on days that are in order. Units: dollars, in doubles. */
export function dutyByGroup(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  law: Schedule,
  question: Pick<Question, "view" | "assume">,
  grouping: Grouping,
  watch: (days: readonly IsoDate[]) => Iterable<IsoDate> = (all) => all,
): GroupedDuty {
  const schedule = lawIn(law, question.view);
  shareNumbers(trade.map(({ flow }) => flow.hts));
  const numbers = new Map<string, number>();
  const alikeFor = linesFor(trade, days, schedule, question);
  const lots = lotsOf(trade, days, schedule, question).map(({ goods, changes }) => {
    const first = goods[0] as Traded;
    const { of, samples } = alikeFor(first);
    return { first, changes, samples, cells: cellsOf(goods, of, grouping, numbers) };
  });
  const size = numbers.size;
  const imports = new Float64Array(size);
  for (const { cells } of lots) for (const { group, value } of cells) add(imports, group, value);
  const owedOn = lots.map((lot) => runningSums(lot, schedule, question));
  const sumsOn = (...on: Parameters<(typeof owedOn)[number]>): Sums => {
    const parts = owedOn.map((owed) => owed(...on));
    return summed(parts, size);
  };
  const onTheWay = (day: IsoDate) =>
    loadingsSpared(schedule, day, question.view).map(({ loadedBefore, ...on }) => ({
      loadedBefore,
      ...sumsOn(day, on),
    }));
  return {
    groups: [...numbers.keys()],
    imports,
    days: Array.from(watch(days), (day) => ({ ...sumsOn(day), onTheWay: onTheWay(day) })),
  };
}

/** Goods that owe alike on every day. */
interface GroupedLot {
  readonly first: Traded;
  readonly changes: readonly IsoDate[];
  readonly samples: readonly string[];
  readonly cells: readonly Cell[];
}

/** What a lot owes from day to day: worked out again where its law changed. */
function runningSums(
  { first, changes, samples, cells }: GroupedLot,
  schedule: Schedule,
  question: Pick<Question, "view" | "assume">,
): (date: IsoDate, onTheWay?: OnTheWay) => LotSums {
  const { origin, terms, flow } = first;
  const goods = { list: samples, origin, terms, year: flow.year };
  const pricesOn = (date: IsoDate, onTheWay?: OnTheWay) =>
    linePrices(goods, schedule, { ...question, date, past: schedule, ...(onTheWay && { onTheWay }) });
  const sumsOf = memoizeRows((_days: string) => {
    const sumsOn = lotSums(cells, samples.length);
    return once((date: IsoDate, onTheWay?: OnTheWay) => sumsOn(pricesOn(date, onTheWay), date));
  });
  const asking = once((date: IsoDate) =>
    pricesOn(date).reached.terms.filter(({ asksLoading }) => asksLoading),
  );
  return (date, onTheWay) => {
    const since = changes.findLast((day) => day <= date);
    const isSpared = onTheWay && asking(since, date).some(({ reached }) => wereOnTheWay(reached, onTheWay));
    return sumsOf(isSpared ? `${onTheWay.loadedOn} ${onTheWay.date}` : "")(
      since,
      date,
      isSpared ? onTheWay : undefined,
    );
  };
}

/** Worked out again when it is of another day than the last time. */
function once<On extends readonly unknown[], Answer>(make: (...on: On) => Answer) {
  let last: { readonly since: IsoDate | undefined; readonly answer: Answer } | undefined;
  return (since: IsoDate | undefined, ...on: On): Answer => {
    if (last === undefined || last.since !== since) last = { since, answer: make(...on) };
    return last.answer;
  };
}

/** Sums of cells under the prices of one day after the other: only cells whose law is another than it was are priced again. */
function lotSums(cells: readonly Cell[], places: number): (prices: LinePrices, date: IsoDate) => LotSums {
  const groups = [...new Set(cells.map(({ group }) => group))];
  const numbers = new Map(groups.map((group, index) => [group, index]));
  const numberOf = Int32Array.from(cells, ({ group }) => numbers.get(group) as number);
  const [owed, freed] = [new Float64Array(cells.length), new Float64Array(cells.length)];
  const isChanged = new Uint8Array(places).fill(1);
  let before: LinePrices | undefined;
  return (prices, date) => {
    if (before) {
      isChanged.fill(0);
      for (const place of changedPlaces(before, prices)) isChanged[place] = 1;
    }
    before = prices;
    const sums = {
      groups,
      lawful: new Float64Array(groups.length),
      conditional: new Float64Array(groups.length),
    };
    for (const [index, cell] of cells.entries()) {
      // Conditions begin on days of their own.
      if (isChanged[cell.place] === 1 || cell.conditions.length > 0)
        [owed[index], freed[index]] = owedBy(cell, prices, date);
      const group = numberOf[index] as number;
      add(sums.lawful, group, owed[index] as number);
      add(sums.conditional, group, (owed[index] as number) - (freed[index] as number));
    }
    return sums;
  };
}

function add(sums: Float64Array, at: number, more: number): void {
  sums[at] = (sums[at] as number) + more;
}

function summed(parts: readonly LotSums[], size: number) {
  const [lawful, conditional] = [new Float64Array(size), new Float64Array(size)];
  for (const part of parts)
    for (const [index, group] of part.groups.entries()) {
      add(lawful, group, part.lawful[index] as number);
      add(conditional, group, part.conditional[index] as number);
    }
  return { lawful, conditional };
}

/** Rows whose base duty was observed stay apart by its rate, in steps of this: all-in rates top each up by another amount. */
const STEPS_OF_RATE = 200;
const HEADING = 4;

function cellsOf(
  goods: readonly Traded[],
  of: Int32Array,
  { groupOf, conditions }: Grouping,
  numbers: Map<string, number>,
): Cell[] {
  const cells = new Map<string | number, Cell>();
  const keyOf = cellKeys(conditions);
  for (const one of goods) {
    const { flow } = one;
    const { at } = placesOf(flow.hts);
    const own = conditions.filter((condition) => isMeant(condition, one));
    const meantOf = conditionsOfGoods(own);
    for (let row = 0; row < flow.hts.length; row += 1) {
      const hts = flow.hts[row] as string;
      const name = groupOf(one, hts);
      const group = numbers.get(name) ?? numbers.size;
      numbers.set(name, group);
      const meant = meantOf(hts);
      const [value, paid] = [flow.value[row] as number, flow.duty[row] as number];
      const place = of[at ? (at[row] as number) : row] as number;
      const step = value > 0 ? Math.floor((paid / value) * STEPS_OF_RATE) : 0;
      const key = keyOf(group, place, step, meant);
      const cell = cells.get(key) ?? { group, place, conditions: meant, value: 0, observed: 0 };
      cells.set(key, cell);
      cell.value += value;
      cell.observed += paid;
    }
  }
  return [...cells.values()];
}

/** Keys of cells: a number where no condition is met, which nearly all are; a text of every row took a tenth of the time. */
const cellKeys =
  (conditions: readonly Condition[]) =>
  (group: number, place: number, step: number, meant: readonly Condition[]): string | number =>
    meant.length === 0 && step >= 0 && step < MOST_STEPS
      ? (group * MOST_PLACES + place) * MOST_STEPS + step
      : `${group} ${place} ${step} ${meant.map((condition) => conditions.indexOf(condition)).join()}`;

/** Powers of two that leave 21 bits for groups. */
const [MOST_PLACES, MOST_STEPS] = [2 ** 20, 2 ** 12];

/** Conditions whose products a number is of; few headings have any. */
function conditionsOfGoods(own: readonly Condition[]): (hts: string) => readonly Condition[] {
  const likely = memoizeRows((heading: string) =>
    own.filter(({ products }) =>
      products.some((prefix) => heading.startsWith(prefix) || prefix.startsWith(heading)),
    ),
  );
  return (hts) => {
    const some = likely(hts.slice(0, HEADING));
    return some.length === 0
      ? some
      : some.filter(({ products }) => products.some((prefix) => hts.startsWith(prefix)));
  };
}

const isMeant = ({ origins, claims }: Condition, { origin, terms }: Traded): boolean =>
  (origins.includes("*") || origins.includes(origin.code)) &&
  (claims === undefined || claims.some((claim) => terms.claims.has(claim)));

/** What a cell owes as the law has it, and what of it conditions free. */
function owedBy(cell: Cell, prices: LinePrices, date: IsoDate): readonly [owed: number, freed: number] {
  const { priceClass: own, base } = priceOf(cell, prices);
  if (base.status === "outside") return NOTHING;
  const times = own.per === "value" ? cell.value : 1;
  const owed = (own.replacesBase ? 0 : baseOf(base.rate && numberOf(base.rate), cell)) + sumOf(own) * times;
  const isFreed = cell.conditions.length > 0;
  return [owed, isFreed ? freedOf(layersOf(own), cell.conditions, date) * times : 0];
}

const NOTHING = [0, 0] as const;
const numberOf = memoizeThing((rate: Decimal): number => rate.toNumber());
const layersOf = memoizeThing((own: PriceClass) =>
  own.layers.map(({ id, duty }) => ({ id, duty: numberOf(duty) })),
);
const sumOf = memoizeThing((own: PriceClass): number =>
  layersOf(own).reduce((sum, { duty }) => sum + duty, 0),
);

function priceOf({ place, value, observed }: Cell, { prices, priceAt, priceOfRow }: LinePrices): Price {
  const id = priceAt(place);
  return id === null ? priceOfRow(place, { value, duty: observed }) : (prices[id] as Price);
}

const baseOf = (rate: number | null, { value, observed }: Cell): number =>
  rate === null ? observed : rate * value;

/** Duty that conditions free of layers; the first condition that names a layer counts. */
function freedOf(
  layers: readonly { readonly id: string; readonly duty: number }[],
  conditions: readonly Condition[],
  date: IsoDate,
): number {
  return layers.reduce((sum, { id, duty }) => {
    const met = conditions.find(
      ({ from, measures }) => from <= date && measures.some((one) => names(one, id)),
    );
    return met ? sum + duty * met.free : sum;
  }, 0);
}

const names = (pattern: string, id: string): boolean =>
  pattern.endsWith("*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

// Rates of industries by month, as the law and what is assumed of it give them: what a forecast of collected duty starts from.

/** Goods of an industry of one partner; those that are known by heading apart, with and without a claim. */
export interface RateGroup {
  readonly partner: string;
  readonly industry: string;
  /** `null` where headings are not told apart. */
  readonly heading: string | null;
  readonly claiming: boolean;
}

export const groupName = ({ partner, industry, heading, claiming }: RateGroup): string =>
  `${partner} ${industry} ${heading ?? ""} ${claiming ? "claiming" : ""}`;

function groupNamed(name: string): RateGroup {
  const [partner = "", industry = "", heading = "", claiming = ""] = name.split(" ");
  return { partner, industry, heading: heading || null, claiming: claiming !== "" };
}

/** What each group owes a dollar, month by month, and its imports in the year of the flows. */
export interface MonthlyRate extends RateGroup {
  readonly imports: number;
  readonly rates: readonly number[];
}

/** How the duty of a day becomes the duty on the goods of that day. */
export interface RateSettings {
  /** Less what conditions free. */
  readonly conditions: boolean;
  /** Goods were loaded up to this many days ago, and owe less where the law spares them; not those of some partners. */
  readonly transit: { readonly days: number; readonly except: readonly string[] } | null;
}

/** Months in order, `YYYY-MM`, both counted in. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

/** That many months in order, from one on. */
export function monthsFrom(from: string, count: number): string[] {
  const months: string[] = [];
  for (let month = from; months.length < count; month = monthAfter(month)) months.push(month);
  return months;
}

const monthAfter = (month: string): string => daysOfMonth(month)[1].slice(0, 7);
export const monthBefore = (month: string): string => addDays(`${month}-01` as IsoDate, -1).slice(0, 7);

/**
 * Mean rates of the days of each month, by group. `days` are those the duty is of, in order; each holds until the next.
 * Units: dollars a dollar of customs value.
 */
export function monthlyRates(
  { groups, imports, days: duties }: GroupedDuty,
  days: readonly IsoDate[],
  months: readonly string[],
  { conditions, transit }: RateSettings,
): MonthlyRate[] {
  const dutyOf = ({ lawful, conditional }: Sums) => (conditions ? conditional : lawful);
  const first = `${months[0]}-01` as IsoDate;
  const starts = [...months.map((month) => daysFrom(first, `${month}-01`)), 0];
  starts[months.length] = daysFrom(first, daysOfMonth(months.at(-1) as string)[1]);
  const steps = duties.map(
    (sums, index): Step => ({
      from: daysFrom(first, days[index] as IsoDate),
      duty: dutyOf(sums),
      onTheWay: sums.onTheWay.map((one) => ({
        before: daysFrom(first, one.loadedBefore),
        duty: dutyOf(one),
      })),
    }),
  );
  return groups.map((name, index): MonthlyRate => {
    const group = groupNamed(name);
    const dollars = imports[index] as number;
    const lag = transit && !transit.except.includes(group.partner) ? transit.days : 0;
    const owed = dailyOf(steps, starts.at(-1) as number, index, lag);
    const mean = (month: number) => meanOf(owed, starts[month] as number, starts[month + 1] as number);
    return {
      ...group,
      imports: dollars,
      rates: months.map((_, at) => (dollars > 0 ? mean(at) / dollars : 0)),
    };
  });
}

const DAY = 86_400_000;
const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** Duty of the groups from a day on, until the next step; days are counted from the first. */
interface Step {
  readonly from: number;
  readonly duty: Float64Array;
  readonly onTheWay: readonly { readonly before: number; readonly duty: Float64Array }[];
}

/** Duty of a group day by day. */
function dailyOf(steps: readonly Step[], length: number, group: number, lag: number): Float64Array {
  const daily = new Float64Array(length);
  let at = 0;
  for (let day = 0; day < length; day += 1) {
    while (at + 1 < steps.length && (steps[at + 1] as Step).from <= day) at += 1;
    const step = steps[at] as Step;
    daily[day] =
      step.onTheWay.length > 0 && lag > 0 ? dutyLoaded(step, day, group, lag) : (step.duty[group] as number);
  }
  return daily;
}

/** Days between the loadings that are looked at. */
const LOADINGS = 4;

/** The mean over days of loading. Goods that the law spares owe what it says, but never more than others. */
function dutyLoaded({ duty, onTheWay }: Step, day: number, group: number, lag: number): number {
  const usual = duty[group] as number;
  let [less, count] = [0, 0];
  for (let before = 0; before <= lag; before += LOADINGS) {
    const spared = onTheWay.find((one) => day - before < one.before)?.duty ?? duty;
    less += Math.max(0, usual - (spared[group] as number));
    count += 1;
  }
  return usual - less / count;
}

function meanOf(daily: Float64Array, from: number, until: number): number {
  let sum = 0;
  for (let day = from; day < until; day += 1) sum += daily[day] as number;
  return sum / (until - from);
}
