/** The rate of a product is asked what an entry of it is asked, in points instead of dollars. */
import { expect, test } from "vitest";
import { ratesAsked } from "../../src/commands/common/rates-asked.js";
import { createContext } from "../../src/data/context.js";
import { catalogueOf } from "../../src/entries/claims.js";
import { statedNumber } from "../../src/entries/entry-row.js";
import { linePricer } from "../../src/entries/pricer.js";
import { addDays, type IsoDate } from "../../src/law/calendar.js";
import { NO_CLAIMS, NOTHING_STATED, ONE_DOLLAR } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { answer } from "../../src/law/questions.js";
import { usd } from "../../src/law/units.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const schedule = context.schedule();
const asking = { catalogue: catalogueOf(context), contested: context.contestedLaw() };
const originOf = (code: string) => schedule.origins.get(code as Country) as Origin;

const asked = (hts: string, origin: string, date: string) =>
  ratesAsked(
    [hts as HtsCode],
    schedule,
    "law",
    asking,
  )({
    hts: hts as HtsCode,
    origin: originOf(origin),
    date: date as IsoDate,
    claims: NO_CLAIMS,
  });

test("a rate has the status, bounds and questions of a dollar of the goods", () => {
  const numbers = schedule.base.numbers.filter((hts) => hts < "98");
  const origins = ["CN", "CA", "MX", "IN", "JP", "GB", "BR", "RU", "DE", "VN", "KR", "ZA"];
  let met = 0;
  for (let at = 0; at < 120; at += 1) {
    const hts = numbers[(at * 7919) % numbers.length] as HtsCode;
    const origin = origins[at % origins.length] as Country;
    const date = addDays("2025-01-10" as IsoDate, (at * 37) % 640);
    const expected = answer({ ...ONE_DOLLAR, hts, origin, date }, schedule, "law", asking);
    if (!expected || !schedule.base.exists(hts, date)) continue;
    met += 1;
    const { status, limits, questions, presumed } = expected;
    expect(asked(hts, origin, date), `${hts} ${origin} ${date}`).toEqual({
      status,
      limits,
      questions,
      presumed,
    });
  }
  expect(met).toBeGreaterThan(80);
});

test("a patented medicine owes 100% from 2026-07-31 and others none: nothing is presumed (note 40)", () => {
  const found = asked("3004909210", "IN", "2026-10-05");
  expect(found).toMatchObject({ status: "unknown", presumed: [] });
  expect(found?.limits.least.toFixed()).toBe("0");
  expect(found?.limits.most?.toFixed()).toBe("1");
  expect(found?.questions.find(({ id }) => id === "patented")?.duty?.toFixed()).toBe("1");
});

test("lines under a short number that owe unlike make its rate a range: 27% as a car part, 52% with the tariff on India", () => {
  for (const number of ["85391000", "853910", "8539100099"]) {
    const found = asked(number, "IN", "2025-11-01");
    expect(found?.status).toBe("unknown");
    expect(found?.limits.least.toFixed()).toBe("0.27");
    expect(found?.limits.most?.toFixed()).toBe("0.52");
  }
});

test("lines under a short number that owe alike are as known as each of them", () => {
  expect(asked("87032301", "JP", "2025-06-19")?.status).toBe("presumed");
  expect(asked("61102020", "FR", "2025-06-19")?.status).toBe("exact");
});

test("a number that the tariff does not have has no rate", () => {
  expect(asked("99999999", "JP", "2025-06-19")).toBeUndefined();
});

test("a file, an entry and a rate say alike how far a short number is known", () => {
  const price = linePricer(schedule, "law", asking);
  for (const [hts, origin, date] of [
    ["30049092", "IN", "2026-10-05"],
    ["85391000", "IN", "2025-11-01"],
    ["87082951", "MX", "2026-05-20"],
    ["83024160", "VN", "2026-05-04"],
    ["85044095", "MX", "2025-06-10"],
    ["8481909099", "JP", "2026-09-01"],
  ] as const) {
    const goods = { hts: hts as HtsCode, origin: origin as Country, date: date as IsoDate };
    const entry = answer({ ...NOTHING_STATED, ...goods, value: usd(10_000) }, schedule, "law", asking);
    const row = price({
      ...statedNumber(goods.hts, schedule),
      ...{ origin: originOf(origin), date: goods.date, value: 10_000, claims: NO_CLAIMS, facts: null },
      ...{ mode: null, entryType: "formal" as const },
    });
    const inFile = "asked" in row ? row.asked : null;
    expect([inFile?.status, asked(hts, origin, date)?.status], hts).toEqual([entry?.status, entry?.status]);
    expect(inFile?.atLeast, hts).toBe(entry?.limits.least.times(100).toNumber());
    expect(inFile?.upTo, hts).toBe(entry?.limits.most?.times(100).toNumber());
  }
});
