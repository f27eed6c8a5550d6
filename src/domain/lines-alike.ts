/** Lines of the tariff that the law treats alike on all of some days: a year of trade needs each such class once. */
import { type IsoDate, inSpan } from "./day.js";
import { isMixed } from "./flow.js";
import { isOutsideTariffBase } from "./hts.js";
import { spanIn } from "./in-force.js";
import { type Marks, type ProductTable, productTable } from "./marks.js";
import type { Version } from "./measure.js";
import { WHOLE_VALUE } from "./part.js";
import type { Lists, Schedule, View } from "./schedule.js";

export interface LinesAlike {
  /** Class of each line. */
  readonly of: Int32Array;
  /** A line of each class; in order, as the lines are. */
  readonly samples: readonly string[];
}

/** Duties with money in them differ line by line where another duty counts them in. */
const HAS_MONEY = /[¢$]/;

/**
 * Sorts lines (sorted HTS numbers) into classes: the same lists and prefixes of the law name them on each of the days,
 * and they state the same base rates. Lines stay alone where their metal content counts or their rate is not on value.
 */
export function linesAlike(
  hts: readonly string[],
  days: readonly IsoDate[],
  schedule: Schedule,
  view: View,
  claims: Iterable<ReadonlySet<string>>,
): LinesAlike {
  const versions = standingOnAny(schedule, days, view);
  const columns = new Set<Marks>();
  for (const set of claims) {
    const table = productTable(hts, schedule.lists, set);
    for (const version of versions)
      for (const marks of marksOf(version, table, schedule.lists, days)) columns.add(marks);
  }
  const alone = aloneMarks(hts, versions, schedule, days);
  const epochs = days.filter((day, index) => index === 0 || schedule.base.changeDays.includes(day));
  const marked = refined(hts.length, [...columns]);
  return classesBy(hts, (code, row) => {
    if (isOutsideTariffBase(code)) return "outside";
    const rates = epochs.map((day) => schedule.base.ratesOf(code, day));
    const texts = rates.map((one) => `${one?.general}|${one?.special}|${one?.column2}`).join("|");
    return alone[row] === 1 || isMixed(code) || HAS_MONEY.test(texts) ? code : `${marked[row]} ${texts}`;
  });
}

const standingOnAny = ({ measures }: Schedule, days: readonly IsoDate[], view: View): Version[] =>
  measures.flatMap(({ versions }) =>
    versions.filter((version) => {
      const span = spanIn(version, view);
      return span !== undefined && days.some((day) => inSpan(span, day));
    }),
  );

/** Everything a version asks of products. */
function marksOf(version: Version, table: ProductTable, lists: Lists, days: readonly IsoDate[]): Marks[] {
  const { covers, freedBy } = version;
  const limits = [...covers.within, ...covers.beyond];
  const prefixes = [
    covers.products,
    covers.exceptProducts,
    ...[...freedBy, ...limits].map((one) => one.products ?? []),
  ];
  return [
    ...prefixes.filter((codes) => codes.length > 0).map((codes) => table.startingWith(codes)),
    ...listsOf(version).flatMap((id) =>
      listMarks(id, table, lists, version.listedOn ? [version.listedOn] : days),
    ),
  ];
}

const listsOf = ({ covers, freedBy }: Version): string[] => [
  ...covers.lists,
  ...covers.exceptLists,
  ...freedBy.flatMap((one) => one.lists ?? []),
];

/** A list on each day that it says something new. */
function listMarks(id: string, table: ProductTable, lists: Lists, days: readonly IsoDate[]): Marks[] {
  const groups = lists.get(id)?.groups ?? [];
  const told = new Map(
    days.map((day) => [groups.map((group) => (inSpan(group, day) ? 1 : 0)).join(""), day]),
  );
  return [...told.values()].map((day) => table.onList(id, day));
}

/** Lines that a duty on some part of the value names. */
function aloneMarks(
  hts: readonly string[],
  versions: readonly Version[],
  { lists }: Schedule,
  days: readonly IsoDate[],
): Uint8Array {
  const table = productTable(hts, lists, new Set());
  const alone = new Uint8Array(hts.length);
  const onContent = versions.filter(({ part, presumed }) => part !== WHOLE_VALUE && !presumed);
  for (const version of onContent)
    for (const marks of marksOf(version, table, lists, days))
      for (let row = 0; row < alone.length; row += 1) if (marks[row] === 1) alone[row] = 1;
  return alone;
}

/** A number a line, equal for lines that all columns agree on. */
function refined(size: number, columns: readonly Marks[]): Int32Array {
  const of = new Int32Array(size);
  for (const marks of columns) {
    const ids = new Map<number, number>();
    for (let row = 0; row < size; row += 1) {
      const key = (of[row] ?? 0) * 2 + (marks[row] ?? 0);
      const id = ids.get(key) ?? ids.size;
      ids.set(key, id);
      of[row] = id;
    }
  }
  return of;
}

function classesBy(hts: readonly string[], keyOf: (code: string, row: number) => string): LinesAlike {
  const ids = new Map<string, number>();
  const samples: string[] = [];
  const of = Int32Array.from(hts, (code, row) => {
    const key = keyOf(code, row);
    const id = ids.get(key) ?? ids.size;
    if (id === samples.length) samples.push(code);
    ids.set(key, id);
    return id;
  });
  return { of, samples };
}
