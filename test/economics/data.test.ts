/** The shipped estimates, against what was published of them: METHODS 2.1, 2.9, 3.1, 6 and 9. */
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/data/context.js";
import {
  loadBalances,
  loadDemand,
  loadDemandPath,
  loadHouseholds,
  loadPassThrough,
  loadPriors,
  offsetOf,
  passThroughException,
  substitutionFor,
  typicalCollection,
} from "../../src/data/economics.js";
import { problemsOf } from "../../src/data/shapes/check.js";
import { demand, priors } from "../../src/data/shapes/economics.js";
import { kindOf } from "../../src/data/shapes/file-kinds.js";
import { formulaRate, reciprocalRates } from "../../src/economics/bilateral.js";
import { tariffFactor } from "../../src/economics/market.js";
import { impliedSpending } from "../../src/economics/prices.js";
import { impliedPassThrough } from "../../src/economics/response.js";
import type { Country } from "../../src/law/origin.js";
import { DATA, reader } from "../shipped.js";

const of = (code: string) => code as Country;

describe("the files", () => {
  test("have the shape of their schema", () => {
    const faults = reader.names("economics").flatMap((name) => {
      const kind = kindOf(name);
      return kind ? problemsOf(kind.shape, reader.json(name)) : [`${name} is of no kind`];
    });
    expect(faults).toEqual([]);
  });

  test("name only sources that sources.json has", () => {
    const known = new Set(reader.json("sources.json").sources.map(({ id }) => id));
    const named = reader.names("economics").flatMap((name) => sourcesIn(reader.json(name)));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  test("are refused with the wrong sign, naming the place and the fix", () => {
    const wrong = structuredClone(loadDemand(reader));
    wrong.path.longRun = 2;
    expect(problemsOf(demand, wrong)).toEqual([
      "path.longRun: expected a demand elasticity of zero or less, such as -2; got 2",
    ]);
  });

  test("are refused with a mode outside the ends of its triangle", () => {
    const wrong = {
      why: "a test",
      order: "one",
      priors: [
        { id: "demand", central: -2, distribution: { kind: "triangular", low: -1, mode: -2, high: -4 } },
      ],
    };
    expect(problemsOf(priors, wrong)[0]).toContain("expected low, mode and high in order");
  });
});

/** Every value under a key `source` or `sources`. */
function sourcesIn(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "source" || key === "sources" ? [inner as string | string[]].flat() : sourcesIn(inner),
  );
}

describe("substitution between sources", () => {
  /** Medians that METHODS 9 has of the same tables. The published median of all goods is 3.1. */
  test.each`
    estimate             | hts       | value   | count
    ${"broda-weinstein"} | ${"8703"} | ${3.52} | ${272}
    ${"broda-weinstein"} | ${"7208"} | ${5.68} | ${null}
    ${"broda-weinstein"} | ${"7601"} | ${3.72} | ${null}
    ${"broda-weinstein"} | ${"7700"} | ${3.14} | ${13972}
    ${"protee"}          | ${"8703"} | ${7.96} | ${56}
    ${"protee"}          | ${"7700"} | ${7.58} | ${3044}
  `("of $estimate for $hts is $value", ({ estimate, hts, value, count }) => {
    const found = substitutionFor(reader, estimate, hts);
    expect(found?.value).toBeCloseTo(value, 2);
    if (count !== null) expect(found?.count).toBe(count);
  });

  test("among imports is twice that between them and domestic goods, as GTAP has it", () => {
    for (const { domesticOrImport, amongImports } of loadDemand(reader).nests.sectors)
      expect(amongImports).toBeCloseTo(2 * domesticOrImport, 12);
  });
});

describe("defaults", () => {
  test("demand goes from -0.76 to -2 in six years", () => {
    expect(loadDemandPath(reader)).toEqual({ shortRun: -0.76, longRun: -2, years: 6 });
  });

  test("10% is not collected, and other taxes lose 23%", () => {
    expect(typicalCollection(reader)).toEqual({ uncollected: 0.1, offset: 0.23, mode: "chained" });
  });

  test("the Joint Committee's offset is by year, and not known outside its table", () => {
    expect([2025, 2026, 2033, 2034].map((year) => offsetOf(reader, year))).toEqual([
      0.242,
      0.266,
      0.259,
      undefined,
    ]);
  });

  test("the spending of a household follows from what was published", () => {
    expect(impliedSpending(loadHouseholds(reader).published)).toBeCloseTo(134_333, 0);
  });

  test("a point of the effective rate is 0.08584% of consumer prices, the Budget Lab's older rule", () => {
    expect(loadHouseholds(reader).perRate.value).toBeCloseTo(0.08583973312200001, 6);
  });

  test("priors are drawn in the order demand, pass-through, uncollected, offset, substitution", () => {
    const ids = ["demand", "pass-through", "uncollected", "offset", "substitution"];
    expect(loadPriors(reader, "long").map(({ id }) => id)).toEqual(ids);
    expect(loadPriors(reader, "short")[0]?.central).toBe(-0.76);
  });
});

test("peaks of models of whole economies are those of METHODS 2.10", async () => {
  const { peaks } = await createContext(DATA, "0").estimates();
  expect(peaks.map(({ most, percent }) => [most, percent])).toEqual([
    ["revenue", 70],
    ["revenue", 30],
    ["gain", 20],
    ["gain", 34],
    ["gain", 9],
    ["gain", 62],
  ]);
});

describe("cars of Japan", () => {
  const exception = passThroughException(reader, "cars", of("JP"));

  test("are an exception: their makers bore the tariff of 2025", () => {
    expect(exception?.offered).toBe(0.2);
    expect(exception?.warning).toContain("0.95");
    for (const { priceChange, ...tariffs } of exception?.observed ?? [])
      expect(impliedPassThrough(priceChange, tariffFactor(tariffs)) ?? 1).toBeLessThan(
        loadPassThrough(reader).border.low,
      );
  });

  test("are no exception elsewhere", () => {
    expect(passThroughException(reader, "cars", of("DE"))).toBeUndefined();
    expect(passThroughException(reader, "machinery", of("JP"))).toBeUndefined();
  });
});

describe("the formula of 2 April 2025 on the trade of 2024", () => {
  const balances = loadBalances(reader);
  const listed = [...balances].flatMap(([origin, { deficit, imports, promulgated, posted }]) =>
    promulgated === null || deficit === null || imports === null
      ? []
      : [{ origin, promulgated, posted, found: reciprocalRates(deficit, imports) }],
  );

  test("gives every rate posted in Annex I that is on file: 53 of 53", () => {
    const posted = listed.filter((partner) => partner.posted !== null);
    expect(posted.length).toBe(53);
    expect(posted.filter((partner) => partner.found?.posted !== partner.posted)).toEqual([]);
  });

  test("gives 52 of 55 rates of the headings; Japan, Vietnam and Vanuatu are one off", () => {
    expect(listed.length).toBe(55);
    const off = listed.filter(({ found, promulgated }) => found?.promulgated !== promulgated);
    expect(off.map(({ origin, found, promulgated }) => [origin, found?.promulgated, promulgated])).toEqual([
      ["JP", 23, 24],
      ["VN", 45, 46],
      ["VU", 23, 22],
    ]);
  });

  test("gives more than 10% for partners that were not listed", () => {
    const others = [...balances].flatMap(([origin, { deficit, imports, promulgated }]) =>
      promulgated === null &&
      deficit !== null &&
      imports !== null &&
      (reciprocalRates(deficit, imports)?.posted ?? 0) > 10
        ? [origin]
        : [],
    );
    expect(others.sort()).toEqual(["AF", "BO", "BY", "FO", "MX", "NU", "RE", "RU"]);
  });

  test("is 46.2% for Japan, halved 23.1; with a pass-through of 0.945 it would be 12.2", () => {
    const { deficit = 0, imports = 0 } = balances.get(of("JP")) ?? {};
    expect(formulaRate(deficit ?? 0, imports ?? 0)).toBeCloseTo(46.197, 3);
    expect(formulaRate(deficit ?? 0, imports ?? 0, { elasticity: 4, passThrough: 0.945 })).toBeCloseTo(
      12.2,
      1,
    );
  });

  test("gives 10% on a surplus, and nothing without imports", () => {
    expect(reciprocalRates(-50, 100)).toEqual({ posted: 10, promulgated: 10 });
    expect(reciprocalRates(0, 0)).toBeNull();
  });
});
