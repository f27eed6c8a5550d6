/** A year of trade as economists ask for it: the same goods on every day, the imports of any months, conditions as named assumptions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseGroupings } from "../../src/commands/common/groups.js";
import { onWeights, type Weighting, weightingOf } from "../../src/commands/common/weights.js";
import { answerCompare } from "../../src/commands/compare/answer.js";
import { answerScenario, priceScenario } from "../../src/commands/scenario/answer.js";
import { answerRealised } from "../../src/commands/scenario/realised.js";
import { settingsOf } from "../../src/commands/scenario/response/settings.js";
import { scenarioReport, tariffBase } from "../../src/commands/scenario/table.js";
import type { Context } from "../../src/contract/command.js";
import { assumedBy } from "../../src/contract/question.js";
import { plain } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import type { ScenarioText } from "../../src/data/shapes/scenario.js";
import type { IsoDate } from "../../src/law/calendar.js";
import type { Country } from "../../src/law/origin.js";
import { decimal } from "../../src/law/units.js";
import type { Flow } from "../../src/trade/flow.js";
import { sumsWhere } from "../../src/trade/tally.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const OLD = ["metal-content", "observed-base", "chapter-mix", "usmca-claims"];
const asked = (origin: string, date: string, more: Partial<ScenarioText> = {}): ScenarioText => ({
  ...{
    title: "t",
    origins: [origin as Country],
    date: date as IsoDate,
    flows: "us-imports-2024",
    changes: [],
  },
  ...{ assume: [...OLD, "uk-car-quota", "usmca-us-content"] },
  ...more,
});
const duty = async (text: ScenarioText) => {
  const { run } = await priceScenario(text, "law", undefined, context);
  return sumsWhere(run.changed, () => true);
};

describe("sectors", () => {
  const importsOn = async (date: string) => {
    const { run } = await priceScenario(asked("JP", date), "law", undefined, context);
    const { rows, columns } = scenarioReport(run, parseGroupings("sector"), null, context.names());
    const place = columns.findIndex(({ key }) => key === "imports_usd");
    const sectors = rows.map((cells) => [String(cells[0]), String(plain(cells[place] ?? null))] as const);
    return { sectors, whole: sumsWhere(run.changed, () => true).imports.toFixed() };
  };
  test("are the same goods on every day, and add up to all of them", async () => {
    const days = await Promise.all(["2025-01-02", "2025-06-19", "2026-05-01", "2026-10-09"].map(importsOn));
    for (const { sectors, whole } of days) {
      expect(sectors).toEqual(days[0]?.sectors);
      expect(sectors.reduce((sum, [, dollars]) => sum + BigInt(dollars), 0n).toString()).toBe(whole);
    }
    expect(days[0]?.sectors.map(([id]) => id)).toEqual(
      expect.arrayContaining(["cars", "steel", "metal-derivatives"]),
    );
  });
  test("chapters, headings, subheadings and industries are partitions too", async () => {
    const { run } = await priceScenario(asked("JP", "2025-06-19"), "law", undefined, context);
    const whole = sumsWhere(run.changed, () => true).imports.toFixed();
    for (const by of ["hts6", "naics-3", "hts4"]) {
      const { rows, columns } = scenarioReport(run, parseGroupings(by), null, context.names());
      const place = columns.findIndex(({ key }) => key === "imports_usd");
      const sum = rows.reduce((all, cells) => all + BigInt(String(plain(cells[place] ?? null))), 0n);
      expect(sum.toString()).toBe(whole);
    }
  });
});

/** The data, with a table of the user's. */
const withRows = (columns: string, rows: readonly string[]): Context => ({
  ...context,
  rows: async () => ({
    form: "csv",
    name: "my.csv",
    columns: columns.split(","),
    batches: (async function* () {
      yield rows.map((row, index) => ({ at: index + 2, cells: row.split(","), record: null, fault: null }));
    })(),
  }),
});

