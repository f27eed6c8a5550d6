import fc from "fast-check";
import { expect, test } from "vitest";
import { type Assessment, assess, bounds } from "../../src/law/assess.js";
import type { Entry } from "../../src/law/entry.js";
import { sumUsd, usd } from "../../src/law/units.js";
import { baseTexts, entries, laws, scheduleOf } from "../random-law.js";
import { owedSlowly } from "../reference.js";

const RUNS = { numRuns: 3000 };

const assessed = (entry: Entry, schedule: ReturnType<typeof scheduleOf>): Assessment =>
  assess(entry, schedule) as Assessment;

/** Dollars by measure, `null` where they are not known; what is displaced or freed is not owed. */
const owed = ({ layers }: Assessment): { id: string; duty: string | null }[] =>
  layers.flatMap(({ measure: { id }, fate }): { id: string; duty: string | null }[] => {
    if (fate.outcome === "unknown") return [{ id, duty: null }];
    return fate.outcome === "charged" ? [{ id, duty: fate.duty.toFixed() }] : [];
  });

test("the engine agrees with the slow reference on any law", () => {
  fc.assert(
    fc.property(entries, laws, baseTexts, (entry, law, text) => {
      const schedule = scheduleOf(law, text);
      const result = assessed(entry, schedule);
      const { fate } = assessed(entry, scheduleOf([], text)).base;
      const base = fate.outcome === "charged" ? fate.duty : usd(0);
      const slow = owedSlowly(entry, schedule, base).map(({ id, duty }) => ({
        id,
        duty: duty?.toFixed() ?? null,
      }));
      expect(owed(result)).toEqual(slow);
    }),
    RUNS,
  );
});

test("the total is the sum of its layers, to the last digit", () => {
  fc.assert(
    fc.property(entries, laws, baseTexts, (entry, law, text) => {
      const { base, layers, duty } = assessed(entry, scheduleOf(law, text));
      const fates = [base.fate, ...layers.map(({ fate }) => fate)];
      const parts = fates.flatMap((fate) => (fate.outcome === "charged" ? [fate.duty] : []));
      expect(duty.toFixed()).toBe(sumUsd(parts).toFixed());
    }),
    RUNS,
  );
});

test("the order of the schedule never matters", () => {
  fc.assert(
    fc.property(entries, laws, (entry, law) => {
      const one = assessed(entry, scheduleOf(law, "2.5%"));
      const other = assessed(entry, scheduleOf([...law].reverse(), "2.5%"));
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect(owed(other).sort(byId)).toEqual(owed(one).sort(byId));
    }),
    RUNS,
  );
});

test("whatever the metal content turns out to be, the duty lies within the bounds", () => {
  fc.assert(
    fc.property(
      entries,
      laws,
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 40 }),
      (entry, law, steel, aluminum) => {
        const schedule = scheduleOf(law, "2.5%");
        const { least, most } = bounds(assessed(entry, schedule), schedule, "law");
        const told = { steel: usd(steel).div(100), aluminum: usd(aluminum).div(100), ...entry.shares };
        const { duty } = assessed({ ...entry, shares: told }, schedule);
        expect(duty.gte(least) && (most === null || duty.lte(most)), `${least} <= ${duty} <= ${most}`).toBe(
          true,
        );
      },
    ),
    RUNS,
  );
});
