/** Watches and rifles: duties on the value of a part of the goods. Rates: HTSUS chapters 91 and 93, multiplied by hand. */
import { expect, test } from "vitest";
import { parseComponents } from "../../src/contract/parse.js";
import { checkArticles } from "../../src/entries/claims.js";
import { assess, bounds } from "../../src/law/assess.js";
import { inCents } from "../../src/law/declare.js";
import { entryOf } from "../../src/library/goods.js";
import { shipped } from "../shipped.js";
import { duty as priced, rowsIn, run } from "./duty-file.js";

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

/**
 * HTSUS 1701.14.10: 1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees, not less than 0.943854¢/kg; column 2 from 4.3817¢ to
 * 2.831562¢. The reciprocal tariff is 10% for Brazil in June 2025; for the European Union 15% of the value counts the base duty in.
 */
const SUGAR: [string, string, string, string, string | null][] = [
  ["BR", "2025-06-20", "1000", "1009.44", "1014.61"],
  ["BR", "2025-06-20", "2000", "1018.88", "1029.21"],
  ["BR", "2025-06-20", "", "1000.00", null],
  ["FR", "2025-09-20", "1000", "1500.00", "1500.00"],
  ["RU", "2025-06-20", "1000", "28.32", "43.82"],
];

test.each(SUGAR)(
  "raw sugar of %s on %s, %s kg, of no stated polarity",
  (origin, date, kilograms, least, most) => {
    const quantities = kilograms === "" ? [] : [`${kilograms}kg`];
    const sugar = assess(entryOf({ hts: "1701.14.10", origin, date, value: "10000", quantities }), shipped);
    const found = sugar && bounds(sugar, shipped, "law");
    expect([found?.least.toFixed(2), found?.most?.toFixed(2) ?? null]).toEqual([least, most]);
  },
);

test("rows of raw sugar have the bounds of one entry", async () => {
  const rows = SUGAR.map(
    ([origin, date, kg]) => `${date},1701.14.10,${origin},10000,${kg === "" ? "" : `${kg}kg`}\n`,
  );
  const { out } = await priced(`date,hts,origin,value,qty\n${rows.join("")}`, "in.csv", "-f", "ndjson");
  const found = rowsIn(out).map(({ at_least_usd, up_to_usd }) => [at_least_usd, up_to_usd ?? null]);
  expect(found).toEqual(SUGAR.map(([, , , least, most]) => [least, most]));
});

test.each([
  ["a T-shirt", "6109.10.00.12", "8205.40.00=30", true],
  ["a T-shirt", "6109.10.00.12", "case=30", true],
  ["a watch", "9102.11.10.10", "case=300,strap=100,battery=5", false],
  ["a set of tools", "8206.00.00.00", "8205.40.00=600,8204.11.00=400", false],
])("values of parts of %s, %s with %s, change nothing: %s", async (_, hts, parts, isIdle) => {
  const goods = ["--origin", "VN", "--date", "2026-05-20", "--value", "1000", "--qty", "10"];
  const { out } = await run("duty", hts, ...goods, "--component", parts);
  expect(out.includes("What --component states changes nothing on these goods.")).toBe(isIdle);
});

/** What the tariff says of sets: headings 8206 and 8215, subheadings 8205.90 and 9608.50, note 3(b) to chapters 61 and 62, and the words of the rates. */
test.each([
  [
    "8206.00.00.00",
    "8205.40.00",
    "8471.30.01",
    "heading 8206 is for tools of two or more of headings 8202 to 8205",
  ],
  ["8205.90.60.00", "8205.40.00", "8204.11.00", "two or more subheadings of heading 8205"],
  ["8215.20.00.00", "8211.91.50", "7013.37.10", "of knives of heading 8211"],
  ["6103.22.00", "6105.10.00", "6109.10.00", "other than of headings 6107, 6108 and 6109"],
  ["6204.23.00", "6206.40.30", "6207.11.00", "other than of headings 6207 and 6208"],
  ["9608.50.00.00", "9608.10.00", "9609.10.00", "subheadings 9608.10 to 9608.40"],
  ["2202.99.36.00", "2009.12.25", "2202.10.00", "the natural juice of heading 2009"],
])("articles of %s: %s may be one, %s cannot", (hts, may, cannot, why) => {
  const goods = { hts, origin: "CH", date: "2025-03-01", value: "1000" };
  const checked = (components: Record<string, string>) =>
    checkArticles(entryOf({ ...goods, components }), shipped);
  expect(() => checked({ [may]: "600" })).not.toThrow();
  expect(() => checked({ [may]: "600", [cannot]: "400" })).toThrow(`${cannot} cannot be an article of`);
  expect(() => checked({ [cannot]: "400" })).toThrow(why);
});

test.each([
  // Heading 8206: tools of two or more of headings 8202 to 8205. Screwdrivers and hammers are both of 8205.
  ["8206.00.00.00", { "8205.40.00": "600", "8205.20.30": "400" }, true],
  ["8206.00.00.00", { "8205.40.00": "600", "8204.11.00": "400" }, false],
  // What is not stated may be of another heading.
  ["8206.00.00.00", { "8205.40.00": "600", "8205.20.30": "300" }, false],
  ["8205.90.60.00", { "8205.40.00": "600", "8205.20.30": "400" }, false],
  ["8205.90.60.00", { "8205.40.00": "1000" }, true],
  ["9608.50.00.00", { "9608.10.00": "1000" }, true],
])("%s of %o, all of one kind: %s", (hts, components, isRefused) => {
  const goods = entryOf({ hts, origin: "CH", date: "2025-03-01", value: "1000", components });
  const check = () => checkArticles(goods, shipped);
  if (isRefused) expect(check).toThrow("are all of one kind");
  else expect(check).not.toThrow();
});
