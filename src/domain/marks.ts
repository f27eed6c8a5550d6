/**
 * Answers what scopes ask of products from tables made once per list, instead of searching per product: numbers are
 * sorted, so all that start with a prefix stand together.
 */
import { inSpan, type IsoDate } from "./day.js";
import { rangeOf } from "./flow.js";
import type { ListGroup, ProductList } from "./product-list.js";
import type { Product } from "./reach.js";
import type { Lists } from "./schedule.js";

/** One byte a product: 1 if it is on the list. */
type Marks = Uint8Array;

export interface ProductTable {
  /** A view of the product at `index`; the same object each time, moved along. */
  at(index: number): Product;
}

/** A table over sorted HTS numbers. No claims are made for goods of a year of trade but those given. */
export function productTable(hts: readonly string[], lists: Lists, claims: ReadonlySet<string>): ProductTable {
  const byList = new Map<string, Marks>();
  const byPrefixes = new Map<readonly string[], Marks>();
  const none = new Uint8Array(0);
  const listMarks = (id: string, day: IsoDate): Marks => {
    const key = `${id} ${day}`;
    const list = byList.has(key) ? undefined : lists.get(id);
    const marks = byList.get(key) ?? (list ? markList(hts, list, day, claims) : none);
    byList.set(key, marks);
    return marks;
  };
  const prefixMarks = (prefixes: readonly string[]): Marks => {
    const marks = byPrefixes.get(prefixes) ?? markPrefixes(hts, prefixes);
    byPrefixes.set(prefixes, marks);
    return marks;
  };
  let here = 0;
  const product: Product = {
    get hts() {
      return hts[here] ?? "";
    },
    onList: (id, day) => listMarks(id, day)[here] === 1,
    startsWithAny: (prefixes) => prefixes.length > 0 && prefixMarks(prefixes)[here] === 1,
  };
  return {
    at(index) {
      here = index;
      return product;
    },
  };
}

function markPrefixes(hts: readonly string[], prefixes: readonly string[]): Marks {
  const marks = new Uint8Array(hts.length);
  for (const prefix of prefixes) marks.fill(1, ...rangeOf(hts, prefix));
  return marks;
}

/** Shorter prefixes first, so that the longest that fits is written last and decides. */
function markList(hts: readonly string[], list: ProductList, day: IsoDate, claims: ReadonlySet<string>): Marks {
  const marks = new Uint8Array(hts.length);
  const counted = (group: ListGroup) =>
    inSpan(group, day) && (group.condition === undefined || claims.has(group.condition));
  const codes = list.groups
    .filter(counted)
    .flatMap((group) => group.codes.map((code) => ({ code, mark: group.counts === false ? 0 : 1 })));
  codes.sort((a, b) => a.code.length - b.code.length);
  for (const { code, mark } of codes) marks.fill(mark, ...rangeOf(hts, code));
  return marks;
}
