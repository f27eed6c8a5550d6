/** Numbers the ways in which measures reach goods, so that equal ways are found without comparing them. */
import type { Reached } from "../law/scope.js";
import { heldRecently, type notesOn } from "./memo.js";

/** A number for each way of being reached: by a version on its terms, or freed of it by an exemption. */
export function numberOfReached(): (reached: Reached) => number {
  const byVersion = new Map<Reached["version"], Map<string, number>>();
  let count = 0;
  return ({ version, heading, freedBy, duty }) => {
    const own = byVersion.get(version) ?? new Map<string, number>();
    byVersion.set(version, own);
    const terms = version.byOrigin.findIndex((one) => one.duty === duty && one.heading === heading);
    const key = freedBy ? `${terms} ${freedBy.heading} ${freedBy.title} ${freedBy.displaces}` : `${terms}`;
    const number = own.get(key) ?? count++;
    own.set(key, number);
    return number;
  };
}

/** Numbers things in the order in which they are met. */
export function numbered<T>(): (thing: T) => number {
  const numbers = new Map<T, number>();
  return (thing) => {
    const known = numbers.get(thing);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(thing, number);
    return number;
  };
}

/** Numberings of things under each of some others. */
type Numberings<Under extends object, T> = ReturnType<typeof notesOn<Under, (thing: T) => number>>;

/** The one numbering under a thing. Numbers are names and no answers: under one thing no two may have the same. */
export function numberedUnder<Under extends object, T>(
  given: Numberings<Under, T>,
  under: Under,
): (thing: T) => number {
  const numberOf = given.of(under) ?? numbered<T>();
  given.write(under, numberOf);
  return numberOf;
}

/** Numbers texts; those that were not met for long are forgotten, and get another number when they are met again. */
export function numberedRecently(): (text: string) => number {
  let count = 0;
  const numbers = heldRecently<number>(MOST_NUMBERED);
  return (text) => numbers(text, () => count++);
}

const MOST_NUMBERED = 100_000;

/** A number for each line: there are many such lists, so of two bytes where they will do. */
export type LineNumbers = Uint16Array | Int32Array;
const MOST_IN_TWO_BYTES = 2 ** 16;

/** Numbers below `kinds` in as few bytes as hold them. */
export const inFewBytes = (numbers: Int32Array, kinds: number): LineNumbers =>
  kinds > MOST_IN_TWO_BYTES ? numbers : new Uint16Array(numbers);

/** A number for each place, one after the other: `Int32Array.from` makes an object a place on its way. */
export function numbersFor(size: number, at: (place: number) => number): Int32Array {
  const numbers = new Int32Array(size);
  for (let place = 0; place < size; place += 1) numbers[place] = at(place);
  return numbers;
}

/** Things of which few differ: each once, and which is whose. */
export interface Few<T> {
  readonly kept: readonly T[];
  readonly of: LineNumbers;
}

export function fewOf<T>(things: readonly T[]): Few<T> {
  const numberOf = numbered<T>();
  const kept: T[] = [];
  const numbers = numbersFor(things.length, (place) => {
    const thing = things[place] as T;
    const number = numberOf(thing);
    kept[number] = thing;
    return number;
  });
  return { kept, of: inFewBytes(numbers, kept.length) };
}

/** Equal lists of numbers are kept once. */
export function keptOnce(): (numbers: LineNumbers) => LineNumbers {
  const byHash = new Map<number, LineNumbers[]>();
  return (numbers) => {
    const hash = hashOf(numbers);
    const alike = byHash.get(hash) ?? [];
    byHash.set(hash, alike);
    const same = alike.find((one) => isSame(one, numbers));
    if (same) return same;
    alike.push(numbers);
    return numbers;
  };
}

export const isSame = (a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
};

function hashOf(numbers: LineNumbers): number {
  let hash = 0;
  for (let at = 0; at < numbers.length; at += 1) hash = (Math.imul(hash, 31) + (numbers[at] as number)) | 0;
  return hash;
}

// Sorts rows into classes that columns tell apart.

/** A byte a row, and how many values it can have. */
type Column = readonly [bytes: Uint8Array, kinds: number];

/** Splits one class of all rows by each column in turn; `samples` are rows, the first of each class. */
export function refined(size: number, columns: Iterable<Column>): { of: Int32Array; samples: number[] } {
  const of = new Int32Array(size);
  let classes = 1;
  for (const [bytes, kinds] of columns) {
    // Rows without a mark stay where they are: most columns mark few. Class 0 is never a new one.
    const ids = new Int32Array(classes * kinds);
    for (let [row, end] = nextRun(bytes, kinds, 0); row < size; [row, end] = nextRun(bytes, kinds, end))
      for (; row < end; row += 1) {
        const key = (of[row] as number) * kinds + (bytes[row] as number);
        if (ids[key] === 0) ids[key] = classes++;
        of[row] = ids[key] as number;
      }
  }
  return numberedByFirst(of, classes);
}

/** The next stretch of rows from one with a mark to before one without, from a row on. */
function nextRun(bytes: Uint8Array, kinds: number, from: number): [row: number, end: number] {
  const row = kinds === 2 ? orEnd(bytes.indexOf(1, from), bytes) : nextMarked(bytes, from);
  return [row, orEnd(bytes.indexOf(0, row), bytes)];
}

const orEnd = (place: number, { length }: Uint8Array): number => (place === -1 ? length : place);

function nextMarked(bytes: Uint8Array, from: number): number {
  let row = from;
  while (row < bytes.length && bytes[row] === 0) row += 1;
  return row;
}

/** The same classes, numbered in the order in which they are met; those without rows are gone. */
function numberedByFirst(of: Int32Array, classes: number): { of: Int32Array; samples: number[] } {
  const numbers = new Int32Array(classes).fill(NONE);
  const samples: number[] = [];
  for (let row = 0; row < of.length; row += 1) {
    const own = of[row] as number;
    if (numbers[own] === NONE) numbers[own] = samples.push(row) - 1;
    of[row] = numbers[own] as number;
  }
  return { of, samples };
}

const NONE = -1;
