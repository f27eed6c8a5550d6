/**
 * Answers what scopes ask of products with one byte a product, made once per list: numbers are sorted, so all that
 * start with a prefix stand together.
 */
import { type IsoDate, inSpan } from "./day.js";
import { firstAt, rangeOf } from "./flow.js";
import type { ListGroup } from "./product-list.js";
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
  const byGroups = new Map<string, Marks>();
  const byPrefixes = new Map<readonly string[], Marks>();
  const none = new Uint8Array(hts.length);
  return {
    size: hts.length,
    hts,
    goods: new Uint8Array(hts.length).fill(1, 0, firstAt(hts, "98")),
    onList(id, day) {
      const groups = lists.get(id)?.groups ?? [];
      const counted = groups.map((group) => counts(group, day, claims));
      const key = `${id} ${counted.map(Number).join("")}`;
      const marks =
        byGroups.get(key) ??
        markList(
          hts,
          groups.filter((_, index) => counted[index]),
        );
      byGroups.set(key, marks);
      return marks;
    },
    startingWith(prefixes) {
      if (prefixes.length === 0) return none;
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

const counts = (group: ListGroup, day: IsoDate, claims: ReadonlySet<string>): boolean =>
  inSpan(group, day) && (group.condition === undefined || claims.has(group.condition));

/** Shorter prefixes first, so that the longest that fits is written last and decides. */
function markList(hts: readonly string[], groups: readonly ListGroup[]): Marks {
  const marks = new Uint8Array(hts.length);
  const codes = groups.flatMap((group) =>
    group.codes.map((code) => ({ code, mark: group.counts === false ? 0 : 1 })),
  );
  codes.sort((a, b) => a.code.length - b.code.length);
  for (const { code, mark } of codes) marks.fill(mark, ...rangeOf(hts, code));
  return marks;
}
