/** Exact money: parts of a value, sums in integers, rounding. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromFixed, toFixed, wholeDollars, wholeShares } from "../../src/compiled/fixed.js";
import type { Assessment } from "../../src/law/assess.js";
import { inCents } from "../../src/law/declare.js";
import {
  hasPiece,
  isShare,
  joined,
  NOTHING,
  PIECES,
  partOf,
  type Shares,
  shareOf,
  WHOLE_VALUE,
  without,
} from "../../src/law/part.js";
import {
  decimal,
  effectiveRate,
  minusUsd,
  owed,
  plusUsd,
  sumUsd,
  toCents,
  toWholeDollars,
  usd,
  WHOLE,
} from "../../src/law/units.js";

describe("dollars", () => {
  test("are added, taken away and multiplied without loss", () => {
    expect(plusUsd(usd("0.1"), usd("0.2")).toFixed()).toBe("0.3");
    expect(minusUsd(usd("0.3"), usd("0.1")).toFixed()).toBe("0.2");
    expect(owed(usd("123456789012.34"), decimal("0.00000001")).toFixed()).toBe("1234.5678901234");
    expect(sumUsd([]).toFixed()).toBe("0");
    expect(sumUsd([usd("0.1"), usd("0.2"), usd("0.3")]).toFixed()).toBe("0.6");
  });

  test("keep 60 digits of a quotient, half up", () => {
    expect(decimal(2).div(3).toFixed()).toBe(`0.${"6".repeat(59)}7`);
  });

  test("an effective rate of no imports is none, not zero", () => {
    expect(effectiveRate(usd(0), usd(0))).toBeNull();
    expect(effectiveRate(usd(5), usd(20))?.toFixed()).toBe("0.25");
  });

  test.each([
    ["0.005", "0.01"],
    ["0.0049999", "0"],
    ["1.015", "1.02"],
  ])("%s in cents is %s", (amount, cents) => {
    expect(toCents(usd(amount)).toFixed()).toBe(cents);
  });

  test.each([
    ["99.5", "100"],
    ["99.49", "99"],
  ])("%s in whole dollars is %s", (amount, dollars) => {
    expect(toWholeDollars(usd(amount)).toFixed()).toBe(dollars);
  });
});

describe("an assessment in cents", () => {
  const charged = (duty: string) => ({ outcome: "charged", share: WHOLE, duty: usd(duty), yieldedTo: ["x"] });
  const freed = { outcome: "freed", by: "9903.01.32", title: "Annex II" };
  const layer = (id: string, fate: object) => ({
    ...{ measure: { id }, version: "v", heading: "h", duty: "d", freedBy: null, fate },
  });
  const assessed = (base: string, a: string, c: string, duty: string) =>
    ({
      entry: "the entry",
      base: { applied: "general", line: "l", estimated: true, fate: charged(base) },
      layers: [layer("a", charged(a)), layer("b", freed), layer("c", charged(c))],
      duty: usd(duty),
      needs: ["steel content"],
    }) as unknown as Assessment;

  test("each layer is rounded, the total is the sum of what is charged, and nothing else is another", () => {
    expect(inCents(assessed("1.005", "2.005", "0.004", "3.014"))).toEqual(
      assessed("1.01", "2.01", "0", "3.02"),
    );
  });
});

describe("sums in integers of 10^-30 dollars", () => {
  test.each([
    "0",
    "1",
    "-1",
    "0.25",
    "-0.000000000000000000000000000001",
    "123456789012345.678901234567890123",
  ])("%s comes back as it went in", (text) => {
    expect(fromFixed(toFixed(decimal(text))).toFixed()).toBe(text);
  });

  test("what never ends is cut at the thirtieth place", () => {
    expect(toFixed(decimal(1).div(3))).toBe(BigInt("3".repeat(30)));
  });

  test("whole dollars are dollars", () => {
    expect(fromFixed(wholeDollars(151_340_030_000)).toFixed()).toBe("151340030000");
  });

  test("adds as decimals add, signs and all", () => {
    const amounts = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(30))
      .map(([digits, places]) => new Decimal(digits.toString()).div(new Decimal(10).pow(places)).toFixed());
    const Exact = Decimal.clone({ precision: 100 });
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 10 }), (texts) => {
        const all = texts.reduce((sum, text) => sum + toFixed(decimal(text)), 0n);
        const expected = texts.reduce((sum, text) => sum.plus(text), new Exact(0)).toFixed();
        expect(fromFixed(all).toFixed()).toBe(expected);
      }),
    );
  });
});

describe("parts of a value", () => {
  test("are sets of pieces", () => {
    expect(PIECES.map((piece) => hasPiece(partOf("steel", "us"), piece))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(partOf(...PIECES)).toBe(WHOLE_VALUE);
    expect(partOf()).toBe(NOTHING);
    expect(without(WHOLE_VALUE, partOf("rest"))).toBe(partOf("steel", "aluminum", "copper", "us"));
    expect(joined(partOf("steel"), partOf("us", "steel"))).toBe(partOf("steel", "us"));
  });

  const shares: Shares = {
    steel: decimal("0.3"),
    aluminum: decimal("0.2"),
    copper: decimal("0.1"),
    us: decimal("0.05"),
  };
  const shareText = (part: number, of: Shares) => {
    const share = shareOf(part, of);
    return isShare(share) ? share.toFixed() : share;
  };

  test.each([
    [partOf("steel"), "0.3"],
    [partOf("steel", "copper"), "0.4"],
    [partOf("us"), "0.05"],
    [partOf("rest"), "0.35"],
    [partOf("rest", "us"), "0.4"],
    [partOf("rest", "steel", "us"), "0.7"],
    [WHOLE_VALUE, "1"],
    [NOTHING, "0"],
  ])("part %i of goods with known content", (part, share) => {
    expect(shareText(part, shares)).toBe(share);
  });

  test.each([
    [WHOLE_VALUE, "1"],
    [partOf("steel", "copper"), ["steel", "copper"]],
    [partOf("rest"), ["steel", "aluminum", "copper"]],
    [partOf("rest", "steel", "us"), ["aluminum", "copper"]],
    [partOf("us"), "0"],
    [without(WHOLE_VALUE, partOf("us")), "1"],
  ])("part %i of goods of which nothing is stated", (part, share) => {
    expect(shareText(part, {})).toEqual(share);
  });

  test("the rest of contents that come to more than the whole is nothing", () => {
    const much = { steel: decimal("0.8"), aluminum: decimal("0.4"), copper: decimal(0) };
    expect(shareText(partOf("rest", "us"), much)).toBe("0");
    expect(shareText(partOf("rest", "us"), { ...much, aluminum: decimal("0.2") })).toBe("0");
    expect(shareText(partOf("rest", "us"), { ...much, aluminum: decimal("0.1") })).toBe("0.1");
  });

  test("a part and what is left of it are the whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: WHOLE_VALUE }), (part) => {
        const [own, other] = [shareOf(part, shares), shareOf(without(WHOLE_VALUE, part), shares)];
        expect(isShare(own) && isShare(other) && own.plus(other).toFixed()).toBe("1");
      }),
    );
  });
});

describe("shares of a value as whole numbers", () => {
  const stated = fc
    .tuple(
      fc.array(fc.option(fc.nat(250_000), { nil: undefined }), { minLength: 4, maxLength: 4 }),
      fc.nat(6),
    )
    .map(([digits, places]): Shares => {
      const all = digits.map((one) =>
        one === undefined ? undefined : decimal(one).div(1e6).toDecimalPlaces(places),
      );
      const [steel, aluminum, copper, us] = all;
      return Object.fromEntries(
        Object.entries({ steel, aluminum, copper, us }).filter(([, share]) => share !== undefined),
      );
    });

  test("are those of decimals, and none where a piece of the part is not stated", () => {
    fc.assert(
      fc.property(stated, fc.integer({ min: 0, max: WHOLE_VALUE }), (shares, part) => {
        const exact = shareOf(part, shares);
        const whole = wholeShares(shares);
        const found = whole?.of(part) ?? null;
        expect(
          found === null
            ? null
            : decimal(found)
                .div(whole?.scale ?? 0)
                .toFixed(),
        ).toBe(isShare(exact) ? exact.toFixed() : null);
      }),
      { numRuns: 500 },
    );
  });

  test("have as many places as the longest of them, up to six", () => {
    const of = (...texts: string[]) =>
      wholeShares(Object.fromEntries(texts.map((text, at) => [PIECES[at], decimal(text)])));
    expect(of("0.3", "0.25", "0.125")?.scale).toBe(1000);
    expect(of("0.123456")?.scale).toBe(1e6);
    expect(of("0.3", "0.1234567")).toBeNull();
    expect(of()?.scale).toBe(1);
  });

  test("have a kind: what is stated, what of it is nothing, whether a rest is left, and the content of the United States", () => {
    const kind = (shares: Record<string, string>) =>
      wholeShares(Object.fromEntries(Object.entries(shares).map(([piece, text]) => [piece, decimal(text)])))
        ?.kind;
    const all = [
      {},
      { steel: "0.3" },
      { steel: "0" },
      { steel: "1" },
      { aluminum: "0.3" },
      { steel: "0.5", aluminum: "0.5" },
      { steel: "0.5", aluminum: "0.4" },
      { us: "0.1" },
      { us: "0.2" },
      { us: "0" },
    ].map(kind);
    expect(new Set(all).size).toBe(all.length);
    expect(kind({ steel: "0.3" })).toBe(kind({ steel: "0.4" }));
    expect(kind({ steel: "0.5", aluminum: "0.5" })).toBe(kind({ steel: "0.4", aluminum: "0.6" }));
  });
});
