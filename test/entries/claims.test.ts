/** What words of claims mean, what each claim is, and which can matter: with the law that says so. */

import { describe, expect, test } from "vitest";
import claimsCommand from "../../src/commands/claims/index.js";
import dutyCommand from "../../src/commands/duty/index.js";
import type { CommandLine, Context } from "../../src/contract/command.js";
import type { Report } from "../../src/contract/report.js";
import { createContext } from "../../src/data/context.js";
import { checkRights, checkWorth, claimsNamed } from "../../src/entries/claims.js";
import { ENTRY_COLUMNS } from "../../src/entries/entry-row.js";
import { answerOf } from "../../src/index.js";
import { type IsoDate, isoDate } from "../../src/law/calendar.js";
import { type Claim, type Entry, NOTHING_STATED } from "../../src/law/entry.js";
import type { HtsCode } from "../../src/law/hts.js";
import type { Agreement, Country } from "../../src/law/origin.js";
import { DATA } from "../shipped.js";

const context = createContext(DATA, "0");
const catalogue = new Map(context.claims().map((claim) => [claim.id, claim]));
const originOf = (code: string) => {
  const origin = context.schedule().origins.get(code as Country);
  if (!origin) throw new Error(`no origin ${code}`);
  return origin;
};
const named = (word: string, origin: string, own: Context = context) =>
  [...claimsNamed([word], [originOf(origin)], own)].sort();

describe("symbols of the special column mean their preference, in any case of letters", () => {
  // HTSUS General Note 3(c)(i) lists the programmes with their symbols.
  test.each<[symbol: string, origin: string, claim: string]>([
    ["S", "CA", "USMCA"],
    ["S+", "MX", "USMCA"],
    ["s+", "MX", "USMCA"],
    ["KR", "KR", "KORUS"],
    ["jp", "JP", "USJTA"],
    ["AU", "AU", "AUSFTA"],
    ["P", "DO", "CAFTA-DR"],
    ["P+", "SV", "CAFTA-DR"],
    ["E*", "BB", "CBERA"],
    ["R", "JM", "CBTPA"],
    ["B", "CA", "APTA"],
    ["C", "FR", "aircraft"],
    ["K", "IN", "pharmaceutical"],
    ["L", "DE", "dyes"],
    ["usmca", "CA", "USMCA"],
    ["Cafta-dr", "CR", "CAFTA-DR"],
    [" Donation ", "VN", "donation"],
    ["IN-QUOTA", "GB", "in-quota"],
    // What customs calls agreements in its guidance on them.
    ["ILFTA", "IL", "USIFTA"],
    ["UKFTA", "KR", "KORUS"],
    ["cotpa", "CO", "CTPA"],
    ["CAFTA", "SV", "CAFTA-DR"],
    ["HOPE", "HT", "HOPE-HELP"],
  ])("%s of %s is %s", (symbol, origin, claim) => {
    expect(named(symbol, origin)).toEqual([claim]);
  });

  test("a symbol of another country's programme is refused", () => {
    expect(() => named("KR", "JP")).toThrow(/goods of Japan cannot claim KORUS/);
  });

  test("a symbol of two preferences that are open to the origin asks which", () => {
    const twin: Agreement = {
      ...{ claim: "QIZ-EGYPT", title: "Qualifying industrial zones", symbols: ["XX"] },
      ...{ origins: ["EG"], from: "2005-01-01" as Agreement["from"], until: null },
    };
    const schedule = context.schedule();
    const agreements = [...schedule.agreements, twin, { ...twin, claim: "QIZ-BOTH", origins: ["EG", "JO"] }];
    const own = { ...context, schedule: () => ({ ...schedule, agreements }) };
    expect(() => named("xx", "EG", own)).toThrow(/QIZ-EGYPT .* and of QIZ-BOTH/);
    expect(named("xx", "JO", own)).toEqual(["QIZ-BOTH"]);
  });
});

