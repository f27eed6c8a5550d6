/** Draws of every model: what a flag gives is held, the same seed gives the same bits, and what must hold of any trade. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOfCell, type TradeCell, totalOutcome } from "../../src/commands/scenario/response/cells.js";
import {
  checkFlags,
  type Model,
  type ResponseFlags,
  settingsOf,
} from "../../src/commands/scenario/response/settings.js";
import {
  type AnsweringTrade,
  inMarket,
  type SourcedMarket,
} from "../../src/commands/scenario/response/trade.js";
import { drawingOf, headlinesOf, uncertainty } from "../../src/commands/scenario/response/uncertainty.js";
import { UserError } from "../../src/contract/errors.js";
import { type Cell, plain } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import type { Estimates } from "../../src/economics/estimates.js";
import { DATA } from "../shipped.js";

const estimates = await createContext(DATA, "0").estimates();
const SOURCED = ["armington", "nested", "smart", "gsim"] as const;
const MODELS = ["elastic", ...SOURCED] as const;

const settings = (flags: ResponseFlags & { response: Model }) =>
  settingsOf(
    { ...(flags.response === "nested" ? { domestic: [{ sector: "cars", value: 480e9 }] } : {}), ...flags },
    estimates,
  );

const cell = (value: number, recorded: number, scenario: number): TradeCell => ({
  group: "cars",
  sector: "cars",
  value,
  recorded,
  baseline: recorded,
  scenario,
});

/** One market of cars: 50 billion from the origin asked about, 300 billion from others, whose rates do not change. */
function tradeOf(flags: ResponseFlags & { response: Model }, own = cell(50e9, 0.025, 0.275)): AnsweringTrade {
  const asked = settings(flags);
  const sourced = (SOURCED as readonly string[]).includes(flags.response);
  const market = (law: "baseline" | "scenario"): SourcedMarket => ({
    sector: "cars",
    own: { value: own.value, before: own.recorded, after: own[law] },
    others: [{ value: 300e9, before: 0.025, after: 0.025 }],
    substitution: 3,
  });
  return {
    cells: [own],
    others: sourced ? { value: 300e9 } : null,
    outcome: (law, demand, _, drawn = asked) =>
      totalOutcome(
        [
          sourced
            ? inMarket({ ...market(law), substitution: 3 * drawn.substitutionTimes }, demand, drawn)
            : answerOfCell(own, law, demand, drawn),
        ],
        drawn.collection,
      ),
  };
}

const bands = (flags: ResponseFlags & { response: Model }, priors: Estimates = estimates) =>
  uncertainty({
    trade: tradeOf(flags),
    settings: settings(flags),
    estimates: priors,
    flags,
    groups: null,
    watch: (all) => all,
  });

const cellsOf = (rows: readonly (readonly Cell[])[]) => rows.map((row) => row.map(plain));

