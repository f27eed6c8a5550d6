/** Exponentials and logarithms of our own against those of the engine, whose error is a unit in the last place. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { exp, expm1, log, log1p, power } from "../../src/economics/elementary.js";

const near = (own: number, its: number, room = 4): void => {
  expect(Math.abs(own - its)).toBeLessThanOrEqual(room * Number.EPSILON * Math.abs(its));
};

test("agree with the engine to a few units in the last place", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => near(log(x), Math.log(x))),
  );
  fc.assert(fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => near(exp(x), Math.exp(x))));
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => near(expm1(x), Math.expm1(x), 8)),
  );
  fc.assert(
    fc.property(fc.double({ min: -0.9, max: 1e6, noNaN: true }), (x) => near(log1p(x), Math.log1p(x), 8)),
  );
});

test("close to one, where tariffs are", () => {
  fc.assert(fc.property(fc.double({ min: 0.5, max: 4, noNaN: true }), (x) => near(log(x), Math.log(x))));
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 4, noNaN: true }),
      fc.double({ min: -8, max: 8, noNaN: true }),
      (x, y) => near(power(x, y), x ** y, 32),
    ),
  );
});

test("ends and exact values", () => {
  expect([log(1), exp(0), expm1(0), log1p(0), power(1, -2), power(1.25, 1)]).toEqual([0, 1, 0, 0, 1, 1.25]);
  expect([exp(-1000), exp(1000), log(0), log(Number.POSITIVE_INFINITY)]).toEqual([
    0,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect(log(-1)).toBeNaN();
  near(log(5e-324), Math.log(5e-324));
});
