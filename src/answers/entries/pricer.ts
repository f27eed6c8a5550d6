/** Prices lines of entries by the million: by the rates of their class where no fact matters, else each alone. */
import { type Assessment, assess, assessBeside } from "../../domain/assess.js";
import { chargeOf } from "../../domain/base-duty.js";
import type { IsoDate } from "../../domain/day.js";
import { lineAt } from "../../domain/day-rates.js";
import { type Entry, NOTHING_STATED } from "../../domain/entry.js";
import { placeIn } from "../../domain/flow.js";
import { type HtsCode, rateLineOf } from "../../domain/hts.js";
import type { Shares } from "../../domain/part.js";
import { type OnADollar, sumOf } from "../../domain/pattern.js";
import { wereOnTheWay } from "../../domain/presumed.js";
import type { Schedule, View } from "../../domain/schedule.js";
import { usd } from "../../domain/units.js";
import type { EntryRow } from "../../texts/entry-row.js";
import { lawByDay } from "./law-by-day.js";
import { byAssessment, byQuantity, byRates, type LineDuty } from "./line-duty.js";
import { type LinesMeant, linesMeant } from "./lines-meant.js";

/** A line priced, or why it cannot be. */
export type Priced =
  | { readonly duty: LineDuty; readonly remark: string | null }
  | { readonly problem: string };

/** Prices rows under a schedule, each on its own day. Units: whole dollars in, cents out. */
export function pricer(schedule: Schedule, view: View): (row: EntryRow) => Priced {
  const { base, declaredFirst } = schedule;
  const law = lawByDay(schedule, view);
  const meant = shortNumbers((hts, on) => linesMeant(hts, on, law.lines, base));

  const priceLine = (row: EntryRow, hts: string, place: number | undefined): LineDuty => {
    if (place === undefined)
      return byAssessment(
        assess(entryOf(row, hts), schedule, view) as Assessment,
        row.printed,
        declaredFirst,
      );
    const goods = lineAt(law.on(row.date).rates, place, row.origin, row.claims);
    switch (mattering(row, goods)) {
      case "nothing":
        return byRates(goods, row.value, row.printed, declaredFirst);
      case "quantity":
        return byQuantity(goods, ownBase(row, goods), row.value, row.printed, declaredFirst);
      case "facts":
        return byAssessment(assessedAlone(row, hts, goods), row.printed, declaredFirst);
    }
  };

  return (row) => {
    const { place } = row;
    if (place !== undefined && law.on(row.date).has(place))
      return { duty: priceLine(row, row.hts, place), remark: null };
    const found = meant(row.hts, row.date);
    if ("problem" in found) return found;
    const [first, ...others] = found.numbers.map((hts) => priceLine(row, hts, placeIn(law.lines, hts)));
    const duty = first as LineDuty;
    return {
      duty: others.every((other) => same(duty, other)) ? duty : unlike([duty, ...others]),
      remark: found.remark,
    };
  };
}

/** Short numbers and numbers that have ended, of one day: most files have few of them. */
const MOST_KNOWN = 20_000;

function shortNumbers(make: (hts: HtsCode, on: IsoDate) => ReturnType<typeof linesMeant>) {
  const known = new Map<string, LinesMeant | { readonly problem: string }>();
  return (hts: HtsCode, on: IsoDate) => {
    const key = `${hts} ${on}`;
    const found = known.get(key);
    if (found) return found;
    const meant = make(hts, on);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, meant);
    return meant;
  };
}

/** Each fact by its name: to copy those of an object one by one takes ten times as long. */
const entryOf = ({ origin, date, claims, value, facts }: EntryRow, hts: string): Entry => ({
  quantities: facts?.quantities() ?? NOTHING_STATED.quantities,
  shares: facts?.shares ?? NOTHING_STATED.shares,
  components: facts?.components ?? NOTHING_STATED.components,
  loadedOn: facts?.loadedOn ?? null,
  observedBase: null,
  hts: hts as HtsCode,
  origin: origin.code,
  date,
  claims,
  value: usd(value),
});

function assessedAlone(row: EntryRow, hts: string, { reach, stated }: OnADollar): Assessment {
  const entry = entryOf(row, hts);
  return assessBeside(chargeOf(stated.applied, stated.general, entry), entry, rateLineOf(hts), reach.reached);
}

/** The base duty of goods that is not a share of their value. */
const ownBase = (row: EntryRow, { stated }: OnADollar) =>
  chargeOf(stated.applied, stated.general, entryOf(row, row.hts)).charge;

/** What of the facts that a row states can change what goods of its class owe. */
function mattering(
  { facts, date }: EntryRow,
  { reach, base, layers }: OnADollar,
): "nothing" | "quantity" | "facts" {
  if (facts === null) return "nothing";
  const { shares, loadedOn } = facts;
  if (reach.asksShares && isStated(shares)) return "facts";
  if (reach.asksLoading && wereOnTheWay(reach.reached, { loadedOn, date })) return "facts";
  if (!sumOf(layers).known) return "facts";
  if (base.rate !== null) return "nothing";
  return reach.asksBase ? "facts" : "quantity";
}

function isStated(shares: Shares): boolean {
  for (const _ in shares) return true;
  return false;
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
