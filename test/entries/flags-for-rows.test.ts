/** Flags that state goods stand for cells that rows of a file leave empty; units are read as the tariff writes them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseQuantity } from "../../src/contract/parse.js";
import { DATA } from "../shipped.js";
import { duty, rowsIn, run } from "./duty-file.js";

const rowsOf = async (csv: string, ...flags: string[]) => {
  const { out, err, status } = await duty(csv, "in.csv", "--format", "json", ...flags);
  if (status !== 0) throw new Error(err);
  return JSON.parse(out) as { rows: Record<string, string>[]; notes: string[] };
};

test("a day, an origin, a claim, a metal and a mode of all rows", async () => {
  // Steel of Japan owes 25% on 2025-05-01 and the car 25% and 2.5%; an old car 2.5% and the 10% of all countries.
  const { rows, notes } = await rowsOf(
    "hts,value,claims,mode\n7208.10.15.00,10000,,\n8703.23.01.60,10000,,air\n8703.23.01.60,10000,25-years-old,\n",
    ...["--date", "2025-05-01", "--origin", "JP", "--mode", "vessel", "--adcvd", "none"],
  );
  expect(rows.map(({ duty_usd, hmf_usd }) => [duty_usd, hmf_usd])).toEqual([
    ["2500.00", "12.50"],
    ["2750.00", "0.00"],
    ["1250.00", "12.50"],
  ]);
  expect(notes.join()).toContain(
    "Where a row leaves it empty: date 2025-05-01, origin JP, mode vessel, adcvd none.",
  );
});

test("a claim and a content of all rows, but of those that state their own", async () => {
  // Note 16: derivatives owe 50% on their steel content from 2025-06-04, and Vietnam's 10% on the rest (note 2(v)(vii)).
  const { rows } = await rowsOf(
    "date,hts,origin,value,claims,metal_steel\n2025-06-19,8431.31.00.20,VN,10000,,\n2025-06-19,8431.31.00.20,VN,10000,,0.5\n2025-06-19,8431.31.00.20,VN,10000,us-melted,0.5\n",
    ...["--metal", "steel=0.2,aluminum=0", "--claim", "donation"],
  );
  // A donation is free of the 10% and not of the metals duty; steel of the United States is free of both on its content.
  expect(rows.map(({ duty_usd }) => duty_usd)).toEqual(["1000.00", "2500.00", "500.00"]);
});

test("goods of a zone owe the duties of their privileged status and the fees of their entry", async () => {
  // 19 CFR 146.65(a)(1). A car of Japan owed 2.5% alone before 2025-04-03; the fee of the year that began on 2025-10-01
  // is at most $651.50, that of the year before $634.62.
  const header = "entry,date,status_date,hts,origin,value,mode\n";
  const { rows } = await rowsOf(
    `${header}A,2025-10-10,2025-03-20,8703.23.01.60,JP,1000000,air\nB,2025-10-10,,8703.23.01.60,JP,1000000,air\n`,
  );
  expect(
    rows.map(({ base_duty_usd, additional_duty_usd, mpf_usd }) => [
      base_duty_usd,
      additional_duty_usd,
      mpf_usd,
    ]),
  ).toEqual([
    ["25000.00", "0.00", "651.50"],
    ["25000.00", "125000.00", "651.50"],
  ]);
  const late = await duty(`${header}A,2025-03-20,2025-10-10,8703.23.01.60,JP,1000000,air\n`);
  expect(late.out).toContain(
    "status_date: goods entered on 2025-03-20 cannot have their status from 2025-10-10",
  );
});

/**
 * HTSUS 9903.01.28 and 9903.03.02 are for goods "loaded onto a vessel at the port of loading and in transit on the final mode of
 * transit", which customs reads as vessels alone (IEEPA FAQ); 9903.01.23 for those loaded onto a vessel "or in transit".
 */
test.each([
  ["VN", "2025-04-05", "2025-04-04", "vessel", "0.00"],
  ["VN", "2025-04-05", "2025-04-04", "", "0.00"],
  ["VN", "2025-04-05", "2025-04-04", "air", "1000.00"],
  ["MX", "2026-02-25", "2026-02-23", "truck", "1000.00"],
  ["CN", "2025-02-10", "2025-01-30", "air", "0.00"],
])("toys of %s entered on %s, loaded on %s, by %s, owe %s", async (origin, date, loaded, mode, owed) => {
  const header = "date,hts,origin,value,loaded_on,mode\n";
  const { rows } = await rowsOf(`${header}${date},9503.00.00.73,${origin},10000,${loaded},${mode}\n`);
  expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([owed]);
  const goods = ["duty", "9503.00.00.73", "--origin", origin, "--date", date, "--value", "10000"];
  const flags = ["--loaded-on", loaded, ...(mode === "" ? [] : ["--mode", mode]), "-f", "json"];
  const { out } = await run(...goods, ...flags);
  expect(JSON.parse(out).total.duty_usd).toBe(String(Number(owed)));
  expect(out.includes("The day of loading counts of goods that a vessel brought")).toBe(owed !== "0.00");
});

