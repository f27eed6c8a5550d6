/** Numbers of several years of trade in one list: what the law says of a number is worked out once for all of them. */
import { notesOn } from "./memo.js";

/** First index of a sorted list of numbers at or after `prefix`; soonest found where it is a little after `near`. */
export function firstAt(sorted: readonly string[], prefix: string, near = sorted.length): number {
  const isBefore = (sorted[near - 1] ?? "") < prefix;
  let low = isBefore ? near : 0;
  let high = isBefore ? near : near - 1;
  for (let step = 1; isBefore && high < sorted.length && (sorted[high] ?? "") < prefix; step *= 2) {
    low = high + 1;
    high = Math.min(sorted.length, low + step);
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a number stands in a sorted list; `undefined` if it is not there. */
export function indexIn(sorted: readonly string[], hts: string): number | undefined {
  const place = firstAt(sorted, hts);
  return sorted[place] === hts ? place : undefined;
}

/** The half-open range of indexes whose numbers start with `prefix`. */
export const rangeOf = (sorted: readonly string[], prefix: string): readonly [number, number] => [
  firstAt(sorted, prefix),
  firstAt(sorted, `${prefix}~`),
];

/** Where the numbers of some rows stand in the list they share with others. */
interface Places {
  readonly list: readonly string[];
  /** Place of each row; `null` where the rows are the list. */
  readonly at: Int32Array | null;
}

const sharedPlaces = notesOn<readonly string[], Places>();
const shared = notesOn<readonly string[], true>();

/** Where numbers stand in the list they share with others, if they do. */
export const placesOf = (hts: readonly string[]): Places => sharedPlaces.of(hts) ?? { list: hts, at: null };

/** Whether a list holds the numbers of more than one origin. */
export const isShared = (list: readonly string[]): boolean => shared.of(list) === true;

/** Says that a list holds the numbers of more than one origin. */
export function markShared(list: readonly string[]): void {
  shared.write(list, true);
}

/** Puts columns of numbers, each sorted, in one sorted list. */
export function shareNumbers(columns: readonly (readonly string[])[]): void {
  if (columns.length < 2 || inSharedList(columns)) return;
  const { list, at } = inOneList(columns);
  for (const [index, hts] of columns.entries())
    sharedPlaces.write(hts, { list, at: at[index] as Int32Array });
  markShared(list);
}

/** One sorted list of the numbers of several columns, and where those of each stand in it: the list they share, if they do. */
export function inOneList(columns: readonly (readonly string[])[]): {
  readonly list: readonly string[];
  readonly at: readonly Int32Array[];
} {
  const shared = inSharedList(columns);
  if (shared) return shared;
  const numbers = new Map<string, number>();
  const met = columns.map((hts) => numbersMet(hts, numbers));
  const list = [...numbers.keys()].sort();
  const placeOf = new Int32Array(list.length);
  for (const [place, code] of list.entries()) placeOf[numbers.get(code) as number] = place;
  return { list, at: met.map((own) => own.map((number) => placeOf[number] as number)) };
}

function inSharedList(columns: readonly (readonly string[])[]): ReturnType<typeof inOneList> | undefined {
  const places = columns.flatMap((hts) => sharedPlaces.of(hts) ?? []);
  const list = places[0]?.list;
  if (list === undefined || places.length < columns.length || places.some((own) => own.list !== list))
    return undefined;
  return { list, at: places.flatMap(({ at }) => at ?? []) };
}

/** A number for each code, in the order in which codes are first met. */
function numbersMet(hts: readonly string[], numbers: Map<string, number>): Int32Array {
  const met = new Int32Array(hts.length);
  for (let row = 0; row < met.length; row += 1) {
    const code = hts[row] as string;
    let number = numbers.get(code);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(code, number);
    }
    met[row] = number;
  }
  return met;
}

/** The numbers of some rows; they stand where those rows stand. */
export function numbersAt(hts: readonly string[], rows: readonly number[]): readonly string[] {
  const { list, at } = placesOf(hts);
  const size = rows.length;
  const picked = new Array<string>(size);
  const places = new Int32Array(size);
  for (let index = 0; index < size; index += 1) {
    const row = rows[index] as number;
    picked[index] = hts[row] as string;
    places[index] = at ? (at[row] as number) : row;
  }
  sharedPlaces.write(picked, { list, at: places });
  return picked;
}

// Where numbers of ten digits stand in a sorted list: asked for every row of a file, and found without
// comparing texts.

const DIGITS = 10;
const HALF = 5;
const ZERO = 48;
const NONE = -1;

/** The place of a number among sorted numbers of ten digits; `undefined` if it is none of them. */
export function lineFinder(numbers: readonly string[]): (text: string) => number | undefined {
  const halves = Int32Array.from(numbers.flatMap((text) => [halfOf(text, 0), halfOf(text, HALF)]));
  const bits = Math.ceil(Math.log2(numbers.length + 1)) + 1;
  const slots = new Int32Array(2 ** bits).fill(NONE);
  const slotOf = (first: number, second: number) =>
    (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - bits);
  /** The slot of a number, or the empty one where it would stand. */
  const found = (first: number, second: number): number => {
    let slot = slotOf(first, second);
    for (let place = slots[slot] as number; place !== NONE; place = slots[slot] as number) {
      if (halves[2 * place] === first && halves[2 * place + 1] === second) break;
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  };
  for (const place of numbers.keys())
    slots[found(halves[2 * place] as number, halves[2 * place + 1] as number)] = place;
  return (text) => {
    if (text.length !== DIGITS) return undefined;
    const [first, second] = [halfOf(text, 0), halfOf(text, HALF)];
    if (first < 0 || second < 0) return undefined;
    const place = slots[found(first, second)] as number;
    return place === NONE ? undefined : place;
  };
}

/** Five digits as a number; below zero if some character is none. */
function halfOf(text: string, from: number): number {
  let half = 0;
  for (let at = from; at < from + HALF; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return NONE;
    half = half * 10 + digit;
  }
  return half;
}
