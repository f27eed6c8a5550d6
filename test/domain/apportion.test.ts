import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Country } from "../../src/law/origin.js";
import { apportion, reweigh, spreadFlow } from "../../src/trade/apportion.js";
import type { Flow } from "../../src/trade/flow.js";

const dollars = fc.integer({ min: 0, max: 1_000_000_000_000 });
const weights = fc
  .array(fc.integer({ min: 0, max: 100_000_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((weight) => weight > 0));

/** The definition, in integers of any size. */
function hamilton(total: number, among: readonly number[]): number[] {
  const sum = among.reduce((all, weight) => all + BigInt(weight), 0n);
  const shares = among.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, part: product / sum, fraction: product % sum };
  });
  const left = BigInt(total) - shares.reduce((all, { part }) => all + part, 0n);
  const order = [...shares].sort((a, b) =>
    a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1,
  );
  const more = new Set(order.slice(0, Number(left)).map(({ index }) => index));
  return shares.map(({ index, part }) => Number(part) + (more.has(index) ? 1 : 0));
}

describe("whole dollars by largest remainder", () => {
  test.each([
    // One seat is 10,000 votes: 4.7, 1.6, 1.58, 1.2, 0.61, 0.31; the three left go to 0.7, 0.61 and 0.6.
    { total: 10, among: [47_000, 16_000, 15_800, 12_000, 6_100, 3_100], parts: [5, 2, 1, 1, 1, 0] },
    { total: 1, among: [1, 1], parts: [1, 0] },
    // 0.83, 0.5, 0.5, 0.17: one to the largest fraction, one to the earlier of the two that are equal.
    { total: 2, among: [5, 3, 3, 1], parts: [1, 1, 0, 0] },
    { total: 7, among: [0, 3], parts: [0, 7] },
    { total: 0, among: [2, 3], parts: [0, 0] },
  ])("$total among $among", ({ total, among, parts }) => {
    expect(apportion(total, among)).toEqual(parts);
  });

  test("is the method of Hamilton done in whole numbers, however large", () => {
    fc.assert(
      fc.property(dollars, weights, (total, among) => {
        expect(apportion(total, among)).toEqual(hamilton(total, among));
      }),
    );
  });

  test("the parts add up to the total, and each is its exact share rounded up or down", () => {
    fc.assert(
      fc.property(dollars, weights, (total, among) => {
        const parts = apportion(total, among);
        const sum = among.reduce((all, weight) => all + BigInt(weight), 0n);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const down = Number((BigInt(total) * BigInt(among[index] ?? 0)) / sum);
          expect([down, down + 1]).toContain(part);
        }
      }),
    );
  });
});

const flowOf = (rows: readonly (readonly [hts: string, value: number, duty: number])[]): Flow => ({
  ...{ dataset: "d", origin: "JP" as Country, year: 2024, source: "s", dated: [] },
  hts: rows.map(([hts]) => hts),
  value: rows.map(([, value]) => value),
  duty: rows.map(([, , duty]) => duty),
});

