/** Draws, bands and what matters: METHODS 6. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandOf, quantileOf, steady } from "../../src/economics/elementary.js";
import { netRevenue } from "../../src/economics/revenue.js";
import {
  bandsOf,
  correlated,
  type Draw,
  drawsOf,
  endsOf,
  normalProbability,
  normalQuantile,
  type Prior,
  tornado,
  triangleOf,
  twister,
  uniforms,
  valueAt,
} from "../../src/economics/uncertainty.js";
import { respondAll } from "./cells.js";
import { japan } from "./japan-2024.js";

const SEED = 20250618;

describe("random numbers", () => {
  /** ISO C++, 26.6.6 (mt19937): the 10,000th number from the seed 5489. */
  test("are those of the Mersenne Twister", () => {
    const draw = twister(5489);
    for (let count = 1; count < 10_000; count++) draw();
    expect(draw()).toBe(4123659995);
  });

  /** numpy, RandomState(seed).random_sample(). */
  test("are, bit for bit, those of numpy for a seed", () => {
    expect(uniforms(42)()).toBe(0.3745401188473625);
    const draw = uniforms(SEED);
    expect([draw(), draw(), draw(), draw()]).toEqual([
      0.34978406344891666, 0.2876630003103411, 0.974408511804186, 0.17799064251550745,
    ]);
  });
});

describe("the normal distribution", () => {
  /** Printed tables of the normal distribution. */
  test.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [0.99, 2.3263478740408408],
  ])("%d lies below %d", (probability, value) => {
    expect(Math.abs(normalQuantile(probability) - value)).toBeLessThanOrEqual(
      1.2e-9 * Math.max(1, Math.abs(value)),
    );
    expect(Math.abs(normalProbability(value) - probability)).toBeLessThan(1.2e-7);
  });

  test("0.8914 lies below 1.234", () => {
    expect(normalProbability(1.234)).toBeCloseTo(0.8914, 4);
  });

  test("is symmetric", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (probability) => {
        expect(normalQuantile(1 - probability)).toBeCloseTo(-normalQuantile(probability), 4);
      }),
    );
  });
});

describe("priors", () => {
  const triangle = { kind: "triangular", low: -4, mode: -2, high: -1 } as const;

  test("a triangle has a third of (-4, -2, -1) above its mode", () => {
    expect(valueAt(triangle, 0)).toBe(-4);
    expect(valueAt(triangle, 2 / 3)).toBeCloseTo(-2, 12);
    expect(valueAt(triangle, 1)).toBe(-1);
  });

  test("one without width is a number", () => {
    expect(valueAt({ kind: "triangular", low: 1, mode: 1, high: 1 }, 0.3)).toBe(1);
  });

  test("a normal one has no ends, so 5 and 95% stand for them", () => {
    const [low, high] = endsOf({ kind: "normal", mean: 10, sd: 2 });
    expect(low).toBeCloseTo(10 - 2 * 1.6448536, 6);
    expect(high).toBeCloseTo(10 + 2 * 1.6448536, 6);
  });

  test("values rise with the probability and stay within the ends", () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((p) => valueAt(triangle, p));
        expect(less).toBeLessThanOrEqual(more ?? 0);
        expect(less).toBeGreaterThanOrEqual(-4);
        expect(more).toBeLessThanOrEqual(-1);
      }),
    );
  });
});

describe("dependent draws", () => {
  /** Ranks of a normal pair correlate by 6/π · arcsin(ρ/2) (Pearson 1907). */
  test("keep their ranks in step as a normal pair would", () => {
    const triangle = triangleOf([
      [1, 0.6],
      [0.6, 1],
    ]);
    const draw = uniforms(SEED);
    const pairs = Array.from({ length: 20_000 }, () => correlated(triangle ?? [], [draw(), draw()]));
    const covariance = pairs.reduce((sum, [u = 0, v = 0]) => sum + (u - 0.5) * (v - 0.5), 0) / pairs.length;
    expect(covariance * 12).toBeCloseTo((6 / Math.PI) * Math.asin(0.6 / 2), 1);
  });

  test("that no variables can have are refused", () => {
    const impossible = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    expect(triangleOf(impossible)).toBeNull();
    const priors = ["a", "b", "c"].map(
      (id): Prior => ({ id, central: 0, distribution: { kind: "uniform", low: 0, high: 1 } }),
    );
    expect(() => drawsOf(priors, { draws: 2, seed: 1, correlations: impossible })).toThrow(RangeError);
  });
});

