/** Joins the lines of one edition of the tariff into those of others: on its days it alone says what there is. */
import type { IsoDate } from "../../domain/day.js";

/** First day of an edition, and the first day of the next. */
export interface EditionDays {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

type Stretch = readonly [from: string, until: string | null, value: string];
type Held = string | readonly Stretch[];
type Lines<T> = Readonly<Record<string, T>>;

/** What stands for a start that nothing came before. */
const ALWAYS = "0000-00-00";

const stretchesOf = (held: Held | undefined): readonly Stretch[] =>
  held === undefined ? [] : typeof held === "string" ? [[ALWAYS, null, held]] : held;

/** Stretches outside the days of an edition. */
const outside = (stretches: readonly Stretch[], edition: EditionDays): Stretch[] =>
  stretches.flatMap((stretch) => [...before(stretch, edition), ...after(stretch, edition)]);

const before = ([start, end, value]: Stretch, { from }: EditionDays): Stretch[] =>
  start < from ? [[start, end === null || end > from ? from : end, value]] : [];

const after = ([start, end, value]: Stretch, { until }: EditionDays): Stretch[] =>
  until !== null && (end === null || end > until) ? [[start > until ? start : until, end, value]] : [];

/** Neighbours of the same value become one; a value that always held needs no days. */
function coded(stretches: readonly Stretch[]): Held | undefined {
  const merged: Stretch[] = [];
  for (const next of stretches.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && last[1] === next[0] && last[2] === next[2])
      merged[merged.length - 1] = [last[0], next[1], next[2]];
    else merged.push(next);
  }
  const [only] = merged;
  if (only === undefined) return undefined;
  return merged.length === 1 && only[0] === ALWAYS && only[1] === null ? only[2] : merged;
}

/** Rates by line with those of an edition in their place on its days. */
export function joinedLines(shipped: Lines<Held>, own: Lines<Held>, edition: EditionDays): Lines<Held> {
  const numbers = new Set([...Object.keys(shipped), ...Object.keys(own)]);
  return Object.fromEntries(
    [...numbers].flatMap((line): [string, Held][] => {
      const value = own[line];
      const before = outside(stretchesOf(shipped[line]), edition);
      const during: Stretch[] =
        typeof value === "string" ? [[edition.from, edition.until, value]] : [...(value ?? [])];
      const held = coded([...before, ...during]);
      return held === undefined ? [] : [[line, held]];
    }),
  );
}

type Suffixes = string | readonly [always: string, ...dated: Stretch[]];

const wordsOf = (text: string): string[] => text.split(" ").filter(Boolean);

function bySuffix(own: Suffixes | undefined): Map<string, Held> {
  const [always, ...dated] = typeof own === "string" ? ([own] as const) : (own ?? [""]);
  const held = new Map<string, Held>(wordsOf(always).map((suffix) => [suffix, suffix]));
  for (const stretch of dated) held.set(stretch[2], [...stretchesOf(held.get(stretch[2])), stretch]);
  return held;
}

/** The same of statistical suffixes, several of which a line has at once. */
export function joinedSuffixes(
  shipped: Lines<Suffixes>,
  own: Lines<Suffixes>,
  edition: EditionDays,
): Lines<Suffixes> {
  const numbers = new Set([...Object.keys(shipped), ...Object.keys(own)]);
  return Object.fromEntries(
    [...numbers].flatMap((line): [string, Suffixes][] => {
      const held = joinedLines(
        Object.fromEntries(bySuffix(shipped[line])),
        Object.fromEntries(bySuffix(own[line])),
        edition,
      );
      const always = Object.keys(held).filter((suffix) => typeof held[suffix] === "string");
      const dated = Object.values(held).flatMap((one) => (typeof one === "string" ? [] : one));
      if (always.length + dated.length === 0) return [];
      return [[line, dated.length === 0 ? always.sort().join(" ") : [always.sort().join(" "), ...dated]]];
    }),
  );
}
