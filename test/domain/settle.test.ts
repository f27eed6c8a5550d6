/** Which of several measures on the same goods stands, and on what part of the value: rules of EO 14289 on made-up law. */
import { describe, expect, test } from "vitest";
import { isoDate } from "../../src/law/calendar.js";
import {
  dependsOnContent,
  isShare,
  NOTHING,
  type Part,
  partOf,
  type Shares,
  shareOf,
  WHOLE_VALUE,
  without,
} from "../../src/law/part.js";
import type { Reached } from "../../src/law/scope.js";
import {
  atLeast,
  names,
  presumedShares,
  settle,
  settledFor,
  shareUnder,
  wereOnTheWay,
} from "../../src/law/settle.js";
import { decimal, usd } from "../../src/law/units.js";

interface Terms {
  part?: Part;
  entirely?: string[];
  onItsPart?: string[];
  freed?: { displaces: boolean | readonly string[] };
  us?: { atLeast: string; claims?: string[] };
}

/** A measure that reaches the goods; only the terms that settling asks for are filled in. */
function reaching(id: string, { part = WHOLE_VALUE, entirely = [], onItsPart = [], freed, us }: Terms = {}) {
  const usContent = us ? { heading: "", ...us, atLeast: decimal(us.atLeast) } : null;
  return {
    measure: { id },
    version: { part, yieldsTo: { entirely, onItsPart }, usContent },
    freedBy: freed ? { heading: "", title: "", ...freed } : null,
  } as unknown as Reached;
}

const settled = (reached: readonly Reached[], shares: Shares = {}, claims: readonly string[] = []) =>
  settle(reached, { shares, claims: new Set(claims) });

const due = (part: Part = WHOLE_VALUE, yieldedTo: string[] = []) => ({ kind: "due", part, yieldedTo });
const displaced = (...by: string[]) => ({ kind: "displaced", by });
const STEEL = partOf("steel");

describe("patterns of ids", () => {
  test.each([
    ["ieepa/fentanyl", "ieepa/fentanyl", true],
    ["ieepa/fentanyl", "ieepa/fentanyl-canada", false],
    ["ieepa/fent*", "ieepa/fentanyl", true],
    ["ieepa/fent*", "section-232/cars", false],
    ["*", "section-232/cars", true],
  ])("%s names %s: %s", (pattern, id, expected) => {
    expect(names(pattern, id)).toBe(expected);
  });
});

describe("who gives way", () => {
  test("measures that name nobody all stand on the whole value", () => {
    expect(settled([reaching("a"), reaching("b")])).toEqual([due(), due()]);
  });

  test("one that yields entirely owes nothing while the other stands, whichever is listed first", () => {
    const a = reaching("a", { entirely: ["b"] });
    expect(settled([a, reaching("b")])).toEqual([displaced("b"), due()]);
    expect(settled([reaching("b"), a])).toEqual([due(), displaced("b")]);
  });

  test("nobody yields to a measure that does not reach the goods", () => {
    expect(settled([reaching("a", { entirely: ["b"], onItsPart: ["c"] })])).toEqual([due()]);
  });

  test("a measure that is displaced itself displaces nobody: goods of a, b and c owe a and c", () => {
    const chain = [reaching("a", { entirely: ["b"] }), reaching("b", { entirely: ["c"] }), reaching("c")];
    expect(settled(chain)).toEqual([due(), displaced("c"), due()]);
  });

  test("yielding entirely goes before yielding on a part, and names all it yields to", () => {
    const a = reaching("a", { entirely: ["b*"], onItsPart: ["c"] });
    expect(settled([a, reaching("b1"), reaching("b2"), reaching("c")])[0]).toEqual(displaced("b1", "b2"));
  });
});

