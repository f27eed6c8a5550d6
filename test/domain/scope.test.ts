/** Whom a measure reaches and whom it frees, condition by condition, on made-up law. */
import { describe, expect, test } from "vitest";
import { isoDate } from "../../src/law/calendar.js";
import type { Exemption, Scope, Version } from "../../src/law/measure.js";
import type { Origin } from "../../src/law/origin.js";
import {
  asks,
  atHome,
  claimsOfLaw,
  conditionsIn,
  covered,
  coversOrigin,
  exempt,
  lawNear,
  positionOf,
  productOf,
  type Reached,
  termsFor,
} from "../../src/law/scope.js";
import { usd } from "../../src/law/units.js";

const day = (text: string) => isoDate(text) as NonNullable<ReturnType<typeof isoDate>>;
const ON = day("2025-06-19");
const FIRST = day("2025-01-01");
const JAPAN = { code: "JP", blocs: [] } as unknown as Origin;
const GERMANY = { code: "DE", blocs: ["EU"] } as unknown as Origin;

/** A list of steel that is whole, and derivatives that count only with a claim. */
const LISTS = new Map([
  ["steel", { id: "steel", groups: [{ codes: ["7208"], from: FIRST, until: null }] }],
  ["parts", { id: "parts", groups: [{ codes: ["8708"], from: FIRST, until: null, condition: "car-part" }] }],
]) as never;

const ALL: Scope = {
  ...{ origins: ["*"], exceptOrigins: [], products: ["*"], lists: [], exceptProducts: [] },
  ...{ exceptLists: [], onlyIf: [], onlyIfAll: [], within: [], beyond: [] },
};

interface Goods {
  readonly hts?: string;
  readonly claims?: readonly string[];
  readonly origin?: Origin;
  readonly on?: string;
}
const circumstances = ({ claims = [], origin = JAPAN, on = ON }: Goods) => ({
  ...{ origin, claims: new Set(claims), day: day(on) },
});
const setsOf = ({ hts = "7208100000", claims = [] }: Goods) =>
  productOf({ lists: LISTS }, hts, new Set(claims));

const covers = (scope: Partial<Scope>, goods: Goods = {}): boolean =>
  covered({ ...ALL, ...scope }, circumstances(goods), setsOf(goods));
const frees = (exemption: Partial<Exemption>, goods: Goods = {}): boolean =>
  exempt({ heading: "", title: "", ...exemption }, circumstances(goods), setsOf(goods));

const LIMITS = { origins: [] as string[], products: [] as string[] };

describe("a scope covers", () => {
  test.each<[string, Partial<Scope>, Goods, boolean]>([
    ["goods of chapters 1 to 97", {}, {}, true],
    ["no goods of chapter 98 by a star", {}, { hts: "9801001012" }, false],
    ["goods whose number begins so", { products: ["72"] }, {}, true],
    ["no goods whose number ends so", { products: ["0000"] }, {}, false],
    ["goods that one of several prefixes names", { products: ["87", "72"] }, {}, true],
    ["nothing if nothing is named", { products: [] }, {}, false],
    ["goods on a list", { products: [], lists: ["steel"] }, {}, true],
    ["no goods of a list there is not", { products: [], lists: ["nosuch"] }, {}, false],
    [
      "no conditional goods without the claim",
      { products: [], lists: ["parts"] },
      { hts: "8708100000" },
      false,
    ],
    [
      "conditional goods with it",
      { products: [], lists: ["parts"] },
      { hts: "8708100000", claims: ["car-part"] },
      true,
    ],
    ["no goods that are left out by number", { exceptProducts: ["7208"] }, {}, false],
    ["others than those left out", { exceptProducts: ["7209"] }, {}, true],
    ["no goods that are left out by list", { exceptLists: ["steel"] }, {}, false],
    ["no goods without any of the claims", { onlyIf: ["a", "b"] }, { claims: ["c"] }, false],
    ["goods with one of the claims", { onlyIf: ["a", "b"] }, { claims: ["b"] }, true],
    [
      "no goods with one of claims that must all be made",
      { onlyIfAll: ["a", "b"] },
      { claims: ["b"] },
      false,
    ],
    ["goods with all of them", { onlyIfAll: ["a", "b"] }, { claims: ["a", "b"] }, true],
    ["goods within the limits of a change", { within: [{ ...LIMITS, products: ["72"] }] }, {}, true],
    ["no goods outside them", { within: [{ ...LIMITS, products: ["87"] }] }, {}, false],
    [
      "no goods that one of two limits lacks",
      { within: [LIMITS, { ...LIMITS, products: ["87"] }] },
      {},
      false,
    ],
    ["no goods of other origins than the limits", { within: [{ ...LIMITS, origins: ["EU"] }] }, {}, false],
    [
      "goods of a bloc that the limits name",
      { within: [{ ...LIMITS, origins: ["EU"] }] },
      { origin: GERMANY },
      true,
    ],
    ["no goods that a change took away", { beyond: [{ ...LIMITS, products: ["72"] }] }, {}, false],
    [
      "goods of other origins than it took away",
      { beyond: [{ origins: ["EU"], products: ["72"] }] },
      {},
      true,
    ],
  ])("%s", (_, scope, goods, expected) => {
    expect(covers(scope, goods)).toBe(expected);
  });

  test.each<[Partial<Scope>, Origin, boolean]>([
    [{}, JAPAN, true],
    [{ origins: ["EU"] }, GERMANY, true],
    [{ origins: ["EU"] }, JAPAN, false],
    [{ exceptOrigins: ["JP"] }, JAPAN, false],
    [{ exceptOrigins: ["JP"] }, GERMANY, true],
    [{ within: [LIMITS] }, JAPAN, true],
    [{ within: [{ ...LIMITS, origins: ["EU"] }] }, JAPAN, false],
    [{ within: [LIMITS, { ...LIMITS, origins: ["EU"] }] }, GERMANY, true],
  ])("origins: %j of %o is %s", (scope, origin, expected) => {
    expect(coversOrigin({ ...ALL, ...scope }, origin)).toBe(expected);
  });
});

