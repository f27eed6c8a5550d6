import { describe, expect, test } from "vitest";
import { gridOf } from "../../src/compiled/grid.js";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { assess } from "../../src/law/assess.js";
import { barred } from "../../src/law/ban.js";
import { type Entry, NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country } from "../../src/law/origin.js";
import { usd } from "../../src/law/units.js";
import { shipped } from "../shipped.js";

/** Prime to the number of lines and origins, so that samples fall on all of both. */
const STEP = 1999;

/** The total rate of a line assessed as an entry of one dollar; `null` where it needs a fact, or may not be entered. */
function alone(hts: string, origin: Country, date: Entry["date"]): string | null {
  const entry = { ...NOTHING_STATED, hts: hts as HtsCode, origin, date, value: usd(1) };
  if (barred(entry, shipped)) return null;
  const assessment = assess(entry, shipped);
  return assessment && assessment.needs.length === 0 ? assessment.duty.toFixed() : null;
}

const DAYS = [
  "2025-01-01",
  "2025-04-09",
  "2025-08-07",
  "2026-02-24",
  "2026-06-08",
  "2026-08-22",
] as Entry["date"][];

const book = rateBook(shipped, "law");

describe.each(DAYS)("the grid of %s", (date) => {
  const grid = gridOf(book, shipped, date);

  test("has every 10-digit line of chapters 1 to 97", () => {
    expect(grid.hts).toEqual(shipped.base.linesUnder("", date).filter((code) => code < "98"));
  });

  test("equals, cell for cell of a sample, the entry assessed alone", () => {
    const origins = [...shipped.origins.values()];
    const different = origins.flatMap((origin, index) => {
      const cells = grid.cellsOf(origin);
      const rows = grid.hts.map((_, row) => row).filter((row) => row % STEP === index);
      return rows.flatMap((row) => {
        const hts = grid.hts[row] ?? "";
        const expected = alone(hts, origin.code, date);
        const found = cells[grid.classOf[row] ?? -1]?.total?.toFixed() ?? null;
        return found === expected ? [] : [`${hts} ${origin.code}: grid ${found}, alone ${expected}`];
      });
    });
    expect(different).toEqual([]);
  });
});
