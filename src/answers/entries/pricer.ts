/** Prices lines of entries by the million: by the rates of their class where no fact matters, else each alone. */
import { type Assessment, assessReached, reachedBy } from "../../domain/assess.js";
import { daysOfLaw } from "../../domain/change-days.js";
import type { Origin } from "../../domain/country.js";
import type { IsoDate } from "../../domain/day.js";
import { type DayRates, lineAt, rateBook } from "../../domain/day-rates.js";
import { type Entry, NOTHING_STATED } from "../../domain/entry.js";
import type { HtsCode } from "../../domain/hts.js";
import { baseIn, ONE_DOLLAR, type OnADollar, reachOf, sumOf } from "../../domain/pattern.js";
import type { BaseRates, Schedule, View } from "../../domain/schedule.js";
import { usd } from "../../domain/units.js";
import type { EntryRow } from "../../texts/entry-row.js";
import type { StatedFacts } from "../../texts/stated-facts.js";
import { byAssessment, byRates, type LineDuty } from "./line-duty.js";
import { type LinesMeant, linesMeant } from "./lines-meant.js";

/** A line priced, or why it cannot be. */
export type Priced =
  | { readonly duty: LineDuty; readonly remark: string | null }
  | { readonly problem: string };

/** More than the lines, origins and claims of most importers: what is worked out for one row serves the next. */
const MOST_KNOWN = 20_000;

/** Prices rows under a schedule, each on its own day. Units: whole dollars in, cents out. */
export function pricer(schedule: Schedule, view: View): (row: EntryRow) => Priced {
  const { base, declaredFirst } = schedule;
  const book = rateBook(schedule, view);
  const ratesOn = dayRates(schedule, view, (day) => book.on(day));
  const places = new Map(book.lines.map((hts, place) => [hts, place]));
  const meant = memo<LinesMeant | { readonly problem: string }>();
  const alone = memo<OnADollar>();

  const owedBy = (row: EntryRow, hts: string): OnADollar => {
    const place = places.get(hts);
    if (place !== undefined && row.claims.size === 0) return lineAt(ratesOn(row.date), place, row.origin);
    const key = `${hts} ${row.origin.code} ${row.date} ${[...row.claims].join(" ")}`;
    return alone(key, () => owedAlone(entryOf(row, hts, null), row.origin, schedule, view));
  };

  const priceLine = (row: EntryRow, hts: string): LineDuty => {
    const goods = owedBy(row, hts);
    return factsMatter(row, goods)
      ? byAssessment(assessedAlone(row, hts, goods, schedule), row.hts, declaredFirst)
      : byRates(goods, row.value, row.hts, declaredFirst);
  };

  const isThere = presence(places, schedule);
  return (row) => {
    if (isThere(row)) return { duty: priceLine(row, row.hts), remark: null };
    const found = meant(`${row.hts} ${row.date}`, () => linesMeant(row.hts, row.date, book.lines, base));
    if ("problem" in found) return found;
    const [first, ...others] = found.numbers.map((hts) => priceLine(row, hts));
    const duty = first as LineDuty;
    return {
      duty: others.every((other) => same(duty, other)) ? duty : unlike([duty, ...others]),
      remark: found.remark,
    };
  };
}

/** Whether a number is a line of ten digits on its day; asked of the tariff once for each day. */
function presence(places: ReadonlyMap<string, number>, { base }: Schedule): (row: EntryRow) => boolean {
  const byDay = new Map<IsoDate, Uint8Array>();
  return ({ hts, date }) => {
    const place = places.get(hts);
    if (place === undefined) return false;
    const known = byDay.get(date) ?? new Uint8Array(places.size);
    byDay.set(date, known);
    if (known[place] === 0) known[place] = base.exists(hts, date) ? 1 : 2;
    return known[place] === 1;
  };
}

function memo<T>() {
  const known = new Map<string, T>();
  return (key: string, make: () => T): T => {
    let value = known.get(key);
    if (value === undefined) {
      value = make();
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(key, value);
    }
    return value;
  };
}

/** Rates by day; days between two changes of the law share those of the first. */
function dayRates(schedule: Schedule, view: View, on: (day: IsoDate) => DayRates) {
  const days = daysOfLaw(schedule, view);
  const byStretch = new Map<IsoDate, DayRates>();
  const byDay = new Map<IsoDate, DayRates>();
  const of = (date: IsoDate): DayRates => {
    const start = days.findLast((day) => day <= date) ?? date;
    const rates = byStretch.get(start) ?? on(start);
    byStretch.set(start, rates);
    byDay.set(date, rates);
    return rates;
  };
  return (date: IsoDate): DayRates => byDay.get(date) ?? of(date);
}

const entryOf = ({ origin, date, claims }: EntryRow, hts: string, stated: StatedFacts | null): Entry => ({
  ...NOTHING_STATED,
  ...stated,
  hts: hts as HtsCode,
  origin: origin.code,
  date,
  claims,
  value: ONE_DOLLAR.value,
});

/** Rates of goods whose class has no other like it: with claims, or under a number that no edition has. */
function owedAlone(entry: Entry, origin: Origin, schedule: Schedule, view: View): OnADollar {
  const reached = reachedBy(entry, origin, schedule, view);
  const rates = schedule.base.ratesOf(entry.hts, entry.date) as BaseRates;
  const { layers, base } = assessReached(entry, rates, origin, reached, schedule);
  return { reach: reachOf(reached), layers, base: baseIn(base.fate) };
}

function assessedAlone(row: EntryRow, hts: string, { reach }: OnADollar, schedule: Schedule): Assessment {
  const entry = { ...entryOf(row, hts, row.facts), value: usd(row.value) };
  const rates = schedule.base.ratesOf(hts, row.date) as BaseRates;
  return assessReached(entry, rates, row.origin, reach.reached, schedule);
}

/** Whether what the row states can change what goods of its class owe. */
function factsMatter({ facts }: EntryRow, { reach, base, layers }: OnADollar): boolean {
  if (facts === null) return false;
  const { shares, loadedOn } = facts;
  return (
    base.rate === null ||
    !sumOf(layers).known ||
    (reach.asksShares && Object.keys(shares).length > 0) ||
    (reach.asksLoading && loadedOn !== null)
  );
}

const same = (a: LineDuty, b: LineDuty): boolean =>
  a.duty === b.duty && a.atLeast === b.atLeast && a.rate === b.rate && a.base === b.base;

/** Lines under one short number that owe different duties: only the rest of the number can tell. */
function unlike(lines: readonly LineDuty[]): LineDuty {
  const [first] = lines as readonly [LineDuty];
  const least = lines.reduce((a, b) => (b.atLeast < a.atLeast ? b : a));
  const rates = [...new Set(lines.map(({ rate }) => rate ?? "not known"))].sort();
  const bases = new Set(lines.map(({ base }) => base));
  return {
    ...first,
    base: bases.size === 1 ? first.base : null,
    additional: null,
    duty: null,
    rate: null,
    layers: [],
    atLeast: least.atLeast,
    unrounded: least.unrounded,
    needs: [`all ten digits of the number, whose lines owe ${rates.join(", ")}`],
  };
}
