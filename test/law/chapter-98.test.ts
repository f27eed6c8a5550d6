/** Goods of chapter 98: what is not stated is asked, what the notes do not say is not guessed, a file owes as `duty` does. */
import { describe, expect, test } from "vitest";
import { assess, bounds } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { session } from "../cli/session.js";
import { duty, HEADER } from "../entries/duty-file.js";
import { entryOf } from "../make.js";
import { shipped } from "../shipped.js";

const PARTS = "8543.70.98.60";

const assessed = (goods: Partial<Parameters<typeof entryOf>[0]>) => {
  const entry = entryOf({ hts: PARTS, origin: "ZA", date: "2025-12-15", value: "50000", ...goods } as never);
  const assessment = assess(entry, shipped);
  if (!assessment) throw new Error("no line");
  const { least, most } = bounds(assessment, shipped, "law");
  return { assessment, least: least.toFixed(2), most: most?.toFixed(2) ?? null };
};

const layer = ({ assessment }: ReturnType<typeof assessed>, id: string) =>
  assessment.layers.find(({ measure }) => measure.id === id)?.fate;

describe("a provision whose text names the numbers of its goods", () => {
  // 9822.05.40 is for goods classifiable in 6203.33.10, assembled in a party to CAFTA-DR; the general rate is less 0.5%.
  test.each([
    ["a toy, whose rate is free and cannot fall below it", "9503.00.00.73", "SV"],
    ["a shirt", "6205.20.20.51", "SV"],
    ["the goods it names, of Vietnam", "6203.33.10.30", "VN"],
  ])("waits for a right: %s", (_, hts, origin) => {
    const { assessment, least } = assessed({ hts, origin, ch98: "9822.05.40", date: "2025-03-10" } as never);
    expect(assessment.needs[0]).toMatch(/^a right to enter these goods of .* under 9822\.05\.40$/);
    expect(least).toBe("0.00");
  });

  test("is refused for other goods, with what it is for", async () => {
    const asked = "--origin SV --value 1000 --date 2025-03-10 --ch98 9822.05.40";
    expect(await session(`$ tariff-calc duty 9503.00.00.73 ${asked}`, 120)).toContain(
      "9822.05.40 is for goods of 6203.33.10; these are of 9503.00.00.73",
    );
  });
});

describe("what a provision asks for", () => {
  test.each([
    ["9802.00.40", "the value of the repairs or alterations (--repair-value)"],
    ["9802.00.50", "the value of the repairs or alterations (--repair-value)"],
    ["9802.00.60", "the value of the processing abroad (--processing-value)"],
    ["9802.00.80", "the cost or value of the parts of the United States (--us-parts)"],
  ])("%s: %s, and its duty lies between none and that on the whole value", (ch98, need) => {
    const found = assessed({ ch98 });
    expect(found.assessment.needs).toEqual([need]);
    expect([found.least, found.most]).toEqual(["0.00", "16300.00"]);
  });

  test("no repair is worth nothing because nobody says what it is worth", () => {
    const { base } = assessed({ ch98: "9802.00.40" }).assessment;
    expect(base.fate.outcome).toBe("unknown");
  });
});

/** HTSUS ch. 99, subch. III, U.S. note 2(v)(i): the reciprocal tariff, 30% for South Africa, is on the value of the repair. */
describe("a number of chapter 98 in place of the article's own", () => {
  const repair = assessed({ hts: "9802.00.40.20", value: "5000" });

  test("30% of $5,000 is owed at least; the base duty waits for the article", () => {
    expect(repair.assessment.duty.toFixed()).toBe("1500");
    expect([repair.least, repair.most]).toEqual(["1500.00", null]);
    expect(repair.assessment.base.fate.outcome).toBe("unknown");
    expect(repair.assessment.needs).toEqual([
      "the article's own number (give it in place of 9802.00.40.20 and add --ch98 9802.00.40.20)",
    ]);
  });

  test("duties on particular goods wait beside it, those that ask for what nobody claims do not", () => {
    expect(layer(repair, "section-232/steel")).toMatchObject({ outcome: "unknown" });
    expect(layer(repair, "section-232/cars")).toMatchObject({ outcome: "unknown" });
    expect(layer(repair, "section-232/russian-smelted-aluminum")).toBeUndefined();
    expect(layer(repair, "section-301/china-list-1")).toBeUndefined();
  });

  test("of 9802.00.80 the parts of the United States are asked for too", () => {
    const { assessment } = assessed({ hts: "9802.00.80.69", origin: "MX" });
    expect(assessment.duty.isZero()).toBe(true);
    expect(assessment.needs).toContain("the cost or value of the parts of the United States (--us-parts)");
  });

  test.each(["9801.00.10.12", "9817.00.96.00", "9808.00.30.00"])(
    "%s is free, and owes no IEEPA tariff",
    (hts) => {
      const found = assessed({ hts, origin: "CN" });
      expect(found.assessment.needs).toEqual([]);
      expect(found.assessment.duty.isZero()).toBe(true);
      expect(layer(found, "ieepa/fentanyl-china")).toMatchObject({ outcome: "freed" });
    },
  );
});

