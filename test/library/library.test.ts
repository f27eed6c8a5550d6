/** The library as its users see it. */
import { describe, expect, test } from "vitest";
import {
  assess,
  bounds,
  effectiveRate,
  entryOf,
  loadAssumptions,
  loadData,
  loadFlow,
  loadSchedule,
  openData,
  packData,
  parseDay,
  parseRate,
  parseRateText,
  price,
  priceFlow,
  runScenario,
  type Scenario,
  sumsWhere,
  UserError,
} from "../../src/index.js";

const law = loadSchedule();
const day = parseDay("2025-06-19");
const japan = law.origins.get("JP" as never);
if (!japan) throw new Error("the data has no Japan");

test("an entry is assessed", () => {
  const car = entryOf({ hts: "8703.23.01", origin: "JP", date: "2025-06-19", value: "30000" });
  expect(assess(car, law)?.duty.toFixed(2)).toBe("8250.00");
});

test("an entry with facts missing has bounds", () => {
  const digger = entryOf({ hts: "8431.31.00.20", origin: "JP", date: "2025-06-19", value: "10000" });
  const assessment = assess(digger, law);
  if (!assessment) throw new Error("the tariff has no such line");
  const { least, most } = bounds(assessment, law, "law");
  expect([least.toFixed(0), most?.toFixed(0)]).toEqual(["1000", "5000"]);
  const { hts, origin, date } = digger;
  const known = entryOf({
    ...{ hts, origin, date },
    value: "10000",
    components: {},
    shares: { steel: "35%" },
    quantities: ["80kg"],
    claims: [],
    loadedOn: "2025-06-01",
  });
  expect(assess(known, law)?.duty.toFixed(0)).toBe("2400");
});

test("a year of trade is priced", () => {
  const assume = loadAssumptions(["metal-content", "observed-base"]);
  const priced = priceFlow(loadFlow("us-imports-2024", "JP"), japan, law, {
    date: day,
    view: "law",
    assume,
    past: law,
  });
  const { imports, duty } = sumsWhere([priced], ({ status }) => status !== "outside");
  expect(effectiveRate(duty, imports)?.times(100).toFixed(2)).toBe("17.29");
});

test("a scenario is run beside its baseline", () => {
  const scenario: Scenario = {
    title: "The reciprocal tariff at 24%",
    date: day,
    origins: [japan.code],
    flows: "us-imports-2024",
    baseline: { kind: "law", date: day, changes: [] },
    changes: [{ do: "set", measures: ["ieepa/reciprocal*"], to: parseRate("24"), origins: [], products: [] }],
    assume: [],
  };
  const run = runScenario(scenario, {
    schedule: law,
    view: "law",
    assume: loadAssumptions(["metal-content", "observed-base"]),
    flowOf: (origin) => loadFlow(scenario.flows, origin),
  });
  const rise = sumsWhere(run.changed, () => true).duty.minus(sumsWhere(run.baseline, () => true).duty);
  expect(rise.div("1e6").toFixed(0)).toBe("9237");
});

test("a rate of the tariff is read", () => {
  expect(parseRateText("6.5%").kind).toBe("ad-valorem");
});

test("a text that is not of its form is a mistake of the user", () => {
  expect(() => entryOf({ hts: "84x7", origin: "JP", date: "2025-06-19", value: "1" })).toThrow(UserError);
  const watch = { hts: "9102.11.10", origin: "CH", date: "2025-03-01", value: "100" };
  expect(() => entryOf({ ...watch, components: { case: "90", strap: "20" } })).toThrow(/more than the value/);
});

