/** A year of trade priced by classes is the same, to the last digit, as every row assessed on its own. */
import { describe, expect, test } from "vitest";
import { assess, reachedBy } from "../../src/domain/assess.js";
import type { Country } from "../../src/domain/country.js";
import { type Entry, NOTHING_STATED } from "../../src/domain/entry.js";
import type { Flow } from "../../src/domain/flow.js";
import type { HtsCode } from "../../src/domain/hts.js";
import { priceFlow } from "../../src/domain/price.js";
import type { PricedFlow } from "../../src/domain/priced.js";
import { statusOf } from "../../src/domain/priced.js";
import { coverageOf, sumsWhere, tallyLayers, tallyRows } from "../../src/domain/tally.js";
import { type Decimal, decimal, NO_USD, sumUsd, usd } from "../../src/domain/units.js";
import { loadAssumptions } from "../../src/load/assumptions.js";
import { loadFlow } from "../../src/load/flows.js";
import { reader, shipped } from "../shipped.js";

const japan = shipped.origins.get("JP" as Country);
if (!japan) throw new Error("the origins have no Japan");
const flow = loadFlow(reader, "us-imports-2024", japan.code);
const { assumptions } = loadAssumptions(reader, ["metal-content", "observed-base"]);

const question = (date: string) =>
  ({ date: date as Entry["date"], view: "law", assume: assumptions, past: shipped }) as const;
const priced = (date: string): PricedFlow => priceFlow(flow, japan, shipped, question(date));

/** What one row owes, from `assess` alone, with the facts that the assumptions give it. */
function rowAlone({ hts, value, duty }: Flow, row: number, date: string, estimated: boolean): Decimal | null {
  const entry: Entry = {
    ...NOTHING_STATED,
    hts: (hts[row] ?? "") as HtsCode,
    origin: japan?.code as Country,
    date: date as Entry["date"],
    value: usd(value[row] ?? 0),
    observedBase: estimated ? usd(duty[row] ?? 0) : null,
  };
  const needsContent = assess(entry, shipped)?.needs.some((need) => need.endsWith(" content"));
  const reached = needsContent && japan ? reachedBy(entry, japan, shipped, "law") : [];
  const shares = needsContent ? (assumptions.metalContent?.(entry.hts, reached) ?? {}) : {};
  return assess({ ...entry, shares }, shipped)?.duty ?? null;
}

/** The same row's duty as its class has it. */
function rowInClass({ classes, bases, of, baseOf }: PricedFlow, row: number): Decimal {
  const priceClass = classes[of[row] ?? 0];
  const base = bases[baseOf[row] ?? 0];
  if (!priceClass || !base) throw new Error(`row ${row} has no class`);
  const value = priceClass.per === "value" ? (flow.value[row] ?? 0) : 1;
  const baseDuty = base.rate === null ? decimal(flow.duty[row] ?? 0) : base.rate.times(flow.value[row] ?? 0);
  return priceClass.duty.times(value).plus(priceClass.replacesBase ? 0 : baseDuty);
}

describe.each(["2025-01-15", "2025-06-19", "2025-08-20", "2026-05-04", "2026-08-03"])(
  "Japan's imports of 2024 under the law of %s",
  (date) => {
    const prices = priced(date);

    test("every row by its class equals the row alone, to the last digit", () => {
      const different = flow.hts.flatMap((hts, row) => {
        if (hts >= "98") return [];
        const { of, baseOf, classes, bases } = prices;
        const base = bases[baseOf[row] ?? 0];
        const priceClass = classes[of[row] ?? 0];
        if (!base || !priceClass || statusOf(priceClass, base) === "unknown") return [];
        const alone = rowAlone(flow, row, date, base.rate === null);
        const byClass = rowInClass(prices, row);
        return alone?.eq(byClass) ? [] : [`${hts}: alone ${alone?.toFixed()}, by class ${byClass.toFixed()}`];
      });
      expect(different).toEqual([]);
    });

    test("chapters, layers and the four kinds of coverage each add up to the whole", () => {
      const all = sumsWhere([prices], () => true);
      const chapters = [...tallyRows([prices], ({ hts }, row) => (hts[row] ?? "").slice(0, 2)).values()];
      const layers = [...tallyLayers([prices], (layer) => layer?.id ?? "base").values()];
      const { statutory, estimated, unknown, outside } = coverageOf([prices]);
      const rows = flow.hts.reduce<Decimal>((sum, _, row) => sum.plus(rowInClass(prices, row)), NO_USD);
      expect(sumUsd(chapters.map(({ duty }) => duty)).toFixed()).toBe(all.duty.toFixed());
      expect(sumUsd(layers.map(({ duty }) => duty)).toFixed()).toBe(all.duty.toFixed());
      expect(rows.toFixed()).toBe(all.duty.toFixed());
      expect(sumUsd(chapters.map(({ imports }) => imports)).toFixed()).toBe("151340030810");
      expect(sumUsd([statutory, estimated, unknown, outside]).toFixed()).toBe("151340030810");
    });
  },
);
