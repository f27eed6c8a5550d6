/** The duty on a year of trade from day to day, each stretch of law priced once for all trade that it treats alike. */
import { changeDays } from "./change-days.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Flow } from "./flow.js";
import { covering, type InForce, lawKey, standingOn } from "./law-key.js";
import { linesAlike } from "./lines-alike.js";
import type { Question } from "./priced.js";
import { NO_DUES, plusDues, type Reckoned, reckon, type Traded } from "./reckoning.js";
import type { Schedule } from "./schedule.js";
import type { Sums } from "./tally.js";

/** The same goods by classes of lines. */
interface Lot extends Traded {
  /** What tells it from lots on other terms, or that the law of the year of the flow treated otherwise. */
  readonly yearLaw: string;
  /** Days on which the law of its origin changed. */
  readonly changes: readonly IsoDate[];
}

/**
 * Imports and duty of trade in the tariff base on each of some days, which are in order. The same, to the last digit, as
 * the sum of `priceFlow` of each portion on each day, but for one thing: where a duty tops up a base duty that is known
 * only in dollars, those dollars are counted together for all origins that owe alike.
 */
export function courseOf(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  question: Pick<Question, "view" | "assume">,
  watch: (days: readonly IsoDate[]) => Iterable<IsoDate> = (all) => all,
): Sums[] {
  const lots = lotsOf(trade, days, schedule, question.view);
  const last = new Map<string, Reckoned & { readonly law: string }>();
  return Array.from(watch(days), (date) => {
    let total = NO_DUES;
    for (const alike of lotsAlike(lots, date, schedule, question.view)) {
      const before = last.get(alike.members);
      const asked = { ...question, date, past: schedule };
      const same = before?.law === alike.law;
      const now = same ? before : { ...reckon(alike.lots, before, schedule, asked), law: alike.law };
      last.set(alike.members, now);
      total = plusDues(total, now.dues);
    }
    return { imports: total.imports, duty: total.duty, atLeast: total.open.gt(0) };
  });
}

function lotsOf(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  view: Question["view"],
): Lot[] {
  const [first] = trade;
  const [from, to] = [days[0], days.at(-1)];
  if (!first || !from || !to) return [];
  const numbers = new Set<string>();
  for (const { flow } of trade) for (const code of flow.hts) numbers.add(code);
  const hts = [...numbers].sort();
  /** Its law decides whether customs calculated base duty alone. */
  const yearEnd = `${first.flow.year}-12-31` as IsoDate;
  const claims = new Set(trade.map(({ terms }) => terms.claims));
  const { of, samples } = linesAlike(hts, [yearEnd, ...days], schedule, view, claims);
  const classOf = new Map(hts.map((code, row) => [code, of[row] as number]));
  const standing = standingOn(schedule, yearEnd, "law");
  return trade.map((one): Lot => {
    const { origin, terms } = one;
    const claiming = terms.claims.size > 0 ? origin.code : "";
    return {
      ...one,
      yearLaw: `${lawOf(standing, origin)} ${terms.baseObserved} ${[...terms.claims]} ${claiming}`,
      changes: changeDays(schedule, origin, { from, to }, view),
      flow: byClass(one.flow, classOf, samples),
    };
  });
}

function byClass(flow: Flow, classOf: ReadonlyMap<string, number>, hts: readonly string[]): Flow {
  const value = new Array<number>(hts.length).fill(0);
  const duty = new Array<number>(hts.length).fill(0);
  for (const [row, code] of flow.hts.entries()) {
    const place = classOf.get(code) as number;
    value[place] = (value[place] as number) + (flow.value[row] as number);
    duty[place] = (duty[place] as number) + (flow.duty[row] as number);
  }
  return { ...flow, dated: [], hts, value, duty };
}

/** Lots that owe the same on every line of a day. */
interface Alike {
  readonly lots: readonly Lot[];
  /** Which lots they are. */
  readonly members: string;
  /** How often their law had changed: it is the same law while this is. */
  readonly law: string;
}

function lotsAlike(lots: readonly Lot[], date: IsoDate, schedule: Schedule, view: Question["view"]): Alike[] {
  const standing = standingOn(schedule, date, view);
  const laws = new Map<Origin, string>();
  const groups = new Map<string, number[]>();
  for (const [index, lot] of lots.entries()) {
    const law = laws.get(lot.origin) ?? lawOf(standing, lot.origin);
    laws.set(lot.origin, law);
    const key = `${law} ${lot.yearLaw}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(index);
  }
  return [...groups.values()].map((group): Alike => {
    const own = group.map((index) => lots[index] as Lot);
    const changes = own.map((lot) => lot.changes.filter((day) => day <= date).length);
    return { lots: own, members: group.join(), law: changes.join() };
  });
}

const lawOf = (standing: readonly InForce[], origin: Origin): string =>
  lawKey(covering(standing, origin), origin);
