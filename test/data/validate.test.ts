/** Each fault, seeded in a copy of the law, is found and named. */
import { describe, expect, test } from "vitest";
import { findProblems, listProblems } from "../../src/commands/data/validate/answer.js";
import {
  borneOn,
  deadHeadings,
  failingExamples,
  unreachable,
} from "../../src/commands/data/validate/measures.js";
import { circles, deadNames, overlaps } from "../../src/contract/measure-problems.js";
import { toMeasure } from "../../src/contract/measure-text.js";
import { createContext } from "../../src/data/context.js";
import type { MeasureText } from "../../src/data/shapes/measure.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { type Entry, NOTHING_STATED } from "../../src/law/entry.js";
import type { Measure, ProductList } from "../../src/law/measure.js";
import type { Country } from "../../src/law/origin.js";
import { DATA, reader, shipped } from "../shipped.js";

const cars = reader.json("schedule/measures/section-232/cars.json");
const steel = reader.json("schedule/measures/section-232/steel.json");
const context = createContext(DATA, "0");
const { headings, lastEdition } = context.headings();

/** A copy of a measure file with something changed. */
const seeded = (text: MeasureText, change: (copy: MeasureText) => void): MeasureText => {
  const copy = structuredClone(text);
  change(copy);
  return copy;
};
const law = (...replaced: MeasureText[]) => ({
  ...shipped,
  measures: shipped.measures.map((measure): Measure => {
    const text = replaced.find(({ id }) => id === measure.id);
    return text ? toMeasure(text) : measure;
  }),
});
const messages = (problems: readonly { place: string; message: string }[]) =>
  problems.map(({ place, message }) => `${place}: ${message}`);

describe("the shipped data", () => {
  test("has no errors, and only the warnings that are known", async () => {
    const { problems } = await findProblems(context, []);
    expect(problems.filter(({ level }) => level === "error")).toEqual([]);
    expect([...new Set(problems.map(({ check }) => check))].sort()).toEqual([
      "ceased-code",
      "heading",
      "unknown-code",
    ]);
  });
});

describe("examples that an overlay bears on are worked out anew", () => {
  const file = "schedule/measures/section-232/cars.json";
  const bears = borneOn([file, "scenarios/mine.json"], [context]);
  const goods = (hts: string, date = "2025-06-19") => ({ ...NOTHING_STATED, hts, date }) as unknown as Entry;
  test.each([
    ["a car, which the measure reaches", goods("87032301"), "examples/duties.json", true],
    ["an engine, which another measure reaches", goods("84073410"), "examples/duties.json", false],
    ["a shoe, which it does not reach", goods("64039960"), "examples/duties.json", false],
    ["a car before the measure", goods("87032301", "2025-03-01"), "examples/duties.json", false],
    ["goods of its own file", goods("64039960"), file, true],
    ["goods under chapter 98, of any number", goods("98020040"), "examples/duties.json", true],
  ])("%s", (_, entry, of, expected) =>
    expect(bears({ ...entry, origin: "JP" as Country }, of)).toBe(expected),
  );

  test("a list, an agreement or a patch may bear on anything", () => {
    for (const other of ["lists/section-232/cars.json", "agreements.json", "patches.json"])
      expect(borneOn([file, other], [context])(goods("64039960"), "examples/duties.json")).toBe(true);
  });
});

