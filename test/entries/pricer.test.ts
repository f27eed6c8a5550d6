/** Lines of entries priced in bulk owe what each owes alone, and a year of trade comes to what a scenario says. */
import { describe, expect, test } from "vitest";
import { type EntryRow, statedNumber } from "../../src/entries/entry-row.js";
import { linePricer } from "../../src/entries/pricer.js";
import { factsOfEntry, type StatedFacts } from "../../src/entries/stated-facts.js";
import { entryTally } from "../../src/entries/tally.js";
import { loadFlow } from "../../src/index.js";
import { type Assessment, assess } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { inCents } from "../../src/law/declare.js";
import { NO_CLAIMS, NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import { STATED_PIECES } from "../../src/law/part.js";
import { decimal, NO_USD, plusUsd, usd } from "../../src/law/units.js";
import { priceFlow } from "../../src/trade/price.js";
import { sumsWhere } from "../../src/trade/tally.js";
import { shipped } from "../shipped.js";

const price = linePricer(shipped, "law");

type Goods = Omit<Partial<EntryRow>, "origin" | "hts" | "date"> & {
  readonly hts: string;
  readonly origin: string;
  readonly date: string;
};

function rowOf({ hts, origin, date, ...rest }: Goods): EntryRow {
  const found = shipped.origins.get(origin as EntryRow["origin"]["code"]);
  if (!found) throw new Error(`no origin ${origin}`);
  return {
    value: 10_000,
    claims: NO_CLAIMS,
    facts: null,
    mode: null,
    entryType: "formal",
    ...rest,
    ...statedNumber(hts as HtsCode, shipped),
    season: null,
    origin: found,
    date: date as IsoDate,
  };
}

/** A row as an entry of its own. */
function assessed({ hts, origin, date, value, claims, facts }: EntryRow): Assessment | undefined {
  const entry = { hts, origin: origin.code, date, claims, value: usd(value) };
  return assess({ ...NOTHING_STATED, ...factsOfEntry(facts), ...entry }, shipped);
}

/** The duty of a row in dollars and cents as an entry of its own; `null` where it needs a fact. */
function alone(row: EntryRow): string | null {
  const assessment = assessed(row);
  if (assessment === undefined || assessment.needs.length > 0) return null;
  return inCents(assessment).duty.toFixed(2);
}

function inBulk(row: EntryRow): string | null {
  const priced = price(row);
  if ("problem" in priced) return null;
  return priced.duty.duty === null ? null : (priced.duty.duty / 100).toFixed(2);
}

const DAYS = [
  "2025-01-01",
  "2025-03-20",
  "2025-06-19",
  "2025-09-01",
  "2026-03-01",
  "2026-06-10",
  "2026-09-01",
];
const ORIGINS = ["JP", "CN", "CA", "MX", "DE", "RU", "BR", "IN", "VN", "KR", "CH"];
const CLAIMS = [
  "",
  "USMCA",
  "aircraft",
  "in-quota",
  "patented",
  "KORUS",
  "USMCA aircraft",
  "pharmaceutical",
].map((claims) => (claims === "" ? NO_CLAIMS : new Set(claims.split(" "))));
/** Prime, so that samples fall on all days, origins and lines. */
const STEP = 197;

test("a row owes what the same goods owe as an entry of their own, to the cent", () => {
  const lines = shipped.base.numbers.filter((_, index) => index % STEP === 0);
  const different = lines.flatMap((hts, at) =>
    ORIGINS.flatMap((origin, index) => {
      const date = DAYS[(at + index) % DAYS.length] as string;
      const claims = CLAIMS[(at * 3 + index) % CLAIMS.length] ?? NO_CLAIMS;
      const row = rowOf({ hts, origin, date, claims, value: 1_003 + at * 37 });
      if (!shipped.base.exists(hts, row.date)) return [];
      return inBulk(row) === alone(row)
        ? []
        : [`${hts} ${origin} ${date} ${[...claims].join(" ")}: ${inBulk(row)}, alone ${alone(row)}`];
    }),
  );
  expect(different).toEqual([]);
});

/** Shares of steel, aluminum, copper and US origin; an empty one is not stated. */
const CONTENTS = [
  "0.35,0,,",
  "0,0.2,0.1,",
  "1,0,0,",
  ",0.4,,",
  "0.333333,0.1,0,",
  "0.1234567,,,",
  "0.5,0.3,,0.2",
];

function sharesOf(content: string): StatedFacts["shares"] {
  const texts = content.split(",").map((text, index) => [STATED_PIECES[index], text] as const);
  return Object.fromEntries(texts.flatMap(([piece, text]) => (text === "" ? [] : [[piece, decimal(text)]])));
}

test("goods whose contents are stated owe what they owe alone, to the cent, and all of them to the last digit", () => {
  const lines = shipped.base.numbers.filter((hts) => /^(73|76|74|8[2-7]|94)/.test(hts));
  const tally = entryTally(shipped.asOf, 0, new Set());
  let sum = NO_USD;
  const different: string[] = [];
  for (const [at, hts] of lines.entries()) {
    const origin = ORIGINS[at % ORIGINS.length] as string;
    const date = DAYS[at % DAYS.length] as string;
    const content = CONTENTS[at % CONTENTS.length] as string;
    const row = rowOf({
      hts,
      origin,
      date,
      facts: stated({ shares: sharesOf(content) }),
      value: 1_003 + at * 37,
    });
    const priced = price(row);
    if (!shipped.base.exists(hts, row.date) || "problem" in priced) continue;
    tally.add(read(row, priced), []);
    sum = plusUsd(sum, assessed(row)?.duty ?? NO_USD);
    if (inBulk(row) !== alone(row)) different.push(`${hts} ${origin} ${date} ${content}`);
  }
  expect(different).toEqual([]);
  expect(tally.exact).toBeGreaterThan(1000);
  expect(tally.unrounded().toFixed()).toBe(sum.toFixed());
});

const read = (goods: EntryRow, priced: Extract<ReturnType<typeof price>, { duty: unknown }>) => ({
  row: { at: 1, cells: [], record: null, fault: null },
  entry: "",
  goods,
  priced,
  problems: [],
  ban: null,
  orders: [],
});

const stated = (facts: Partial<StatedFacts>): StatedFacts => ({
  quantities: () => [],
  shares: {},
  weights: {},
  madeIn: {},
  components: new Map(),
  loadedOn: null,
  adcvd: NOTHING_STATED.adcvd,
  chapter98: null,
  ...facts,
});

describe("what a row states counts as it does alone", () => {
  test.each<[string, Goods]>([
    [
      "USMCA frees Canadian goods of the fentanyl tariff",
      { hts: "9506624040", origin: "CA", date: "2025-06-19", claims: new Set(["USMCA"]) },
    ],
    [
      "KORUS takes the special rate",
      { hts: "7202111000", origin: "KR", date: "2026-02-15", claims: new Set(["KORUS"]) },
    ],
    [
      "metal content splits the value",
      {
        hts: "8431310020",
        origin: "JP",
        date: "2025-06-19",
        facts: stated({ shares: { steel: decimal("0.35"), aluminum: decimal(0) } }),
      },
    ],
    [
      "a weight gives a specific duty",
      {
        hts: "0703200015",
        origin: "CN",
        date: "2025-06-19",
        facts: stated({ quantities: () => [{ amount: decimal(25_719), unit: "kg", of: null }] }),
      },
    ],
    [
      "goods on their way pay as the law was",
      {
        hts: "9506624040",
        origin: "CA",
        date: "2026-07-25",
        facts: stated({ loadedOn: "2026-07-20" as IsoDate }),
      },
    ],
    [
      "US content of a car counts for less",
      {
        hts: "8703230160",
        origin: "MX",
        date: "2025-06-19",
        claims: new Set(["USMCA"]),
        facts: stated({ shares: { us: decimal("0.4") } }),
      },
    ],
  ])("%s", (_, goods) => {
    const row = rowOf(goods);
    expect(alone(row)).not.toBeNull();
    expect(inBulk(row)).toBe(alone(row));
  });
});

/** Days in and beside the weeks in which goods on their way were spared: April and August 2025, February and July 2026. */
const ENTERED = [
  "2025-04-08",
  "2025-05-20",
  "2025-06-19",
  "2025-08-20",
  "2025-10-04",
  "2026-02-26",
  "2026-07-30",
];
const LOADED = [
  "2025-03-20",
  "2025-04-04",
  "2025-04-06",
  "2025-08-06",
  "2025-08-08",
  "2026-02-20",
  "2026-07-20",
];

test("whatever day goods were loaded on, a row owes what they do as an entry of their own", () => {
  const lines = ["0703200015", "8431310020", "8703230160", "9506624040", "6110202079", "7326908688"];
  const rows = ENTERED.flatMap((date) =>
    LOADED.filter((day) => day <= date).flatMap((day) =>
      ORIGINS.flatMap((origin) =>
        lines.map((hts) => {
          const facts = stated({ loadedOn: day as IsoDate });
          return rowOf({ hts, origin, date, value: 12_347, facts });
        }),
      ),
    ),
  ).filter(({ hts, date }) => shipped.base.exists(hts, date));
  const spared = rows.filter((row) => inBulk(row) !== inBulk({ ...row, facts: null }));
  expect(spared.length).toBeGreaterThan(50);
  expect(rows.filter((row) => inBulk(row) !== alone(row))).toEqual([]);
});

test("a third of the value is charged in full and printed to twelve places", () => {
  const priced = price(rowOf({ hts: "6403992090", origin: "CU", date: "2025-02-03", value: 54_752 }));
  expect(priced).toMatchObject({ duty: { rate: "0.333333333333", base: 1_825_067, duty: 1_825_067 } });
});

describe("a number need not have ten digits", () => {
  const of = (hts: string) => price(rowOf({ hts, origin: "JP", date: "2025-06-19" }));

  test("eight digits whose lines owe the same are enough", () => {
    expect(of("87032301")).toMatchObject({ duty: { duty: 275_000 } });
  });

  test("six digits whose lines differ are not, and the row says so", () => {
    const found = of("854442");
    expect(found).toMatchObject({ duty: { duty: null } });
    expect("duty" in found && found.duty.needs.join()).toMatch(/^all ten digits of the number/);
  });

  test("a statistical number of another year is priced at its line, and the row says so", () => {
    const flow = loadFlow("us-imports-2024", "JP");
    const [never] = flow.dated.find(([, from]) => from === null) ?? [];
    expect(of(flow.hts[never as number] as string)).toMatchObject({
      remark: expect.stringMatching(/priced at its line/),
    });
  });

  test.each(["99999999", "0101019900", "7700000000"])("%s is no line, and says which are", (hts) => {
    expect(of(hts)).toHaveProperty("problem");
  });
});

test.each(["2025-01-01", "2025-06-19", "2026-06-10"] as IsoDate[])(
  "all of Japan's trade of chapters 1 to 97 written as entries of %s owes what a scenario on the same flows says",
  (date) => {
    const flow = loadFlow("us-imports-2024", "JP");
    const tally = entryTally(date, 0, new Set());
    for (const [index, hts] of flow.hts.entries()) {
      if (hts >= "98") continue;
      const value = flow.value[index] as number;
      const goods = rowOf({ hts, origin: "JP", date, value });
      const priced = price(goods);
      if (!("problem" in priced)) tally.add(read(goods, priced), []);
    }
    const japan = rowOf({ hts: "8703230160", origin: "JP", date }).origin;
    const question = { date, view: "law", assume: {}, past: shipped } as const;
    const { duty } = sumsWhere([priceFlow(flow, japan, shipped, question)], () => true);
    expect(tally.unrounded().toFixed()).toBe(duty.toFixed());
    expect(Math.abs(tally.atLeast / 100 - duty.toNumber())).toBeLessThan(flow.hts.length * 0.005);
  },
);
