/** Answers of the library as plain values: the same as the command line's, frozen, and fit to be copied and sent. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoize } from "../../src/compiled/memo.js";
import {
  answerOf,
  asksOf,
  assess,
  type Country,
  changedLaw,
  choose,
  type Data,
  type DataFiles,
  dutyOn,
  entryOf,
  type Flow,
  feesOn,
  find,
  loadData,
  loadDataOver,
  openData,
  packData,
  parseDay,
  parseOrigin,
  parseUsd,
  price,
  pricerOf,
  runScenario,
  UserError,
  when,
} from "../../src/index.js";
import { addDays, seasonOf } from "../../src/law/calendar.js";

const data = loadData();
const CAR = { hts: "8703.23.01", origin: "JP", date: "2025-06-19", value: "30000" };

describe("an answer", () => {
  test("has dollars as texts, layers with what they rest on, and what would change it", () => {
    const told = dutyOn(CAR, data);
    expect(told).toMatchObject({ duty: "8250", atLeast: "8250", upTo: "8250", rate: "0.275", needs: [] });
    expect(told?.base).toEqual({ column: "general", text: "2.5%", line: "87032301", duty: "750" });
    const [cars] = told?.layers.filter(({ outcome }) => outcome === "charged") ?? [];
    expect(cars).toMatchObject({
      measure: "section-232/cars",
      heading: "9903.94.01",
      duty: "7500",
      share: "1",
    });
    expect(cars?.citations.length).toBeGreaterThan(0);
  });

  test("is plain and frozen, and no answer can change the law of the next", () => {
    const told = dutyOn(CAR, data);
    expect(structuredClone(told)).toEqual(told);
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
    expect(() => Object.assign(told?.layers[0] ?? {}, { duty: "0" })).toThrow(TypeError);
    const [layer] = assess(entryOf(CAR), data.schedule)?.layers ?? [];
    expect(() => Object.assign(layer?.measure ?? {}, { title: "another" })).toThrow(TypeError);
  });

  test("is none where the tariff has no line; what is unknown is said to be", () => {
    expect(dutyOn({ ...CAR, hts: "8703.99.99" }, data)).toBeUndefined();
    const frames = { hts: "9403.20.00.50", origin: "VN", date: "2025-09-01", value: "10000" };
    expect(dutyOn(frames, data)).toMatchObject({ status: "unknown", duty: null });
  });

  test("has the rates of the day of privileged foreign status, which is not after the entry", () => {
    const zone = dutyOn({ ...CAR, date: "2025-10-01", statusDate: "2025-03-01" }, data);
    // 2.5% alone: Section 232 on cars begins on 2025-04-03.
    expect(zone).toMatchObject({ date: "2025-10-01", statusDate: "2025-03-01", duty: "750" });
    expect(dutyOn(CAR, data)).toMatchObject({ date: CAR.date, statusDate: null });
    // The fees are those of the day of entry: the most of fiscal year 2026, not of 2025.
    const dear = { ...CAR, value: "1000000", date: "2025-10-01", statusDate: "2025-03-01" };
    expect(feesOn([dear], data)[0]).toMatchObject({ id: "mpf", amount: "651.50" });
    expect(entryOf({ ...CAR, statusDate: "2025-03-01" }).date).toBe("2025-03-01");
    expect(() => dutyOn({ ...CAR, statusDate: "2025-06-20" }, data)).toThrow(/cannot have their status/);
    expect(() => dutyOn({ ...CAR, statusDate: "2024-12-31" }, data)).toThrow(/known from 2025-01-01/);
    expect(() => entryOf({ ...CAR, statusDate: 7 } as never)).toThrow(/statusDate|expected text/);
    expect(() => entryOf({ ...CAR, statusdate: "2025-03-01" } as never)).toThrow(UserError);
  });

  test("says of goods that may not be imported that they are barred, and no figure", () => {
    const whisky = {
      hts: "2208.30.60.20",
      origin: "CA",
      date: "2026-10-01",
      value: "1000",
      claims: ["packaged"],
    };
    const told = dutyOn(whisky, data);
    expect(told).toMatchObject({ status: "barred", duty: null, upTo: null, layers: [], asks: [] });
    expect(told?.barredBy).toMatch(/alcohol/i);
  });

  test.each([
    [{ claims: ["usmca"], origin: "MX" }, "UNKNOWN_NAME", "claims"],
    [{ claims: ["USMCA"] }, "INVALID", "claims"],
    [{ claims: "USMCA" as never, origin: "MX" }, "INVALID", "claims"],
    [{ hts: "7318.15.20.00", claims: ["us-melted"], melt: "JP" }, "INVALID", "claims"],
    [{ claim: ["USMCA"], origin: "MX" } as never, "UNKNOWN_NAME", "claim"],
    [{ origin: "XX" }, "UNKNOWN_NAME", "origin"],
    [{ melt: "Japan" }, "INVALID", "melt"],
    [{ melt: "XX" }, "UNKNOWN_NAME", "melt"],
    [{ date: "2020-01-01" }, "OUTSIDE_LAW", "date"],
    [{ date: "2025-02-30" }, "INVALID", "date"],
    [{ hts: "87x" }, "INVALID", "hts"],
    [{ value: 1 as never }, "INVALID", "value"],
    [{ value: "1e5" }, "INVALID", "value"],
    [{ shares: { steel: 0.5 } as never }, "INVALID", "shares"],
    [{ shares: { steel: "0.6", aluminum: "0.6" } }, "INVALID", "shares"],
    [{ components: { case: 30 } as never }, "INVALID", "components"],
    [{ components: { case: "30001" } }, "INVALID", "components"],
    [{ quantities: ["many"] }, "INVALID", "quantities"],
    [{ loadedOn: "soon" }, "INVALID", "loadedOn"],
    [{ adcvd: 5 as never }, "INVALID", "adcvd"],
    [{ adcvd: ["X-1"] }, "INVALID", "adcvd"],
    [{ ch98: "9802.00.40", repairValue: "much" }, "INVALID", "repairValue"],
  ])("refuses %j with code %s at %s", (goods, code, where) => {
    const refused = expect.objectContaining({ name: "UserError", code, where });
    expect(() => dutyOn({ ...CAR, ...(goods as object) }, data)).toThrow(refused);
    expect(() => pricerOf(data)({ ...CAR, ...(goods as object) })).toThrow(refused);
    expect(() => feesOn([{ ...CAR, ...(goods as object) }], data)).toThrow(refused);
  });

  test("an informal entry is worth at most $2,500 (19 CFR 143.21)", () => {
    const small = { ...CAR, value: "2500" };
    expect(feesOn([small], data, { entryType: "informal" }).length).toBeGreaterThan(0);
    expect(() => feesOn([small, { ...CAR, value: "1" }], data, { entryType: "informal" })).toThrow(
      expect.objectContaining({ code: "INVALID", where: "entryType" }),
    );
  });

  test.each([null, 5, "data", []])("data cannot be opened from %j", (files) => {
    expect(() => openData(files as never)).toThrow(UserError);
  });
});

describe("a day after the last on which the law was checked", () => {
  const after = { ...CAR, date: addDays(data.schedule.asOf, 1) };
  const last = { ...CAR, date: data.schedule.asOf };
  const flows = [data.flow("us-imports-2024", "JP")];

  test("is said to be extrapolated by every answer; the day itself is not", () => {
    expect(dutyOn(after, data)?.extrapolates).toBe(true);
    expect(dutyOn(last, data)?.extrapolates).toBe(false);
    expect(assess(entryOf(after), data.schedule)?.extrapolates).toBe(true);
    expect(assess(entryOf(last), data.schedule)?.extrapolates).toBe(false);
    expect(pricerOf(data)(after).extrapolates).toBe(true);
    expect(pricerOf(data)(last).extrapolates).toBe(false);
    expect(price(data.schedule, flows, { date: after.date }).extrapolates).toBe(true);
    expect(price(data.schedule, flows, { date: last.date }).extrapolates).toBe(false);
  });

  test("a scenario on it too; one before the law, or of an origin that is none, is refused", () => {
    const ask = (date: string, origin = "JP") => {
      const scenario = {
        title: "",
        date: parseDay(date),
        origins: [origin as Country],
        changes: [],
        baseline: { kind: "no-tariffs" as const },
      };
      const flowOf = () => flows[0] as Flow;
      return runScenario(scenario as never, { schedule: data.schedule, view: "law", assume: {}, flowOf });
    };
    expect(ask(after.date).extrapolates).toBe(true);
    expect(ask(last.date).extrapolates).toBe(false);
    expect(() => ask("2024-12-31")).toThrow(expect.objectContaining({ code: "OUTSIDE_LAW" }));
    expect(() => ask("2025-06-19", "XX")).toThrow(expect.objectContaining({ code: "UNKNOWN_NAME" }));
  });
});

/** How many goods are drawn; a thousand by hand. */
const ASKED = Number(process.env.ASKED_ENTRIES ?? 25);

