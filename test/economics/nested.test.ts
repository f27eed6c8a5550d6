/** Domestic goods and imports in nests, whatever the tariffs and whatever is traded: METHODS 2.6. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Benchmark } from "../../src/economics/benchmark.js";
import { sum } from "../../src/economics/elementary.js";
import { respond } from "../../src/economics/market.js";
import { type NestedDemand, nested } from "../../src/economics/nested.js";
import { passThroughOf, UNLIMITED } from "../../src/economics/response.js";
import { benchmarks, near, substitutions } from "./random-trade.js";

const demands: fc.Arbitrary<NestedDemand> = fc.record({
  substitution: substitutions,
  amongImports: substitutions,
  industry: fc.double({ min: -3, max: -0.2, noNaN: true }),
});
const several = fc.array(benchmarks, { minLength: 1, maxLength: 5 });
const nothing = (one: Benchmark): Benchmark => ({ ...one, spend: 0 });

test("no change of tariff is no change at all, exactly", () => {
  fc.assert(
    fc.property(benchmarks, several, demands, (home, imports, demand) => {
      const still = (one: Benchmark) => ({ ...one, after: one.before });
      const found = nested(still(home), imports.map(still), demand);
      expect([found.price, found.importPrice, found.diverted]).toEqual([1, 1, 0]);
      for (const { buyerPrice, exporterPrice, quantity } of [found.domestic, ...found.imports])
        expect([buyerPrice, exporterPrice, quantity]).toEqual([1, 1, 1]);
    }),
  );
});

test("demand of -1 keeps what buyers spend on domestic goods and imports together", () => {
  fc.assert(
    fc.property(benchmarks, several, demands, (home, imports, demand) => {
      const found = nested(home, imports, { ...demand, industry: -1 });
      const spent = [found.domestic, ...found.imports].map(({ spend }) => spend);
      near(sum(spent), sum([home, ...imports].map(({ spend }) => spend)), 7);
    }),
  );
});

describe("a single source is the single market", () => {
  const aloneAs = (one: Benchmark, industry: number) =>
    respond(
      { value: one.spend / (1 + one.before), before: one.before, after: one.after },
      { demand: industry, passThrough: passThroughOf(one.supply, industry) },
    );

  test("if it is abroad", () => {
    fc.assert(
      fc.property(benchmarks, benchmarks, demands, (home, one, demand) => {
        fc.pre(one.spend > 0);
        const [found] = nested(nothing(home), [one], demand).imports;
        const alone = aloneAs(one, demand.industry);
        near(found?.buyerPrice ?? 0, alone.buyerPrice, 7);
        near(found?.receipts ?? 0, alone.value, 7);
        near(found?.duty ?? 0, alone.dutyAfter, 7);
      }),
    );
  });

  test("if it is at home", () => {
    fc.assert(
      fc.property(benchmarks, several, demands, (home, imports, demand) => {
        fc.pre(home.spend > 0);
        const { domestic } = nested(home, imports.map(nothing), demand);
        const alone = aloneAs(home, demand.industry);
        near(domestic.buyerPrice, alone.buyerPrice, 7);
        near(domestic.receipts, alone.value, 7);
      }),
    );
  });
});

test("equal tariffs and supplies give imports one price, and divert nothing", () => {
  fc.assert(
    fc.property(benchmarks, several, benchmarks, demands, (home, all, model, demand) => {
      const imports = all.map(({ spend }) => ({ ...model, spend }));
      const found = nested(home, imports, demand);
      for (const { buyerPrice } of found.imports) near(buyerPrice, found.imports[0]?.buyerPrice ?? 0);
      expect(found.diverted).toBe(0);
    }),
  );
});

test("where supply is without limit buyers pay the whole tariff, and no seller's price moves", () => {
  fc.assert(
    fc.property(benchmarks, several, demands, (home, all, demand) => {
      const imports = all.map((one) => ({ ...one, supply: UNLIMITED }));
      for (const [at, found] of nested(home, imports, demand).imports.entries()) {
        const { before = 0, after = 0 } = imports[at] ?? {};
        near(found.exporterPrice, 1);
        near(found.buyerPrice, (1 + after) / (1 + before));
      }
    }),
  );
});

test("a source that sells nothing goes on selling nothing, and does not disturb the others", () => {
  fc.assert(
    fc.property(benchmarks, several, benchmarks, demands, (home, imports, other, demand) => {
      fc.pre(sum(imports.map(({ spend }) => spend)) > 0);
      const without = nested(home, imports, demand);
      const found = nested(home, [...imports, { ...nothing(other), after: other.before }], demand);
      near(Math.log(found.price), Math.log(without.price), 7);
      expect(found.imports.at(-1)).toMatchObject({ spend: 0, receipts: 0, duty: 0 });
      for (const [at, { receipts }] of without.imports.entries())
        near(found.imports[at]?.receipts ?? Number.NaN, receipts, 6);
    }),
  );
});

test("what is spent is what sellers get and the duty; nothing is below zero, at 1000% too", () => {
  fc.assert(
    fc.property(benchmarks, several, demands, (home, imports, demand) => {
      const found = nested(home, imports, demand);
      for (const { spend, receipts, duty, quantity } of [found.domestic, ...found.imports]) {
        near(spend, receipts + duty);
        for (const amount of [spend, receipts, duty, quantity]) expect(amount).toBeGreaterThanOrEqual(0);
      }
      expect(found.diverted).toBeGreaterThanOrEqual(0);
    }),
  );
});
