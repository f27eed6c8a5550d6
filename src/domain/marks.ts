/**
 * Answers what scopes ask of products with one byte a product, made once per list: numbers are sorted, so all that
 * start with a prefix stand together.
 */
import { type IsoDate, inSpan } from "./day.js";
import { firstAt, rangeOf } from "./flow.js";
import type { ListGroup } from "./product-list.js";
import type { Lists } from "./schedule.js";
import { placesOf } from "./shared-numbers.js";

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

/** Marks made, whatever is claimed: by list and which of its groups count, and by prefixes. */
interface Made {
  readonly byGroups: Map<string, Marks>;
  readonly byPrefixes: Map<readonly string[], Marks>;
  readonly byClaims: Map<ReadonlySet<string>, ProductTable>;
}

const tables = new WeakMap<readonly string[], WeakMap<Lists, Made>>();

/** The table of sorted HTS numbers for goods with these claims; made once for the same three. */
export function productTable(
  hts: readonly string[],
  lists: Lists,
  claims: ReadonlySet<string>,
): ProductTable {
  const byLists = tables.get(hts) ?? new WeakMap<Lists, Made>();
  tables.set(hts, byLists);
  const made = byLists.get(lists) ?? { byGroups: new Map(), byPrefixes: new Map(), byClaims: new Map() };
  byLists.set(lists, made);
  const table = made.byClaims.get(claims) ?? makeTable(hts, lists, claims, made);
  made.byClaims.set(claims, table);
  return table;
}

function makeTable(
  hts: readonly string[],
  lists: Lists,
  claims: ReadonlySet<string>,
  { byGroups, byPrefixes }: Made,
): ProductTable {
  const none = new Uint8Array(hts.length);
  const { list, at } = placesOf(hts);
  const whole = at === null ? null : { table: productTable(list, lists, claims), at };
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
        (whole
          ? marksAt(whole.table.onList(id, day), whole.at)
          : markList(
              hts,
              groups.filter((_, index) => counted[index]),
            ));
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

/** Marks of numbers that stand in a longer list, by those of the list. */
const marksAt = (marks: Marks, at: Int32Array): Marks =>
  Uint8Array.from(at, (place) => marks[place] as number);

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
  let from = 0;
  for (const { code, mark } of codes) {
    from = firstAt(hts, code, from);
    for (let row = from; row < hts.length && (hts[row] as string).startsWith(code); row += 1)
      marks[row] = mark;
  }
  return marks;
}
