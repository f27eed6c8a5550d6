/** What is not stated and would change the duty: each case says what the law has on either side of the fact. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { assess, type Bounds, bounds } from "../../src/law/assess.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import {
  type Claim,
  contradictionIn,
  type Entry,
  following,
  NOTHING_STATED,
  withImplied,
} from "../../src/law/entry.js";
import { type HtsCode, isOutsideTariffBase } from "../../src/law/hts.js";
import { otherReadings, withReadings } from "../../src/law/measure.js";
import { type Country, closedTo, type Origin, originNamed } from "../../src/law/origin.js";
import { type Answered, answer } from "../../src/law/questions.js";
import type { Schedule } from "../../src/law/schedule.js";
import { lawNear } from "../../src/law/scope.js";
import { decimal, usd } from "../../src/law/units.js";

import { DATA, shipped } from "../shipped.js";

const context = createContext(DATA, "0");
const catalogue = new Map(context.claims().map((one): [string, Claim] => [one.id, one]));
const contested = context.contestedLaw();

const goods = (hts: string, origin: string, date: string, claims: readonly string[] = []): Entry => ({
  ...NOTHING_STATED,
  hts: hts as HtsCode,
  origin: origin as Country,
  date: date as IsoDate,
  value: usd(10_000),
  claims: new Set(claims),
});
const answered = (entry: Entry): Answered =>
  answer(entry, shipped, "law", { catalogue, contested }) as Answered;
const dutyWith = ({ questions }: Answered, state: string): string | undefined =>
  questions.find((one) => one.state === state)?.duty?.toFixed(2);

test("a share of the value that is stated takes the place of no presumption on the weight", () => {
  // Note 16(c): 15% of the weight. Of 4% of the value nothing follows, and the duty is open; of 20% of the weight it is 25%.
  const entry = goods("8302416080", "VN", "2026-05-04");
  const open = answered({ ...entry, shares: { aluminum: decimal("0.04") } });
  expect([open.status, open.limits.least.toFixed(), open.limits.most?.toFixed()]).toEqual([
    ...["unknown", "1390", "2890"],
  ]);
  const weighed = answered({ ...entry, weights: { aluminum: decimal("0.2") } });
  expect(weighed.questions.map(({ id }) => id)).not.toContain("under-15-percent-metal");
  expect(weighed.questions.map(({ id }) => id)).not.toContain("no-metal");
});

describe("facts of which nothing is presumed leave the duty open between their answers", () => {
  test.each([
    // Note 37(f): 9403.60.80.93 holds other furniture too. A cabinet owes 25%, other goods of Vietnam 12.5% (note 52).
    ["9403608093", "VN", "2026-08-01", "--claim cabinet", "1250", "2500", "2500.00"],
    // Note 40: a patented medicine owes 100%, any other nothing.
    ["3004909210", "IN", "2026-10-05", "--patented", "0", "10000", "10000.00"],
    // Note 43(c): parts of drones in a number of parts of aircraft. That such a part is none of cars is presumed of no propeller.
    ["8807100030", "DE", "2026-09-15", "--claim drone-part", "1000", "11000", "11000.00"],
  ])("%s of %s on %s: %s", (hts, origin, date, state, least, most, duty) => {
    const { status, limits, ...found } = answered(goods(hts, origin, date));
    expect({ status, least: limits.least.toFixed(), most: limits.most?.toFixed() }).toEqual({
      status: "unknown",
      least,
      most,
    });
    expect(dutyWith({ status, limits, ...found }, state)).toBe(duty);
  });
});

describe("what is presumed is told, with the duty if it is not so", () => {
  test.each([
    // Note 33(h): parts on the list owe 25% unless they are no parts of cars: then China's duties of 2026-03-01 (note 2(aa)).
    ["8507600090", "CN", "2026-03-01", "not-a-car-part", "5340.00", "3840.00"],
  ])("%s of %s on %s: %s", (hts, origin, date, claim, now, then) => {
    const found = answered(goods(hts, origin, date));
    expect(found.status).toBe("presumed");
    expect(found.assessment.duty.toFixed(2)).toBe(now);
    expect(dutyWith(found, `--claim ${claim}`)).toBe(then);
    expect(answered(goods(hts, origin, date, [claim])).assessment.duty.toFixed(2)).toBe(then);
  });
});

test.each([
  // Note 38(b) lists vehicles of 8701, 8704 to 8706 and 8709: a passenger car, a gear box or a bearing is none of them.
  ["8703230160", "JP", "2026-08-01", ["--claim heavy-truck"], ["--claim not-a-car"]],
  [
    "8708401110",
    "DE",
    "2026-08-01",
    ["--claim heavy-truck"],
    ["--claim not-a-car-part", "--claim truck-part"],
  ],
  ["8482105044", "DE", "2026-08-01", ["--claim heavy-truck"], ["--claim not-a-car-part"]],
  // Notes 16(g), 16(k) and 43 list other numbers than that of brakes.
  [
    "8708305090",
    "CN",
    "2026-10-01",
    [
      "--claim drone-part",
      "--claim motorcycle-part",
      "--claim equipment-part",
      "--claim equipment-part-us-metal",
    ],
    ["--claim not-a-car-part"],
  ],
  // A chassis of a basket number of note 38(b) may be of one: then it is no part of a car.
  ["8706000300", "DE", "2026-08-01", [], ["--claim heavy-truck", "--claim not-a-car-part"]],
  // Heading 8806 is for unmanned aircraft alone; note 43 lists numbers that hold other goods besides.
  // 7323.93 is of stainless steel and 7615 of aluminum by their words: 9903.82.01, with no metal, is for neither. 7325.10 is of cast iron.
  ["7323930080", "IN", "2026-10-01", ["--claim no-metal"], ["--claim us-metal"]],
  ["7615107130", "TH", "2026-10-01", ["--claim no-metal"], ["--claim us-metal"]],
  ["7325100080", "JP", "2026-10-01", [], ["--claim no-metal"]],
  ["8806240000", "DE", "2026-09-20", ["--claim not-for-drones"], ["--claim allied-components"]],
])("what is asked can be true of the goods: %s of %s on %s", (hts, origin, date, never, asked) => {
  const states = answered(goods(hts, origin, date)).questions.map(({ state }) => state);
  expect(states.filter((state) => never.includes(state))).toEqual([]);
  expect(states).toEqual(expect.arrayContaining(asked));
});

test("rights that are not claimed do not count against an exact duty, and are told", () => {
  const found = answered(goods("6109100012", "VN", "2026-10-01"));
  expect(found.status).toBe("exact");
  const rights = found.questions.filter(({ change }) => change.isNegative());
  expect(rights.map(({ kind }) => kind)).not.toContain("fact");
  expect(rights.map(({ state }) => state)).toContain("--claim donation");
});

test("a reading of contested law that changes the duty is asked", () => {
  const found = answered({
    ...goods("8515902000", "CA", "2025-09-01"),
    shares: { aluminum: decimal("0.01") },
  });
  expect(dutyWith(found, "--reading fentanyl-content")).toBe("3675.00");
});

test.each([
  // Note 16(h): steel of Canada owes 25% under 9903.82.18 if it qualifies under the USMCA and Commerce authorizes it.
  ["7208101500", "CA", "2026-05-20", "--claim USMCA --quota in", ["--claim USMCA", "--quota in"], "2500.00"],
  // Note 16(j): 60% of the value at least is charged 25%, however much of it is of the United States, under the USMCA.
  ["8427208020", "CA", "2026-06-08", "--claim USMCA --us-content 1", ["--us-content 1"], "1500.00"],
  // Note 33(h): India's tariff is 25% too on 2025-08-15, so that it is not a part of cars saves nothing, until it is a donation.
  [
    "8482105044",
    "IN",
    "2025-08-15",
    "--claim donation --claim not-a-car-part",
    ["--claim donation", "--claim not-a-car-part"],
    "900.00",
  ],
  // Note 2(v)(xvii): the reciprocal tariff leaves out US content, once it does not give way to the 15% on car parts; the line is free.
  [
    "8708805100",
    "FR",
    "2025-11-08",
    "--claim not-a-car-part --us-content 1",
    ["--claim not-a-car-part", "--us-content 1"],
    "0.00",
  ],
  // Note 38(b) and 38(g): as a heavy truck a chassis owes 25% in place of the 25% on car parts, unless it is 25 years old.
  [
    "8706000300",
    "BR",
    "2026-03-13",
    "--claim 25-years-old --claim heavy-truck",
    ["--claim 25-years-old", "--claim heavy-truck"],
    "1400.00",
  ],
])("two things that matter together alone: %s of %s on %s, %s", (hts, origin, date, state, alone, duty) => {
  const found = answered(goods(hts, origin, date));
  expect(dutyWith(found, state)).toBe(duty);
  for (const one of alone) expect(dutyWith(found, one)).toBeUndefined();
});

test("a little of a metal is asked where the goods owe less, or more, so than with none of it and with it alone", () => {
  // 50% on steel takes the place of India's 25% on all of the goods (note 2(z)) and of the reciprocal 25% on the steel alone
  // (note 2(v)): pipe that is all steel owes 50%, pipe with none 25 + 25%, pipe with 1% of it half of 1 and a quarter of 99%.
  const entry = goods("7304592030", "IN", "2026-01-12");
  const found = answered(entry);
  expect(found.assessment.duty.toFixed(2)).toBe("5000.00");
  expect(dutyWith(found, "--metal steel=0.01")).toBe("2525.00");
  expect(found.status).toBe("presumed");
  expect(dutyWith(answered(goods("7304592030", "DE", "2026-01-12")), "--metal steel=0.01")).toBeUndefined();
});

const ORIGINS = ["CN", "JP", "CA", "MX", "DE", "VN", "IN", "BR", "GB", "RU", "CU", "KR"];
const DAYS = ["2025-01-15", "2025-04-12", "2025-09-20", "2026-02-25", "2026-08-01", "2026-10-01"];

/** Entries spread over all chapters, origins and days, the same ones in every run. */
const spread = Array.from({ length: 90 }, (_, index): Entry => {
  const lines = shipped.base.numbers.filter((hts) => !isOutsideTariffBase(hts));
  const hts = lines[(index * 7919) % lines.length] as string;
  const [origin, day] = [ORIGINS[index % ORIGINS.length], DAYS[(index * 5) % DAYS.length]];
  return goods(hts, origin as string, day as string);
}).filter((entry) => shipped.base.exists(entry.hts, entry.date));