/** Dollars of a flow by group; groups of nothing are left out. */
function sumsBy({ hts, value }: Flow, groupOf: (hts: string) => string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [row, dollars] of value.entries())
    if (dollars > 0) sums[groupOf(hts[row] ?? "")] = (sums[groupOf(hts[row] ?? "")] ?? 0) + dollars;
  return sums;
}

describe("weights of other imports", () => {
  test("each industry of a partner has what was imported in them, to the dollar", async () => {
    const { known, industryOf } = await context.realised();
    const other = await onWeights("2025-07..2025-11", context);
    const places = known.months.flatMap((month, at) =>
      month >= "2025-07" && month <= "2025-11" ? [at] : [],
    );
    const weightedBy = (code: Country): Map<string, number> => {
      const sums = new Map<string, number>();
      const { hts, value } = other.flow("us-imports-2024", code);
      for (const [row, number] of hts.entries())
        sums.set(industryOf(number), (sums.get(industryOf(number)) ?? 0) + (value[row] ?? 0));
      return sums;
    };
    for (const code of ["MX", "JP", "CH"] as unknown as Country[]) {
      const sums = weightedBy(code);
      const monthly = [...(known.partners.get(code)?.industries ?? [])]
        .filter(([industry]) => sums.has(industry))
        .map(([industry, { value }]) => [industry, places.reduce((sum, at) => sum + (value[at] ?? 0), 0)]);
      expect(monthly.length).toBeGreaterThan(20);
      expect(Object.fromEntries(sums)).toEqual(Object.fromEntries(monthly));
    }
  });
  test("of a file: what it states of each industry or number, to the dollar; the rest counts nothing, or stays", async () => {
    const [JP, MX] = ["JP", "MX"] as unknown as [Country, Country];
    const { industryOf } = await context.realised();
    const byIndustry = await weightingOf(
      "my.csv",
      withRows("origin,industry,month,value", [
        "JP,336,2025-10,700",
        "JP,336,2025-11,300",
        "Japan,333,2025-10,5",
        "JP,999,2025-10,7",
      ]),
    );
    const { flow, unmatched } = (byIndustry as Weighting).flow("us-imports-2024", JP);
    expect(sumsBy(flow, industryOf)).toEqual({ 336: 1000, 333: 5 });
    expect(unmatched).toBe(7);
    const mexico = context.flow("us-imports-2024", MX);
    expect(byIndustry?.flow("us-imports-2024", MX).flow).toBe(mexico);
    const byNumber = await weightingOf(
      "my.csv",
      withRows("origin,hts,value", ["JP,8703,1000000", "JP,8703.23.01,250000", "JP,0105.11.00,3"]),
    );
    const cars = (byNumber as Weighting).flow("us-imports-2024", JP);
    const numberOf = (hts: string) => ["87032301", "8703"].find((start) => hts.startsWith(start)) ?? "rest";
    expect(sumsBy(cars.flow, numberOf)).toEqual({ 87032301: 250000, 8703: 1000000 });
    expect(cars.unmatched).toBe(3);
    expect(byNumber?.words("us-imports-2024", [JP, MX])).toContain(
      "$3 of its numbers without a line is left out",
    );
  });
  test.each([
    ["origin,hts,value", "JP,8703,1.5", "expected whole dollars; got 1.5"],
    ["origin,hts,value", "XX,8703,1", '"XX"'],
    ["origin,hts,value", "JP,car,1", "car"],
    ["origin,industry,value", "JP,33,1", 'expected three digits of an industry; got "33"'],
    ["origin,industry,month,value", "JP,336,2025-13,1", 'expected a month such as 2025-07; got "2025-13"'],
    ["origin,value", "JP,1", "expected the columns origin, value, and one of hts and industry"],
    [
      "origin,hts,industry,value",
      "JP,8703,336,1",
      "expected the columns origin, value, and one of hts and industry",
    ],
    ["origin,hts,value", "", "this file has no imports"],
  ])("a file with %s and %s is refused", async (columns, row, message) => {
    await expect(weightingOf("my.csv", withRows(columns, row ? [row] : []))).rejects.toThrow(message);
  });
  test("of a file in which a row stands twice are refused", async () => {
    const twice = withRows("origin,hts,value", ["JP,8703,1", "Japan,8703,1"]);
    await expect(weightingOf("my.csv", twice)).rejects.toThrow("8703 of JP stands in this file twice");
  });
  test("2024 leaves the trade as it is", async () => {
    expect(await onWeights("2024", context)).toBe(context);
  });
  test("months that are not known are refused", async () => {
    await expect(onWeights("2030-01", context)).rejects.toThrow("not known of 2030-01");
  });
});