describe("what the command line refuses the library refuses", () => {
  const CAR = { hts: "8703.23.01", origin: "JP", date: "2025-06-19", value: "30000" };

  test.each([
    ["value", 30000, 'value: expected text, such as "30000"; got 30000'],
    ["value", "30,00", "value"],
    ["date", new Date(0), "date: expected a text"],
    ["origin", "jp", 'origin: expected two capital letters, such as JP; got "jp"'],
    ["origin", "Japan", 'origin: expected two capital letters, such as JP; got "Japan"'],
    ["claims", "USMCA", 'claims: expected a list of texts; got "USMCA"'],
    ["shares", { gold: "0.1" }, "shares: expected shares of steel, aluminum, copper or us; got { gold }"],
    ["shares", [], ""],
    ["weights", { us: "0.1" }, "weights: expected shares of steel, aluminum, copper; got { us }"],
    ["melt", 1, "melt: expected two capital letters, such as JP, or unknown; got 1"],
  ])("entryOf: %s %j", (key, value, told) => {
    const made = () => entryOf({ ...CAR, [key]: value } as never);
    if (told === "") expect(made().shares).toEqual({});
    else expect(made).toThrow(UserError);
    if (told.includes(":")) expect(messageOf(made)).toContain(told);
  });

  test.each([
    [
      { claims: ["usmca"], origin: "MX" },
      'claims: nothing in the law asks for a claim "usmca"',
      "did you mean USMCA?",
    ],
    [{ claims: ["no such claim"] }, 'claims: nothing in the law asks for a claim "no such claim"', undefined],
    [{ origin: "XX" }, 'origin: "XX" is no origin that the law knows', "two capital letters, such as JP"],
    [{ date: "2020-01-01" }, "date: the law is known from 2025-01-01 on; got 2020-01-01", undefined],
  ])("assess: %j", (goods, told, hint) => {
    const entry = entryOf({ ...CAR, ...goods });
    expect(messageOf(() => assess(entry, law))).toBe(told);
    expect(() => assess(entry, law)).toThrow(expect.objectContaining({ name: "UserError", hint }));
  });

  const messageOf = (act: () => unknown): string => {
    try {
      act();
      return "";
    } catch (error) {
      const { where, message } = error as UserError;
      return where === undefined ? message : `${where}: ${message}`;
    }
  };
});

describe("data packed for a page prices as the whole data does", () => {
  test.each([
    { origins: ["CN", "EU"], assume: ["metal-content", "observed-base"] },
    { origins: ["CA", "MX"], assume: ["usmca-claims", "observed-base"] },
    { origins: ["KR"], assume: ["other-preferences"] },
  ])("$origins", ({ origins, assume }) => {
    const whole = loadData();
    const packed = openData(packData({ dataset: "us-imports-2024", origins, assume }));
    const [a, b] = [whole, packed].map((data) => {
      const flows = origins.map((origin) => data.flow("us-imports-2024", origin));
      const settings = { date: "2025-08-07", assume: data.assumptions(assume) };
      const { imports, duty, coverage } = price(data.schedule, flows, settings);
      return { imports: imports.toFixed(), duty: duty.toFixed(), unknown: coverage.unknown.toFixed() };
    });
    expect(b).toEqual(a);
    expect(a?.duty).not.toBe("0");
  });
});

describe("what cannot be priced is told", () => {
  const data = loadData();
  const flows = [data.flow("us-imports-2024", "JP")];
  test.each([
    ["a day that is none", () => price(data.schedule, flows, { date: "2025-02-30" })],
    ["a day before the law is known", () => price(data.schedule, flows, { date: "1999-01-01" })],
    ["a lever that is not known", () => data.changes({ autos: "25" })],
    ["a rate that is none", () => data.changes({ auto: "lots" })],
    ["an origin without trade", () => data.flow("us-imports-2024", "XX")],
    ["data that is not there", () => openData({}).schedule],
    [
      "a change that changes nothing",
      () =>
        price(data.schedule, flows, {
          date: "2025-06-19",
          changes: data.changes([{ do: "repeal", measures: ["section-232/moon"] }]),
        }),
    ],
  ])("%s", (_, ask) => {
    expect(ask).toThrow(UserError);
  });
});
