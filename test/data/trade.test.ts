/** The trade data is all trade, once, and its parts agree with each other. */
import { describe, expect, test } from "vitest";
import { actualsOf, exportsOf, flowOrigins, loadFlow } from "../../src/data/trade.js";
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
    expect(months).toEqual(all.slice(0, 95));
  });

  test("the industries of each partner add up to its months", () => {
    const { from, partners } = reader.json("actuals/monthly-industries.json");
    const apart = Object.keys(partners).flatMap((origin) => {
      const industries = Object.values(partners[origin] ?? {});
      return actualsOf(reader, origin as Country)
        .filter(({ month }) => month >= from)
        .flatMap(({ month, value, duty }, index) => {
          const sums = [
            sum(industries.map((own) => own.value[index] ?? 0)),
            sum(industries.map((own) => own.duty[index] ?? 0)),
          ];
          return sums[0] === value && sums[1] === duty ? [] : [[origin, month, value, duty, ...sums]];
        });
    });
    expect(apart).toEqual([]);
  });

  test("an origin that is not known by month has none", () => {
    expect(actualsOf(reader, "GY" as Country)).toEqual([]);
  });
});

describe("exports and import charges of 2024 by chapter", () => {
  const exported = reader.json("trade/exports-by-chapter-2024.json");
  const charges = reader.json("trade/import-charges-by-chapter-2024.json");
  const codes = [...shipped.origins.keys()].filter((code) => code !== "EU");

  test.each([
    ["exports", exported],
    ["charges", charges],
  ] as const)("the partners' %s add up to all, and the members' to the Union", (_, { partners }) => {
    const totalOf = (code: string): number => sum(partners[code] ?? []);
    const members = codes.filter((code) => shipped.origins.get(code)?.blocs.includes("EU"));
    expect(sum(codes.map(totalOf)) + totalOf("TF")).toBe(totalOf("all"));
    expect(sum(members.map(totalOf))).toBe(totalOf("EU"));
  });

  test("Japan's live animals are as its own table has them: 63,654,574 out, 705,053 of charges in", () => {
    expect(exportsOf(reader, "JP" as Country).dollars.get("01")).toBe(63_654_574);
    expect(charges.partners.JP?.[charges.chapters.indexOf("01")]).toBe(705_053);
  });

  test("a partner without any is named", () => {
    expect(() => exportsOf(reader, "XX" as Country)).toThrow("there are no exports to XX in 2024");
  });
});
