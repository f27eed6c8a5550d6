/**
 * What programs give is read once: a getter or a Proxy that throws, or that says something else at the next reading, is told as
 * a mistake with its place, or the answer is that of what it said first. Nothing else comes out.
 */
import { expect, test } from "vitest";
import * as models from "../../src/economics.js";
import * as library from "../../src/index.js";

const data = library.loadData();
const { schedule } = data;
const goods = {
  ...{ hts: "8703.23.01", origin: "JP", date: "2025-06-19", value: "30000", claims: [] },
  ...{ shares: { steel: "0.4" }, quantities: ["1200kg"], adcvd: ["A-588-874=12.5%"] },
};
const entry = library.entryOf(goods);
const day = { date: "2025-06-19" };
const [flow] = [data.flow("us-imports-2024", "KE")];
const kenya = schedule.origins.get("KE" as never) as library.Origin;
const ownFlow = { ...flow, hts: flow.hts.slice(0, 50), value: flow.value.slice(0, 50) };
const own = { ...ownFlow, duty: flow.duty.slice(0, 50), dated: [] } as library.Flow;
const priced = library.price(schedule, [flow], day);
const changes = JSON.parse('[{"do":"set","lever":"reciprocal","rate":"15"}]');
const changed = data
  .changes({ reciprocal: "15" })
  .map((one) => ({ ...one, ...("to" in one && { to: { ...one.to } }) }));
const scenario = {
  ...{ title: "", ...day, origins: ["KE"], flows: "us-imports-2024", assume: [] },
  ...{ baseline: { kind: "no-tariffs" }, changes: changed },
};
const price = library.pricerOf(data);
const asAny = library as unknown as Readonly<Record<string, (...given: unknown[]) => unknown>>;
const call = (name: string, ...given: unknown[]) => asAny[name]?.(...given);
const modelled = models as unknown as Readonly<Record<string, (...given: unknown[]) => unknown>>;
const prior = { id: "demand", distribution: { kind: "uniform", low: -3, high: -1 }, central: -2 };

/** What is given, and what is asked with it. */
const CALLS: readonly (readonly [string, object, (given: object) => unknown])[] = [
  ["entryOf", goods, (given) => call("entryOf", given)],
  ["pricerOf, goods", goods, (given) => price(given as library.Goods)],
  ["pricerOf, an entry", entry, (given) => price(given as library.Entry)],
  ["dutyOn", { ...goods, shares: undefined }, (given) => call("dutyOn", given, data)],
  [
    "asksOf",
    { hts: "8703.23.01.60", origin: "JP", ...day, value: "1" },
    (given) => call("asksOf", given, data),
  ],
  ["feesOn", [goods], (given) => call("feesOn", given, data)],
  ["feesOn, how", { mode: "vessel" }, (given) => call("feesOn", [goods], data, given)],
  ["assess", entry, (given) => call("assess", given, schedule)],
  ["barred", entry, (given) => call("barred", given, schedule)],
  ["assess, law", { ...schedule }, (given) => call("assess", entry, given)],
  ["feesOn, data", { ...data }, (given) => call("feesOn", [goods], given)],
  ["inCents", library.assess(entry, schedule) ?? {}, (given) => call("inCents", given)],
  ["price, settings", { ...day, view: "law", assume: {} }, (given) => call("price", schedule, [flow], given)],
  ["price, changes", changed, (given) => call("price", schedule, [flow], { ...day, changes: given })],
  ["price, a flow", [own], (given) => call("price", schedule, given, day)],
  [
    "priceFlow",
    { ...day, view: "law", assume: {}, past: schedule },
    (given) => call("priceFlow", flow, kenya, schedule, given),
  ],
  [
    "runScenario",
    scenario,
    (given) => call("runScenario", given, { schedule, view: "law", assume: {}, flowOf: () => flow }),
  ],
  [
    "runScenario, inputs",
    { schedule, view: "law", assume: {}, flowOf: () => flow },
    (given) => (call("runScenario", scenario, given) as library.ScenarioAnswer).changed.length,
  ],
  ["changedLaw, origins", [kenya], (given) => call("changedLaw", schedule, changed, day.date, given)],
  ["sectorTotals", { ...priced }, (given) => call("sectorTotals", schedule, given, data.sectors)],
  [
    "sectorTotals, sectors",
    [{ id: "all", label: "", products: ["87"], lists: [] }],
    (given) => call("sectorTotals", schedule, priced, given),
  ],
  ["tallyRows", priced.portions, (given) => call("tallyRows", given, () => "")],
  ["ordersNaming", entry, (given) => call("ordersNaming", given, schedule.orders.of("CN" as never))],
  [
    "ordersNaming, orders",
    schedule.orders.of("CN" as never).slice(0, 2),
    (given) => call("ordersNaming", entry, given),
  ],
  ["effectiveRate", entry.value, (given) => call("effectiveRate", given, entry.value)],
  ["Data.changes", { reciprocal: "15" }, (given) => data.changes(given as Readonly<Record<string, string>>)],
  ["Data.changes, a list", changes, (given) => data.changes(given as never)],
  ["Data.assumptions", ["observed-base"], (given) => data.assumptions(given as string[])],
  ["answerOf", ["measures", "section-232/cars"], (given) => call("answerOf", given)],
  ["find", { top: 1 }, (given) => call("find", "toys", given)],
  ["loadDataOver", [], (given) => call("loadDataOver", given)],
  ["openData", {}, (given) => Object.keys(library.openData(given as library.DataFiles))],
  ["parseOrigin", schedule.origins, (given) => call("parseOrigin", "JP", given)],
  [
    "respond",
    { value: 100, before: 0, after: 0.25 },
    (given) => modelled.respond?.(given, { demand: -2, passThrough: 1 }),
  ],
  [
    "armington",
    [{ spend: 100, before: 0, after: 0.1, supply: 5 }],
    (given) => modelled.armington?.(given, { substitution: 4, industry: -1 }),
  ],
  ["tornado", [prior], (given) => modelled.tornado?.(given, ({ demand }: { demand: number }) => demand)],
  ["drawsOf", { draws: 10, seed: 1 }, (given) => modelled.drawsOf?.([prior], given)],
];

