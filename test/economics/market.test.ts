/** One market of constant elasticities: METHODS 2.1 to 2.3, 2.11. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Behaviour,
  type Market,
  respond,
  valueElasticity,
  welfareOf,
} from "../../src/economics/market.js";
import {
  burdenOf,
  demandAfter,
  formFor,
  levelPassThrough,
  passThroughOf,
  quantityAfter,
  supplyOf,
  UNLIMITED,
} from "../../src/economics/response.js";
import { respondAll } from "./cells.js";
import { behaviours, markets, near, tariffs } from "./random-trade.js";

const behaviour = (demand: number, supply: number): Behaviour => ({
  demand,
  passThrough: passThroughOf(supply, demand),
});

describe("an exact change of tariff", () => {
  test.each`
    value  | before   | after    | demand   | supply       | buyer                 | exporter              | quantity               | valueAfter            | duty
    ${100} | ${0}     | ${0.25}  | ${-2}    | ${UNLIMITED} | ${1.25}               | ${1}                  | ${0.64}                | ${64}                 | ${16}
    ${100} | ${0.025} | ${0.275} | ${-2}    | ${38}        | ${1.230401929206915}  | ${0.989146648970265}  | ${0.6605504506404029}  | ${65.3381264726753}   | ${17.96798477998571}
    ${100} | ${0}     | ${0.1}   | ${-0.76} | ${UNLIMITED} | ${1.1}                | ${1}                  | ${0.9301255177202058}  | ${93.01255177202059}  | ${9.301255177202059}
    ${100} | ${0.1}   | ${0}     | ${-2}    | ${5}         | ${0.9341869503016964} | ${1.027605645331866}  | ${1.1458622377973458}  | ${117.74945043331577} | ${0}
    ${100} | ${0}     | ${1.5}   | ${-4}    | ${2}         | ${1.357208808297453}  | ${0.5428835233189814} | ${0.29472251989123094} | ${16}                 | ${24}
    ${100} | ${0}     | ${0.25}  | ${-1}    | ${1}         | ${1.118033988749895}  | ${0.8944271909999159} | ${0.8944271909999159}  | ${80}                 | ${20}
    ${0}   | ${0}     | ${0.25}  | ${-2}    | ${38}        | ${1.23613104113129}   | ${0.9889048329050316} | ${0.6544417168406866}  | ${0}                  | ${0}
  `(
    "from $before to $after, demand $demand, supply $supply",
    ({ value, before, after, demand, supply, ...expected }) => {
      const found = respond({ value, before, after }, behaviour(demand, supply));
      expect(found.buyerPrice).toBeCloseTo(expected.buyer, 9);
      expect(found.exporterPrice).toBeCloseTo(expected.exporter, 9);
      expect(found.quantity).toBeCloseTo(expected.quantity, 9);
      expect(found.value).toBeCloseTo(expected.valueAfter, 9);
      expect(found.dutyAfter).toBeCloseTo(expected.duty, 9);
    },
  );

  test("no change of tariff is no change at all, exactly", () => {
    fc.assert(
      fc.property(markets, behaviours, (market, behaviour) => {
        const found = respond({ ...market, after: market.before }, behaviour);
        expect(found).toMatchObject({ buyerPrice: 1, exporterPrice: 1, quantity: 1, value: market.value });
        expect(found.dutyAfter).toBe(found.dutyBefore);
      }),
    );
  });

  test("demand of elasticity -1 keeps what buyers spend", () => {
    fc.assert(
      fc.property(markets, behaviours, (market, { passThrough }) => {
        const { value } = respond(market, { demand: -1, passThrough });
        near(value * (1 + market.after), market.value * (1 + market.before));
      }),
    );
  });

  test("buyers who do not respond buy as much", () => {
    expect(respond({ value: 100, before: 0, after: 1.45 }, { demand: 0, passThrough: 1 }).quantity).toBe(1);
  });

  test("value moves with the tax factor to the power of its elasticity", () => {
    expect(valueElasticity(behaviour(-2, 38))).toBeCloseTo(-1.95, 12);
    expect(valueElasticity(behaviour(-4, 2))).toBeCloseTo(-2, 12);
  });

  test("what sellers lose is lost on price and on volume, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(markets, behaviours)), (pairs) => {
        const { totals } = respondAll(pairs.map(([market, behaviour]) => ({ ...market, behaviour })));
        near(totals.lostOnPrice + totals.lostOnVolume, totals.valueBefore - totals.valueAfter);
      }),
    );
  });
});

describe("pass-through and supply are two views of one parameter", () => {
  test("0.95 at a demand of -2 is a supply of 38", () => {
    expect(supplyOf(0.95, -2)).toBeCloseTo(38, 9);
    expect(passThroughOf(38, -2)).toBeCloseTo(0.95, 12);
  });

  test("buyers bear all where supply is without limit", () => {
    expect(supplyOf(1, -2)).toBe(UNLIMITED);
    expect(passThroughOf(UNLIMITED, -2)).toBe(1);
  });

  test("in logs 0.95 is 0.9445 in levels at 25%", () => {
    expect(levelPassThrough(0.95, 1.25)).toBeCloseTo(0.9445, 4);
  });

  test("one gives the other back", () => {
    fc.assert(
      fc.property(behaviours, ({ demand, passThrough }) => {
        fc.pre(demand < -1e-6);
        near(passThroughOf(supplyOf(passThrough, demand), demand), passThrough);
      }),
    );
  });

  test("the shares of those who pay sum to 1", () => {
    fc.assert(
      fc.property(
        behaviours,
        tariffs,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ passThrough }, tariff, retail) => {
          const { foreignSellers, importers, consumers } = burdenOf(passThrough, 1 + tariff, retail);
          near(foreignSellers + importers + consumers, 1);
          expect(Math.min(foreignSellers, importers, consumers)).toBeGreaterThanOrEqual(-1e-12);
        },
      ),
    );
  });
});

describe("three readings of an elasticity", () => {
  test.each([
    ["log", 0.64],
    ["arc", 0.63636363636],
    ["linear", 0.5],
  ] as const)("%s: at 25% and -2, %d is left", (form, left) => {
    expect(quantityAfter(form, 1.25, -2)).toBeCloseTo(left, 9);
  });

  test("they agree to second order at one point", () => {
    const [log, arc, linear] = (["log", "arc", "linear"] as const).map((form) =>
      quantityAfter(form, 1.01, -2),
    );
    expect(Math.abs((log ?? 0) - (arc ?? 1))).toBeLessThan(1e-5);
    expect(Math.abs((log ?? 0) - (linear ?? 1))).toBeLessThan(5e-4);
  });

  test("a straight line ends at 1/|elasticity|, the midpoint formula later", () => {
    expect(quantityAfter("linear", 1.5, -2)).toBe(0);
    expect(quantityAfter("linear", 1.8, -2)).toBe(0);
    expect(quantityAfter("arc", 2, -4)).toBe(0);
    expect(quantityAfter("log", 2, -4)).toBeGreaterThan(0);
  });

  test("from 125% on, both give way to log", () => {
    expect(formFor("linear", 2.24)).toBe("linear");
    expect(formFor("arc", 2.25)).toBe("log");
    expect(quantityAfter("linear", 2.45, -2)).toBe(quantityAfter("log", 2.45, -2));
  });

  test("no form goes below zero, at any tariff", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("log", "arc", "linear"),
        tariffs,
        behaviours,
        (form, tariff, { demand }) => {
          expect(quantityAfter(form, 1 + tariff, demand)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe("demand over the years", () => {
  const path = { shortRun: -0.76, longRun: -2, years: 6 };

  test.each([
    [-1, -0.76],
    [0, -0.76],
    [3, -1.38],
    [6, -2],
    [20, -2],
  ])("after %d years it is %d", (year, elasticity) => {
    expect(demandAfter(path, year)).toBeCloseTo(elasticity, 12);
  });

  /** Penn Wharton Budget Model, June 2025: $bn of imports before the response, static revenue, imports after it. */
  test.each`
    year    | imports | revenue | left
    ${2026} | ${2530} | ${487}  | ${2223}
    ${2027} | ${2580} | ${497}  | ${2184}
    ${2028} | ${2632} | ${507}  | ${2146}
    ${2029} | ${2684} | ${517}  | ${2109}
    ${2030} | ${2738} | ${527}  | ${2074}
    ${2031} | ${2793} | ${538}  | ${2040}
    ${2032} | ${2849} | ${549}  | ${2007}
    ${2033} | ${2906} | ${560}  | ${2047}
    ${2034} | ${2964} | ${571}  | ${2088}
    ${2035} | ${3023} | ${582}  | ${2130}
  `(
    "follows the imports that Penn Wharton published for $year within 0.45%",
    ({ year, imports, revenue, left }) => {
      const demand = demandAfter(path, year - 2026);
      const { value } = respond(
        { value: imports, before: 0, after: revenue / imports },
        { demand, passThrough: 1 },
      );
      expect(Math.abs(value / left - 1)).toBeLessThan(0.0045);
    },
  );
});

