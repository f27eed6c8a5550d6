/**
 * What an entry summary declares, line by line and number by number, on made-up measures after those of 2025: metal content on
 * a line of its own (CSMS 64348411, 65236374), content of the United States likewise, an all-in rate in full on the number of
 * chapter 99 (CSMS 66319804, 67045953), numbers in customs' order (CSMS 69668138), each in cents.
 */
import { describe, expect, test } from "vitest";
import { ADCVD } from "../../src/law/adcvd.js";
import { type Assessment, assessBeside, type Layer } from "../../src/law/assess.js";
import {
  allInLayer,
  asFiled,
  chargedAs,
  declare,
  filedInCents,
  inCents,
  inDeclaredOrder,
  numberOf,
  printDeclared,
  provisionDeclared,
  summaryLines,
} from "../../src/law/declare.js";
import type { Duty } from "../../src/law/duty/duty.js";
import { type Entry, ONE_DOLLAR } from "../../src/law/entry.js";
import { NOTHING, type Part, partOf, type Shares, WHOLE_VALUE } from "../../src/law/part.js";
import type { Reached } from "../../src/law/scope.js";
import { settledFor } from "../../src/law/settle.js";
import { decimal, rate, usd, WHOLE } from "../../src/law/units.js";

const percent = (amount: string): Duty => ({ kind: "ad-valorem", rate: rate(`${amount}e-2`) });
const allIn = (amount: string): Duty => ({ kind: "top-up", to: rate(`${amount}e-2`), against: "claimed" });

interface Terms {
  part?: Part;
  entirely?: string[];
  onItsPart?: string[];
  /** What goods declare that yield. */
  yielding?: string;
  otherPart?: string;
  us?: { atLeast: string; leastShare?: string };
  freedBy?: string;
  /** It stands alone, as the duty of mail does, and has no number of chapter 99. */
  alone?: true;
}

/** A measure that reaches the goods. */
function measure(id: string, heading: string, duty: Duty, terms: Terms = {}): Reached {
  const {
    part = WHOLE_VALUE,
    entirely = [],
    onItsPart = [],
    yielding,
    otherPart,
    us,
    freedBy,
    alone,
  } = terms;
  const { atLeast = "0", leastShare } = us ?? {};
  const version = {
    ...{ part, alone, transit: [] },
    yieldsTo: { entirely, onItsPart, heading: yielding },
    otherPartHeading: otherPart,
    usContent: us && {
      heading: "9903.01.34",
      atLeast: decimal(atLeast),
      leastShare: leastShare && decimal(leastShare),
    },
  };
  return {
    ...{ heading, duty, version, measure: { id, authority: id.split("/")[0] } },
    freedBy: freedBy === undefined ? null : { heading: freedBy, title: "", displaces: false },
  } as unknown as Reached;
}

interface Goods {
  value?: string;
  base?: string | null;
  shares?: Record<string, string>;
  claims?: string[];
  chapter98?: string;
}

/** Goods of $10,000 and 2.5% of base duty, if nothing else is said. */
function assessed(reached: readonly Reached[], goods: Goods = {}): Assessment {
  const { value = "10000", base = "2.5", shares = {}, claims = [], chapter98 } = goods;
  const entry = {
    ...ONE_DOLLAR,
    hts: "8708295160",
    value: usd(value),
    claims: new Set(claims),
    shares: Object.fromEntries(Object.entries(shares).map(([piece, share]) => [piece, decimal(share)])),
    chapter98: chapter98 === undefined ? null : { number: chapter98 },
  } as unknown as Entry;
  const duty = base === null ? null : usd(value).times(rate(`${base}e-2`));
  const charge = {
    charge: duty ? { duty } : { needs: ["quantity in kg"] },
    applied: { duty: percent(base ?? "0"), text: "" },
    share: WHOLE,
    estimated: false,
    amounts: duty && { general: duty, charged: duty, customsValue: usd(value) },
  } as unknown as Parameters<typeof assessBeside>[0];
  return assessBeside(charge, entry, "", settledFor(reached, entry));
}

