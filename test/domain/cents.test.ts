/** Duty in whole cents: integers where a double is exact, decimals beyond, the same figures either way. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printCents } from "../../src/law/declare.js";
import {
  centsIn,
  centsOf,
  decimal,
  digitsOf,
  fastRate,
  printRate,
  printShare,
  printSum,
  type Rate,
  scaleOf,
  usd,
} from "../../src/law/units.js";

/** `value * rate` dollars in cents, half up, in as many digits as it takes. */
const Exact = Decimal.clone({ precision: 60 });
const halfUp = (value: number, rate: string): string =>
  new Exact(value).times(rate).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed();

/** Rates with up to twelve places: beyond eight no integer is used. Cents are whole numbers of a double to $90 trillion. */
const rates = fc
  .record({ digits: fc.nat(2_000_000_000), places: fc.nat(12) })
  .map(({ digits, places }) => new Exact(digits).div(new Exact(10).pow(places)))
  .filter((rate) => rate.lte(50))
  .map((rate) => rate.toFixed());

const small = fc.nat(10_000_000);
/** Up to the most that a row may be worth; times a rate of eight places no double holds it. */
const huge = fc.integer({ min: 1_000_000_000, max: 1_000_000_000_000 });

describe("dollars times a rate", () => {
  test.each([
    [10_001, "0.025", 25_003, "$250.025 goes up"],
    [1_003, "0.075", 7_523, "$75.225 goes up"],
    [1_001, "0.014", 1_401, "$14.014 goes down"],
    [49_167, "0.003464", 17_031, "the processing fee of a broker examination"],
    [49_167, "0.00125", 6_146, "the harbor fee of the same"],
    [1, "0.005", 1, "half a cent"],
    [1, "0.0049999999", 0, "less than half a cent"],
    [0, "0.25", 0, "goods worth nothing"],
    [10_000, "1.45", 1_450_000, "more than the goods are worth"],
    [1_000_000_000_000, "0.00000001", 1_000_000, "a trillion"],
    [3, "0.333333333333", 100, "a rate of more places than integers hold"],
  ])("%d at %s is %d cents: %s", (value, rate, cents) => {
    expect(centsOf(value, fastRate(decimal(rate)))).toBe(cents);
  });

  test.each([
    ["ordinary values", small],
    ["values whose products are beyond 2^53", huge],
  ])("equals exact decimals, half up: %s", (_, values) => {
    fc.assert(
      fc.property(values, rates, (value, rate) => {
        expect(String(centsOf(value, fastRate(decimal(rate))))).toBe(halfUp(value, rate));
      }),
    );
  });

  test("ties go up, whatever the places of the rate", () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.integer({ min: 3, max: 8 }), (number, places) => {
        const odd = 2 * number + 1;
        const rate = new Exact(5).div(new Exact(10).pow(places)).toFixed();
        const value = odd * 10 ** (places - 3);
        expect(centsOf(value, fastRate(decimal(rate)))).toBe((odd + 1) / 2);
      }),
    );
  });
});

test("the sum of two rates is printed as decimals add", () => {
  fc.assert(
    fc.property(rates, rates, (a, b) => {
      const sum = printSum(fastRate(decimal(a)), fastRate(decimal(b)));
      expect(sum).toBe(new Exact(a).plus(b).toFixed());
    }),
  );
});

