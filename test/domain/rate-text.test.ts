/** Rates as the tariff prints them: its own texts, and texts that are none. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Duty } from "../../src/law/duty/duty.js";
import { isWithin, valueBracket } from "../../src/law/quantity.js";
import { parseRateText, parseSpecialText, specialFor } from "../../src/law/rate-text.js";
import { decimal } from "../../src/law/units.js";

/** A duty with its numbers as text. */
const plain = (duty: Duty | null): unknown => JSON.parse(JSON.stringify(duty));
const adValorem = (rate: string) => ({ kind: "ad-valorem", rate });
const specific = (usdPerUnit: string, unit: string, of: string | null = null) => ({
  kind: "specific",
  usdPerUnit,
  unit,
  of,
});
const component = (rate: string, of: string) => ({ kind: "component", rate, of });
const compound = (...terms: object[]) => ({ kind: "compound", terms });

describe("texts of the tariff", () => {
  test.each([
    ["Free", { kind: "free" }],
    ["free", { kind: "free" }],
    ["Free, under bond", { kind: "free" }],
    ["6.5%", adValorem("0.065")],
    ["25%", adValorem("0.25")],
    ["  2.5 %  ", adValorem("0.025")],
    ["33 1/3%", adValorem(`0.${"3".repeat(60)}`)],
    ["12 1/2%", adValorem("0.125")],
    ["1,000%", adValorem("10")],
    ["12.5% on the value of the entire set", adValorem("0.125")],
    ["45% on the case", component("0.45", "case")],
    ["6% on the value of the rifle", component("0.06", "rifle")],
    ["0.65¢/kg", specific("0.0065", "kg")],
    ["$1.035/kg", specific("1.035", "kg")],
    ["$ 2 / kg", specific("2", "kg")],
    ["2¢/liter", specific("0.02", "liter")],
    ["1 1/2¢/kg", specific("0.015", "kg")],
    ["$1,234.50/t", specific("1234.5", "t")],
    ["40¢ each", specific("0.4", "no.")],
    ["15¢/kg on drained weight", specific("0.15", "kg")],
    ["6.8¢/kg on lead content", specific("0.068", "kg", "lead content")],
    ["$1.44/kg/", specific("1.44", "kg")],
    ["$1.44/kg / /", specific("1.44", "kg")],
    ["6.5%+12¢/kg", compound(adValorem("0.065"), specific("0.12", "kg"))],
    ["6¢/kg on  drained  weight   +  8.5%", compound(specific("0.06", "kg"), adValorem("0.085"))],
    ["5¢/kg on contents and container", specific("0.05", "kg")],
    ["2.1¢/kg on entire contents of container", specific("0.021", "kg")],
    ["0.2¢/kg, including weight of container", specific("0.002", "kg")],
    ["86.1¢/m2of recording surface", specific("0.861", "m2", "recording surface")],
    ["$2.50/thou- sand + 40%", compound(specific("2.5", "thousand"), adValorem("0.4"))],
    [
      "3.1¢/liter + 22.1¢/pf. liter on ethyl alcohol content",
      compound(specific("0.031", "liter"), specific("0.221", "pf. liter")),
    ],
    ["20¢ each on the case", { ...specific("0.2", "no."), of: "each on the case" }],
    ["1.5% on value of the movement", component("0.015", "movement")],
    ["10 %", adValorem("0.1")],
    ["2.8% on thestrap, band or bracelet", component("0.028", "strap, band or bracelet")],
    ["2.8% on the lathe", component("0.028", "lathe")],
    ["5¢/kg on drained weght", specific("0.05", "kg")],
    ["5¢/kg on drained weigt", specific("0.05", "kg")],
    ["5¢/kg on contents of container", specific("0.05", "kg")],
    ["5¢/kg on content and container", specific("0.05", "kg")],
    ["5¢/kg on net drained weight", specific("0.05", "kg", "net drained weight")],
    ["5¢/kg on drained weight of fish", specific("0.05", "kg", "drained weight of fish")],
    ["6.5% + 12¢/kg", compound(adValorem("0.065"), specific("0.12", "kg"))],
    [
      "51¢ each + 6.25% on the case + 5.3% on the battery",
      compound(specific("0.51", "no."), component("0.0625", "case"), component("0.053", "battery")),
    ],
  ])("%s", (text, duty) => {
    expect(plain(parseRateText(text))).toEqual(duty);
  });

  /** HTSUS 1701.14.10, general, and 1701.13.10, column 2, which lacks a word. */
  test.each([
    [
      "1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 0.943854¢/kg",
      "0.00943854",
      "0.014606",
    ],
    [
      "4.3817¢/kg less 0.0622005¢ /kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less 2.831562¢ /kg",
      "0.02831562",
      "0.043817",
    ],
  ])("%s is no rate, and lies between two", (text, least, most) => {
    const limits = [specific(least, "kg"), specific(most, "kg")];
    expect(plain(parseRateText(text))).toEqual({ kind: "unknown", reason: `"${text}"`, limits });
  });

  test.each([
    "",
    "see 9822.05.20",
    "The rate applicable to the article",
    "6.5% + see note 3",
    "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees",
    "Freedom",
    "Not free",
    "6.5% or more, free",
    "%",
    "-5%",
    "5%%",
    "6..5%",
    "1e3%",
    "0x10%",
    "NaN%",
    "1 1/0%",
    "1 0/0%",
    "$1 1/00/kg",
    "1,5%",
    "$1,2,3/kg",
    "1,0000%",
    "Infinity%",
    "¢/kg",
    "$/kg",
    "5",
    "$5",
    ...["5% + $1/0/kg", "$1/0/kg", "5¢/2", "$1/%", "$1/-", "$1/100", "$1/½"],
  ])("%s is not a rate, and never zero", (text) => {
    expect(plain(parseRateText(text))).toEqual({ kind: "unknown", reason: `"${text}"` });
  });
});

