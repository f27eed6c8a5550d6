/** Every model as the commands use it, whatever the rates and whatever is traded: METHODS 2 and 5. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settingsOf } from "../../src/commands/scenario/response/settings.js";
import { inMarket, type SourcedMarket } from "../../src/commands/scenario/response/trade.js";
import { createContext } from "../../src/data/context.js";
import { near } from "../economics/random-trade.js";
import { DATA } from "../shipped.js";

const estimates = await createContext(DATA, "0").estimates();
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const rates = fc.oneof(fc.constantFrom(0, 0.025, 0.25, 1.45, 10), between(0, 10));
const market = fc.record({ value: fc.oneof(fc.constant(0), between(1, 1e11)), before: rates, after: rates });
const markets: fc.Arbitrary<SourcedMarket> = fc.record({
  sector: fc.constantFrom("cars", "machinery"),
  own: market,
  others: fc.array(market, { maxLength: 4 }),
  substitution: between(0.3, 15),
});
const demands = between(-6, -0.1);
const throughs = fc.oneof(fc.constantFrom(0, 1), between(0.05, 1));

describe.each(["armington", "nested", "smart", "gsim"] as const)("%s", (response) => {
  const asked = (through: number) =>
    settingsOf(
      {
        response,
        passthrough: [{ sector: null, value: through }],
        ...(response === "nested" ? { domestic: [{ sector: "cars", value: 480e9 }] } : {}),
      },
      estimates,
    );

  test("gives numbers, none of trade or price below zero", () => {
    fc.assert(
      fc.property(markets, demands, throughs, (one, demand, through) => {
        const { welfare, others, ...found } = inMarket(one, demand, asked(through));
        for (const number of [welfare, others, ...Object.values(found)])
          expect(Number.isFinite(number)).toBe(true);
        for (const amount of [found.after, found.volume, found.duty, found.buyerPrice, found.exporterPrice])
          expect(amount).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("what consumers, importers and sellers bear is what the law adds", () => {
    fc.assert(
      fc.property(markets, demands, throughs, (one, demand, through) => {
        const found = inMarket(one, demand, asked(through));
        const apart =
          found.consumers + found.importers + found.foreignSellers - (found.staticDuty - found.recordedDuty);
        near(apart / (1 + found.before), 0, 12);
      }),
    );
  });

  test("no change of tariff is no change at all", () => {
    fc.assert(
      fc.property(markets, demands, throughs, ({ own, others, ...one }, demand, through) => {
        const still = {
          ...one,
          own: { ...own, after: own.before },
          others: others.map((other) => ({ ...other, after: other.before })),
        };
        const found = inMarket(still, demand, asked(through));
        near(found.after, own.value);
        expect([found.buyerPrice, found.exporterPrice]).toEqual([1, 1]);
        const whole = 1 + [still.own, ...still.others].reduce((sum, { value }) => sum + value, 0);
        near((found.welfare ?? Number.NaN) / whole, 0, 12);
      }),
    );
  });

  test("where nobody else sells, buyers have no one else to turn to", () => {
    fc.assert(
      fc.property(markets, demands, throughs, (one, demand, through) => {
        const found = inMarket({ ...one, others: [] }, demand, asked(through));
        expect(found.others).toBe(0);
      }),
    );
  });
});
