/** What each way of stating a duty comes to, worked out by hand; what is missing is asked for, and never zero. */
import { describe, expect, test } from "vitest";
import { stepOf } from "../../src/law/duty/by-price.js";
import { shortName } from "../../src/law/duty/component.js";
import {
  type ByPrice,
  type Charged,
  countsBase,
  type Duty,
  hasPart,
  partsOf,
  withinQuota,
} from "../../src/law/duty/duty.js";
import { charge } from "../../src/law/duty/index.js";
import { decimal, rate, usd, WHOLE } from "../../src/law/units.js";

const percent = (amount: string): Duty => ({ kind: "ad-valorem", rate: rate(`${amount}e-2`) });
const each = (dollars: string, unit = "kg", of: string | null = null): Duty => ({
  kind: "specific",
  usdPerUnit: usd(dollars),
  unit,
  of,
});
const FREE: Duty = { kind: "free" };
const UNKNOWN: Duty = { kind: "unknown", reason: "a note of chapter 99" };
const quantity = (amount: string, unit = "kg", of: string | null = null) => ({
  amount: decimal(amount),
  unit,
  of,
});

/** Goods of $1,000, of which nothing else is stated. */
const GOODS: Charged = {
  value: usd(1000),
  share: WHOLE,
  quantities: [],
  exactQuantity: false,
  components: new Map(),
  inQuota: false,
  base: null,
};
/** Dollars, or what is missing. */
const owedOn = (duty: Duty, stated: Partial<Charged> = {}): string | readonly string[] => {
  const result = charge(duty, { ...GOODS, ...stated });
  return "duty" in result ? result.duty.toFixed() : result.needs;
};

describe("plain duties", () => {
  test("free goods owe nothing, others a share of the value they are charged on", () => {
    expect(owedOn(FREE)).toBe("0");
    expect(owedOn(percent("2.5"))).toBe("25");
    expect(owedOn(percent("2.5"), { value: usd(400), share: decimal("0.4") })).toBe("10");
    expect(owedOn(percent("100"))).toBe("1000");
  });

  test("what the tariff states in words is asked for in its words", () =>
    expect(owedOn(UNKNOWN)).toEqual(["a note of chapter 99"]));

  test("a duty in place of another is that duty", () =>
    expect(owedOn({ kind: "replacement", duty: percent("6") })).toBe("60"));
});

describe("dollars a unit (19 CFR 159.3(b), 159.4)", () => {
  test.each([
    // At $1 a unit or less a fraction under one half is left out, one half or more counts as one.
    ["0.12", "100.49", "12"],
    ["0.12", "100.5", "12.12"],
    ["1", "2.5", "3"],
    // Above a dollar the exact quantity counts.
    ["1.01", "2.5", "2.525"],
    ["4.75", "0.5", "2.375"],
  ])("$%s a kilogram on %s kg is $%s", (dollars, amount, duty) =>
    expect(owedOn(each(dollars), { quantities: [quantity(amount)] })).toBe(duty),
  );

  test("of alcohol fractions of a unit count whatever the rate", () =>
    expect(
      owedOn(each("0.5", "pf. liter"), { quantities: [quantity("2.4", "pf. liter")], exactQuantity: true }),
    ).toBe("1.2"));

  test("units of one kind convert, and the first quantity that does is counted", () => {
    const quantities = [quantity("7", "no."), quantity("2", "t"), quantity("5", "kg")];
    expect(owedOn(each("0.10"), { quantities })).toBe("200");
    expect(owedOn(each("3", "doz"), { quantities: [quantity("36", "no.")] })).toBe("9");
  });

  test("a quantity of something else does not stand for it, and is asked for", () => {
    const lead = each("0.068", "kg", "lead content");
    expect(owedOn(lead, { quantities: [quantity("100")] })).toEqual(["quantity of lead content in kg"]);
    expect(owedOn(lead, { quantities: [quantity("100"), quantity("10", "kg", "lead content")] })).toBe(
      "0.68",
    );
    expect(owedOn(each("0.10"), { quantities: [quantity("10", "kg", "lead content")] })).toEqual([
      "quantity in kg",
    ]);
    expect(owedOn(each("0.10"), { quantities: [quantity("10", "liter")] })).toEqual(["quantity in kg"]);
  });

  test("a part of the goods owes its share of it", () =>
    expect(owedOn(each("0.10"), { quantities: [quantity("100")], share: decimal("0.25") })).toBe("2.5"));

  test("no goods at all owe nothing", () =>
    expect(owedOn(each("0.10"), { quantities: [quantity("0")] })).toBe("0"));
});