describe("any text", () => {
  const words = fc.constantFrom(
    ..."Free % ¢ $ / kg each + on the case 6.5 1/3 1,000 . , ( ) see 0 of value less for each degree".split(
      " ",
    ),
  );
  const rateLike = fc.array(words, { maxLength: 8 }).map((all) => all.join(" "));
  const anything = fc.oneof(rateLike, fc.string({ unit: "binary" }), fc.string({ maxLength: 200 }));

  test("is a duty of finite numbers, or unknown with the text; nothing is thrown", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const duty = parseRateText(text);
        if (duty.kind === "unknown") expect(duty.reason).not.toBe("");
        else expect(JSON.stringify(duty)).not.toMatch(/NaN|Infinity|"-\d/);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    `${" /".repeat(500_000)}x`,
    "1 ".repeat(500_000),
    "(".repeat(1_000_000),
    `${"(".repeat(1_000_000)})`,
    " less ".repeat(170_000),
    "a".repeat(1_000_000),
  ])("of a megabyte is read as fast as it is long", (text) => {
    expect(parseRateText(text).kind).toBe("unknown");
    expect(parseSpecialText(text)).toEqual([]);
  });

  test("without a digit is free or unknown", () => {
    fc.assert(
      fc.property(
        anything.map((text) => text.replace(/\d/g, "")),
        (text) => {
          expect(["free", "unknown"]).toContain(parseRateText(text).kind);
        },
      ),
    );
  });

  test("in the special column throws nothing", () => {
    fc.assert(fc.property(anything, (text) => void parseSpecialText(text)));
  });

  test("a rate printed is the rate read", () => {
    const digits = fc.tuple(fc.nat(9999), fc.nat(9999)).map(([whole, part]) => `${whole}.${part}`);
    fc.assert(
      fc.property(digits, (text) => {
        const duty = parseRateText(`${text}%`);
        const rate = duty.kind === "ad-valorem" ? duty.rate : null;
        expect(rate?.times(100).eq(text)).toBe(true);
      }),
    );
  });
});

