/** The law on a dollar: which facts can change what goods owe, and what a dollar owes beside each base duty. */
import { describe, expect, test } from "vitest";
import { plainBase } from "../../src/compiled/base-terms.js";
import { dutyOf, ratesIn, sumOf, type Terms, termsUnder } from "../../src/compiled/terms.js";
import type { Duty } from "../../src/law/duty/duty.js";
import { type Part, partOf, WHOLE_VALUE } from "../../src/law/part.js";
import type { Schedule } from "../../src/law/schedule.js";
import type { Reached } from "../../src/law/scope.js";
import { decimal, rate, usd } from "../../src/law/units.js";

const percent = (amount: string): Duty => ({ kind: "ad-valorem", rate: rate(`${amount}e-2`) });
const ALL_IN: Duty = { kind: "top-up", to: rate("0.15"), against: "claimed" };
const FREE: Duty = { kind: "free" };
const STEEL = partOf("steel");

interface Of {
  duty?: Duty;
  part?: Part;
  presumed?: string;
  us?: boolean;
  transit?: boolean;
  onItsPart?: string[];
  entirely?: string[];
}

function measure(id: string, of: Of = {}): Reached {
  const {
    duty = percent("10"),
    part = WHOLE_VALUE,
    presumed,
    us,
    transit,
    onItsPart = [],
    entirely = [],
  } = of;
  const version = {
    byOrigin: [],
    part,
    transit: transit ? [{ heading: "t", loadedBefore: "2025-04-05", enteredBefore: "2025-05-27" }] : [],
    yieldsTo: { entirely, onItsPart },
    usContent: us ? { heading: "u", atLeast: decimal("0.2") } : null,
    ...(presumed === undefined ? {} : { presumed: { piece: "steel", share: decimal(presumed) } }),
  };
  return { measure: { id, authority: id }, version, heading: "h", duty, freedBy: null } as unknown as Reached;
}

const NO_CLAIMS: ReadonlySet<string> = new Set();
const termsOf = (...reached: readonly Reached[]): Terms => termsUnder({} as Schedule)(reached, NO_CLAIMS);
const asks = (...reached: readonly Reached[]) => {
  const terms = termsOf(...reached);
  const { asksShares, asksLoading, asksBase, asksUs } = terms;
  return Object.entries({ asksShares, asksLoading, asksBase, asksUs, asksContent: terms.asksContent() })
    .filter(([, asked]) => asked)
    .map(([what]) => what);
};

describe("what can change a duty", () => {
  test.each<[string, Reached[], string[]]>([
    ["nothing, of a duty on the whole value", [measure("a")], []],
    ["nothing, where nothing reaches the goods", [], []],
    [
      "the steel in the goods, of a duty on it",
      [measure("a", { part: STEEL })],
      ["asksShares", "asksContent"],
    ],
    [
      "content of the United States, of a duty that leaves it out",
      [measure("a", { us: true })],
      ["asksShares", "asksUs"],
    ],
    ["what is stated of steel that is presumed to be all", [measure("a", { presumed: "1" })], ["asksShares"]],
    [
      "the day of loading, of a law with a transit clause",
      [measure("a", { transit: true })],
      ["asksLoading"],
    ],
    ["the base duty, of an all-in rate", [measure("a", { duty: ALL_IN })], ["asksBase"]],
    [
      "one of several measures suffices",
      [measure("a"), measure("b", { transit: true, part: STEEL })],
      ["asksShares", "asksLoading", "asksContent"],
    ],
    // A duty on steel that gives way to another on all goods depends on nothing.
    [
      "not steel, of a duty that gives way",
      [measure("a", { part: STEEL, entirely: ["b"] }), measure("b")],
      ["asksShares"],
    ],
    ["not steel, where the law presumes it", [measure("a", { part: STEEL, presumed: "1" })], ["asksShares"]],
  ])("%s", (_, reached, asked) => expect(asks(...reached)).toEqual(asked));

  test("it is asked of the first and of the last measure alike", () => {
    const plain = measure("a");
    const odd = measure("b", { us: true });
    expect(asks(plain, odd)).toEqual(asks(odd, plain));
  });
});

