/** Rows of a file are asked what each is asked as an entry of its own, with the same dollars. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import { type EntryRow, statedNumber } from "../../src/entries/entry-row.js";
import { linePricer } from "../../src/entries/pricer.js";
import { factsOfEntry, type StatedFacts } from "../../src/entries/stated-facts.js";
import { answerOf } from "../../src/index.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { type Claim, contradictionIn, NOTHING_STATED, withImplied } from "../../src/law/entry.js";
import { seasonProblem } from "../../src/law/hts.js";
import type { Origin } from "../../src/law/origin.js";
import { answer } from "../../src/law/questions.js";
import { decimal, type Usd, usd } from "../../src/law/units.js";
import { DATA } from "../shipped.js";
import { duty } from "./duty-file.js";

const context = createContext(DATA, "0");
const schedule = context.schedule();
const catalogue = new Map(context.claims().map((one): [string, Claim] => [one.id, one]));
const contested = context.contestedLaw();
const price = linePricer(schedule, "law", { catalogue, contested });

const numbers = schedule.base.numbers.filter((hts) => hts < "98");
/** Goods of which two things matter together alone more often than of others: where one duty takes the place of another. */
const parts = new Set(
  ["section-232/car-parts", "section-232/truck-parts", "section-232/steel-derivatives-full"].flatMap(
    (id) => schedule.lists.get(id)?.groups.flatMap((group) => [...group.codes]) ?? [],
  ),
);
const listed = numbers.filter((hts) => [4, 6, 8, 10].some((digits) => parts.has(hts.slice(0, digits))));
/** Half of the goods are of partners whose law has most to ask. */
const origins = [...schedule.origins.values()].filter(({ code }) => code !== "EU");
const busy = origins.filter(({ code }) => ["CN", "CA", "MX", "IN", "JP", "GB", "BR", "RU"].includes(code));
const LAST = 647;

const shares = fc.option(
  fc.record(
    {
      steel: fc.constantFrom("0", "0.3", "0.5"),
      aluminum: fc.constantFrom("0", "0.2"),
      us: fc.constantFrom("0.1", "0.25", "0.12345678"),
    },
    { requiredKeys: [] },
  ),
  { nil: null, freq: 2 },
);

/** Many lines owe by the kilogram, the piece or the liter; others count none of it. */
const quantity = fc.option(
  fc.record({ amount: fc.integer({ min: 1, max: 100_000 }), unit: fc.constantFrom("kg", "no.", "liter") }),
  { freq: 2 },
);

/** A row of any line from anywhere on any day; `undefined` where the tariff of the day has no such line. */
const rows = fc
  .record({
    hts: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...numbers) },
      { weight: 1, arbitrary: fc.constantFrom(...listed) },
    ),
    origin: fc.oneof(fc.constantFrom(...busy), fc.constantFrom(...origins)),
    day: fc.nat({ max: LAST }),
    value: fc.integer({ min: 1, max: 1_000_000 }),
    claim: fc.option(fc.constantFrom(...catalogue.keys()), { nil: null, freq: 2 }),
    shares,
    loaded: fc.option(fc.nat({ max: 40 }), { nil: null, freq: 1 }),
    quantity,
  })
  .map(({ hts, origin, day, value, claim, shares, loaded, quantity }): EntryRow | undefined => {
    const date = addDays("2025-01-01" as IsoDate, day);
    const stated = claim === null ? new Set<string>() : withImplied([claim], catalogue);
    if (!schedule.base.exists(hts, date) || contradictionIn(stated, catalogue)) return undefined;
    if (seasonProblem(hts, { date }, schedule) !== null) return undefined;
    const loadedOn = loaded === null ? null : addDays(date, -loaded);
    const facts: StatedFacts | null =
      shares === null && loadedOn === null && quantity === null
        ? null
        : {
            weights: {},
            madeIn: {},
            adcvd: { deposits: [], outside: [], none: false },
            quantities: () =>
              quantity === null ? [] : [{ amount: decimal(quantity.amount), unit: quantity.unit, of: null }],
            components: new Map(),
            shares: Object.fromEntries(
              Object.entries(shares ?? {}).map(([piece, share]) => [piece, decimal(share)]),
            ),
            loadedOn,
            chapter98: null,
          };
    const shared = { claims: stated, facts, mode: null, entryType: "formal" as const };
    return {
      ...statedNumber(hts as EntryRow["hts"], schedule),
      date,
      origin: origin as Origin,
      value,
      ...shared,
    };
  });

