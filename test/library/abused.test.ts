/** What programs give that no compiler checks: refused as a mistake with its place, and never a figure made of it. */
import { describe, expect, test } from "vitest";
import * as library from "../../src/index.js";

const data = library.loadData();
const { schedule } = data;
const flows = [data.flow("us-imports-2024", "JP")];
const goods = { hts: "8703.23.01", origin: "JP", date: "2025-06-19", value: "30000" };
const entry = library.entryOf(goods);
const day = { date: "2025-06-19" };

/** Values that are nothing of what the library asks for. */
const NONSENSE: readonly unknown[] = [
  ...[undefined, null, Number.NaN, -0, 1n, "", "nonsense", true, Symbol("x")],
  ...[[], [null], {}, new Date(0), new Map(), () => 1, Object.create(null), new Proxy({}, {})],
];

/** The mistake that a call is; `null` where it gives an answer. Any other error fails the test. */
async function mistake(call: () => unknown): Promise<library.UserError | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (error instanceof library.UserError) return error;
    throw error;
  }
}

/** Priced trade, and what of the nonsense is right in one place. */
const priced = library.price(schedule, flows, day).portions;
const isFunction = (value: unknown) => typeof value === "function";
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

const asAny = library as unknown as Readonly<Record<string, (...given: unknown[]) => unknown>>;
const call = (name: string, ...given: unknown[]) => asAny[name]?.(...given);

/** Their place is that of the caller, who hands them a text of their own. */
const WITHOUT_PLACE = /^(parse|answerOf)/;

describe.each<[string, (value: unknown) => unknown]>([
  ["entryOf", (value) => call("entryOf", value)],
  ["assess, entry", (value) => call("assess", value, schedule)],
  ["assess, law", (value) => call("assess", entry, value)],
  ["dutyOn, goods", (value) => call("dutyOn", value, data)],
  ["dutyOn, data", (value) => call("dutyOn", goods, value)],
  ["asksOf, goods", (value) => call("asksOf", value, data)],
  ["asksOf, data", (value) => call("asksOf", goods, value)],
  ["feesOn, a line", (value) => call("feesOn", [value], data)],
  ["feesOn, data", (value) => call("feesOn", [goods], value)],
  ["pricerOf, data", (value) => call("pricerOf", value)],
  ["pricerOf, goods", (value) => library.pricerOf(data)(value as library.Goods)],
  ["bounds, assessment", (value) => call("bounds", value, schedule, "law")],
  ["inCents", (value) => call("inCents", value)],
  ["declare", (value) => call("declare", value, schedule)],
  ["barred", (value) => call("barred", value, schedule)],
  ["parseDay", (value) => call("parseDay", value)],
  ["parseUsd", (value) => call("parseUsd", value)],
  ["parseRate", (value) => call("parseRate", value)],
  ["parseFraction", (value) => call("parseFraction", value)],
  ["parseOrigin", (value) => call("parseOrigin", value, schedule.origins)],
  ["parseOrigin, origins", (value) => call("parseOrigin", "JP", value instanceof Map ? null : value)],
  ["price, law", (value) => call("price", value, flows, day)],
  ["price, a flow", (value) => call("price", schedule, [value], day)],
  ["price, day", (value) => call("price", schedule, flows, { date: value })],
  ["priceFlow", (value) => call("priceFlow", value, {}, schedule, day)],
  ["runScenario", (value) => call("runScenario", value, { schedule })],
  ["changedLaw", (value) => call("changedLaw", value, [], "2025-06-19", [])],
  ["sectorTotals", (value) => call("sectorTotals", schedule, value, [])],
  ["sumsWhere", (value) => call("sumsWhere", isEmptyList(value) ? [null] : value, () => true)],
  ["sumsWhere, rows", (value) => call("sumsWhere", [value], () => true)],
  ["tallyRows", (value) => call("tallyRows", isEmptyList(value) ? [null] : value, () => "")],
  ["tallyRows, rows", (value) => call("tallyRows", [value], () => "")],
  ["tallyRows, groups", (value) => call("tallyRows", priced, isFunction(value) ? "" : value)],
  ["tallyLayers", (value) => call("tallyLayers", isEmptyList(value) ? [null] : value, () => "")],
  ["tallyLayers, rows", (value) => call("tallyLayers", [value], () => "")],
  ["tallyLayers, names", (value) => call("tallyLayers", priced, isFunction(value) ? "" : value)],
  ["ordersNaming, goods", (value) => call("ordersNaming", value, schedule.orders.all())],
  ["ordersNaming, number", (value) => call("ordersNaming", { ...entry, hts: value }, [])],
  ["ordersNaming, orders", (value) => call("ordersNaming", entry, isEmptyList(value) ? [null] : value)],
  ["ordersNaming, an order", (value) => call("ordersNaming", entry, [value])],
  ["effectiveRate, duty", (value) => call("effectiveRate", value, entry.value)],
  ["effectiveRate, value", (value) => call("effectiveRate", entry.value, value)],
  ["sectorTotals, rows", (value) => call("sectorTotals", schedule, { portions: [value] }, [])],
  ["Data.flow", (value) => data.flow(value as string, "JP")],
  ["Data.assumptions", (value) => data.assumptions([value] as string[])],
  ["packData", (value) => call("packData", value)],
  [
    "packData, assume",
    (value) =>
      call("packData", {
        dataset: "us-imports-2024",
        origins: ["JP"],
        assume: isEmptyList(value) || value === undefined ? 5 : value,
      }),
  ],
  ["loadDataOver", (value) => call("loadDataOver", [value])],
  ["answerOf", (value) => call("answerOf", [value])],
])("%s", (name, ask) => {
  test("refuses what is nothing of the kind", async () => {
    for (const value of NONSENSE) {
      const said = await mistake(() => ask(value));
      expect(said, String(typeof value)).not.toBeNull();
      if (!WITHOUT_PLACE.test(name)) expect(said?.where).toBeTypeOf("string");
    }
  });
});