describe("decimal dollars in cents, and as a rate of a value", () => {
  const amounts = fc
    .record({ digits: fc.maxSafeNat(), places: fc.nat(20) })
    .map(({ digits, places }) => new Exact(digits).div(new Exact(10).pow(places)).toFixed());
  const values = fc.oneof(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 1e12 }));
  /** Rounded at the twelfth place as decimals round it. */
  const asDecimals = (duty: Decimal, value: number): string =>
    duty.div(value).toDecimalPlaces(12, 4).toFixed();

  test("cents are those of decimals, half up", () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const cents = new Exact(amount).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
        expect(centsIn(usd(amount))).toBe(cents);
      }),
    );
  });

  test.each([
    ["0.005", 1],
    ["0.0049999999", 0],
    ["1234567.125", 123_456_713],
    ["0", 0],
    ["10000000", 1_000_000_000],
  ])("$%s is %d cents", (amount, cents) => expect(centsIn(usd(amount))).toBe(cents));

  test("a rate is the quotient of decimals, also beside another rate", () => {
    fc.assert(
      fc.property(amounts, values, rates, (amount, value, beside) => {
        const own = asDecimals(new Exact(amount), value);
        const both = asDecimals(new Exact(amount).plus(new Exact(value).times(beside)), value);
        expect(printRate(usd(amount), value)).toBe(own);
        expect(printRate(usd(amount), value, fastRate(decimal(beside)))).toBe(both);
      }),
    );
  });

  test.each([
    ["0.0000000000005", 1, "0.000000000001", "half a last place goes up"],
    ["1.0000000000005", 1, "1.000000000001", "and so it does above one"],
    ["1", 3, "0.333333333333", "a third"],
    ["0", 7, "0", "nothing"],
    ["0.25", 1_000_000_000, "0.00000000025", "no exponent"],
  ])("$%s of $%d is %s: %s", (duty, value, rate) => expect(printRate(usd(duty), value)).toBe(rate));

  test("a value of nothing has no rate", () => expect(printRate(usd(5), 0)).toBeNull());

  test("digits over a power of ten are printed as decimals are", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(10), (digits, places) => {
        const exact = new Exact(digits).div(10 ** places).toFixed();
        expect(printShare(digits, 10 ** places)).toBe(exact);
      }),
    );
  });
});

test.each([
  [0, "0.00"],
  [5, "0.05"],
  [-5, "-0.05"],
  [100, "1.00"],
  [123_456, "1234.56"],
  [-123_456, "-1234.56"],
])("%d cents are printed %s", (cents, text) => expect(printCents(cents)).toBe(text));

describe("beyond what a double holds", () => {
  test.each([
    [7_318_931_250, "0.15770640"],
    [15_935_291_270, "0.53189496"],
    [369_907_485_487, "0.60202577"],
    [623_352_591_601, "0.10547958"],
    [310_001_420_236, "0.37128222"],
  ])("$%i at %s is still exact: a product in doubles is a cent off", (value, rate) => {
    expect(String(centsOf(value, fastRate(decimal(rate))))).toBe(halfUp(value, rate));
  });

  test("a sum of rates of different length shows no trace of binary fractions", () => {
    expect(printSum(fastRate(decimal("0")), fastRate(decimal("0.57")))).toBe("0.57");
    expect(printSum(fastRate(decimal("0.57")), fastRate(decimal("0")))).toBe("0.57");
  });
});