test("what a note was not read to say is asked, and bounded", () => {
  const whiskey = { hts: "2208.30.30.30", origin: "CA", date: "2026-09-01" as IsoDate };
  const found = assessed({ ...whiskey, ch98: "9801.00.10" });
  expect(layer(found, "section-338/canada-alcohol")).toMatchObject({ outcome: "unknown" });
  expect(found.assessment.needs.join()).toMatch(/how .+ treats goods of 9801\.00\.10, which was not read/);
  // At most the 50% of heading 9903.03.12 on all of the value.
  expect([found.least, found.most]).toEqual(["0.00", "25000.00"]);
  // Quartz of Spain on a repair of $1,000: 10% of it under 9903.05.39, and at most 50% of all under 9903.45.31.
  const quartz = { hts: "6810.99.00.20", origin: "ES", date: "2026-09-10" as IsoDate, value: "10000" };
  const repaired = assessed({ ...quartz, ch98: "9802.00.50", repairValue: "1000" });
  expect([repaired.least, repaired.most]).toEqual(["100.00", "5100.00"]);
});

test("9819.11 is open to origins of the AGOA and on its days alone", () => {
  const of = (origin: string, date: string) =>
    assessed({ hts: "6109.10.00.12", ch98: "9819.11.06", origin, date: date as IsoDate }).assessment.base.fate
      .outcome;
  expect(of("LS", "2025-06-19")).toBe("charged");
  expect(of("VN", "2025-06-19")).toBe("unknown");
  expect(of("LS", "2027-01-01")).toBe("unknown");
});

/** HTSUS ch. 99, subch. III, note 43(b) lacks the clause on 9802.00.60 that other Section 232 notes have. */
test("drones processed abroad owe Section 232 on the processing, metals on the full value", () => {
  const [drones, metals] = ["section-232/drones", "section-232/metals-annex-1a"].map((measure) =>
    shipped.chapter98.rules.filter(
      ({ measures, provisions, charged }) =>
        charged === "whole" &&
        provisions.includes("98020060") &&
        measures.some(
          (one) => one === measure || (one.endsWith("*") && measure.startsWith(one.slice(0, -1))),
        ),
    ),
  );
  expect(drones).toEqual([]);
  expect(metals).toHaveLength(1);
});

/** Lists of civil aircraft name 9802.00.40 to 9802.00.80 themselves. */
test("repairs of civil aircraft owe no reciprocal tariff", () => {
  const goods = { hts: "8411.91.90.85", ch98: "9802.00.40", repairValue: "5000", origin: "GB" };
  expect(assessed(goods).assessment.duty.toFixed()).toBe("500");
  expect(assessed({ ...goods, claims: ["aircraft"] }).assessment.duty.isZero()).toBe(true);
});

test("a file owes what `duty` owes, and declares the provision first", async () => {
  const head = `${HEADER},ch98,repair_value,processing_value,us_parts,adcvd`;
  const { out } = await duty(
    [
      head,
      `A,2025-12-15,${PARTS},ZA,50000,9802.00.40,5000,,,`,
      `B,2025-12-15,${PARTS},ZA,50000,9802.00.40,,,,`,
      `C,2025-12-15,${PARTS},CN,50000,9802.00.80,,,40000,`,
      "D,2025-12-15,7208.10.15.00,TH,50000,9802.00.60,,5000,,none",
      "E,2025-12-15,9802.00.40.20,ZA,5000,,,,,",
      `F,2025-12-15,${PARTS},ZA,50000,,5000,,,`,
      `G,2025-12-15,${PARTS},ZA,50000,9802.00.40,,,5000,`,
      `H,2025-12-15,${PARTS},ZA,50000,9802.00.45,,,,`,
      "",
    ].join("\n"),
  );
  const [columns = "", ...rows] = out.trimEnd().split("\n");
  const cell = (name: string) => (row: string) => row.split(",")[columns.split(",").indexOf(name)];
  expect(rows.map(cell("status"))).toEqual(
    ["exact", "unknown", "exact", "exact", "unknown"].concat(["invalid", "invalid", "invalid"]),
  );
  expect(rows.map(cell("at_least_usd")).slice(0, 5)).toEqual([
    "1630.00",
    "0.00",
    "4760.00",
    "25000.00",
    "1500.00",
  ]);
  expect(cell("layers")(rows[0] ?? "")).toMatch(/^9802\.00\.40:0:0\.00/);
  expect(out).toMatch(/the repair-value is of goods of chapter 98/);
  expect(out).toMatch(/goods of 9802\.00\.40 ask for repair-value, not for us-parts/);
  expect(out).toMatch(/the tariff of 2025-12-15 has no 9802\.00\.45/);
});