describe("what throws where it is read is the mistake of whoever gives it", () => {
  const throws = () => {
    throw new Error("own");
  };
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable({ ...goods }, {});
    revoke();
    return proxy;
  };
  test.each<[string, () => object]>([
    ["a getter", () => Object.defineProperty({ ...goods }, "hts", { get: throws, enumerable: true })],
    [
      "another getter",
      () => Object.defineProperty({ ...goods }, "usParts", { get: throws, enumerable: true }),
    ],
    ["a Proxy", () => new Proxy({ ...goods }, { get: throws })],
    ["names of a Proxy", () => new Proxy({ ...goods }, { ownKeys: throws })],
    ["a Proxy that was revoked", revoked],
    ["claims", () => ({ ...goods, claims: new Proxy([], { get: throws }) })],
    ["shares", () => ({ ...goods, shares: new Proxy({}, { ownKeys: throws }) })],
  ])("%s", async (_, given) => {
    for (const ask of ["entryOf", "dutyOn", "asksOf"])
      expect(await mistake(() => call(ask, given(), data)), ask).toMatchObject({ where: expect.any(String) });
    expect(await mistake(() => call("feesOn", [given()], data))).toMatchObject({ where: expect.any(String) });
    expect(await mistake(() => library.pricerOf(data)(given() as library.Goods))).not.toBeNull();
  });
});

/** Entries that `entryOf` did not make. */
test.each<[string, object]>([
  ["date", { date: "2025-99-99" }],
  ["date", { date: new Date() }],
  ["value", { value: "30000" }],
  ["value", { value: 30000 }],
  ["value", { value: library.parseUsd("1").div(0) }],
  ["value", { value: library.parseUsd("1").neg() }],
  ["shares", { shares: null }],
  ["shares", { shares: { steel: "0.4" } }],
  ["claims", { claims: new Set([1]) }],
  ["quantities", { quantities: null }],
  ["quantities", { quantities: [{ amount: "5", unit: "kg", of: null }] }],
  ["adcvd", { adcvd: {} }],
  ["adcvd", { adcvd: { none: false, deposits: [null], outside: [] } }],
  ["adcvd", { adcvd: { none: false, deposits: [{}], outside: [] } }],
  ["observedBase", { observedBase: Number.NaN }],
  ["chapter98", { chapter98: Number.NaN }],
  ["chapter98", { chapter98: { number: "98020040", values: { "repair-value": 5 } } }],
])("an entry of its own making is refused: %s, case %#", async (where, other) => {
  for (const ask of [
    () => call("assess", { ...entry, ...other }, schedule),
    () => call("dutyOn", { ...entry, ...other }, data),
  ])
    expect(await mistake(ask)).toMatchObject({ code: "INVALID", where });
});

