/** The main job: what raising the reciprocal tariff on Japan from 10 to 24 moves, and what it cannot. */
import { describe, expect, test } from "vitest";
import { answerScenario } from "../../src/commands/scenario/answer.js";
import { questionOf } from "../../src/contract/question.js";
import { plain, type Report } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import json from "../../src/formats/json.js";
import { DATA, reader } from "../shipped.js";

const LEVERS = new Map([
  ["auto", "25"],
  ["reciprocal", "24"],
]);

/** The report of the main job, from data read anew. */
async function mainJob(by: "sector" | "heading" = "sector"): Promise<{ report: Report; text: string }> {
  const context = createContext(DATA, "0");
  const question = await questionOf(null, {}, LEVERS, context);
  const report = await answerScenario(question, { by: [by], top: undefined, view: "law" }, context);
  const envelope = {
    command: ["scenario"],
    version: "0",
    lawAsOf: "",
    edition: reader.json("edition.json"),
    inputs: context.inputs,
  };
  return { report, text: await json.render(report, envelope, { width: 80, color: false }) };
}

const rowsOf = ({ columns, rows }: Report) =>
  rows.map((cells) =>
    Object.fromEntries(columns.map(({ key }, index) => [key, plain(cells[index] ?? null)])),
  );
const number = (value: unknown): number => Number(value);

describe("tariff-calc scenario --auto 25 --reciprocal 24", async () => {
  const { report, text } = await mainJob();
  const sectors = new Map(rowsOf(report).map((row) => [row.group, row]));

  test("prices the imports from Japan of 2024 that the Census Bureau counts", () => {
    expect(plain(report.total?.imports_usd ?? null)).toBe("151340030810");
  });

  test.each(["cars", "car-parts", "steel", "aluminum"])(
    "changes no duty on %s: Section 232 displaces it",
    (sector) => {
      expect(sectors.get(sector)?.change_usd).toBe("0");
    },
  );

  test.each(["energy", "exempt"])("nor on %s: Annex II exempts it", (sector) => {
    expect(sectors.get(sector)?.change_usd).toBe("0");
  });

  test("changes metal derivatives by 14 points on the rest of their value, so by less than 14 in all", () => {
    const change = number(sectors.get("metal-derivatives")?.change_pp);
    expect(change).toBeGreaterThan(0);
    expect(change).toBeLessThan(14);
  });

  test("changes other machinery by the full 14 points", () => {
    expect(number(sectors.get("machinery")?.change_pp)).toBeCloseTo(14, 2);
  });

  test("comes to between 17.2 and 18.2% before and 23.4 and 26.0% after, on goods of chapters 1-97", () => {
    const [before, after] = [report.total?.baseline_rate, report.total?.scenario_rate].map(
      (rate) => number(plain(rate ?? null)) * 100,
    );
    expect(before).toBeGreaterThan(17.2);
    expect(before).toBeLessThan(18.2);
    expect(after).toBeGreaterThan(23.4);
    expect(after).toBeLessThan(26);
  });

  test("has coverage that sums to the imports, and rows that sum to the total, to the last digit", () => {
    const coverage = Object.values(report.facts.coverage as Record<string, string>);
    expect(coverage.reduce((sum, dollars) => sum + BigInt(dollars), 0n)).toBe(151_340_030_810n);
    const cents = (value: unknown) =>
      BigInt(
        String(value).replace(/^(-?\d+)(?:\.(\d+))?$/, (_, whole, rest = "") => whole + rest.padEnd(30, "0")),
      );
    for (const key of ["imports_usd", "baseline_duty_usd", "scenario_duty_usd", "change_usd"])
      expect(
        rowsOf(report).reduce((sum, row) => sum + cents(row[key]), 0n),
        key,
      ).toBe(cents(plain(report.total?.[key] ?? null)));
  });

  test("counts $41,904m of cars of heading 8703, all but the smallest and golf carts at 27.5%", async () => {
    const { report: byHeading } = await mainJob("heading");
    const cars = rowsOf(byHeading).find(({ group }) => group === "8703");
    expect(cars?.imports_usd).toBe("41904344023");
    expect(number(cars?.baseline_rate)).toBeGreaterThan(0.274);
    expect(number(cars?.baseline_rate)).toBeLessThan(0.275);
  });

  test("prints the same bytes when run again", async () => {
    expect((await mainJob()).text).toBe(text);
  });
});