describe("yielding on a part", () => {
  const metal = reaching("metal", { part: STEEL });

  test("takes the other's part out of the value", () => {
    const a = reaching("a", { onItsPart: ["metal"] });
    expect(settled([a, metal])).toEqual([due(without(WHOLE_VALUE, STEEL), ["metal"]), due(STEEL)]);
  });

  test("to two measures takes both parts out", () => {
    const copper = reaching("copper", { part: partOf("copper") });
    const a = reaching("a", { onItsPart: ["metal", "copper"] });
    const left = partOf("aluminum", "us", "rest");
    expect(settled([a, metal, copper])[0]).toEqual(due(left, ["metal", "copper"]));
  });

  test("of which nothing is left is being displaced", () => {
    const a = reaching("a", { part: STEEL, onItsPart: ["metal"] });
    expect(settled([a, metal])[0]).toEqual(displaced("metal"));
  });

  test("a measure charged on no part at all that yielded to nobody is due on nothing", () => {
    expect(settled([reaching("a", { part: NOTHING })])).toEqual([due(NOTHING)]);
  });
});

describe("a measure on metal", () => {
  const a = reaching("a", { entirely: ["metal"] });
  const metal = reaching("metal", { part: STEEL });

  test("does not stand where the goods are known to have none", () => {
    expect(settled([a, metal], { steel: decimal(0) })[0]).toEqual(due());
  });

  test.each([{ steel: decimal("0.01") }, {}])(
    "stands where they have some, or it is not known: %o",
    (shares) => {
      expect(settled([a, metal], shares)[0]).toEqual(displaced("metal"));
    },
  );
});

describe("exempt goods", () => {
  test("are freed, and the measure displaces nobody", () => {
    const b = reaching("b", { freed: { displaces: false } });
    expect(settled([reaching("a", { entirely: ["b"] }), b])).toEqual([due(), { kind: "freed" }]);
  });

  test("still displace what yields to the measure where the exemption says so", () => {
    const b = reaching("b", { freed: { displaces: true } });
    expect(settled([reaching("a", { entirely: ["b"] }), b])).toEqual([displaced("b"), { kind: "freed" }]);
  });

  test("still take the measure's part where the exemption says so", () => {
    const b = reaching("b", { part: STEEL, freed: { displaces: true } });
    expect(settled([reaching("a", { onItsPart: ["b"] }), b])[0]).toEqual(
      due(without(WHOLE_VALUE, STEEL), ["b"]),
    );
  });

  test("displace only the measures that the exemption names, if it names some", () => {
    const c = reaching("c", { freed: { displaces: ["x/*", "b"] } });
    const [a, b, x] = [
      reaching("a", { entirely: ["c"] }),
      reaching("b", { entirely: ["c"] }),
      reaching("x/y", { entirely: ["c"] }),
    ];
    expect(settled([a, b, x, c])).toEqual([due(), displaced("c"), displaced("c"), { kind: "freed" }]);
  });

  test("are freed even where the measure would have yielded", () => {
    expect(
      settled([reaching("a", { entirely: ["b"], freed: { displaces: false } }), reaching("b")])[0],
    ).toEqual({
      kind: "freed",
    });
  });
});

describe("US content is left out of the value", () => {
  const rule = { atLeast: "0.2" };
  const withoutUs = without(WHOLE_VALUE, partOf("us"));
  const partOfA = (us: NonNullable<Terms["us"]>, shares: Shares, claims: string[] = [], part = WHOLE_VALUE) =>
    settled([reaching("a", { us, part })], shares, claims)[0];

  test.each([
    ["0.2", withoutUs],
    ["0.5", withoutUs],
    ["0.19", WHOLE_VALUE],
  ])("from 20% on: %s", (share, part) => {
    expect(partOfA(rule, { us: decimal(share) })).toEqual(due(part));
  });

  test("not from a measure that has no such rule", () => {
    expect(settled([reaching("a")], { us: decimal("0.5") })).toEqual([due()]);
  });

  test("not where it is not stated", () => {
    expect(partOfA(rule, {})).toEqual(due());
  });

  test("not where the rule asks for a claim that is not made; any of those it names will do", () => {
    const claimed = { ...rule, claims: ["USMCA", "aircraft"] };
    expect(partOfA(claimed, { us: decimal("0.5") })).toEqual(due());
    expect(partOfA(claimed, { us: decimal("0.5") }, ["aircraft"])).toEqual(due(withoutUs));
  });

  test("not out of a part that has none", () => {
    expect(partOfA(rule, { us: decimal("0.5") }, [], STEEL)).toEqual(due(STEEL));
  });
});

