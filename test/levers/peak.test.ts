/** The peak of revenue in a sweep: METHODS 2.10 and 7. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dutyPeak, peakNote, withPeak } from "../../src/commands/solve/levers.js";
import { revenuePeak } from "../../src/economics/revenue.js";
import { decimal } from "../../src/law/units.js";

/** One market of 100 at a rate in per cent. */
const dutyOf = (elasticity: number) => (rate: number) => rate * (1 + rate / 100) ** elasticity;
const percents = (...rates: number[]) => rates.map((rate) => decimal(rate));

test("is where one market has it: at -1 / (1 + elasticity)", () => {
  fc.assert(
    fc.property(fc.double({ min: -6, max: -1.2, noNaN: true }), (elasticity) => {
      const rate = 100 * (revenuePeak(elasticity) ?? 0);
      expect(dutyPeak(dutyOf(elasticity))?.rate.toNumber()).toBeCloseTo(rate, 2);
    }),
    { numRuns: 30 },
  );
});

test("is not named where duty goes on rising", () => {
  const peak = dutyPeak(dutyOf(-0.76));
  expect(peak).toBeNull();
  expect(peakNote("auto", peak)).toBe("Peak: none up to 1000% of auto; in this model duty goes on rising.");
});

test("stands among the rates if it lies between them, once", () => {
  const peak = dutyPeak(dutyOf(-2));
  expect(peak?.rate.toNumber()).toBeCloseTo(100, 2);
  const texts = (...rates: number[]) => withPeak(percents(...rates), peak).map(Number);
  expect(texts(0, 50, 150).map(Math.round)).toEqual([0, 50, 100, 150]);
  expect(texts(0, 50, 80)).toEqual([0, 50, 80]);
  expect(withPeak(percents(0, 100, 200), { rate: decimal(100), duty: decimal(25) })).toHaveLength(3);
});
