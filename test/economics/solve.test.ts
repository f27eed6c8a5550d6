/** Which tariff gives a result: METHODS 7, 3.2 and the sweep. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closingTariff, closingTariffUnder } from "../../src/economics/bilateral.js";
import { sum } from "../../src/economics/elementary.js";
import { rootBetween, rootsAmong } from "../../src/economics/equations.js";
import {
  breakEven,
  gridOf,
  MOST_COMBINATIONS,
  rateForAverage,
  ratesBetween,
  solveFor,
} from "../../src/economics/solve.js";
import { respondAll } from "./cells.js";
import { japan } from "./japan-2024.js";
import { near } from "./random-trade.js";

describe("the root between two signs", () => {
  test.each([
    ["t/(1+t)² = 0.2", (t: number) => (100 * t) / (1 + t) ** 2 - 20, 0, 1, (3 - Math.sqrt(5)) / 2],
    ["cos x = x", (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ["x³ - 2x = 5, Newton's example", (x: number) => x ** 3 - 2 * x - 5, 2, 3, 2.0945514815423265],
    ["eˣ = 10⁻⁶, flat on one side", (x: number) => Math.exp(x) - 1e-6, -50, 5, Math.log(1e-6)],
    ["a root at the end", (x: number) => x, 0, 1, 0],
  ])("%s", (_, f, from, to, root) => {
    const found = rootBetween(f, from, to);
    expect(Math.abs(f(found))).toBeLessThan(1e-9);
    expect(found).toBeCloseTo(root, 10);
  });

  test("is found though the function is flat around it", () => {
    expect(rootBetween((x) => (x - 0.3) ** 9, 0, 1)).toBeCloseTo(0.3, 1);
  });

  test("is refused where the signs are the same", () => {
    expect(() => rootBetween((x) => x * x + 1, -1, 1)).toThrow("expected opposite signs at -1 and 1");
  });

  test("of a cubic with three roots, a scan finds all three", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 }),
        (roots) => {
          const points = Array.from({ length: 402 }, (_, index) => (100.3 * index) / 401);
          const found = rootsAmong((x) => roots.reduce((product, root) => product * (x - root), 1), points);
          expect(found.length).toBe(3);
          for (const [at, root] of [...roots].sort((a, b) => a - b).entries()) near(found[at] ?? 0, root, 8);
        },
      ),
    );
  });
});

describe("a target of revenue", () => {
  const revenue = (rate: number) => 100 * rate * (1 + rate) ** -2;

  test("of 20 from 100 is reached below and above the peak", () => {
    const { roots, peak } = solveFor(revenue, 20);
    expect(roots.map(({ side }) => side)).toEqual(["rising", "falling"]);
    expect(roots[0]?.rate).toBeCloseTo(0.3819660113, 9);
    expect(roots[1]?.rate).toBeCloseTo(2.6180339887, 9);
    expect(peak?.rate).toBeCloseTo(1, 6);
  });

  test("of 26 is reached by no rate; the peak is 25 at 100%", () => {
    const { roots, peak } = solveFor(revenue, 26);
    expect(roots).toEqual([]);
    expect(peak?.rate).toBeCloseTo(1, 6);
    expect(peak?.result).toBeCloseTo(25, 12);
  });

  test("of 25 is reached at the peak alone", () => {
    const { roots } = solveFor(revenue, 25);
    expect(roots.map(({ side }) => side)).toEqual(["peak"]);
    expect(roots[0]?.rate).toBeCloseTo(1, 6);
  });

  test("has no peak to name where revenue rises throughout", () => {
    const { roots, peak, highest } = solveFor((rate) => 100 * rate * (1 + rate) ** -0.76, 500);
    expect([roots, peak]).toEqual([[], null]);
    expect(highest.rate).toBe(10);
  });

  test("every root found gives the target", () => {
    const elasticity = fc.double({ min: -6, max: -0.2, noNaN: true });
    fc.assert(
      fc.property(elasticity, fc.double({ min: 0.1, max: 60, noNaN: true }), (power, target) => {
        const result = (rate: number) => 100 * rate * (1 + rate) ** power;
        const { roots, highest, lowest } = solveFor(result, target);
        for (const { rate } of roots) near(result(rate), target, 8);
        if (roots.length === 0) expect(target > highest.result || target < lowest.result).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe("Japan in four groups", () => {
  test("an average rise of 20% is a reciprocal tariff of 16.24%", () => {
    const still = respondAll(japan({ reciprocal: 0, demand: 0, passThrough: 1 })).totals;
    const reached = japan({ reciprocal: 0, demand: 0, passThrough: 1 })[3]?.value ?? 0;
    const parts = { fixedDuty: still.dutyAfter - still.dutyBefore, reached, whole: still.valueBefore };
    expect(rateForAverage(0.2, parts)).toBeCloseTo(0.162395891, 8);
    expect(rateForAverage(0.2, { ...parts, reached: 0 })).toBeNull();
  });

  test("cars from 25 to 15% hold the duty of $18.90bn at a reciprocal tariff of 14.82%", () => {
    const dutyAt = (cars: number, reciprocal: number) =>
      respondAll(japan({ cars, reciprocal, demand: -2, passThrough: 0.95 })).totals.dutyAfter;
    const held = dutyAt(0.25, 0.1);
    expect(held).toBeCloseTo(18.90002091302726, 8);
    const { roots } = solveFor((rate) => dutyAt(0.15, rate), held);
    expect(roots[0]?.rate).toBeCloseTo(0.148164748, 8);
    expect(roots[0]?.side).toBe("rising");
  });

  test.each([
    [-0.76, 1.2604821101976782],
    [-2, 0.36331561255954714],
    [-4, 0.16761107075924353],
  ])("at an elasticity of %d, %d closes the gap of 2024", (elasticity, tariff) => {
    const balance = { exports: 79.7408, imports: 148.2086 };
    expect(closingTariff(balance, 0.015, elasticity)).toBeCloseTo(tariff, 1);
    expect(closingTariff(balance, 0, elasticity)).toBeCloseTo(
      (79.7408 / 148.2086) ** (1 / elasticity) - 1,
      12,
    );
  });

  test("if Japan adds 10%, it takes 50%", () => {
    const balance = { exports: 79.7408, imports: 148.2086 };
    expect(closingTariffUnder(balance, 0, { imports: -2, exports: -2, tariff: 0.1 })).toBeCloseTo(0.5, 3);
  });

  test("without exports no tariff closes it", () => {
    expect(closingTariff({ exports: 0, imports: 100 }, 0, -2)).toBeNull();
    expect(closingTariff({ exports: 50, imports: 100 }, 0, 0)).toBeNull();
  });
});

test("goods at 70 at home and 50 abroad break even at 40%; those dearer abroad below zero", () => {
  expect(breakEven({ domestic: 70, foreign: 50, fees: 0, dutiable: 50 })).toBeCloseTo(0.4, 12);
  expect(breakEven({ domestic: 45, foreign: 50, fees: 0, dutiable: 50 })).toBeLessThan(0);
  expect(breakEven({ domestic: 70, foreign: 50, fees: 0, dutiable: 0 })).toBeNull();
});

describe("a sweep", () => {
  test("has zero and the peak among its rates, and no 0.30000000000000004", () => {
    expect(ratesBetween(0.1, 0.5, 0.1, [0, 0.25])).toEqual([0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5]);
  });

  test("has every combination once, the last lever fastest", () => {
    const axes = [
      { lever: "auto", rates: [0.15, 0.25] },
      { lever: "reciprocal", rates: [0, 0.1, 0.24] },
    ];
    const grid = gridOf(axes);
    expect(grid.length).toBe(2 * 3);
    expect(grid.slice(0, 4).map(({ auto, reciprocal }) => [auto, reciprocal])).toEqual([
      [0.15, 0],
      [0.15, 0.1],
      [0.15, 0.24],
      [0.25, 0],
    ]);
  });

  test("of two levers by the tenth of a point is more than is meant", () => {
    const rates = ratesBetween(0, 1, 0.001, []);
    expect(rates.length ** 2).toBeGreaterThan(MOST_COMBINATIONS);
    expect(sum(rates)).toBeCloseTo(500.5, 9);
  });
});