test("no duty that is called exact changes when a fact about the goods is added", () => {
  const facts = [...catalogue.values()].filter(
    ({ kind, flag }) => kind === "fact" && /^--(claim|patented)/.test(flag),
  );
  const exact = spread.map(answered).filter(({ status }) => status === "exact");
  expect(exact.length).toBeGreaterThan(15);
  const changed = exact.flatMap(({ assessment }) =>
    facts.flatMap(({ id }) => {
      const claims = withImplied([id], catalogue);
      if (contradictionIn(claims, catalogue)) return [];
      const then = assess({ ...assessment.entry, claims }, shipped)?.duty;
      return then?.eq(assessment.duty) ? [] : [`${assessment.entry.hts} ${assessment.entry.origin}: ${id}`];
    }),
  );
  expect(changed).toEqual([]);
});

const goodsNumbers = shipped.base.numbers.filter((hts) => !isOutsideTariffBase(hts));
const foreign = [...shipped.origins.values()].flatMap(({ code, isHome }) =>
  code !== "EU" && isHome !== true ? [code] : [],
);
/** Goods that Section 232 lists, where one measure takes the place of another. */
const codes = new Set(
  shipped.measures
    .filter(({ id }) => id.startsWith("section-232/"))
    .flatMap(({ versions }) => versions.flatMap(({ covers }) => covers.lists))
    .flatMap((id) => shipped.lists.get(id)?.groups.flatMap((group) => [...group.codes]) ?? []),
);
const listed = goodsNumbers.filter((hts) => [4, 6, 8, 10].some((digits) => codes.has(hts.slice(0, digits))));