test(
  "goods are asked the same by the library, by a page and by the command line",
  async () => {
    const numbers = data.schedule.base.numbers.filter((hts) => hts < "98");
    /** What a page carries, whose lines are those of the trade of its partner. */
    const pageOf = memoize((origin: string): Data => {
      const wanted = { dataset: "us-imports-2024", origins: [origin], entries: true };
      return openData(JSON.parse(JSON.stringify(packData(wanted))) as DataFiles);
    });
    const entries = fc.record({
      hts: fc.constantFrom(...numbers),
      origin: fc.constantFrom("CN", "CA", "MX", "JP", "GB", "VN", "BR", "EU"),
      date: fc.constantFrom("2025-03-05", "2025-06-19", "2025-09-10", "2026-05-04", "2026-09-29"),
      value: fc.integer({ min: 1, max: 100_000 }).map(String),
    });
    let onPages = 0;
    await fc.assert(
      fc.asyncProperty(entries, async (drawn) => {
        const goods = { ...drawn, origin: drawn.origin === "EU" ? "DE" : drawn.origin };
        const { hts, origin, date, value } = goods;
        const season = seasonOf(hts as never, data.schedule.seasons);
        if (!data.schedule.base.exists(hts, date as never) || season) return;
        const line = ["duty", hts, "--origin", origin, "--date", date, "--value", value];
        const printed = (await answerOf(line)) as {
          status: string;
          asks: { state: string; change_usd: string }[];
        };
        const found = dutyOn(goods, data);
        const asks = asksOf(goods, data);
        expect(found?.asks).toEqual(asks);
        expect(found?.status).toEqual(printed.status);
        expect(asks.map(({ state }) => state)).toEqual(printed.asks.map(({ state }) => state));
        const apart = asks.map(({ change }, at) => Number(change) - Number(printed.asks[at]?.change_usd));
        /** The command prints whole cents. */
        expect(apart.filter((dollars) => Math.abs(dollars) > 0.005_001)).toEqual([]);
        const page = pageOf(drawn.origin);
        if (!page.schedule.base.exists(hts, date as never)) return;
        expect(dutyOn(goods, page)).toEqual(found);
        onPages += 1;
      }),
      { numRuns: ASKED },
    );
    expect(onPages).toBeGreaterThan(ASKED / 10);
  },
  60_000 + ASKED * 500,
);

