/** Goods of any line, origin and day that no word of the law tells apart owe the same, and are asked the same, whatever is stated. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { alternativesOn } from "../../src/compiled/alternatives.js";
import { lawMet, type Met } from "../../src/compiled/law-met.js";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { createContext } from "../../src/data/context.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { daysOfLaw } from "../../src/law/days.js";
import { countsBase, hasPart } from "../../src/law/duty/duty.js";
import { type Claim, type Entry, NO_CLAIMS, ONE_DOLLAR } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import { includesOrigin, type Origin } from "../../src/law/origin.js";
import { type Answered, answer } from "../../src/law/questions.js";
import { decimal } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const schedule = context.schedule();
const contested = context.contestedLaw();
const catalogue = new Map(context.claims().map((one): [string, Claim] => [one.id, one]));
const { numbers: lines, exists } = schedule.base;
const days = daysOfLaw(schedule, "law");
const meet = lawMet({ schedule, contested, catalogue, lines, view: "law" });

interface Goods {
  readonly line: number;
  readonly origin: Origin;
  readonly date: IsoDate;
}

/** The day on which the law of goods began. */
const startOf = ({ date }: Goods): IsoDate => days.findLast((day) => day <= date) as IsoDate;

/** How the law meets goods; `null` where the tariff of the day has no such line, or it is of chapter 98. */
function metBy(goods: Goods): Met | null {
  const { line, date } = goods;
  const hts = lines[line] as string;
  if (hts >= "98" || !exists(hts, date)) return null;
  return meet(goods, line, startOf(goods));
}

/** What may be stated of any goods: nothing, what they are made of, what is claimed. */
const STATED: readonly Partial<Entry>[] = [
  {},
  { shares: { steel: decimal("0.3"), aluminum: decimal("0.1"), copper: decimal(0) } },
  { shares: { steel: decimal(0), aluminum: decimal(0), copper: decimal(0) } },
  { claims: new Set(["USMCA", "not-a-car-part", "not-a-truck-part"]) },
];

/** Windows for goods on their way close on days of their own: these were loaded on the day of their entry. */
function answered({ line, origin, date }: Goods, stated: Partial<Entry>): Answered | undefined {
  const hts = lines[line] as HtsCode;
  const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date, loadedOn: date, ...stated };
  return answer(entry, schedule, "law", { catalogue, contested });
}

/** What a dollar of goods owes, between what bounds, and what it is asked. */
function told(goods: Goods, stated: Partial<Entry>): unknown {
  const found = answered(goods, stated);
  return (
    found && [
      ...[found.assessment.duty.toFixed(), found.status],
      ...[found.limits.least.toFixed(), found.limits.most?.toFixed()],
      ...found.questions.map(({ state, change, heading }) => `${state} ${change.toFixed()} ${heading}`),
    ]
  );
}

/**
 * What becomes of each measure that reaches goods, whatever base duty stands beside it. A duty that counts the base in is not
 * known where the base is by amounts that are not stated.
 */
function layersTold(goods: Goods, stated: Partial<Entry>): unknown {
  return answered(goods, stated)?.assessment.layers.map(({ measure, fate, duty }) => {
    const isOfBase = fate.outcome === "unknown" && hasPart(duty, countsBase);
    return `${measure.id} ${isOfBase ? "charged" : fate.outcome}`;
  });
}

const origins = [...schedule.origins.values()].filter(({ code }) => code !== "EU");
/** Lines that Section 232 lists, of which most is asked. */
const listed = new Set(
  schedule.measures
    .filter(({ id }) => id.startsWith("section-232/"))
    .flatMap(({ versions }) => versions.flatMap(({ covers }) => covers.lists))
    .flatMap((id) => schedule.lists.get(id)?.groups.flatMap((group) => [...group.codes]) ?? []),
);
const drawn = fc.sample(
  fc.record({
    line: fc.oneof(
      fc.nat({ max: lines.length - 1 }),
      fc.constantFrom(
        ...lines.flatMap((hts, at) => ([4, 6, 8, 10].some((n) => listed.has(hts.slice(0, n))) ? [at] : [])),
      ),
    ),
    origin: fc.constantFrom(...origins),
    date: fc.nat({ max: 647 }).map((day) => addDays("2025-01-01" as IsoDate, day)),
  }),
  { numRuns: 8_000, seed: 2 },
);
const PAIRS = 50;