/**
 * CSMS 67834313, Executive Order 14389: duties under the IEEPA "will no longer be in effect and will no longer be collected for goods
 * entered for consumption, or withdrawn from warehouse for consumption" from February 24, 2026, and their numbers are inactive then.
 * Other duties are those of the day of status (19 CFR 146.65(a)(1)): Section 122 began on that day, China's list 4A stays.
 */
test.each([
  ["VN", "2025-10-01", "2026-02-23", "2000.00"],
  ["VN", "2025-10-01", "2026-02-24", "0.00"],
  ["VN", "2025-10-01", "2026-08-10", "0.00"],
  ["VN", "2026-03-01", "2026-08-10", "1000.00"],
  ["CN", "2025-10-01", "2026-08-10", "750.00"],
  ["BR", "2025-10-01", "2026-03-10", "0.00"],
  ["IN", "2025-10-01", "2026-02-10", "5000.00"],
  ["IN", "2025-10-01", "2026-02-25", "0.00"],
  ["CA", "2025-10-01", "2026-03-01", "0.00"],
])("toothbrushes of %s with a status of %s, entered on %s, owe %s", async (origin, status, date, owed) => {
  const header = "date,hts,origin,value,status_date\n";
  const { rows } = await rowsOf(`${header}${date},9603.21.00.00,${origin},10000,${status}\n`);
  expect(rows.map(({ duty_usd }) => duty_usd)).toEqual([owed]);
  const goods = ["duty", "9603.21.00.00", "--origin", origin, "--date", date, "--value", "10000"];
  const { out } = await run(...goods, "--status-date", status);
  const isEnded = status < "2026-02-24" && date >= "2026-02-24";
  expect(
    out.replace(/\s+/g, " ").includes("under the IEEPA are not owed by goods entered from 2026-02-24"),
  ).toBe(isEnded);
});

/** Public Law 116-113, section 601: the NAFTA ended with June 2020. */
test("a claim of the NAFTA frees nothing and says that the USMCA took its place", async () => {
  const goods = [
    "duty",
    "8703.23.01.90",
    "--origin",
    "CA",
    "--date",
    "2025-03-01",
    "--value",
    "10000",
    "--claim",
    "nafta",
  ];
  const { out, status } = await run(...goods);
  expect([status, out.replace(/\s+/g, " ")]).toEqual([
    0,
    expect.stringContaining("The USMCA took its place: claim USMCA"),
  ]);
  expect(out).toMatch(/^Duty .* 250\.00$/m);
});

/** 19 CFR 146.65(a)(1): goods of privileged foreign status owe the rates of the day of it; others those of the entry. */
test("goods from a foreign-trade zone without a day of status are told of it, in rows as in one entry", async () => {
  const header = "date,hts,origin,value,entry_type,status_date\n";
  const goods = ["06,", "06,2025-06-20", "01,", "6,", "31,"].map(
    (cells) => `2025-09-20,9503.00.00.73,DE,2400,${cells}\n`,
  );
  const { out } = await duty(header + goods.join(""), "in.csv", "-f", "ndjson");
  const told = rowsIn(out).map(({ problem }) =>
    /no day of status is stated.*which status_date states/.test(String(problem)),
  );
  expect(told).toEqual([true, false, false, true, false]);
  expect(rowsIn(out).map(({ duty_usd, mpf_usd }) => [duty_usd, mpf_usd])).toEqual(
    ["360.00", "240.00", "360.00", "360.00", "360.00"].map((owed) => [owed, "32.71"]),
  );
  const one = [
    "duty",
    "9503.00.00.73",
    "--origin",
    "DE",
    "--date",
    "2025-09-20",
    "--value",
    "2400",
    "--entry-type",
    "06",
  ];
  const words = "No day of status is stated of goods from a foreign-trade zone";
  expect((await run(...one)).out.replace(/\s+/g, " ")).toContain(words);
  expect((await run(...one, "--status-date", "2025-06-20")).out.replace(/\s+/g, " ")).not.toContain(words);
});

