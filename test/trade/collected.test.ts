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
    // Metals: 20 of 40 dollars were collected in February, so half of 40% in March. Nothing was owed on computers
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
  // Customs calculated 10%: three quarters of the goods must have been as free as a claim makes them.
  expect(rateWith("2025-07")).toBeCloseTo(0.1, 12);
});

test("goods on their way owe what the law spares them, never more than others, and nothing less where it spares none", () => {
  const of = (duty: number) => ({ lawful: Float64Array.of(duty), conditional: Float64Array.of(duty) });
  const day = (duty: number, spared: number | null = null) => ({
    ...of(duty),
    onTheWay: spared === null ? [] : [{ loadedBefore: "2025-02-01" as never, ...of(spared) }],
  });
  // A duty of 10 of 100 dollars rises to 30 in February; in March it is 20.
  const days = ["2025-01-01", "2025-02-01", "2025-03-01"] as never;
  const ratesWith = (
    february: ReturnType<typeof day>,
    transit: { days: number; except: string[] } | null,
  ) => {
    const grouped = {
      groups: ["JP 331  "],
      imports: Float64Array.of(100),
      days: [day(10), february, day(20)],
    };
    return monthlyRates(grouped, days, MONTHS, { conditions: false, transit })[0]?.rates ?? [];
  };
  const [lag, plain] = [{ days: 28, except: [] }, [0.1, 0.3, 0.2].map((rate) => expect.closeTo(rate, 12))];
  expect(ratesWith(day(30, 10), null)).toEqual(plain);
  expect(ratesWith(day(30), lag)).toEqual(plain);
  expect(ratesWith(day(30, 40), lag)).toEqual(plain);
  expect(ratesWith(day(30, 10), { days: 28, except: ["JP"] })).toEqual(plain);
  const [january, february = 0, march] = ratesWith(day(30, 10), lag);
  expect(january).toBeCloseTo(0.1, 12);
  // Loaded 0, 4 ... 28 days ago: of goods of day d of February those with a lag of d days or more were loaded in January.
  const owed = Array.from({ length: 28 }, (_, at) => {
    const early = [0, 4, 8, 12, 16, 20, 24, 28].filter((before) => before > at).length;
    return (early * 0.1 + (8 - early) * 0.3) / 8;
  });
  expect(february).toBeCloseTo(owed.reduce((sum, rate) => sum + rate, 0) / 28, 12);
  expect(march).toBeCloseTo(0.2, 12);
});
