/** A year of trade priced by classes is the same, to the last digit, as every row assessed on its own. */
import { describe, expect, test } from "vitest";
import { loadAssumptions } from "../../src/data/assumptions.js";
import { flowOrigins, loadFlow } from "../../src/data/trade.js";
import { assessBeside, reachedBy } from "../../src/law/assess.js";
import { baseCharge } from "../../src/law/base-duty.js";
import { type Entry, NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import { inForce, type Measure } from "../../src/law/measure.js";
import type { Country, Origin } from "../../src/law/origin.js";
import type { BaseRates, Schedule } from "../../src/law/schedule.js";
import { coversOrigin } from "../../src/law/scope.js";
import { settledFor } from "../../src/law/settle.js";
import { type Decimal, decimal, NO_USD, sumUsd, usd } from "../../src/law/units.js";
import { priceTrade, shareTrade } from "../../src/trade/price.js";
import type { PricedFlow } from "../../src/trade/question.js";
import { coverageOf, statusOf, sumsWhere, tallyLayers, tallyRows } from "../../src/trade/tally.js";
import { reader, shipped } from "../shipped.js";

const DATASET = "us-imports-2024";
const AS_RECORDED = ["metal-content", "observed-base"];
const CLAIMING = [...AS_RECORDED, "usmca-claims", "other-preferences"];
const SPREAD = [...AS_RECORDED, "chapter-mix"];

function originOf(code: string): Origin {
  const origin = shipped.origins.get(code as Country);
  if (!origin) throw new Error(`the origins have no ${code}`);
  return origin;
}

const sets = new Map<string, ReturnType<typeof loadAssumptions>["assumptions"]>();
function assumptionsOf(ids: readonly string[]) {
  const own = sets.get(ids.join()) ?? loadAssumptions(reader, ids).assumptions;
  sets.set(ids.join(), own);
  return own;
}

const pricedOn = (date: string, code: string, ids: readonly string[]): PricedFlow[] =>
  priceTrade(loadFlow(reader, DATASET, code as Country), originOf(code), shipped, {
    date: date as Entry["date"],
    view: "law",
    assume: assumptionsOf(ids),
    past: shipped,
  });

/** The measures in force on a day that cover an origin: the others reach none of its rows. */
function lawOf(origin: Origin, date: string): Schedule {
  const covers = (measure: Measure): boolean => {
    const version = inForce(measure, date as Entry["date"], "law");
    return version !== undefined && coversOrigin(version.covers, origin);
  };
  return { ...shipped, measures: shipped.measures.filter(covers) };
}

const NO_RATES: BaseRates = { line: "", general: null, special: null, column2: null };

/** What one row owes, worked out as an entry, with the facts that the assumptions give it. */
function rowAlone(
  { flow, terms, prices, of }: PricedFlow,
  row: number,
  date: string,
  origin: Origin,
  law: Schedule,
): Decimal | null {
  const entry: Entry = {
    ...NOTHING_STATED,
    hts: (flow.hts[row] ?? "") as HtsCode,
    origin: origin.code,
    date: date as Entry["date"],
    value: usd(flow.value[row] ?? 0),
    claims: terms.claims,
    observedBase: prices[of[row] ?? 0]?.base.rate === null ? usd(flow.duty[row] ?? 0) : null,
  };
  const rates = terms.baseObserved ? NO_RATES : shipped.base.ratesOf(entry.hts, entry.date);
  if (rates === undefined) return null;
  const reached = reachedBy(entry, origin, law, "law");
  const beside = (one: Entry) =>
    assessBeside(baseCharge(rates, origin, one, law), one, rates.line, settledFor(reached, one));
  const alone = beside(entry);
  if (!alone.needs.some((need) => need.endsWith(" content"))) return alone.duty;
  const shares = assumptionsOf(AS_RECORDED).metalContent?.of(entry.hts, reached) ?? {};
  return beside({ ...entry, shares }).duty;
}

/** The same row's duty as its class has it. */
function rowInClass({ flow, prices, of }: PricedFlow, row: number): Decimal {
  const price = prices[of[row] ?? 0];
  if (!price) throw new Error(`row ${row} has no price`);
  const { priceClass, base } = price;
  const value = priceClass.per === "value" ? (flow.value[row] ?? 0) : 1;
  const baseDuty = base.rate === null ? decimal(flow.duty[row] ?? 0) : base.rate.times(flow.value[row] ?? 0);
  return priceClass.duty.times(value).plus(priceClass.replacesBase ? 0 : baseDuty);
}

/** Rows whose class says another duty than they owe alone; unknown duties and special provisions aside. */
function differences(prices: PricedFlow, date: string): string[] {
  const origin = originOf(prices.flow.origin);
  const law = lawOf(origin, date);
  return prices.flow.hts.flatMap((hts, row) => {
    if (hts >= "98") return [];
    const price = prices.prices[prices.of[row] ?? 0];
    if (!price || statusOf(price) === "unknown") return [];
    const alone = rowAlone(prices, row, date, origin, law);
    const byClass = rowInClass(prices, row);
    return alone?.eq(byClass)
      ? []
      : [`${prices.flow.origin} ${hts}: alone ${alone?.toFixed()}, by class ${byClass.toFixed()}`];
  });
}

const CASES = [
  ["Japan, no claims", ["JP"], AS_RECORDED, ["2025-01-15", "2025-06-19", "2025-08-20", "2026-05-04"]],
  ["Japan, no claims, in the days of forced-labor duties", ["JP"], AS_RECORDED, ["2026-08-03"]],
  ["Canada and Mexico under the USMCA", ["CA", "MX"], CLAIMING, ["2025-06-20"]],
  ["Korea, Australia and Honduras with their agreements", ["KR", "AU", "HN"], CLAIMING, ["2025-12-05"]],
  ["partners known by chapter, spread over lines", ["LI", "BY", "JO"], SPREAD, ["2025-12-05"]],
] as const;

describe.each(CASES)("%s", (_, origins, ids, dates) => {
  test.each(dates)("every row by its class equals the row alone, to the last digit, on %s", (date) => {
    const prices = origins.flatMap((code) => pricedOn(date, code, ids));
    expect(prices.flatMap((one) => differences(one, date))).toEqual([]);
  });
});

test("so do all rows of all partners on one day, with every preference that is assumed", () => {
  const date = "2025-08-20";
  const codes = flowOrigins(reader, DATASET);
  shareTrade(
    codes.map((code) => ({ origin: originOf(code), flow: loadFlow(reader, DATASET, code) })),
    assumptionsOf(CLAIMING),
  );
  const different = codes.flatMap((code) =>
    pricedOn(date, code, CLAIMING).flatMap((prices) => differences(prices, date)),
  );
  expect(different).toEqual([]);
}, 240_000);

describe("chapters, layers, rows and the four kinds of coverage each add up to the whole", () => {
  const cases = [
    ["JP", AS_RECORDED, "2025-06-19"],
    ["KR", CLAIMING, "2026-05-04"],
    ["MX", CLAIMING, "2025-06-20"],
    ["UA", SPREAD, "2025-06-20"],
    ["UA", [], "2025-06-20"],
  ] as const;

  test.each(cases)("%s, assuming %s, on %s", (code, ids, date) => {
    const prices = pricedOn(date, code, ids);
    const { value } = loadFlow(reader, DATASET, code as Country);
    const imports = String(value.reduce((sum, one) => sum + one, 0));
    const all = sumsWhere(prices, () => true);
    const chapters = [...tallyRows(prices, ({ hts }, row) => (hts[row] ?? "").slice(0, 2)).values()];
    const layers = [...tallyLayers(prices, (layer) => layer?.id ?? "base").values()];
    const { statutory, estimated, unknown, outside } = coverageOf(prices);
    const rows = prices.flatMap((one) => one.flow.hts.map((_, row) => rowInClass(one, row)));
    expect(sumUsd(chapters.map(({ duty }) => duty)).toFixed()).toBe(all.duty.toFixed());
    expect(sumUsd(layers.map(({ duty }) => duty)).toFixed()).toBe(all.duty.toFixed());
    expect(rows.reduce<Decimal>((sum, duty) => sum.plus(duty), NO_USD).toFixed()).toBe(all.duty.toFixed());
    expect(sumUsd(chapters.map((sums) => sums.imports)).toFixed()).toBe(imports);
    expect(sumUsd([statutory, estimated, unknown, outside]).toFixed()).toBe(imports);
  });
});