describe("facts that exclude or imply each other", () => {
  test.each<[one: string, other: string, law: string]>([
    ["car-part", "not-a-car-part", "note 33(h)(ii)"],
    ["cabinet", "not-a-cabinet", "note 37(g)"],
    ["truck-part", "not-a-truck-part", "note 38(l)"],
    ["heavy-truck", "not-a-heavy-truck", "note 38(e)"],
    ["drone-part", "not-for-drones", "note 43(a)"],
    ["no-metal", "us-metal", "9903.82.01 holds no metal, note 16(e) asks for 85% of it"],
    ["drone-part", "car-part", "note 43: one or the other"],
    ["drone-part", "truck-part", "note 43: one or the other"],
    ["cabinet", "certified-car-part", "note 33(p) certifies parts of cars"],
    ["not-a-car-part", "certified-car-part", "note 33(p) certifies parts of cars"],
    ["not-a-truck-part", "certified-truck-part", "note 38(j) certifies parts of heavy vehicles"],
    ["thermal-imaging", "not-for-drones", "note 43(c)(3): unmanned aircraft with thermal imaging"],
    ["allied-components", "not-for-drones", "9903.08.23: unmanned aircraft and their parts"],
    ["heavy-truck", "certified-truck-part", "note 38(j) certifies parts of heavy vehicles"],
    ["motorcycle-part", "truck-part", "note 16(g): for making motorcycles"],
    ["motorcycle-part", "car-part", "note 16(g): for making motorcycles"],
    ["equipment-part", "car-part", "note 16(k): used only in farm, fixed or mobile industrial equipment"],
  ])("%s and %s: %s", (one, other) => {
    for (const words of [
      [one, other],
      [other, one],
    ])
      expect(() => claimsNamed(words, [originOf("VN")], context)).toThrow("cannot both be true");
  });

  test("a part for drones is a part neither of cars nor of trucks", () => {
    expect(named("drone-part", "CN")).toEqual(["drone-part", "not-a-car-part", "not-a-truck-part"]);
  });
});

/** HTSUS 9823.01.02 to 9823.10.02 are for dairy, sugar and goods of them, U.S. note 11 to the subchapter for textiles. */
test.each<[hts: string, origin: string, asked: readonly string[]]>([
  ["0402.10.50.00", "CA", ["--claim USMCA-quota"]],
  ["6109.10.00.12", "CA", ["--claim USMCA-TPL"]],
  ["8703.23.01.90", "CA", []],
  ["2204.21.50.40", "CA", []],
  ["6109.10.00.12", "SV", []],
])("%s of %s is asked for the quotas that are for it alone", async (hts, origin, asked) => {
  const goods = [hts, "--origin", origin, "--date", "2025-06-20", "--value", "10000", "--qty", "1000"];
  const { asks } = (await answerOf(["duty", ...goods])) as { asks: { state: string }[] };
  expect(asks.map(({ state }) => state).filter((state) => /-(?:quota|TPL)$/.test(state))).toEqual(asked);
});

/** Public Law 117-78, sec. 3(b): without the finding no goods of Xinjiang come in. Facts answer questions where no dollar moves. */
test.each<[said: readonly string[], of: readonly string[], idle: readonly string[]]>([
  [["6109.10.00.12", "CN", "2026-05-19"], ["of-xinjiang", "uflpa-exception"], ["of-xinjiang"]],
  [["8482.10.50.44", "TH", "2026-04-30"], ["car-part"], []],
  [["6109.10.00.12", "CN", "2026-05-19"], ["25-years-old"], ["25-years-old"]],
])("of %j claiming %j, %j changes nothing", async ([hts = "", origin = "", date = ""], claims, idle) => {
  const flags = claims.flatMap((claim) => ["--claim", claim]);
  const goods = [hts, "--origin", origin, "--date", date, "--value", "10000", "--adcvd", "none"];
  const { notes } = (await answerOf(["duty", ...goods, ...flags])) as { notes: string[] };
  const told = claims.filter((claim) =>
    notes.some((note) => note.startsWith(`The claim ${claim} changes nothing`)),
  );
  expect(told).toEqual(idle);
});

describe("a fact that is not so", () => {
  test.each<[word: string, claim: string]>([
    ["patented=no", "not-patented"],
    ["Not-Patented", "not-patented"],
    ["cabinet=no", "not-a-cabinet"],
    ["not-cabinet", "not-a-cabinet"],
    ["packaged=no", "in-bulk"],
    ["in-bulk=no", "packaged"],
    ["drone-part=no", "not-for-drones"],
    ["thermal-imaging=no", "not-thermal-imaging"],
    ["patented=yes", "patented"],
  ])("%s is %s", (word, claim) => {
    expect(named(word, "VN")).toContain(claim);
  });

  test("cannot be so as well", () => {
    for (const fact of ["patented", "thermal-imaging", "us-metal"])
      expect(() => claimsNamed([fact, `not-${fact}`], [originOf("VN")], context)).toThrow(
        "cannot both be true",
      );
  });

  test("a right is claimed or it is not", () => {
    expect(named("donation=no", "VN")).toEqual([]);
    expect(() => named("not-donation", "VN")).toThrow("donation is a right, which counts once it is claimed");
  });
});

