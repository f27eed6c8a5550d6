/** Classes of tariff lines: those that no list or prefix of the law of a day tells apart. */
import type { IsoDate } from "./day.js";
import type { InForce } from "./law-key.js";
import { type Marks, type ProductTable, productTable } from "./marks.js";
import type { Version } from "./measure.js";
import type { Schedule } from "./schedule.js";
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
  for (const { version } of standing) for (const marks of marksOf(version, table, on)) columns.add(marks);
  const { of, samples } = refined(hts.length, columns);
  return { of, samples: numbersAt(hts, samples) };
}

/** Every list and set of prefixes that a version asks about. */
function marksOf(version: Version, table: ProductTable, on: IsoDate): Marks[] {
  const { covers, freedBy, listedOn } = version;
  const limits = [...covers.within, ...covers.beyond].map(({ products }) => products);
  const prefixes = [
    covers.products,
    covers.exceptProducts,
    ...limits,
    ...freedBy.map((one) => one.products ?? []),
  ];
  return [
    ...listsOf(version).map((list) => table.onList(list, listedOn ?? on)),
    ...prefixes
      .filter((codes) => codes.length > 0 && !codes.includes("*"))
      .map((codes) => table.startingWith(codes)),
  ];
}

/** Every list that a version names. */
export const listsOf = ({ covers, freedBy }: Version): readonly string[] => [
  ...covers.lists,
  ...covers.exceptLists,
  ...freedBy.flatMap((one) => one.lists ?? []),
];

/** Splits one class of all lines by each column in turn; `samples` are rows, one a class. */
export function refined(size: number, columns: Iterable<Marks>): { of: Int32Array; samples: number[] } {
  const of = new Int32Array(size);
  let samples = size > 0 ? [0] : [];
  for (const marks of columns) {
    const ids = new Int32Array(samples.length * 2).fill(NONE);
    const next: number[] = [];
    for (let row = 0; row < size; row += 1) {
      const key = (of[row] as number) * 2 + (marks[row] as number);
      if (ids[key] === NONE) {
        ids[key] = next.length;
        next.push(row);
      }
      of[row] = ids[key] as number;
    }
    samples = next;
  }
  return { of, samples };
}

const NONE = -1;
