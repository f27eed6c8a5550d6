import { type IsoDate, inSpan, type Span } from "./calendar.js";

/** Codes of one list that came and went together, and count under one condition. */
export interface ListGroup extends Span {
  /** What must be claimed for these codes to count; without it they always do. */
  readonly condition?: string;
  /** `false` takes the codes out of the list: "8703 except 8703.10". */
  readonly counts?: boolean;
  /** HTS prefixes, in order. */
  readonly codes: readonly string[];
}

/** A list of products that measures name: HTS prefixes with dates and conditions. */
export interface ProductList {
  readonly id: string;
  readonly title: string;
  readonly groups: readonly ListGroup[];
}

/** Whether the codes of a group count on a day for goods with these claims. */
export const groupCounts = (group: ListGroup, on: IsoDate, claims: ReadonlySet<string>): boolean =>
  inSpan(group, on) && (group.condition === undefined || claims.has(group.condition));

/**
 * Whether a list names a product on a day. The longest prefix that fits decides; a conditional code fits only if
 * its condition is among `claims`.
 */
export function isListed(list: ProductList, hts: string, on: IsoDate, claims: ReadonlySet<string>): boolean {
  let longest = 0;
  let counts = false;
  for (const group of list.groups) {
    if (!groupCounts(group, on, claims)) continue;
    const length = longestPrefix(group.codes, hts);
    if (length > longest) [longest, counts] = [length, group.counts !== false];
  }
  return counts;
}

/** The length of the longest of some codes, which are in order, that a number starts with; 0 if there is none. */
function longestPrefix(codes: readonly string[], hts: string): number {
  for (let length = hts.length; length >= 2; length -= 1)
    if (hasCode(codes, hts.slice(0, length))) return length;
  return 0;
}

function hasCode(codes: readonly string[], code: string): boolean {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle] as string) < code) low = middle + 1;
    else high = middle;
  }
  return codes[low] === code;
}

/** Product lists by id; read when first asked for. */
export interface Lists {
  get(id: string): ProductList | undefined;
}
