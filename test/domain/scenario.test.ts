import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/law/assess.js";
import { applyChanges } from "../../src/law/change.js";
import type { Entry } from "../../src/law/entry.js";
import type { Origin } from "../../src/law/origin.js";
import type { Change, RateChange } from "../../src/law/scenario.js";
import type { Schedule } from "../../src/law/schedule.js";
import { decimal, rate } from "../../src/law/units.js";
import { entryOf } from "../make.js";
import { DAY, entries, laws, scheduleOf } from "../random-law.js";
import { shipped } from "../shipped.js";

const origins = (schedule: Schedule): Origin[] => [...schedule.origins.values()];
const after = (schedule: Schedule, ...changes: Change[]): Schedule =>
  applyChanges(schedule, changes, DAY, origins(schedule)).schedule;
const owed = (entry: Entry, schedule: Schedule): string =>
  assess(entry, schedule)?.duty.toFixed() ?? "no line";
const onTop = (percent: number) => ({ kind: "on-top", rate: rate(decimal(percent).div(100)) }) as const;
const everything = { origins: [], products: [] };

describe("changes of the law", () => {
  test("a scenario that repeals what it enacts equals its baseline", () => {
    fc.assert(
      fc.property(entries, laws, (entry, law) => {
        const [measure, ...rest] = law;
        if (!measure) return;
        const before = scheduleOf(rest, "2.5%");
        const changed = after(
          before,
          { do: "enact", measure },
          { do: "repeal", measures: [measure.id], ...everything },
        );
        expect(owed(entry, changed)).toBe(owed(entry, before));
      }),
    );
  });

  test("setting a measure for one origin and then for the rest is setting it for all", () => {
    fc.assert(
      fc.property(entries, laws, fc.integer({ min: 0, max: 100 }), (entry, law, percent) => {
        const schedule = scheduleOf(law, "2.5%");
        const set = (only: string[]): Change => ({
          do: "set",
          measures: ["m/*"],
          to: onTop(percent),
          origins: only,
          products: [],
        });
        expect(owed(entry, after(schedule, set(["JP"]), set(["DE"])))).toBe(
          owed(entry, after(schedule, set([]))),
        );
      }),
    );
  });

  test("a change limited to some products leaves the others as they were", () => {
    fc.assert(
      fc.property(entries, laws, (entry, law) => {
        const schedule = scheduleOf(law, "2.5%");
        const limits = { origins: [], products: ["99"] };
        const changed = after(
          schedule,
          { do: "set", measures: ["m/*"], to: onTop(77), ...limits },
          { do: "exempt", measures: ["m/*"], ...limits },
        );
        expect(owed(entry, changed)).toBe(owed(entry, schedule));
      }),
    );
  });

  test("the schedule that is changed stays as it was", () => {
    const before = JSON.stringify(shipped.measures);
    after(
      shipped,
      { do: "set", measures: ["section-232/*"], to: onTop(5), ...everything },
      { do: "repeal", measures: ["ieepa/*"], ...everything },
    );
    expect(JSON.stringify(shipped.measures)).toBe(before);
  });
});

describe("levers on goods of Japan on 2025-06-19", () => {
  const law = (...changes: Change[]) =>
    after(
      { ...shipped, origins: new Map([...shipped.origins].filter(([code]) => code === "JP")) },
      ...changes,
    );
  const goods = (hts: string, facts: object = {}) =>
    entryOf({ hts, origin: "JP", date: DAY, value: "10000", ...facts });
  const set = (measures: string[], to: RateChange): Change => ({ do: "set", measures, to, ...everything });
  const reciprocal = (percent: number) => set(["ieepa/reciprocal*"], onTop(percent));

  test.each([
    { goods: "a car owes 2.5 + 25", hts: "8703.23.01.60", duty: "2750" },
    { goods: "a car part owes 2.5 + 25", hts: "8708.40.11.10", duty: "2750" },
    { goods: "steel owes 50", hts: "7208.10.15.00", duty: "5000" },
    { goods: "a machine owes 24", hts: "8479.20.00.00", duty: "2400" },
    { goods: "a chip of Annex II owes nothing", hts: "8542.31.00.01", duty: "0" },
  ])("reciprocal at 24: $goods", ({ hts, duty }) => {
    expect(owed(goods(hts), law(reciprocal(24)))).toBe(duty);
  });

  test("reciprocal at 24 is due on the four fifths of a derivative that are not steel", () => {
    const derivative = goods("8431.31.00.20", { shares: { steel: "0.2" } });
    expect(owed(derivative, shipped)).toBe("1800"); // 50% of 2,000 and 10% of 8,000
    expect(owed(derivative, law(reciprocal(24)))).toBe("2920"); // 50% of 2,000 and 24% of 8,000
  });

  test("cars at 15 all-in owe 15 in all, light trucks with a base duty of 25 keep it", () => {
    const cars = set(["section-232/cars*"], { kind: "floor", rate: rate("0.15") });
    expect(owed(goods("8703.23.01.60"), law(cars))).toBe("1500");
    expect(owed(goods("8704.31.01.20"), law(cars))).toBe("2500");
  });

  test("a cap lowers rates above it and keeps those below", () => {
    const capped = set(["section-232/*", "ieepa/*"], { kind: "cap", rate: rate("0.15") });
    expect(owed(goods("7208.10.15.00"), law(capped))).toBe("1500");
    expect(owed(goods("8479.20.00.00"), law(capped))).toBe("1000");
  });

  test("repealing the car tariff brings the reciprocal tariff back on cars", () => {
    expect(
      owed(goods("8703.23.01.60"), law({ do: "repeal", measures: ["section-232/cars*"], ...everything })),
    ).toBe("1250");
  });

  test("an exemption for one heading leaves the others", () => {
    const exempt: Change = {
      do: "exempt",
      measures: ["ieepa/reciprocal-japan"],
      origins: ["JP"],
      products: ["8479"],
    };
    expect(owed(goods("8479.20.00.00"), law(exempt))).toBe("0");
    expect(owed(goods("6110.20.20.79"), law(exempt))).toBe("2650");
  });

  test("setting a tariff that is not in force takes the terms it comes nearest to, and says so", () => {
    const change = set(["section-122/surcharge"], onTop(10));
    const { revived } = applyChanges(
      shipped,
      [change],
      DAY,
      origins(shipped).filter(({ code }) => code === "JP"),
    );
    expect(revived).toEqual([{ id: "section-122/surcharge", termsOf: "2026-02-24" }]);
  });

  test("a change of what reaches none of the goods is reported as missed", () => {
    const change = set(["section-301/china*"], onTop(60));
    const { missed } = applyChanges(
      shipped,
      [change],
      DAY,
      origins(shipped).filter(({ code }) => code === "JP"),
    );
    expect(missed).toEqual([change]);
  });
});