/** Pairs of goods of different stretches of days that are met alike, by some key. */
function pairsOf(key: (met: Met) => string): (readonly [Goods, Goods])[] {
  const first = new Map<string, Goods>();
  const pairs = drawn.flatMap((goods): (readonly [Goods, Goods])[] => {
    const met = metBy(goods);
    if (met === null) return [];
    const other = first.get(key(met));
    first.set(key(met), other ?? goods);
    return other && startOf(other) !== startOf(goods) ? [[other, goods]] : [];
  });
  expect(pairs.length).toBeGreaterThan(PAIRS);
  const every = Math.floor(pairs.length / PAIRS);
  return pairs.filter((_, at) => at % every === 0);
}

test("goods of one law and base duty are told the same, of whatever line, origin and stretch of days", () => {
  for (const [one, other] of pairsOf(({ law, base }) => `${law} ${base}`))
    for (const stated of STATED)
      expect(told(other, stated), JSON.stringify([one, other])).toEqual(told(one, stated));
});

test("the same becomes of the measures that reach goods of one law, whatever their base duties", () => {
  for (const [one, other] of pairsOf(({ law }) => `${law}`))
    for (const stated of STATED)
      expect(layersTold(other, stated), JSON.stringify([one, other])).toEqual(layersTold(one, stated));
});

/**
 * A preference for some goods alone is asked of these: of two fabrics that the same measures reach, a rule of AGOA may be about
 * one. What could be stated is worked out once for all goods of one law.
 */
test("goods of one law have the same things to state, where preferences are for some goods alone", () => {
  // Not those of shipments, which are for goods of nearly all chapters and origins, and would thin out the others.
  const limited = schedule.agreements.filter(
    ({ frees = ["*"] }) => !frees.includes("*") && !frees.includes("01"),
  );
  const preferring = origins.filter((origin) => limited.some((one) => includesOrigin(one.origins, origin)));
  const starts = [...new Set(limited.flatMap(({ frees = [] }) => frees.map((code) => code.slice(0, 4))))];
  const near = lines.flatMap((hts, at) =>
    starts.some((start) => hts.startsWith(start.slice(0, 2))) ? [at] : [],
  );
  const date = "2025-06-21" as IsoDate;
  const start = startOf({ line: 0, origin: origins[0] as Origin, date });
  const rates = rateBook(schedule, "law").on(start);
  const othersOf = alternativesOn({ schedule, contested, catalogue, lines, rates, date: start, view: "law" });
  const first = new Map<string, readonly [Goods, unknown]>();
  let [pairs, preferred] = [0, 0];
  for (const goods of fc.sample(
    fc.record({
      line: fc.constantFrom(...near),
      origin: fc.constantFrom(...preferring),
      date: fc.constant(date),
    }),
    { numRuns: 6_000, seed: 3 },
  )) {
    const met = metBy(goods);
    if (met === null) continue;
    const ids = othersOf(goods.line, goods.origin, NO_CLAIMS).others.map(({ stated }) => stated.id);
    if (limited.some(({ claim }) => ids.includes(claim))) preferred += 1;
    const key = `${met.law}`;
    const known = first.get(key);
    first.set(key, known ?? [goods, ids]);
    if (known === undefined) continue;
    pairs += 1;
    expect(ids, JSON.stringify([known[0], goods])).toEqual(known[1]);
  }
  expect(Math.min(pairs, preferred)).toBeGreaterThan(500);
});
