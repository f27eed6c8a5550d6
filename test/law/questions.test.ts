/** What is not stated and would change the duty: each case says what the law has on either side of the fact. */
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { assess, type Bounds, bounds } from "../../src/law/assess.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { type Claim, contradictionIn, type Entry, NOTHING_STATED, withImplied } from "../../src/law/entry.js";
import { type HtsCode, isOutsideTariffBase } from "../../src/law/hts.js";
import { otherReadings, withReadings } from "../../src/law/measure.js";
import type { Country } from "../../src/law/origin.js";
import { type Answered, answer } from "../../src/law/questions.js";
import type { Schedule } from "../../src/law/schedule.js";
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
  // Note 16(c): 15 % of the weight. Of 4 % of the value nothing follows, and the duty is open; of 20 % of the weight it is 25 %.
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
    // Note 37(f): 9403.60.80.93 holds other furniture too. A cabinet owes 25 %, other goods of Vietnam 12.5 % (note 52).
    ["9403608093", "VN", "2026-08-01", "--claim cabinet", "1250", "2500", "2500.00"],
    // Note 40: a patented medicine owes 100 %, any other nothing.
    ["3004909210", "IN", "2026-10-05", "--patented", "0", "10000", "10000.00"],
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
    // Note 33(h): parts on the list owe 25 % unless they are no parts of cars: then China's duties of 2026-03-01 (note 2(aa)).
    ["8507600090", "CN", "2026-03-01", "not-a-car-part", "5340.00", "3840.00"],
  ])("%s of %s on %s: %s", (hts, origin, date, claim, now, then) => {
    const found = answered(goods(hts, origin, date));
    expect(found.status).toBe("presumed");
    expect(found.assessment.duty.toFixed(2)).toBe(now);
    expect(dutyWith(found, `--claim ${claim}`)).toBe(then);
    expect(answered(goods(hts, origin, date, [claim])).assessment.duty.toFixed(2)).toBe(then);
  });
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
  // Note 16(h): steel of Canada owes 25 % under 9903.82.18 if it qualifies under the USMCA and Commerce authorizes it.
  ["7208101500", "CA", "2026-05-20", "--claim USMCA --quota in", ["--claim USMCA", "--quota in"], "2500.00"],
  // Note 16(j): 60 % of the value at least is charged 25 %, however much of it is of the United States, under the USMCA.
  ["8427208020", "CA", "2026-06-08", "--claim USMCA --us-content 1", ["--us-content 1"], "1500.00"],
])("two things that matter together alone: %s of %s on %s, %s", (hts, origin, date, state, alone, duty) => {
  const found = answered(goods(hts, origin, date));
  expect(dutyWith(found, state)).toBe(duty);
  for (const one of alone) expect(dutyWith(found, one)).toBeUndefined();
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

/** How many entries are tried; thousands by hand, of which each is tried with every fact and right that the law knows. */
const ENTRIES = Number(process.env.QUESTION_ENTRIES ?? 12);

/** Entries of all chapters, of all origins, on all days, the same ones in every run. */
const everywhere = Array.from({ length: ENTRIES }, (_, index): Entry => {
  const lines = shipped.base.numbers.filter((hts) => !isOutsideTariffBase(hts));
  const codes = [...shipped.origins.values()].filter(({ code, isHome }) => code !== "EU" && isHome !== true);
  const origin =
    index % 2 === 0 ? ORIGINS[(index / 2) % ORIGINS.length] : codes[(index * 101) % codes.length]?.code;
  const day = addDays("2025-01-01" as IsoDate, (index * 389) % 648);
  return goods(lines[(index * 7907 + 13) % lines.length] as string, origin as string, day);
}).filter((entry) => shipped.base.exists(entry.hts, entry.date));

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

test(
  "two facts that matter together alone are asked, and all that is asked of two is so, by those dollars",
  () => {
    const facts = [...catalogue.values()].filter(
      ({ asked, kind, flag }) => kind === "fact" && asked !== false && /^--(claim|patented)/.test(flag),
    );
    const wrong = everywhere.flatMap((entry) => {
      const { questions } = answered(entry);
      const now = limitsOf(entry, shipped) as Bounds;
      const under = (ids: readonly string[]) => {
        const claims = withImplied(ids, catalogue);
        return contradictionIn(claims, catalogue) ? undefined : limitsOf({ ...entry, claims }, shipped);
      };
      const idle = facts.filter(({ id }) => {
        const then = under([id]);
        return then !== undefined && !moved(now, then);
      });
      const silent = idle.flatMap((a, at) =>
        idle.slice(at + 1).flatMap((b) => {
          const then = under([a.id, b.id]);
          const isAsked = questions.some(({ id }) => id.includes(a.id) && id.includes(b.id));
          return then && moved(now, then) && !isAsked ? [`${a.id} and ${b.id}`] : [];
        }),
      );
      const untrue = questions.flatMap(({ id, change }) => {
        const two = id.split(" and ");
        if (two.length < 2 || two.includes("us-content")) return [];
        const then = under(two);
        const isSo =
          then?.least.minus(now.least).minus(change).abs().lt("0.01") &&
          two.every((one) => moved(under([one]) ?? now, then));
        return isSo ? [] : [id];
      });
      return [...silent, ...untrue].map((pair) => `${entry.hts} ${entry.origin} ${entry.date} ${pair}`);
    });
    expect(wrong).toEqual([]);
  },
  60_000 + ENTRIES * 2_000,
);

test(
  "what is claimed, or read otherwise, changes the duty alone if and only if it is asked, by those dollars",
  () => {
    const claims = [...catalogue.values()].filter(
      ({ asked, flag }) => asked !== false && /^--(claim|patented|quota)/.test(flag),
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
