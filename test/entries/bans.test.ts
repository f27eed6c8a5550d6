/** Goods that may not be imported, such as those of Proclamations 11061 to 11063 from September 29, 2026: every command says so. */
import { expect, test } from "vitest";
import { loadFlow } from "../../src/data/trade.js";
import type { IsoDate } from "../../src/law/calendar.js";
import type { Country } from "../../src/law/origin.js";
import { barredIn, exposedTo, type Flow } from "../../src/trade/flow.js";
import { session } from "../cli/session.js";
import { reader, shipped } from "../shipped.js";
import { duty, HEADER } from "./duty-file.js";

const cells = async (command: string) => {
  const [head = "", ...rows] = (await session(`$ tariff-calc ${command} --format csv`, 80))
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("2> "));
  return rows.map((row) => {
    const values = row.split(",");
    return Object.fromEntries(head.split(",").map((name, index) => [name, values[index]]));
  });
};

const statusIn = async (command: string) =>
  (await cells(command)).map(({ status, total_rate }) => [status, total_rate]);

test("a rate is empty from the first day of the ban on", async () => {
  const steps = await cells("rate 8711.50.00.30 --origin CA --from 2026-09-28 --to 2026-09-30");
  expect(steps.map(({ date_from, status, total_rate }) => [date_from, status, total_rate])).toEqual([
    ["2026-09-28", "exact", "0.624"],
    ["2026-09-29", "barred", ""],
  ]);
});

test("a rate of goods that hang on a fact is not known until it is stated, then that of those that may be imported", async () => {
  expect(await statusIn("rate 2208.30.30.30 --origin CA --date 2026-09-29")).toEqual([["unknown", ""]]);
  expect(await statusIn("rate 2208.30.30.30 --origin CA --date 2026-09-29 --claim in-bulk")).toEqual([
    ["exact", "0.6"],
  ]);
  expect(await statusIn("rate 2208.30.30.30 --origin CA --date 2026-09-29 --claim packaged")).toEqual([
    ["barred", ""],
  ]);
});

test("the grid has the line of Canada barred and that of Japan not", async () => {
  const rows = (await cells("grid --date 2026-09-29 --origin CA --origin JP")).filter(
    ({ hts10 }) => hts10 === "8711500030",
  );
  expect(rows.map(({ origin, status, total_rate }) => [origin, status, total_rate])).toEqual([
    ["CA", "barred", ""],
    ["JP", "exact", "0.125"],
  ]);
});

test("a file of entries states no amount for them, and says why", async () => {
  const rows = [
    `${HEADER},claims`,
    "A,2026-09-28,8711.50.00.30,CA,10000,",
    "B,2026-09-29,8711.50.00.30,CA,10000,",
    "C,2026-09-29,2208.30.30.30,CA,10000,packaged",
    "D,2026-09-29,2208.30.30.30,CA,10000,",
    "E,2026-09-29,2208.30.30.30,CA,10000,in-bulk",
    "F,2026-09-29,8711.50.00.30,CA,10000,imported-before-2026-09-29",
    "",
  ];
  const { out, err } = await duty(rows.join("\n"));
  const [, ...lines] = out.trimEnd().split("\n");
  expect(lines.map((line) => line.split(",").slice(6, 11))).toEqual([
    ["240.00", "6000.00", "6240.00", "0.624", "exact"],
    ["", "", "", "", "barred"],
    ["", "", "", "", "barred"],
    ["0.00", "", "", "", "unknown"],
    ["0.00", "6000.00", "6000.00", "0.6", "exact"],
    ["240.00", "6000.00", "6240.00", "0.624", "exact"],
  ]);
  expect(lines[1]).toContain("barred from importation: Canadian motorcycles of more than 800 cc");
  expect(lines[3]).toContain("barred from importation if packaged");
  expect(lines[3]).toMatch(/,6000\.00,6000\.00,packaged \+0\.00/);
  expect(lines[4]).not.toContain("barred");
  expect(err).toContain("2 barred from importation");
});

test("`duty` says it before anything else, and states no duty", async () => {
  const text = await session(
    "$ tariff-calc duty 2204.21.50.05 --origin CA --value 10000 --date 2026-09-29",
    200,
  );
  expect(text.split("\n")[1]).toContain("Barred from importation: Canadian alcoholic beverages");
  expect(text).not.toContain("5,000");
});

test("machines read that goods are barred, and what is asked of those that hang on a fact", async () => {
  const answer = async (goods: string) => {
    const text = await session(
      `$ tariff-calc duty ${goods} --origin CA --value 10000 --date 2026-10-01 --format json`,
      200,
    );
    return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
  };
  expect(await answer("8711.50.00.60")).toMatchObject({ status: "barred", asks: [] });
  const beer = await answer("2203.00.00.30");
  expect(beer.status).toBe("unknown");
  expect(beer.asks[0]).toMatchObject({ kind: "fact", fact: "packaged", duty_usd: null });
});

