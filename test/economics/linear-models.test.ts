/** What must hold of the models that are linear in the change, whatever the trade and the tariffs: METHODS 2.4, 2.7, 2.8. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sum } from "../../src/economics/elementary.js";
import { type GsimInput, gsim } from "../../src/economics/gsim.js";
import {
  importElasticity,
  importsUnder,
  prohibitiveTariff,
  tariffFactor,
} from "../../src/economics/market.js";
import { UNLIMITED } from "../../src/economics/response.js";
import { type SmartBehaviour, smart } from "../../src/economics/smart.js";
import { markets, near, supplies, tariffs } from "./random-trade.js";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const demands = between(-6, -0.1);

describe("SMART", () => {
  const behaviours: fc.Arbitrary<SmartBehaviour> = fc.record({
    demand: demands,
    supply: supplies,
    substitution: between(0.1, 20),
    diversion: fc.constantFrom("laird-yeats", "jammes-olarreaga"),
  });
  const still = <M extends { before: number }>(one: M) => ({ ...one, after: one.before });

  test("no change of tariff is no change at all, exactly", () => {
    fc.assert(
      fc.property(markets, markets, behaviours, (one, others, behaviour) => {
        const found = smart({ ...still(one), others: still(others) }, behaviour);
        expect([found.value, found.othersValue]).toEqual([one.value, others.value]);
        expect(found.dutyAfter).toBe(found.dutyBefore);
        for (const part of [found.created, found.diverted, found.priceEffect, found.welfare])
          expect(Math.abs(part)).toBe(0);
      }),
    );
  });

  test("trade created, trade diverted and the effect of price sum to the change, at prohibitive rates too", () => {
    fc.assert(
      fc.property(markets, markets, behaviours, (one, others, behaviour) => {
        const found = smart({ ...one, others }, behaviour);
        near(found.value - one.value, found.created + found.diverted + found.priceEffect);
        near(found.othersValue - others.value, -found.diverted);
        expect(found.value).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("where supply is without limit no price moves, and all of demand's fall is trade lost", () => {
    fc.assert(
      fc.property(markets, behaviours, (one, behaviour) => {
        const others = { value: 0, before: 0, after: 0 };
        const found = smart({ ...one, others }, { ...behaviour, supply: UNLIMITED });
        expect(Math.abs(found.priceEffect)).toBe(0);
        const fall = one.value * behaviour.demand * (tariffFactor(one) - 1);
        near(found.created, Math.max(-one.value, fall));
      }),
    );
  });

  test("no trade is no effect, of any kind", () => {
    fc.assert(
      fc.property(markets, markets, behaviours, (one, others, behaviour) => {
        const found = smart({ ...one, value: 0, others }, behaviour);
        expect(found).toMatchObject({ value: 0, othersValue: others.value });
        expect(Math.abs(found.welfare)).toBe(0);
      }),
    );
  });
});

/** Two to four countries; some sell nothing, or not to all. A tariff of 1000% is among those drawn. */
const worlds: fc.Arbitrary<GsimInput> = fc.integer({ min: 2, max: 4 }).chain((size) => {
  const vector = (of: fc.Arbitrary<number>) => fc.array(of, { minLength: size, maxLength: size });
  const matrix = (of: fc.Arbitrary<number>) => fc.array(vector(of), { minLength: size, maxLength: size });
  const factors = matrix(tariffs.map((tariff) => 1 + tariff));
  return fc.record({
    trade: matrix(fc.oneof(fc.constant(0), between(0.01, 1000))),
    factorBefore: factors,
    factorAfter: factors,
    demand: vector(demands),
    substitution: vector(between(0.1, 20)),
    supply: vector(supplies),
  });
});
const flat = (matrix: readonly (readonly number[])[]): number[] => matrix.flat();