test("a part depends on content exactly where its share cannot be told: every part, every set of metals stated", () => {
  const metals = ["steel", "aluminum", "copper"] as const;
  for (let part = NOTHING; part <= WHOLE_VALUE; part += 1)
    for (let stated = 0; stated < 2 ** metals.length; stated += 1) {
      const known = metals.filter((_, place) => (stated & (1 << place)) !== 0);
      const shares: Shares = Object.fromEntries(known.map((metal) => [metal, decimal("0.1")]));
      expect(dependsOnContent(part, shares)).toBe(!isShare(shareOf(part, shares)));
    }
});

const day = (text: string) => isoDate(text) as NonNullable<ReturnType<typeof isoDate>>;

/** The same measure with other terms of its version. */
const withTerms = (item: Reached, terms: object): Reached =>
  ({ ...item, version: { ...item.version, ...terms } }) as Reached;

describe("a measure in place of all others", () => {
  const alone = withTerms(reaching("mail"), { alone: true });
  const freed = reaching("gifts", { freed: { displaces: false } });

  test("stands, and the others are displaced by it whatever they yield to; so is what frees goods, whose number is not declared", () => {
    const others = [reaching("a"), reaching("b", { entirely: ["a"] })];
    expect(settled([...others, alone, freed])).toEqual([
      displaced("mail"),
      displaced("mail"),
      due(),
      displaced("mail"),
    ]);
  });

  test("that the goods are freed of displaces nothing", () => {
    const item = { ...alone, freedBy: { heading: "", title: "", displaces: false } } as unknown as Reached;
    expect(settled([reaching("a"), item])).toEqual([due(), { kind: "freed" }]);
  });
});

describe("goods on their way when the law changed", () => {
  const [loaded, entered] = [day("2025-04-05"), day("2025-05-27")];
  const window = { heading: "9903.01.28", loadedBefore: loaded, enteredBefore: entered };
  const item = withTerms(reaching("a"), { transit: [window] });
  const dated = (loadedOn: string | null, date: string) => ({
    ...{ shares: {}, claims: new Set<string>() },
    ...{ loadedOn: loadedOn === null ? null : day(loadedOn), date: day(date) },
  });

  test.each([
    ["2025-04-04", "2025-05-26", true],
    ["2025-04-05", "2025-05-26", false],
    ["2025-04-04", "2025-05-27", false],
    ["2025-04-06", "2025-05-28", false],
    [null, "2025-05-26", false],
  ])(
    "loaded on %s and entered on %s: free is %s, both ends being the first day outside",
    (on, date, free) => {
      const facts = dated(on, date);
      const { onTheWay, standings } = settledFor([reaching("b", {}), item].map(withWindow), facts);
      expect(wereOnTheWay([reaching("b"), item].map(withWindow), facts)).toBe(free);
      expect(standings).toEqual([due(), free ? { kind: "freed" } : due()]);
      expect(onTheWay[1]?.freedBy ?? null).toEqual(
        free
          ? { heading: "9903.01.28", title: "goods in transit when the law changed", displaces: false }
          : null,
      );
    },
  );

  /** Every version has a list of windows. */
  function withWindow(one: Reached): Reached {
    return one.version.transit ? one : withTerms(one, { transit: [] });
  }

  test("pay the duty of the clause where it states one", () => {
    const duty = { kind: "ad-valorem", rate: decimal("0.1") };
    const paying = withTerms(item, { transit: [{ ...window, duty }] });
    const { onTheWay, standings } = settledFor([paying], dated("2025-04-04", "2025-05-26"));
    expect(onTheWay[0]).toMatchObject({ heading: "9903.01.28", duty });
    expect(standings).toEqual([due()]);
  });

  test("that are freed otherwise stay under what frees them", () => {
    const freedBy = { heading: "9903.01.30", title: "donations", displaces: true };
    const freed = { ...item, freedBy } as unknown as Reached;
    const facts = dated("2025-04-04", "2025-05-26");
    expect(settledFor([freed], facts).onTheWay[0]?.freedBy).toBe(freedBy);
    expect(wereOnTheWay([freed], facts)).toBe(false);
  });
});

