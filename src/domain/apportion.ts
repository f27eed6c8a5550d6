/** Divides whole dollars among shares so that the parts add up to them. */

/**
 * Parts of `total` in proportion to `weights` by largest remainder: each part is its exact share rounded down, and
 * the dollars left go one each to the largest fractions, the earlier first where they are equal.
 *
 * Units: whole dollars. `weights` are whole, not negative and not all nothing.
 * Source: the method of Hamilton, as for seats of Congress (Balinski and Young, Fair Representation, 1982).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  if (total === 0) return weights.map(() => 0);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts: number[] = [];
  const remainders = new Float64Array(weights.length);
  let left = total;
  for (const [index, weight] of weights.entries()) {
    const remainder = remainderOf(total, weight, sum);
    const part = quotientOf(total, weight, sum, remainder);
    remainders[index] = remainder;
    parts.push(part);
    left -= part;
  }
  giveOut(left, parts, remainders);
  return parts;
}

/** One dollar each to the `left` largest remainders. */
function giveOut(left: number, parts: number[], remainders: Float64Array): void {
  if (left === 0) return;
  const least = Float64Array.from(remainders).sort()[remainders.length - left] ?? 0;
  const larger = remainders.reduce((count, remainder) => count + (remainder > least ? 1 : 0), 0);
  let equal = left - larger;
  for (const [index, remainder] of remainders.entries()) {
    if (remainder < least || (remainder === least && equal === 0)) continue;
    if (remainder === least) equal -= 1;
    parts[index] = (parts[index] ?? 0) + 1;
  }
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