describe("a rate in print is duty over value to twelve places, half up, however it is worked out", () => {
  const value = fc.oneof(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 1_000_000_000_000 }));
  const rateOf = fc
    .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 12 }))
    .map(([digits, places]) => decimal(digits).div(decimal(10).pow(places)) as Rate);
  const dutyOf = fc
    .tuple(fc.integer({ min: 0, max: 9_007_199_254_740_991 }), fc.integer({ min: 0, max: 16 }))
    .map(([digits, places]) => usd(decimal(digits).div(decimal(10).pow(places))));
  const shown = (share: Decimal) => share.toDecimalPlaces(12).toFixed();

  test("of a duty alone", () =>
    fc.assert(
      fc.property(dutyOf, value, (duty, on) => {
        expect(printRate(duty, on)).toBe(shown(duty.div(on)));
      }),
      { numRuns: 500 },
    ));

  test("of a duty beside a rate", () =>
    fc.assert(
      fc.property(dutyOf, value, rateOf, (duty, on, rate) => {
        expect(printRate(duty, on, fastRate(rate))).toBe(shown(duty.plus(rate.times(on)).div(on)));
      }),
      { numRuns: 500 },
    ));

  test("of two rates, and of digits over a power of ten", () =>
    fc.assert(
      fc.property(rateOf, rateOf, (a, b) => {
        expect(printSum(fastRate(a), fastRate(b))).toBe(shown(a.plus(b)));
        const { digits, scale } = fastRate(a);
        if (scale > 0) expect(printShare(digits, scale)).toBe(shown(decimal(digits).div(scale)));
      }),
      { numRuns: 500 },
    ));

  test.each([
    ["0.0000001", "1", "0.0000001"],
    ["0.000001", "1", "0.000001"],
    ["0.00000099", "1", "0.00000099"],
    ["10", "1", "10"],
    ["123456789.123456", "1", "123456789.123456"],
    ["1", "3", "0.333333333333"],
    // The thirteenth place is a five and nothing behind it.
    ["0.30701495834", "40", "0.007675373959"],
    ["0.85134556575", "20", "0.042567278288"],
    ["14.2405867935415", "7", "2.034369541935"],
    ["0.0000000000005", "1", "0.000000000001"],
  ])("%s on %s is %s", (duty, on, text) => expect(printRate(usd(duty), Number(on))).toBe(text));

  test("of more digits than a double is sure of has them all", () => {
    expect(printShare(7_573_440_032_633_785, 100)).toBe("75734400326337.85");
    expect(printSum(fastRate(decimal("123456789012.3")), fastRate(decimal("0.12345678")))).toBe(
      "123456789012.42345678",
    );
  });

  test("on no value is none, whatever is owed", () => {
    expect(printRate(usd(5), 0)).toBeNull();
    expect(printRate(usd(0), 0)).toBeNull();
    expect(printRate(usd(5), 0, fastRate(decimal("0.1")))).toBeNull();
  });

  test("of more places than eight has no fast digits, and of eight it has", () => {
    expect(fastRate(decimal("0.12345678") as Rate)).toMatchObject({ digits: 12_345_678, scale: 1e8 });
    expect(fastRate(decimal("0.123456789") as Rate)).toMatchObject({ digits: 0, scale: 0 });
  });
});

describe("dollars in cents, half up, however many places they have", () => {
  test("as decimals have them", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_007_199_254_740_991 }),
        fc.integer({ min: 0, max: 20 }),
        (digits, places) => {
          const amount = usd(decimal(digits).div(decimal(10).pow(places)));
          fc.pre(amount.lt(1e13));
          expect(centsIn(amount)).toBe(amount.times(100).toDecimalPlaces(0).toNumber());
        },
      ),
      { numRuns: 500 },
    ));
  test.each([
    ["0.005", 1],
    ["0.0049999999999", 0],
    ["12.345", 1235],
    ["-0.005", -1],
    ["-1.25", -125],
    ["1e-15", 0],
  ])("%s", (amount, cents) => expect(centsIn(usd(amount))).toBe(cents));
});

describe("a decimal as an integer over a power of ten", () => {
  test.each([
    ["12", 12],
    ["12.345", 123_450_000],
    ["0.5", 5_000_000],
    ["0", 0],
    ["1234567.0000001", 12_345_670_000_001],
    ["0.00000001", 1_000_000],
  ])("%s", (text, digits) => {
    expect(digitsOf(decimal(text))).toBe(digits);
    expect(
      decimal(digits)
        .div(scaleOf(decimal(text)))
        .toFixed(),
    ).toBe(text);
  });

  test("is none where a double may not hold it, or it is below zero", () => {
    expect(digitsOf(decimal("12345678.12345678"))).toBeNull();
    expect(digitsOf(decimal("-1"))).toBeNull();
    expect(scaleOf(decimal("1e-15"))).toBe(Number.POSITIVE_INFINITY);
  });
});
