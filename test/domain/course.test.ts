/** Trade followed from day to day by classes of lines owes what it owes priced row by row on each day. */
import { describe, expect, test } from "vitest";
import { keepAnswers } from "../../src/compiled/memo.js";
import { loadAssumptions } from "../../src/data/assumptions.js";
import { loadFlow } from "../../src/data/trade.js";
import type { IsoDate } from "../../src/law/calendar.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { NO_USD, plusUsd } from "../../src/law/units.js";
import { dailyDuty, lotsOf } from "../../src/trade/daily-duty.js";
import type { Flow } from "../../src/trade/flow.js";
import { portionsOf, priceTrade, shareTrade } from "../../src/trade/price.js";
import { sumsWhere } from "../../src/trade/tally.js";
import { reader, shipped } from "../shipped.js";

/** Laws that came, went, came back and changed for some origins alone, and days on which nothing changed. */
const DAYS = [
  "2025-01-15",
  "2025-04-06",
  "2025-04-09",
  "2025-04-12",
  "2025-06-20",
  "2025-06-22",
  "2025-08-08",
  "2025-09-20",
  "2026-02-24",
  "2026-03-01",
  "2026-08-16",
] as IsoDate[];

const ASSUMED = ["metal-content", "observed-base", "chapter-mix", "usmca-claims"];
const flow = (code: string): Flow => loadFlow(reader, "us-imports-2024", code as Country);
/** The same trade, whose numbers share nothing with those of others. */
const apart = (one: Flow): Flow => ({ ...one, hts: [...one.hts] });
const originOf = (code: string): Origin => shipped.origins.get(code as Country) as Origin;

/**
 * Canada and Mexico claim; Switzerland, the Union and Japan have all-in rates, which top up base duties known only in
 * dollars; Guyana and Iceland are known by chapter.
 */
describe.each([
  [["JP"], ASSUMED],
  [["MX", "CA"], ASSUMED],
  [["AU", "NZ", "CL"], ASSUMED],
  [["CN", "HK", "RU"], ASSUMED],
  [["CH", "EU", "LI"], ASSUMED],
  [["GY", "IS", "LI", "MC"], ASSUMED],
  [["EU", "GY", "IS", "JP", "KR"], []],
])("trade of %j assuming %j", (codes, assumptions) => {
  const { assumptions: assume } = loadAssumptions(reader, assumptions);
  const origins = codes.map(originOf);
  const imports = origins.map((origin) => ({ origin, flow: flow(origin.code) }));
  shareTrade(imports, assume);
  const trade = imports.flatMap(({ origin, flow: whole }) =>
    portionsOf(whole, origin, { assume, past: shipped }).map((portion) => ({ ...portion, origin })),
  );
  const course = dailyDuty(trade, DAYS, shipped, { view: "law", assume });

  test.each(DAYS.map((day, index) => [day, index] as const))("on %s", (date, index) => {
    const question = { date, view: "law", assume, past: shipped } as const;
    const alone = imports.map(({ flow: whole, origin }) =>
      sumsWhere(priceTrade(apart(whole), origin, shipped, question), ({ status }) => status !== "outside"),
    );
    const duty = alone.reduce((sum, one) => plusUsd(sum, one.duty), NO_USD);
    const sum = alone.reduce((total, one) => plusUsd(total, one.imports), NO_USD);
    expect(course[index]?.duty.toFixed()).toBe(duty.toFixed());
    expect(course[index]?.imports.toFixed()).toBe(sum.toFixed());
    expect(course[index]?.atLeast).toBe(alone.some(({ atLeast }) => atLeast));
  });
});

/** Steel of Argentina was under a quota in the year of the trade, and that of Switzerland owed duty: base duty observed is another. */
test.each([true, false])(
  "goods whose law differed in the year of their trade are apart, answers kept: %s",
  (kept) => {
    const { assumptions: assume } = loadAssumptions(reader, ["observed-base"]);
    const imports = ["AR", "CH"].map((code) => ({ origin: originOf(code), flow: flow(code) }));
    shareTrade(imports, assume);
    const trade = imports.flatMap(({ origin, flow: whole }) =>
      portionsOf(whole, origin, { assume, past: shipped }).map((portion) => ({ ...portion, origin })),
    );
    keepAnswers(kept);
    try {
      const lots = lotsOf(trade, ["2025-03-20" as IsoDate], shipped, { view: "law", assume });
      expect(lots.map(({ goods }) => goods.map(({ origin }) => origin.code))).toEqual([["AR"], ["CH"]]);
    } finally {
      keepAnswers(process.env.KEEP_ANSWERS !== "no");
    }
  },
);