describe("GSIM", () => {
  test("gives numbers, and no trade or price below zero, whatever the tariffs", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const found = gsim(world);
        const all = [found.price, found.output, found.producers].flat();
        for (const number of [...all, ...flat(found.trade), ...flat(found.dutyAfter)])
          expect(Number.isFinite(number)).toBe(true);
        for (const trade of flat(found.trade)) expect(trade).toBeGreaterThanOrEqual(0);
        for (const price of found.price) expect(price).toBeGreaterThanOrEqual(-1);
      }),
    );
  });

  test("no change of tariff is no change at all", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const found = gsim({ ...world, factorAfter: world.factorBefore });
        for (const change of [...found.price, ...found.output, ...found.producers])
          expect(Math.abs(change)).toBe(0);
        expect(found.trade).toEqual(world.trade);
        expect(found.dutyAfter).toEqual(found.dutyBefore);
      }),
    );
  });

  /** Small enough that no trade ends, so that what is sold can be read back from the trade after. */
  test("every exporter sells as much more as its supply gives", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const factorAfter = world.factorBefore.map((row, exporter) =>
          row.map((factor, importer) => factor * (1 + ((exporter + 2 * importer) % 3) / 1000)),
        );
        const found = gsim({ ...world, factorAfter });
        for (const [exporter, row] of world.trade.entries()) {
          const sold = sum(row);
          if (sold === 0) continue;
          const quantity = sum(found.trade[exporter] ?? []) / (1 + (found.price[exporter] ?? 0));
          near(quantity / sold - 1, found.output[exporter] ?? 0, 8);
        }
      }),
    );
  });

  test("where supply is without limit no price moves", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const supply = world.supply.map(() => UNLIMITED);
        const found = gsim({ ...world, supply });
        for (const change of [...found.price, ...found.producers]) expect(Math.abs(change)).toBe(0);
      }),
    );
  });

  test("a supply without limit is where ever larger supplies lead", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const at = (supply: number) => flat(gsim({ ...world, supply: world.supply.map(() => supply) }).trade);
        const large = at(1e9);
        for (const [index, value] of at(UNLIMITED).entries()) near(large[index] ?? 0, value, 5);
      }),
    );
  });

  test("a single seller to a single buyer: price and quantity as two straight lines give them", () => {
    fc.assert(
      fc.property(between(0.01, 0.2), demands, between(0.1, 100), (rise, demand, supply) => {
        const { price } = gsim({
          trade: [
            [0, 0],
            [100, 0],
          ],
          factorBefore: [
            [1, 1],
            [1, 1],
          ],
          factorAfter: [
            [1, 1],
            [1 + rise, 1],
          ],
          demand: [demand, demand],
          substitution: [5, 5],
          supply: [supply, supply],
        });
        near(price[1] ?? 0, Math.max(-1, (demand * rise) / (supply - demand)));
      }),
    );
  });
});

describe("one good at a world price", () => {
  const goods = fc.record({
    demanded: between(1, 1000),
    supplied: fc.oneof(fc.constant(0), between(1, 1000)),
    demand: between(-6, 0),
    supply: between(0, 6),
  });

  test("without a tariff imports are what is used and not made at home", () => {
    fc.assert(
      fc.property(goods, (market) => {
        near(importsUnder(market, 0), Math.max(0, market.demanded - market.supplied));
      }),
    );
  });

  test("imports fall as the tariff rises, never below zero, to zero at the prohibitive tariff and not before", () => {
    fc.assert(
      fc.property(goods, tariffs, tariffs, (market, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(importsUnder(market, high)).toBeLessThanOrEqual(importsUnder(market, low) + 1e-9);
        expect(importsUnder(market, high)).toBeGreaterThanOrEqual(0);
        const ends = prohibitiveTariff(market);
        if (ends === null) expect(importsUnder(market, high)).toBeGreaterThanOrEqual(0);
        else if (high > ends * (1 + 1e-6) + 1e-6) near(importsUnder(market, high), 0, 6);
        else if (high < ends * (1 - 1e-6) - 1e-6) expect(importsUnder(market, high)).toBeGreaterThan(0);
      }),
    );
  });

  test("without production at home imports are all of demand, and no tariff ends them", () => {
    fc.assert(
      fc.property(goods, tariffs, (market, tariff) => {
        const abroad = { ...market, supplied: 0 };
        near(importsUnder(abroad, tariff), market.demanded * (1 + tariff) ** market.demand);
        expect(prohibitiveTariff(abroad)).toBeNull();
        near(importElasticity(abroad) ?? Number.NaN, market.demand);
      }),
    );
  });

  test("where neither side answers, no tariff ends imports; where nothing is imported, none is needed", () => {
    const rigid = { demanded: 100, supplied: 60, demand: 0, supply: 0 };
    expect(prohibitiveTariff(rigid)).toBeNull();
    expect(importsUnder(rigid, 10)).toBe(40);
    expect(prohibitiveTariff({ ...rigid, supplied: 100 })).toBe(0);
    expect(prohibitiveTariff({ ...rigid, supplied: 120 })).toBe(0);
  });
});