describe("conditions", () => {
  test("95% of British cars owe 10% in all, the rest 27.5%", async () => {
    const { imports, duty: owed } = await duty(asked("GB", "2025-08-10", { products: ["8703"] as never }));
    expect(owed.div(imports).toNumber()).toBeCloseTo(0.95 * 0.1 + 0.05 * 0.275, 3);
  });
  test("before the quota there is none", async () => {
    const text = asked("GB", "2025-06-19", { products: ["8703"] as never });
    expect((await duty(text)).duty.toFixed()).toBe((await duty({ ...text, assume: OLD })).duty.toFixed());
  });
  test("US content owes no Section 232 duty: of cars that claim, 40% less of it", async () => {
    const text = asked("MX", "2025-08-10", { products: ["870323"] as never });
    const [with40, whole] = [await duty(text), await duty({ ...text, assume: OLD })];
    expect(with40.imports.toFixed()).toBe(whole.imports.toFixed());
    const share = with40.duty.div(whole.duty).toNumber();
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.75);
  });
  test("Japan owes the same to the last digit, and all origins do without them", async () => {
    const japan = asked("JP", "2025-06-19");
    expect((await duty(japan)).duty.toFixed()).toBe((await duty({ ...japan, assume: OLD })).duty.toFixed());
  });
  test("+ and - move what is on", () => {
    expect(assumedBy(["+a", "-b"], ["b", "c"])).toEqual(["c", "a"]);
    expect(assumedBy(["x"], ["b"])).toEqual(["x"]);
    expect(assumedBy(["none"], ["b"])).toEqual([]);
    expect(() => assumedBy(["+a", "b"], ["b"])).toThrow("all begin with + or -");
    expect(() => assumedBy(["-z"], ["b"])).toThrow("z is not on");
  });
});

test("cars of Japan alone take what their makers were seen to bear; a flag and other origins beside them do not", async () => {
  const estimates = await context.estimates();
  const through = (flags: object, origins: string[]) =>
    settingsOf({ response: "elastic", ...flags }, estimates, origins as never).passThrough("cars", -2);
  expect(through({}, ["JP"])).toBe(0.2);
  expect(through({}, ["JP", "KR"])).toBe(0.95);
  expect(through({ passthrough: [{ sector: null, value: 0.9 }] }, ["JP"])).toBe(0.9);
});

describe("answers", () => {
  test("a response without a change has one law", async () => {
    const response = { flags: { response: "elastic" as const } };
    const { rows } = await answerScenario(
      asked("JP", "2025-06-19"),
      { by: undefined, top: undefined, view: "law", response },
      context,
    );
    expect(rows.map(([name]) => name)).toEqual(["Baseline, short run", "Baseline, long run"]);
  });
  test("other trade is compared only if it is asked for", async () => {
    const cases = ["JP", "GB"].map((origin) => ({ name: origin, text: asked(origin, "2025-06-19") }));
    const question = { by: undefined, view: "law" as const };
    await expect(answerCompare(cases, { ...question, anyway: false }, context)).rejects.toThrow("origins");
    const { heading } = await answerCompare(cases, { ...question, anyway: true }, context);
    expect(heading[0]).toMatch(/^Not like with like: they differ in origins/);
  });
});

