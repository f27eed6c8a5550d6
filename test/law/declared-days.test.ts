/**
 * A heading can be declared from the day on which an edition of the tariff has it, which may be later than the day of the
 * duty: of Korea from 2025-11-14 under 9903.02.80 (CSMS 67045953), in the tariff from 2025-12-05.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../src/cli/run.js";
import { createContext } from "../../src/data/context.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { withReadings } from "../../src/law/measure.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { SAVING } from "../saving.js";
import { DATA, shipped } from "../shipped.js";

const { headings } = JSON.parse(readFileSync(join(DATA, "schedule/headings.json"), "utf8")) as {
  headings: Readonly<Record<string, readonly [string, string | null]>>;
};

test("each version whose heading is in the tariff later than it is owed says from when", () => {
  const later = shipped.measures.flatMap(({ id, versions }) =>
    versions.flatMap(({ from, until, heading, declaredFrom }) => {
      const first = headings[heading]?.[0] ?? from;
      const isLater = first > from && first > "2025-01-01" && !(until !== null && until <= first);
      return isLater || declaredFrom ? [[id, from, isLater ? first : undefined, declaredFrom]] : [];
    }),
  );
  expect(later.length).toBeGreaterThan(10);
  expect(later.filter(([, , first, said]) => first !== said)).toEqual([]);
});

const TABLE = `
what                     | hts           | of | entered    | said
Korea, the first day     | 6202.40.45.00 | KR | 2025-11-14 | 9903.02.80 can be declared from 2025-12-05, though its duty is of 2025-11-14 on; goods declared 9903.02.56 before that.
the day before it can be | 6202.40.45.00 | KR | 2025-12-04 | 9903.02.80 can be declared from 2025-12-05
from then on             | 6202.40.45.00 | KR | 2025-12-05 |
Switzerland              | 6202.40.45.00 | CH | 2025-12-31 | 9903.02.83 can be declared from 2026-01-01, though its duty is of 2025-11-14 on; goods declared 9903.02.58 before that.
Liechtenstein            | 6202.40.45.00 | LI | 2025-12-31 | 9903.02.88 can be declared from 2026-01-01, though its duty is of 2025-11-14 on; goods declared 9903.02.36 before that.
Brazil                   | 8479.20.00.00 | BR | 2025-08-06 | 9903.01.77 can be declared from 2025-08-07, though its duty is of 2025-08-06 on.
another origin           | 6202.40.45.00 | FR | 2025-11-20 |
`;

test.each(rowsOf(TABLE))("%s, %s of %s, entered %s: %s", async (...row) => {
  const [, hts = "", origin = "", date = "", said = ""] = row;
  let out = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    look: { color: false, width: 400 },
    live: false,
  };
  const world = {
    version: "0",
    context: async () => createContext(DATA, "0"),
    topics: () => [],
    topic: () => "",
    saving: SAVING,
  };
  await main(["duty", hts, "--origin", origin, "--date", date, "--value", "10000"], io, world);
  if (said === "") expect(out).not.toContain("can be declared from");
  else expect(out).toContain(said);
});

/**
 * Steel whose privileged foreign status is older than a rate of Section 232 owes that rate on entry, under a number of its own:
 * HTSUS 9903.81.88 and 9903.81.93, .95 and .99 of the United Kingdom; U.S. note 16(n)(3); CSMS 64384423, 65236374.
 */
