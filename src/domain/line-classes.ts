/** Classes of tariff lines: those that no list or prefix of the law of a day tells apart. */
import { type IsoDate, inSpan } from "./day.js";
import type { InForce } from "./law-key.js";
import { type Marks, type ProductTable, productTable } from "./marks.js";
import type { Version } from "./measure.js";
import { refined } from "./refined.js";
import type { Lists, Schedule } from "./schedule.js";
import { numbersAt } from "./shared-numbers.js";

export interface LineClasses {
  /** Class of each line. */
  readonly of: Int32Array;
  /** One line of each class; where they stand among the lines is known. */
  readonly samples: readonly string[];
}

const ofAllDays = new WeakMap<readonly string[], LineClasses>();
/** Says that these classes tell lines apart on all days, and with all claims, that will be asked about. */
export function classesOfAllDays(hts: readonly string[], classes: LineClasses): void {
  ofAllDays.set(hts, classes);
}

/** Sorts lines (sorted HTS numbers) into classes for goods with these claims. */
export function lineClasses(
  hts: readonly string[],
  standing: readonly InForce[],
  { lists }: Schedule,
  on: IsoDate,
  claims: ReadonlySet<string>,
): LineClasses {
  const known = ofAllDays.get(hts);
  if (known) return known;
  const table = productTable(hts, lists, claims);
  const columns = new Set<Marks>([table.goods]);
  for (const { version } of standing)
    for (const marks of marksOf(version, table, lists, [on])) columns.add(marks);
  const { of, samples } = markedBy(hts.length, columns);
  return { of, samples: numbersAt(hts, samples) };
}

/** Lines by what lists and prefixes say of them. */
export const markedBy = (size: number, marks: Iterable<Marks>): ReturnType<typeof refined> =>
  refined(
    size,
    Array.from(marks, (one) => [one, 2] as const),
  );

/** What every list and set of prefixes that a version asks about says on any of some days. */
export function marksOf(
  version: Version,
  table: ProductTable,
  lists: Lists,
  days: readonly IsoDate[],
): Marks[] {
  const { covers, freedBy, listedOn } = version;
  const limits = [...covers.within, ...covers.beyond];
  const prefixes = [
    covers.products,
    covers.exceptProducts,
    ...[...freedBy, ...limits].map((one) => one.products ?? []),
  ];
  return [
    ...prefixes
      .filter((codes) => codes.length > 0 && !codes.includes("*"))
      .map((codes) => table.startingWith(codes)),
    ...listsOf(version).flatMap((id) => listMarks(id, table, lists, listedOn ? [listedOn] : days)),
  ];
}

/** A list on each day that it says something new. */
function listMarks(id: string, table: ProductTable, lists: Lists, days: readonly IsoDate[]): Marks[] {
  const groups = lists.get(id)?.groups ?? [];
  const told = new Map(
    days.map((day) => [groups.map((group) => (inSpan(group, day) ? 1 : 0)).join(""), day]),
  );
  return [...told.values()].map((day) => table.onList(id, day));
}

/** Every list that a version names. */
export const listsOf = ({ covers, freedBy }: Version): readonly string[] => [
  ...covers.lists,
  ...covers.exceptLists,
  ...freedBy.flatMap((one) => one.lists ?? []),
];
