/**
 * Sets of tariff lines as one byte a line, and the position of every line towards a version at once. Numbers are sorted,
 * so all that start with a prefix stand together.
 */
import type { IsoDate } from "../law/calendar.js";
import { daysAsked } from "../law/days.js";
import { NO_CLAIMS } from "../law/entry.js";
import { groupCounts, type ListGroup, type Lists, type Measure, type Version } from "../law/measure.js";
import { includesOrigin, type Origin } from "../law/origin.js";
import {
  type Asks,
  asks,
  type Circumstances,
  claimsOf,
  covered,
  exempt,
  type ProductSets,
  type Reached,
  reachedAt,
} from "../law/scope.js";
import { isSame } from "./interned.js";
import { firstAt, placesOf, rangeOf } from "./line-index.js";
import { forAny, memoize, memoizeRows } from "./memo.js";

/** One byte a line: 1 if it is meant. Never written to once made. */
export type Marks = Uint8Array;

/** Lines of the tariff, for goods with some claims. */
export interface ProductTable extends ProductSets<Marks> {
  readonly size: number;
  /** Sorted HTS numbers. */
  readonly hts: readonly string[];
}

/** The table of sorted HTS numbers for goods with these claims. */
export const productTable = memoize(
  (hts: readonly string[], lists: Lists, claims: ReadonlySet<string>): ProductTable => {
    const none = new Uint8Array(hts.length);
    const { list, at } = placesOf(hts);
    return {
      size: hts.length,
      hts,
      none,
      all: new Uint8Array(hts.length).fill(1),
      goods: new Uint8Array(hts.length).fill(1, 0, firstAt(hts, "98")),
      onList(id, day) {
        const counted = (lists.get(id)?.groups ?? []).map((group) => groupCounts(group, day, claims));
        const key = counted.map(Number).join("");
        return at === null ? markedList(hts, lists, id, key) : markedRows(hts, lists, id, key, list, at);
      },
      startingWith: (prefixes) => (prefixes.length === 0 ? none : markedPrefixes(hts, prefixes)),
      union: (a, b) => (a === none ? b : b === none ? a : a.map((mark, row) => mark | (b[row] as number))),
      intersection: (a, b) => (b === none ? none : a.map((mark, row) => mark & (b[row] as number))),
      difference: (a, b) => (b === none ? a : a.map((mark, row) => (b[row] === 1 ? 0 : mark))),
    };
  },
);

const markedPrefixes = memoize((hts: readonly string[], prefixes: readonly string[]): Marks => {
  const marks = new Uint8Array(hts.length);
  for (const prefix of prefixes) marks.fill(1, ...rangeOf(hts, prefix));
  return marks;
});

/** @param key Which groups of the list count, a digit each. */
const markedList = memoize(
  (hts: readonly string[], lists: Lists, id: string, key: string): Marks =>
    markGroups(
      hts,
      (lists.get(id)?.groups ?? []).filter((_, index) => key[index] === "1"),
    ),
);

/** Marks of numbers that stand in a longer list, by those of the list. */
const markedRows = memoize(
  (
    _hts: readonly string[],
    lists: Lists,
    id: string,
    key: string,
    list: readonly string[],
    at: Int32Array,
  ): Marks => {
    const marks = markedList(list, lists, id, key);
    const own = new Uint8Array(at.length);
    for (let row = 0; row < own.length; row += 1) own[row] = marks[at[row] as number] as number;
    return own;
  },
);

/** Shorter prefixes first, so that the longest that fits is written last and decides; of equal ones the first of the list. */
function markGroups(hts: readonly string[], groups: readonly ListGroup[]): Marks {
  const marks = new Uint8Array(hts.length);
  const codes = groups
    .toReversed()
    .flatMap((group) => group.codes.map((code) => ({ code, mark: group.counts === false ? 0 : 1 })));
  codes.sort((a, b) => a.code.length - b.code.length);
  let from = 0;
  for (const { code, mark } of codes) {
    from = firstAt(hts, code, from);
    for (let row = from; row < hts.length && (hts[row] as string).startsWith(code); row += 1)
      marks[row] = mark;
  }
  return marks;
}

/** Marks of every list and every set of prefixes that a version asks about, of goods of one origin if it is given, on some days. */
export function marksAsked(
  version: Version,
  table: ProductTable,
  lists: Lists,
  days: readonly IsoDate[],
  of?: Origin,
): Marks[] {
  const { prefixes, lists: ids } = of ? asks(version, of) : asksOf(version);
  const on = version.listedOn ? [version.listedOn] : days;
  return [
    ...prefixes.map((codes) => table.startingWith(codes)),
    ...ids.flatMap((id) => {
      const groups = lists.get(id)?.groups ?? [];
      const seen = new Map(on.map((day) => [groups.map((group) => isOn(group, day)).join(""), day]));
      return [...seen.values()].map((day) => table.onList(id, day));
    }),
  ];
}

const isOn = ({ from, until }: ListGroup, day: IsoDate): number =>
  from <= day && (until === null || day < until) ? 1 : 0;

/** One byte a line: 0 out of reach, 1 reached, 2 and more freed by that exemption. */
type Positions = Uint8Array;
const OUTSIDE = 0;
const REACHED = 1;

