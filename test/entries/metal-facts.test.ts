/**
 * What is stated of metal means what the law says of it, wherever it is stated: in an entry of the library, in flags, in
 * columns of a file. HTSUS chapter 99, subchapter III, U.S. note 16(c)-(e) and (g), note 2(aa)(v)(1); 9903.82.01 and .03;
 * CSMS 65340246 on countries that are not known.
 */
import { expect, test } from "vitest";
import { main } from "../../src/cli/run.js";
import { createContext } from "../../src/data/context.js";
import { assess, bounds, entryOf } from "../../src/index.js";
import { rowsOf } from "../rows-of.js";
import { DATA, shipped } from "../shipped.js";
import { duty } from "./duty-file.js";

/** Each on $10,000, with what it owes: an amount, or the least and the most. */
const TABLE = `
hts           | of | entered    | steel | aluminum | copper | by weight             | made in           | owes
8302.41.60.80 | VN | 2026-05-04 | 0     | 0        | 0      |                       |                   | 1390
8544.42.90.90 | VN | 2026-05-04 | 0     | 0        | 0      |                       |                   | 1260
8302.41.60.80 | VN | 2026-05-04 |       | 0.04     |        |                       |                   | 1390 to 2890
8302.41.60.80 | VN | 2026-05-04 | 0     | 0.04     |        |                       |                   | 1390 to 2890
8302.41.60.80 | VN | 2026-05-04 |       | 0.04     |        | steel=0.1 aluminum=2% |                   | 1390
8302.41.60.80 | VN | 2026-05-04 |       |          |        | steel=0.1 aluminum=5% |                   | 2890
8302.41.60    | VN | 2026-05-04 | 0     | 0        | 0      |                       |                   | 1390
7606.12.30.25 | GB | 2026-05-04 |       |          |        |                       | smelt=GB cast=GB  | 2800
7606.12.30.25 | GB | 2026-05-04 |       |          |        |                       | smelt=IS cast=IS  | 5300
7606.12.30.25 | DE | 2025-09-01 |       |          |        |                       | smelt=unknown     | 21500
7606.12.30.25 | DE | 2025-06-27 |       |          |        |                       | smelt=unknown     | 5300
`;
/* Base duties: 3.9% (8302.41.60), 2.6% (8544.42.90), 3% (7606.12.30). Without the metals duty the Section 122 surcharge
   of 10% is owed. Aluminum of the United Kingdom owes 25%, other 50%, that of Russia or of nobody knows where 200%,
   and Germany's 15% in all beside that: note 2(v)(viii) does not name 9903.85.67. */

interface Stated {
  readonly goods: { readonly hts: string; readonly origin: string; readonly date: string };
  readonly shares: Readonly<Record<string, string>>;
  readonly weights: Readonly<Record<string, string>>;
  readonly madeIn: Readonly<Record<string, string>>;
  readonly owes: string;
}

const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(" ")
      .filter(Boolean)
      .map((pair) => pair.split("=")),
  );

const CASES = rowsOf(TABLE).map(
  ([hts, origin, date, steel, aluminum, copper, weights, madeIn, owes]): Stated => {
    const shares = Object.entries({ steel, aluminum, copper }).filter(([, share]) => share);
    return {
      goods: { hts: hts as string, origin: origin as string, date: date as string },
      shares: Object.fromEntries(shares) as Record<string, string>,
      weights: pairs(weights as string),
      madeIn: pairs(madeIn as string),
      owes: owes as string,
    };
  },
);

const range = (least: string, most: string | null): string =>
  Number(least) === Number(most) ? String(Number(least)) : `${Number(least)} to ${Number(most)}`;

test.each(CASES)("an entry of the library: $goods $shares $weights $madeIn owes $owes", (stated) => {
  const { goods, shares, weights, madeIn, owes } = stated;
  const found = assess(entryOf({ ...goods, value: "10000", shares, weights, ...madeIn }), shipped);
  if (!found) throw new Error("the tariff has no such line");
  const { least, most } = bounds(found, shipped, "law");
  expect(range(least.toFixed(), most?.toFixed() ?? null)).toBe(owes);
});

test.each(CASES)("flags: $goods $shares $weights $madeIn owes $owes", async ({ goods, owes, ...facts }) => {
  const list = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([key, value]) => `${key}=${value}`);
  const flags = [
    ...["--origin", goods.origin, "--date", goods.date, "--value", "10000", "--format", "json"],
    ...["--adcvd", "none"],
    ...(list(facts.shares).length > 0 ? ["--metal", list(facts.shares).join()] : []),
    ...(list(facts.weights).length > 0 ? ["--metal-weight", list(facts.weights).join()] : []),
    ...Object.entries(facts.madeIn).flatMap(([fact, country]) => [`--${fact}`, country]),
  ];
  const { out } = await run("duty", goods.hts, ...flags);
  const { total } = JSON.parse(out) as { total: { duty_usd: string; at_most_usd: string } };
  expect(range(total.duty_usd, total.at_most_usd)).toBe(owes);
});

