/** The trade data is all trade, once, and its parts agree with each other. */
import { describe, expect, test } from "vitest";
import {
  actualsOf,
  chargesOf,
  exportsOf,
  flowOrigins,
  industryActuals,
  loadFlow,
} from "../../src/data/trade.js";
import type { Country } from "../../src/law/origin.js";
import { reader, shipped } from "../shipped.js";

const DATASET = "us-imports-2024";
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const origins = flowOrigins(reader, DATASET);
const flows = origins.map((origin) => loadFlow(reader, DATASET, origin));

describe("imports of 2024", () => {
  test("are all imports for consumption and all duty, to the dollar, as the Census Bureau has them", () => {
    expect(sum(flows.flatMap(({ value }) => value))).toBe(3_251_151_779_682);
    expect(sum(flows.flatMap(({ duty }) => duty))).toBe(76_159_762_026);
  });

  test("have the Union as one partner and none of its members beside it", () => {
    const members = [...shipped.origins.values()].filter(
      ({ code, blocs }) => code !== "EU" && blocs.includes("EU"),
    );
    expect(members).toHaveLength(27);
    expect(members.filter(({ code }) => origins.includes(code))).toEqual([]);
    expect(origins).toContain("EU");
  });

  test("are by lines of ten digits for 50 partners and by chapter for 148, all known to the law", () => {
    const digits = flows.map(({ hts }) => [...new Set(hts.map((code) => code.length))].join());
    expect(digits.filter((of) => of === "10")).toHaveLength(50);
    expect(digits.filter((of) => of === "2")).toHaveLength(148);
    expect(origins.filter((origin) => !shipped.origins.has(origin))).toEqual([]);
  });

  test("are in the order of their numbers, each once", () => {
    for (const { hts } of flows) expect(hts).toEqual([...new Set(hts)].sort());
  });
});

describe("imports by month", () => {
  test.each(["JP", "CN", "CA", "EU", "BR"])("the twelve months of 2024 are the year of %s", (code) => {
    const year = actualsOf(reader, code as Country).filter(({ month }) => month.startsWith("2024"));
    const flow = loadFlow(reader, DATASET, code as Country);
    expect(year).toHaveLength(12);
    expect(sum(year.map(({ value }) => value))).toBe(sum(flow.value));
    expect(sum(year.map(({ duty }) => duty))).toBe(sum(flow.duty));
  });

  test("run from January 2018 to June 2025 without a gap", () => {
    const months = actualsOf(reader, "all").map(({ month }) => month);
    const years = Array.from({ length: 8 }, (_, index) => 2018 + index);
    const all = years.flatMap((year) =>
      Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`),
    );
    expect(months).toEqual(all.slice(0, 90));
  });

  test.each(["all", "JP"] as const)("the industries of %s add up to its months", (origin) => {
    const { partners } = reader.json<{ partners: Record<string, Record<string, unknown>> }>(
      "actuals/monthly-industries.json",
    );
    const industries = Object.keys(partners[origin] ?? {}).map((code) =>
      industryActuals(reader, origin as Country, code),
    );
    for (const [index, month] of actualsOf(reader, origin as Country).entries()) {
      expect(sum(industries.map((months) => months[index]?.value ?? 0))).toBe(month.value);
      expect(sum(industries.map((months) => months[index]?.duty ?? 0))).toBe(month.duty);
    }
  });

  test("an origin or an industry that is not known is named", () => {
    expect(actualsOf(reader, "GY" as Country)).toEqual([]);
    expect(() => industryActuals(reader, "CN" as Country, "336")).toThrow(
      "the industries of CN are not known",
    );
    expect(() => industryActuals(reader, "JP" as Country, "33")).toThrow('got "33"');
  });
});

describe("exports and import charges of 2024 by chapter", () => {
  const partners = [...shipped.origins.keys()].filter((code) => code !== "EU");
  const totalOf = (of: typeof exportsOf, origin: Country | "all"): number => {
    try {
      return sum([...of(reader, origin).dollars.values()]);
    } catch {
      return 0;
    }
  };

  test.each([
    ["exports", exportsOf],
    ["charges", chargesOf],
  ] as const)("the partners' %s add up to all, and the members' to the Union", (_, of) => {
    const members = partners.filter((code) => shipped.origins.get(code)?.blocs.includes("EU"));
    const beyond = totalOf(of, "TF" as Country);
    expect(sum(partners.map((code) => totalOf(of, code))) + beyond).toBe(totalOf(of, "all"));
    expect(sum(members.map((code) => totalOf(of, code)))).toBe(totalOf(of, "EU" as Country));
  });

  test("Japan's live animals are as its own table has them: 63,654,574 out, 705,053 of charges in", () => {
    expect(exportsOf(reader, "JP" as Country).dollars.get("01")).toBe(63_654_574);
    expect(chargesOf(reader, "JP" as Country).dollars.get("01")).toBe(705_053);
  });

  test("a partner without any is named", () => {
    expect(() => chargesOf(reader, "XX" as Country)).toThrow("there are no import charges of XX in 2024");
  });
});
