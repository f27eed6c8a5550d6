/** Trade that assumptions spread over lines and split by claims is the same dollars, and pays what the law says of each part. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadAssumptions } from "../../src/data/assumptions.js";
import { loadFlow } from "../../src/data/trade.js";
import type { IsoDate } from "../../src/law/calendar.js";
import type { Country } from "../../src/law/origin.js";
import { type ProductMix, spreadFlow } from "../../src/trade/apportion.js";
import type { Flow } from "../../src/trade/flow.js";
import { splitByClaim } from "../../src/trade/preference.js";
import { priceTrade } from "../../src/trade/price.js";
import type { PricedFlow } from "../../src/trade/question.js";
import { coverageOf, sumsWhere, tallyLayers } from "../../src/trade/tally.js";
import { reader, shipped } from "../shipped.js";

type Row = readonly [hts: string, value: number, duty: number];
const flowOf = (origin: string, rows: readonly Row[]): Flow => ({
  dataset: "test",
  origin: origin as Country,
  year: 2024,
  source: "test",
  dated: [],
  hts: rows.map(([hts]) => hts),
  value: rows.map(([, value]) => value),
  duty: rows.map(([, , duty]) => duty),
});

function priced(flow: Flow, date: string, ids: readonly string[]): PricedFlow[] {
  const origin = shipped.origins.get(flow.origin);
  if (!origin) throw new Error(`the origins have no ${flow.origin}`);
  const { assumptions: assume } = loadAssumptions(reader, ids);
  return priceTrade(flow, origin, shipped, { date: date as IsoDate, view: "law", assume, past: shipped });
}

const totals = (flows: readonly Flow[]) => ({
  value: flows.flatMap(({ value }) => value).reduce((sum, one) => sum + one, 0),
  duty: flows.flatMap(({ duty }) => duty).reduce((sum, one) => sum + one, 0),
});
/** Dollars of a priced flow that claim, by what they claim. */
const claimed = (prices: readonly PricedFlow[]): Record<string, number> =>
  Object.fromEntries(
    prices.flatMap(({ flow, terms }) => [...terms.claims].map((claim) => [claim, totals([flow]).value])),
  );
const dutyOf = (prices: readonly PricedFlow[]): string => sumsWhere(prices, () => true).duty.toFixed();

const MIX: ProductMix = {
  hts: ["0101210010", "0102290000", "8471300100", "8471500150", "8708998180"],
  value: [7, 11, 1_000_003, 29, 0],
  dated: [],
};
const mixedRows = fc
  .uniqueArray(fc.constantFrom("01", "0101", "84", "8471", "87", "8708998180", "9801001012", "99"), {
    minLength: 1,
  })
  .chain((codes) =>
    fc.tuple(
      ...codes
        .sort()
        .map((code) =>
          fc
            .tuple(fc.integer({ min: 0, max: 5_000_000_000 }), fc.integer({ min: 0, max: 900_000 }))
            .map(([value, duty]): Row => [code, value, value === 0 ? 0 : duty]),
        ),
    ),
  );

describe("rows known only by chapter or heading", () => {
  test("spread over lines they keep their dollars and their duty, in the order of the numbers", () => {
    fc.assert(
      fc.property(mixedRows, fc.boolean(), (rows, onlyBase) => {
        const flow = flowOf("GY", rows);
        const { rows: spread, portions } = spreadFlow(flow, MIX, () => onlyBase);
        const kept = flowOf(
          "GY",
          rows.filter((_, row) => !spread.has(row)),
        );
        expect(totals([kept, ...portions.map((portion) => portion.flow)])).toEqual(totals([flow]));
        for (const { flow: part } of portions) expect(part.hts).toEqual([...part.hts].sort());
        expect(portions.every(({ terms }) => terms.baseObserved === onlyBase)).toBe(true);
      }),
    );
  });

  test("are unknown, and owe nothing that is invented, where nothing is assumed", () => {
    const prices = priced(
      flowOf("GY", [
        ["27", 900, 5],
        ["9801001012", 100, 0],
      ]),
      "2025-06-20",
      [],
    );
    const { unknown, outside, statutory, estimated } = coverageOf(prices);
    expect([unknown, outside, statutory, estimated].map(String)).toEqual(["900", "100", "0", "0"]);
    expect(sumsWhere(prices, () => true)).toMatchObject({ atLeast: true });
    expect(dutyOf(prices)).toBe("0");
  });

  test("owe the base duty customs calculated where no other was due in 2024, and the later duties of the lines", () => {
    // Chapter 61 (knitted clothing) of Jordan: base duty alone until the 10% of April 5, 2025.
    const flow = flowOf("JO", [["61", 1_000_000, 4_321]]);
    expect(dutyOf(priced(flow, "2025-01-15", ["chapter-mix"]))).toBe("4321");
    expect(dutyOf(priced(flow, "2025-06-20", ["chapter-mix"]))).toBe("104321");
  });
});

