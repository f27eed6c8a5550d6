/** Lists of products that measures name: HTS prefixes with dates and conditions. */
import { type IsoDate, inSpan, type Span } from "./day.js";

/** Codes of one list that came and went together, and count under one condition. */
export interface ListGroup extends Span {
  /** What must be claimed for these codes to count; without it they always do. */
  readonly condition?: string;
  /** `false` takes the codes out of the list: "8703 except 8703.10". */
  readonly counts?: boolean;
  readonly codes: readonly string[];
}

export interface ProductList {
  readonly id: string;
  readonly title: string;
  readonly groups: readonly ListGroup[];
}

/**
 * Whether a list names a product on a day. The longest prefix that fits decides; a conditional code fits only if
 * its condition is among `claims`.
 */
export function isListed(list: ProductList, hts: string, on: IsoDate, claims: ReadonlySet<string>): boolean {
  let longest = 0;
  let counts = false;
  for (const group of list.groups) {
    if (!inSpan(group, on) || (group.condition !== undefined && !claims.has(group.condition))) continue;
    const length = longestPrefix(codesOf(group), hts);
    if (length > longest) [longest, counts] = [length, group.counts !== false];
  }
  return counts;
}

const sets = new WeakMap<ListGroup, ReadonlySet<string>>();
/** The codes of a group as a set, made once. */
function codesOf(group: ListGroup): ReadonlySet<string> {
  const known = sets.get(group) ?? new Set(group.codes);
  sets.set(group, known);
  return known;
}

function longestPrefix(codes: ReadonlySet<string>, hts: string): number {
  for (let length = hts.length; length >= 2; length -= 1) if (codes.has(hts.slice(0, length))) return length;
  return 0;
}