describe.each(MODELS)("%s", (response) => {
  test("the same seed gives the same bits, another seed others", () => {
    const at = (seed: number) => cellsOf(bands({ response, uncertainty: 40, seed }).rows);
    expect(at(7)).toEqual(at(7));
    expect(at(7)).not.toEqual(at(8));
  });

  test("the mean is the point where priors are narrow", () => {
    const narrow = estimates.priors("long").map((prior) => ({
      ...prior,
      distribution: { kind: "uniform", low: prior.central - 1e-7, high: prior.central + 1e-7 } as const,
    }));
    const given = { ...estimates, demand: estimates.demand, priors: () => narrow } as Estimates;
    const flags = { response, uncertainty: 20 };
    const point = tradeOf(flags).outcome("scenario", -2);
    const rows = cellsOf(bands(flags, { ...given, passThrough: estimates.passThrough }).rows);
    for (const id of ["imports", "duty", "net", "welfare"] as const) {
      const mean = Number(rows.find(([, headline]) => headline === id)?.[8]);
      const exact = headlinesOf(point, null)[id] ?? Number.NaN;
      expect(Math.abs(mean - exact)).toBeLessThanOrEqual(1e-4 * Math.abs(exact));
    }
  });

  test("a parameter that a flag gives is held, and the draws of the others stay as they are", () => {
    const flags = {
      response,
      uncertainty: 10,
      elasticity: -1.5,
      passthrough: [{ sector: null, value: 0.9 }],
    };
    const drawing = drawingOf(settings(flags), flags, estimates, response !== "elastic");
    const { demand, drawn } = drawing.settingsAt({
      demand: -3,
      "pass-through": 0.8,
      uncollected: 0.2,
      offset: 0.21,
    });
    expect([demand, drawn.passThrough("cars", demand), drawn.collection.uncollected]).toEqual([
      -1.5, 0.9, 0.2,
    ]);
    expect(drawing.free.map(({ id }) => id)).not.toContain("demand");
    expect(drawing.priors.map(({ id }) => id)).toContain("demand");
  });

  test("shares of the burden sum to 1 in every draw, and gross less what is lost is net", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.double({ min: -4, max: -0.3, noNaN: true }),
        fc.double({ min: 0.8, max: 1, noNaN: true }),
        (before, after, demand, through) => {
          fc.pre(Math.abs(after - before) > 1e-3);
          const flags = { response, passthrough: [{ sector: null, value: through }] };
          const outcome = tradeOf(flags, cell(50e9, before, after)).outcome("scenario", demand);
          const is = headlinesOf(outcome, null);
          const shares =
            (is.consumers_share ?? 0) + (is.importers_share ?? 0) + (is.foreign_sellers_share ?? 0);
          expect(shares).toBeCloseTo(100, 6);
          expect(outcome.net).toBeCloseTo(outcome.gross * 0.9 * 0.77, 0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("flags that give everything leave nothing to draw", () => {
  const flags = {
    response: "elastic" as const,
    elasticity: -2,
    supply: 10,
    compliance: 0.9,
    offset: 0.2,
    uncertainty: 10,
  };
  expect(() => bands(flags)).toThrow(UserError);
});

test("some years after the change, demand is drawn from between the priors of the short and the long run", () => {
  const at = (horizon: number) =>
    drawingOf(settings({ response: "elastic" }), { horizon }, estimates, false).priors[0]?.distribution;
  expect(at(0)).toEqual({ kind: "triangular", low: -1.5, mode: -0.76, high: -0.3 });
  expect(at(6)).toEqual({ kind: "triangular", low: -4, mode: -2, high: -1 });
  expect(at(3)).toEqual({ kind: "triangular", low: -2.75, mode: -1.38, high: -0.65 });
});

describe("welfare (METHODS 2.11)", () => {
  test("one source alone gains or loses as a single market does", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (before, after) => {
          const asked = settings({ response: "armington", horizon: 0 });
          const own = { value: 100, before, after };
          const sourced = inMarket({ sector: "", own, others: [], substitution: 5 }, -2, asked);
          const alone = answerOfCell(cell(100, before, after), "scenario", -2, asked);
          expect(sourced.welfare ?? Number.NaN).toBeCloseTo(alone.welfare ?? Number.NaN, 4);
        },
      ),
    );
  });

  test("an industry elasticity of -1 keeps what buyers spend: what the others sell makes up for it", () => {
    const asked = settings({ response: "armington", supply: 5 });
    const others = [{ value: 300, before: 0, after: 0 }];
    const own = { value: 100, before: 0, after: 0.25 };
    const is = inMarket({ sector: "", own, others, substitution: 4 }, -1, asked);
    expect(is.after * 1.25 + (is.others ?? 0)).toBeCloseTo(400, 6);
  });

  test.each(["armington", "gsim"] as const)(
    "%s: a small tariff on all sources costs about its triangle",
    (response) => {
      const asked = settings({ response, passthrough: [{ sector: null, value: 1 }] });
      const own = { value: 100, before: 0, after: 0.01 };
      const others = [{ value: 300, before: 0, after: 0.01 }];
      const { welfare } = inMarket({ sector: "", own, others, substitution: 3 }, -2, asked);
      expect((welfare ?? 0) / (-400 * 2 * 0.01 ** 2 * 0.5)).toBeCloseTo(1, 1);
    },
  );
});

test("the tornado as rows is that of the smaller table, the widest swing first", () => {
  const flags = { response: "elastic" as const, uncertainty: 20, seed: 7 };
  const beneath = bands(flags).further.at(-1);
  const rows = bands({ ...flags, tornado: true });
  expect(cellsOf(rows.rows)).toEqual(cellsOf(beneath?.rows ?? []));
  expect(rows.rows.map(([id]) => id)).toEqual(["demand", "uncollected", "offset", "pass-through"]);
});

test("demand that does not answer says nothing of a choice among origins, and is refused there", () => {
  for (const response of MODELS) {
    const check = () => checkFlags({ response, elasticity: 0 }, []);
    if (response === "elastic") expect(check).not.toThrow();
    else expect(check).toThrow("expected one below zero");
  }
});
