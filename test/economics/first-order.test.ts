/** Models linear in the change: SMART (METHODS 2.4), GSIM (2.7), one homogeneous good (2.8). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sum } from "../../src/economics/elementary.js";
import { solved } from "../../src/economics/equations.js";
import { gsim } from "../../src/economics/gsim.js";
import { importElasticity, importsUnder, prohibitiveTariff } from "../../src/economics/market.js";
import { UNLIMITED } from "../../src/economics/response.js";
import { type PartnerMarket, type SmartBehaviour, smart } from "../../src/economics/smart.js";
import { markets, near, supplies, tariffs } from "./random-trade.js";

const WITS: SmartBehaviour = { demand: -2, supply: UNLIMITED, substitution: 1.5, diversion: "laird-yeats" };
const cars = (others: number): PartnerMarket => ({
  value: 51.832,
  before: 0.025,
  after: 0.275,
  others: { value: 332.26, before: 0.025, after: others },
});

describe("SMART", () => {
  test.each`
    name                                 | market                                                                                | created         | diverted        | value          | welfare
    ${"cars of Japan alone, 25 points"}  | ${cars(0.025)}                                                                        | ${-25.28390244} | ${-17.25587616} | ${9.2922214}   | ${-3.79258537}
    ${"cars of all partners, 25 points"} | ${cars(0.275)}                                                                        | ${-25.28390244} | ${0}            | ${26.54809756} | ${-3.79258537}
    ${"10% taken off one partner's 100"} | ${{ value: 100, before: 0.1, after: 0, others: { value: 300, before: 0, after: 0 } }} | ${18.18181818}  | ${9.89010989}   | ${128.071928}  | ${0.90909091}
  `("$name", ({ market, ...expected }) => {
    const found = smart(market, WITS);
    expect(found.created).toBeCloseTo(expected.created, 6);
    expect(found.diverted).toBeCloseTo(expected.diverted, 6);
    expect(found.value).toBeCloseTo(expected.value, 6);
    expect(found.welfare).toBeCloseTo(expected.welfare, 6);
  });

  test("a supply of 38 takes off a part of the fall, and lowers the price", () => {
    const alone = { value: 100, before: 0, after: 0.25, others: { value: 0, before: 0, after: 0 } };
    const found = smart(alone, { ...WITS, supply: 38 });
    expect(found.created).toBeCloseTo(-47.5, 9);
    expect(found.priceEffect).toBeCloseTo(-1.25, 9);
    expect(found.dutyAfter).toBeCloseTo(12.8125, 9);
    expect(found.welfare).toBeCloseTo(-5.9375, 9);
  });

  test("the form of Jammes and Olarreaga leaves the swing out of the whole", () => {
    const market = { value: 100, before: 0.1, after: 0, others: { value: 300, before: 0, after: 0 } };
    const found = smart(market, { ...WITS, diversion: "jammes-olarreaga" });
    expect(found.diverted).toBeCloseTo((1.5 * 0.1 * 100 * 300) / 1.1 / 400, 9);
  });

  const behaviours = fc.record({
    demand: fc.double({ min: -6, max: -0.1, noNaN: true }),
    supply: supplies,
    substitution: fc.double({ min: 0.1, max: 20, noNaN: true }),
    diversion: fc.constantFrom("laird-yeats" as const, "jammes-olarreaga" as const),
  });

  test("equal tariffs divert nothing", () => {
    fc.assert(
      fc.property(markets, markets, behaviours, (one, others, behaviour) => {
        const alike = { before: one.before, after: one.after };
        expect(smart({ ...one, others: { ...others, ...alike } }, behaviour).diverted).toBeCloseTo(0, 12);
      }),
    );
  });

  test("nobody sells less than nothing, and a tariff never diverts towards whom it taxes", () => {
    fc.assert(
      fc.property(markets, markets, behaviours, (one, others, behaviour) => {
        const untaxed = { value: others.value, before: 0, after: 0 };
        const found = smart({ ...one, before: 0, others: untaxed }, behaviour);
        expect(found.value).toBeGreaterThanOrEqual(0);
        expect(found.othersValue).toBeGreaterThanOrEqual(0);
        expect(found.diverted).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe("GSIM", () => {
  /** The example that Francois and Hall (2003) print: USA, Japan, EU, rest of the world; the USA and the EU drop their tariffs. */
  const trade = [
    [0, 50, 200, 300],
    [500, 0, 150, 200],
    [300, 100, 200, 200],
    [50, 100, 110, 20],
  ];
  const factorBefore = [
    [1, 1.21, 1.41, 1.22],
    [1.37, 1, 1.31, 1.23],
    [1.32, 1.36, 1, 1.18],
    [1.57, 1.41, 1.25, 1.15],
  ];
  const free = [
    [1, 1.21, 1, 1.22],
    [1.37, 1, 1.31, 1.23],
    [1, 1.36, 1, 1.18],
    [1.57, 1.41, 1.25, 1.15],
  ];
  const four = <T>(value: T) => [value, value, value, value];
  const world = { trade, factorBefore, demand: four(-1.25), substitution: four(5), supply: four(1.5) };

  test("finds the prices that the paper prints", () => {
    const { price } = gsim({ ...world, factorAfter: free });
    expect(price.map((change) => change.toFixed(4))).toEqual(["0.0792", "-0.0316", "0.0480", "-0.0184"]);
  });

  test("without a change of tariff nothing changes", () => {
    const found = gsim({ ...world, factorAfter: factorBefore });
    for (const change of [...found.price, ...found.producers]) expect(change).toBeCloseTo(0, 15);
    expect(found.trade).toEqual(trade);
    expect(found.dutyAfter).toEqual(found.dutyBefore);
  });

  test("every exporter sells as much more as its supply gives, to first order", () => {
    const slightly = factorBefore.map((row, exporter) =>
      row.map((factor, importer) => (exporter === 0 && importer === 2 ? factor * (1 - 1e-6) : factor)),
    );
    const found = gsim({ ...world, factorAfter: slightly });
    for (const [exporter, row] of found.trade.entries()) {
      const growth = sum(row) / sum(trade[exporter] ?? []) - 1;
      near(growth, (found.price[exporter] ?? 0) + (found.output[exporter] ?? 0), 11);
    }
  });

  test("a country that sells nothing does not disturb the others", () => {
    const more = (matrix: number[][], value: number) => [
      ...matrix.map((row) => [...row, value]),
      Array(5).fill(value),
    ];
    const five = <T>(value: T) => [...four(value), value];
    const found = gsim({
      trade: more(trade, 0),
      factorBefore: more(factorBefore, 1),
      factorAfter: more(free, 1),
      demand: five(-1.25),
      substitution: five(5),
      supply: five(1.5),
    });
    expect(found.price.slice(0, 4).map((change) => change.toFixed(4))).toEqual([
      "0.0792",
      "-0.0316",
      "0.0480",
      "-0.0184",
    ]);
  });
});

describe("linear equations", () => {
  test("are solved, with a zero where the first pivot would be", () => {
    expect(
      solved(
        [
          [0, 2, 1],
          [1, 1, 1],
          [2, 0, 3],
        ],
        [7, 6, 11],
      ),
    ).toEqual([1, 2, 3]);
  });

  test("that do not determine their unknowns are refused", () => {
    expect(() =>
      solved(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toThrow("determine every unknown");
  });
});

describe("one good at a world price", () => {
  const market = { demanded: 100, supplied: 60, demand: -1, supply: 1.5 };

  test("imports are more elastic than demand", () => {
    expect(importElasticity(market)).toBeCloseTo(-4.75, 12);
    expect(importElasticity({ ...market, supplied: 100 })).toBeNull();
  });

  test("22.67% ends all imports, and more does not make them negative", () => {
    const ends = prohibitiveTariff(market) ?? Number.NaN;
    expect(ends).toBeCloseTo(0.226703205, 9);
    expect(importsUnder(market, ends)).toBeCloseTo(0, 9);
    fc.assert(
      fc.property(tariffs, (tariff) => {
        expect(importsUnder(market, tariff)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