const throwing = () => {
  throw new TypeError("own");
};

/** Says the truth so many times of each part, and then something else. */
function changing(thing: object, times: number, then: () => unknown): object {
  const reads = new Map<PropertyKey, number>();
  const get = (of: object, key: PropertyKey) => {
    const truth: unknown = Reflect.get(of, key, of);
    if (typeof key === "symbol") return truth;
    if (typeof truth === "function") return Array.isArray(of) ? truth : truth.bind(of);
    reads.set(key, (reads.get(key) ?? 0) + 1);
    return (reads.get(key) ?? 0) > times ? then() : truth;
  };
  return new Proxy(thing, { get });
}

const JUNK = [undefined, null, Number.NaN, "zz", 5n, Symbol("x"), [], {}];

const SPOILT: readonly ((thing: object) => object)[] = [
  (thing) => new Proxy(thing, {}),
  ...(["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"] as const).map(
    (trap) => (thing: object) => new Proxy(thing, { [trap]: throwing }),
  ),
  (thing) => {
    const { proxy, revoke } = Proxy.revocable(thing, {});
    revoke();
    return proxy;
  },
  ...[1, 2, 3, 5].flatMap((times) => [
    (thing: object) => changing(thing, times, throwing),
    ...JUNK.map((junk) => (thing: object) => changing(thing, times, () => junk)),
  ]),
];

/** What is given with each of its parts spoilt, two deep. */
function* spoiltIn(given: object, depth = 2): Generator<object> {
  for (const spoil of SPOILT) yield spoil(given);
  if (depth === 0 || given instanceof Map || "toFixed" in given) return;
  for (const [key, part] of Object.entries(given).slice(0, 20)) {
    if (typeof part !== "object" || part === null) continue;
    for (const other of spoiltIn(part, depth - 1))
      yield Array.isArray(given)
        ? given.map((one, at) => (String(at) === key ? other : one))
        : { ...given, [key]: other };
  }
}

const inText = (answer: unknown) =>
  JSON.stringify(answer, (_, part) => (part instanceof Map || part instanceof Set ? [...part] : part));

test.each(CALLS)("%s reads what it is given once", async (_, given, ask) => {
  const right = inText(await ask(given));
  const wrong: string[] = [];
  for (const spoilt of spoiltIn(given))
    try {
      const answer = inText(await ask(spoilt));
      if (answer !== right) wrong.push(`another answer: ${answer?.slice(0, 80)}`);
    } catch (error) {
      if (!(error instanceof library.UserError)) wrong.push(String(error));
      else if (error.where === undefined) wrong.push(`no place: ${error.message}`);
    }
  expect(wrong).toEqual([]);
});