/** How many entries are tried; thousands by hand, of which each is tried with every fact and right that the law knows. */
const ENTRIES = Number(process.env.QUESTION_ENTRIES ?? 12);
/** What they are drawn by; others by hand. */
const SEED = Number(process.env.QUESTION_SEED ?? 20);

/** Entries of all chapters, of all origins, on all days: a third of goods that measures list, half of the partners with most law. */
const everywhere = fc
  .sample(
    fc.record({
      hts: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...goodsNumbers) },
        { weight: 1, arbitrary: fc.constantFrom(...listed) },
      ),
      origin: fc.oneof(fc.constantFrom(...ORIGINS), fc.constantFrom(...foreign)),
      day: fc.nat({ max: 647 }),
    }),
    { numRuns: ENTRIES, seed: SEED },
  )
  .map(({ hts, origin, day }) => goods(hts, origin, addDays("2025-01-01" as IsoDate, day)))
  .filter((entry) => shipped.base.exists(entry.hts, entry.date));

const limitsOf = (entry: Entry, law: Schedule) => {
  const found = assess(entry, law);
  return found && bounds(found, law, "law");
};

const moved = (now: Bounds, then: Bounds): boolean =>
  !then.least.minus(now.least).abs().lt("0.01") || then.most?.toFixed(2) !== now.most?.toFixed(2);

