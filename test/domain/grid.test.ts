import { describe, expect, test } from "vitest";
import { assess } from "../../src/domain/assess.js";
import { type Entry, NOTHING_STATED } from "../../src/domain/entry.js";
import { gridOf } from "../../src/domain/grid.js";
import type { HtsCode } from "../../src/domain/hts.js";
import { usd } from "../../src/domain/units.js";
import { shipped } from "../shipped.js";

/** Prime to the number of lines and origins, so that samples fall on all of both. */
const STEP = 1999;

describe.each(["2025-01-01", "2025-04-09", "2025-08-07", "2026-02-24", "2026-06-08", "2026-08-22"] as Entry["date"][])(
  "the grid of %s",
  (date) => {
    test("has every 10-digit line of chapters 1 to 97, and sampled cells equal the entry assessed alone", () => {
      const grid = gridOf(shipped, date, "law");
      expect(grid.hts).toEqual(shipped.base.linesUnder("", date).filter((code) => code < "98"));
      const different: string[] = [];
      for (const [index, origin] of [...shipped.origins.values()].entries()) {
        const cells = grid.cellsOf(origin);
        for (let row = index; row < cells.length; row += STEP) {
          const hts = (grid.hts[row] ?? "") as HtsCode;
          const alone = assess({ ...NOTHING_STATED, hts, origin: origin.code, date, value: usd(1) }, shipped);
          const expected = alone && alone.needs.length === 0 ? alone.duty.toFixed() : null;
          const found = cells[row]?.total?.toFixed() ?? null;
          if (found !== expected) different.push(`${hts} ${origin.code}: grid ${found}, alone ${expected}`);
        }
      }
      expect(different).toEqual([]);
    });
  },
);