describe("components of watches (HTSUS chapter 91)", () => {
  const on = (of: string): Duty => ({ kind: "component", rate: rate("0.06"), of });
  const valued = (values: Record<string, number>) => ({
    components: new Map(Object.entries(values).map(([name, dollars]) => [name, usd(dollars)])),
  });

  test.each([
    ["case", "case"],
    ["strap, band or bracelet", "strap"],
    ["  Movement ", "movement"],
    ["", ""],
  ])("%j is stated as %j", (words, short) => expect(shortName(words)).toBe(short));

  test("6% on the case is on its value, whatever the watch is worth", () =>
    expect(owedOn(on("case"), valued({ case: 50, strap: 10 }))).toBe("3"));

  test("a strap, band or bracelet goes by its first word", () =>
    expect(owedOn(on("strap, band or bracelet"), valued({ strap: 10 }))).toBe("0.6"));

  test("two together are on the sum of both, and each that is not stated is asked for", () => {
    expect(owedOn(on("movement and case"), valued({ movement: 100, case: 50 }))).toBe("9");
    expect(owedOn(on("movement and case"), valued({ movement: 100 }))).toEqual(["value of the case"]);
    expect(owedOn(on("movement and case"), valued({}))).toEqual([
      "value of the movement",
      "value of the case",
    ]);
    expect(owedOn(on("movement and case"), valued({ "movement and case": 200, movement: 1, case: 1 }))).toBe(
      "12",
    );
  });
});

describe("several duties", () => {
  const kilograms = { quantities: [quantity("100")] };

  test("6.5% + 12¢/kg add up", () => {
    const both: Duty = { kind: "compound", terms: [percent("6.5"), each("0.12")] };
    expect(owedOn(both, kilograms)).toBe("77");
    expect(owedOn(both)).toEqual(["quantity in kg"]);
    expect(owedOn({ kind: "compound", terms: [each("1", "no."), UNKNOWN] })).toEqual([
      "quantity in no.",
      "a note of chapter 99",
    ]);
    expect(owedOn({ kind: "compound", terms: [] })).toBe("0");
  });

  test.each([
    // $65 on the value or $12 on the weight.
    ["greatest", [percent("6.5"), each("0.12")], "65"],
    ["least", [percent("6.5"), each("0.12")], "12"],
    ["greatest", [each("0.12"), percent("6.5")], "65"],
    ["least", [each("0.12"), percent("6.5")], "12"],
    ["least", [FREE, percent("6.5")], "0"],
    ["greatest", [], "0"],
  ] as const)("the %s of %j is $%s", (pick, terms, duty) =>
    expect(owedOn({ kind: "mixed", pick, terms }, kilograms)).toBe(duty),
  );

  test("which is greater is not known while one of them is not", () => {
    const either: Duty = { kind: "mixed", pick: "greatest", terms: [percent("6.5"), each("1"), UNKNOWN] };
    expect(owedOn(either)).toEqual(["quantity in kg", "a note of chapter 99"]);
  });
});

describe("an all-in rate (HTSUS chapter 99, notes 2(v)(xx) and 33(m))", () => {
  const to15 = (against: "general" | "claimed"): Duty => ({ kind: "top-up", to: rate("0.15"), against });
  const base = (general: string | null, charged: string) => ({
    base: { general: general === null ? null : usd(general), charged: usd(charged), customsValue: usd(1000) },
  });

  test.each([
    ["adds what the base duty lacks", "claimed", base("25", "25"), "125"],
    ["adds nothing to a base duty that is the same", "claimed", base("150", "150"), "0"],
    ["adds nothing to a higher one", "claimed", base("160", "160"), "0"],
    // The general rate decides; what is charged under an agreement is topped up.
    ["against the general rate: 2.5%, claimed free", "general", base("25", "0"), "150"],
    ["against the general rate: 16%, claimed free", "general", base("160", "0"), "0"],
    ["against the rate claimed: general 16%, claimed free", "claimed", base("160", "0"), "150"],
    ["never below zero where more is charged than compared", "general", base("25", "200"), "0"],
  ] as const)("%s", (_, against, on, duty) => expect(owedOn(to15(against), on)).toBe(duty));

  test("on a part of the value tops up that part", () =>
    expect(owedOn(to15("claimed"), { ...base("25", "25"), share: decimal("0.4") })).toBe("50"));

  test("asks for what it compares", () => {
    expect(owedOn(to15("claimed"))).toEqual(["the base duty"]);
    expect(owedOn(to15("general"), base(null, "25"))).toEqual(["the general rate in dollars"]);
    expect(owedOn(to15("claimed"), base(null, "25"))).toBe("125");
  });
});

