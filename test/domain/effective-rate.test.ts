/** Effective rates by their weights. */
import { describe, expect, test } from "vitest";
import type { IsoDate } from "../../src/law/calendar.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { decimal, usd } from "../../src/law/units.js";
import { simpleMean, weightedRate } from "../../src/trade/effective-rate.js";
import type { Question } from "../../src/trade/question.js";
import { shipped } from "../shipped.js";

const goods = (value: string, rate: string | null) => ({
  value: usd(value),
  rate: rate === null ? null : decimal(rate),
});

describe("the mean by value", () => {
  test.each([
    ["goods weigh what they are worth", [goods("300", "0"), goods("100", "0.2")], "0.05"],
    ["goods that are not traded weigh nothing", [goods("100", "0.1"), goods("0", "3")], "0.1"],
    ["so their rate need not be known", [goods("100", "0.1"), goods("0", null)], "0.1"],
    ["a rate that is not known is not zero", [goods("100", "0.1"), goods("1", null)], null],
    ["no trade has no rate", [goods("0", "0.1")], null],
    ["nor has nothing", [], null],
  ])("%s", (_, given, rate) => {
    expect(weightedRate(given)?.toFixed() ?? null).toBe(rate);
  });

  /** Why the fixed-weight rate stands beside the current one: a tariff of 150% that ends the trade it is on. */
  test("a prohibitive tariff makes the current-weight rate fall and the fixed-weight rate rise", () => {
    const before = weightedRate([goods("900", "0.02"), goods("100", "0.1")]);
    const fixed = weightedRate([goods("900", "0.02"), goods("100", "1.5")]);
    const current = weightedRate([goods("900", "0.02"), goods("0", "1.5")]);
    expect([before, fixed, current].map((rate) => rate?.toFixed())).toEqual(["0.028", "0.168", "0.02"]);
  });
});

describe("the simple mean", () => {
  const origins = (...codes: string[]): Origin[] =>
    codes.flatMap((code) => shipped.origins.get(code as Country) ?? []);
  const question = (date: string): Question => ({
    date: date as IsoDate,
    view: "law",
    assume: {},
    past: shipped,
  });

  /** Column 1 of 8703 is 2.5%; Section 232 adds 25% to all of its lines but those of snow and golf carts. */
  test("counts each line once, whatever is imported of it", () => {
    const before = simpleMean(origins("JP"), shipped, question("2025-04-02"), ["87032301"]);
    const after = simpleMean(origins("JP"), shipped, question("2025-04-03"), ["87032301"]);
    expect([before.rate?.toFixed(), after.rate?.toFixed()]).toEqual(["0.025", "0.275"]);
    expect(after.lines).toBe(shipped.base.linesUnder("87032301", "2025-04-03" as IsoDate).length);
  });

  test("counts each line once for each origin, and origins treated alike owe alike", () => {
    const one = simpleMean(origins("NO"), shipped, question("2025-06-20"), ["8703"]);
    const all = simpleMean(origins("NO", "AU", "JP"), shipped, question("2025-06-20"), ["8703"]);
    expect(all.lines).toBe(one.lines * 3);
    expect(all.rate?.eq(one.rate ?? 0)).toBe(true);
  });

  /** 2204.21.50 is 6.3 cents a liter and more: without a quantity it has no rate. */
  test("leaves duties on a quantity out and says of how many lines", () => {
    const { rate, lines, unknown } = simpleMean(origins("NO"), shipped, question("2025-01-15"), ["22042150"]);
    expect([rate, lines]).toEqual([null, 0]);
    expect(unknown).toBeGreaterThan(0);
  });
});