/** What content of metal says, by itself or by what follows from it: that there is none, or too little to count. */
const OF_METAL = ["steel", "aluminum", "copper", "no-metal", "under-15-percent-metal"];
const CONTENTS = ["0", "0.1", "0.2", "0.5", "0.9", "1"].flatMap((share) => [
  { piece: "us", share, flag: `--us-content ${share}`, ids: ["us-content"] },
  ...["steel", "aluminum", "copper"].map((piece) => ({
    ...{ piece, share, flag: `--metal ${piece}=${share}`, ids: OF_METAL },
  })),
]);

test(
  "content that is stated changes the duty alone if and only if content is asked of, by those dollars",
  () => {
    const wrong = everywhere.flatMap((entry) => {
      const { questions } = answered(entry);
      const now = limitsOf(entry, shipped) as Bounds;
      return CONTENTS.flatMap(({ flag, piece, share, ids }) => {
        const then = limitsOf({ ...entry, shares: { [piece]: decimal(share) } }, shipped) as Bounds;
        const own = questions.find(({ state }) => state === flag);
        const change = own?.change ?? then.least.minus(now.least);
        const isRight = moved(now, then)
          ? questions.some(({ id }) => ids.includes(id)) && change.eq(then.least.minus(now.least))
          : own === undefined;
        return isRight ? [] : [`${entry.hts} ${entry.origin} ${entry.date} ${flag}`];
      });
    });
    expect(wrong).toEqual([]);
  },
  60_000 + ENTRIES * 1_000,
);

/** What is claimed, with a note of every claim that the law has looked for: any other could be added and nothing would change. */
class Claims extends Set<string> {
  readonly soughtBy = new Set<string>();
  /** Whoever copies the claims may look for any. */
  copied = false;
  override has(claim: string): boolean {
    this.soughtBy.add(claim);
    return super.has(claim);
  }
  override [Symbol.iterator](): SetIterator<string> {
    this.copied = true;
    return super[Symbol.iterator]();
  }
}

/** One or two things as they are stated on a command line. */
const withStated = (entry: Entry, state: string): Entry => state.split(/ (?=--)/).reduce(withOne, entry);

function withOne(goods: Entry, state: string): Entry {
  const [flag, text = ""] = state.split(" ");
  const [metal = "", share = ""] = text.split("=");
  if (flag === "--metal") return { ...goods, shares: { ...goods.shares, [metal]: decimal(share) } };
  if (flag === "--us-content") return { ...goods, shares: { ...goods.shares, us: decimal(text) } };
  if (flag === "--loaded-on") return { ...goods, loadedOn: text as IsoDate };
  const claim = flag === "--quota" ? "in-quota" : flag === "--claim" ? text : flag?.slice(2);
  return { ...goods, claims: withImplied([...goods.claims, claim as string], catalogue) };
}

/** What is stated of goods; a content of metal by what it says of metal at all. */
const toldIn = ({ claims, shares }: Entry): ReadonlySet<string> =>
  new Set([...claims, ...Object.keys(shares)].map((one) => (OF_METAL.includes(one) ? "metal" : one)));

/** Whether all that is stated can be so of the same goods. */
const canBeSo = ({ claims, ...entry }: Entry): boolean =>
  contradictionIn(claims, catalogue) === undefined &&
  Object.values(entry.shares)
    .reduce((sum, share) => sum.plus(share), decimal(0))
    .lte(1) &&
  following({ ...entry, claims }, shipped).notSo.every((claim) => !claims.has(claim));

/** Facts and rights that can be stated of goods: agreements of goods of their own partners. */
const statedOf = (entry: Entry): string[] => {
  const origin = originNamed(entry.origin, shipped) as Origin;
  const closed = closedTo(entry, origin, shipped);
  return [
    ...[...catalogue.values()]
      .filter(({ asked, flag }) => asked !== false && /^--(claim|patented|aircraft|quota in)/.test(flag))
      .filter(({ id }) => !closed.includes(id))
      .map(({ flag }) => flag),
    ...["steel", "aluminum", "copper"].flatMap((metal) => [`--metal ${metal}=0`, `--metal ${metal}=1`]),
    ...["--us-content 0.2", "--us-content 1"],
  ];
};

/**
 * The law near the goods, which the other properties hold against all of the law; and only pairs of which the law looks for
 * either while the other is stated, since to state what it does not look for changes nothing.
 */