describe("goods known by chapter are spread over its lines as trade known by line is", () => {
  const MIX = {
    hts: ["8703230110", "8703230160", "8704210000", "8708100000", "9401610000"],
    value: [100, 300, 0, 600, 50],
    dated: [[3, null, null]] as Flow["dated"],
  };
  const spread = (rows: Parameters<typeof flowOf>[0], wasOnlyBase = (_: number) => false) =>
    spreadFlow(flowOf(rows), MIX, wasOnlyBase);
  const plain = ({ rows, portions }: ReturnType<typeof spreadFlow>) => ({
    rows: [...rows],
    portions: portions.map(({ flow: { hts, value, duty, dated, origin }, terms }) => ({
      ...{ hts, value, duty, dated, origin },
      terms: { assumed: terms.assumed, baseObserved: terms.baseObserved, claims: [...terms.claims] },
    })),
  });
  const ASSUMED = { assumed: ["product-mix"], baseObserved: false, claims: [] };

  test("the parts add up to the value and the duty; a line of no trade gets nothing; rows by line stay", () =>
    expect(
      plain(
        spread([
          ["8703230160", 7, 1],
          ["87", 1000, 25],
        ]),
      ),
    ).toEqual({
      rows: [1],
      portions: [
        {
          ...{ hts: ["8703230110", "8703230160", "8708100000"], value: [100, 300, 600], origin: "JP" },
          // 2.5, 7.5 and 15: the dollar left goes to the earlier of two equal halves.
          duty: [3, 7, 15],
          dated: [[2, null, null]],
          terms: ASSUMED,
        },
      ],
    }));

  test("what the mix does not have, or has no dollars of, stays as it is", () => {
    expect(plain(spread([["84", 1000, 25]]))).toEqual({ rows: [], portions: [] });
    expect(plain(spread([["8704", 1000, 25]]))).toEqual({ rows: [], portions: [] });
    expect(plain(spread([["98", 1000, 25]]))).toEqual({ rows: [], portions: [] });
  });

  test("nothing is spread as nothing, unless duty was paid on it", () => {
    expect(plain(spread([["87", 0, 0]]))).toEqual({ rows: [0], portions: [] });
    expect(plain(spread([["87", 0, 5]]))).toEqual({ rows: [], portions: [] });
  });

  test("rows that lie within each other come out in the order of the lines, each once a row", () => {
    const { portions } = plain(
      spread([
        ["8708", 10, 1],
        ["8703", 4, 2],
        ["87", 1000, 0],
      ]),
    );
    expect(portions).toHaveLength(1);
    expect(portions[0]).toMatchObject({
      hts: ["8703230110", "8703230110", "8703230160", "8703230160", "8708100000", "8708100000"],
      value: [1, 100, 3, 300, 10, 600],
      duty: [1, 0, 1, 0, 1, 0],
    });
  });

  test("the duty calculated is the base duty where that alone was due on every line", () => {
    const both = plain(
      spread(
        [
          ["8703", 4, 2],
          ["8708", 10, 1],
        ],
        (line) => line !== 3,
      ),
    );
    expect(both.portions.map(({ hts, terms }) => [hts, terms.baseObserved])).toEqual([
      [["8703230110", "8703230160"], true],
      [["8708100000"], false],
    ]);
    expect(plain(spread([["87", 1000, 0]], (line) => line !== 3)).portions[0]?.terms).toEqual(ASSUMED);
  });
});

describe("a year of trade on the imports of other months", () => {
  const FLOW = flowOf([
    ["8703230110", 100, 10],
    ["8703230160", 300, 5],
    ["7208100000", 50, 50],
    ["9401", 0, 0],
  ]);
  const industryOf = (hts: string) => ({ "87": "336", "72": "331", "94": "337" })[hts.slice(0, 2)] ?? "";
  const on = (imports: Readonly<Record<string, number>>, industries = ["336"]) =>
    reweigh(FLOW, industries, industryOf, (industry) => imports[industry]);

  test("each industry has its imports in the proportions of the year; duty is scaled with value, rounded down", () => {
    const { flow, unmatched } = on({ "336": 201 });
    // 50.25 and 150.75 of value; 10 x 50/100 and 5 x 151/300 of duty.
    expect([flow.value, flow.duty, unmatched]).toEqual([[50, 151, 50, 0], [5, 2, 50, 0], 0]);
    expect([flow.hts, flow.origin]).toEqual([FLOW.hts, "JP"]);
    expect(FLOW.value).toEqual([100, 300, 50, 0]);
  });

  test("an industry that is not known stays as it is", () => expect(on({}).flow).toEqual(FLOW));

  test("imports of an industry without a line are counted and stand nowhere", () => {
    const { flow, unmatched } = on({ "337": 7, "325": 4 }, ["336", "325"]);
    expect([flow.value, flow.duty, unmatched]).toEqual([FLOW.value, FLOW.duty, 11]);
  });

  test("is told what an industry came to in the year", () => {
    const told: [string, number][] = [];
    reweigh(FLOW, [], industryOf, (industry, inYear) => void told.push([industry, inYear]));
    expect(told).toEqual([
      ["336", 400],
      ["331", 50],
      ["337", 0],
    ]);
  });

  test("a line of no trade within an industry gets none, and its duty is none", () => {
    const flow = flowOf([
      ["8703230110", 0, 9],
      ["8703230160", 10, 1],
    ]);
    const { value, duty } = reweigh(flow, [], industryOf, () => 20).flow;
    expect([value, duty]).toEqual([
      [0, 20],
      [0, 2],
    ]);
  });
});
