/** Estimates of collected duty: worked by hand on two industries, and held against what customs calculated. */
import { describe, expect, test } from "vitest";
import { forecaster, type Known, type MonthlyColumns, type Switches } from "../../src/trade/collected.js";
import { type MonthlyRate, monthlyRates } from "../../src/trade/grouped-duty.js";

const MONTHS = ["2025-01", "2025-02", "2025-03"];
const OFF: Switches = { weights: { last: 1 }, claims: null, growth: null, calibration: null };
const rateOf = (industry: string, rates: readonly number[]): MonthlyRate => ({
  partner: "JP",
  industry,
  heading: null,
  claiming: false,
  imports: 100,
  rates,
});
const RATES = { months: MONTHS, groups: [rateOf("331", [0.1, 0.2, 0.4]), rateOf("334", [0, 0, 0.1])] };

const knownWith = (industries: Readonly<Record<string, MonthlyColumns>>): Known => ({
  months: MONTHS,
  partners: new Map([["JP", { law: "JP", industries: new Map(Object.entries(industries)) }]]),
  claims: { months: [], partners: new Map() },
});
const KNOWN = knownWith({
  "331": { value: [100, 200, 50], duty: [5, 20, 15] },
  "334": { value: [300, 200, 350], duty: [0, 0, 20] },
});

describe("a forecast", () => {
  test("weights the law of a month with the imports of the last month known", () => {
    const { forecast } = forecaster(RATES, KNOWN, OFF);
    expect(forecast("JP", "2025-03", "2025-02")).toEqual({ imports: 400, duty: 200 * 0.4 + 200 * 0.1 });
  });

  test("takes the share that was collected in the month known, if it is calibrated", () => {
    const { forecast } = forecaster(RATES, KNOWN, { ...OFF, calibration: { months: [1], pooled: 0 } });
    // Metals: 20 of 40 dollars were collected in February, so half of 40 % in March. Nothing was owed on computers
    // and nothing collected: the share of all goods, a half as well.
    const { duty } = forecast("JP", "2025-03", "2025-02");
    expect(duty).toBeCloseTo(200 * 0.4 * 0.5 + 200 * 0.1 * 0.5, 12);
  });

  test("does not look at the month itself or later", () => {
    const calibrated = { ...OFF, calibration: { months: [1, 0.5], pooled: 0.3 } };
    const other = knownWith({
      "331": { value: [100, 200, 9000], duty: [5, 20, 0] },
      "334": { value: [300, 200, 1], duty: [0, 0, 1] },
    });
    expect(forecaster(RATES, other, calibrated).forecast("JP", "2025-03", "2025-02")).toEqual(
      forecaster(RATES, KNOWN, calibrated).forecast("JP", "2025-03", "2025-02"),
    );
  });

  test("frees what an industry has grown by", () => {
    const growth = { industry: "334", year: "2025-01", except: [] };
    const months = { ...OFF, weights: { last: 1 }, growth };
    const grown = knownWith({ "334": { value: [100, 400, 0], duty: [0, 0, 0] } });
    expect(forecaster(RATES, grown, months).forecast("JP", "2025-03", "2025-02").duty).toBeCloseTo(10, 12);
  });
});

test("goods of a claim owe what claims and those that do not owe, as many as are recorded", () => {
  const group = (claiming: boolean, rate: number): MonthlyRate => ({
    ...rateOf("336", [rate, rate, rate]),
    partner: "MX",
    heading: "8703",
    claiming,
  });
  const known: Known = {
    months: MONTHS,
    partners: new Map([
      ["MX", { law: "MX", industries: new Map([["336", { value: [100, 100, 100], duty: [10, 10, 0] }]]) }],
    ]),
    claims: {
      months: MONTHS,
      partners: new Map([["MX", new Map([["8703", { value: [10, 10, 10], claimed: [5, 5, 5] }]])]]),
    },
  };
  const rates = { months: MONTHS, groups: [group(false, 0.25), group(true, 0.05)] };
  const rateWith = (recordedFrom: string): number => {
    const { imports, duty } = forecaster(rates, known, { ...OFF, claims: { recordedFrom } }).forecast(
      "MX",
      "2025-03",
      "2025-02",
    );
    return duty / imports;
  };
  expect(rateWith("2025-01")).toBeCloseTo((0.25 + 0.05) / 2, 12);
  // Customs calculated 10 %: three quarters of the goods must have been as free as a claim makes them.
  expect(rateWith("2025-07")).toBeCloseTo(0.1, 12);
});

test("goods in transit owe the lower of the rates of loading and entry, and a fall counts at once", () => {
  const grouped = {
    groups: ["JP 331  "],
    imports: Float64Array.of(100),
    lawful: [[10], [30], [20]].map((sums) => Float64Array.from(sums)),
    conditional: [[10], [30], [20]].map((sums) => Float64Array.from(sums)),
  };
  const days = ["2025-01-01", "2025-02-01", "2025-03-01"] as never;
  const ratesWith = (transit: { days: number; except: string[] } | null) =>
    monthlyRates(grouped, days, MONTHS, { conditions: false, transit })[0]?.rates ?? [];
  expect(ratesWith(null)).toEqual([0.1, 0.3, 0.2].map((rate) => expect.closeTo(rate, 12)));
  const [january, february = 0, march] = ratesWith({ days: 28, except: [] });
  expect(january).toBeCloseTo(0.1, 12);
  expect(february).toBeGreaterThan(0.1);
  expect(february).toBeLessThan(0.3);
  expect(march).toBeCloseTo(0.2, 1);
  expect(ratesWith({ days: 28, except: ["JP"] })).toEqual(ratesWith(null));
});
