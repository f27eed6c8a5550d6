/** Goods told apart by source: METHODS 2.5 and 2.6. The numbers are of an independent solution of the same equations. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { armington, logIndex } from "../../src/economics/armington.js";
import type { Benchmark } from "../../src/economics/benchmark.js";
import { sum } from "../../src/economics/elementary.js";
import { respond } from "../../src/economics/market.js";
import { nested } from "../../src/economics/nested.js";
import { passThroughOf, UNLIMITED } from "../../src/economics/response.js";
import { benchmarks, near, substitutions } from "./random-trade.js";

const source = (spend: number, after: number, supply: number): Benchmark => ({
  spend,
  before: 0,
  after,
  supply,
});
const industries = fc.double({ min: -3, max: -0.2, noNaN: true });
const several = fc.array(benchmarks, { minLength: 1, maxLength: 5 });

describe("one change of tariff among several sources", () => {
  test.each([
    {
      name: "60/30/10, 10% on the second",
      sources: [source(60, 0, 1), source(30, 0.1, 10), source(10, 0, 10)],
      substitution: 4,
      price: [1.0212403806, 1.078515016, 1.0075346537],
      quantity: [1.0212403806, 0.8209847867, 1.0779532449],
      spend: [62.5759148942, 26.5633326121, 10.8607524937],
      receipts: [62.5759148942, 24.1484841928, 10.8607524937],
      index: 1.0356506879,
    },
    {
      name: "four quarters, 20/15/10/0%",
      sources: [source(25, 0.2, 10), source(25, 0.15, 10), source(25, 0.1, 10), source(25, 0, 2)],
      substitution: 5,
      price: [1.1605086739, 1.128044209, 1.0951056431, 1.0602693333],
      quantity: [0.7156018386, 0.8246749447, 0.9563862362, 1.1241710591],
      spend: [20.7615535184, 23.2567448935, 26.1835991059, 29.7981024821],
      receipts: [17.3012945987, 20.2232564292, 23.8032719145, 29.7981024821],
      index: 1.1078433381,
    },
    {
      name: "50/25/25, 25% on the second",
      sources: [source(50, 0, 2), source(25, 0.25, 10), source(25, 0, 10)],
      substitution: 4,
      price: [1.0267884987, 1.1861561487, 1.0113941251],
      quantity: [1.054294621, 0.5919956486, 1.1199645234],
      spend: [54.126879555, 17.5549819643, 28.3181384807],
      receipts: [54.126879555, 14.0439855714, 28.3181384807],
      index: 1.054294621,
    },
  ])("$name", ({ sources, substitution, index, ...expected }) => {
    const found = armington(sources, { substitution, industry: -1 });
    expect(found.price).toBeCloseTo(index, 8);
    for (const [at, outcome] of found.sources.entries()) {
      expect(outcome.buyerPrice).toBeCloseTo(expected.price[at] ?? 0, 8);
      expect(outcome.quantity).toBeCloseTo(expected.quantity[at] ?? 0, 8);
      expect(outcome.spend).toBeCloseTo(expected.spend[at] ?? 0, 8);
      expect(outcome.receipts).toBeCloseTo(expected.receipts[at] ?? 0, 8);
      near(outcome.spend, outcome.receipts + outcome.duty);
    }
  });

  test("what the taxed source loses goes in part to the others abroad, and that is diversion", () => {
    const home = { ...source(50, 0, 2), domestic: true };
    const { diverted, sources } = armington([home, source(25, 0.25, 10), source(25, 0, 10)], {
      substitution: 4,
      industry: -1,
    });
    expect(diverted).toBeCloseTo((sources[2]?.receipts ?? 0) - 25, 9);
  });
});

describe("whatever the tariffs, also 1000%, and whatever is traded, also nothing", () => {
  test("the market clears: supply and demand of every source agree", () => {
    fc.assert(
      fc.property(several, substitutions, industries, (all, substitution, industry) => {
        const { price, sources } = armington(all, { substitution, industry });
        for (const [at, { buyerPrice, exporterPrice, quantity }] of sources.entries()) {
          const log = -substitution * Math.log(buyerPrice) + (substitution + industry) * Math.log(price);
          near(Math.log(quantity), log);
          const supply = all[at]?.supply ?? 0;
          if (supply === UNLIMITED) near(exporterPrice, 1);
          else near(Math.log(quantity), supply * Math.log(exporterPrice), 7);
        }
      }),
    );
  });

  test("no change of tariff is no change at all, exactly", () => {
    fc.assert(
      fc.property(several, substitutions, industries, (all, substitution, industry) => {
        const still = all.map((one) => ({ ...one, after: one.before }));
        const { price, sources, diverted } = armington(still, { substitution, industry });
        expect([price, diverted]).toEqual([1, 0]);
        for (const { buyerPrice, quantity } of sources) expect([buyerPrice, quantity]).toEqual([1, 1]);
      }),
    );
  });

  test("demand of -1 keeps what buyers spend", () => {
    fc.assert(
      fc.property(several, substitutions, (all, substitution) => {
        const { sources } = armington(all, { substitution, industry: -1 });
        near(sum(sources.map(({ spend }) => spend)), sum(all.map(({ spend }) => spend)), 8);
      }),
    );
  });

  test("demand of -1 keeps what buyers spend also where one that sold next to nothing takes over", () => {
    const all = [
      { spend: 65_785.33808250676, before: 0, after: 3, supply: 0.35110252218239457 },
      { spend: 0.0011084177021984942, before: 1.45, after: 0, supply: UNLIMITED },
    ];
    const { sources } = armington(all, { substitution: 19.99949264458625, industry: -1 });
    near(sum(sources.map(({ spend }) => spend)), sum(all.map(({ spend }) => spend)), 10);
  });

  test("a single source is the single market", () => {
    fc.assert(
      fc.property(benchmarks, substitutions, industries, (one, substitution, industry) => {
        fc.pre(one.spend > 0);
        const [found] = armington([one], { substitution, industry }).sources;
        const market = { value: one.spend / (1 + one.before), before: one.before, after: one.after };
        const alone = respond(market, { demand: industry, passThrough: passThroughOf(one.supply, industry) });
        near(found?.buyerPrice ?? 0, alone.buyerPrice);
        near(found?.receipts ?? 0, alone.value);
        near(found?.duty ?? 0, alone.dutyAfter);
      }),
    );
  });

  test("equal tariffs and supplies give equal prices, and divert nothing", () => {
    fc.assert(
      fc.property(several, benchmarks, substitutions, industries, (all, model, substitution, industry) => {
        const alike = all.map(({ spend }) => ({ ...model, spend }));
        const { sources, diverted } = armington(alike, { substitution, industry });
        for (const { buyerPrice } of sources) near(buyerPrice, sources[0]?.buyerPrice ?? 0);
        expect(diverted).toBe(0);
      }),
    );
  });

  test("no diversion exceeds what there was to lose", () => {
    fc.assert(
      fc.property(several, substitutions, industries, (all, substitution, industry) => {
        const { diverted } = armington(all, { substitution, industry });
        expect(diverted).toBeGreaterThanOrEqual(0);
        expect(diverted).toBeLessThanOrEqual(
          sum(all.map(({ spend, before }) => spend / (1 + before))) + 1e-6,
        );
      }),
    );
  });

  test("goods without any difference have one price", () => {
    const { sources } = armington([source(50, 0.25, 3), source(50, 0, 3)], {
      substitution: 1e6,
      industry: -1,
    });
    expect(sources[0]?.buyerPrice).toBeCloseTo(sources[1]?.buyerPrice ?? 0, 5);
  });

  test("300% can be solved", () => {
    const { sources } = armington([source(50, 3, 2), source(50, 0, 10)], { substitution: 8, industry: -1 });
    expect(sources[0]?.quantity).toBeLessThan(0.2);
  });
});

test("the price index is continuous where the substitution is 1", () => {
  const at = (substitution: number) => logIndex([0.3, 0.7], [0.2, -0.1], substitution);
  expect(at(1)).toBeCloseTo(0.3 * 0.2 - 0.7 * 0.1, 12);
  expect(at(1 + 1e-8)).toBeCloseTo(at(1), 9);
});

describe("domestic goods and imports in nests", () => {
  const home: Benchmark = { spend: 480, before: 0, after: 0, supply: 5, domestic: true };
  const cars = (spend: number, after: number): Benchmark => ({ spend, before: 0.025, after, supply: 10 });
  const demand = { substitution: 2.8, amongImports: 5.6, industry: -1 };

  test("cars of Japan alone from 2.5 to 27.5%", () => {
    const found = nested(home, [cars(51.8, 0.275), cars(332.3, 0.025)], demand);
    expect(found.price).toBeCloseTo(1.00959, 5);
    expect(found.importPrice).toBeCloseTo(1.0190462, 6);
    expect(found.imports.map(({ quantity }) => quantity.toFixed(4))).toEqual(["0.4778", "1.0459"]);
    expect(found.domestic.quantity).toBeCloseTo(1.0111, 4);
    expect(found.diverted).toBeGreaterThan(0);
  });

  test("cars of all sources", () => {
    const found = nested(home, [cars(51.8, 0.275), cars(332.3, 0.275)], demand);
    expect(found.price).toBeCloseTo(1.0903, 4);
    expect(found.imports.map(({ quantity }) => quantity.toFixed(4))).toEqual(["0.7006", "0.7006"]);
    expect(found.domestic.quantity).toBeCloseTo(1.1049, 4);
    expect(found.diverted).toBe(0);
  });

  test("with one substitution the nests make no difference", () => {
    fc.assert(
      fc.property(benchmarks, several, substitutions, industries, (own, all, substitution, industry) => {
        const flat = armington([own, ...all], { substitution, industry });
        const found = nested(own, all, { substitution, amongImports: substitution, industry });
        near(Math.log(found.price), Math.log(flat.price), 7);
        for (const [at, { quantity }] of found.imports.entries())
          near(Math.log(quantity), Math.log(flat.sources[at + 1]?.quantity ?? 0), 6);
      }),
    );
  });
});
