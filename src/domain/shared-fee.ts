/** A fee of an entry shared out over its lines. */
import type { FeeDue, FeeLine } from "./fees.js";

/** A fee shared out over lines in proportion to their value: cents that add up to it, larger remainders first. */
export function sharedOut({ amount, owing, value }: FeeDue, lines: readonly FeeLine[]): (number | null)[] {
  if (amount === null) return lines.map(() => null);
  if (lines.length === 1) return [amount];
  if (amount === 0) return lines.map(() => 0);
  const weights = weightsOf(lines, owing, value);
  let all = 0;
  for (const weight of weights) if (weight > 0) all += weight;
  const shares = new Array<number>(lines.length);
  const rests = new Array<number>(lines.length);
  let left = amount;
  for (let index = 0; index < lines.length; index += 1) {
    const weight = weights[index] as number;
    const rest = weight < 0 ? weight : remainder(amount, weight, all);
    const share = weight < 0 ? 0 : wholePart(amount, weight, all, rest);
    shares[index] = share;
    rests[index] = rest;
    left -= share;
  }
  for (const place of placesOfLargest(rests, left)) shares[place] = (shares[place] as number) + 1;
  return shares;
}

/** Weighs nothing, and gets no cent that is left over. */
const NOT_OWING = -1;

/** By value, or evenly over lines that are worth nothing; lines that the fee is not on count only if it is on none. */
function weightsOf(lines: readonly FeeLine[], owing: readonly boolean[], value: number): number[] {
  const nobody = !owing.includes(true);
  return lines.map((line, index) => (nobody || owing[index] ? (value === 0 ? 1 : line.value) : NOT_OWING));
}

const isExact = (amount: number, weight: number): boolean => amount * weight <= Number.MAX_SAFE_INTEGER;

/** `amount * weight` modulo `all`, exact where a double is not. */
const remainder = (amount: number, weight: number, all: number): number =>
  isExact(amount, weight) ? (amount * weight) % all : Number((BigInt(amount) * BigInt(weight)) % BigInt(all));

/** `amount * weight / all` without the remainder. */
const wholePart = (amount: number, weight: number, all: number, rest: number): number =>
  isExact(amount, weight)
    ? (amount * weight - rest) / all
    : Number((BigInt(amount) * BigInt(weight)) / BigInt(all));

/** Up to as many numbers the largest is looked for again and again: to sort so few takes longer. */
const FEW = 16;

/** Where the largest numbers stand, of equal ones the first. */
function placesOfLargest(numbers: number[], count: number): number[] {
  if (numbers.length > FEW)
    return [...numbers.keys()]
      .sort((a, b) => (numbers[b] as number) - (numbers[a] as number) || a - b)
      .slice(0, count);
  const places: number[] = [];
  for (let found = 0; found < count; found += 1) {
    let largest = 0;
    for (let place = 1; place < numbers.length; place += 1)
      if ((numbers[place] as number) > (numbers[largest] as number)) largest = place;
    places.push(largest);
    numbers[largest] = TAKEN;
  }
  return places;
}

const TAKEN = -2;
