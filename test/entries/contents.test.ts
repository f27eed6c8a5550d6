/** Contents of goods as people write them: shares, percentages, or dollars of the value. */
import { describe, expect, test } from "vitest";
import { parseContent, parseContents, sharesOf } from "../../src/contract/parse.js";
import { answerOf } from "../../src/index.js";
import { usd } from "../../src/law/units.js";
import { duty } from "./duty-file.js";

const said = (text: string): string => {
  const content = parseContent(text);
  return "share" in content ? `share ${content.share.toFixed()}` : `$${content.dollars.toFixed()}`;
};

describe("one content", () => {
  test.each([
    ["0.4", "share 0.4"],
    ["40%", "share 0.4"],
    ["40 %", "share 0.4"],
    ["0", "share 0"],
    ["1", "share 1"],
    ["100%", "share 1"],
    ["$0.40", "$0.4"],
    ["$400", "$400"],
    ["400", "$400"],
    ["1,200", "$1200"],
    ["$1,200.50", "$1200.5"],
  ])("%s is %s", (text, meaning) => expect(said(text)).toBe(meaning));

  test.each([
    ["101%", /share such as 0.4 or 40%/],
    ["-0.1", /share such as 0.4 or 40%/],
    ["0,4", /amount of US dollars/],
    ["", /share such as 0.4 or 40%/],
    ["much", /share such as 0.4 or 40%/],
    ["$-5", /amount of US dollars/],
    ["1,2", /amount of US dollars/],
    ["12,34", /amount of US dollars/],
  ])("%s is neither", (text, message) => expect(() => parseContent(text)).toThrow(message));
});

const VALUE = usd(10_000);
const shares = (text: string) =>
  Object.entries(sharesOf(parseContents(text), VALUE)).map(([metal, share]) => `${metal} ${share.toFixed()}`);

describe("contents of goods worth $10,000", () => {
  test.each([
    ["steel=0.35", ["steel 0.35"]],
    ["steel=35%,aluminum=10%", ["steel 0.35", "aluminum 0.1"]],
    ["steel=$3,500,aluminum=$1,000", ["steel 0.35", "aluminum 0.1"]],
    [" steel = 0.5 , copper = 0.5 ", ["steel 0.5", "copper 0.5"]],
    ["steel=0", ["steel 0"]],
  ])("%s", (text, expected) => expect(shares(text)).toEqual(expected));

  test.each([
    ["steel=0.6,aluminum=0.5", "the shares come to 110% of the value"],
    ["steel=$10,001", "steel of $10001 is more than the value, $10000"],
    ["steel=$6,000,copper=0.5", "the shares come to 110% of the value"],
    ["steel=0.2,steel=0.3", "steel is there twice"],
    ["steel", 'expected a metal and its share such as steel=0.4; got "steel"'],
    ["tin=0.4", "expected one of steel, aluminum, copper"],
    ["", "expected a metal and its share"],
  ])("%s is refused", (text, message) => expect(() => shares(text)).toThrow(message));
});

test("of goods worth nothing, nothing is metal", () => {
  expect(sharesOf(parseContents("steel=$0"), usd(0)).steel?.toFixed()).toBe("0");
});

/** 19 CFR 159.3(b) has one quantity of a kind; 46.3 cents a kilogram and 14.9 % of 1,200 kg worth $5,000 are $1,300.60. */
describe("quantities of goods", () => {
  const goods = ["0402.99.90.00", "--origin", "NZ", "--date", "2025-06-19", "--value", "5000"];
  const base = async (...qty: string[]) => {
    const flags = qty.flatMap((one) => ["--qty", one]);
    return ((await answerOf(["duty", ...goods, ...flags])) as { total: Record<string, string> }).total;
  };

  test("a weight may be stated twice, if both are one", async () => {
    expect((await base("1200kg", "2645.5lb")).base_duty_usd).toBe("1300.6");
    for (const other of ["1300kg", "2000lb"])
      await expect(base("1200kg", other)).rejects.toThrow("quantities of one kind that differ");
  });

  test("nothing is no quantity of goods that are worth something", async () => {
    await expect(base("0")).rejects.toThrow("expected more than nothing");
    const rows = ["0402.99.90.00,NZ,2025-06-19,5000,0", "0402.99.90.00,NZ,2025-06-19,5000,1200kg;1300kg"];
    const { out } = await duty(["hts,origin,date,value,qty", ...rows, ""].join("\n"));
    expect(out).toContain("not stated: quantity in kg");
    expect(out).toContain("qty: 1200 kg and 1300 kg are quantities of one kind that differ");
  });
});
