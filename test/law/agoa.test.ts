/**
 * Base duty of three African origins with the AGOA claimed wherever the special column allows, under the law of 2025-01-02,
 * beside the duty that customs calculated on the imports of 2024. Every row is explained by the law or named; the claim is
 * made by the symbol D alone, never by what was paid. docs/agoa.md states these sums.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Assessment, assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { NOTHING_STATED } from "../../src/law/entry.js";
import { type HtsCode, rateLineOf } from "../../src/law/hts.js";
import type { Country } from "../../src/law/origin.js";
import { usd } from "../../src/law/units.js";
import { reader, shipped } from "../shipped.js";

const DATE = "2025-01-02" as IsoDate;

interface Row {
  readonly hts: string;
  readonly value: number;
  readonly customs: number;
  /** With the claim and without; `null` where it needs a quantity. */
  readonly claimed: number | null;
  readonly general: number | null;
  readonly isSpecial: boolean;
  /** Additional duties of the law of the day. */
  readonly additional: number;
}

function under(
  hts: string,
  origin: string,
  value: number,
  claims: readonly string[],
): Assessment | undefined {
  const of = (number: string) =>
    assess(
      {
        ...NOTHING_STATED,
        hts: number as HtsCode,
        origin: origin as Country,
        date: DATE,
        value: usd(value),
        claims: new Set(claims),
      },
      shipped,
    );
  return of(hts) ?? of(rateLineOf(hts));
}

const baseOf = (found: Assessment | undefined): number | null =>
  found?.base.fate.outcome === "charged" ? found.base.fate.duty.toNumber() : null;

function rowsOf(origin: string): Row[] {
  const flow = reader.json(`flows/us-imports-2024/${origin}.json`);
  return flow.hts.map((hts, index) => {
    const value = flow.value[index] as number;
    const found = under(hts, origin, value, ["AGOA"]);
    const charged =
      found?.layers.flatMap(({ fate }) => (fate.outcome === "charged" ? [fate.duty] : [])) ?? [];
    return {
      hts,
      value,
      customs: flow.duty[index] as number,
      claimed: baseOf(found),
      general: baseOf(under(hts, origin, value, [])),
      isSpecial: found?.base.applied.column === "special",
      additional: charged.reduce((sum, duty) => sum + duty.toNumber(), 0),
    };
  });
}

/** Duty was calculated entry by entry, some of it on values that were corrected later: two dollars, or a twentieth. */
const above = (duty: number): number => Math.max(duty + 2, duty * 1.05);

/** What explains a row. Each is a statement about the law that the row can refute. */
function explanationOf({ hts, customs, claimed, general, isSpecial, additional }: Row): string {
  if (hts >= "98") return "chapter 98";
  if (claimed === null) return "no rate without a quantity";
  if (customs <= above(claimed) && claimed <= above(customs)) return "agree";
  if (additional > 0)
    return customs <= above(Math.max(general ?? 0, claimed) + additional) ? "Section 232" : "unexplained";
  if (!isSpecial || customs < claimed) return "unexplained";
  if (general === null) return "not claimed, by quantity";
  return customs <= above(general) ? "not claimed" : "unexplained";
}

const sumOf = (rows: readonly Row[], of: (row: Row) => number): number =>
  Math.round(rows.reduce((sum, row) => sum + of(row), 0));

const count = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/agoa.md"), "utf8");

const NAMES = { ZA: "South Africa", NG: "Nigeria", AO: "Angola" } as const;

describe.each(Object.entries(NAMES))("%s", (origin, name) => {
  const rows = rowsOf(origin);

  test("every row is explained, or named on the page", () => {
    const unexplained = rows.filter((row) => explanationOf(row) === "unexplained");
    for (const { hts } of unexplained) expect(PAGE).toContain(hts);
    expect(sumOf(unexplained, ({ customs, claimed }) => Math.abs(customs - (claimed ?? 0)))).toBeLessThan(
      31_000,
    );
  });

  test("the page has the sums", () => {
    const explanations = [...new Set(rows.map(explanationOf))];
    for (const one of [...explanations, "all"]) {
      const own = rows.filter((row) => one === "all" || explanationOf(row) === one);
      const cells = [
        own.length,
        sumOf(own, ({ value }) => value),
        sumOf(own, ({ claimed }) => claimed ?? 0),
        sumOf(own, ({ customs }) => customs),
      ];
      expect(PAGE).toContain(`| ${name} | ${one} | ${cells.map(count).join(" | ")} |`);
    }
  });
});

/** Cars of South Africa: 2.5% without the claim is $62.9m; customs calculated $0.86m, on entries that did not claim. */
test("South Africa's chapter 87 owes nothing under the AGOA, and customs calculated 1.4% of the general duty", () => {
  const cars = rowsOf("ZA").filter(({ hts }) => hts.startsWith("87"));
  expect(sumOf(cars, ({ claimed }) => claimed ?? 0)).toBe(0);
  expect(sumOf(cars, ({ general }) => general ?? 0)).toBe(62_935_937);
  expect(sumOf(cars, ({ customs }) => customs)).toBe(864_497);
  expect(new Set(cars.map(explanationOf))).toEqual(new Set(["agree", "not claimed"]));
});

test("all goods of South Africa: customs calculated $37.9m", () => {
  expect(sumOf(rowsOf("ZA"), ({ customs }) => customs)).toBe(37_891_979);
});

/** 10.5 cents a barrel is 0.26% of oil at $40; the duty of 2024 on oil lies below, as some entries claimed. */
test.each(["NG", "AO"])(
  "crude oil of %s paid no more than the general rate at 40 dollars a barrel",
  (origin) => {
    const oil = rowsOf(origin).filter(({ hts }) => hts.startsWith("2709"));
    for (const { customs, value } of oil) expect(customs / value).toBeLessThan(0.105 / 40);
  },
);
