/** Goods of any line, origin and day that no word of the law tells apart owe the same, and are asked the same, whatever is stated. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { lawMet } from "../../src/compiled/law-met.js";
import { createContext } from "../../src/data/context.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { daysOfLaw } from "../../src/law/days.js";
import { type Claim, type Entry, ONE_DOLLAR } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Origin } from "../../src/law/origin.js";
import { answer } from "../../src/law/questions.js";
import { decimal } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const schedule = context.schedule();
const contested = context.contestedLaw();
const catalogue = new Map(context.claims().map((one): [string, Claim] => [one.id, one]));
const { numbers: lines, exists } = schedule.base;
const days = daysOfLaw(schedule, "law");
const numberOf = lawMet({ schedule, contested, lines, view: "law" });

interface Goods {
  readonly line: number;
  readonly origin: Origin;
  readonly date: IsoDate;
}

/** The day on which the law of goods began. */
const startOf = ({ date }: Goods): IsoDate => days.findLast((day) => day <= date) as IsoDate;

/** The number of goods; `null` where the tariff of the day has no such line, or it is of chapter 98. */
function lawOf(goods: Goods): number | null {
  const { line, date } = goods;
  const hts = lines[line] as string;
  if (hts >= "98" || !exists(hts, date)) return null;
  return numberOf(goods, line, startOf(goods));
}

/** What may be stated of any goods: nothing, what they are made of, what is claimed. */
const STATED: readonly Partial<Entry>[] = [
  {},
  { shares: { steel: decimal("0.3"), aluminum: decimal("0.1"), copper: decimal(0) } },
  { shares: { steel: decimal(0), aluminum: decimal(0), copper: decimal(0) } },
  { claims: new Set(["USMCA", "not-a-car-part", "not-a-truck-part"]) },
];

/** What a dollar of goods owes, between what bounds, and what it is asked. Windows for goods on their way close on days of their own. */
function told({ line, origin, date }: Goods, stated: Partial<Entry>): unknown {
  const hts = lines[line] as HtsCode;
  const entry = { ...ONE_DOLLAR, hts, origin: origin.code, date, loadedOn: date, ...stated };
  const found = answer(entry, schedule, "law", { catalogue, contested });
  return (
    found && [
      ...[found.assessment.duty.toFixed(), found.status],
      ...[found.limits.least.toFixed(), found.limits.most?.toFixed()],
      ...found.questions.map(({ state, change, heading }) => `${state} ${change.toFixed()} ${heading}`),
    ]
  );
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

test("goods of one number are told the same, of whatever line, origin and stretch of days", () => {
  const first = new Map<number, Goods>();
  const pairs = drawn.flatMap((goods): (readonly [Goods, Goods])[] => {
    const law = lawOf(goods);
    if (law === null) return [];
    const other = first.get(law);
    first.set(law, other ?? goods);
    return other && startOf(other) !== startOf(goods) ? [[other, goods]] : [];
  });
  expect(pairs.length).toBeGreaterThan(PAIRS);
  const every = Math.floor(pairs.length / PAIRS);
  for (const [one, other] of pairs.filter((_, at) => at % every === 0))
    for (const stated of STATED)
      expect(told(other, stated), JSON.stringify([one, other])).toEqual(told(one, stated));
});
