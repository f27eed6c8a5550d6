/** Every line of the tariff by every origin on a day: rates of classes, looked up a cell at a time. */
import { assessReached } from "./assess.js";
import { NO_CLAIMS } from "./classes.js";
import { positionsOf, reachingAt } from "./columns.js";
import type { Origin } from "./country.js";
import type { IsoDate } from "./day.js";
import { type Entry, NOTHING_STATED } from "./entry.js";
import { type HtsCode, isOutsideTariffBase } from "./hts.js";
import { covering, type InForce, lawKey, standingOn } from "./law-key.js";
import { type Marks, type ProductTable, productTable } from "./marks.js";
import type { Reaching } from "./reach.js";
import type { BaseRates, Schedule, View } from "./schedule.js";
import { type Decimal, usd } from "./units.js";

/** Rates as fractions of customs value; `null` where they need a fact that is not stated. */
export interface GridCell {
  readonly base: Decimal | null;
  readonly additional: Decimal | null;
  readonly total: Decimal | null;
}

export interface Grid {
  readonly date: IsoDate;
  /** Ten-digit lines of chapters 1 to 97, in order. */
  readonly hts: readonly string[];
  /** Cells of an origin, one a line; lines of one class share the same cell. */
  cellsOf(origin: Origin): readonly GridCell[];
}

/** Lines that no list or prefix of the law tells apart, and that have the same base rates. */
interface LineClass {
  readonly hts: string;
  readonly rates: BaseRates;
}

/** The grid of a day. Nothing is claimed and nothing assumed. */
export function gridOf(schedule: Schedule, date: IsoDate, view: View): Grid {
  const hts = schedule.base.linesUnder("", date).filter((code) => !isOutsideTariffBase(code));
  const standing = standingOn(schedule, date, view);
  const { of, classes } = lineClasses(hts, schedule, standing, date);
  const table = productTable(
    classes.map((one) => one.hts),
    schedule.lists,
    NO_CLAIMS,
  );
  const byLaw = new Map<string, readonly GridCell[]>();
  return {
    date,
    hts,
    cellsOf(origin) {
      const covers = covering(standing, origin);
      const key = lawKey(covers, origin);
      const known = byLaw.get(key) ?? cellsOfClasses(classes, table, covers, origin, schedule, date);
      byLaw.set(key, known);
      return Array.from(of, (id) => known[id] as GridCell);
    },
  };
}

function lineClasses(
  hts: readonly string[],
  schedule: Schedule,
  standing: readonly InForce[],
  date: IsoDate,
) {
  const columns = marksOf(hts, schedule, standing, date);
  const of = new Int32Array(hts.length);
  const ids = new Map<string, number>();
  const classes: LineClass[] = [];
  const coarse = refine(of.length, columns);
  for (const [row, code] of hts.entries()) {
    const rates = schedule.base.ratesOf(code, date) as BaseRates;
    const key = `${coarse[row]} ${rates.general} ${rates.column2}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = classes.length;
      ids.set(key, id);
      classes.push({ hts: code, rates });
    }
    of[row] = id;
  }
  return { of, classes };
}

/** Every list and prefix set that a version in force asks about. */
function marksOf(
  hts: readonly string[],
  schedule: Schedule,
  standing: readonly InForce[],
  date: IsoDate,
): Marks[] {
  const table = productTable(hts, schedule.lists, NO_CLAIMS);
  const columns = new Set<Marks>();
  for (const { version } of standing) {
    const { covers, freedBy } = version;
    const day = version.listedOn ?? date;
    const lists = [...covers.lists, ...covers.exceptLists, ...freedBy.flatMap((one) => one.lists ?? [])];
    for (const list of lists) columns.add(table.onList(list, day));
    const prefixes = [covers.products, covers.exceptProducts, ...freedBy.map((one) => one.products ?? [])];
    for (const codes of prefixes)
      if (codes.length > 0 && !codes.includes("*")) columns.add(table.startingWith(codes));
  }
  return [...columns];
}

/** A number a line, equal for lines that all columns agree on. */
function refine(size: number, columns: readonly Marks[]): Int32Array {
  const of = new Int32Array(size);
  for (const marks of columns) {
    const ids = new Map<number, number>();
    for (let row = 0; row < size; row += 1) {
      const key = (of[row] ?? 0) * 2 + (marks[row] ?? 0);
      let id = ids.get(key);
      if (id === undefined) {
        id = ids.size;
        ids.set(key, id);
      }
      of[row] = id;
    }
  }
  return of;
}

function cellsOfClasses(
  classes: readonly LineClass[],
  table: ProductTable,
  covers: readonly InForce[],
  origin: Origin,
  schedule: Schedule,
  date: IsoDate,
): GridCell[] {
  const known = new Map<string, GridCell>();
  const columns = covers.map(({ version }) => positionsOf(version, table, origin, NO_CLAIMS, date));
  return classes.map(({ hts, rates }, row) => {
    const positions = columns.map((column) => column[row] ?? 0);
    const key = `${String.fromCharCode(...positions)} ${origin.column2 ? rates.column2 : rates.general}`;
    const cell =
      known.get(key) ?? cellOf(hts, rates, reachedAt(positions, covers, origin), origin, schedule, date);
    known.set(key, cell);
    return cell;
  });
}

const reachedAt = (positions: readonly number[], covers: readonly InForce[], origin: Origin): Reaching[] =>
  covers.flatMap(
    ({ measure, version }, index) => reachingAt(positions[index] ?? 0, measure, version, origin) ?? [],
  );

function cellOf(
  hts: string,
  rates: BaseRates,
  reached: readonly Reaching[],
  origin: Origin,
  schedule: Schedule,
  date: IsoDate,
): GridCell {
  const entry: Entry = { ...NOTHING_STATED, hts: hts as HtsCode, origin: origin.code, date, value: usd(1) };
  const { base, layers, duty, needs } = assessReached(entry, rates, origin, reached, schedule);
  const baseRate =
    base.fate.outcome === "charged" ? base.fate.duty : base.fate.outcome === "displaced" ? usd(0) : null;
  const additional = layers.some(({ fate }) => fate.outcome === "unknown") ? null : duty.minus(baseRate ?? 0);
  return { base: baseRate, additional, total: needs.length > 0 ? null : duty };
}