describe("the special column", () => {
  const text = "Free (A+,AU, BH) 1.7% (KR) See 9822.05.20 (P)";

  test("has the symbols of each rate", () => {
    expect(parseSpecialText(text).map(({ duty, ...rest }) => ({ ...rest, duty: plain(duty) }))).toEqual([
      { text: "Free", symbols: ["A+", "AU", "BH"], duty: { kind: "free" } },
      { text: "1.7%", symbols: ["KR"], duty: adValorem("0.017") },
      { text: "See 9822.05.20", symbols: ["P"], duty: null },
    ]);
  });

  test.each([
    [["KR"], "1.7%"],
    [["BH", "KR"], "Free"],
    [["P"], "See 9822.05.20"],
    [["A"], undefined],
    [[], undefined],
  ])("opens to %j: %s", (symbols, rate) => {
    expect(specialFor(parseSpecialText(text), symbols)?.text).toBe(rate);
  });

  test.each(["", "Free", "Free A+", "()"])("%j grants nothing", (other) => {
    expect(specialFor(parseSpecialText(other), ["A+"])).toBeUndefined();
  });

  test("each symbol stands by itself, without blanks or empty texts beside it", () => {
    expect(parseSpecialText("Free (A ,  AU,,BH , )")[0]?.symbols).toEqual(["A", "AU", "BH"]);
    expect(parseSpecialText("Free () 5% (KR)").map(({ symbols }) => symbols)).toEqual([[], ["KR"]]);
  });

  test("symbols may be set apart by blanks, and a point before one is dropped", () => {
    expect(parseSpecialText("Free (A .AU,  BH,)")[0]?.symbols).toEqual(["A", "AU", "BH"]);
    expect(parseSpecialText("SEE 9822.05.20 (P)")[0]?.duty).toBeNull();
    expect(parseSpecialText("1% see note (A)")[0]?.duty).not.toBeNull();
    expect(parseSpecialText("Free(A.B)")[0]).toMatchObject({ text: "Free", symbols: ["A.B"] });
  });
});

describe("texts that are far from a rate", () => {
  test("what is no text is unknown, for programs that no compiler checks", () =>
    expect(parseRateText(5 as unknown as string)).toEqual({ kind: "unknown", reason: "no text" }));

  test("of 2,000 characters are read, and longer ones are shown by their beginning", () => {
    const read = `${"0".repeat(1998)}5%`;
    expect(parseRateText(read).kind).toBe("ad-valorem");
    const long = `${"0".repeat(1999)}5%`;
    expect(parseRateText(long)).toEqual({ kind: "unknown", reason: `"${"0".repeat(60)}…"` });
  });
});

describe("texts as the tariff breaks them", () => {
  test.each([
    ["5% on the  case ", { kind: "component", rate: "0.05", of: "case" }],
    [
      "$4.75 each  on the case",
      { kind: "specific", usdPerUnit: "4.75", unit: "no.", of: "each on the case" },
    ],
    ["1 1/2%", { kind: "ad-valorem", rate: "0.015" }],
    ["12%", { kind: "ad-valorem", rate: "0.12" }],
    ["12.25¢/kg", { kind: "specific", usdPerUnit: "0.1225", unit: "kg", of: null }],
  ])("%s", (text, duty) => expect(plain(parseRateText(text))).toEqual(duty));

  test("groups of the special column follow each other however brackets stand", () => {
    const groups = (text: string) => parseSpecialText(text).map(({ text: rate, symbols }) => [rate, symbols]);
    expect(groups("(A) Free (B)")).toEqual([["Free", ["B"]]]);
    // No rate is stated for B: it is not known, and neither free nor the next.
    const [, second, third] = parseSpecialText("Free (A) (B) 5% (C)");
    expect([second?.symbols, second?.duty?.kind, third?.text]).toEqual([["B"], "unknown", "5%"]);
    expect(groups("Free ((A) 5% (C)")).toEqual([
      ["Free", ["(A"]],
      ["5%", ["C"]],
    ]);
    expect(groups(") Free (A")).toEqual([]);
    expect(groups(")Free (A)")).toEqual([["Free", ["A"]]]);
  });
});

/** HTSUS 6404.19.79, 4202.21.90 and the like; words that state more than a value are not read. */
test.each([
  ["Valued over $3 but not over $6.50/pair:", { unit: "pr.", beyond: "3", atMost: "6.5" }],
  ["Valued over $20 each", { unit: "no.", beyond: "20" }],
  ["Valued 88 cents or more per kg", { unit: "kg", atLeast: "0.88" }],
  ["Valued $1,000 or over but under $3,000 each", { unit: "no.", atLeast: "1000", below: "3000" }],
  ["Each valued less than 15¢", { unit: "no.", below: "0.15" }],
  ["Valued under 25¢ each, not over 25.9 cm in overall length", undefined],
  ["With movement valued over $15 each", undefined],
])("%s states a value of goods", (words, bracket) => {
  const found = valueBracket(words);
  expect(found && JSON.parse(JSON.stringify(found))).toEqual(bracket);
});

test("what is worth as much as a bound is within it where the words say so", () => {
  const [upTo, from] = ["Valued not over $20 each", "Valued over $20 each"].map(valueBracket);
  expect([upTo, from].map((bracket) => bracket && isWithin(decimal(20), bracket))).toEqual([true, false]);
});
