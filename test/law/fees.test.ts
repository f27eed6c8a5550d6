/** Fees on entries: limits by fiscal year, exemptions, and how a fee is shared out over the lines of an entry. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feesOfEntry } from "../../src/commands/duty/table.js";
import { createContext } from "../../src/data/context.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { type EntryFacts, type FeeLine, factored, feesOf, mailFeeOn, sharedOut } from "../../src/law/fees.js";
import { type Country, originNamed } from "../../src/law/origin.js";
import { decimal } from "../../src/law/units.js";
import { entryOf } from "../make.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const schedule = context.fees();
const { origins } = context.schedule();

function lineOf(value: number, { origin = "CN", hts = "8471300100", claims = [] as string[] } = {}): FeeLine {
  const own = origins.get(origin as Country);
  if (!own) throw new Error(`no origin ${origin}`);
  return { value, hts, origin: own, claims: new Set(claims) };
}

const FORMAL = { date: "2026-01-15" as IsoDate, entryType: "formal", mode: "vessel" } as const;

const feeOf = (id: string, lines: readonly FeeLine[], facts: Partial<EntryFacts> = {}) => {
  const due = feesOf(lines, { ...FORMAL, ...facts }, schedule).find(({ fee }) => fee.id === id);
  if (!due) throw new Error(`no fee ${id}`);
  return due;
};
const mpf = (lines: readonly FeeLine[], facts: Partial<EntryFacts> = {}) => feeOf("mpf", lines, facts);
/** Fiscal year, its first and last day, least, most, flat fee in cents; the notices of CBP. */
const YEARS = [
  ["2018", "2018-01-01", "2018-09-30", 2567, 49799, 205],
  ["2019", "2018-10-01", "2019-09-30", 2622, 50870, 210],
  ["2020", "2019-10-01", "2020-09-30", 2679, 51976, 214],
  ["2021", "2020-10-01", "2021-09-30", 2723, 52833, 218],
  ["2022", "2021-10-01", "2022-09-30", 2775, 53840, 222],
  ["2023", "2022-10-01", "2023-09-30", 2966, 57535, 237],
  ["2024", "2023-10-01", "2024-09-30", 3167, 61435, 253],
  ["2025", "2024-10-01", "2025-09-30", 3271, 63462, 262],
  ["2026", "2025-10-01", "2026-09-30", 3358, 65150, 269],
] as const;

describe.each(YEARS)("fiscal year %s", (_, first, last, least, most, informal) => {
  test.each([first, last])("limits of an entry of %s", (day) => {
    const date = day as IsoDate;
    expect(mpf([lineOf(100)], { date }).amount).toBe(least);
    expect(mpf([lineOf(20_000)], { date }).amount).toBe(6928);
    expect(mpf([lineOf(1_000_000)], { date }).amount).toBe(most);
    expect(mpf([lineOf(100)], { date, entryType: "informal" }).amount).toBe(informal);
  });

  test("one factor gives the least and the flat fee from the most: 19 CFR 24.22(k)", () => {
    const statute = { minimum: 2500, maximum: 48500, informal: 200 };
    expect(factored(statute, decimal(most).div(48500))).toEqual({ minimum: least, maximum: most, informal });
  });
});

test.each([
  [100, "formal", "minimum of an entry"],
  [10_000, "formal", null],
  [1_000_000, "formal", "maximum of an entry"],
  [100, "informal", "flat on an informal entry"],
] as const)(
  "$%d on a %s entry is not the rate times the value for this reason: %s",
  (value, entryType, reason) => {
    expect(mpf([lineOf(value)], { entryType }).reason).toBe(reason);
  },
);

/** 19 USC 1321(a)(2)(C): suspended on 2025-05-02 for China and Hong Kong (EO 14256), on 2025-08-29 for all (EO 14324). */
test.each([
  ["CN", "2025-05-01", "freed"],
  ["CN", "2025-05-02", "charged"],
  ["HK", "2025-05-02", "charged"],
  ["VN", "2025-05-02", "freed"],
  ["VN", "2025-08-28", "freed"],
  ["VN", "2025-08-29", "charged"],
] as const)(
  "a shipment of %s of %s, claimed as de minimis: the processing fee is %s",
  (origin, day, outcome) => {
    const line = lineOf(800, { origin, claims: ["de-minimis"] });
    expect(mpf([line], { date: day as IsoDate }).outcome).toBe(outcome);
  },
);