describe("an exemption frees", () => {
  test.each<[string, Partial<Exemption>, Goods, boolean]>([
    ["all goods if it names none", {}, {}, true],
    ["goods that it names by number", { products: ["7208"] }, {}, true],
    ["no others", { products: ["8708"] }, {}, false],
    ["goods on its list", { lists: ["steel"] }, {}, true],
    ["no goods off its list", { lists: ["steel"] }, { hts: "8708100000" }, false],
    ["goods by number or by list", { products: ["8708"], lists: ["steel"] }, {}, true],
    ["nothing on the day before it begins", { from: day("2025-06-20") }, {}, false],
    ["goods on its first day", { from: ON }, {}, true],
    ["goods on the day before it ends", { until: day("2025-06-20") }, {}, true],
    ["nothing from the day on which it ends", { until: ON }, {}, false],
    ["goods with one of its claims", { claims: ["a", "b"] }, { claims: ["b"] }, true],
    ["no goods without", { claims: ["a", "b"] }, {}, false],
    ["goods of its origins", { origins: ["EU"] }, { origin: GERMANY }, true],
    ["no goods of others", { origins: ["EU"] }, {}, false],
  ])("%s", (_, exemption, goods, expected) => {
    expect(frees(exemption, goods)).toBe(expected);
  });
});

const VERSION = {
  covers: ALL,
  freedBy: [
    { heading: "9903.01.30", title: "donations", claims: ["donation"] },
    { heading: "9903.01.32", title: "steel", lists: ["steel"], origins: ["EU"] },
  ],
  ...{ usContent: null, listedOn: null, byOrigin: [], heading: "9903.01.25", duty: "its duty" },
} as unknown as Version;

test("goods are outside, reached, or under the first exemption that frees them", () => {
  const position = (version: Version, goods: Goods) =>
    positionOf(version, setsOf(goods), goods.origin ?? JAPAN, new Set(goods.claims ?? []), ON);
  expect(position(VERSION, {})).toBe("reached");
  expect(position(VERSION, { hts: "9801001012" })).toBe("outside");
  expect(position(VERSION, { origin: GERMANY })).toBe(VERSION.freedBy[1]);
  expect(position(VERSION, { origin: GERMANY, claims: ["donation"] })).toBe(VERSION.freedBy[0]);
  const dated = { ...VERSION, freedBy: [{ heading: "", title: "", from: ON }] };
  expect(position({ ...dated, listedOn: day("2025-06-18") }, {})).toBe("reached");
});

test("an origin has its own heading and duty where the version has some for it", () => {
  const own = { origins: ["EU"], heading: "9903.02.19", duty: "another" };
  const version = { ...VERSION, byOrigin: [own] } as unknown as Version;
  expect(termsFor(version, GERMANY)).toBe(own);
  expect(termsFor(version, JAPAN)).toBe(version);
});

describe("what a version asks", () => {
  const version = {
    ...VERSION,
    covers: {
      ...ALL,
      ...{ products: ["*", "98"], lists: ["steel"], exceptProducts: ["7209"], exceptLists: ["parts"] },
      ...{ onlyIf: ["one"], onlyIfAll: ["both"] },
      within: [{ origins: ["JP"], products: ["72"] }],
      beyond: [{ origins: ["EU"], products: ["73"] }, LIMITS],
    },
    freedBy: [
      { heading: "", title: "", products: ["7210"], claims: ["donation"], from: ON },
      { heading: "", title: "", lists: ["freed"], origins: ["EU"], until: day("2025-07-01") },
    ],
    usContent: { claims: ["USMCA"] },
  } as unknown as Version;

  test("of goods of any origin is all that its scope, its exemptions and its changes name", () => {
    expect(asks(version)).toEqual({
      prefixes: [["*", "98"], ["7209"], ["7210"], ["72"], ["73"]],
      lists: ["steel", "parts", "freed"],
      claims: ["one", "both", "donation", "USMCA"],
      origins: [["EU"], ["JP"], ["EU"]],
      days: [ON, "2025-07-01"],
    });
  });

  test("of goods of one origin leaves out what is open to others", () => {
    expect(asks(version, JAPAN)).toEqual({
      prefixes: [["*", "98"], ["7209"], ["7210"], ["72"]],
      lists: ["steel", "parts"],
      claims: ["one", "both", "donation", "USMCA"],
      origins: [["JP"]],
      days: [ON],
    });
  });

  test("of products is nothing where it covers all", () => {
    expect(asks({ ...VERSION, freedBy: [] })).toEqual({
      ...{ prefixes: [], lists: [], claims: [], origins: [], days: [] },
    });
  });

  test("counts the conditions of its lists, and none of lists there are not", () => {
    expect(conditionsIn(version, LISTS)).toEqual(["car-part"]);
    expect(conditionsIn(version, new Map() as never)).toEqual([]);
  });
});

