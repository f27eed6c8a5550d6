/** Where numbers of ten digits stand in a sorted list: asked for every row of a file, and found without comparing texts. */

const DIGITS = 10;
const HALF = 5;
const ZERO = 48;
const NONE = -1;

/** The place of a number among sorted numbers of ten digits; `undefined` if it is none of them. */
export function placesOf(numbers: readonly string[]): (text: string) => number | undefined {
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
