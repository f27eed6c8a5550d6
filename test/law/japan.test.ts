/**
 * Duty on seven goods of Japan, day by day, as the law and its retroactive changes had it. The figures were put
 * together by hand from the proclamations, orders and chapter 99 headings cited in the measure files, not from this
 * program. Per cent of customs value; `a / b` is within and beyond a quota; `law | cash` where they differ.
 */
import { describe, expect, test } from "vitest";
import { assess } from "../../src/law/assess.js";
import type { View } from "../../src/law/measure.js";
import { entryOf } from "../make.js";
import { shipped } from "../shipped.js";

const GOODS = {
  car: "8703.23.01.60",
  part: "8708.40.11.10",
  steel: "7208.10.15.00",
  machine: "8479.20.00.00",
  knit: "6110.20.20.79",
  chip: "8542.31.00.01",
  medicine: "3004.90.92.03",
} as const;

const TABLE = `
day        | event                                    | car  | part | steel  | machine | knit        | chip | medicine
2025-01-01 | base duties, steel quota                 | 2.5  | 2.5  | 0 / 25 | 0       | 16.5        | 0    | 0
2025-03-11 | the day before                           | 2.5  | 2.5  | 0 / 25 | 0       | 16.5        | 0    | 0
2025-03-12 | metals 25, quota ended                   | 2.5  | 2.5  | 25     | 0       | 16.5        | 0    | 0
2025-04-02 | the day before                           | 2.5  | 2.5  | 25     | 0       | 16.5        | 0    | 0
2025-04-03 | cars 25                                  | 27.5 | 2.5  | 25     | 0       | 16.5        | 0    | 0
2025-04-04 | the day before                           | 27.5 | 2.5  | 25     | 0       | 16.5        | 0    | 0
2025-04-05 | reciprocal 10                            | 27.5 | 12.5 | 25     | 10      | 26.5        | 0    | 0
2025-04-08 | the day before                           | 27.5 | 12.5 | 25     | 10      | 26.5        | 0    | 0
2025-04-09 | 24 for one day                           | 27.5 | 26.5 | 25     | 24      | 40.5        | 0    | 0
2025-04-10 | pause                                    | 27.5 | 12.5 | 25     | 10      | 26.5        | 0    | 0
2025-05-02 | the day before                           | 27.5 | 12.5 | 25     | 10      | 26.5        | 0    | 0
2025-05-03 | parts 25                                 | 27.5 | 27.5 | 25     | 10      | 26.5        | 0    | 0
2025-06-03 | the day before                           | 27.5 | 27.5 | 25     | 10      | 26.5        | 0    | 0
2025-06-04 | metals 50                                | 27.5 | 27.5 | 50     | 10      | 26.5        | 0    | 0
2025-06-19 | the main job                             | 27.5 | 27.5 | 50     | 10      | 26.5        | 0    | 0
2025-07-09 | no snap-back                             | 27.5 | 27.5 | 50     | 10      | 26.5        | 0    | 0
2025-08-01 | nor on the new date                      | 27.5 | 27.5 | 50     | 10      | 26.5        | 0    | 0
2025-08-06 | the day before                           | 27.5 | 27.5 | 50     | 10      | 26.5        | 0    | 0
2025-08-07 | 15 all-in by law, 15 on top as collected | 27.5 | 27.5 | 50     | 15      | 16.5 = 31.5 | 0    | 0
2025-09-15 | the day before                           | 27.5 | 27.5 | 50     | 15      | 16.5 = 31.5 | 0    | 0
2025-09-16 | cars and parts 15 all-in                 | 15   | 15   | 50     | 15      | 16.5        | 0    | 0
2025-10-14 | wood                                     | 15   | 15   | 50     | 15      | 16.5        | 0    | 0
2025-11-01 | trucks                                   | 15   | 15   | 50     | 15      | 16.5        | 0    | 0
2026-01-15 | chips in narrow windows                  | 15   | 15   | 50     | 15      | 16.5        | 0    | 0
2026-02-23 | the last day of IEEPA                    | 15   | 15   | 50     | 15      | 16.5        | 0    | 0
2026-02-24 | Section 122, no cap for Japan            | 15   | 15   | 50     | 10      | 26.5        | 0    | 0
2026-04-06 | metals annexes                           | 15   | 15   | 50     | 10      | 26.5        | 0    | 0
2026-06-08 | mobile machinery                         | 15   | 15   | 50     | 10      | 26.5        | 0    | 0
2026-07-23 | the last day of Section 122              | 15   | 15   | 50     | 10      | 26.5        | 0    | 0
2026-07-24 | forced labor 12.5 all-in                 | 15   | 15   | 50     | 12.5    | 16.5        | 0    | 0
2026-07-31 | patented drugs of Annex III companies    | 15   | 15   | 50     | 12.5    | 16.5        | 0    | 0
2026-09-29 | patented drugs of everyone               | 15   | 15   | 50     | 12.5    | 16.5        | 0    | 0
`;