test(
  "two things that matter together alone are asked, across measures too, and all that is asked of two is so",
  () => {
    let pairs = 0;
    const wrong = everywhere.flatMap((entry) => {
      const { questions } = answered(entry);
      const origin = originNamed(entry.origin, shipped) as Origin;
      const near = lawNear({ ...entry, origin }, shipped, "law");
      const now = limitsOf(entry, near) as Bounds;
      const under = (state: string) => limitsOf(withStated(entry, state), near) as Bounds;
      const idle = statedOf(entry).flatMap((state) => {
        const stated = withStated(entry, state);
        const claims = new Claims(stated.claims.size > 0 ? stated.claims : ["none such"]);
        const then = limitsOf({ ...stated, claims }, near) as Bounds;
        return canBeSo(stated) && !moved(now, then) ? [{ state, own: stated.claims, claims }] : [];
      });
      const looksFor = (a: (typeof idle)[number], b: (typeof idle)[number]) =>
        b.own.size === 0 ||
        a.claims.copied ||
        [...b.own].some((claim) => !a.own.has(claim) && a.claims.soughtBy.has(claim));
      const isAsked = (both: Entry) => {
        const stated = toldIn(both);
        return questions.some(
          ({ state }) =>
            / (?=--)/.test(state) && [...toldIn(withStated(entry, state))].every((one) => stated.has(one)),
        );
      };
      const silent = idle.flatMap((a, at) =>
        idle.slice(at + 1).flatMap((b) => {
          const state = `${a.state} ${b.state}`;
          const both = withStated(entry, state);
          if (!looksFor(a, b) || !looksFor(b, a) || !canBeSo(both)) return [];
          pairs += 1;
          return moved(now, limitsOf(both, near) as Bounds) && !isAsked(both) ? [state] : [];
        }),
      );
      const untrue = questions.flatMap(({ kind, state, change }) => {
        const two = state.split(/ (?=--)/);
        if (two.length < 2 || kind === "reading") return [];
        const then = under(state);
        const isSo =
          then.least.minus(now.least).minus(change).abs().lt("0.01") &&
          two.every((one) => moved(under(one), then));
        return isSo ? [] : [`asked: ${state}`];
      });
      return [...silent, ...untrue].map((pair) => `${entry.hts} ${entry.origin} ${entry.date} ${pair}`);
    });
    expect(wrong).toEqual([]);
    expect(pairs).toBeGreaterThan(ENTRIES);
  },
  60_000 + ENTRIES * 2_000,
);

test(
  "what is claimed, or read otherwise, changes the duty alone if and only if it is asked, by those dollars",
  () => {
    const claims = [...catalogue.values()].filter(
      ({ asked, flag }) => asked !== false && /^--(claim|patented|aircraft|quota)/.test(flag),
    );
    const readings = new Set(otherReadings(contested).map(({ id }) => id));
    const wrong = everywhere.flatMap((entry) => {
      const { questions } = answered(entry);
      const now = limitsOf(entry, shipped) as Bounds;
      /** A fact that follows from another, which may be asked in its place, is known by what it implies. */
      const told = (
        kind: string,
        id: string,
        then: ReturnType<typeof limitsOf>,
        implied: ReadonlySet<string>,
      ) => {
        const change = (then?.least ?? now.least).minus(now.least);
        const moves = then === undefined || moved(now, then);
        const alike = questions.filter((one) => (one.kind === "reading") === (kind === "reading"));
        const own = alike.filter((one) => one.id === id);
        const asked = own.length > 0 || !moves ? own : alike.filter((one) => implied.has(one.id));
        const isRight = moves
          ? asked.some((one) => one.change.minus(change).abs().lt("0.01"))
          : own.length === 0;
        return isRight ? [] : [`${entry.hts} ${entry.origin} ${entry.date} ${kind} ${id}: ${change}`];
      };
      return [
        ...claims.flatMap(({ id, kind }) => {
          const stated = withImplied([id], catalogue);
          if (contradictionIn(stated, catalogue)) return [];
          return told(kind, id, limitsOf({ ...entry, claims: stated }, shipped), stated);
        }),
        ...[...readings].flatMap((id) =>
          told("reading", id, limitsOf(entry, withReadings(contested, [id])), new Set()),
        ),
      ];
    });
    expect(everywhere.length).toBeGreaterThan(ENTRIES / 3);
    expect(wrong).toEqual([]);
  },
  60_000 + ENTRIES * 1_000,
);
