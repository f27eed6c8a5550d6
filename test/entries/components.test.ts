/** Watches and rifles: duties on the value of a part of the goods. Rates: HTSUS chapters 91 and 93, multiplied by hand. */
import { expect, test } from "vitest";
import { parseComponents } from "../../src/contract/parse.js";
import { assess } from "../../src/law/assess.js";
import { inCents } from "../../src/law/declare.js";
import { entryOf } from "../../src/library/goods.js";
import { shipped } from "../shipped.js";

const duty = (hts: string, components: Record<string, string>, quantities: string[]) => {
  const goods = { hts, origin: "CH", date: "2025-03-01", value: "1000", components, quantities };
  const assessment = assess(entryOf(goods), shipped);
  if (!assessment) throw new Error(`the tariff has no ${hts}`);
  const { duty, needs } = inCents(assessment);
  return needs.length > 0 ? needs.join("; ") : duty.toFixed(2);
};

const PARTS = { case: "300", strap: "100", battery: "5" };

test.each<[string, Record<string, string>, string, string]>([
  ["9102.11.10", PARTS, "36.67", "10 at 44¢, 6% of $300, 14% of $100, 5.3% of $5: 36.665"],
  ["9102.11.10.20", PARTS, "36.67", "the suffixes of watches stand in a note of the chapter"],
  ["9102.11.30", PARTS, "25.47", "10 at 44¢, 6% of $300, 2.8% of $100, 5.3% of $5: 25.465"],
  [
    "9102.11.10",
    { case: "300", "Strap, band or bracelet": "100", battery: "5" },
    "36.67",
    "the tariff's own name of a part",
  ],
  ["9102.11.10", { case: "300" }, "value of the strap, band or bracelet; value of the battery", "not stated"],
])("%s with %j owes %s: %s", (hts, components, owed, _why) => {
  expect(duty(hts, components, ["10 no."])).toBe(owed);
});

test("two parts that are charged together may be stated apart or together", () => {
  const stated = (components: Record<string, string>) => duty("9105.11.40", components, ["10 no."]);
  // 9105.11.40: 3.9% on the movement and case + 5.3% on the battery, here of $300 and $10.
  expect(stated({ movement: "100", case: "200", battery: "10" })).toBe("12.23");
  expect(stated({ "movement and case": "300", battery: "10" })).toBe("12.23");
  expect(stated({ movement: "100", battery: "10" })).toBe("value of the case");
});

test.each([
  ["case", 'expected a component and its dollars such as case=30; got "case"'],
  ["=3", 'expected a component and its dollars such as case=30; got "=3"'],
  ["case=1,case=2", 'case is there twice; got "case=1,case=2"'],
  ["case=much", 'expected an amount of US dollars such as 30000; got "much"'],
])("%s is refused", (text, message) => {
  expect(() => parseComponents(text)).toThrow(message);
});

test("a comma among the digits of dollars parts nothing", () => {
  expect([...parseComponents("case=$1,200;strap=30")].map(([name, usd]) => `${name} ${usd}`)).toEqual([
    "case 1200",
    "strap 30",
  ]);
});
