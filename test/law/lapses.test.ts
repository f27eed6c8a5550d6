/**
 * Preferences that lapsed and that later law restored: what is owed in the end, and what was collected at the time. The AGOA and the
 * Haiti acts ended on 2025-09-30; H.R. 7148, signed on 2026-02-03, restored them from 2025-10-01. CSMS 67647279: the symbol D is
 * filed again from 2026-02-06, what has a quota from 2026-02-09. Rates: 8703.23.01 2.5%, 6109.10.00 16.5%.
 */
import { describe, expect, test } from "vitest";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { daysOfLaw } from "../../src/law/days.js";
import type { HtsCode } from "../../src/law/hts.js";
import { duty } from "../entries/duty-file.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { shipped } from "../shipped.js";

const CASES = rowsOf(`
claim     | of | hts           | entered    | owed | collected
AGOA      | ZA | 8703.23.01.60 | 2025-09-30 | 0    | 0
AGOA      | ZA | 8703.23.01.60 | 2025-10-01 | 0    | 250
AGOA      | ZA | 8703.23.01.60 | 2026-02-03 | 0    | 250
AGOA      | ZA | 8703.23.01.60 | 2026-02-05 | 0    | 250
AGOA      | ZA | 8703.23.01.60 | 2026-02-06 | 0    | 0
AGOA      | ZA | 8703.23.01.60 | 2027-01-01 | 250  | 250
HOPE-HELP | HT | 6109.10.00.12 | 2025-09-30 | 0    | 0
HOPE-HELP | HT | 6109.10.00.12 | 2025-10-01 | 0    | 1650
HOPE-HELP | HT | 6109.10.00.12 | 2026-02-08 | 0    | 1650
HOPE-HELP | HT | 6109.10.00.12 | 2026-02-09 | 0    | 0
`);

describe("base duty under a preference that lapsed", () => {
  test.each(CASES)("%s, %s, %s, entered %s", (claim = "", origin, hts, date, ...is) => {
    const entry = entryOf({
      hts: hts as string,
      origin: origin as string,
      date: date as IsoDate,
      value: "10000",
      claims: [claim],
    });
    const bases = (["law", "cash"] as const).map((view) => {
      const fate = assess(entry, shipped, view)?.base.fate;
      return fate?.outcome === "charged" ? fate.duty.toFixed() : fate?.outcome;
    });
    expect(bases).toEqual(is);
  });

  test("of a file too", async () => {
    const rows = CASES.map(([claim, of, hts, date], at) =>
      [`E${at}`, date, hts, of, "10000", claim].join(","),
    );
    for (const [view, place] of [
      ["law", 4],
      ["cash", 5],
    ] as const) {
      const { out } = await duty(
        ["entry,date,hts,origin,value,claims", ...rows, ""].join("\n"),
        "in.csv",
        ...["--view", view, "-fjson"],
      );
      const { rows: found } = JSON.parse(out) as { rows: { base_duty_usd: string }[] };
      expect(found.map(({ base_duty_usd }) => Number(base_duty_usd))).toEqual(
        CASES.map((cells) => Number(cells[place])),
      );
    }
  });

  test("of a book of rates too, whose days begin and end with the lapse", () => {
    const claims = new Set(["AGOA"]);
    const origin = shipped.origins.get("ZA" as never);
    if (origin === undefined) throw new Error("the data have no South Africa");
    const book = rateBook(shipped, "cash", ["8703230160" as HtsCode]);
    const columns = ["2025-09-30", "2025-10-01", "2026-02-05", "2026-02-06"].map(
      (day) => book.on(day as IsoDate).dutyAt(0, origin, claims).stated.applied.column,
    );
    expect(columns).toEqual(["special", "general", "general", "special"]);
    const days = daysOfLaw(shipped, "cash").filter((day) => !daysOfLaw(shipped, "law").includes(day));
    expect(days).toEqual(expect.arrayContaining(["2025-10-01", "2026-02-06", "2026-02-09"]));
  });
});