describe("the dutiable mail fee", () => {
  const on = (date: string, claims = ["postal"]) =>
    mailFeeOn({ date: date as IsoDate, claims: new Set(claims) }, schedule);

  test.each(["2025-01-01", "2025-10-01", "2026-10-01"])(
    "of %s is $5.50 times the factor of the year: 19 CFR 24.22(f) and (k)",
    (date) => {
      const year = schedule.fees[0]?.limits?.years.find(
        ({ from, until }) => from <= date && (until ?? "9") > date,
      );
      expect(on(date)?.amount).toBe(
        decimal(year?.maximum ?? 0)
          .div(48_500)
          .times(550)
          .toDecimalPlaces(0)
          .toNumber(),
      );
    },
  );

  test("is not known for a year whose notice is not in the data, and none of goods that do not come in the mail", () => {
    expect(on("2026-09-30")?.amount).toBe(739);
    expect(on("2027-10-01")).toMatchObject({ amount: null });
    expect(on("2026-10-01", [])).toBeNull();
  });
});

test("before 2018 the amounts of the statute apply", () => {
  expect(mpf([lineOf(1_000_000)], { date: "2017-12-31" as IsoDate }).amount).toBe(48500);
});

test("a factor changes nothing in a year whose notice is in the data", () => {
  expect(mpf([lineOf(100)], { feeFactor: decimal("2") }).amount).toBe(3358);
});

describe("a fiscal year whose notice is not in the data", () => {
  const date = "2027-10-01" as IsoDate;

  test("is not known: the statute bounds it below, nothing above", () => {
    const due = mpf([lineOf(100)], { date });
    expect(due).toMatchObject({ outcome: "unknown", amount: null, least: 2500, most: null });
    expect(due.reason).toContain("with those up to 2027-10-01 it would be $34.58");
  });

  test("follows from the factor of the year, if stated", () => {
    const feeFactor = decimal("1.3433");
    expect(mpf([lineOf(100)], { date, feeFactor }).amount).toBe(3358);
    expect(mpf([lineOf(1_000_000)], { date, feeFactor }).amount).toBe(65150);
  });
});

describe("exempt from the merchandise processing fee: 19 CFR 24.23(c)", () => {
  test.each([
    ["USMCA", "CA"],
    ["USMCA", "MX"],
    ["USSFTA", "SG"],
    ["USCFTA", "CL"],
    ["AUSFTA", "AU"],
    ["USBFTA", "BH"],
    ["CAFTA-DR", "CR"],
    ["OMFTA", "OM"],
    ["PETPA", "PE"],
    ["KORUS", "KR"],
    ["CTPA", "CO"],
    ["PATPA", "PA"],
  ])("goods under %s of %s, if claimed", (claim, origin) => {
    expect(mpf([lineOf(10_000, { origin, claims: [claim] })])).toMatchObject({ outcome: "freed", amount: 0 });
    expect(mpf([lineOf(10_000, { origin })]).amount).toBe(3464);
  });

  test.each(["IL", "JM", "HT", "BS"])("products of %s, claimed or not", (origin) => {
    expect(mpf([lineOf(10_000, { origin })]).outcome).toBe("freed");
  });

  test.each([
    ["98010010", "freed"],
    ["9802006000", "charged"],
    ["9802008040", "charged"],
  ])("chapter 98, but not metal and assembled goods of 9802: %s is %s", (hts, outcome) => {
    expect(mpf([lineOf(10_000, { hts })]).outcome).toBe(outcome);
  });

  test.each([
    ["JOFTA", "JO"],
    ["MAFTA", "MA"],
    ["USJTA", "JP"],
  ])("not goods under %s", (claim, origin) => {
    expect(mpf([lineOf(10_000, { origin, claims: [claim] })]).amount).toBe(3464);
  });
});

describe("the harbor maintenance fee: 19 CFR 24.24", () => {
  test("is 0.125% of what comes by vessel, without limits, exempt goods of the other fee too", () => {
    expect(feeOf("hmf", [lineOf(1)]).amount).toBe(0);
    expect(feeOf("hmf", [lineOf(100_000_000)]).amount).toBe(12_500_000);
    expect(feeOf("hmf", [lineOf(10_000, { origin: "MX", claims: ["USMCA"] })]).amount).toBe(1250);
  });

  test.each(["air", "truck", "rail"])("is not on what comes by %s", (mode) => {
    expect(feeOf("hmf", [lineOf(10_000)], { mode })).toMatchObject({ outcome: "freed", amount: 0 });
  });

  test("lies between none and all of it where the mode is not stated", () => {
    const due = feeOf("hmf", [lineOf(10_000)], { mode: null });
    expect(due).toMatchObject({ outcome: "unknown", amount: null, least: 0, most: 1250 });
  });
});