test("rows of no stated day of loading are asked for it unless they came by air, as one entry is", async () => {
  const header = "date,hts,origin,value,mode\n";
  const goods = (["VN", "CN"] as const).flatMap((origin) =>
    ["vessel", "", "air"].map(
      (mode) => `${origin === "VN" ? "2025-04-20" : "2025-02-10"},9503.00.00.73,${origin},10000,${mode}\n`,
    ),
  );
  const { out } = await duty(header + goods.join(""), "in.csv", "-f", "ndjson");
  // 9903.01.28 is of vessels, 9903.01.23 of any carriage.
  const asked = rowsIn(out).map(({ asks }) => /loaded_on=/.test(String(asks)));
  expect(asked).toEqual([true, true, false, true, true, true]);
});

/** HTSUS 6402.91.60: Valued not over $3/pair; 6402.91.70: Valued over $3 but not over $6.50/pair. */
test("rows whose value by a unit is not what the words of their number say are told so, as one entry is", async () => {
  const header = "date,hts,origin,value,qty\n";
  const goods = ["6402.91.60.60,VN,10000,1000pr", "6402.91.60.60,VN,3000,1000pr", "6402.91.60.60,VN,10000,"];
  const { out } = await duty(
    header + goods.map((row) => `2026-08-01,${row}\n`).join(""),
    "in.csv",
    "-f",
    "ndjson",
  );
  const told =
    'the number is for goods "Valued not over $3/pair"; these are $10 by that unit: another number is theirs, at another rate';
  expect(rowsIn(out).map(({ problem, status }) => [problem, status])).toEqual([
    [told, "exact"],
    ["", "exact"],
    ["", "exact"],
  ]);
});

test("a day of status is of goods entered on it or later", async () => {
  const goods = ["duty", "8703.23.01.60", "--origin", "JP", "--value", "30000", "--date", "2025-06-19"];
  const { out } = await run(...goods, "--status-date", "2025-03-20");
  expect(out).toContain("entered on 2025-06-19 at the rates of 2025-03-20");
  const { err, status } = await run(...goods, "--status-date", "2025-06-20");
  expect([status, err]).toEqual([2, expect.stringContaining("--status-date: goods entered on 2025-06-19")]);
});

test("what is of one entry alone is refused with a file", async () => {
  const { err, status } = await duty("date,hts,origin,value\n", "in.csv", "--freight", "100");
  expect([status, err]).toEqual([2, expect.stringContaining("--freight: it is of one entry")]);
});

test("every unit in which the tariff counts a line is read", () => {
  const { lines } = JSON.parse(readFileSync(join(DATA, "schedule/base/units.json"), "utf8")) as {
    lines: Record<string, string>;
  };
  const units = new Set(Object.values(lines).flatMap((text) => text.split("|").map((unit) => unit.trim())));
  units.delete("");
  expect(units.size).toBeGreaterThan(50);
  for (const unit of units) expect(() => parseQuantity(`100 ${unit}`), unit).not.toThrow();
});

test.each([
  ["100pf.liters", "pf. liter", null],
  ["100 Pb kg", "kg", "lead content"],
  ["100 kg on lead content", "kg", "lead content"],
  ["3 Jwls.", "jewel", null],
  ["40 Dz Pcs", "doz", null],
])("%s is in %s of %s", (text, unit, of) => {
  expect(parseQuantity(text)).toMatchObject({ unit, of });
});

test("a number alone is in the unit of the line, or of its duty", async () => {
  // 2208.40.20: 23.7¢ a proof liter. 9101.19.40: 41¢ each, 5% on case and strap, 4.2% on the battery; 10% of all countries.
  const { rows } = await rowsOf(
    "date,hts,origin,value,qty,components\n2025-06-19,2208.40.20.00,FR,10000,100,\n2025-06-19,9101.19.40,CH,100,1,case=40;strap=10;battery=1\n",
  );
  expect(rows.map(({ base_duty_usd }) => base_duty_usd)).toEqual(["23.70", "2.95"]);
});

test("a case of an order speaks of goods of its country alone; one that a row states stands", async () => {
  // Steel owes 50% (9903.82.02) in 2026; 570 in a case is China, so that 12% of $10,000 is no deposit on screws of Germany.
  const { rows } = await rowsOf(
    "hts,origin,value,mode,adcvd\n7318.15.20.61,DE,10000,vessel,\n7318.15.20.61,CN,10000,vessel,\n7318.15.20.61,DE,10000,vessel,A-570-932=12%\n",
    ...["--date", "2026-10-01", "--adcvd", "A-570-932=12%"],
  );
  expect(rows.map(({ layers = "" }) => layers.includes("A-570-932:0.12:1200.00"))).toEqual([
    false,
    true,
    true,
  ]);
  expect(rows[0]?.duty_usd).toBe("5000.00");
});