describe("a duty by price (HTSUS chapter 99, subchapter IV)", () => {
  const step = (below: string | null, heading: string, duty: Duty) => ({
    below: below === null ? null : usd(below),
    heading,
    duty,
  });
  const duty: ByPrice = {
    kind: "by-price",
    unit: "kg",
    steps: [
      step("5", "9904.01.01", percent("20")),
      step("10", "9904.01.02", each("1.5")),
      step(null, "9904.01.03", FREE),
    ],
  };
  const of = (amount: string, unit = "kg", what: string | null = null) => ({
    quantities: [quantity(amount, unit, what)],
  });

  test.each([
    ["4 a kilogram", of("250"), "200"],
    ["5, which is not below 5", of("200"), "300"],
    ["8", of("125"), "187.5"],
    ["10, which is not below 10", of("100"), "0"],
    ["100", of("10"), "0"],
    ["4, stated in tonnes", of("0.25", "t"), "200"],
    [
      "8 on half the goods, which weigh half",
      { ...of("250"), value: usd(1000), share: decimal("0.5") },
      "187.5",
    ],
  ])("goods of $%s", (_, on, dollars) => expect(owedOn(duty, on)).toBe(dollars));

  test("the first quantity that converts gives the price", () =>
    expect(
      owedOn(duty, { quantities: [quantity("9", "no."), quantity("0"), quantity("250"), quantity("1")] }),
    ).toBe("200"));

  test("names the step, whose heading is declared", () => {
    expect(stepOf(duty, { ...GOODS, ...of("250") })?.heading).toBe("9904.01.01");
    expect(stepOf(duty, GOODS)).toBeUndefined();
  });

  test.each([[of("10", "liter")], [of("10", "kg", "milkfat")], [of("0")], [{}]])(
    "asks for the quantity: %j",
    (on) => expect(owedOn(duty, on)).toEqual(["quantity in kg"]),
  );

  test("on no part of the goods is nothing, of any quantity", () =>
    expect(owedOn(duty, { share: decimal(0) })).toBe("0"));
});

describe("a quota", () => {
  const duty: Duty = {
    kind: "quota",
    inside: FREE,
    outside: { kind: "quota", inside: percent("5"), outside: percent("25") },
  };

  test("frees goods that claim to be within it, and charges others", () => {
    expect(owedOn(duty, { inQuota: true })).toBe("0");
    expect(owedOn(duty)).toBe("250");
  });

  test("stands for one of its duties, however deep quotas stand in each other", () => {
    expect(withinQuota(duty, true)).toEqual(FREE);
    expect(withinQuota(duty, false)).toEqual(percent("25"));
    expect(withinQuota(percent("3"), true)).toEqual(percent("3"));
  });
});

describe("what a duty is made of", () => {
  const topUp: Duty = { kind: "top-up", to: rate("0.15"), against: "general" };
  const whole: [Duty, readonly Duty[]][] = [
    [FREE, []],
    [percent("5"), []],
    [each("1"), []],
    [{ kind: "component", rate: rate("0.06"), of: "case" }, []],
    [topUp, []],
    [UNKNOWN, []],
    [{ kind: "compound", terms: [FREE, topUp] }, [FREE, topUp]],
    [{ kind: "mixed", pick: "least", terms: [topUp, FREE] }, [topUp, FREE]],
    [{ kind: "replacement", duty: topUp }, [topUp]],
    [{ kind: "quota", inside: FREE, outside: topUp }, [FREE, topUp]],
    [
      {
        kind: "by-price",
        unit: "kg",
        steps: [
          { below: usd(5), heading: "a", duty: FREE },
          { below: null, heading: "b", duty: topUp },
        ],
      },
      [FREE, topUp],
    ],
  ];

  test.each(whole)("%j", (duty, parts) => expect(partsOf(duty)).toEqual(parts));

  test("it counts the base duty if it is an all-in rate or has one in it, at any depth", () => {
    const counted = whole.map(([duty]) => countsBase(duty));
    expect(counted).toEqual([false, false, false, false, true, false, true, true, true, true, true]);
    expect(
      countsBase({
        kind: "replacement",
        duty: { kind: "compound", terms: [{ kind: "replacement", duty: topUp }] },
      }),
    ).toBe(true);
    expect(hasPart(percent("5"), ({ kind }) => kind === "ad-valorem")).toBe(true);
    expect(hasPart({ kind: "compound", terms: [FREE, each("1")] }, ({ kind }) => kind === "mixed")).toBe(
      false,
    );
  });
});
