/** Whole numbers stand for texts and decimals only where they say the same. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wholeShares } from "../../src/compiled/fixed.js";
import { indexIn, lineFinder } from "../../src/compiled/line-index.js";
import { PIECES, type Shares, STATED_PIECES, shareOf } from "../../src/law/part.js";
import { decimal } from "../../src/law/units.js";
import { shipped } from "../shipped.js";

describe("the place of a number among those of the tariff", () => {
  const { numbers } = shipped.base;
  const placeOf = lineFinder(numbers);

  test("is found for every one of them", () => {
    expect(numbers.filter((hts, place) => placeOf(hts) !== place)).toEqual([]);
  });

  test("is none for any other text", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 10, maxLength: 10 });
    const near = fc.constantFrom(...numbers).map((hts) => `${hts.slice(0, 9)}5`);
    fc.assert(
      fc.property(fc.oneof(digits, near, fc.string()), (text) => {
        expect(placeOf(text)).toBe(indexIn(numbers, text));
      }),
    );
  });

  test.each(["", "8703", "870323010", "8703.23.01", "87032301900", "870323019x", "-703230190", " 70323019"])(
    "%j is none",
    (text) => expect(placeOf(text)).toBeUndefined(),
  );
});

/** Shares in hundredths that are no more than the whole; some are not stated. */
const shares = fc
  .array(fc.option(fc.nat(40)), { minLength: STATED_PIECES.length, maxLength: STATED_PIECES.length })
  .filter((hundredths) => hundredths.reduce<number>((sum, one) => sum + (one ?? 0), 0) <= 100)
  .map(
    (hundredths): Shares =>
      Object.fromEntries(
        STATED_PIECES.flatMap((piece, index) => {
          const share = hundredths[index] ?? null;
          return share === null ? [] : [[piece, decimal(share).div(100)]];
        }),
      ),
  );

describe("shares as whole numbers", () => {
  test("every part of the value is the share that decimals say, or is not known to either", () => {
    fc.assert(
      fc.property(shares, fc.nat(2 ** PIECES.length - 1), (stated, part) => {
        const whole = wholeShares(stated);
        const exact = shareOf(part, stated);
        const share = whole?.of(part) ?? null;
        expect(share === null ? null : share / (whole?.scale ?? 1)).toBe(
          Array.isArray(exact) ? null : Number(exact),
        );
      }),
    );
  });

  test("contents are of one kind if the same are there, whatever their size", () => {
    const kindOf = (stated: Record<string, string>) =>
      wholeShares(Object.fromEntries(Object.entries(stated).map(([piece, text]) => [piece, decimal(text)])))
        ?.kind;
    const some = kindOf({ steel: "0.4", aluminum: "0.1" });
    expect(kindOf({ steel: "0.0001", aluminum: "0.9" })).toBe(some);
    const others = [
      kindOf({ steel: "0.4" }),
      kindOf({ steel: "0.4", aluminum: "0" }),
      kindOf({ steel: "0.4", aluminum: "0.6" }),
      kindOf({ steel: "0.4", aluminum: "0.1", us: "0.1" }),
      kindOf({ steel: "0.4", aluminum: "0.1", us: "0.2" }),
    ];
    expect(new Set([some, ...others]).size).toBe(1 + others.length);
  });

  test("a third of the value is none", () => {
    expect(wholeShares({ steel: decimal(1).div(3) })).toBeNull();
  });
});
