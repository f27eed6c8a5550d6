/** Bennet's decomposition: what groups add to the change of a total rate adds up to it, with nothing left over. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Decimal, decimal } from "../../src/law/units.js";
import { contributions, type WeightedRate } from "../../src/trade/effective-rate.js";

const group = (weight: string, rate: string): WeightedRate => ({
  weight: decimal(weight),
  rate: decimal(rate),
});
const mean = (groups: readonly WeightedRate[]): Decimal =>
  groups.reduce((sum, { weight, rate }) => sum.plus(weight.times(rate)), decimal(0));
const sum = (parts: readonly Decimal[]): Decimal => parts.reduce((a, b) => a.plus(b), decimal(0));

describe("contributions", () => {
  /** Two goods of equal weight; one is charged 20% and loses half of its share to the other. */
  const before = [group("0.5", "0"), group("0.5", "0.1")];
  const after = [group("0.25", "0.2"), group("0.75", "0.1")];

  test.each([
    ["a tariff on one of two goods", 0, "0.075", "-0.025"],
    ["the good that trade moves to", 1, "0", "0.025"],
  ])("%s", (_, index, rateEffect, mixEffect) => {
    const parts = contributions(before, after)[index];
    expect([parts?.rateEffect.toFixed(), parts?.mixEffect.toFixed()]).toEqual([rateEffect, mixEffect]);
  });

  test("with the same weights all of it is the change of rates", () => {
    const same = [group("0.5", "0.2"), group("0.5", "0.1")];
    const parts = contributions(before, same);
    expect(parts.map(({ mixEffect }) => mixEffect.toFixed())).toEqual(["0", "0"]);
    expect(parts.map(({ rateEffect }) => rateEffect.toFixed())).toEqual(["0.1", "0"]);
  });

  /** Shares of a million, so that they are decimals that end and the sums are exact. */
  const MILLION = 1_000_000;
  const shares = fc
    .array(fc.integer({ min: 1, max: MILLION - 1 }), { minLength: 1, maxLength: 8 })
    .map((cuts) => [0, ...[...new Set(cuts)].sort((a, b) => a - b), MILLION])
    .map((cuts) => cuts.slice(1).map((cut, index) => decimal(cut - (cuts[index] ?? 0)).div(MILLION)));
  const rates = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 9, maxLength: 9 });
  const weighted = (weights: readonly Decimal[], points: readonly number[], size: number): WeightedRate[] =>
    Array.from({ length: size }, (_, index) => ({
      weight: weights[index] ?? decimal(0),
      rate: decimal(points[index] ?? 0).div(10_000),
    }));

  test("all effects add up to the change of the total, exactly, whatever moved", () => {
    fc.assert(
      fc.property(shares, shares, rates, rates, (oldShares, newShares, oldRates, newRates) => {
        const size = Math.max(oldShares.length, newShares.length);
        const [was, is] = [weighted(oldShares, oldRates, size), weighted(newShares, newRates, size)];
        const parts = contributions(was, is).map(({ rateEffect, mixEffect }) => rateEffect.plus(mixEffect));
        expect(sum(parts).toFixed()).toBe(mean(is).minus(mean(was)).toFixed());
      }),
    );
  });

  test("backward in time every effect has the other sign", () => {
    fc.assert(
      fc.property(shares, rates, rates, (weights, oldRates, newRates) => {
        const [was, is] = [weighted(weights, oldRates, 9), weighted([...weights].reverse(), newRates, 9)];
        const back = contributions(is, was);
        for (const [index, { rateEffect, mixEffect }] of contributions(was, is).entries()) {
          expect(rateEffect.plus(back[index]?.rateEffect ?? 1).isZero()).toBe(true);
          expect(mixEffect.plus(back[index]?.mixEffect ?? 1).isZero()).toBe(true);
        }
      }),
    );
  });
});
