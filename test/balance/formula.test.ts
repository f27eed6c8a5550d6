/** The formula of 2 April 2025 as the command answers it: METHODS 3.1 to 3.3, with the published exceptions. */
import { expect, test } from "vitest";
import { answerBalance } from "../../src/commands/balance/index.js";
import { questionOf } from "../../src/contract/question.js";
import { createContext } from "../../src/data/context.js";
import { closingTariff, formulaRate } from "../../src/economics/bilateral.js";

const context = createContext(new URL("../../data", import.meta.url).pathname, "test");
const asked = {
  question: (code: string) => questionOf(null, { origin: [code] }, new Map(), context),
  flags: { response: "elastic" as const },
};
const table = await answerBalance(["all"], asked, context);
const at = (key: string) => table.columns.findIndex((column) => column.key === key);
const rows = table.rows.map((row) => ({
  origin: String(row[at("origin")]),
  formula: row[at("formula_rate")] as { toNumber(): number } | null,
  rule: row[at("half_rounded_rate")]?.toString(),
  set: row[at("set_rate")]?.toString(),
}));

test("the rule of headings gives all rates set but Japan's, Vietnam's and Vanuatu's: 52 of 55", () => {
  const listed = rows.filter(({ set, formula }) => set !== undefined && formula !== null);
  const other = listed.filter(({ set, rule }) => set !== rule).map(({ origin }) => origin);
  expect(listed).toHaveLength(55);
  expect(other.sort()).toEqual(["JP", "VN", "VU"]);
});

test("a deficit of 68.468 with Japan over imports of 148.209 is 46.197%, or 12.2% at a pass-through of 0.945", () => {
  expect(formulaRate(68_467.8, 148_208.6)).toBeCloseTo(46.197, 3);
  expect(formulaRate(68_467.8, 148_208.6, { elasticity: 4, passThrough: 0.945 })).toBeCloseTo(12.2, 1);
});

test.each([
  [-0.76, 126],
  [-2, 36.3],
  [-4, 16.8],
])("at a demand of %d a tariff of %d %% closes the gap with Japan", (demand, percent) => {
  const tariff = closingTariff({ exports: 79_740.8, imports: 148_208.6 }, 0, demand) ?? 0;
  expect(100 * tariff).toBeCloseTo(percent, demand === -0.76 ? 0 : 1);
});

test("what is charged already moves the closing tariff up by its factor: (1 + t0)(x/m)^(1/θ) - 1", async () => {
  const one = await answerBalance(["JP"], asked, context);
  const at = (what: string) => one.rows.find(([name]) => String(name).startsWith(what));
  const [from = "", value] = at("Rate that closes the gap, elasticity -2, from") ?? [];
  const t0 = Number(/mean rate of ([\d.]+)%/.exec(String(from))?.[1]) / 100;
  expect(t0).toBeGreaterThan(0.015);
  expect(Number(value)).toBeCloseTo(100 * ((1 + t0) * (79_740.8 / 148_208.6) ** (1 / -2) - 1), 1);
  expect(Number(at("Rate that closes the gap, elasticity -2")?.[1])).toBe(36.3);
});

test("the US figure of 2024 is $9.17bn above the partner's of $59.3bn", async () => {
  const one = await answerBalance(["JP"], asked, context);
  const index = one.rows.findIndex(([name]) => String(name).includes("one reading"));
  expect(one.rows[index]?.[1]?.toString()).toBe("59.3");
  expect(one.rows[index + 1]?.[1]?.toString()).toBe("9.17");
});

test("unknown trade is no rate, and a surplus has the floor", () => {
  const syria = rows.find(({ origin }) => origin === "SY");
  const australia = rows.find(({ origin }) => origin === "AU");
  expect([syria?.formula, syria?.rule]).toEqual([null, undefined]);
  expect(australia?.rule).toBe("0.1");
});