/** How many positions lines can have towards a version. */
const kindsOfPosition = ({ freedBy }: Version): number => 2 + freedBy.length;

/** What a version asks of goods, worked out once. */
export const asksOf = memoize((version: Version): Asks => asks(version));

/** Positions of all lines of a table towards a version that covers their origin; the same for all origins unless it asks. */
export const positionsOf = (version: Version, table: ProductTable, at: Circumstances): Positions =>
  asksOf(version).origins.length > 0
    ? placed(version, table, at)
    : placedOn(version, table, at.claims, at.day)(at);

/** @returns what places the lines, for the first origin that is asked about. */
const placedOn = memoize(
  (version: Version, table: ProductTable, _claims: ReadonlySet<string>, _day: IsoDate) =>
    forAny((at: Circumstances): Positions => placed(version, table, at)),
);

function placed({ covers, freedBy }: Version, table: ProductTable, at: Circumstances): Positions {
  const positions = covered(covers, at, table);
  if (freedBy.length === 0) return positions;
  const column = positions.slice();
  for (const [index, exemption] of freedBy.entries()) {
    const freed = exempt(exemption, at, table);
    if (freed === table.none) continue;
    for (let row = 0; row < column.length; row += 1)
      if (column[row] === REACHED && freed[row] === 1) column[row] = 2 + index;
  }
  return column;
}

// What a version reaches, for who asks on many days and of many origins.

/** Of one text are origins that a version does not tell apart: its terms, exemptions and limits are the same for them. */
export const toldApart = (version: Version, origin: Origin): string => {
  const { byOrigin } = version;
  const { origins } = asksOf(version);
  if (byOrigin.length === 0 && origins.length === 0) return "";
  const terms = byOrigin.findIndex((one) => includesOrigin(one.origins, origin));
  return origins.reduce((text, named) => text + (includesOrigin(named, origin) ? "1" : "0"), `${terms} `);
};

const setOf = memoize((key: string): ReadonlySet<string> => new Set(key.split(";")));

/** Equal claims are one set, in whatever order, and however often, they are written. */
export function oneSet(claims: Iterable<string>): ReadonlySet<string> {
  const words = [...new Set(claims)].sort();
  return words.length === 0 ? NO_CLAIMS : setOf(words.join(";"));
}

/** Those of some claims that are asked for; equal ones are one set. */
export function claimsAmong(claims: ReadonlySet<string>, asked: ReadonlySet<string>): ReadonlySet<string> {
  return claims.size === 0 ? NO_CLAIMS : oneSet([...claims].filter((claim) => asked.has(claim)));
}

/** Those of some claims that a version or its lists ask any origin for. */
const claimsCounted = memoize(
  (version: Version, lists: Lists, claims: ReadonlySet<string>): ReadonlySet<string> =>
    claimsAmong(claims, new Set(claimsOf(version, lists))),
);

/** How a measure reaches each line of a table, and what each way of being reached is. */
export interface Reach {
  readonly positions: Uint8Array;
  readonly kinds: number;
  readonly at: readonly (Reached | undefined)[];
}

/** One object for all days, origins and claims that it treats alike; `null` where it reaches no line. */
export function reachBy(
  measure: Measure,
  version: Version,
  table: ProductTable,
  lists: Lists,
  { origin, claims, day }: Circumstances,
): Reach | null {
  const counted = claims.size === 0 ? NO_CLAIMS : claimsCounted(version, lists, claims);
  const on = stretchOf(version, lists)(day);
  const apart = toldApart(version, origin);
  return reachOf(counted, table, measure, version, `${on} ${apart}`)({ origin, day: on, apart });
}

const reachOf = memoize(
  (claims: ReadonlySet<string>, table: ProductTable, measure: Measure, version: Version, _told: string) =>
    forAny(({ origin, day, apart }: { origin: Origin; day: IsoDate; apart: string }): Reach | null => {
      const positions = positionsOf(version, table, { origin, claims, day });
      if (positions.every((position) => position === OUTSIDE)) return null;
      const met = reachMet(measure, version, table, apart);
      const same = met.find((one) => isSame(one.positions, positions));
      if (same) return same;
      const kinds = kindsOfPosition(version);
      const at = Array.from({ length: kinds }, (_, position) =>
        reachedFrom(position, measure, version, origin),
      );
      const made = { positions, kinds, at };
      met.push(made);
      return made;
    }),
);

/** Most days on which a list changes leave the lines of a table where they were. */
const reachMet = memoize(
  (_measure: Measure, _version: Version, _table: ProductTable, _apart: string): Reach[] => [],
);

/** The last day until then on which the reach of a version changed. */
const stretchOf = memoize((version: Version, lists: Lists) => {
  const days = daysAsked(asksOf(version), lists).sort();
  return memoizeRows((day: IsoDate): IsoDate => days.findLast((one) => one <= day) ?? day);
});

/** The measure as it reaches a line of this position; `undefined` if it does not. */
export function reachedFrom(
  position: number,
  measure: Measure,
  version: Version,
  origin: Origin,
): Reached | undefined {
  if (position === OUTSIDE) return undefined;
  const exemption = position === REACHED ? undefined : version.freedBy[position - 2];
  return reachedAt(measure, version, origin, exemption ?? "reached");
}