test("the command line shows the provision, what is dutiable, and the numbers in their order (CSMS 69668138)", async () => {
  const flags = "--ch98 9802.00.40 --repair-value 5000 --origin ZA --value 50000 --date 2025-12-15";
  const text = await session(`$ tariff-calc duty ${PARTS} ${flags} --explain`, 100);
  expect(text).toMatch(
    /Chapter 98: 9802\.00\.40, repaired or altered abroad under a warranty; dutiable\s+value \$5,000/,
  );
  expect(text).toMatch(/Declare: 9802\.00\.40, 9903\.02\.55, 8543\.70\.98\.60\./);
});

test.each([
  [
    "--ch98 9802.00.40 --us-parts 10",
    "ask for repair-value, not for us-parts",
    "state repair-value, and leave us-parts out",
  ],
  ["--ch98 9801.00.10 --repair-value 10", "ask for no repair-value", "leave repair-value out"],
  [
    "--ch98 9802.00.40 --repair-value 60000",
    "is more than the goods, $50000",
    "of which repair-value is a part",
  ],
  ["--ch98 9802.00.45", "has no 9802.00.45", "such as 9801.00.10"],
  ["--ch98 98", 'got "98"', "all eight digits"],
  ["--ch98 8471.30.01", 'got "8471.30.01"', "the article's own number stands apart"],
  ["--repair-value 10", "is of goods of chapter 98", "state the provision too"],
])("a mistake says what to do: %s", async (flags, says, hint) => {
  const text = await session(
    `$ tariff-calc duty ${PARTS} ${flags} --origin ZA --value 50000 --date 2025-12-15`,
    200,
  );
  expect(text).toContain(says);
  expect(text.slice(text.indexOf("hint:"))).toContain(hint);
});

/** 19 USC 58c(b)(8)(D)(iv); any part of the goods can be dutiable. */
test("a processing fee on a value that is not stated lies between its bounds", async () => {
  const text = await session(
    `$ tariff-calc duty ${PARTS} --ch98 9802.00.80 --origin TH --value 50000 --date 2025-01-15 --mode air --format csv`,
    100,
  );
  expect(text).toMatch(/Merchandise processing fee,mpf,fee,,unknown/);
});

/** General Notes 2 and 3(a)(iv): goods at home are origins of entries, and acts on "any country" do not say if they are meant. */
describe("goods of the United States and its possessions", () => {
  test("without 9801 the base duty is owed, and a tariff on goods of any country is asked for", () => {
    const found = assessed({ origin: "US" });
    expect(found.least).toBe("1300.00");
    expect(found.assessment.needs).toEqual([
      "whether Reciprocal tariff is on goods of origin US, which its text does not say",
    ]);
  });

  /** HTSUS 9903.03.01 and 9903.94.01: 10% on all of the value, and 25%, which is in place of it. */
  test.each([
    [PARTS, "2025-12-15", "1300.00", "6300.00"],
    ["6109.10.00.12", "2026-05-20", "8250.00", "13250.00"],
    ["8703.23.01.90", "2026-05-20", "1250.00", "13750.00"],
  ])("%s on %s owe between nothing of what does not say so and all of it", (hts, date, least, most) => {
    const found = assessed({ hts, origin: "US", date: date as IsoDate });
    expect([found.least, found.most]).toEqual([least, most]);
  });

  test("content of the United States is free of the reciprocal tariff whatever the origin (9903.01.34)", () => {
    const { assessment } = assessed({ origin: "US", shares: { us: "1" } });
    expect(assessment.needs).toEqual([]);
    expect(assessment.duty.toFixed()).toBe("1300");
  });

  test("a file has them as `duty` has", async () => {
    const head = `${HEADER},claims,ch98`;
    const { out } = await duty(
      [head, `A,2025-12-15,${PARTS},US,50000,,9801.00.10`, `B,2025-12-15,${PARTS},US,50000,,`]
        .concat([`C,2025-01-15,${PARTS},Guam,50000,Y,`, `D,2025-01-15,${PARTS},PR,50000,,`, ""])
        .join("\n"),
    );
    const status = out
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((row) => /exact|unknown|invalid/.exec(row)?.[0]);
    expect(status).toEqual(["exact", "unknown", "exact", "invalid"]);
    expect(out).toContain("Puerto Rico is in the customs territory of the United States");
  });
});