describe("claims for goods of little worth", () => {
  test.each(["de-minimis", "postal", "postal-per-item"])("%s: $800 and not a dollar more", (claim) => {
    expect(() => checkWorth(new Set([claim]), 800, catalogue)).not.toThrow();
    expect(() => checkWorth(new Set([claim]), 801, catalogue)).toThrow(/at most \$800 .*these \$801/);
  });

  test("other claims have no limit", () => {
    expect(() => checkWorth(new Set(["USMCA"]), 1e9, catalogue)).not.toThrow();
  });
});

// 19 CFR 10.153; CBP, E-Commerce Frequently Asked Questions: not merchandise subject to quota, nor to deposits under orders.
describe("section 321 is never for some goods", () => {
  const date = isoDate("2025-03-10") as IsoDate;
  const none = NOTHING_STATED.adcvd;
  const check = (claim: string, hts: string, adcvd: Entry["adcvd"] = none, origin = "BR", on = date) =>
    checkRights(
      { hts: hts as HtsCode, origin: origin as Country, date: on, claims: new Set([claim]), adcvd },
      context,
    );

  test.each(["1701145000", "1701141000", "0406909500", "5201008000", "1604143000", "9603105000"])(
    "%s is of a quota, within it or beyond it",
    (hts) => {
      for (const claim of ["de-minimis", "postal", "postal-per-item"])
        expect(() => check(claim, hts)).toThrow(`${claim} is never for`);
      expect(() => check("donation", hts)).not.toThrow();
    },
  );

  test.each(["1806323000", "0406909900", "1704903550", "0901110025"])("%s is of none", (hts) => {
    expect(() => check("de-minimis", hts)).not.toThrow();
  });

  // Of a class or kind provided for in any absolute or tariff-rate quota, open or closed: steel and aluminum to 2025-03-11.
  test.each([
    ["7208390020", "BR"],
    ["7306305032", "KR"],
    ["7306305032", "AR"],
    ["7208390020", "DE"],
    ["7208390020", "JP"],
    ["7607116010", "AR"],
    ["7606123045", "GB"],
  ])("%s of %s is of a quota of Section 232 to 2025-03-11", (hts, origin) => {
    const dayOf = (day: string) => isoDate(day) as IsoDate;
    expect(() => check("de-minimis", hts, none, origin, dayOf("2025-03-11"))).toThrow("is never for");
    expect(() => check("de-minimis", hts, none, origin, dayOf("2025-03-12"))).not.toThrow();
    expect(() => check("de-minimis", hts, none, "IN", dayOf("2025-03-11"))).not.toThrow();
  });

  test("solar cells are of the quota of Section 201, until 2026-02-06 and of the origins that it covers", () => {
    // Proclamation 9693: a tariff-rate quota on cells, increased duties on modules; note 18(b): not of the countries listed.
    const says = (hts: string, origin: string, day: string) => () =>
      ["de-minimis", "postal"].forEach((claim) => {
        check(claim, hts, none, origin, isoDate(day) as IsoDate);
      });
    expect(says("8541420010", "VN", "2025-06-01")).toThrow("is never for");
    expect(says("8541420010", "VN", "2026-02-06")).toThrow("is never for");
    expect(says("8541420010", "VN", "2026-02-07")).not.toThrow();
    expect(says("8541420010", "KH", "2025-06-01")).not.toThrow();
    expect(says("8541430010", "VN", "2025-06-01")).not.toThrow();
  });

  test.each([
    ["7607116010", "JP"],
    ["7607116010", "BR"],
    ["7323930015", "KR"],
  ])("%s of %s is of none", (hts, origin) => {
    expect(() => check("de-minimis", hts, none, origin)).not.toThrow();
  });

  test("goods of which a deposit is stated", () => {
    const deposits = [{ case: "A-583-865", duty: { kind: "free" as const } }];
    expect(() => check("de-minimis", "7318152055", { ...none, deposits })).toThrow("goods under A-583-865");
    expect(() => check("de-minimis", "7318152055", { ...none, none: true })).not.toThrow();
  });

  test("`claims` leaves them out on such goods", async () => {
    const on = async (hts: string) => {
      const { rows } = (await answerOf(["claims", hts, "--date", "2025-07-10"])) as {
        rows: { claim: string }[];
      };
      return rows.map(({ claim }) => claim);
    };
    expect(await on("1701.14.50")).not.toContain("de-minimis");
    expect(await on("1806.32.30")).toContain("de-minimis");
  });

  test("where an order may cover them, the answer says what follows", async () => {
    const goods = ["7318.15.20.55", "--origin", "TW", "--value", "500", "--date", "2025-07-01"];
    const { notes } = (await answerOf(["duty", ...goods, "--claim", "de-minimis"])) as { notes: string[] };
    expect(notes.join(" ")).toContain("If an order covers the goods, de-minimis is not for them");
  });
});

