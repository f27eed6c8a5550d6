/** Models take plain numbers. What programs give that is none is refused with its place; nothing comes out as NaN. */
import { expect, test } from "vitest";
import * as models from "../../src/economics.js";
import { UserError } from "../../src/pure.js";

const market = { value: 100, before: 0, after: 0.25 };
const behaviour = { demand: -2, passThrough: 0.95 };
const source = { spend: 100, before: 0, after: 0.1, supply: 5 };
const withHole = [source, source, source];
delete withHole[1];
const prior = { id: "demand", distribution: { kind: "uniform", low: -3, high: -1 }, central: -2 };

const all: Readonly<Record<string, unknown>> = { ...models };

/** The mistake that a call is; `null` where it gives an answer. Any other error fails the test. */
function mistake(name: keyof typeof models, ...given: unknown[]): UserError | null {
  try {
    (all[name] as (...each: unknown[]) => unknown)(...given);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

class Elasticity {
  demand = -2;
}

test.each<[keyof typeof models, unknown[], string]>([
  ["respond", [{ ...market, after: Number.NaN }, behaviour], "respond: argument 1.after"],
  ["respond", [{ ...market, after: "0.25" }, behaviour], "respond: argument 1.after"],
  ["respond", [{ ...market, value: Number.POSITIVE_INFINITY }, behaviour], "respond: argument 1.value"],
  ["respond", [{ ...market, value: new Date() }, behaviour], "respond: argument 1.value"],
  ["respond", [{ ...market, value: 5n }, behaviour], "respond: argument 1.value"],
  ["respond", [{ value: 100, before: 0 }, behaviour], "respond"],
  ["respond", [market], "respond"],
  ["respond", [JSON.parse('{"__proto__": {"value": 5}}'), behaviour], "respond"],
  ["respond", [{ ...market, constructor: "5" }, behaviour], "respond: argument 1.constructor"],
  ["respond", [market, undefined], "respond: argument 2"],
  ["respond", [null, behaviour], "respond: argument 1"],
  ["respond", [market, { ...behaviour, response: "cubic" }], "respond: argument 2.response"],
  ["respond", [{ ...market, after: -3 }, behaviour], "respond"],
  ["armington", [withHole, { substitution: 4, industry: -1 }], "armington: argument 1[1]"],
  ["armington", [[source], { substitution: "4", industry: -1 }], "armington: argument 2.substitution"],
  [
    "outputFor",
    [
      [[0.1, 0.2], [0.3]],
      [1, Number.NaN],
    ],
    "outputFor: argument 2[1]",
  ],
  ["outputFor", [[[1]], [1]], "outputFor"],
  ["basketRise", [new Map()], "basketRise: argument 1"],
  ["basketRise", [() => 1], "basketRise: argument 1"],
  ["respond", [market, { ...behaviour, demand: () => -2 }], "respond: argument 2.demand"],
  ["gsim", [() => 1], "gsim: argument 1"],
  ["smart", [() => 1, behaviour, 1], "smart: argument 1"],
  ["solveFor", [0.25, 5], "solveFor: argument 1"],
  ["solveFor", [{}, () => 1], "solveFor: argument 1"],
  ["tornado", [() => 1, () => 1], "tornado: argument 1"],
  ["tornado", [[prior], 5], "tornado: argument 2"],
  ["tornado", [{}, () => 1], "priors"],
  ["bandsOf", [[prior], () => ({ a: 1 }), { draws: 5, seed: 1 }, 5], "bandsOf: argument 4"],
  [
    "basketRise",
    [[{ weight: "1", importShare: 1, passThrough: 1, rise: 1 }]],
    "basketRise: argument 1[0].weight",
  ],
  ["gdpChange", [1, 0, 1, 1], "gdpChange"],
  ["gdpChange", [0, 0, 1, 1], "gdpChange"],
  ["quantileOf", [[], 0.5], "quantileOf"],
  ["quantileOf", [[1, 2], 2], "probability"],
  ["bandOf", [[1]], "sample"],
  ["ratesBetween", [0, 1, 0, []], "step"],
  ["ratesBetween", [0, 1e12, 1e-9, []], "step"],
  ["gridOf", [[1, 2, 3, 4].map((id) => ({ lever: `${id}`, rates: new Array(100).fill(0) }))], "axes"],
  ["solveFor", [() => Number.NaN, 1], "solveFor"],
  ["drawsOf", [[prior], { draws: 1e12, seed: 1 }], "draws"],
  ["drawsOf", [[prior], { draws: 2, seed: -1 }], "seed"],
  ["drawsOf", [[prior], { draws: 2.5, seed: 1 }], "draws"],
  ["tornado", [[prior], () => Number.NaN], "tornado"],
  ["netRevenue", ["100", { uncollected: 0, offset: 0, mode: "chained" }], "netRevenue: argument 1"],
  ["netRevenue", [100, { uncollected: 0, offset: 0, mode: "other" }], "netRevenue: argument 2.mode"],
  ["bestTariff", [0], "bestTariff"],
])("%s refuses what is no number, case %#", (name, given, where) => {
  const said = mistake(name, ...given);
  expect(said).toMatchObject({ code: "INVALID" });
  expect(said?.where).toBe(where);
});

test.each<[keyof typeof models, unknown[]]>([
  ["respond", [Object.freeze({ ...market }), Object.freeze({ ...behaviour })]],
  ["respond", [new Proxy({ ...market }, {}), { ...behaviour, response: undefined }]],
  ["respond", [{ ...market, before: -0 }, Object.assign(new Elasticity(), { passThrough: 1 })]],
  [
    "armington",
    [[{ ...source, supply: models.UNLIMITED, domestic: false }, source], { substitution: 4, industry: -1 }],
  ],
  ["passThroughOf", [models.UNLIMITED, -2]],
  ["supplyOf", [1, -2]],
  ["bestTariff", [models.UNLIMITED]],
  ["formulaRate", [123.5, 291.6]],
])("%s takes any form of numbers, case %#", (name, given) => {
  expect(mistake(name, ...given)).toBeNull();
});

test("a window far out of any tariff ends", () => {
  expect(
    models.solveFor((rate) => -((rate - 3e11) ** 2), -1, { from: 0, to: 1e12 }).highest.rate,
  ).toBeGreaterThan(0);
});
