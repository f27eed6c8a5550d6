/** Numbers the ways in which measures reach goods, so that equal ways are found without comparing them. */
import type { Reaching } from "./reach.js";

export type Numbering = (reaching: Reaching) => number;

/** A number for each way of being reached: by a version on its terms, or freed of it by an exemption. */
export function numbering(): Numbering {
  const byVersion = new Map<Reaching["version"], Map<string, number>>();
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
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
}

/** A number for each line: there are many such lists, so of two bytes where they will do. */
export type LineNumbers = Uint16Array | Int32Array;
const MOST_IN_TWO_BYTES = 2 ** 16;

/** Numbers below `kinds` in as few bytes as hold them. */
export const inFewBytes = (numbers: Int32Array, kinds: number): LineNumbers =>
  kinds > MOST_IN_TWO_BYTES ? numbers : Uint16Array.from(numbers);

/** Equal lists of numbers are kept once. */
export function keptOnce(): (numbers: LineNumbers) => LineNumbers {
  const byHash = new Map<number, LineNumbers[]>();
  return (numbers) => {
    const hash = hashOf(numbers);
    const alike = byHash.get(hash) ?? [];
    byHash.set(hash, alike);
    const same = alike.find(
      (one) => one.length === numbers.length && one.every((n, at) => n === numbers[at]),
    );
    if (same) return same;
    alike.push(numbers);
    return numbers;
  };
}

function hashOf(numbers: LineNumbers): number {
  let hash = 0;
  for (let at = 0; at < numbers.length; at += 1) hash = (Math.imul(hash, 31) + (numbers[at] as number)) | 0;
  return hash;
}