/** Assessments that `assess` did not make. */
test.each<[string, (one: library.Assessment) => object]>([
  ["its entry", (one) => ({ ...one, entry: { ...one.entry, shares: Number.NaN } })],
  ["its base", (one) => ({ ...one, base: undefined })],
  ["the fate of its base", (one) => ({ ...one, base: { ...one.base, fate: null } })],
  ["dollars of its base", (one) => ({ ...one, base: { ...one.base, fate: { ...one.base.fate, duty: 5 } } })],
  ["a layer", (one) => ({ ...one, layers: [null] })],
  ["the measure of a layer", (one) => ({ ...one, layers: [{ ...one.layers[0], measure: 5 }] })],
  ["the version of a layer", (one) => ({ ...one, layers: [{ ...one.layers[0], version: null }] })],
  ["the duty of a layer", (one) => ({ ...one, layers: [{ ...one.layers[0], duty: undefined }] })],
  [
    "dollars of a layer",
    (one) => ({
      ...one,
      layers: [{ ...one.layers[0], fate: { outcome: "charged", share: 1, duty: Number.NaN } }],
    }),
  ],
])("an assessment of its own making is refused: %s", async (_, spoilt) => {
  const one = spoilt(library.assess(entry, schedule) as library.Assessment);
  for (const ask of [
    () => call("inCents", one),
    () => call("declare", one, schedule),
    () => call("bounds", one, schedule, "law"),
  ])
    expect((await mistake(ask))?.where).toMatch(/^(assessment|shares)$/);
});

test.each<[string, object]>([
  ["dataset", { dataset: Number.NaN }],
  ["year", { year: "2024" }],
  ["dated", { dated: null }],
  ["hts", { hts: [null] }],
  ["value", { value: undefined }],
  ["value", { value: ["5"] }],
  ["value", { value: flows[0]?.value.map(() => Number.NaN) }],
  ["value", { value: flows[0]?.value.map(() => 0.5) }],
  ["duty", { duty: flows[0]?.duty.slice(1) }],
])("a flow of its own making is refused: %s, case %#", async (_, other) => {
  const flow = { ...flows[0], ...other };
  expect((await mistake(() => call("price", schedule, [flow], day)))?.where).toBe("flows");
  expect(
    (
      await mistake(() =>
        call("priceFlow", flow, schedule.origins.get("JP" as never), schedule, {
          ...day,
          view: "law",
          assume: {},
        }),
      )
    )?.where,
  ).toBe("flows");
});

describe.each<[string, string]>([
  ["find", "text"],
  ["choose", "hts"],
  ["when", "hts"],
])("%s", (name, where) => {
  test("takes a text, and flags that a command line can have", async () => {
    for (const value of NONSENSE.filter((one) => typeof one !== "string"))
      expect((await mistake(() => call(name, value, {})))?.where).toBe(where);
    for (const flags of [null, [], "origin", 5])
      expect((await mistake(() => call(name, "8703.23.01.60", flags)))?.where).toBe("flags");
    for (const value of [null, Number.NaN, Symbol("x"), {}, [5], () => 1, 1n])
      expect((await mistake(() => call(name, "8703.23.01.60", { origin: value })))?.where).toBe("origin");
  });
});

const withHole: string[] = ["USMCA", "USMCA"];
delete withHole[0];

test.each<[string, object]>([
  ["claims", { claims: withHole }],
  ["adcvd", { adcvd: {} }],
  ["adcvd", { adcvd: { none: "x", deposits: [], outside: [] } }],
  ...["shares", "weights", "components"].flatMap((name): [string, object][] =>
    [new Map([["steel", "0.5"]]), new Set(["steel"]), new Date(0)].map((value) => [name, { [name]: value }]),
  ),
])("goods of its own making are refused: %s, case %#", async (where, other) => {
  expect(await mistake(() => call("dutyOn", { ...goods, ...other }, data))).toMatchObject({ where });
});

test("views, modes and kinds of entry are those that there are", async () => {
  expect(await mistake(() => call("dutyOn", goods, data, "cach"))).toMatchObject({ where: "view" });
  expect(await mistake(() => call("feesOn", [goods], data, { mode: Number.NaN }))).toMatchObject({
    where: "mode",
  });
  expect(await mistake(() => call("feesOn", [goods], data, { mode: "spaceship" }))).toMatchObject({
    where: "mode",
  });
  expect(await mistake(() => call("feesOn", [goods], data, { entryType: "x" }))).toMatchObject({
    where: "entryType",
  });
});

test("frozen goods, and those of a prototype, owe what plain ones do", () => {
  for (const same of [
    Object.freeze({ ...goods }),
    new Proxy({ ...goods }, {}),
    Object.create(goods) as library.Goods,
  ])
    expect(library.dutyOn(same, data)?.duty).toBe("8250");
});

