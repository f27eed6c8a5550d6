/**
 * Antidumping and countervailing duty orders: nothing whose number and country an order names is exact without a word.
 * The words of a scope decide (19 CFR 351.225), so a number alone says only that an order may cover the goods; deposits are
 * of the entered value (19 USC 1671b(d)(1)(B), 1673b(d)(1)(B)).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gridOf } from "../../src/compiled/grid.js";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { parseAdcvd } from "../../src/contract/parse.js";
import { assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import type { Country } from "../../src/law/origin.js";
import { entryOf } from "../../src/library/goods.js";
import { session } from "../cli/session.js";
import { DATA, shipped } from "../shipped.js";
import { duty } from "./duty-file.js";

interface Text {
  readonly case: string;
  readonly origin: string;
  readonly numbers: string;
  readonly from: string | null;
}
const { orders } = JSON.parse(readFileSync(join(DATA, "orders.json"), "utf8")) as {
  orders: readonly Text[];
};
const DAY = "2026-03-01" as IsoDate;

/** A line of the tariff under each number that each order in force names, with the case. */
const named = orders
  .filter(({ from }) => from === null || from <= DAY)
  .flatMap(({ case: name, origin, numbers }) =>
    numbers.split(" ").flatMap((start) => {
      const [hts] = start === "" ? [] : shipped.base.linesUnder(start, DAY);
      return hts ? [{ hts, origin, name }] : [];
    }),
  );

test("every number that an order names is open, in an entry, a file and the grid", async () => {
  expect(named.length).toBeGreaterThan(3000);
  const silent = named.filter(({ hts, origin, name }) => {
    const entry = entryOf({ hts, origin, date: DAY, value: "1000" });
    return !assess(entry, shipped)?.orders.some((order) => order.case === name);
  });
  expect(silent).toEqual([]);

  const rows = named.map(({ hts, origin }) => `${DAY},${hts},${origin},1000`);
  const { out } = await duty(["date,hts,origin,value", ...rows, ""].join("\n"));
  const [, ...lines] = out.trimEnd().split("\n");
  const exact = lines.filter((line, index) => {
    const { name } = named[index] as (typeof named)[number];
    return !/,(unknown|barred),/.test(line) || !(line.includes(name) || line.includes(" more;"));
  });
  expect(exact).toEqual([]);

  const grid = gridOf(rateBook(shipped, "law"), shipped, DAY);
  const casesOf = new Map(
    [...new Set(named.map(({ origin }) => origin))].map((code) => {
      const origin = shipped.origins.get(code as Country);
      if (!origin) throw new Error(code);
      return [code, new Map(grid.casesOf(origin).map(([line, cases]) => [grid.hts[line], cases]))];
    }),
  );
  expect(named.filter(({ hts, origin, name }) => !casesOf.get(origin)?.get(hts)?.includes(name))).toEqual([]);
});

test("a deposit is last, on the entered value, and no other duty knows of it", () => {
  const goods = { hts: "2933.61.00.00", origin: "TT", date: DAY, value: "10000" };
  const without = assess(entryOf({ ...goods, adcvd: ["none"] }), shipped);
  const stated = ["A-274-810-001=12.5%", "C-274-811=$0.30/kg"];
  const withThem = assess(entryOf({ ...goods, adcvd: stated, quantities: ["2t"] }), shipped);
  expect(without?.orders).toEqual([]);
  expect(withThem?.orders).toEqual([]);
  expect(withThem?.layers.slice(-2).map(({ heading }) => heading)).toEqual(["A-274-810-001", "C-274-811"]);
  expect(withThem?.duty.minus(without?.duty ?? 0).toFixed(2)).toBe("1850.00");
});

test("a deposit a kilogram of goods of unknown weight is not known", () => {
  const goods = { hts: "2933.61.00.00", origin: "TT", date: DAY, value: "10000" };
  const { needs } = assess(entryOf({ ...goods, adcvd: ["C-274-811=$0.30/kg", "none"] }), shipped) ?? {};
  expect(needs).toEqual(["quantity in kg"]);
});

test("in a file the column adcvd states deposits, cases that do not cover the goods, and none", async () => {
  const { out, err } = await duty(
    [
      "date,hts,origin,value,adcvd",
      "2026-03-01,2933.61.00.00,TT,10000,",
      "2026-03-01,2933.61.00.00,TT,10000,A-274-810=12.5%",
      "2026-03-01,2933.61.00.00,TT,10000,A-274-810=12.5%;C-274-811=1%",
      "2026-03-01,2933.61.00.00,TT,10000,A-274-810=none;C-274-811=none",
      "2026-03-01,2933.61.00.00,TT,10000,none",
      "2026-03-01,2933.61.00.00,FR,10000,",
      "",
    ].join("\n"),
  );
  const rows = out.trimEnd().split("\n").slice(1);
  const cells = rows.map((row) => row.split(","));
  expect(cells.map((row) => [row[7], row[9]])).toEqual([
    ["", "unknown"],
    ["", "unknown"],
    ["2700.00", "exact"],
    ["1350.00", "exact"],
    ["1350.00", "exact"],
    ["1350.00", "exact"],
  ]);
  expect(rows[2]).toContain("2933.61.00.00:0.035:350.00; A-274-810:0.125:1250.00; C-274-811:0.01:100.00");
  expect(err).toContain("may cover 2 rows worth $20,000");
});

test("duty says which orders may apply and is a lower bound until one is stated, or none", async () => {
  const ask = (rest: string) =>
    session(`$ tariff-calc duty 2933.61.00.00 --origin TT --value 10000 --date 2026-03-01 ${rest}`, 200);
  const open = await ask("");
  expect(open).toContain("Duty, at least");
  expect(open).toContain("A-274-810 antidumping, melamine (FR Doc. 2025-01999");
  expect(open).toContain("--adcvd A-274-810=RATE");
  expect(await ask("--adcvd none")).toContain("Status: exact");
  expect(await ask("--adcvd A-274-810=12.5% --adcvd C-274-811=1%")).toContain("Status: exact");
  expect(await ask("--adcvd A-999-999=5%")).toContain("A-999-999 is no order of the data");
});

test("measures --adcvd finds orders by country, case, product and number", async () => {
  const cases = async (words: string) =>
    (await session(`$ tariff-calc measures ${words} --adcvd --format csv`, 80))
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((row) => row.split(",")[0]);
  expect((await cases("")).length).toBe(700);
  expect(await cases("2933.61.00 --origin TT")).toEqual(["A-274-810", "C-274-811"]);
  expect(await cases("melamine --origin TT --date 2025-01-31")).toEqual(["A-274-810", "C-274-811"]);
  expect((await cases("melamine --origin TT --date 2025-01-30")).join()).toContain("look for a case");
  expect(await cases("A-588-881")).toEqual(["A-588-881"]);
});

test.each([
  ["A-588-874", "expected a rate of deposit"],
  ["A-588-874=12.5", "expected a rate of deposit"],
  ["588-874=12.5%", "expected none, or a case"],
  ["no", "expected none, or a case"],
])("%s is refused", (text, message) => {
  expect(() => parseAdcvd([text])).toThrow(message);
});

test("a case is stated once", () => {
  expect(() => parseAdcvd(["A-588-874=1%", "a588874001=2%"])).toThrow("there twice");
  // A case is either in the order, with a deposit, or outside of it.
  expect(() => parseAdcvd(["A-588-874=none", "A-588-874=1%"])).toThrow("A-588-874 is there twice");
});