test("columns of a file", async () => {
  const rows = CASES.map(({ goods: { date, hts, origin }, shares, weights, madeIn }) =>
    [
      ...[date, hts, origin, "10000", shares.steel, shares.aluminum, shares.copper],
      ...[weights.steel, weights.aluminum, madeIn.smelt, madeIn.cast, "none"],
    ].join(),
  );
  const header =
    "date,hts,origin,value,metal_steel,metal_aluminum,metal_copper,metal_weight_steel,metal_weight_aluminum,smelt,cast,adcvd";
  const { out } = await duty([header, ...rows].join("\n"), "in.csv", "--format", "json");
  const found = (JSON.parse(out) as { rows: { status: string; duty_usd: string | null }[] }).rows;
  expect(found.map(({ status, duty_usd }) => [status, duty_usd && Number(duty_usd)])).toEqual(
    CASES.map(({ owes }) =>
      owes.includes("to") ? ["unknown", null] : [expect.stringMatching(/^(exact|presumed)$/), Number(owes)],
    ),
  );
});

test("a claim that other facts say is not so is refused, with what to do", async () => {
  const flags = ["--origin", "VN", "--date", "2026-05-04", "--value", "10000", "--claim", "no-metal"];
  const { err, status } = await run("duty", "8302.41.60.80", ...flags, "--metal", "aluminum=0.1");
  expect(status).toBe(2);
  expect(err).toContain("no-metal is not so by what else is stated of the goods");
  const file = await duty(
    "date,hts,origin,value,claims,metal_aluminum\n2026-05-04,8302.41.60.80,VN,10000,no-metal,0.1\n",
  );
  expect(file.out).toContain("claims: no-metal is not so by what else is stated of the goods");
});

/** Notes 16(d), 16(h)(1) and 16(i)(1): where metal was melted, smelted and cast decides whether the heading can be used. */
test.each<
  [law: string, hts: string, of: string, claims: readonly string[], made: readonly string[], wrong: string]
>([
  ["note 16(h)(1)", "7208.10.15.00", "CA", ["USMCA", "in-quota"], ["--melt", "CN"], "in-quota"],
  [
    "note 16(i)(1)",
    "7601.20.90.30",
    "MX",
    ["USMCA", "in-quota"],
    ["--smelt", "IS", "--cast", "MX"],
    "in-quota",
  ],
  ["note 16(d)", "7208.10.15.00", "GB", ["uk-metal"], ["--melt", "CN"], "uk-metal"],
  ["note 16(d)", "7606.12.30.25", "GB", ["uk-metal"], ["--smelt", "CN", "--cast", "CN"], "uk-metal"],
])("%s: %s of %s cannot claim %j with %j", async (_, hts, origin, claims, made, wrong) => {
  const words = claims.flatMap((claim) => ["--claim", claim]);
  const goods = ["--origin", origin, "--date", "2026-05-20", "--value", "10000"];
  const { err, status } = await run("duty", hts, ...goods, ...words, ...made);
  expect(status).toBe(2);
  expect(err).toContain(`${wrong} is not so by what else is stated of the goods`);
});

test("a metal that is nothing of the value and something of the weight is refused", async () => {
  const goods = ["--origin", "VN", "--date", "2026-05-04", "--value", "10000"];
  for (const [share, weight] of [
    ["0", "0.3"],
    ["0.3", "0"],
  ]) {
    const stated = ["--metal", `steel=${share}`, "--metal-weight", `steel=${weight}`];
    const { err, status } = await run("duty", "8302.41.60.80", ...goods, ...stated);
    expect(status).toBe(2);
    expect(err).toContain("steel is nothing by value and something by weight, or the reverse");
  }
  const { out } = await duty(
    "date,hts,origin,value,metal_steel,metal_weight_steel\n2026-05-04,8302.41.60.80,VN,10000,0,0.3\n",
  );
  expect(out).toContain("steel is nothing by value and something by weight, or the reverse");
});

async function run(...words: string[]) {
  let [out, err] = ["", ""];
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    look: { color: false, width: 80 },
    live: false,
  };
  const world = {
    version: "0",
    context: async () => createContext(DATA, "0"),
    topics: () => [],
    topic: () => "",
    saving: () => Promise.reject(new Error("nothing is saved")),
  };
  return { status: await main(words, io, world), out, err };
}