test("no goods of an embargoed country have a rate in the grid, and those of others keep theirs", async () => {
  const rows = await cells("grid --date 2026-09-28 --origin KP --origin RU --origin KR");
  const of = (origin: string) => rows.filter((row) => row.origin === origin);
  expect(new Set(of("KP").map(({ status }) => status))).toEqual(new Set(["barred"]));
  expect(of("KR").some(({ status }) => status === "barred")).toBe(false);
  const statusOf = (hts: string) => of("RU").find(({ hts10 }) => hts10 === hts)?.status;
  expect(["2709002090", "0306144003", "2208601000", "7502100000"].map(statusOf)).toEqual(
    Array(4).fill("barred"),
  );
  // Palladium is not named; petroleum coke hangs on a definition, and the grid asks for nothing.
  expect(["7110210000", "2713110000"].map(statusOf)).toEqual(["exact", "exact"]);
});

test("a year of trade names the dollars that the law of the day bars, and those that hang on a fact", () => {
  const hts = ["2709002090", "2713110000", "27", "7502100000"];
  const trade = (origin: string): Flow => ({
    ...{ dataset: "t", origin: origin as Country, year: 2024, source: "t", dated: [], hts },
    ...{ value: [1000, 200, 30, 4], duty: [0, 0, 0, 0] },
  });
  const on = (origin: string, date: string) => barredIn(shipped, trade(origin), date as IsoDate);
  expect(on("RU", "2025-06-19")).toEqual({ barred: 1004, open: 200 });
  expect(on("IR", "2025-06-19")).toEqual({ barred: 1234, open: 0 });
  expect(on("KZ", "2025-06-19")).toEqual({ barred: 0, open: 0 });
  expect(on("SY", "2025-05-22")).toEqual({ barred: 1000, open: 200 });
  expect(on("SY", "2025-05-23")).toEqual({ barred: 0, open: 0 });
});

test.each([
  "compare --origin CA --date 2026-10-01 --case auto=10 --case auto=20 --verbose",
  "sweep --lever auto=0:20:10 --origin CA --date 2026-10-01 --verbose",
  "solve --lever auto --target rate=9 --origin CA --date 2026-10-01 --verbose",
])("every command that prices a year of trade names them: %s", async (command) => {
  const said = (await session(`$ tariff-calc ${command}`, 200)).replace(/\s+/g, " ");
  const canada = loadFlow(reader, "us-imports-2024", "CA" as Country);
  const date = "2026-10-01" as IsoDate;
  const inWords = new Intl.NumberFormat("en-US", {
    ...{ notation: "compact", compactDisplay: "long", maximumFractionDigits: 1 },
  });
  const barred = inWords.format(barredIn(shipped, canada, date).barred);
  const exposed = inWords.format(exposedTo(shipped.orders, canada, shipped.origins, date));
  expect(said).toContain(`The law of the day bars $${barred} of these goods from importation`);
  expect(said).toContain(`countervailing duty orders name the number and country of $${exposed};`);
});

test("rows of a file are barred by a country, a claim or neither", async () => {
  const rows = [
    `${HEADER},claims`,
    "A,2026-09-28,6109.10.00.04,KP,10000,",
    "B,2026-09-28,6109.10.00.04,KP,10000,ofac-license",
    "C,2026-09-28,6109.10.00.04,VN,10000,of-xinjiang",
    "D,2026-09-28,6109.10.00.04,VN,10000,of-xinjiang;uflpa-exception",
    "E,2026-09-28,7502.10.00.00,RU,10000,",
    "",
  ];
  const [, ...lines] = (await duty(rows.join("\n"))).out.trimEnd().split("\n");
  expect(lines.map((line) => line.split(",")[10])).toEqual(["barred", "exact", "barred", "exact", "barred"]);
});

test("measures --bans finds bans by country, goods, act, number and day", async () => {
  const bans = async (words: string) => (await cells(`measures ${words} --bans`)).map(({ ban }) => ban);
  expect(await bans("2709.00.20.90 --origin SY --date 2025-05-22")).toContain("ofac/syria-petroleum");
  expect((await bans("2709.00.20.90 --origin SY --date 2025-05-23")).join()).not.toContain("ofac/syria");
  expect(await bans("2297h")).toEqual(["uranium/russia"]);
  expect(await bans("seafood --origin RU")).toContain("ofac/russia-seafood");
  expect(await bans("--origin KP --date 2026-10-01")).toContain("ofac/north-korea");
  expect(await session("$ tariff-calc measures nothing --bans", 80)).toContain("no ban fits");
});
