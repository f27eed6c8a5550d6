/** From duty owed to the budget: METHODS 2.9, 2.10, 3.4. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueElasticity, welfareOf } from "../../src/economics/market.js";
import { passThroughOf, UNLIMITED } from "../../src/economics/response.js";
import {
  bestTariff,
  budgetPath,
  dynamicRevenue,
  effectiveRates,
  netRevenue,
  revenuePeak,
  revenuePeakOfLine,
  revenuePeakWithEvasion,
  scored,
} from "../../src/economics/revenue.js";
import { respondAll } from "./cells.js";
import { japan, YALE } from "./japan-2024.js";
import { near } from "./random-trade.js";

describe("average tariffs", () => {
  const cells = [
    { valueBefore: 60, valueAfter: 40, before: 0, after: 0.25 },
    { valueBefore: 30, valueAfter: 45, before: 0.02, after: 0.1 },
    { valueBefore: 10, valueAfter: 15, before: 0.05, after: 0.05 },
  ];

  test("are different with different weights", () => {
    const found = effectiveRates(cells);
    near(found.before ?? 0, 0.011);
    near(found.currentWeight ?? 0, 0.1525);
    near(found.fixedWeight ?? 0, 0.185);
    near(found.simple ?? 0, 0.4 / 3);
  });

  test("of no trade are not known, and not zero", () => {
    const shut = cells.map((cell) => ({ ...cell, valueAfter: 0 }));
    expect(effectiveRates(shut).currentWeight).toBeNull();
    expect(effectiveRates([])).toEqual({
      before: null,
      currentWeight: null,
      fixedWeight: null,
      simple: null,
    });
  });

  test("fall with current weights when a tariff shuts trade out", () => {
    const at = (rise: number) => {
      const { totals } = respondAll([
        { value: 50, before: 0, after: rise, behaviour: { demand: -6, passThrough: 1 } },
        { value: 50, before: 0, after: 0, behaviour: { demand: -6, passThrough: 1 } },
      ]);
      return totals.dutyAfter / totals.valueAfter;
    };
    expect(at(3)).toBeLessThan(at(0.3));
  });
});

describe("gross to net", () => {
  test("10% uncollected and an offset of 23% leave 69.3%, or 67% if added", () => {
    const collection = { uncollected: 0.1, offset: 0.23 };
    expect(netRevenue(100, { ...collection, mode: "chained" })).toEqual({
      gross: 100,
      collected: 90,
      net: 90 * 0.77,
    });
    expect(netRevenue(100, { ...collection, mode: "additive" }).net).toBeCloseTo(67, 12);
  });
});

/** Census imports from Japan of 2024 in $bn; cars and metals at 25 and 50%, a reciprocal tariff on the rest. */
describe("imports from Japan in four groups", () => {
  test.each`
    reciprocal | rise              | duty
    ${0.1}     | ${0.165320217142} | ${25.01956675585}
    ${0.24}    | ${0.243132546529} | ${36.79568708259}
  `("at $reciprocal the law adds $rise of their value", ({ reciprocal, rise, duty }) => {
    const cells = japan({ reciprocal, demand: 0, passThrough: 1 });
    const { totals } = respondAll(cells);
    expect(totals.dutyAfter - totals.dutyBefore).toBeCloseTo(duty, 8);
    expect((totals.dutyAfter - totals.dutyBefore) / totals.valueBefore).toBeCloseTo(rise, 11);
  });

  test.each`
    reciprocal | demand   | imports              | duty                 | gross                | net
    ${0.1}     | ${-0.76} | ${135.382936128966}  | ${23.51752596857414} | ${21.23530911357414} | ${14.716069215706879}
    ${0.1}     | ${-2}    | ${115.0529808781964} | ${18.90002091302726} | ${16.61780405802726} | ${11.516138212212892}
    ${0.24}    | ${-0.76} | ${128.528744306933}  | ${32.75464799863919} | ${30.47243114363919} | ${21.11739478254196}
    ${0.24}    | ${-2}    | ${100.5825781382864} | ${25.08326580814643} | ${22.80104895314643} | ${15.801126924530474}
  `(
    "reciprocal $reciprocal, demand $demand, pass-through 0.95: $imports left",
    ({ reciprocal, demand, ...expected }) => {
      const { totals } = respondAll(japan({ reciprocal, demand, passThrough: 0.95 }));
      const gross = totals.dutyAfter - totals.dutyBefore;
      expect(totals.valueAfter).toBeCloseTo(expected.imports, 8);
      expect(totals.dutyAfter).toBeCloseTo(expected.duty, 8);
      expect(gross).toBeCloseTo(expected.gross, 8);
      expect(netRevenue(gross, YALE).net).toBeCloseTo(expected.net, 8);
    },
  );
});

