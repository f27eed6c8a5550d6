/** Divides whole dollars among shares so that the parts add up to them. */

/**
 * Parts of `total` in proportion to `weights` by largest remainder: each part is its exact share rounded down, and
 * the dollars left go one each to the largest fractions, the earlier first where they are equal.
 *
 * Units: whole dollars. `weights` are whole, not negative and not all nothing.
 * Source: the method of Hamilton, as for seats of Congress (Balinski and Young, Fair Representation, 1982).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const size = weights.length;
  const parts = new Array<number>(size).fill(0);
  if (total === 0) return parts;
  let sum = 0;
  for (let index = 0; index < size; index += 1) sum += weights[index] as number;
  const remainders = new Float64Array(size);
  let left = total;
  for (let index = 0; index < size; index += 1) {
    const weight = weights[index] as number;
    const remainder = remainderOf(total, weight, sum);
    const part = quotientOf(total, weight, sum, remainder);
    remainders[index] = remainder;
    parts[index] = part;
    left -= part;
  }
  giveOut(left, parts, remainders);
  return parts;
}

/** One dollar each to the `left` largest remainders. */
function giveOut(left: number, parts: number[], remainders: Float64Array): void {
  if (left === 0) return;
  const least = nthLargest(remainders, left);
  let equal = left;
  for (let index = 0; index < parts.length; index += 1) if ((remainders[index] as number) > least) equal -= 1;
  for (let index = 0; index < parts.length; index += 1) {
    const remainder = remainders[index] as number;
    if (remainder < least || (remainder === least && equal === 0)) continue;
    if (remainder === least) equal -= 1;
    parts[index] = (parts[index] as number) + 1;
  }
}

/** The `n`th largest number, found without putting the others in order. Source: Hoare, Find, CACM 4 (1961). */
function nthLargest(numbers: Float64Array, n: number): number {
  const all = numbers.slice();
  const place = all.length - n;
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const [smaller, larger] = parted(all, low, high);
    if (place <= smaller) high = smaller;
    else if (place >= larger) low = larger;
    else break;
  }
  return all[place] as number;
}

/** Puts numbers up to the one in the middle before those from it on; returns where the two end and begin. */
function parted(all: Float64Array, low: number, high: number): [number, number] {
  const middle = all[(low + high) >> 1] as number;
  let [up, down] = [low, high];
  while (up <= down) {
    while ((all[up] as number) < middle) up += 1;
    while ((all[down] as number) > middle) down -= 1;
    if (up > down) break;
    const larger = all[up] as number;
    all[up] = all[down] as number;
    all[down] = larger;
    up += 1;
    down -= 1;
  }
  return [down, up];
}

/** What is left of `total * weight` after division by `sum`, exactly: products can be beyond what a double holds. */
function remainderOf(total: number, weight: number, sum: number): number {
  const product = total * weight;
  if (product < sum) return product;
  return Number.isSafeInteger(product)
    ? product % sum
    : Number((BigInt(total) * BigInt(weight)) % BigInt(sum));
}

function quotientOf(total: number, weight: number, sum: number, remainder: number): number {
  const product = total * weight;
  return Number.isSafeInteger(product)
    ? (product - remainder) / sum
    : Number((BigInt(total) * BigInt(weight)) / BigInt(sum));
}