const ORDER = ["section-301", "ieepa/fentanyl", "ieepa", "section-232"];
/** `line number value duty`, as declared. */
const summary = (reached: readonly Reached[], goods: Goods = {}, order = ORDER): string[] =>
  declare(assessed(reached, goods), { declaredFirst: order }).map(
    ({ line, number, value, duty }) => `${line} ${number} ${value.toFixed()} ${duty?.toFixed(2) ?? "?"}`,
  );

const STEEL = partOf("steel");
const GOODS_NUMBER = "8708.29.51.60";

describe("goods that are declared whole", () => {
  test("have one line: chapter 99 in customs' order, then the number of the goods", () => {
    const reached = [
      measure("ieepa/fentanyl-china", "9903.01.24", percent("20")),
      measure("ieepa/reciprocal", "9903.01.25", percent("10")),
      measure("section-301/list-3", "9903.88.03", percent("25")),
      measure("zz/other", "9903.99.99", percent("1")),
    ];
    expect(summary(reached)).toEqual([
      "1 9903.88.03 10000 2500.00",
      "1 9903.01.24 10000 2000.00",
      "1 9903.01.25 10000 1000.00",
      "1 9903.99.99 10000 100.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
    expect(summary([])).toEqual([`1 ${GOODS_NUMBER} 10000 250.00`]);
  });

  test("measures of one place keep the order of their ids, in which they are listed", () => {
    const ids = ["b/1", "a/2", "c/1", "a/1", "b/0"].map((id) => ({ measure: { id } }));
    const ordered = inDeclaredOrder(ids, ["c", "a"]).map((layer) => layer.measure.id);
    expect(ordered).toEqual(["c/1", "a/2", "a/1", "b/1", "b/0"]);
  });

  test("declare the number that frees them, once, and at nothing", () => {
    const reached = [
      measure("ieepa/fentanyl-china", "9903.01.24", percent("20"), { freedBy: "9903.01.21" }),
      measure("ieepa/reciprocal", "9903.01.25", percent("10"), { freedBy: "9903.01.21" }),
      measure("section-301/list-3", "9903.88.03", percent("25"), { freedBy: "note 20(b)" }),
    ];
    expect(summary(reached)).toEqual(["1 9903.01.21 10000 0.00", `1 ${GOODS_NUMBER} 10000 250.00`]);
  });

  test("one number frees and charges: the charge stands, whichever comes first", () => {
    const freed = measure("ieepa/fentanyl", "9903.01.24", percent("20"), { freedBy: "9903.01.77" });
    const charged = measure("section-232/x", "9903.01.77", percent("10"));
    const expected = ["1 9903.01.77 10000 1000.00", `1 ${GOODS_NUMBER} 10000 250.00`];
    expect(summary([freed, charged])).toEqual(expected);
    expect(summary([freed, charged], {}, ["section-232", "ieepa"])).toEqual(expected);
  });

  test("declare that they yield, unless to a duty of the same act", () => {
    const cars = measure("section-232/cars", "9903.94.01", percent("25"));
    const yields = { entirely: ["section-232/cars"], yielding: "9903.01.33" };
    expect(summary([measure("ieepa/reciprocal", "9903.01.25", percent("10"), yields), cars])).toEqual([
      "1 9903.01.33 10000 0.00",
      "1 9903.94.01 10000 2500.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
    expect(summary([measure("section-232/parts", "9903.94.05", percent("25"), yields), cars])).toEqual([
      "1 9903.94.01 10000 2500.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
  });

  test("that chapter 98 frees declare what they would owe, and its own number first", () => {
    const freed = measure("ieepa/reciprocal", "9903.01.25", percent("10"), { freedBy: "9801.00.10" });
    expect(summary([freed], { chapter98: "98010010" })).toEqual([
      "1 9801.00.10 0 0.00",
      "1 9903.01.25 10000 0.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
    const entry = { hts: "98010010", chapter98: { number: "98010010" } };
    expect(provisionDeclared(entry as unknown as Entry)).toEqual([]);
  });

  test("a measure that replaces the base duty leaves nothing on the number of the goods", () => {
    const instead = measure("section-201/safeguard", "9903.45.01", {
      kind: "replacement",
      duty: percent("14"),
    });
    expect(summary([instead])).toEqual(["1 9903.45.01 10000 1400.00", `1 ${GOODS_NUMBER} 10000 0.00`]);
  });

  test("deposits of antidumping duty come after the number of the goods, on the whole value", () => {
    const metal = measure("section-232/steel", "9903.81.91", percent("50"), { part: STEEL });
    const deposit = measure(`${ADCVD}/A-570-967`, "A-570-967", percent("10"));
    const base = assessed([metal, deposit], { shares: { steel: "0.3" } });
    const filed = asFiled(base, "8708", []).map((one) => [one.line, one.number, one.share.toFixed()]);
    expect(filed.at(-1)).toEqual([0, "A-570-967", "1"]);
    expect(asFiled(base, "8708", []).at(-1)).toMatchObject({ charges: true, ofBase: usd(0) });
    expect(filed.slice(0, -1)).toEqual([
      [0, "8708", "0.7"],
      [1, "9903.81.91", "0.3"],
      [1, "8708", "0.3"],
    ]);
  });
});

/** Steel content at 50%; the reciprocal duty at 10% on the rest. */
const derivatives = (terms: Terms = {}) => [
  measure("ieepa/reciprocal", "9903.01.25", percent("10"), {
    onItsPart: ["section-232/*"],
    yielding: "9903.01.33",
  }),
  measure("section-232/steel", "9903.81.91", percent("50"), { part: STEEL, ...terms }),
];

describe("steel articles (CSMS 64348411)", () => {
  test("stand on two lines: what is no steel first, then the steel", () => {
    expect(summary(derivatives(), { shares: { steel: "0.3" } })).toEqual([
      "1 9903.01.25 7000 700.00",
      `1 ${GOODS_NUMBER} 7000 175.00`,
      "2 9903.01.33 3000 0.00",
      "2 9903.81.91 3000 1500.00",
      `2 ${GOODS_NUMBER} 3000 75.00`,
    ]);
  });

  test("name a number for the other parts where chapter 99 has one", () =>
    expect(summary(derivatives({ otherPart: "9903.78.02" }), { shares: { steel: "0.3" } })).toEqual([
      "1 9903.01.25 7000 700.00",
      "1 9903.78.02 7000 0.00",
      `1 ${GOODS_NUMBER} 7000 175.00`,
      "2 9903.01.33 3000 0.00",
      "2 9903.81.91 3000 1500.00",
      `2 ${GOODS_NUMBER} 3000 75.00`,
    ]));

  test("of steel alone, and of none at all, stand on one", () => {
    expect(summary(derivatives(), { shares: { steel: "1" } })).toEqual([
      "1 9903.01.33 10000 0.00",
      "1 9903.81.91 10000 5000.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
    expect(summary(derivatives(), { shares: { steel: "0" } })).toEqual([
      "1 9903.01.25 10000 1000.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
  });

  test("of two metals stand on a line for each that declares something else", () => {
    const aluminum = measure("section-232/aluminum", "9903.85.08", percent("25"), {
      part: partOf("aluminum"),
    });
    expect(summary([...derivatives(), aluminum], { shares: { steel: "0.3", aluminum: "0.2" } })).toEqual([
      "1 9903.01.25 5000 500.00",
      `1 ${GOODS_NUMBER} 5000 125.00`,
      "2 9903.01.33 3000 0.00",
      "2 9903.81.91 3000 1500.00",
      `2 ${GOODS_NUMBER} 3000 75.00`,
      "3 9903.01.33 2000 0.00",
      "3 9903.85.08 2000 500.00",
      `3 ${GOODS_NUMBER} 2000 50.00`,
    ]);
  });

  test("whose steel nobody states stand on one, its duty not known", () =>
    expect(summary(derivatives())).toEqual([
      "1 9903.01.25 10000 ?",
      "1 9903.81.91 10000 ?",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]));

  test("in cents each line is what rounding leaves: $2.525 of base duty is $1.26 and $1.27", () => {
    const lines = summary(derivatives(), { value: "101", shares: { steel: "0.5" } });
    expect(lines).toEqual([
      "1 9903.01.25 50.5 5.05",
      `1 ${GOODS_NUMBER} 50.5 1.26`,
      "2 9903.01.33 50.5 0.00",
      "2 9903.81.91 50.5 25.25",
      `2 ${GOODS_NUMBER} 50.5 1.27`,
    ]);
  });
});

describe("content of the United States", () => {
  const reciprocal = (us: NonNullable<Terms["us"]>) =>
    measure("ieepa/reciprocal", "9903.01.25", percent("10"), { us });

  test("of a fifth or more stands on a line of its own, free of the duty", () =>
    expect(summary([reciprocal({ atLeast: "0.2" })], { shares: { us: "0.4" } })).toEqual([
      "1 9903.01.25 6000 600.00",
      `1 ${GOODS_NUMBER} 6000 150.00`,
      "2 9903.01.34 4000 0.00",
      `2 ${GOODS_NUMBER} 4000 100.00`,
    ]));

  test("of less is not set apart", () =>
    expect(summary([reciprocal({ atLeast: "0.2" })], { shares: { us: "0.1" } })).toEqual([
      "1 9903.01.25 10000 1000.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]));

  test("beyond the most that a rule frees counts as the rest", () =>
    expect(summary([reciprocal({ atLeast: "0.2", leastShare: "0.6" })], { shares: { us: "0.9" } })).toEqual([
      "1 9903.01.25 6000 600.00",
      `1 ${GOODS_NUMBER} 6000 150.00`,
      "2 9903.01.34 4000 0.00",
      `2 ${GOODS_NUMBER} 4000 100.00`,
    ]));

  test("that two measures free unlike stands on one line, each duty on what it charges", () => {
    const other = measure("section-232/trucks", "9903.74.01", percent("25"), { us: { atLeast: "0.2" } });
    const reached = [reciprocal({ atLeast: "0.2", leastShare: "0.6" }), other];
    expect(summary(reached, { shares: { us: "0.9" } })).toEqual([
      "1 9903.01.25 6000 600.00",
      "1 9903.74.01 1000 250.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
  });
});

describe("an all-in rate of 15% (CSMS 67045953)", () => {
  const japan = measure("ieepa/reciprocal", "9903.02.73", allIn("15"));

  test("is declared in full on chapter 99, and nothing on the number of the goods", () => {
    expect(summary([japan])).toEqual(["1 9903.02.73 10000 1500.00", `1 ${GOODS_NUMBER} 10000 0.00`]);
    const [number] = asFiled(assessed([japan]), "8708", []);
    expect(number?.ofBase.toFixed()).toBe("250");
  });

  test("that the base duty reaches charges nothing, and the base duty stands", () =>
    expect(summary([japan], { base: "20" })).toEqual([
      "1 9903.02.73 10000 0.00",
      `1 ${GOODS_NUMBER} 10000 2000.00`,
    ]));

  test("on one part of the value takes the base duty of that part", () => {
    const steel = measure("section-232/steel", "9903.81.91", allIn("15"), { part: STEEL });
    expect(summary([steel], { shares: { steel: "0.3" } })).toEqual([
      `1 ${GOODS_NUMBER} 7000 175.00`,
      "2 9903.81.91 3000 450.00",
      `2 ${GOODS_NUMBER} 3000 0.00`,
    ]);
  });

  test("on both lines comes to 15% of each, in cents to that of the whole", () => {
    const reached = [japan, measure("section-232/steel", "9903.81.91", percent("50"), { part: STEEL })];
    const base = assessed(reached, { value: "101", shares: { steel: "0.5" } });
    expect(declare(base, { declaredFirst: ORDER }).map(({ duty }) => duty?.toFixed(2))).toEqual([
      "7.58",
      "0.00",
      "7.57",
      "25.25",
      "0.00",
    ]);
    // $2.525 of base duty, of which each line has half: it is stated within the $7.58 and the $7.57.
    const filed = filedInCents(asFiled(base, "8708", ORDER), base.base.fate);
    expect(filed.map(({ ofBase }) => ofBase.toFixed(2))).toEqual(["1.26", "0.00", "1.27", "0.00", "0.00"]);
    // An assessment in cents: the base duty, and beside it what the numbers of the measures come to.
    const cents = inCents(base);
    expect(cents.base.fate).toMatchObject({ duty: usd("2.53") });
    expect(
      cents.layers.map(
        ({ fate }) => "duty" in fate && (fate.duty as { toFixed(n: number): string }).toFixed(2),
      ),
    ).toEqual(["12.62", "25.25"]);
    expect(cents.duty.toFixed(2)).toBe("40.40");
  });

  test("cannot be charged while the base duty is not known, and the number of the goods has none", () =>
    expect(summary([japan], { base: null })).toEqual(["1 9903.02.73 10000 ?", `1 ${GOODS_NUMBER} 10000 ?`]));

  test("within a quota is that of the quota", () => {
    const quota: Duty = { kind: "quota", inside: allIn("10"), outside: percent("25") };
    const cars = measure("section-232/cars", "9903.94.31", quota);
    const [inside] = assessed([cars], { claims: ["in-quota"] }).layers;
    expect(allInLayer([inside as Layer], true)).toBe(inside);
    expect(allInLayer([inside as Layer], false)).toBeUndefined();
    expect(summary([cars], { claims: ["in-quota"] })).toEqual([
      "1 9903.94.31 10000 1000.00",
      `1 ${GOODS_NUMBER} 10000 0.00`,
    ]);
    expect(summary([cars])).toEqual(["1 9903.94.31 10000 2500.00", `1 ${GOODS_NUMBER} 10000 250.00`]);
    const odd = assessed([cars], { claims: ["in-quota"], value: "101" });
    // 10% of $101 is $10.10 in all: $2.53 of base duty, and what is left.
    expect(inCents(odd).duty.toFixed(2)).toBe("10.10");
  });
});

describe("base duty within an all-in rate, in cents", () => {
  test("is what the number of the goods leaves of it: $1.27 of $2.53, not half of $2.525", () => {
    const steel = measure("section-232/steel", "9903.81.91", allIn("15"), { part: STEEL });
    const base = assessed([steel], { value: "101", shares: { steel: "0.5" } });
    const filed = filedInCents(asFiled(base, "8708", []), base.base.fate);
    expect(filed.map(({ number, duty, ofBase }) => [number, duty?.toFixed(2), ofBase.toFixed(2)])).toEqual([
      ["8708", "1.26", "1.26"],
      ["9903.81.91", "7.58", "1.27"],
      ["8708", "0.00", "0.00"],
    ]);
  });
});

describe("several rules at once", () => {
  const us = { atLeast: "0.2", leastShare: "0.6" };
  const yields = { onItsPart: ["section-232/*"], yielding: "9903.01.33" };
  const steel = measure("section-232/steel", "9903.81.91", percent("50"), { part: STEEL });

  test("steel declares that the reciprocal duty yields, content of the United States that it is free", () => {
    const reciprocal = measure("ieepa/reciprocal", "9903.01.25", percent("10"), {
      ...yields,
      us: { atLeast: "0.2" },
    });
    expect(summary([reciprocal, steel], { shares: { steel: "0.3", us: "0.25" } })).toEqual([
      "1 9903.01.25 4500 450.00",
      `1 ${GOODS_NUMBER} 4500 112.50`,
      "2 9903.01.33 3000 0.00",
      "2 9903.81.91 3000 1500.00",
      `2 ${GOODS_NUMBER} 3000 75.00`,
      "3 9903.01.34 2500 0.00",
      `3 ${GOODS_NUMBER} 2500 62.50`,
    ]);
  });

  test("a least share of the value brings no steel back that owes another duty", () => {
    const reciprocal = measure("ieepa/reciprocal", "9903.01.25", percent("10"), { ...yields, us });
    expect(summary([reciprocal, steel], { shares: { steel: "0.5" } })).toEqual([
      "1 9903.01.25 5000 500.00",
      `1 ${GOODS_NUMBER} 5000 125.00`,
      "2 9903.01.33 5000 0.00",
      "2 9903.81.91 5000 2500.00",
      `2 ${GOODS_NUMBER} 5000 125.00`,
    ]);
    // Of the United States are 30%, which the least share brings back whole.
    expect(summary([reciprocal, steel], { shares: { steel: "0.6", us: "0.3" } })).toEqual([
      "1 9903.01.25 4000 400.00",
      `1 ${GOODS_NUMBER} 4000 100.00`,
      "2 9903.01.33 6000 0.00",
      "2 9903.81.91 6000 3000.00",
      `2 ${GOODS_NUMBER} 6000 150.00`,
    ]);
  });

  test("measures that charge nothing do not keep content of the United States from its line", () => {
    const reciprocal = measure("ieepa/reciprocal", "9903.01.25", percent("10"), { us });
    const freed = measure("section-301/list-3", "9903.88.03", percent("25"), { freedBy: "9903.88.69" });
    const displaced = measure("section-122/x", "9903.03.01", percent("15"), { entirely: ["ieepa/*"] });
    expect(summary([reciprocal, displaced, freed], { shares: { us: "0.9" } })).toEqual([
      "1 9903.88.69 6000 0.00",
      "1 9903.01.25 6000 600.00",
      `1 ${GOODS_NUMBER} 6000 150.00`,
      "2 9903.88.69 4000 0.00",
      "2 9903.01.34 4000 0.00",
      `2 ${GOODS_NUMBER} 4000 100.00`,
    ]);
  });

  test("one metal that nobody states keeps all goods on one line, and what is known is stated", () => {
    const aluminum = measure("section-232/aluminum", "9903.85.08", percent("25"), {
      part: partOf("aluminum"),
    });
    expect(summary([aluminum, steel], { shares: { aluminum: "0.3" } })).toEqual([
      "1 9903.85.08 3000 750.00",
      "1 9903.81.91 10000 ?",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
    expect(summary([aluminum, steel], { shares: { steel: "0.6", aluminum: "0.4" } })).toEqual([
      "1 9903.81.91 6000 3000.00",
      `1 ${GOODS_NUMBER} 6000 150.00`,
      "2 9903.85.08 4000 1000.00",
      `2 ${GOODS_NUMBER} 4000 100.00`,
    ]);
  });

  test("goods under chapter 98 stand on one line, whatever is in them", () => {
    const goods = { chapter98: "98020080", shares: { steel: "0.3" } };
    expect(summary([steel], goods)).toEqual([
      "1 9802.00.80 0 0.00",
      "1 9903.81.91 3000 1500.00",
      `1 ${GOODS_NUMBER} 10000 250.00`,
    ]);
    const none = declare(assessed([steel], { ...goods, shares: { steel: "0" } }), { declaredFirst: [] });
    expect(none.map(({ duty }) => duty?.toFixed())).toEqual(["0", "0", "250"]);
  });

  test("each number says whether its measure charges on it, and which it is", () => {
    const reciprocal = measure("ieepa/reciprocal", "9903.01.25", percent("10"), yields);
    const filed = asFiled(assessed([reciprocal, steel], { shares: { steel: "0.3" } }), "8708", []);
    expect(filed.map(({ number, charges }) => [number, charges])).toEqual([
      ["9903.01.25", true],
      ["8708", true],
      ["9903.01.33", false],
      ["9903.81.91", true],
      ["8708", true],
    ]);
    expect(filed.map(({ ofBase }) => ofBase.toFixed())).toEqual(["0", "175", "0", "0", "75"]);
    const free = measure("section-301/list-3", "9903.88.03", percent("25"), { freedBy: "9903.88.69" });
    const whole = assessed([free, measure("zz/x", "9903.99.99", percent("1"))]);
    expect(asFiled(whole, "8708", []).map(({ charges }) => charges)).toEqual([false, true, true]);
    const ids = declare(whole, { declaredFirst: [] }).map(({ measure: id }) => id);
    expect(ids).toEqual(["section-301/list-3", "zz/x", null]);
  });
});

describe("lines of a summary", () => {
  const layersOf = (reached: readonly Reached[], shares: Record<string, string>) => {
    const { entry, layers } = assessed(reached, { shares });
    return summaryLines(layers, entry).map(({ part, numbers }) => [
      part,
      numbers.map(({ number }) => number),
    ]);
  };

  test("follow what the goods have in them: the rest, steel, aluminum, copper, the United States", () => {
    const all = ["steel", "aluminum", "copper"].map((metal) =>
      measure(`section-232/${metal}`, `9903.${metal}`, percent("50"), { part: partOf(metal as "steel") }),
    );
    const us = measure("ieepa/reciprocal", "9903.01.25", percent("10"), { us: { atLeast: "0.2" } });
    expect(layersOf([...all, us], { steel: "0.2", aluminum: "0.1", copper: "0.1", us: "0.25" })).toEqual([
      [partOf("rest"), ["9903.01.25"]],
      [STEEL, ["9903.steel", "9903.01.25"]],
      [partOf("aluminum"), ["9903.aluminum", "9903.01.25"]],
      [partOf("copper"), ["9903.copper", "9903.01.25"]],
      [partOf("us"), ["9903.01.34"]],
    ]);
  });

  test("that declare the same are one", () => {
    const both = measure("section-232/metal", "9903.81.91", percent("50"), {
      part: partOf("steel", "aluminum"),
    });
    expect(layersOf([both], { steel: "0.2", aluminum: "0.1" })).toEqual([
      [partOf("rest", "copper"), []],
      [partOf("steel", "aluminum"), ["9903.81.91"]],
    ]);
  });

  test("a duty a unit on no part of the value leaves goods on one line", () => {
    const layer = {
      ...measure("a/b", "9903.01.01", percent("1"), { part: STEEL }),
      fate: { outcome: "charged", share: decimal(0), part: STEEL, duty: usd(5), yieldedTo: [] },
    } as unknown as Layer;
    const stated = { shares: { steel: decimal("0.3") } as Shares, claims: new Set<string>() };
    expect(summaryLines([layer], stated).map(({ part }) => part)).toEqual([WHOLE_VALUE]);
  });
});

describe("a layer's number", () => {
  const fated = (fate: object, terms: Terms = {}) =>
    numberOf({ ...measure("ieepa/x", "9903.01.25", percent("10"), terms), fate } as unknown as Layer);

  test.each([
    ["charged", { outcome: "charged" }, {}, "9903.01.25"],
    ["not known", { outcome: "unknown" }, {}, "9903.01.25"],
    ["freed by a number of chapter 99", { outcome: "freed", by: "9903.01.32" }, {}, "9903.01.32"],
    ["freed by chapter 98", { outcome: "freed", by: "9802.00.80" }, {}, "9903.01.25"],
    ["freed by a note", { outcome: "freed", by: "General Note 11" }, {}, undefined],
    [
      "displaced by the same act",
      { outcome: "displaced", by: ["ieepa/y"] },
      { yielding: "9903.01.33" },
      undefined,
    ],
    [
      "displaced by the same act and another",
      { outcome: "displaced", by: ["ieepa/y", "section-232/z"] },
      { entirely: ["section-232/*"], yielding: "9903.01.33" },
      "9903.01.33",
    ],
    ["displaced, where no number says so", { outcome: "displaced", by: ["section-232/z"] }, {}, undefined],
    // An act whose name begins alike is another.
    [
      "displaced by an act of a longer name",
      { outcome: "displaced", by: ["ieepa-2/z"] },
      { onItsPart: ["ieepa-2/z"], yielding: "9903.01.33" },
      "9903.01.33",
    ],
    // Mail and shipments of section 321 have no entry summary, so that nothing is declared on their account.
    [
      "displaced by what stands alone, which it names no number for",
      { outcome: "displaced", by: ["section-321/z"] },
      { entirely: ["section-232/*"], yielding: "9903.01.33" },
      undefined,
    ],
  ] as const)("%s", (_, fate, terms, number) => expect(fated(fate, terms as Terms)).toBe(number));
});

describe("what goes by mail", () => {
  const ACT = "Executive Order 14256";
  const mail = (fate: object) =>
    ({ ...measure("section-321/postal", ACT, percent("54"), { alone: true }), fate }) as unknown as Layer;

  test.each([
    ["a duty is called by its act", { outcome: "charged", duty: usd("54") }, ACT],
    ["so is one that is not known", { outcome: "unknown" }, ACT],
    ["no duty is not", { outcome: "charged", duty: usd("0") }, undefined],
    ["nor is one in whose place another stands", { outcome: "displaced", by: ["ieepa/y"] }, undefined],
  ])("%s", (_, fate, name) =>
    expect([numberOf(mail(fate)), chargedAs(mail(fate))]).toEqual([undefined, name]),
  );

  test("other duties are called by their number, owed or not", () => {
    const fated = (fate: object) =>
      chargedAs({ ...measure("ieepa/x", "9903.01.25", percent("10")), fate } as unknown as Layer);
    expect(fated({ outcome: "charged", duty: usd("0") })).toBe("9903.01.25");
    expect(fated({ outcome: "freed", by: "9903.01.32" })).toBe("9903.01.32");
    expect(fated({ outcome: "freed", by: "General Note 11" })).toBeUndefined();
  });

  /** Sums of what is declared come to the duty: it is $5,400 of mail beside 2.5% of base. */
  test("stands among what is declared, with its dollars", () => {
    const reached = [measure("section-321/postal", ACT, percent("54"), { alone: true })];
    expect(summary(reached)).toEqual([`1 ${ACT} 10000 5400.00`, `1 ${GOODS_NUMBER} 10000 250.00`]);
  });
});

describe("numbers of a row in print", () => {
  test.each([
    [{ number: "9903.94.01", rate: "0.25", duty: 750_000 }, "9903.94.01:0.25:7500.00"],
    [{ number: "9903.81.91", rate: "0.5", duty: 150_000, on: "3000" }, "9903.81.91:0.5:1500.00:3000"],
    [{ number: "base", rate: null, duty: null }, "base:?:?"],
    [{ number: "base", rate: "0", duty: 0 }, "base:0:0.00"],
  ])("%j is %s", (declared, text) => expect(printDeclared(declared)).toBe(text));
});

test("a measure that charges on no part of the value has no line, and nothing on the goods' own", () => {
  const none = measure("section-232/copper", "9903.78.01", percent("50"), { part: NOTHING });
  expect(summary([none])).toEqual([`1 ${GOODS_NUMBER} 10000 250.00`]);
});