interface Cell {
  readonly day: string;
  readonly goods: keyof typeof GOODS;
  readonly view: View;
  readonly quota: boolean;
  readonly percent: string;
}

function cellsOf(line: string, names: readonly string[]): Cell[] {
  const [day = "", , ...cells] = line.split("|").map((cell) => cell.trim());
  return cells.flatMap((text, index): Cell[] => {
    const goods = names[index] as keyof typeof GOODS;
    const [law = "", cash = law] = text.split(" = ");
    const [inside = "", outside] = law.split(" / ");
    const cell = { day, goods, quota: false };
    if (outside !== undefined)
      return [
        { ...cell, view: "law", quota: true, percent: inside },
        { ...cell, view: "law", percent: outside },
      ];
    return [
      { ...cell, view: "law", percent: law },
      { ...cell, view: "cash", percent: cash },
    ];
  });
}

const [head = "", ...lines] = TABLE.trim().split("\n");
const names = head
  .split("|")
  .slice(2)
  .map((name) => name.trim());

describe.each(lines.map((line) => ({ line, day: line.slice(0, 10), event: line.split("|")[1]?.trim() })))(
  "$day: $event",
  ({ line }) => {
    test.each(cellsOf(line, names))(
      "$goods owes $percent % ($view, in quota $quota)",
      ({ day, goods, view, quota, percent }) => {
        // The drug is taken to hold no metal: its aerosol cans were once charged on theirs.
        const shares = goods === "medicine" ? { steel: "0", aluminum: "0" } : {};
        const claims = quota ? ["in-quota"] : [];
        const entry = entryOf({
          hts: GOODS[goods],
          origin: "JP",
          date: day as never,
          value: "10000",
          claims,
          shares,
        });
        const assessment = assess(entry, shipped, view);
        expect(assessment?.needs).toEqual([]);
        expect(assessment?.duty.div(100).toFixed()).toBe(percent);
      },
    );
  },
);

describe("a patented drug of Japan, on the list of note 40(c)", () => {
  test.each([
    { day: "2026-07-30", claims: ["patented", "annex-iii-company"], percent: "0" },
    { day: "2026-07-31", claims: ["patented", "annex-iii-company"], percent: "15" },
    { day: "2026-07-31", claims: ["patented"], percent: "0" },
    { day: "2026-09-28", claims: ["patented"], percent: "0" },
    { day: "2026-09-29", claims: ["patented"], percent: "15" },
    { day: "2026-09-29", claims: [], percent: "0" },
  ])("owes $percent % on $day with the claims $claims", ({ day, claims, percent }) => {
    const entry = entryOf({ hts: "3004.90.92.15", origin: "JP", date: day as never, value: "10000", claims });
    const assessment = assess(entry, shipped);
    expect(assessment?.needs).toEqual([]);
    expect(assessment?.duty.div(100).toFixed()).toBe(percent);
  });
});
