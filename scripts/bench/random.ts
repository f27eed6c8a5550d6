/** Numbers that look random and are the same in every run. */

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** True once in so many times, on average. */
  onceIn(times: number): boolean;
  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T;
}

/** Source: the generator mulberry32 of Tommy Ettinger, in the public domain. */
export function random(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    onceIn: (times) => below(times) === 0,
    of: (list) => list[below(list.length)] as (typeof list)[number],
  };
}
