/** Prices lines of entries by the million: by the rates of their class where no fact matters, else each alone. */
import { type Assessment, assess } from "../../domain/assess.js";
import type { IsoDate } from "../../domain/day.js";
import { type DayRates, lineAt } from "../../domain/day-rates.js";
import { placeIn } from "../../domain/flow.js";
import type { HtsCode } from "../../domain/hts.js";
import type { Schedule, View } from "../../domain/schedule.js";
import type { EntryRow } from "../../texts/entry-row.js";
import { entryOf, goodsPricer } from "./goods-duty.js";
import { lawByDay } from "./law-by-day.js";
import { byAssessment, type LineDuty } from "./line-duty.js";
import { type LinesMeant, linesMeant } from "./lines-meant.js";

/** A line priced, or why it cannot be. */
export type Priced =
  | { readonly duty: LineDuty; readonly remark: string | null }
  | { readonly problem: string };

/** Prices rows under a schedule, each on its own day. Units: whole dollars in, cents out. */
export function pricer(schedule: Schedule, view: View): (row: EntryRow) => Priced {
  const { base, declaredFirst } = schedule;
  const law = lawByDay(schedule, view);
  const dutyOf = goodsPricer(declaredFirst);
  const meant = shortNumbers((hts, on) => linesMeant(hts, on, law.lines, base));

  const priceLine = (row: EntryRow, hts: string, rates: DayRates): LineDuty => {
    const place = placeIn(law.lines, hts);
    if (place !== undefined) return dutyOf(row, hts, lineAt(rates, place, row.origin, row.claims));
    const assessment = assess(entryOf(row, hts), schedule, view) as Assessment;
    return byAssessment(assessment, row.value, row.printed, declaredFirst);
  };

  return (row) => {
    const { place } = row;
    const { has, rates } = law.on(row.date);
    if (place !== undefined && has(place))
      return { duty: dutyOf(row, row.hts, lineAt(rates, place, row.origin, row.claims)), remark: null };
    const found = meant(row.hts, row.date);
    if ("problem" in found) return found;
    const [first, ...others] = found.numbers.map((hts) => priceLine(row, hts, rates));
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
