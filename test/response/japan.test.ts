/** Trade that answers a tariff: the table of METHODS 3.4 from its own four groups, and what must hold of any trade. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOfCell, type TradeCell, totalOutcome } from "../../src/commands/scenario/response/cells.js";
import { type ResponseFlags, settingsOf } from "../../src/commands/scenario/response/settings.js";
import { inMarket } from "../../src/commands/scenario/response/trade.js";
import { createContext } from "../../src/data/context.js";
import { DATA } from "../shipped.js";

const estimates = await createContext(DATA, "0").estimates();
const settings = ({ response = "elastic", ...flags }: ResponseFlags) =>
  settingsOf({ ...flags, response }, estimates);

/** Billions of dollars, and rates of base duty, METHODS 3.4; metals at 50%, autos at 25%. */
const GROUPS = [
  { group: "autos", value: 54.667, base: 0.02512, added: 0.25 },
  { group: "metals", value: 5.883, base: 0.01323, added: 0.5 },
  { group: "exempt", value: 6.676, base: 0.00329, added: 0 },
  { group: "other", value: 84.115, base: 0.00962, added: null },
];

const cells = GROUPS.map(
  ({ group, value, base, added }): TradeCell => ({
    group,
    sector: group,
    value,
    recorded: base,
    baseline: base + (added ?? 0.1),
    scenario: base + (added ?? 0.24),
  }),
);

describe("METHODS 3.4, imports from Japan of 2024, pass-through 0.95", () => {
  test.each([
    ["baseline", -0.76, 135.38, 23.52, 21.24, 14.72],
    ["baseline", -2, 115.05, 18.9, 16.62, 11.52],
    ["scenario", -0.76, 128.53, 32.75, 30.47, 21.12],
    ["scenario", -2, 100.58, 25.08, 22.8, 15.8],
  ] as const)(
    "%s, elasticity %d: imports %d, duty %d, added %d, net %d",
    (law, demand, imports, duty, gross, net) => {
      const asked = settings({});
      const outcome = totalOutcome(
        cells.map((cell) => answerOfCell(cell, law, demand, asked)),
        asked.collection,
      );
      expect(outcome.after).toBeCloseTo(imports, 2);
      expect(outcome.duty).toBeCloseTo(duty, 2);
      expect(outcome.gross).toBeCloseTo(gross, 2);
      expect(outcome.net).toBeCloseTo(net, 2);
    },
  );
});

const amount = fc.double({ min: 1, max: 1e9, noNaN: true });
const tariff = fc.double({ min: 0, max: 3, noNaN: true });

test("shares of the burden add up to the added duty", () => {
  fc.assert(
    fc.property(amount, tariff, tariff, (value, recorded, scenario) => {
      const cell = { group: "", sector: "", value, recorded, baseline: recorded, scenario };
      const { consumers, importers, foreignSellers } = answerOfCell(cell, "scenario", -2, settings({}));
      const added = (scenario - recorded) * value;
      expect(Math.abs(consumers + importers + foreignSellers - added)).toBeLessThanOrEqual(
        1e-9 * (value + Math.abs(added)),
      );
    }),
  );
});

test("a law that is not changed changes nothing", () => {
  fc.assert(
    fc.property(amount, tariff, (value, rate) => {
      const cell = { group: "", sector: "", value, recorded: rate, baseline: rate, scenario: rate };
      const outcome = answerOfCell(cell, "scenario", -2, settings({}));
      expect([outcome.after, outcome.buyerPrice, outcome.exporterPrice]).toEqual([value, 1, 1]);
    }),
  );
});

test("one source alone answers as a single market does (METHODS 2.5)", () => {
  fc.assert(
    fc.property(amount, tariff, tariff, (value, before, after) => {
      const asked = settings({ response: "armington", horizon: 0 });
      const market = { sector: "", own: { value, before, after }, others: [], substitution: 5 };
      const cell = { group: "", sector: "", value, recorded: before, baseline: after, scenario: after };
      const [sourced, alone] = [inMarket(market, -2, asked), answerOfCell(cell, "scenario", -2, asked)];
      expect(sourced.after / alone.after).toBeCloseTo(1, 6);
      expect(sourced.buyerPrice).toBeCloseTo(alone.buyerPrice, 6);
    }),
  );
});

describe.each(["armington", "smart", "gsim"] as const)("%s", (response) => {
  test("a tariff on one source moves trade to the others; the same on all moves none", () => {
    const asked = settings({ response, horizon: 6 });
    const other = { value: 300, before: 0.025 };
    const market = (after: number) => ({
      sector: "",
      own: { value: 100, before: 0.025, after: 0.075 },
      others: [{ ...other, after }],
      substitution: 3,
    });
    const [alone, all] = [inMarket(market(0.025), -2, asked), inMarket(market(0.075), -2, asked)];
    expect(alone.others ?? 0).toBeGreaterThan(300);
    expect(alone.after).toBeLessThan(all.after);
    if (response !== "smart") expect((all.others ?? 0) / 300).toBeCloseTo(all.after / 100, 6);
  });
});