describe("goods of the United States under acts on goods of any country", () => {
  const measure = { title: "Cars" };
  const reached = { measure, version: VERSION, freedBy: null } as unknown as Reached;
  const home = { code: "US", blocs: [] } as unknown as Origin;
  const asked = "whether Cars is on goods of origin US, which its text does not say";

  test("ask whether they are meant, beside what is asked already", () => {
    expect(atHome(reached, home)).toEqual({ ...reached, dutiable: { needs: [asked] } });
    expect(atHome({ ...reached, dutiable: { needs: ["value"] } }, home).dutiable).toEqual({
      needs: ["value", asked],
    });
    expect(atHome({ ...reached, dutiable: { value: usd("1") } }, home).dutiable).toEqual({ needs: [asked] });
  });

  test("ask nothing where they are freed, or the act names them", () => {
    const freed = { ...reached, freedBy: { heading: "", title: "", displaces: false } };
    expect(atHome(freed, home)).toBe(freed);
    const named = { ...reached, version: { ...VERSION, covers: { ...ALL, origins: ["US"] } } };
    expect(atHome(named, home)).toBe(named);
  });
});

describe("the law near goods", () => {
  const version = (scope: Partial<Scope>) =>
    ({ ...VERSION, from: FIRST, until: null, covers: { ...ALL, ...scope } }) as unknown as Version;
  const measure = (id: string, scope: Partial<Scope>, readings: readonly (Partial<Scope> | null)[] = []) => ({
    ...{ id, versions: [version(scope)] },
    contested: readings.map((one) => ({ versions: one && [version(one)] })),
  });
  const near = (hts: string, origin: Origin, ...measures: ReturnType<typeof measure>[]) =>
    lawNear({ hts, date: ON, origin }, { measures, lists: LISTS } as never, "law").measures.map(
      ({ id }) => id,
    );

  test("has what names the number, its beginning, or numbers under it, and no more", () => {
    const law = [
      measure("all", {}),
      measure("chapter", { products: ["72"] }),
      measure("under", { products: ["8703", "72081000"] }),
      measure("other", { products: ["87"] }),
      measure("listed", { products: [], lists: ["steel"] }),
      measure("off", { products: [], lists: ["parts", "nosuch"] }),
    ];
    expect(near("7208100000", JAPAN, ...law)).toEqual(["all", "chapter", "under", "listed"]);
    expect(near("7208", JAPAN, ...law)).toEqual(["all", "chapter", "under", "listed"]);
  });

  test("has no law on goods of other origins", () => {
    expect(near("7208100000", JAPAN, measure("eu", { origins: ["EU"] }))).toEqual([]);
    expect(near("7208100000", GERMANY, measure("eu", { origins: ["EU"] }))).toEqual(["eu"]);
  });

  test("has what reaches them in one reading alone", () => {
    const contested = measure("cars", { products: ["87"] }, [
      null,
      { products: ["85"] },
      { products: ["72"] },
    ]);
    const other = measure("planes", { products: ["88"] }, [null, { products: ["85"] }]);
    expect(near("7208100000", JAPAN, contested, other)).toEqual(["cars"]);
  });

  test("is whole under chapter 98, where goods may be of any number", () => {
    expect(near("9802004040", JAPAN, measure("other", { products: ["87"] }))).toEqual(["other"]);
  });
});

test("the claims of the law are those of preferences, measures, their lists, bans and facts", () => {
  const version = { ...VERSION, covers: { ...ALL, onlyIf: ["one"], lists: ["parts"] }, freedBy: [] };
  const law = {
    agreements: [{ claim: "USMCA" }],
    measures: [{ versions: [version] }],
    bans: [{ contrary: { good: "bad" }, onlyIf: ["place"], unless: [{ claims: ["licence"] }] }],
    facts: [{ claim: "small" }],
    lists: LISTS,
  };
  expect(claimsOfLaw(law as never)).toEqual([
    ...["in-quota", "USMCA", "one", "car-part", "good", "bad", "place", "licence", "small"],
  ]);
});