describe("bands", () => {
  test("type 7 quantiles lie between the two nearest", () => {
    expect([0, 0.25, 0.5, 1].map((p) => quantileOf([1, 2, 3, 10], p))).toEqual([1, 1.75, 2.5, 10]);
  });

  test("hold twelve digits, so that the last bit of a logarithm is not seen", () => {
    expect(steady(0.1 + 0.2)).toBe(0.3);
    expect(bandOf([1, 2, 3, 4])).toMatchObject({ mean: 2.5, median: 2.5, sd: 1.29099444874 });
  });
});

/** Net revenue of the coarse groups of Japan's trade at a reciprocal tariff of 24%, $bn a year. */
describe("net revenue from Japan", () => {
  const priors: Prior[] = [
    { id: "demand", central: -2, distribution: { kind: "triangular", low: -4, mode: -2, high: -1 } },
    {
      id: "pass-through",
      central: 0.95,
      distribution: { kind: "triangular", low: 0.8, mode: 0.95, high: 1 },
    },
    { id: "uncollected", central: 0.1, distribution: { kind: "triangular", low: 0, mode: 0.1, high: 0.2 } },
    { id: "offset", central: 0.23, distribution: { kind: "uniform", low: 0.2, high: 0.25 } },
  ];
  const net = (draw: Draw) => {
    const { demand = 0, "pass-through": passThrough = 0, uncollected = 0, offset = 0 } = draw;
    const { totals } = respondAll(japan({ reciprocal: 0.24, demand, passThrough }));
    return netRevenue(totals.dutyAfter - totals.dutyBefore, { uncollected, offset, mode: "chained" }).net;
  };
  const sampling = { draws: 10_000, seed: SEED };
  const { revenue } = bandsOf(priors, (draw) => ({ revenue: net(draw) }), sampling);

  test("the first draw is that of an independent program", () => {
    expect(net(drawsOf(priors, { draws: 1, seed: SEED })[0] ?? {})).toBeCloseTo(13.316079557605798, 9);
  });

  test.each([
    ["q05", 11.325498355847115],
    ["q25", 13.421082806231436],
    ["median", 15.054467776612547],
    ["q75", 16.671468608961035],
    ["q95", 18.68145668646353],
    ["mean", 15.040557599662584],
    ["sd", 2.239740217586203],
    ["error", 0.02239740217586203],
  ] as const)("%s is %d, as in that program", (name, value) => {
    expect(revenue?.[name]).toBeCloseTo(value, 9);
  });

  test("the same seed gives the same bands, another seed others", () => {
    const few = { draws: 100, seed: 7 };
    const again = () => bandsOf(priors, (draw) => ({ revenue: net(draw) }), few).revenue;
    expect(again()).toEqual(again());
    expect(bandsOf(priors, (draw) => ({ revenue: net(draw) }), { ...few, seed: 8 }).revenue).not.toEqual(
      again(),
    );
  });

  test("demand matters most, then what is not collected, the offset, and pass-through", () => {
    const { base, swings } = tornado(priors, net);
    expect(base).toBeCloseTo(15.801126924530477, 9);
    expect(swings.map(({ id, atLow, atHigh }) => [id, atLow.toFixed(3), atHigh.toFixed(3)])).toEqual([
      ["demand", "9.781", "19.970"],
      ["uncollected", "17.557", "14.045"],
      ["offset", "16.417", "15.391"],
      ["pass-through", "16.399", "15.606"],
    ]);
  });
});