test.each<[string, unknown]>([
  ["a measure that is none", [{ do: "enact", measure: { id: "x" } }]],
  ["no measure", [{ do: "enact" }]],
  ["a version that is none", [{ do: "enact", measure: { id: "x", versions: [{}] } }]],
  ["a rate of nothing", [{ do: "set" }]],
  [
    "a rate that is a text",
    [{ do: "set", measures: ["section-232/cars"], to: { kind: "on-top", rate: "25" } }],
  ],
  ["a word that is none", [{ do: "double", measures: [] }]],
  ["texts for `Data.changes`", [{ do: "set", lever: "auto", rate: "15" }]],
])("changes of %s are refused", async (_, changes) => {
  for (const ask of [
    () => call("price", schedule, flows, { ...day, changes }),
    () => call("changedLaw", schedule, changes, day.date, []),
    () => call("runScenario", { ...SCENARIO, changes }, INPUTS),
  ])
    expect((await mistake(ask))?.where).toBe("changes");
});

const SCENARIO = {
  title: "",
  ...day,
  origins: ["JP"],
  flows: "us-imports-2024",
  baseline: { kind: "no-tariffs" },
  changes: [],
  assume: [],
};
const INPUTS = { schedule, view: "law", assume: {}, flowOf: () => flows[0] };

test.each([
  ["flowOf", { ...INPUTS, flowOf: undefined }],
  ["assume", { ...INPUTS, assume: undefined }],
  ["view", { ...INPUTS, view: "bank" }],
])("a scenario without %s is refused", async (where, inputs) => {
  expect((await mistake(() => call("runScenario", SCENARIO, INPUTS)))?.message).toBeUndefined();
  expect((await mistake(() => call("runScenario", SCENARIO, inputs)))?.where).toBe(where);
});

test("what answers point to cannot be changed for the next", () => {
  const { sectors, levers, fees } = data;
  const order = schedule.orders.of("CN" as never)[0];
  const all: readonly unknown[] = [
    flows[0]?.value,
    flows[0]?.duty,
    sectors[0],
    levers[0]?.measures,
    fees.fees,
  ];
  const law: readonly unknown[] = [
    schedule.agreements[0],
    schedule.origins.get("JP" as never)?.blocs,
    order?.numbers,
  ];
  for (const part of [...all, ...law, schedule.bans[0], schedule.measures[0]?.versions, schedule.facts])
    expect(part !== undefined && Object.isFrozen(part)).toBe(true);
});

test.each([
  ["parseDay", "x"],
  ["parseUsd", "x"],
  ["parseRate", "x"],
  ["parseFraction", "x"],
])("%s says where its mistake is", (name, text) => {
  expect(() => call(name as never, text)).toThrow(
    expect.objectContaining({ code: expect.any(String), where: "text" }),
  );
});

test("a folder that is no text is a mistake of the caller", async () => {
  const folder = { folder: 1 } as never;
  await expect(library.answerOf(["measures"], folder)).rejects.toMatchObject({ where: "folder" });
  await expect(library.find("toys", {}, folder)).rejects.toMatchObject({ where: "folder" });
  expect(() => library.packData({ dataset: "us-imports-2024", origins: ["JP"] }, folder)).toThrow(
    "expected text",
  );
  await expect(library.answerOf(["nonsense"])).rejects.toMatchObject({ where: "args" });
});

describe("what the library made as one thing is no other", () => {
  const assessment = library.assess(entry, schedule) as library.Assessment;
  const changes = data.changes({ auto: "15" });
  const others = { law: schedule, data, flow: flows[0], assessment, priced: priced[0], changes } as const;
  test.each<[string, readonly (keyof typeof others)[], (value: unknown) => unknown]>([
    ["inCents", ["assessment"], (value) => call("inCents", value)],
    ["bounds", ["assessment"], (value) => call("bounds", value, schedule, "law")],
    ["declare", ["assessment"], (value) => call("declare", value, schedule)],
    ["assess, law", ["law"], (value) => call("assess", entry, value)],
    ["bounds, law", ["law"], (value) => call("bounds", assessment, value, "law")],
    ["price, law", ["law"], (value) => call("price", value, flows, day)],
    ["price, a flow", ["flow"], (value) => call("price", schedule, [value], day)],
    ["dutyOn, data", ["data"], (value) => call("dutyOn", goods, value)],
    ["pricerOf, data", ["data"], (value) => call("pricerOf", value)],
    ["sumsWhere", ["priced"], (value) => call("sumsWhere", [value], () => true)],
    [
      "changedLaw, changes",
      ["changes"],
      (value) => call("changedLaw", schedule, value, "2025-06-19", [schedule.origins.get("JP" as never)]),
    ],
  ])("%s", async (_, taken, ask) => {
    for (const [name, value] of Object.entries(others))
      expect([name, (await mistake(() => ask(value))) === null]).toEqual([
        name,
        taken.some((one) => one === name),
      ]);
  });
});