/** Lines of the drawn values, some exempt from the merchandise processing fee. */
const drawn = (most: number) =>
  fc
    .record({ value: fc.integer({ min: 0, max: most }), free: fc.boolean() })
    .map(({ value, free }) => lineOf(value, free ? { origin: "MX", claims: ["USMCA"] } : {}));

/** Whether a share is a whole cent or more away from its exact part, in integers of any size. */
function isFar(share: number, amount: number, value: number, all: number): boolean {
  const distance = BigInt(share) * BigInt(all) - BigInt(amount) * BigInt(value);
  return distance >= BigInt(all) || -distance >= BigInt(all);
}

describe("a fee shared out over the lines of an entry", () => {
  test("goes by value, in cents, larger remainders first", () => {
    const lines = [lineOf(100), lineOf(100), lineOf(100)];
    expect(sharedOut(mpf(lines), lines)).toEqual([1120, 1119, 1119]);
  });

  test("leaves exempt lines out", () => {
    const lines = [lineOf(90_000, { origin: "IL" }), lineOf(10_000)];
    expect(sharedOut(mpf(lines), lines)).toEqual([0, 3464]);
  });

  test("adds up even where it was paid on goods that owe none of it", () => {
    const lines = [lineOf(300, { origin: "IL" }), lineOf(100, { origin: "IL" }), lineOf(0, { origin: "IL" })];
    expect(sharedOut({ ...mpf(lines), amount: 3464 }, lines)).toEqual([1155, 1155, 1154]);
  });

  test("is even over lines that are worth nothing", () => {
    const lines = [lineOf(0), lineOf(0)];
    expect(sharedOut(mpf(lines), lines)).toEqual([1679, 1679]);
  });

  test.each([
    ["of a year of trade", 2_000_000_000],
    ["each worth the most a line may be, whose products no double holds", 1_000_000_000_000],
  ])("adds up, and each share is within a cent of its part: lines %s", (_, most) => {
    fc.assert(
      fc.property(fc.array(drawn(most), { minLength: 1, maxLength: 40 }), (lines) => {
        for (const due of feesOf(lines, FORMAL, schedule)) {
          const shares = sharedOut(due, lines).map(Number);
          const amount = Number(due.amount);
          const weights = lines.map(({ value }, index) => (due.owing[index] ? value : 0));
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
          const far = shares.filter((share, index) => isFar(share, amount, weights[index] ?? 0, due.value));
          expect(due.value === 0 ? [] : far).toEqual([]);
        }
      }),
    );
  });

  test("adds up over as many lines as a file may have in one entry", () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => lineOf(1 + (index % 7)));
    const shares = sharedOut(mpf(lines), lines).map(Number);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(mpf(lines).amount);
  });

  test("is exact where a double is not: the cent left over goes to the largest remainder", () => {
    const lines = [lineOf(1_000_000_000_000), lineOf(999_999_999_999), lineOf(1_000_000_000_000)];
    const due = feeOf("hmf", lines);
    expect(due.amount).toBe(375_000_000_000);
    expect(sharedOut(due, lines)).toEqual([125_000_000_000, 125_000_000_000, 125_000_000_000]);
  });
});

test("an informal entry is worth at most $2,500: 19 CFR 143.21", () => {
  const entry = (value: string) => entryOf({ hts: "8471300100", origin: "CN", date: FORMAL.date, value });
  const informal = { entryType: "informal", mode: "air" } as const;
  expect(feesOfEntry(entry("2500"), informal, context).known?.toFixed()).toBe("2.69");
  expect(() => feesOfEntry(entry("2501"), informal, context)).toThrow("19 CFR 143.21");
});

describe("the data of fees", () => {
  const exemptions = schedule.fees.flatMap((fee) => fee.exemptions);

  test("follows on from year to year", () => {
    for (const { limits } of schedule.fees)
      expect(limits?.years.slice(1).map(({ from }) => from)).toEqual(
        limits?.years.slice(0, -1).map(({ until }) => until),
      );
  });

  test("names claims of agreements and origins that the data has", () => {
    const claims = context.schedule().agreements.map(({ claim }) => claim);
    expect(exemptions.flatMap((one) => one.claims ?? []).filter((claim) => !claims.includes(claim))).toEqual(
      [],
    );
    expect(
      exemptions
        .flatMap((one) => one.origins ?? [])
        .filter((origin) => originNamed(origin as Country, context.schedule()) === undefined),
    ).toEqual([]);
  });
});