/** Goods of the same kind, more of them: what a kind of goods is asked is worked out for those that come first. */
const moreOf = (row: EntryRow): EntryRow => ({
  ...row,
  value: row.value * 3 + 7,
  facts: row.facts && {
    ...row.facts,
    quantities: () =>
      row.facts?.quantities().map((one) => ({ ...one, amount: one.amount.times(2).plus(1) })) ?? [],
  },
});

/** How many rows are drawn; thousands by hand. */
const RUNS = Number(process.env.QUESTION_RUNS ?? 300);

/** No dollars less is no dollars more. */
const cents = (amount: Usd | null): string | null =>
  amount === null ? null : amount.toFixed(2).replace(/^-0\.00$/, "0.00");
const dollars = (amount: number | null): string | null =>
  amount === null ? null : (amount / 100).toFixed(2);

test(
  "rows at random: the same status, bounds, questions and dollars in bulk as alone",
  () => {
    let asked = 0;
    fc.assert(
      fc.property(rows, (row) => {
        if (row === undefined) return;
        const { hts, origin, date, claims, value, facts } = row;
        const entry = { hts, origin: origin.code, date, claims, value: usd(value) };
        const alone = answer({ ...NOTHING_STATED, ...factsOfEntry(facts), ...entry }, schedule, "law", {
          catalogue,
          contested,
        });
        price(moreOf(row));
        const bulk = price(row);
        if (alone === undefined || "problem" in bulk || bulk.asked === null) throw new Error("not priced");
        expect({
          status: bulk.asked.status,
          least: dollars(bulk.asked.atLeast),
          most: dollars(bulk.asked.upTo),
          asks: bulk.asked.asks.map(({ kind, id, cents }) => `${kind} ${id} ${dollars(cents)}`).sort(),
        }).toEqual({
          status: alone.status,
          least: cents(alone.limits.least),
          most: cents(alone.limits.most),
          asks: alone.questions.map(({ kind, id, change }) => `${kind} ${id} ${cents(change)}`).sort(),
        });
        asked += bulk.asked.asks.length;
      }),
      { numRuns: RUNS },
    );
    expect(asked).toBeGreaterThan(RUNS);
  },
  RUNS * 100,
);

/** 9,983 at 12.5% is 1,247.875 and at 16.5% 1,647.195: each number is rounded up, and the sum of both is 2,895.07 exactly. */
test("a duty that is known is its own bounds, to the cent", async () => {
  const goods = { hts: "6109.10.00.12", origin: "VN", date: "2026-10-01", value: "9983" };
  const file = `${Object.keys(goods).join()}\n${Object.values(goods).join()}\n`;
  const { out } = await duty(file, "in.csv", "--format", "json");
  const { rows } = JSON.parse(out) as { rows: Record<string, string>[] };
  const ofFile = rows.map(({ at_least_usd, duty_usd, up_to_usd }) => [at_least_usd, duty_usd, up_to_usd]);
  expect(ofFile).toEqual([["2895.08", "2895.08", "2895.08"]]);
  const known = pick(
    await answerOf(["duty", goods.hts, "--origin", "VN", "--date", goods.date, "--value", "9983"]),
  );
  expect(known).toEqual(["2895.08", "2895.08"]);
});

test("a bound stands in whole cents, without the trace of a metal by which it is found", async () => {
  const line = ["duty", "8708.99.81.80", "--origin", "MX", "--date", "2025-09-10", "--value", "1000"];
  expect(pick(await answerOf(line))).toEqual(["25", "525"]);
});

const pick = (answer: unknown): unknown[] => {
  const { duty_usd, at_most_usd } = (answer as { total: Record<string, string> }).total;
  return [duty_usd, at_most_usd];
};

/** Notes 39(c) and 40(c)(iii): generic medicines declare 9903.04.67, goods without an advanced chip 9903.79.02. */
test("a column that says no to a fact answers its question", async () => {
  const rows = ["3004.90.92.10,IN,2026-10-05,10000,no,,", "8471.80.40.00,TW,2026-03-15,10000,,no,FALSE"];
  const header = "hts,origin,date,value,patented,advanced_chip,car_part";
  const { out } = await duty([header, ...rows, ""].join("\n"), "in.csv", "--format", "json");
  const told = (JSON.parse(out) as { rows: { status: string; duty_usd: string; layers: string[] }[] }).rows;
  expect(told.map(({ status, duty_usd }) => [status, duty_usd])).toEqual([
    ["exact", "0.00"],
    ["exact", "0.00"],
  ]);
  expect(told.map(({ layers }) => layers.join(" "))).toEqual([
    expect.stringContaining("9903.04.67"),
    expect.stringMatching(/9903\.79\.02.*9903\.94\.06/),
  ]);
});