describe("the tariff that raises most", () => {
  test.each`
    demand   | supply       | peak
    ${-0.76} | ${UNLIMITED} | ${null}
    ${-1}    | ${UNLIMITED} | ${null}
    ${-2}    | ${UNLIMITED} | ${1}
    ${-3}    | ${UNLIMITED} | ${0.5}
    ${-4}    | ${UNLIMITED} | ${1 / 3}
    ${-2}    | ${38}        | ${1.052631579}
    ${-4}    | ${2}         | ${1}
  `("demand $demand, supply $supply: $peak", ({ demand, supply, peak }) => {
    const found = revenuePeak(valueElasticity({ demand, passThrough: passThroughOf(supply, demand) }));
    if (peak === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(peak, 9);
  });

  test("of a straight line is at 1/(2|elasticity|)", () => {
    expect(revenuePeakOfLine(-2)).toBe(0.25);
    expect(revenuePeakOfLine(0)).toBeNull();
  });

  test("is lower where evasion rises with it", () => {
    expect(revenuePeakWithEvasion(-2, 1)).toBeCloseTo(Math.SQRT2 - 1, 11);
    expect(revenuePeakWithEvasion(-2, 0)).toBe(1);
    expect(revenuePeakWithEvasion(0, 2)).toBeCloseTo(0.5, 11);
  });

  test.each([2, 5, 10])("supply %d: no tariff of a fine grid gains more than 1/supply", (supply) => {
    const gain = (after: number) =>
      welfareOf({ value: 100, before: 0, after }, { demand: -2, passThrough: passThroughOf(supply, -2) })
        .home;
    const best = gain(bestTariff(supply));
    for (let step = 0; step <= 200; step++) expect(gain(step / 100)).toBeLessThanOrEqual(best + 1e-12);
  });
});

describe("years of a budget", () => {
  /** Example of the Yale Budget Lab's form: imports fall by 15%, the effective tariff rises by ten points. */
  test.each`
    year    | imports | duty  | phasedIn | after       | dutyAfter   | net
    ${2026} | ${4283} | ${84} | ${0.66}  | ${3858.983} | ${461.5823} | ${252.980141}
    ${2027} | ${4468} | ${87} | ${1}     | ${3797.8}   | ${453.73}   | ${245.7091}
    ${2028} | ${4634} | ${89} | ${1}     | ${3938.9}   | ${469.54}   | ${254.9618}
  `("$year: $after of imports, $dutyAfter of duty", ({ year, imports, duty, phasedIn, ...expected }) => {
    const [found] = budgetPath([{ year, imports, duty, phasedIn }], -0.15, 0.1);
    expect(found?.imports).toBeCloseTo(expected.after, 9);
    expect(found?.duty).toBeCloseTo(expected.dutyAfter, 9);
    expect(netRevenue(found?.gross ?? 0, { ...YALE, mode: "additive" }).net).toBeCloseTo(expected.net, 9);
  });

  const scorer = {
    baseYear: 2024,
    baseImports: 3266.4,
    growth: 0.036,
    tariffBefore: 0.0242,
    demand: { shortRun: -0.76, longRun: -2, years: 6 },
    composition: { first: 0.892, last: 0.797 },
    offset: 0.23,
  };

  /** CBO's ten years: $3,300bn for 18 points (August 2025), $2,500bn for 14 (November 2025). A weak agreement. */
  test.each([
    [0.18, 3393.2918670683143, 3300, 1.03],
    [0.14, 2759.1915380388527, 2500, 1.1],
  ])("a rise of %d scores %d, against %d of CBO", (rise, total, published, ratio) => {
    const found = scored(scorer, rise, 2026, 10);
    expect(found).toBeCloseTo(total, 8);
    expect(found / published).toBeCloseTo(ratio, 2);
  });
});

describe("revenue lost to slower growth", () => {
  const rules = [
    [2025, 0.983, 1.095609, 30441.1, -4.219, 30111.4, 30136.1],
    [2026, 1.015, 0.040825, 31640.6, -11.04, 31280.6, 31341.3],
    [2027, 1.058, 0.037559, 32841.0, -18.894, 32437.7, 32538.1],
    [2028, 1.105, 0.035649, 34078.4, -27.509, 33620.2, 33764.5],
  ].map(
    ([
      year = 0,
      productivityGrowth = 0,
      impulse = 0,
      nominalGdp = 0,
      revenue = 0,
      gdp = 0,
      baseline = 0,
    ]) => ({
      year,
      productivityGrowth,
      impulse,
      nominalGdp,
      exampleRevenue: revenue,
      exampleGdp: gdp,
      exampleBaseline: baseline,
    }),
  );

  test("is what the Yale Budget Lab published for fiscal years 2025 to 2027, within 0.1%", () => {
    const found = dynamicRevenue(rules, [-0.187, -0.626, 0.076, 0]);
    for (const [year, published] of [-7.91, -41.12, -52.09].entries())
      expect(Math.abs((found[year] ?? 0) / published - 1)).toBeLessThan(0.001);
    expect(found[3]).toBeCloseTo(-55.292847, 6);
  });

  test("is nothing if growth is the same, and grows with the loss", () => {
    for (const loss of dynamicRevenue(rules, [0, 0, 0, 0])) expect(loss).toBeCloseTo(0, 12);
    fc.assert(
      fc.property(fc.double({ min: -2, max: -0.01, noNaN: true }), (change) => {
        for (const loss of dynamicRevenue(rules, [change, 0, 0, 0])) expect(loss).toBeLessThan(0);
      }),
    );
  });
});
