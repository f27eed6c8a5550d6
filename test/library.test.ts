/** The library as its users see it. */
import { expect, test } from "vitest";
import {
  assess,
  bounds,
  effectiveRate,
  entryOf,
  loadAssumptions,
  loadFlow,
  loadSchedule,
  parseDay,
  parseRate,
  parseRateText,
  priceFlow,
  runScenario,
  type Scenario,
  sumsWhere,
  UserError,
} from "../src/index.js";

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
  const known = entryOf({
    ...digger,
    value: "10000",
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
    title: "The reciprocal tariff at 24 %",
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
});
