/** Drawback: 99% of what may come back on the exported share, what may not, and what is not known. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { drawbackOf } from "../../src/law/drawback.js";
import { names } from "../../src/law/settle.js";
import { decimal, usd } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const rules = context.drawback();
const ALL = decimal(1);

const partsOf = (paid: readonly (readonly [string, string])[], exported = ALL) => {
  const parts = paid.map(([id, amount]) => ({ id, amount: usd(amount) }));
  const { refund, barred, unknown } = drawbackOf(parts, exported, rules);
  return [refund, barred, unknown].map((part) => part.toFixed(2));
};

test("gives back 99% of the fee on the goods exported: broker examination of October 2015, question 52", () => {
  expect(partsOf([["mpf", "485"]], decimal(40_000).div(187_500))[0]).toBe("102.43");
});

describe("of $1,000 paid and all exported", () => {
  test.each([
    ["base", "990.00", "0.00", "0.00"],
    ["mpf", "990.00", "0.00", "0.00"],
    ["hmf", "990.00", "0.00", "0.00"],
    ["section-301/china-list-1", "990.00", "0.00", "0.00"],
    ["section-201/solar", "990.00", "0.00", "0.00"],
    ["ieepa/reciprocal", "990.00", "0.00", "0.00"],
    ["section-232/steel", "0.00", "1000.00", "0.00"],
    ["section-232/steel-derivatives", "0.00", "1000.00", "0.00"],
    ["section-232/aluminum", "0.00", "1000.00", "0.00"],
    ["ieepa/fentanyl-canada", "0.00", "1000.00", "0.00"],
    ["ieepa/fentanyl-mexico", "0.00", "1000.00", "0.00"],
    ["ieepa/fentanyl-china", "0.00", "1000.00", "0.00"],
    ["section-122/surcharge", "0.00", "0.00", "1000.00"],
    ["section-232/cars", "0.00", "0.00", "1000.00"],
    ["section-338/canada-dairy", "0.00", "0.00", "1000.00"],
  ])("%s gives back %s; %s is barred and %s not known", (id, ...parts) => {
    expect(partsOf([[id, "1000"]])).toEqual(parts);
  });
});

test("rounds the sum to cents, half up, not each part", () => {
  expect(
    partsOf([
      ["base", "0.505"],
      ["mpf", "0.505"],
    ])[0],
  ).toBe("1.00");
});

test("what comes back is 99% of what was paid, whatever the share, less at most half a cent", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_00), fc.nat(100), (cents, percent) => {
      const paid = usd(cents).div(100);
      const [refund] = partsOf([["base", paid.toFixed(2)]], decimal(percent).div(100));
      const exact = paid.times("0.99").times(percent).div(100);
      expect(
        exact
          .minus(refund ?? "")
          .abs()
          .lte("0.005"),
      ).toBe(true);
    }),
  );
});

test("every rule names a measure, a fee or the base duty that the data has", () => {
  const ids = [
    "base",
    // Deposits under orders are layers of their own, by case: 19 USC 1677h keeps them out of drawback.
    ...context
      .schedule()
      .orders.all()
      .map((order) => `adcvd/${order.case}`),
    ...context.fees().fees.map(({ id }) => id),
    ...context.schedule().measures.map(({ id }) => id),
  ];
  const dead = rules.rules.flatMap(({ of }) => of.filter((pattern) => !ids.some((id) => names(pattern, id))));
  expect(dead).toEqual([]);
});