const flows = fc
  .array(
    fc.record({ value: fc.integer({ min: 1, max: 9_000_000_000 }), duty: fc.integer({ min: 0, max: 1e9 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((rows) =>
    flowOf(
      "KR",
      rows.map(({ value, duty }, index): Row => [`870899818${index}`, value, duty]),
    ),
  );

describe("preferences", () => {
  test("a flow split by claims keeps its dollars and its duty, row by row", () => {
    fc.assert(
      fc.property(flows, fc.infiniteStream(fc.integer({ min: 0, max: 100 })), (flow, percents) => {
        const claims = flow.value.map((value) => {
          const percent = percents.next().value ?? 0;
          return { claim: percent > 50 ? "KORUS" : "other", dollars: Math.floor((value / 100) * percent) };
        });
        const portions = splitByClaim(flow, claims, "other-preferences");
        const rows = flow.hts.map((hts) =>
          totals(
            portions.map(({ flow: part }) =>
              flowOf(
                "KR",
                part.hts.flatMap((code, row): Row[] =>
                  code === hts ? [[code, part.value[row] ?? 0, part.duty[row] ?? 0]] : [],
                ),
              ),
            ),
          ),
        );
        expect(rows).toEqual(
          flow.hts.map((_, row) => ({ value: flow.value[row] ?? 0, duty: flow.duty[row] ?? 0 })),
        );
      }),
    );
  });

  /** Parts of cars (8708.99.81): 2.5% in general, free under the KORUS; no other duty in 2024. */
  test.each([
    {
      duty: 5_000,
      claims: 800_000,
      because: "5,000 of duty at 2.5% is 200,000 of goods that did not claim",
    },
    { duty: 0, claims: 1_000_000, because: "who paid nothing all claimed" },
    { duty: 25_000, claims: 0, because: "who paid 2.5% did not claim" },
    { duty: 30_000, claims: 0, because: "no more than all can have paid" },
  ])("$because", ({ duty, claims }) => {
    const prices = priced(flowOf("KR", [["8708998180", 1_000_000, duty]]), "2025-01-15", [
      "other-preferences",
    ]);
    expect(claimed(prices)).toEqual(claims === 0 ? {} : { KORUS: claims });
    expect(dutyOf(prices)).toBe(String(Math.min(duty, 25_000)));
  });

  test("where another duty was due in 2024, a line claims as the others of its chapter do", () => {
    // Aluminum bars (7604.10.10) paid 5% and 10% under Section 232; kitchen ware (7615.10.50) 3.1% alone: 31,000 on
    // 1,000,000 is what all pay, so 12,400 says that 60% claimed.
    const flow = flowOf("KR", [
      ["7604101000", 500_000, 55_000],
      ["7615105020", 1_000_000, 12_400],
    ]);
    expect(claimed(priced(flow, "2025-01-15", ["other-preferences"]))).toEqual({ KORUS: 600_000 + 300_000 });
  });

  test("nothing is claimed where nothing is assumed", () => {
    const flow = loadFlow(reader, "us-imports-2024", "KR" as Country);
    expect(priced(flow, "2025-01-15", [])).toMatchObject([{ flow, terms: { assumed: [] } }]);
  });

  test("goods that claim the USMCA owe neither base duty nor the fentanyl duties, and the others both", () => {
    const flow = loadFlow(reader, "us-imports-2024", "CA" as Country);
    const prices = priced(flow, "2025-06-20", ["usmca-claims"]);
    const ieepa = (parts: readonly PricedFlow[]) =>
      tallyLayers(parts, (layer) => layer?.authority ?? "base")
        .get("ieepa")
        ?.duty.toNumber() ?? 0;
    expect(ieepa(prices.filter(({ terms }) => terms.claims.has("USMCA")))).toBe(0);
    expect(ieepa(prices.filter(({ terms }) => terms.claims.size === 0))).toBeGreaterThan(0);
    expect(totals(prices.map((part) => part.flow))).toEqual(totals([flow]));
  });

  test("a line without imports in the period claims as its chapter, and a chapter without as all goods", () => {
    const { origins } = reader.json("assumptions/tables/usmca-claims.json");
    const { hts = [], shares = {} } = origins["MX" as Country] ?? {};
    const share = (key: string) => (shares["2025-07..2026-02"]?.[hts.indexOf(key)] ?? 0) * 100;
    const flow = flowOf("MX", [["8703999999", 1_000_000, 0]]);
    expect(claimed(priced(flow, "2025-06-20", ["usmca-claims"]))).toEqual({ USMCA: share("87") });
    const none = flowOf("MX", [["7799999999", 1_000_000, 0]]);
    expect(claimed(priced(none, "2025-06-20", ["usmca-claims"]))).toEqual({ USMCA: share("") });
  });
});
