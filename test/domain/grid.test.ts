import { describe, expect, test } from "vitest";
import { type Grid, gridOf } from "../../src/compiled/grid.js";
import { type Cell, cellOf, type GridRows, judgedRows } from "../../src/compiled/grid-certainty.js";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { createContext } from "../../src/data/context.js";
import { catalogueOf } from "../../src/entries/claims.js";
import { assess } from "../../src/law/assess.js";
import { barred } from "../../src/law/ban.js";
import { type Entry, NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Country, Origin } from "../../src/law/origin.js";
import { answer } from "../../src/law/questions.js";
import { usd } from "../../src/law/units.js";
import { DATA, shipped } from "../shipped.js";

/** Prime to the number of lines and origins, so that samples fall on all of both. */
const STEP = 1999;

/** The total rate of a line assessed as an entry of one dollar; `null` where it needs a fact, or may not be entered. */
function alone(hts: string, origin: Country, date: Entry["date"]): string | null {
  const entry = { ...NOTHING_STATED, hts: hts as HtsCode, origin, date, value: usd(1) };
  if (barred(entry, shipped)) return null;
  const assessment = assess(entry, shipped);
  return assessment && assessment.needs.length === 0 ? assessment.duty.toFixed() : null;
}

const context = createContext(DATA, "0");
const catalogue = catalogueOf(context);
const contested = context.contestedLaw();
/** Other lines than those of the first sample. */
const PRIME = 523;

/** How sure the answer to an entry of one dollar is of which nothing is stated; orders stand in a column of their own. */
function sureness(hts: string, origin: Country, date: Entry["date"]): Cell["status"] | undefined {
  const entry = { ...NOTHING_STATED, hts: hts as HtsCode, origin, date, value: usd(1) };
  if (barred(entry, shipped)) return "barred";
  return answer(entry, shipped, "law", { catalogue, contested })?.status;
}

const cellAt = (rows: GridRows, { classOf }: Grid, row: number): Cell =>
  cellOf(rows, classOf[row] as number, rows.open[row] as number);

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

  test("is as sure of each cell of a sample as the entry of which nothing is stated", () => {
    const rowsOf = judgedRows(grid, { schedule: shipped, view: "law", catalogue });
    const different = [...shipped.origins.values()].flatMap((origin, index) => {
      const judged = rowsOf(origin);
      const rows = grid.hts.map((_, row) => row).filter((row) => row % STEP === (index * PRIME) % STEP);
      return rows.flatMap((row) => {
        const hts = grid.hts[row] ?? "";
        const expected = sureness(hts, origin.code, date);
        const found = cellAt(judged, grid, row).status;
        return found === expected ? [] : [`${hts} ${origin.code}: grid ${found}, alone ${expected}`];
      });
    });
    expect(different).toEqual([]);
  });
});

describe("cells of 2026-10-05 that hang on a fact", () => {
  const grid = gridOf(book, shipped, "2026-10-05" as Entry["date"]);
  const rowsOf = judgedRows(grid, { schedule: shipped, view: "law", catalogue });
  const cell = (hts: string, origin: string) => {
    const judged = rowsOf(shipped.origins.get(origin as Country) as Origin);
    const { base, additional, total, status } = cellAt(judged, grid, grid.hts.indexOf(hts));
    return [status, base, additional, total].map((one) => one?.toString() ?? null);
  };

  test.each([
    ["3004909210", "IN", "a medicine, patented (note 40) or not", ["unknown", "0", null, null]],
    ["8471804000", "IN", "a board, with an advanced chip (note 39) or not", ["unknown", "0", null, null]],
    ["8807300060", "IN", "a part, of drones (note 43) or not", ["unknown", "0", null, null]],
    [
      "0101210010",
      "CA",
      "a horse, which owes 10% by note 52 whatever is so of it",
      ["exact", "0", "0.1", "0.1"],
    ],
  ] as const)("%s of %s: %s", (hts, origin, _, expected) => {
    expect(cell(hts, origin)).toEqual(expected);
  });

  test("of which nothing is asked are exact where their rates are known", () => {
    const judged = judgedRows(grid, null)(shipped.origins.get("IN" as Country) as Origin);
    const { status, total } = cellAt(judged, grid, grid.hts.indexOf("3004909210"));
    expect([status, total?.toString()]).toEqual(["exact", "0"]);
  });
});