test("data are packed as they were asked for first", () => {
  const wanted = { dataset: "us-imports-2024", origins: ["KE"], assume: [] };
  const right = Object.keys(library.packData(wanted));
  expect(Object.keys(library.packData(changing(wanted, 1, () => null) as library.Wanted))).toEqual(right);
  const origins = new Proxy(["KE"], { get: throwing });
  expect(() => library.packData({ ...wanted, origins })).toThrow(
    expect.objectContaining({ where: "origins" }),
  );
});

test("what is thrown can be anything", () => {
  for (const thrown of [
    undefined,
    null,
    Object.create(null),
    Symbol("x"),
    new Proxy(new Error("x"), { get: throwing }),
  ]) {
    const given = new Proxy(goods, {
      get: () => {
        throw thrown;
      },
    });
    expect(() => library.entryOf(given)).toThrow(library.UserError);
  }
});

test("a list that holds itself is refused", () => {
  const claims: unknown[] = [];
  claims.push(claims);
  expect(() => library.entryOf({ ...goods, claims: claims as string[] })).toThrow("it holds itself");
});

test("an amount of another copy of decimal.js is an amount, and one that no digits hold is none", () => {
  const value = { toFixed: () => "30000" } as unknown as library.Usd;
  expect(library.assess({ ...entry, value }, schedule)?.duty.toFixed()).toBe(
    library.assess(entry, schedule)?.duty.toFixed(),
  );
  const large = { toFixed: () => "1".repeat(16) } as unknown as library.Usd;
  expect(() => library.assess({ ...entry, value: large }, schedule)).toThrow("amount of dollars");
});

test("a code that every object has is no label", () => {
  expect(data.label("chapters", "87")).not.toBe("");
  for (const code of ["__proto__", "constructor"]) expect(data.label("chapters", code)).toBe("");
});

test("more quantities than goods can have are refused at once", () => {
  const quantities = new Array(20_000).fill("1kg");
  expect(() => library.entryOf({ ...goods, quantities })).toThrow(
    expect.objectContaining({ where: "quantities", message: "expected at most 100 quantities; got 20000" }),
  );
});

test("what one answer holds is not in the next", () => {
  const first = price(goods);
  expect(Object.isFrozen(first.needs) && Object.isFrozen(first.layers[0])).toBe(true);
  expect(structuredClone(first)).toEqual(price(goods));
});

test("a flow of a program is priced as it stands", () => {
  const mutable = { ...own, value: [...own.value] };
  const imports = () => library.price(schedule, [mutable], day).imports.toFixed();
  const before = imports();
  mutable.value[0] = (mutable.value[0] ?? 0) + 7;
  expect(Number(imports()) - Number(before)).toBe(7);
});

test.each<[string, unknown]>([
  ["changes", [{ do: "double" }]],
  ["changes", [{ do: "set", lever: "auto" }]],
  ["changes", [{ do: "enact", measure: { versions: 5 } }]],
  ["changes", [{ do: "move", lever: "auto", from: "soon", until: null }]],
  ["changes", { auto: "10.142857142857142" }],
  ["changes", { autos: "10" }],
])("%s that are none are refused with their place, case %#", (where, stated) => {
  expect(() => data.changes(stated as never)).toThrow(expect.objectContaining({ where }));
});

test("places are those of the caller, not flags", () => {
  const settings = {
    ...day,
    changes: data.changes([{ do: "set", measures: ["ieepa/fentanyl-canada"], rate: "15" }]),
  };
  expect(() => library.price(schedule, [flow], settings)).toThrow(
    expect.objectContaining({ where: "changes" }),
  );
  expect(() => data.assumptions(["nothing"])).toThrow(expect.objectContaining({ where: "assumptions" }));
  expect(() => data.flow("us-imports-1999", "JP")).toThrow(expect.objectContaining({ where: "dataset" }));
  expect(() => data.flow("us-imports-2024", "XX")).toThrow(expect.objectContaining({ where: "origin" }));
  const { past: _, ...question } = { ...day, view: "law", assume: {}, past: schedule };
  expect(() => call("priceFlow", flow, kenya, schedule, question)).toThrow(
    expect.objectContaining({ where: "past" }),
  );
  expect(() => call("changedLaw", schedule, [], "2025-02-30", [])).toThrow(
    expect.objectContaining({ where: "date" }),
  );
});