describe("words of an answer", () => {
  const noted = async (text: ScenarioText) => {
    const { notes, heading } = await answerScenario(
      text,
      { by: undefined, top: undefined, view: "law" },
      context,
    );
    return [...heading, ...notes].join("\n");
  };
  test("rates by weight or number are one fact, and what is open has its dollars", async () => {
    const text = await noted(asked("JP", "2025-06-19", { assume: ["metal-content"] }));
    expect(text).toMatch(
      /lower bounds: .* \$\d[\d.,]*(?: \w+illion)? of these goods depends on: .*weight, number or parts, for \d+ rates/,
    );
    expect(text.match(/is on/g)).toBeNull();
  });
  test("measures that a lever takes up again stand in one sentence", async () => {
    const steel = { changes: [{ do: "set", lever: "steel", rate: "25" }] as never };
    const text = await noted(asked("MX", "2026-05-01", steel));
    expect(text.match(/not in force on 2026-05-01/g)).toHaveLength(1);
  });
  test("compared on other weights, the heading says whose imports they are", async () => {
    const cases = ["a", "b"].map((name) => ({
      name,
      text: asked("JP", "2025-10-15", { weights: "latest" }),
    }));
    const { heading } = await answerCompare(cases, { by: undefined, view: "law" }, context);
    expect(heading[0]).toContain("Weights of all: imports of 2025-10 to 2025-11");
  });
});

test("view realised prints law beside estimate and what customs calculated, and the scenario in proportion", async () => {
  const text = asked("JP", "2025-10-15", {
    changes: [{ do: "set", lever: "reciprocal", rate: "0" }] as never,
  });
  const report = await answerRealised(text, {}, context);
  const [was, is] = report.rows.map((cells) => cells.slice(5).map((cell) => Number(plain(cell))));
  const [law = 0, estimate = 0, low = 0, high = 0, actual = 0] = was ?? [];
  expect(actual).toBeCloseTo(0.1462, 3);
  expect(low).toBeLessThan(estimate);
  expect(high).toBeGreaterThan(estimate);
  expect((is?.[1] ?? 0) / estimate).toBeCloseTo((is?.[0] ?? 0) / law, 4);
});

describe("the statutory rate of all imports", () => {
  const CLAIMS_OF_MONTH = ["metal-content", "observed-base", "chapter-mix", "usmca-claims-of-month"];
  // docs/realised.md prints these: both are held to the program, and the sums to each other.
  test.each([
    ["2025-06-19", "16.67%"],
    ["2025-08-08", "16.81%"],
    ["2025-09-03", "17.40%"],
  ])("on %s, with the claims of its month, is the sum over partners", async (date, words) => {
    const text = { ...asked("all", date), assume: CLAIMS_OF_MONTH };
    const { run } = await priceScenario(text, "law", undefined, context);
    const all = sumsWhere(run.changed, () => true);
    const partners = run.origins.map(({ code }) => run.changed.filter(({ flow }) => flow.origin === code));
    const sums = partners.map((own) => sumsWhere(own, () => true));
    expect(sums.length).toBeGreaterThan(190);
    const add = (column: "imports" | "duty") => sums.reduce((sum, one) => sum.plus(one[column]), decimal(0));
    expect(add("imports").toFixed()).toBe(all.imports.toFixed());
    expect(add("duty").toFixed()).toBe(all.duty.toFixed());
    const mexico = await priceScenario({ ...text, origins: ["MX" as Country] }, "law", undefined, context);
    const among = partners.find(([first]) => first?.flow.origin === ("MX" as Country)) ?? [];
    expect(sumsWhere(mexico.run.changed, () => true)).toEqual(sumsWhere(among, () => true));
    const rate = all.duty.div(tariffBase(run));
    expect(`${rate.times(100).toFixed(2)}%`).toBe(words);
    expect(readFileSync(join(DATA, "../docs/realised.md"), "utf8")).toMatch(
      new RegExp(`\\| ${date} \\| [\\d.]+% \\| ${words} \\|`),
    );
  });
});
