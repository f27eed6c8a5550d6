/** The exporting country, prices and households: METHODS 3.3, 4 and 5. */
import { describe, expect, test } from "vitest";
import { shareOfSurplus } from "../../src/economics/bilateral.js";
import {
  costRises,
  exposedShare,
  gdpChange,
  jobsAtRisk,
  outputFor,
  outputMultipliers,
} from "../../src/economics/input-output.js";
import { basketRise, consumerPriceRise, householdCost, impliedSpending } from "../../src/economics/prices.js";
import { outOfRange, type Quantity } from "../../src/economics/range.js";
import { impliedPassThrough, substitutionOf } from "../../src/economics/response.js";

describe("exposure of Japan", () => {
  test("19.9% of exports of ¥107.1tn went to the USA, 11.46% of shipments of cars", () => {
    expect(exposedShare(21.3, 107.1)).toBeCloseTo(0.19888, 5);
    expect(exposedShare(7.2, 62.8)).toBeCloseTo(0.1146497, 7);
    expect(exposedShare(7.2, 0)).toBeNull();
  });

  test.each`
    jobs         | fall     | exposed   | atRisk
    ${883_000}   | ${0.247} | ${101236} | ${25005}
    ${5_600_000} | ${0.247} | ${642038} | ${158583}
    ${883_000}   | ${0.039} | ${101236} | ${3948}
    ${5_600_000} | ${0.039} | ${642038} | ${25039}
  `(
    "of $jobs jobs, $exposed are exposed and $atRisk at risk if sales fall by $fall",
    ({ jobs, fall, ...expected }) => {
      const found = jobsAtRisk(jobs, 7.2 / 62.8, fall);
      expect(Math.round(found.exposed)).toBe(expected.exposed);
      expect(Math.round(found.atRisk)).toBe(expected.atRisk);
    },
  );

  test("GDP loses the value added in the exports lost", () => {
    expect(gdpChange(-2, 600, 0.8, 1)).toBeCloseTo((-2 * 0.8) / 600, 12);
  });

  test("a sector's part of a surplus may be more than all of it", () => {
    expect(shareOfSurplus({ exports: 7.2, imports: 0.1 }, { exports: 21.3, imports: 12.7 })).toBeCloseTo(
      7.1 / 8.6,
      12,
    );
    expect(shareOfSurplus({ exports: 9, imports: 0 }, { exports: 10, imports: 5 })).toBeCloseTo(1.8, 12);
    expect(shareOfSurplus({ exports: 9, imports: 0 }, { exports: 5, imports: 5 })).toBeNull();
  });
});

/** Export prices of cars to North America in the currency of the contract, Bank of Japan; tariffs 27.5 and 15%. */
test.each([
  ["August 2025", -0.205, 1.275 / 1.025, -0.05],
  ["September 2025", -0.188, 1.275 / 1.025, 0.05],
  ["October 2025", -0.13, 1.15 / 1.025, -0.21],
])(
  "prices of Japan's cars of %s imply a pass-through of about %d at the border",
  (_, change, factor, implied) => {
    expect(impliedPassThrough(change, factor)).toBeCloseTo(implied, 2);
    expect(impliedPassThrough(change, 1)).toBeNull();
  },
);

