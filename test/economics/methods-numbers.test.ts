/** Numbers that the methods state for single formulas, held against the functions that the commands use. */
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { actualsOf } from "../../src/data/trade.js";
import { harbergerTriangle, welfareOf } from "../../src/economics/market.js";
import { quantityAfter } from "../../src/economics/response.js";
import { revenuePeakWithEvasion } from "../../src/economics/revenue.js";
import { dutyOfText } from "../../src/law/base-duty.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { charge } from "../../src/law/duty/index.js";
import { type EntryFacts, type FeeDue, feesOf } from "../../src/law/fees.js";
import type { Country } from "../../src/law/origin.js";
import { decimal, effectiveRate, NO_USD, usd, WHOLE } from "../../src/law/units.js";
import { contributions } from "../../src/trade/effective-rate.js";
import { session } from "../cli/session.js";
import { DATA, reader, shipped } from "../shipped.js";

interface Owed {
  readonly total: Readonly<Record<string, string | null>>;
}

/** A car of Japan under 8703.23.01 on 2025-06-19: 2.5% and the 25% on cars. */
async function carOwes(flags: string): Promise<Owed["total"]> {
  const line = `$ tariff-calc duty 8703.23.01 --origin JP --date 2025-06-19 ${flags} --format json`;
  return (JSON.parse(await session(line, 80)) as Owed).total;
}

describe("1.1 and 1.2: duty is on the value without freight", () => {
  test("27.5% of $10,000 is $2,750.00, whatever the freight; on $10,900 it would be $247.50 more", async () => {
    const { duty_usd: duty } = await carOwes("--value 10000 --freight 900");
    expect(duty).toBe("2750");
    const { duty_usd: onCif } = await carOwes("--value 10900");
    expect(
      decimal(onCif ?? "0")
        .minus(decimal(duty ?? "0"))
        .toFixed(2),
    ).toBe("247.50");
  });

  test("landed: value, freight, duty, 34.64 of MPF and 12.50 of HMF are $13,697.14", async () => {
    const { landed_usd: landed } = await carOwes("--value 10000 --freight 900 --mode vessel");
    expect(decimal(landed ?? "0").toFixed(2)).toBe("13697.14");
  });
});

/** Value of an entry at which the rate comes to the least, and to the most. */
describe.each([
  ["2024", "2024-03-01", 9142.61, 177_352.77],
  ["2025", "2025-03-01", 9442.84, 183_204.39],
  ["2026", "2026-03-01", 9694.0, 188_077.37],
] as const)("1.4: where the limits of the MPF of fiscal year %s begin to bind", (_, day, below, above) => {
  const schedule = createContext(DATA, "0").fees();
  const origin = shipped.origins.get("JP" as Country);
  const facts: EntryFacts = { date: day as IsoDate, entryType: "formal", mode: "air" };
  const mpfOn = (value: number) => {
    const lines = origin ? [{ value, hts: "8703230190", origin, claims: new Set<string>() }] : [];
    return feesOf(lines, facts, schedule).find(({ fee }) => fee.id === "mpf") as FeeDue;
  };
  const { rate } = mpfOn(1).fee.rate;
  const [least, most] = [mpfOn(1), mpfOn(1e6)].map(({ amount }) => decimal(amount ?? 0).div(100));

  test("the limits over the rate are those values, to the cent", () => {
    expect(least?.div(rate).toDecimalPlaces(2).toNumber()).toBe(below);
    expect(most?.div(rate).toDecimalPlaces(2).toNumber()).toBe(above);
  });

  /** The fee is in cents: half a cent is $1.44 of value, so that it is the same for as much about the limit. */
  test("a dollar beyond what rounding hides, below is the limit and above is the rate", () => {
    const within = 0.005 / rate.toNumber();
    const fee = (value: number) =>
      decimal(mpfOn(value).amount ?? 0)
        .div(100)
        .toFixed(2);
    const plain = (value: number) => rate.times(value).toDecimalPlaces(2).toFixed(2);
    const [under, over] = [Math.floor(below - within), Math.ceil(below + within)];
    expect(plain(under)).not.toBe(least?.toFixed(2));
    expect([fee(under), fee(over)]).toEqual([least?.toFixed(2), plain(over)]);
    expect(decimal(fee(over)).gt(least ?? 0)).toBe(true);
    const [to, from] = [Math.floor(above - within), Math.ceil(above + within)];
    expect([fee(to), fee(from)]).toEqual([plain(to), most?.toFixed(2)]);
    expect(decimal(fee(to)).lt(most ?? 0)).toBe(true);
    expect(plain(from)).not.toBe(most?.toFixed(2));
  });
});

describe("1.4: below and above which value the limits of the MPF bind, fiscal year 2025", () => {
  test.each([
    ["9442", "32.71"],
    ["9443", "32.71"],
    ["9460", "32.77"],
    ["183204", "634.62"],
    ["183190", "634.57"],
    ["200000", "634.62"],
    ["100", "32.71"],
  ])("on $%s it is $%s", async (value, fee) => {
    const { fees_usd: fees } = await carOwes(`--value ${value} --entry-type formal --mode air`);
    expect(decimal(fees ?? "0").toFixed(2)).toBe(fee);
  });
});