test.each([
  ["7208.39.00.20", "DE", "2025-03-01", "2025-05-20", "9903.81.88", "2500"],
  ["7208.39.00.20", "DE", "2025-05-20", "2025-06-20", "9903.81.88", "5000"],
  ["7208.39.00.20", "DE", "2025-06-04", "2025-06-20", "9903.81.87", "5000"],
  ["7208.39.00.20", "GB", "2025-05-20", "2025-06-20", "9903.81.95", "2500"],
  ["7318.15.20.95", "VN", "2025-05-20", "2025-07-20", "9903.81.93", "5000"],
  ["8482.10.50.52", "VN", "2025-07-01", "2025-09-20", "9903.81.91", "5000"],
  // Quotas and the duty on steel of Mexico ended for goods in zones too: their numbers are no more, and the rate is one (CSMS 64384423).
  ["7208.51.00.30", "KR", "2025-01-20", "2025-06-20", "9903.81.88", "5000"],
  ["7302.10.10.10", "BR", "2025-03-11", "2025-03-12", "9903.81.88", "2500"],
  ["7208.51.00.30", "MX", "2025-02-20", "2025-06-20", "9903.81.88", "5000"],
  ["7317.00.30.00", "MX", "2025-02-20", "2025-06-20", "9903.81.93", "5000"],
])(
  "steel %s of %s with a status of %s, entered on %s, is declared under %s",
  (hts, origin, date, enteredOn, heading, dollars) => {
    const goods = entryOf({
      hts,
      origin,
      date: date as IsoDate,
      value: "10000",
      claims: ["not-a-car-part", "melted-elsewhere"],
      shares: { steel: "1" },
    });
    const found = assess({ ...goods, enteredOn: enteredOn as IsoDate }, shipped);
    const steel = found?.layers.filter(({ measure }) => measure.id.startsWith("section-232/steel"));
    expect(
      steel?.map((layer) => [layer.heading, layer.fate.outcome === "charged" && layer.fate.duty.toFixed()]),
    ).toEqual([[heading, dollars]]);
  },
);

const CONTESTED = createContext(DATA, "0").contestedLaw();

/**
 * Aluminum of Argentina with a status of the days of its quotas keeps the rate of that day (19 CFR 146.65(a)(1)): Proclamation
 * 10895 names goods admitted into zones from 2025-03-12 on (clause 10), where that on steel names those before as well (clause 9
 * of 10896). Its clause 1, that all imports owe from that day, is the other reading.
 */
test.each([
  ["2025-03-11", "9903.85.06", "0"],
  ["2025-03-20", "9903.85.02", "2500"],
  ["2025-06-20", "9903.85.02", "5000"],
  ["2026-06-20", "9903.82.02", "5000"],
])(
  "aluminum of Argentina entered from a zone on %s declares 9903.85.06, by the other reading %s",
  (...row) => {
    const [enteredOn, heading, dollars] = row as [IsoDate, string, string];
    const goods = entryOf({
      hts: "7606.12.30.45",
      origin: "AR",
      date: "2025-02-20" as IsoDate,
      value: "10000",
    });
    const under = (schedule: typeof shipped) =>
      assess({ ...goods, enteredOn }, schedule)
        ?.layers.filter(({ measure }) => measure.id === "section-232/aluminum-quotas")
        .map(({ heading, fate }) => [
          fate.outcome === "freed" ? fate.by : heading,
          fate.outcome === "charged" ? fate.duty.toFixed() : "0",
        ]);
    expect(under(shipped)).toEqual([["9903.85.06", "0"]]);
    expect(under(withReadings(CONTESTED, ["argentina-quotas-in-zones"]))).toEqual([[heading, dollars]]);
  },
);

/** What a reading is about is whom a measure frees or yields to: its windows of transit, and the days of its numbers, are those of the law. */
test("another reading has the windows of transit and the days of numbers that the law has", () => {
  const apart = shipped.measures.flatMap(({ id, versions, contested }) =>
    contested.flatMap((reading) =>
      (reading.versions ?? []).flatMap((other) => {
        const own = versions.find(
          ({ from, until, onlyCollected }) =>
            from === other.from && until === other.until && onlyCollected === other.onlyCollected,
        );
        const stated = ({ transit, declaredFrom, declaredBefore, collectedFrom }: typeof other) =>
          JSON.stringify([transit, declaredFrom, declaredBefore, collectedFrom]);
        return own === undefined || stated(own) === stated(other)
          ? []
          : [`${id} ${reading.id} ${other.from}`];
      }),
    ),
  );
  expect(apart).toEqual([]);
});
