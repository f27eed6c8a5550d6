/** Which of several measures on the same goods stands, and on what part of the value: rules of EO 14289 on made-up law. */
import { describe, expect, test } from "vitest";
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
import { names, settle } from "../../src/law/settle.js";
import { decimal } from "../../src/law/units.js";

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
  ])("from 20 % on: %s", (share, part) => {
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
