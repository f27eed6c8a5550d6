/**
 * A number of six or eight digits, and one whose last two digits the tariff does not have, may be any line below: it owes
 * what all of them do, or lies between the least and the most of them (HTSUS General Statistical Note 3: the ninth and tenth
 * digits are for statistics; U.S. notes 16(c), 33(g) and 40(c) to chapter 99 name numbers of ten digits).
 */
import { expect, test } from "vitest";
import { assess, bounds } from "../../src/law/assess.js";
import type { IsoDate } from "../../src/law/calendar.js";
import { isOutsideTariffBase } from "../../src/law/hts.js";
import type { Usd } from "../../src/law/units.js";
import { duty } from "../entries/duty-file.js";
import { entryOf } from "../make.js";
import { rowsOf } from "../rows-of.js";
import { shipped } from "../shipped.js";

interface Goods {
  readonly hts: string;
  readonly origin: string;
  readonly date: string;
  readonly claims?: string[];
}

function rangeOf(goods: Goods) {
  const found = assess(entryOf({ value: "10000", ...goods, date: goods.date as IsoDate }), shipped);
  if (!found) return undefined;
  const { least, most } = bounds(found, shipped, "law");
  return { known: found.needs.length === 0, least, most };
}

/**
 * Note 40(c) names numbers of 3004.90.92, which owe 100% where they are patented. Note 16(c)(vii) names some of
 * 8481.90.90, at 25%; the rest owe the 12.5% of Japan of note 52. Note 33(g) names one of 8539.10.00, at 25%; the others
 * owe India's 25% and 25% more (notes 2(v) and 2(z)), and all the general 2%.
 */
const TABLE = `
hts           | of | entered    | claims   | least | most
3004.90.92.90 | IN | 2026-10-05 | patented | 0     | 10000
8481.90.90.99 | JP | 2026-09-01 |          | 1250  | 2500
8539.10.00    | IN | 2025-11-01 |          | 2700  | 5200
8539.10       | IN | 2025-11-01 |          | 2700  | 5200
`;

test.each(rowsOf(TABLE))(
  "%s of %s, entered %s %s: $%s to $%s",
  (hts = "", origin = "", date = "", claims = "", least, most) => {
    const range = rangeOf({ hts, origin, date, claims: claims ? [claims] : [] });
    expect([range?.known, range?.least.toFixed(), range?.most?.toFixed()]).toEqual([false, least, most]);
  },
);

test("a file of entries says the same of them as the law", async () => {
  const rows = rowsOf(TABLE);
  const csv = rows.map(([hts, origin, date, claims]) => `${date},${hts},${origin},10000,${claims}`);
  const { out } = await duty(
    ["date,hts,origin,value,claims", ...csv].join("\n"),
    "in.csv",
    "--format",
    "json",
  );
  const found = (JSON.parse(out) as { rows: { status: string; at_least_usd: string }[] }).rows;
  expect(found.map(({ status, at_least_usd }) => [status, Number(at_least_usd)])).toEqual(
    rows.map(([, , , , least]) => ["unknown", Number(least)]),
  );
});

const ORIGINS = ["CN", "JP", "CA", "DE", "VN", "IN", "BR", "GB", "RU", "KR"];
const DAYS = ["2025-01-15", "2025-06-19", "2025-11-01", "2026-03-01", "2026-05-01", "2026-10-05"];

/** Numbers of eight digits over all chapters, of origins and days in turn, the same in every run. */
const spread = Array.from({ length: 150 }, (_, index): Goods => {
  const lines = shipped.base.numbers.filter((hts) => !isOutsideTariffBase(hts));
  const hts = (lines[(index * 6733) % lines.length] as string).slice(0, 8);
  return { hts, origin: ORIGINS[index % 10] as string, date: DAYS[(index * 7) % 6] as string };
});

const lesser = (a: Usd, b: Usd): Usd => (b.lt(a) ? b : a);
const greater = (a: Usd, b: Usd): Usd => (b.gt(a) ? b : a);

test("eight digits, and a suffix that there is not, owe from the least to the most of the lines below", () => {
  const seen = spread.map((goods) => {
    const under = shipped.base.linesUnder(goods.hts, goods.date as IsoDate);
    const lines = under.flatMap((hts) => rangeOf({ ...goods, hts }) ?? []);
    if (lines.length < 2) return "one line";
    const least = lines.map((line) => line.least).reduce(lesser);
    const most = lines.some((line) => line.most === null)
      ? null
      : lines.map((line) => line.most as Usd).reduce(greater);
    const suffix = ["01", "99", "98"].find((digits) => !under.includes(goods.hts + digits));
    for (const hts of [goods.hts, `${goods.hts}${suffix}`]) {
      const range = rangeOf({ ...goods, hts });
      expect([hts, range?.least.toFixed(), range?.most?.toFixed()]).toEqual([
        hts,
        least.toFixed(),
        most?.toFixed(),
      ]);
      expect(range?.known).toBe(lines.every(({ known }) => known) && least.eq(most as Usd));
    }
    return least.eq(most ?? -1) ? "alike" : "unlike";
  });
  expect(seen.filter((how) => how === "unlike").length).toBeGreaterThan(5);
  expect(seen.filter((how) => how === "alike").length).toBeGreaterThan(20);
});

test("a short number declares each number that any of its lines does", async () => {
  const { out } = await duty(
    "date,hts,origin,value\n2025-02-20,7304.39.00,BR,10000\n2025-02-20,7304.39.00.28,BR,10000",
    "in.csv",
    "--format",
    "json",
  );
  const found = (JSON.parse(out) as { rows: { layers: string[] }[] }).rows.map(({ layers }) => layers[0]);
  expect(found).toEqual(["9903.80.22 or 9903.80.24 or 9903.80.25:0:0.00", "9903.80.24:0:0.00"]);
  const goods = entryOf({ hts: "7304.39.00", origin: "BR", date: "2025-02-20" as IsoDate, value: "10000" });
  const [layer] = assess(goods, shipped)?.layers ?? [];
  expect(layer?.fate).toMatchObject({ by: "9903.80.22 or 9903.80.24 or 9903.80.25" });
});
