/** Rates of industries by month, as the law and what is assumed of it give them: what a forecast of collected duty starts from. */
import { addDays, daysOfMonth, type IsoDate } from "../law/calendar.js";
import type { GroupedDuty } from "./grouped-duty.js";

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
  /** Goods were loaded up to this many days ago, and owe no more than on that day; not those of some partners. */
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
  { groups, imports, lawful, conditional }: GroupedDuty,
  days: readonly IsoDate[],
  months: readonly string[],
  { conditions, transit }: RateSettings,
): MonthlyRate[] {
  const duty = conditions ? conditional : lawful;
  const first = `${months[0]}-01` as IsoDate;
  const starts = [...months.map((month) => daysFrom(first, `${month}-01`)), 0];
  starts[months.length] = daysFrom(first, daysOfMonth(months.at(-1) as string)[1]);
  const length = starts.at(-1) as number;
  const changes = days.map((day) => daysFrom(first, day));
  return groups.map((name, index): MonthlyRate => {
    const group = groupNamed(name);
    const dollars = imports[index] as number;
    const steps = duty.map((sums) => (dollars > 0 ? (sums[index] as number) / dollars : 0));
    const daily = spreadOver(steps, changes, length);
    const lag = transit && !transit.except.includes(group.partner) ? transit.days : 0;
    const owed = lag > 0 ? lowerOfLoading(daily, lag) : daily;
    const rates = months.map((_, month) => mean(owed, starts[month] as number, starts[month + 1] as number));
    return { ...group, imports: dollars, rates };
  });
}

const DAY = 86_400_000;
const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

function spreadOver(steps: readonly number[], changes: readonly number[], length: number): Float64Array {
  const daily = new Float64Array(length);
  let step = 0;
  for (let day = 0; day < length; day += 1) {
    while (step + 1 < changes.length && (changes[step + 1] as number) <= day) step += 1;
    daily[day] = steps[step] as number;
  }
  return daily;
}

/** Days between the loadings that are looked at. */
const LOADINGS = 4;

/** The mean over days of loading of the lower of the rate then and the rate now. */
function lowerOfLoading(daily: Float64Array, days: number): Float64Array {
  const owed = new Float64Array(daily.length);
  let count = 0;
  for (let before = 0; before <= days; before += LOADINGS) {
    count += 1;
    for (let day = 0; day < daily.length; day += 1) {
      const then = daily[Math.max(0, day - before)] as number;
      owed[day] = (owed[day] as number) + Math.min(then, daily[day] as number);
    }
  }
  return owed.map((sum) => sum / count);
}

function mean(daily: Float64Array, from: number, until: number): number {
  let sum = 0;
  for (let day = from; day < until; day += 1) sum += daily[day] as number;
  return sum / (until - from);
}
