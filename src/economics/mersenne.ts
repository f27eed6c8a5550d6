/**
 * Uniform random numbers, the same for the same seed on every machine: integer arithmetic only, no clock, no
 * `Math.random`. Source: M. Matsumoto and T. Nishimura, Mersenne Twister (1998), MT19937 with the seeding of 2002.
 */

const SIZE = 624;
const SHIFT = 397;

/** Draws whole numbers of 32 bits. @param seed A whole number from 0 to 2³² - 1. */
export function twister(seed: number): () => number {
  const state = seeded(seed);
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    return tempered(state[at++] ?? 0);
  };
}

function seeded(seed: number): Uint32Array {
  const state = Uint32Array.of(seed, ...new Array<number>(SIZE - 1).fill(0));
  for (let index = 1; index < SIZE; index++) {
    const before = state[index - 1] ?? 0;
    state[index] = Math.imul(1812433253, before ^ (before >>> 30)) + index;
  }
  return state;
}

function twist(state: Uint32Array): void {
  for (let index = 0; index < SIZE; index++) {
    const next = state[(index + 1) % SIZE] ?? 0;
    const joined = ((state[index] ?? 0) & 0x80000000) | (next & 0x7fffffff);
    state[index] = (state[(index + SHIFT) % SIZE] ?? 0) ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
  }
}

function tempered(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}

/**
 * Draws numbers of at least 0 and below 1, of 53 random bits: those of numpy's `RandomState(seed).random_sample`.
 * @param seed A whole number from 0 to 2³² - 1.
 */
export function uniforms(seed: number): () => number {
  const draw = twister(seed);
  return () => {
    const high = draw() >>> 5;
    const low = draw() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}