describe("metal that nobody stated", () => {
  const presuming = (piece: string, share: string) =>
    withTerms(reaching(piece), { presumed: { piece, share: decimal(share) } });

  test("is what the law presumes, and no more than is left of the value", () => {
    const all = [presuming("steel", "0.7"), presuming("copper", "0.5"), presuming("aluminum", "0.2")];
    expect(presumedShares(all, {})).toEqual({
      steel: decimal("0.7"),
      copper: decimal("0.3"),
      aluminum: decimal(0),
    });
  });

  test("is what was stated where it was, none included", () => {
    const stated = { steel: decimal(0), us: decimal("0.4") };
    expect(presumedShares([presuming("steel", "0.7"), presuming("copper", "0.9")], stated)).toEqual({
      steel: decimal(0),
      copper: decimal("0.9"),
      us: decimal("0.1"),
    });
    expect(presumedShares([reaching("a")], stated)).toEqual(stated);
  });

  // No measure on metal frees metal of US origin: what is presumed of a metal may be of it, and comes first.
  test("leaves to content of the United States what it does not take", () => {
    const stated = { us: decimal("0.2") };
    expect(presumedShares([presuming("aluminum", "1")], stated)).toEqual({
      aluminum: decimal(1),
      us: decimal(0),
    });
    expect(presumedShares([presuming("aluminum", "0.5")], stated)).toEqual({
      aluminum: decimal("0.5"),
      ...stated,
    });
  });
});

test("US content is left out down to the least share, which binds only where some is left out", () => {
  const version = {
    part: WHOLE_VALUE,
    usContent: { leastShare: decimal("0.6") },
  } as unknown as Reached["version"];
  const rest = without(WHOLE_VALUE, partOf("us"));
  const charged = (share: string, part: Part, us?: string, of = version) =>
    atLeast(decimal(share), of, part, us === undefined ? {} : { us: decimal(us) }).toFixed();
  expect(charged("0.5", rest, "0.5")).toBe("0.6");
  expect(charged("0.6", rest, "0.4")).toBe("0.6");
  expect(charged("0.7", rest, "0.3")).toBe("0.7");
  expect(charged("0.5", WHOLE_VALUE, "0.5")).toBe("0.5");
  expect(charged("0.5", rest, "0.5", { ...version, usContent: null })).toBe("0.5");
  // Steel leaves half, and none of it is of the United States.
  expect(charged("0.5", without(WHOLE_VALUE, STEEL))).toBe("0.5");
  // Steel is 0.6 of the value and owes another duty: no more than the 0.1 and the 0.3 of the United States is charged.
  expect(charged("0.1", without(rest, STEEL), "0.3")).toBe("0.4");
  expect(charged("0.1", without(rest, STEEL), "0.5")).toBe("0.6");
});

test("a share of the dutiable value is less of the whole value; of nothing it stays what it is", () => {
  expect(shareUnder(usd("50"), usd("100"), decimal("0.4"))).toEqual(decimal("0.2"));
  expect(shareUnder(usd("0"), usd("0"), decimal("0.4"))).toEqual(decimal("0.4"));
});
