/** Goods of any line, origin and day that no word of the law tells apart owe the same, and are asked the same, whatever is stated. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { lawMet } from "../../src/compiled/law-met.js";
import { rateBook } from "../../src/compiled/rate-book.js";
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
const book = rateBook(schedule, "law");
const numberOf = lawMet({ schedule, contested, lines, view: "law" });

interface Goods {
  readonly line: number;
  readonly origin: Origin;
  readonly date: IsoDate;
}

/** The number of goods; `null` where the tariff of the day has no such line, or it is of chapter 98. */
function lawOf(goods: Goods): number | null {
  const { line, date } = goods;
  const hts = lines[line] as string;
  if (hts >= "98" || !exists(hts, date)) return null;
  const start = days.findLast((day) => day <= date) as IsoDate;
  return numberOf(goods, line, { rates: book.on(start), date: start });
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

const drawn = fc.sample(
  fc.record({
    line: fc.nat({ max: lines.length - 1 }),
    origin: fc.constantFrom(...[...schedule.origins.values()].filter(({ code }) => code !== "EU")),
    date: fc.nat({ max: 647 }).map((day) => addDays("2025-01-01" as IsoDate, day)),
  }),
  { numRuns: 20_000, seed: 2 },
);
const PAIRS = 70;

test("goods of one number are told the same, of whatever line, origin and day", () => {
  const first = new Map<number, Goods>();
  const pairs = drawn.flatMap((goods): (readonly [Goods, Goods])[] => {
    const law = lawOf(goods);
    if (law === null) return [];
    const other = first.get(law);
    first.set(law, other ?? goods);
    return other && (other.line !== goods.line || other.origin !== goods.origin) ? [[other, goods]] : [];
  });
  expect(pairs.length).toBeGreaterThan(PAIRS);
  for (const [one, other] of pairs.slice(0, PAIRS))
    for (const stated of STATED)
      expect(told(other, stated), JSON.stringify([one, other])).toEqual(told(one, stated));
});