describe("a fault seeded in the law is found", () => {
  test("versions that overlap", () => {
    const fault = seeded(steel, ({ versions }) => {
      const [, second] = versions;
      if (second) second.from = "2025-03-01" as IsoDate;
    });
    expect(messages(overlaps(toMeasure(fault)))[0]).toContain("2025-03-01 lies within the version before it");
  });

  test("a version that ends before it begins", () => {
    const fault = seeded(cars, ({ versions }) => {
      for (const version of versions) version.until = "2025-01-01" as IsoDate;
    });
    expect(messages(overlaps(toMeasure(fault))).join("\n")).toContain(
      "it ends on 2025-01-01, not after it begins on 2025-04-03",
    );
  });

  test("a list, an origin and a measure that do not exist", () => {
    const fault = seeded(cars, (copy) => {
      copy.covers = { origins: ["QQ"], lists: ["section-232/bicycles"] };
      copy.yieldsTo = { entirely: ["section-999/none*"] };
      for (const version of copy.versions) delete version.yieldsTo;
    });
    const found = messages(deadNames(toMeasure(fault), shipped)).join("\n");
    expect(found).toContain("there is no list section-232/bicycles");
    expect(found).toContain("there is no origin QQ");
    expect(found).toContain("no measure is named section-999/none*");
  });

  test("a scope that reaches no line of the tariff", () => {
    const fault = seeded(cars, (copy) => {
      copy.covers = { origins: ["*"], products: ["87039999"] };
    });
    expect(messages(unreachable(toMeasure(fault), shipped))[0]).toBe(
      "versions[0].covers: it reaches no line of the tariff on its first day",
    );
  });

  test("a heading that chapter 99 never had", () => {
    const fault = seeded(cars, ({ versions }) => {
      for (const version of versions) version.heading = "9903.94.99";
    });
    expect(messages(deadHeadings(toMeasure(fault), headings, lastEdition))[0]).toContain(
      "no edition of chapter 99 has 9903.94.99",
    );
  });

  test("measures that yield to each other in a circle", () => {
    const one = seeded(cars, ({ versions }) => {
      for (const version of versions) version.yieldsTo = { entirely: ["section-232/steel"] };
    });
    const other = seeded(steel, ({ versions }) => {
      for (const version of versions) version.yieldsTo = { entirely: ["section-232/cars"] };
    });
    expect(messages(circles(law(one, other))).join("\n")).toContain(
      "section-232/cars to section-232/steel to section-232/cars",
    );
  });

  test("a circle among all measures is found on its day, and one of two days is none", () => {
    const yielding = (text: typeof cars, day: string, to: string) =>
      seeded(text, ({ versions }) => {
        for (const version of versions) version.yieldsTo = version.from >= day ? { entirely: [to] } : {};
      });
    const others = (text: typeof cars) => shipped.measures.filter(({ id }) => id !== text.id);
    const both = shipped.measures.filter(({ id }) => id !== cars.id && id !== steel.id);
    const now = [yielding(cars, "2018-01-01", steel.id), yielding(steel, "2025-06-04", cars.id)].map(
      toMeasure,
    );
    const [circle, ...more] = messages(circles({ measures: [...both, ...now] }));
    expect(circle).toMatch(
      /^versions.yieldsTo: on 2025-06-04 it yields in a circle: section-232\/(?:cars|steel) to /,
    );
    expect(more).toEqual([]);
    const itself = toMeasure(yielding(cars, "2018-01-01", cars.id));
    expect(messages(circles({ measures: [...others(cars), itself] }))[0]).toContain(
      "section-232/cars to section-232/cars",
    );
    expect(circles(shipped)).toEqual([]);
  });

  test("an example that the law does not bear out", () => {
    const fault = seeded(cars, ({ examples }) => {
      const [first] = examples;
      if (first) first.duty = "1";
    });
    expect(messages(failingExamples(fault, shipped, () => true))).toEqual([
      'examples[0]: "the first day": expected charged 1; got charged 7500',
    ]);
  });

  test("a code that no edition of the tariff has, one that stands twice, and a group that ends first", () => {
    const list: ProductList = {
      id: "made/up",
      title: "made up",
      groups: [
        {
          from: "2025-06-01" as IsoDate,
          until: "2025-01-01" as IsoDate,
          codes: ["8703", "8703", "87999999"],
        },
      ],
    };
    expect(messages(listProblems(list, shipped))).toEqual([
      "groups[0]: it ends on 2025-01-01, not after it begins on 2025-06-01",
      "groups[0].codes: 8703 is there twice",
      "groups[0].codes: no edition of the tariff has 87999999",
    ]);
  });
});
