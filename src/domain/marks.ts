/**
 * Answers what scopes ask of products with one byte a product, made once per list: numbers are sorted, so all that
 * start with a prefix stand together.
 */
import { type IsoDate, inSpan } from "./day.js";
import { firstAt, rangeOf } from "./flow.js";
import type { ListGroup, ProductList } from "./product-list.js";
import type { Lists } from "./schedule.js";

/** One byte a product: 1 if it is meant. Never written to once made. */
export type Marks = Uint8Array;

export interface ProductTable {
  readonly size: number;
  readonly hts: readonly string[];
  /** Products of chapters 1 to 97. */
  readonly goods: Marks;
  onList(id: string, day: IsoDate): Marks;
  startingWith(prefixes: readonly string[]): Marks;
}

const tables = new WeakMap<readonly string[], WeakMap<Lists, Map<ReadonlySet<string>, ProductTable>>>();

/** The table of sorted HTS numbers for goods with these claims; made once for the same three. */
export function productTable(
  hts: readonly string[],
  lists: Lists,
  claims: ReadonlySet<string>,
): ProductTable {
  const byLists = tables.get(hts) ?? new WeakMap<Lists, Map<ReadonlySet<string>, ProductTable>>();
  tables.set(hts, byLists);
  const byClaims = byLists.get(lists) ?? new Map<ReadonlySet<string>, ProductTable>();
  byLists.set(lists, byClaims);
  const table = byClaims.get(claims) ?? makeTable(hts, lists, claims);
  byClaims.set(claims, table);
  return table;
}

function makeTable(hts: readonly string[], lists: Lists, claims: ReadonlySet<string>): ProductTable {
  const byDay = new Map<IsoDate, Map<string, Marks>>();
  const byPrefixes = new Map<readonly string[], Marks>();
  return {
    size: hts.length,
    hts,
    goods: new Uint8Array(hts.length).fill(1, 0, firstAt(hts, "98")),
    onList(id, day) {
      const known = byDay.get(day) ?? new Map<string, Marks>();
      byDay.set(day, known);
      const marks = known.get(id) ?? markList(hts, lists.get(id), day, claims);
      known.set(id, marks);
      return marks;
    },
    startingWith(prefixes) {
      const marks = byPrefixes.get(prefixes) ?? markPrefixes(hts, prefixes);
      byPrefixes.set(prefixes, marks);
      return marks;
    },
  };
}

function markPrefixes(hts: readonly string[], prefixes: readonly string[]): Marks {
  const marks = new Uint8Array(hts.length);
  for (const prefix of prefixes) marks.fill(1, ...rangeOf(hts, prefix));
  return marks;
}

/** Shorter prefixes first, so that the longest that fits is written last and decides. */
function markList(
  hts: readonly string[],
  list: ProductList | undefined,
  day: IsoDate,
  claims: ReadonlySet<string>,
): Marks {
  const marks = new Uint8Array(hts.length);
  const counted = (group: ListGroup) =>
    inSpan(group, day) && (group.condition === undefined || claims.has(group.condition));
  const codes = (list?.groups ?? [])
    .filter(counted)
    .flatMap((group) => group.codes.map((code) => ({ code, mark: group.counts === false ? 0 : 1 })));
  codes.sort((a, b) => a.code.length - b.code.length);
  for (const { code, mark } of codes) marks.fill(mark, ...rangeOf(hts, code));
  return marks;
}
