/** Numbers that the methods state for single formulas, held against the functions that the commands use. */
import { describe, expect, test } from "vitest";
import { dutyOfText } from "../../src/domain/base-duty.js";
import { charge } from "../../src/domain/duty-kinds/index.js";
import { decimal, NO_USD, usd, WHOLE } from "../../src/domain/units.js";
import { revenuePeakWithEvasion } from "../../src/economics/laffer.js";
import { respond } from "../../src/economics/market.js";
import { welfareOf } from "../../src/economics/welfare.js";
import { session } from "../cli/session.js";

interface Owed {
  readonly total: Readonly<Record<string, string | null>>;
}

/** A car of Japan under 8703.23.01 on 2025-06-19: 2.5 % and the 25 % on cars. */
async function carOwes(flags: string): Promise<Owed["total"]> {
  const line = `$ tariff-calc duty 8703.23.01 --origin JP --date 2025-06-19 ${flags} --format json`;
  return (JSON.parse(await session(line, 80)) as Owed).total;
}

describe("1.1 and 1.2: duty is on the value without freight", () => {
  test("27.5 % of $10,000 is $2,750.00, whatever the freight; on $10,900 it would be $247.50 more", async () => {
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
    components: new Map(),
    inQuota: false,
    base: { general: NO_USD, charged: NO_USD, customsValue: usd(value) },
  });
  expect("duty" in owed && Number(owed.duty.div(value).times(100).toFixed(4))).toBe(Number(percent));
});

test("1.5: without a quantity there is no equivalent, and it is not zero", () => {
  const owed = charge(dutyOfText("1.4606¢/kg"), {
    ...{
      value: usd("0.55"),
      share: WHOLE,
      quantities: [],
      components: new Map(),
      inQuota: false,
      base: null,
    },
  });
  expect("duty" in owed).toBe(false);
});

test("2.9: with evasion 1 and an elasticity of -2 duty is highest at 41.42 %", () => {
  expect(revenuePeakWithEvasion(-2, 1)).toBeCloseTo(Math.SQRT2 - 1, 6);
});

test("2.11: at 25 % and an elasticity of -2 the country loses 4; the triangle says 4.5, which is 12.5 % too much", () => {
  const market = { value: 100, before: 0, after: 0.25 };
  const { consumers, revenue, home } = welfareOf(market, { demand: -2, passThrough: 1 });
  expect([consumers, revenue, home].map((amount) => Number(amount.toFixed(9)))).toEqual([-20, 16, -4]);
  const { buyerPrice, quantity } = respond(market, { demand: -2, passThrough: 1 });
  const triangle = ((buyerPrice - 1) * (quantity - 1) * market.value) / 2;
  expect(triangle).toBeCloseTo(-4.5, 9);
  expect(triangle / home).toBeCloseTo(1.125, 9);
});
