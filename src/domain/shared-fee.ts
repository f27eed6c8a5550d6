/** A fee of an entry shared out over its lines. */
import type { FeeDue, FeeLine } from "./fees.js";

/** A fee shared out over lines in proportion to their value: cents that add up to it, larger remainders first. */
export function sharedOut({ amount, owing, value }: FeeDue, lines: readonly FeeLine[]): (number | null)[] {
  if (amount === null) return lines.map(() => null);
  if (lines.length === 1) return [amount];
  const weights = weightsOf(lines, owing, value);
  let all = 0;
  for (const weight of weights) all += weight ?? 0;
  const shares = new Array<number>(lines.length);
  const rests = new Array<number>(lines.length);
  let left = amount;
  for (let index = 0; index < lines.length; index += 1) {
    const weight = weights[index] ?? null;
    const { whole, rest } = part(amount, weight ?? 0, all);
    shares[index] = whole;
    rests[index] = weight === null ? -1 : rest;
    left -= whole;
  }
  if (left === 0) return shares;
  const largest = [...rests.keys()].sort((a, b) => (rests[b] ?? 0) - (rests[a] ?? 0) || a - b);
  for (const index of largest.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** By value, or evenly over lines that are worth nothing; `null` for a line that the fee is not on, if it is on any. */
function weightsOf(lines: readonly FeeLine[], owing: readonly boolean[], value: number): (number | null)[] {
  const nobody = !owing.includes(true);
  return lines.map((line, index) => (nobody || owing[index] ? (value === 0 ? 1 : line.value) : null));
}

/** `amount * weight / all` as a whole number and the remainder over `all`, exact where a double is not. */
function part(
  amount: number,
  weight: number,
  all: number,
): { readonly whole: number; readonly rest: number } {
  const product = amount * weight;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % all;
    return { whole: (product - rest) / all, rest };
  }
  const [exact, divisor] = [BigInt(amount) * BigInt(weight), BigInt(all)];
  return { whole: Number(exact / divisor), rest: Number(exact % divisor) };
}