test("a page that carries trade alone does not answer for entries", () => {
  const page = openData(packData({ dataset: "us-imports-2024", origins: ["JP"] }));
  expect(() => dutyOn(CAR, page)).toThrow("do not say what the law asks of goods");
});

describe("goods by the million", () => {
  const price = pricerOf(data);

  test("each owes what it owes alone, in cents", () => {
    expect(price(CAR)).toMatchObject({ duty: "8250.00", base: "750.00", needs: [], remark: null });
    expect(price({ ...CAR, origin: "MX", claims: ["USMCA"] }).duty).toBe("7500.00");
  });

  test("what is not known is null, and a number that is none is refused", () => {
    expect(price({ hts: "9403.20.00.50", origin: "VN", date: "2025-09-01", value: "10000" }).duty).toBeNull();
    expect(() => price({ ...CAR, hts: "8703.99.99.99" })).toThrow(UserError);
  });
});

test("fees are those of an entry: 0.3464% and 0.125% of $30,000 by sea (19 CFR 24.23, 24.24)", () => {
  const fees = feesOn([CAR], data, { mode: "vessel" });
  expect(fees.map(({ id, amount }) => [id, amount])).toEqual([
    ["mpf", "103.92"],
    ["hmf", "37.50"],
  ]);
  expect(feesOn([], data)).toEqual([]);
  expect(feesOn([CAR], data)[1]).toMatchObject({ outcome: "unknown", amount: null, upTo: "37.50" });
});