describe("welfare", () => {
  const market: Market = { value: 100, before: 0, after: 0.25 };

  test("a quarter on 100, demand -2, price given: buyers lose 20, the treasury gains 16", () => {
    const found = welfareOf(market, behaviour(-2, UNLIMITED));
    expect(found.consumers).toBeCloseTo(-20, 9);
    expect(found.revenue).toBeCloseTo(16, 9);
    expect(found.foreignSellers).toBeCloseTo(0, 12);
    expect(found.home).toBeCloseTo(-4, 9);
  });

  test("sellers with an elasticity of 5 bear a part", () => {
    const found = welfareOf({ value: 100, before: 0.025, after: 0.275 }, behaviour(-2, 5));
    expect(found.consumers).toBeCloseTo(-14.796010006481081, 9);
    expect(found.revenue).toBeCloseTo(16.41654686134722, 9);
    expect(found.foreignSellers).toBeCloseTo(-5.202092811304715, 9);
    expect(found.world).toBeCloseTo(-3.5815559564385753, 9);
  });

  test("its parts sum to it, and a tariff on free trade never gains for the world", () => {
    fc.assert(
      fc.property(markets, behaviours, (market, behaviour) => {
        const found = welfareOf({ ...market, before: 0 }, behaviour);
        near(found.home, found.consumers + found.revenue);
        near(found.world, found.home + found.foreignSellers);
        expect(found.world).toBeLessThanOrEqual(1e-9 * (1 + market.value));
      }),
    );
  });

  test("the loss of buyers at elasticity -1 is the limit of those beside it", () => {
    const at = (demand: number) => welfareOf(market, { demand, passThrough: 1 }).consumers;
    expect(at(-1)).toBeCloseTo(-100 * Math.log(1.25), 9);
    expect(at(-1)).toBeCloseTo(at(-1 + 1e-9), 6);
  });
});
