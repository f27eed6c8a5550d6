/** The duty on a year of trade from day to day, each stretch of law priced once for all trade that it treats alike. */
import { allInRates } from "./all-in-rates.js";
import { changeDays } from "./change-days.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import type { Flow } from "./flow.js";
import { termsKey } from "./line-prices.js";
import { type LinesAlike, linesAlike } from "./lines-alike.js";
import { type ListLaw, lawOfList } from "./list-law.js";
import type { Portion } from "./portion.js";
import { priceFlow } from "./price.js";
import type { Question } from "./priced.js";
import { remembering } from "./remembering.js";
import type { Schedule } from "./schedule.js";
import { markShared, placesOf, shareNumbers } from "./shared-numbers.js";
import { type Sums, sumsWhere } from "./tally.js";
import { together } from "./together.js";
import { NO_USD, plusUsd } from "./units.js";

/** Goods of one origin that are priced on the same terms. */
export interface Traded extends Portion {
  readonly origin: Origin;
}

type Asked = Pick<Question, "view" | "assume">;

interface Lot extends Traded {
  /** Days on which the law of its origin changed. */
  readonly changes: readonly IsoDate[];
  /** What else than the law of a day tells it from other lots. */
  readonly kind: string;
}

/**
 * Imports and duty of trade in the tariff base on each of some days, which are in order: the sum of `priceFlow` of each
 * portion on each day, to the last digit.
 */
export function courseOf(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  question: Asked,
  watch: (days: readonly IsoDate[]) => Iterable<IsoDate> = (all) => all,
): Sums[] {
  shareNumbers(trade.map(({ flow }) => flow.hts));
  const lots = lotsOf(trade, days, schedule, question);
  if (lots.length === 0) return days.map(() => added([]));
  const alike = linesOf(trade, days, schedule, question.view);
  const last = new Map<string, { readonly law: string; readonly sums: Sums }>();
  const flowOf = remembering((members: string) =>
    together(
      members.split(" ").map((index) => lots[Number(index)] as Lot),
      alike,
      allInRates(schedule),
    ),
  );
  return Array.from(watch(days), (date) => {
    const sums: Sums[] = [];
    for (const { first, members, law } of lotsAlike(
      lots,
      lawOfList(alike.samples, schedule, date, question.view),
      date,
    )) {
      const before = last.get(members);
      const now =
        before?.law === law ? before.sums : owed(first, flowOf(members), schedule, { ...question, date });
      last.set(members, { law, sums: now });
      sums.push(now);
    }
    return added(sums);
  });
}

function lotsOf(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  { view, assume }: Asked,
): Lot[] {
  const [from, to] = [days[0], days.at(-1)];
  if (!from || !to) return [];
  return trade.map((one): Lot => {
    const { origin, terms, flow } = one;
    const { list } = placesOf(flow.hts);
    return {
      ...one,
      kind: termsKey({ list, origin, terms, year: flow.year }, { assume, past: schedule }),
      changes: changeDays(schedule, origin, { from, to }, view),
    };
  });
}

/** Lines that the law treats alike on all of the days, and on the day that tells what customs calculated. */
function linesOf(
  trade: readonly Traded[],
  days: readonly IsoDate[],
  schedule: Schedule,
  view: Question["view"],
): LinesAlike {
  const [{ flow }] = trade as [Traded];
  const { list } = placesOf(flow.hts);
  const claims = new Set(trade.map(({ terms }) => terms.claims));
  const yearEnd = `${flow.year}-12-31` as IsoDate;
  const alike = linesAlike(list, [yearEnd, ...days], schedule, view, claims);
  markShared(alike.samples);
  return alike;
}

/** Lots that owe the same on every line of a day. */
interface Alike {
  readonly first: Lot;
  /** Which lots they are. */
  readonly members: string;
  /** How often their law had changed: it is the same law while this is. */
  readonly law: string;
}

function lotsAlike(lots: readonly Lot[], { keyOf }: ListLaw, date: IsoDate): Alike[] {
  const groups = new Map<string, number[]>();
  for (const [index, { origin, kind }] of lots.entries()) {
    const key = `${keyOf(origin)} ${kind}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(index);
  }
  return [...groups.values()].map((group): Alike => {
    const own = group.map((index) => lots[index] as Lot);
    const changes = own.map((lot) => lot.changes.filter((day) => day <= date).length);
    return { first: own[0] as Lot, members: group.join(" "), law: changes.join(" ") };
  });
}

/** What a flow owes on the terms of goods of its kind. */
function owed(
  { origin, terms }: Lot,
  flow: Flow,
  schedule: Schedule,
  question: Omit<Question, "past">,
): Sums {
  const priced = priceFlow(flow, origin, schedule, { ...question, past: schedule }, terms);
  return sumsWhere([priced], ({ status }) => status !== "outside");
}

const added = (sums: readonly Sums[]): Sums => ({
  imports: sums.reduce((sum, one) => plusUsd(sum, one.imports), NO_USD),
  duty: sums.reduce((sum, one) => plusUsd(sum, one.duty), NO_USD),
  atLeast: sums.some(({ atLeast }) => atLeast),
});
