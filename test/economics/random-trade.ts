/** Random trade for property tests: tariffs far above 100%, nothing traded, supply without limit, among the rest. */
import fc from "fast-check";
import { expect } from "vitest";
import type { Benchmark } from "../../src/economics/benchmark.js";
import { UNLIMITED } from "../../src/economics/response.js";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

export const tariffs = fc.oneof(fc.constantFrom(0, 0.025, 0.25, 1.45, 3), between(0, 10));
const values = fc.oneof(fc.constant(0), between(1e-3, 1e6));
export const supplies = fc.oneof(fc.constant(UNLIMITED), between(0.1, 100));
export const markets = fc.record({ value: values, before: tariffs, after: tariffs });
export const behaviours = fc.record({
  demand: fc.oneof(fc.constantFrom(0, -1), between(-6, 0)),
  passThrough: fc.oneof(fc.constantFrom(0, 1), between(0, 1)),
});
export const benchmarks: fc.Arbitrary<Benchmark> = fc.record({
  spend: values,
  before: tariffs,
  after: tariffs,
  supply: supplies,
});
export const substitutions = fc.oneof(fc.constantFrom(1, 1 + 1e-10), between(0.2, 20));

/** Equal to nine digits of the larger. */
export function near(found: number, expected: number, digits = 9): void {
  const within = 10 ** -digits * Math.max(1, Math.abs(expected), Math.abs(found));
  expect(Math.abs(found - expected), `${found} against ${expected}`).toBeLessThanOrEqual(within);
}
