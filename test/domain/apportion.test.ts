import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion } from "../../src/trade/apportion.js";

const dollars = fc.integer({ min: 0, max: 1_000_000_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 100_000_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((weight) => weight > 0));

/** The definition, in integers of any size. */
function hamilton(total: number, among: readonly number[]): number[] {
  const sum = among.reduce((all, weight) => all + BigInt(weight), 0n);
  const shares = among.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, part: product / sum, fraction: product % sum };
  });
  const left = BigInt(total) - shares.reduce((all, { part }) => all + part, 0n);
  const order = [...shares].sort((a, b) =>
    a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1,
  );
  const more = new Set(order.slice(0, Number(left)).map(({ index }) => index));
  return shares.map(({ index, part }) => Number(part) + (more.has(index) ? 1 : 0));
}

describe("whole dollars by largest remainder", () => {
  test.each([
    // One seat is 10,000 votes: 4.7, 1.6, 1.58, 1.2, 0.61, 0.31; the three left go to 0.7, 0.61 and 0.6.
    { total: 10, among: [47_000, 16_000, 15_800, 12_000, 6_100, 3_100], parts: [5, 2, 1, 1, 1, 0] },
    { total: 1, among: [1, 1], parts: [1, 0] },
    // 0.83, 0.5, 0.5, 0.17: one to the largest fraction, one to the earlier of the two that are equal.
    { total: 2, among: [5, 3, 3, 1], parts: [1, 1, 0, 0] },
    { total: 7, among: [0, 3], parts: [0, 7] },
    { total: 0, among: [2, 3], parts: [0, 0] },
  ])("$total among $among", ({ total, among, parts }) => {
    expect(apportion(total, among)).toEqual(parts);
  });

  test("is the method of Hamilton done in whole numbers, however large", () => {
    fc.assert(
      fc.property(dollars, weights, (total, among) => {
        expect(apportion(total, among)).toEqual(hamilton(total, among));
      }),
    );
  });

  test("the parts add up to the total, and each is its exact share rounded up or down", () => {
    fc.assert(
      fc.property(dollars, weights, (total, among) => {
        const parts = apportion(total, among);
        const sum = among.reduce((all, weight) => all + BigInt(weight), 0n);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const down = Number((BigInt(total) * BigInt(among[index] ?? 0)) / sum);
          expect([down, down + 1]).toContain(part);
        }
      }),
    );
  });
});