describe("industries that use each other", () => {
  /** Two industries; the inverse of I - A is [[0.8, 0.2], [0.3, 0.9]] / 0.66. */
  const uses = [
    [0.1, 0.2],
    [0.3, 0.2],
  ];

  test("output for final demand is the Leontief inverse times it", () => {
    const [first = 0, second = 0] = outputFor(uses, [100, 50]);
    expect(first).toBeCloseTo((0.8 * 100 + 0.2 * 50) / 0.66, 9);
    expect(second).toBeCloseTo((0.3 * 100 + 0.9 * 50) / 0.66, 9);
  });

  test("multipliers are the sums of its columns", () => {
    const [first = 0, second = 0] = outputMultipliers(uses);
    expect(first).toBeCloseTo(1.1 / 0.66, 12);
    expect(second).toBeCloseTo(1.1 / 0.66, 12);
  });

  test("costs rise by its transpose times what comes from outside", () => {
    const [first = 0, second = 0] = costRises(uses, [0.01, 0.02]);
    expect(first).toBeCloseTo((0.8 * 0.01 + 0.3 * 0.02) / 0.66, 12);
    expect(second).toBeCloseTo((0.2 * 0.01 + 0.9 * 0.02) / 0.66, 12);
  });

  test("consumer prices rise directly and by what goods are made of", () => {
    const found = consumerPriceRise(
      {
        imported: [0.1, 0],
        domestic: [0.3, 0.6],
        domesticUses: uses,
        importedUses: [
          [0.05, 0.1],
          [0, 0],
        ],
      },
      [0.1, 0],
      { followed: 0.5, currency: 0.174 },
    );
    const [first, second] = [(0.8 * 0.005 + 0.3 * 0.01) / 0.66, (0.2 * 0.005 + 0.9 * 0.01) / 0.66];
    expect(found.direct).toBeCloseTo(0.01 * 1.326, 12);
    expect(found.indirect).toBeCloseTo((0.3 * first + 0.6 * second) * 1.326, 12);
    expect(found.total).toBe(found.direct + found.indirect);
  });
});

test("a basket is multiplied before it is averaged", () => {
  const parts = [
    { weight: 0.5, importShare: 0.4, passThrough: 1, rise: 0.2 },
    { weight: 0.5, importShare: 0, passThrough: 1, rise: 0 },
  ];
  expect(basketRise(parts)).toBeCloseTo(0.04, 12);
  const ofMeans = 0.2 * 0.1;
  expect(basketRise(parts)).toBeGreaterThan(ofMeans);
});

describe("what a household loses", () => {
  /** Rise of prices and mean cost that the Yale Budget Lab published together. */
  const published = [
    { priceRise: 0.017, dollars: 2300 },
    { priceRise: 0.014, dollars: 1900 },
    { priceRise: 0.018, dollars: 2400 },
    { priceRise: 0.015, dollars: 2000 },
  ];
  const spending = impliedSpending(published) ?? 0;

  test("is on a spending of $134,333 that four published pairs imply", () => {
    expect(spending).toBeCloseTo(134332.688588, 5);
    expect(impliedSpending([])).toBeNull();
  });

  test.each(published)("$priceRise costs $$dollars, as rounded", ({ priceRise, dollars }) => {
    const rounding = 50 + 0.0005 * spending;
    expect(Math.abs(householdCost(priceRise, spending, 1) - dollars)).toBeLessThanOrEqual(rounding);
  });

  test("is a fifth of it while a fifth of the rise has reached shops", () => {
    expect(householdCost(0.017, 100_000, 0.2)).toBeCloseTo(340, 9);
  });
});

describe("numbers that cannot be what they are given as", () => {
  test.each<[Quantity, number, string]>([
    ["demand", 2, "expected a demand elasticity of zero or less, such as -2; got 2"],
    ["tariff", -0.1, "expected a tariff of zero or more, as a fraction such as 0.25; got -0.1"],
    ["supply", 0, "expected a supply elasticity above zero; got 0"],
    ["substitution", -4, "expected an elasticity of substitution above zero, such as 5.6; got -4"],
    ["pass-through", 95, "expected a pass-through from 0 to 1, such as 0.95; got 95"],
    ["withheld", 1, "expected a share of at least 0 and below 1, such as 0.1; got 1"],
    ["tariff", Number.NaN, "expected a tariff of zero or more, as a fraction such as 0.25; got NaN"],
  ])("%s %d", (quantity, value, message) => {
    expect(outOfRange(quantity, value)?.message).toBe(message);
  });

  test.each<[Quantity, number]>([
    ["demand", 0],
    ["tariff", 1.45],
    ["supply", Number.POSITIVE_INFINITY],
    ["pass-through", 0],
    ["withheld", 0],
  ])("%s may be %d", (quantity, value) => {
    expect(outOfRange(quantity, value)).toBeNull();
  });
});

test.each([
  ["substitution", 5.6, 5.6],
  ["tariff", -4, 4],
  ["shares", 8.22, 9.22],
] as const)("an estimate of %s of %d is a substitution of %d", (kind, estimate, substitution) => {
  expect(substitutionOf(kind, estimate)).toBeCloseTo(substitution, 12);
});
