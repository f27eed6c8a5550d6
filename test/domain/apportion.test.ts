import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion } from "../../src/domain/apportion.js";

const dollars = fc.integer({ min: 0, max: 1_000_000_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 100_000_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((weight) => weight > 0));

describe("whole dollars by largest remainder", () => {
  test.each([
    // One seat is 10,000 votes: 4.7, 1.6, 1.58, 1.2, 0.61, 0.31; the three left go to 0.7, 0.61 and 0.6.
    { total: 10, among: [47_000, 16_000, 15_800, 12_000, 6_100, 3_100], parts: [5, 2, 1, 1, 1, 0] },
    { total: 1, among: [1, 1], parts: [1, 0] },
    { total: 7, among: [0, 3], parts: [0, 7] },
    { total: 0, among: [2, 3], parts: [0, 0] },
  ])("$total among $among", ({ total, among, parts }) => {
    expect(apportion(total, among)).toEqual(parts);
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