describe("what each is", () => {
  /** Only what frees goods when it is declared is a right; use, kind, metal and patents are facts. */
  test.each<[kind: Claim["kind"], ids: readonly string[]]>([
    ["right", ["USMCA", "in-quota", "exclusion", "donation", "baggage", "informational", "aircraft"]],
    ["right", ["us-content", "loaded-on", "enteral-syringe", "contract-before-2024-05-14", "research-use"]],
    ["fact", ["car-part", "not-a-car-part", "cabinet", "advanced-chip", "patented", "drone-part"]],
    ["fact", ["steel", "aluminum", "copper", "melt", "smelt", "cast", "us-melted", "uk-metal", "no-metal"]],
  ])("%s: %s", (kind, ids) => {
    expect(ids.map((id) => [id, catalogue.get(id)?.kind])).toEqual(ids.map((id) => [id, kind]));
  });

  test("a presumption has its citation, a right none", () => {
    for (const { id, kind, presumes } of catalogue.values()) {
      expect([id, presumes === undefined]).toEqual([id, kind === "right"]);
      if (presumes && presumes.value !== "none")
        expect([id, presumes.citation]).toEqual([id, expect.any(String)]);
    }
  });

  test.each<[id: string, presumed: string, law: string]>([
    ["patented", "none", "note 40(c): 9903.04.60 for patented, 9903.04.67 for generic medicines"],
    ["advanced-chip", "none", "note 39(b)-(c): 9903.79.01 or 9903.79.02"],
    ["cabinet", "none", "note 37(f): a basket number is more than cabinets"],
    ["not-a-car-part", "no", "note 33(h)(ii): entered under 9903.94.06"],
    ["not-a-truck-part", "no", "note 38(l): entered under 9903.74.11"],
    ["uk-metal", "no", "note 16(d)"],
    ["steel", "none", "CSMS 65236374: the whole value only where it cannot be told"],
  ])("%s is presumed: %s (%s)", (id, presumed) => {
    expect(catalogue.get(id)?.presumes?.value).toBe(presumed);
  });

  test("every flag and column is one that there is", () => {
    const flags = Object.keys(dutyCommand.flags).map(
      (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    );
    for (const { id, flag, column } of catalogue.values()) {
      expect([id, flags]).toEqual([id, expect.arrayContaining([flag.split(" ")[0]])]);
      if (column !== null) expect([id, ENTRY_COLUMNS]).toEqual([id, expect.arrayContaining([column])]);
    }
  });
});

type Asked = Readonly<Record<string, string>>;

async function claimsOn(hts: string | null, flags: Asked): Promise<Map<string, readonly string[]>> {
  const line = { argument: hts, flags } as unknown as CommandLine<typeof claimsCommand.flags>;
  const { columns, rows } = (await claimsCommand.run(line, context)) as Report;
  const at = (key: string) => columns.findIndex((column) => column.key === key);
  return new Map(rows.map((row) => [row[at("claim")] as string, row[at("headings")] as readonly string[]]));
}

describe("what could matter on goods", () => {
  test.each<[law: string, hts: string, flags: Asked, claim: string, heading: string]>([
    ["note 33(h)(ii)", "8482.10.50.44", { origin: "TH", date: "2025-09-04" }, "not-a-car-part", "9903.94.06"],
    ["note 37(f)", "9403.60.80.93", { origin: "VN", date: "2026-08-01" }, "cabinet", "9903.76.03"],
    ["note 40(d)", "3004.90.92.10", { origin: "IN", date: "2026-10-05" }, "patented", "9903.04.60"],
    ["note 39(d)(i)", "8471.50.01.50", { origin: "TW", date: "2026-02-01" }, "us-data-center", "9903.79.03"],
    [
      "note 16(c)",
      "8302.41.60.80",
      { origin: "VN", date: "2026-05-04" },
      "under-15-percent-metal",
      "9903.82.03",
    ],
    ["note 2(v)(xvii)", "9403.20.00.50", { origin: "VN", date: "2025-09-04" }, "us-content", "9903.01.34"],
    ["note 33(d)", "8703.23.01.60", { origin: "MX", date: "2025-06-19" }, "USMCA", "9903.94.03"],
    ["note 33(e)", "8703.23.01.60", { origin: "JP", date: "2025-06-19" }, "25-years-old", "9903.94.04"],
  ])("%s: %s %j: %s brings %s", async (_, hts, flags, claim, heading) => {
    expect((await claimsOn(hts, flags)).get(claim)).toContain(heading);
  });

  test.each<[law: string, hts: string, flags: Asked, claim: string]>([
    [
      "medicines were not charged before 2026-07-31",
      "3004.90.92.10",
      { origin: "IN", date: "2026-07-30" },
      "patented",
    ],
    [
      "note 33(d) is for USMCA goods alone",
      "8703.23.01.60",
      { origin: "JP", date: "2025-04-04" },
      "us-content",
    ],
    ["the agreement is with Korea", "8482.10.50.44", { origin: "TH", date: "2025-09-04" }, "KORUS"],
    [
      "note 39(b) begins on 2026-01-15",
      "8471.50.01.50",
      { origin: "TW", date: "2026-01-14" },
      "advanced-chip",
    ],
  ])("%s: %s %j: not %s", async (_, hts, flags, claim) => {
    expect([...(await claimsOn(hts, flags)).keys()]).not.toContain(claim);
  });

  test.each<[law: string, hts: string, flags: Asked, claims: readonly string[]]>([
    ["HTSUS 9820.61", "6109.10.00.12", { origin: "HT", date: "2026-03-05" }, ["HOPE-HELP", "CBTPA-apparel"]],
    ["HTSUS 9819.11", "6109.10.00.12", { origin: "LS", date: "2025-12-01" }, ["AGOA-apparel"]],
    [
      "EO 14324, sec. 3",
      "6109.10.00.12",
      { origin: "KR", date: "2025-09-02" },
      ["postal", "postal-per-item"],
    ],
  ])("%s, beside the special column: %s %j, %j", async (_, hts, flags, claims) => {
    expect([...(await claimsOn(hts, flags)).keys()]).toEqual(expect.arrayContaining([...claims]));
  });

  test.each<[date: string, asked: boolean]>([
    ["2026-02-27", true],
    ["2026-02-28", false],
  ])("9903.03.02 is for goods entered before 2026-02-28: on %s %s", async (date, asked) => {
    expect((await claimsOn("6109.10.00.12", { origin: "HT", date })).has("loaded-on")).toBe(asked);
  });

  test("without goods all of the catalogue is listed", async () => {
    expect([...(await claimsOn(null, {})).keys()].sort()).toEqual([...catalogue.keys()].sort());
  });
});

/** What is asked names the number that stating it brings, whatever else becomes of other layers. */
describe("the number that a question brings", () => {
  test.each<[hts: string, origin: string, date: string, state: string, heading: string, law: string]>([
    ["8302.41.60.80", "VN", "2026-05-04", "--claim no-metal", "9903.82.01", "note 16(b)"],
    ["8302.41.60.80", "VN", "2026-05-04", "--claim us-metal", "9903.82.06", "note 16(e)"],
    ["8302.41.60.80", "VN", "2026-05-04", "--claim russian-smelted", "9903.85.68", "note 19(m)"],
    ["8544.30.00.00", "KR", "2025-12-10", "--claim truck-part", "9903.74.08", "note 38(h)"],
    ["8471.50.01.50", "TW", "2026-03-10", "--claim certified-car-part", "9903.94.07", "note 33(p)"],
    ["9503.00.00.73", "CN", "2025-11-10", "--us-content 1", "9903.01.34", "note 2(v)(xvii)"],
    ["9503.00.00.73", "CN", "2025-11-10", "--us-content 0.2", "9903.01.34", "note 2(v)(xvii)"],
    ["9403.60.80.93", "VN", "2025-12-01", "--claim cabinet", "9903.76.03", "note 37(f)"],
    ["8704.21.01.00", "TH", "2025-12-01", "--claim not-a-car", "9903.94.02", "note 33(h)"],
  ])("%s of %s on %s, %s: %s (%s)", async (hts, origin, date, state, heading) => {
    const goods = [hts, "--origin", origin, "--date", date, "--value", "10000"];
    const { asks } = (await answerOf(["duty", ...goods])) as { asks: { state: string; heading: string }[] };
    expect(asks.find((one) => one.state === state)?.heading).toBe(heading);
  });
});