test.each([
  ["1.4606¢/kg", "0.55", "2.6556"],
  ["6.5% + 12¢/kg", "3", "10.5"],
])("1.5: %s on goods of $%s a kilogram is %s %% of their value", (text, value, percent) => {
  const owed = charge(dutyOfText(text), {
    value: usd(value),
    share: WHOLE,
    quantities: [{ amount: decimal(1), unit: "kg", of: null }],
    exactQuantity: false,
    components: new Map(),
    inQuota: false,
    base: { general: NO_USD, charged: NO_USD, customsValue: usd(value) },
  });
  const equivalent = "duty" in owed ? effectiveRate(owed.duty, usd(value)) : null;
  expect(Number(equivalent?.times(100).toFixed(4))).toBe(Number(percent));
});

test("1.5: `duty` prints the equivalent of a specific duty: 3.3¢/kg on goods of 55¢ a kilogram are 6%", async () => {
  const line =
    "$ tariff-calc duty 0402.10.10 --origin JP --value 550 --qty 1000kg --date 2025-03-01 --format json";
  const { rows } = JSON.parse(await session(line, 80)) as { rows: { measure: string; rate: string }[] };
  expect(rows.find(({ measure }) => measure === "base")?.rate).toBe("0.06");
});

/** Census, duties calculated over imports for consumption, all partners. */
test.each([
  ["2024-01", 2.475196],
  ["2025-03", 3.816195],
  ["2025-04", 7.070897],
  ["2025-05", 8.845421],
  ["2025-06", 9.144189],
])("1.5 and 8: duty on the imports of %s was %d %% of their value", (month, percent) => {
  const is = actualsOf(reader, "all").find((one) => one.month === month);
  expect(Math.abs((100 * (is?.duty ?? 0)) / (is?.value ?? 1) - percent)).toBeLessThan(1e-4);
});

/** Weights, then rates, before and after. */
test("1.7: the change of a mean rate is 15.5 points by rates and -1.35 by what is bought", () => {
  const groups = (weights: readonly number[], rates: readonly number[]) =>
    weights.map((weight, at) => ({ weight: decimal(weight), rate: decimal(rates[at] ?? 0) }));
  const parts = contributions(
    groups([0.6, 0.3, 0.1], [0, 0.02, 0.05]),
    groups([0.4, 0.45, 0.15], [0.25, 0.1, 0.05]),
  );
  const total = (of: "rateEffect" | "mixEffect") =>
    parts.reduce((sum, part) => sum.plus(part[of]), decimal(0)).toNumber();
  expect([total("rateEffect"), total("mixEffect")]).toEqual([0.155, -0.0135]);
});

/** A published exercise: a straight line of elasticity -0.7. */
test("2.1: a price a fifth higher leaves 86% of the quantity, and buyers spend 3.2% more", () => {
  const left = quantityAfter("linear", 1.2, -0.7);
  expect(left).toBeCloseTo(0.86, 12);
  expect(1.2 * left - 1).toBeCloseTo(0.032, 12);
});

test("1.5: without a quantity there is no equivalent, and it is not zero", () => {
  const owed = charge(dutyOfText("1.4606¢/kg"), {
    ...{
      value: usd("0.55"),
      share: WHOLE,
      quantities: [],
      exactQuantity: false,
      components: new Map(),
      inQuota: false,
      base: null,
    },
  });
  expect("duty" in owed).toBe(false);
});

test("2.9: with evasion 1 and an elasticity of -2 duty is highest at 41.42%", () => {
  expect(revenuePeakWithEvasion(-2, 1)).toBeCloseTo(Math.SQRT2 - 1, 6);
});

test("2.11: at 25% and an elasticity of -2 the country loses 4; the triangle says 4.5, which is 12.5% too much", () => {
  const market = { value: 100, before: 0, after: 0.25 };
  const { consumers, revenue, home } = welfareOf(market, { demand: -2, passThrough: 1 });
  expect([consumers, revenue, home].map((amount) => Number(amount.toFixed(9)))).toEqual([-20, 16, -4]);
  const triangle = harbergerTriangle(market, { demand: -2, passThrough: 1 });
  expect(triangle).toBeCloseTo(-4.5, 9);
  expect(triangle / home).toBeCloseTo(1.125, 9);
});

/** A share of the value of all imports: 1,827 of 11,500 million dollars, as published; 0.88 of the 18.04% of statute. */
test("3.4: customs calculated 15.9% on the imports from Japan of June 2025", () => {
  const june = actualsOf(reader, "JP" as Country).find(({ month }) => month === "2025-06");
  const rate = (june?.duty ?? 0) / (june?.value ?? 1);
  expect(rate).toBeCloseTo(1827 / 11_500, 3);
  expect(rate / 0.1804).toBeCloseTo(0.88, 2);
});