test("entries are assessed under changed law: cars at 15% on top of 2.5%", () => {
  const changes = data.changes({ auto: "15" });
  const japan = data.schedule.origins.get(parseOrigin("Japan", data.schedule.origins));
  const car = entryOf(CAR);
  const law = changedLaw(data.schedule, changes, car.date, japan ? [japan] : []);
  expect(assess(car, law)?.duty.toFixed()).toBe(parseUsd("5250").toFixed());
});

test("folders of one's own are laid over the data", async () => {
  await expect(loadDataOver(["test/no-such-folder"])).rejects.toThrow(UserError);
});

describe("what the command line answers", () => {
  test("is the value of its JSON: the main job", async () => {
    const told = (await answerOf(["scenario", "--auto", "25", "--reciprocal", "24"])) as {
      total: Record<string, string>;
    };
    expect((Number(told.total.change_usd) / 1e6).toFixed(0)).toBe("9237");
  });

  test.each([
    [["duty", "8703.23.01", "--origin", "XX", "--value", "1"], "UNKNOWN_NAME", "--origin"],
    [["audit", "no-such-file.csv"], "SYSTEM", "no-such-file.csv"],
    [["duty", "8703.23.01", "--origin", "JP", "--value", "1", "-o", "x.json"], "INVALID", "--output"],
  ])("%j is refused with code %s", async (args, code, where) => {
    await expect(answerOf(args)).rejects.toMatchObject({ name: "UserError", code, where });
  });
});

test("find, choose and when answer what the commands do", async () => {
  const car = "8703.23.01.60";
  for (const [asked, words] of [
    [
      find("ball bearings", { origin: "JP", top: 3 }),
      ["find", "ball bearings", "--origin", "JP", "--top", "3"],
    ],
    [find("8482"), ["find", "8482"]],
    [
      choose(car, { value: 30000, from: "JP,MX", claim: ["USMCA"], entryType: "formal" }),
      ["choose", car, "--value", "30000", "--from", "JP,MX", "--claim", "USMCA", "--entry-type", "formal"],
    ],
    [
      when(car, { origin: "JP", value: "30000", from: "2025-08-01", until: "2025-12-01" }),
      ["when", car, "--origin", "JP", "--value", "30000", "--from", "2025-08-01", "--until", "2025-12-01"],
    ],
  ] as const) {
    const answer = await asked;
    expect(answer.rows.length).toBeGreaterThan(1);
    expect(answer).toEqual({ ...((await answerOf(words)) as object), command: expect.anything() });
  }
  await expect(find("--data=x")).resolves.toMatchObject({ title: 'Lines that "--data=x" may mean' });
  await expect(find("")).rejects.toMatchObject({ name: "UserError", where: "text" });
  await expect(choose(car, { value: 1, from: "ZZ" })).rejects.toMatchObject({ name: "UserError" });
});