describe("a dollar of goods", () => {
  const general = (text: string, inQuota = false) => plainBase(text, false, inQuota);
  const texts = (terms: Terms, base: string) => {
    const { base: own, additional, total } = ratesIn(terms.beside(general(base)));
    return [own, additional, total].map((one) => one?.toFixed() ?? null);
  };

  test("owes the base duty and what the measures add", () => {
    expect(texts(termsOf(measure("a"), measure("b", { duty: percent("25") })), "2.5%")).toEqual([
      "0.025",
      "0.35",
      "0.375",
    ]);
    expect(texts(termsOf(), "Free")).toEqual(["0", "0", "0"]);
  });

  test("owes up to an all-in rate, which each base duty reaches differently", () => {
    const terms = termsOf(measure("a", { duty: ALL_IN }));
    expect(texts(terms, "2.5%")).toEqual(["0.025", "0.125", "0.15"]);
    expect(texts(terms, "20%")).toEqual(["0.2", "0", "0.2"]);
    expect(texts(terms, "Free")).toEqual(["0", "0.15", "0.15"]);
  });

  test("is not known while a fact is missing, and what is known is said", () => {
    expect(texts(termsOf(measure("a", { part: STEEL })), "2.5%")).toEqual(["0.025", null, null]);
    expect(texts(termsOf(measure("a")), "5¢/kg")).toEqual([null, "0.1", null]);
    const { layers } = termsOf(measure("a", { part: STEEL }), measure("b")).beside(general("Free"));
    expect([sumOf(layers).rate.toFixed(), sumOf(layers).known]).toEqual(["0.1", false]);
  });

  test("owes no base duty where a measure stands in its place", () => {
    const terms = termsOf(measure("a", { duty: { kind: "replacement", duty: percent("14") } }));
    expect(texts(terms, "20%")).toEqual(["0", "0.14", "0.14"]);
    expect(texts(terms, "5¢/kg")).toEqual(["0", "0.14", "0.14"]);
    expect(terms.beside(general("20%")).base.displaced).toBe(true);
    expect(termsOf(measure("a")).beside(general("20%")).base.displaced).toBe(false);
  });

  test("within a quota owes what the quota has, as claimed", () => {
    const quota: Duty = { kind: "quota", inside: FREE, outside: percent("25") };
    const reached = [measure("a", { duty: quota })];
    const under = termsUnder({} as Schedule);
    const rateOf = (claims: readonly string[]) =>
      ratesIn(under(reached, new Set(claims)).beside(general("Free"))).total?.toFixed();
    expect([rateOf([]), rateOf(["in-quota"])]).toEqual(["0.25", "0"]);
  });
});

describe("one object for goods that are reached alike", () => {
  const schedule = {} as Schedule;
  const under = termsUnder(schedule);
  const [a, b] = [measure("a"), measure("b", { duty: ALL_IN })];

  test("by the same measures with the same claims", () => {
    expect(under([a], NO_CLAIMS)).toBe(under([a], NO_CLAIMS));
    expect(under([a], NO_CLAIMS)).not.toBe(under([b], NO_CLAIMS));
    expect(under([a], NO_CLAIMS)).not.toBe(under([a, b], NO_CLAIMS));
    expect(under([a], NO_CLAIMS)).not.toBe(under([a], new Set(["USMCA"])));
    const terms = under([a, b], NO_CLAIMS);
    expect(terms.reached).toEqual([a, b]);
    expect(terms.claims).toBe(NO_CLAIMS);
  });

  test("lists of layers have numbers of their own under a schedule, however often it is opened", () => {
    const free = plainBase("Free", false, false);
    const dear = plainBase("20%", false, false);
    const numbers = [
      under([a], NO_CLAIMS).beside(free).number,
      under([b], NO_CLAIMS).beside(free).number,
      under([b], NO_CLAIMS).beside(dear).number,
      under([a, b], NO_CLAIMS).beside(free).number,
    ];
    expect(new Set(numbers).size).toBe(4);
    // No layer counts the base duty in: one list for all of them.
    expect(under([a], NO_CLAIMS).beside(dear).layers).toBe(under([a], NO_CLAIMS).beside(free).layers);
    expect(under([a], NO_CLAIMS).beside(dear).number).toBe(under([a], NO_CLAIMS).beside(free).number);
  });
});

test("goods that state more owe as they state it", () => {
  const terms = termsOf(measure("a", { part: STEEL, duty: percent("50") }));
  const base = plainBase("2.5%", false, false);
  const owed = dutyOf(terms, base, { value: usd(1000), shares: { steel: decimal("0.3") } });
  expect(owed.duty.toFixed()).toBe("175");
  expect(dutyOf(terms, base).needs).toEqual(["steel content"]);
  const weighed = plainBase("5¢/kg", false, false);
  expect(dutyOf(termsOf(), weighed, { value: usd(1000), observedBase: usd(40) }).duty.toFixed()).toBe("40");
  expect(dutyOf(termsOf(), weighed, { value: usd(1000) }).needs).toEqual(["quantity in kg"]);
});

test("what settles measures on some contents is kept for the contents that came last", () => {
  const terms = termsOf(measure("a", { part: STEEL, presumed: "0.5" }));
  const shares = { steel: decimal("0.3") };
  expect(terms.settledWith(shares)).toBe(terms.settledWith(shares));
  expect(terms.settledWith(shares).shares).toEqual(shares);
  expect(terms.settledWith({}).shares.steel?.toFixed()).toBe("0.5");
});
